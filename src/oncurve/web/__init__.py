"""The pages and the API: parse, call one public function, hand to report."""
