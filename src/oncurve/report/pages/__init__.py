"""Pages of the catalogue and of every question: what stands on each, from the plain data of its answer."""
