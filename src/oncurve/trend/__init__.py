"""Curves through points, knowing nothing of AI."""
