"""The labelled passages under tests/cases/claims, and the reader stopped at each labelled claim of them."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import oncurve.claims.read.reader as reading
from oncurve.catalog.names import load_names, squeeze
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.who import Who

CASES = Path(__file__).parents[1] / "tests" / "cases" / "claims"
Passage = dict[str, Any]
Handle = Callable[[Scene, Who, Draft, dict[str, Any]], None]


def passages(author: str) -> list[Passage]:
    """The passages of one author: "ours" (the TOML cases), a name of a file of JSON lines ("written/a") or its path."""
    if author == "ours":
        read = [tomllib.loads(path.read_text()) for path in sorted(CASES.glob("*.toml"))]
        return [passage for cases in read for passage in cases["passage"]]
    path = Path(author) if author.endswith(".jsonl") else CASES / f"{author}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def plain(name: object) -> str:
    """Letters and digits of a name, as labels are compared."""
    key = re.sub(r"[^0-9a-z\u0080-\uffff]+", "", str(name or "").lower())
    return COUNTRIES.get(key, key)


def same(label: object, name: object) -> bool:
    """Whether a name is the labelled one, a fuller or a shorter form of it."""
    a, b = plain(label), plain(name)
    return a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a))


def spans(passage: Passage) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Where each claim's quote stands in the text, in order."""
    used: dict[str, int] = {}
    for claim in passage.get("claims", ()):
        start = passage["text"].find(claim["quote"], used.get(claim["quote"], -1) + 1)
        start = start if start >= 0 else passage["text"].find(claim["quote"])
        used[claim["quote"]] = start
        yield start, start + len(claim["quote"]), claim


def follow(passage: Passage, handle: Handle) -> None:
    """Reads a passage and calls `handle` for each labelled claim, when the reader has done its sentence.

    The claims' own names are not settled by the reader: `handle` says what the text has told.
    """
    text, day = passage["text"], dt.date.fromisoformat(str(passage["published"]))
    labels = sorted(spans(passage), key=lambda row: row[:2])

    class Watching(Who):
        """Who is spoken of, with the labels told in place of what the reader makes of the text."""

        def settle(self, scene: Scene, draft: Draft) -> None:
            """Leaves claims as their measures made them."""

        def leave(self, scene: Scene) -> None:
            """Hands over the labelled claims of the sentence."""
            at = [one.surface.span(a, b) for a, b in zip(self.tokens.start, self.tokens.end, strict=True)]
            for start, end, claim in labels:
                if at[scene.first][0] <= start < at[scene.end - 1][1]:
                    inside = [k for k in range(scene.first, scene.end) if at[k][1] > start and at[k][0] < end]
                    if inside:
                        handle(scene, self, _draft(scene, claim, inside[0], inside[-1] + 1), claim)
            super().leave(scene)

    one = reading.Pass(READER, text, day)
    one.who = Watching(READER.names, one.tokens, one.cover, day)
    one.focus = one.who.focus
    one.claims()


def _draft(scene: Scene, claim: dict[str, Any], first: int, end: int) -> Draft:
    """A claim at a labelled place, with the names that its measure would give it."""
    made = [d for d in scene.made if d.measure == claim["measure"] and d.first < end and d.end > first]
    best = next((d for d in made if same(claim.get("subject"), d.subject)), made[0] if made else None)
    number = next((q for q in scene.quantities if q.first < end and q.end > first), None)
    near = best or number  # where the reader would put the claim
    if near is not None:
        first, end = near.first, near.end
    return Draft(claim["measure"], first, end, best.subject if best else None, best.reference if best else None)


READER = reading.Reader(load_names())
#: codes of countries by their names, squeezed
COUNTRIES = {"usa": "us", "america": "us", "uk": "gb"} | {
    squeeze(name.label): name.id.lower() for name, _ in READER.names.pages() if name.kind == "country"
}
