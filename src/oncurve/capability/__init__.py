"""Skill: benchmarks brought to one scale, frontiers, lags and time horizons."""
