"""One file a question, where the models of one level meet."""
