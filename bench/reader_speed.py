"""How quickly the reader finds claims, against spaCy's small English pipeline on the same text in the same run.

    python bench/reader_speed.py [--articles N] [--pipeline NAME]

Articles of about 600 words are made of the labelled passages: dense ones, of passages alone (a number in every other
line), and plain ones, where two thirds are sentences without a claim. Times are processor seconds of one core, warm.
The pipeline is a package of spaCy's (`en_core_web_sm` unless named); where it is not installed its line says so, and
the ratio is to a pass of a regular expression that only splits the text into words.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

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


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """The least processor time of three passes over texts."""
    took = []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            work(text)
        took.append(time.process_time() - start)
    return min(took)


def peer(name: str) -> Callable[[str], object] | None:
    """spaCy's pipeline of that name, or None where it is not installed."""
    try:
        import spacy

        return spacy.load(name)
    except (ImportError, OSError):
        return None


def main() -> None:
    """Prints articles a second, the ratios, time by size, and memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60, help="how many articles of each kind")
    parser.add_argument("--pipeline", default="en_core_web_sm", help="the package of the spaCy pipeline")
    args = parser.parse_args()
    reader = Reader(load_names())
    other, split = peer(args.pipeline), re.compile(r"\w+|[^\w\s]").findall
    for kind in ("dense", "plain"):
        texts = articles(plain=kind == "plain")[: args.articles]
        mine = seconds(lambda text: reader.read_text(text, DAY), texts)
        words = seconds(split, texts)
        print(f"{kind}: {len(texts) / mine:.0f} articles a second, {mine / words:.0f} times a pass that splits words")
        if other is None:
            print(f"  {args.pipeline} is not installed: no peer")
        else:
            theirs = seconds(other, texts)
            print(f"  {args.pipeline}: {len(texts) / theirs:.1f} a second, the reader {theirs / mine:.1f} times that")
    whole = "\n\n".join(articles(plain=False))
    for size in (20_000, 80_000, 320_000):
        took = seconds(lambda text: reader.read_text(text, DAY), [whole[:size]])
        print(f"{size:7d} characters: {1e6 * took / size:.2f} microseconds a character")
    texts = articles(plain=False)[: args.articles]
    for rounds in (1, 2):
        for text in texts * rounds:
            reader.read_text(text, DAY)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"after {rounds * len(texts)} more articles: {most:.0f} MB at most")


if __name__ == "__main__":
    main()
