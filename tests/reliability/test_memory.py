"""Memory does not grow with the length of an archive."""

from __future__ import annotations

import datetime as dt
import gc
import tracemalloc

import pytest

from oncurve.sweep.tasks import WorldSpec, work_on

TEXT = ("DeepSeek said that training DeepSeek-V3 took 2.{} million H800 hours and cost 5.{} million dollars. Llama 3.1 "
        "405B was trained on 16,000 H100 chips. Chinese laboratories are {} months behind. Costs fell about 3x a year.")


def articles(first: int, n: int) -> list[dict[str, object]]:
    """Articles of as many days, each with figures of its own."""
    return [{"id": i, "published": (dt.date(2025, 1, 30) + dt.timedelta(days=i)).isoformat(),
             "text": TEXT.format(i % 90 + 10, i % 80 + 10, i % 20 + 2)} for i in range(first, first + n)]


@pytest.mark.slow
def test_the_second_half_of_an_archive_needs_no_more_than_the_first() -> None:
    """After the days that are kept have come once, forty more articles of other days leave under 8 MB behind."""
    spec = WorldSpec(as_of="2026-01-01", draws=4096)
    work_on("audit", spec, articles(0, 20))
    gc.collect()
    tracemalloc.start()
    try:
        work_on("audit", spec, articles(20, 20))
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        work_on("audit", spec, articles(40, 40))
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert after - before < 8e6
