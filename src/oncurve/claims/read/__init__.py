"""From text to claims: quantities, names, measures, speakers."""
