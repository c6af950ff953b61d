"""Reads claims out of an article, computes the same quantities, and compares."""
