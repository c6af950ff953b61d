"""Stocks and flows of AI chips, who is able to make a run, and what policies change."""

from __future__ import annotations

__all__: list[str] = []
