"""One file a measure: how it is computed, under every reading a sentence allows."""
