"""The tool server: the questions of the contract as tools, their answers as structured content with sources."""
