"""Cold commands as multiples of importing numpy: what a person waits for who types one.

    python bench/cold_speed.py

Each figure is the processor time of a fresh process, the median of several, taken in turn with importing numpy.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from table import Asked, Row, asked_of, cold, measured, shown

#: command line, and how often importing numpy it may take
COMMANDS = {
    "--version": "<= 1.2", "cost deepseek-v3": "<= 5", "check docs/sample/article.txt": "<= 10",
    "export H20 --to CN --on 2025-05-01": "<= 4", "lag CN --behind US": "<= 5", "backtest": "<= 5", "models": "",
    "simulate --model deepseek-v3": "", "capability": "<= 5", "stocks CN": "",
    "trend training-efficiency": "<= 5", "trend inference-price": "<= 5",
    "ontrend deepseek-v3 --against claude-3-5-sonnet": "<= 5",
}


def rows(asked: Asked) -> Iterator[Row]:
    """Each command against importing numpy."""
    for words, limit in COMMANDS.items():
        ours, numpy = [], []
        for _ in range(asked.runs):
            numpy += cold(("-c", "import numpy"), 1)
            ours += cold(("-m", "oncurve", *words.split()), 1)
        yield measured("cold", f"oncurve {words}", ours, scale=1e3, unit="ms of the processor",
            against="importing numpy",
                       of=[statistics.median(numpy)], limit=limit)


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))
