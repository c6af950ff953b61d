"""Results as tables, words, HTML, Markdown and citations."""
