"""Pictures as data and the interval strip, knowing nothing of AI."""
