"""Synthetic articles: 100 to 600 words, sentences with claims among ones without, all drawn from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

__all__ = ["synthetic"]

CLAIMS = (
    "DeepSeek said that training DeepSeek-V3 took {a:.3f} million H800 hours and cost {b:.2f} million dollars.",
    "Llama 3.1 405B was trained on {c},000 H100 chips for {d} days.",
    "The model has {e} billion parameters and read {f:.1f} trillion tokens.",
    "GPT-4 is thought to have cost more than ${g} million to train.",
    "Chinese laboratories are {h} months behind, one analyst said.",
    "Costs have fallen about {i}x a year since 2020.",
    "Nvidia shipped the H20 to China until April 2025, when a licence became necessary.",
    "Claude 3.5 Sonnet scored {j:.1f}% on GPQA, a few points more than GPT-4o.",
    "By 2027 a single run may cost {k} billion dollars, by the company's own account.",
    "Its chips draw about {l} megawatts together, and each costs ${c},000.",
)
WHO = ("The company", "A spokeswoman", "One engineer", "The ministry", "An investor", "Nobody in the room",
    "The report",
       "A rival", "The committee", "Most of the staff", "The author", "A former employee")
DID = ("declined to say", "asked again", "could not explain", "was slow to admit", "took pains to repeat",
    "has long doubted",
       "would not discuss", "set out at length", "came back to", "wrote about")
WHAT = ("how the machines are used", "what the data were", "why the plan had changed", "who had paid for the work",
        "the terms of the agreement", "whether the rules would hold", "the state of the market",
        "the mood among partners",
        "where the team had gone", "what the next version would bring")
THEN = ("and left it at that", "as others had before", "though few were listening",
    "in a letter that was widely shared",
        "when the question was put once more", "to the surprise of its critics", "with little to show for it",
        "while shares hardly moved", "and the matter is still open", "in the course of a long evening")


def synthetic(n: int, seed: int = 1) -> Iterator[dict[str, object]]:
    """Articles as `check --jsonl` takes them, each of a day in 2025.

    Args:
        n: how many.
        seed: of the draw.
    """
    draw = random.Random(seed)
    for number in range(n):
        told, words, most = [], 0, draw.randint(100, 600)
        while words < most:
            sentence = _claim(draw) if draw.random() < 0.3 else _plain(draw)
            words += len(sentence.split())
            told.append(sentence)
        day = dt.date(2025, 1, 1) + dt.timedelta(days=number // 40 % 330)
        paragraphs = [" ".join(told[start:start + 5]) for start in range(0, len(told), 5)]
        yield {"id": number, "published": day.isoformat(), "text": "\n\n".join(paragraphs)}


def _plain(draw: random.Random) -> str:
    return f"{draw.choice(WHO)} {draw.choice(DID)} {draw.choice(WHAT)}, {draw.choice(THEN)}."


def _claim(draw: random.Random) -> str:
    return draw.choice(CLAIMS).format(
        a=draw.uniform(1, 4), b=draw.uniform(3, 9), c=draw.randint(8, 24), d=draw.randint(30, 90), e=draw.randint(7,
        900),
        f=draw.uniform(1, 20), g=draw.randint(40, 200), h=draw.randint(3, 24), i=draw.randint(2, 9),
        j=draw.uniform(30, 80), k=draw.randint(1, 30), l=draw.randint(20, 400))
