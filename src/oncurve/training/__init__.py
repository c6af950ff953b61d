"""The run simulator: what a training run takes in seconds, bytes and joules, on given chips and a given layout."""
