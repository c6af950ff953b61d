"""The command line: parses, calls one public function, hands to report."""
