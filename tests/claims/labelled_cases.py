"""Labelled passages under tests/cases/claims: read, renamed to invented names, and held against what is read."""

from __future__ import annotations

import datetime as dt
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oncurve.catalog.names import Names
from oncurve.claims.claim import Claim
from oncurve.claims.read.mentions import find_mentions
from oncurve.claims.read.reader import Reader
from oncurve.claims.read.surface import Surface
from oncurve.claims.read.tokens import Tokens, words

CASES = Path(__file__).parents[1] / "cases" / "claims"
Passage = dict[str, Any]

_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeio"]
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
#: words of names that say what is named, and so stay
_KEPT = words(
    "pro max mini turbo ultra large medium small flash lite plus preview instruct chat thinking coder ai labs lab the "
    "of and for university institute group cloud research bank company systems code base center american new"
)


def passages(*files: str) -> Iterator[Passage]:
    """The passages of some files of JSON lines."""
    for name in files:
        for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def invented(word: str) -> str:
    """A word of like shape that names nothing, always the same for the same word."""
    code = zlib.crc32(word.lower().encode())
    if word.isupper() and len(word) <= 5:
        return "".join(_LETTERS[(code >> (3 * k)) % len(_LETTERS)] for k in range(len(word)))
    made = ""
    while len(made) < max(4, len(word)):
        made += _SYLLABLES[code % len(_SYLLABLES)]
        code = code // len(_SYLLABLES) or zlib.crc32(made.encode())
    made = made[: max(4, len(word))]
    return made.capitalize() if word[0].isupper() else made


def renamed(passage: Passage, names: Names) -> Passage:
    """The passage with every model, lab and person that the catalogue knows called by an invented name."""
    tokens = Tokens(Surface(passage["text"]).plain)
    found = set()
    for mention in find_mentions(tokens, names):
        lab = mention.kind == "organisation" and mention.name is not None and mention.name.sort in ("lab", "")
        if (lab or mention.kind in ("model", "person")) and mention.form not in ("described", "adjective"):
            found |= {w for k in range(mention.first, mention.end) for w in re.findall(r"^[^\W\d_]+", tokens.raw[k])}
    found = {word for word in found if len(word) > 2 and word.lower() not in _KEPT}
    if not found:
        return passage
    spellings = sorted({s for w in found for s in (w, w.lower(), w.upper(), w.capitalize())}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![^\W\d_])({'|'.join(map(re.escape, spellings))})(?![^\W\d_])")
    new = {word.lower(): invented(word) for word in found}

    def change(text: str | None) -> str | None:
        return text and pattern.sub(lambda m: _like(m.group(), new[m.group().lower()]), text)

    claims = [
        {**claim, **{k: change(claim.get(k)) for k in ("quote", "subject", "reference", "speaker")}}
        for claim in passage["claims"]
    ]
    return {**passage, "text": change(passage["text"]), "claims": claims}


def _like(old: str, new: str) -> str:
    if old.isupper() and len(old) > 5:
        return new.upper()
    return new.lower() if old.islower() else new


def read(reader: Reader, passage: Passage) -> list[Claim]:
    """What the reader makes of a passage on its day."""
    return reader.read_text(passage["text"], dt.date.fromisoformat(str(passage["published"])))


def _plain(name: object) -> str:
    key = re.sub(r"[^0-9a-z\u0080-\uffff]+", "", str(name or "").lower())
    return {"unitedstates": "us", "america": "us", "china": "cn"}.get(key, key)


def same(label: object, name: object) -> bool:
    """Whether a name is the labelled one, or a fuller or shorter form of it."""
    a, b = _plain(label), _plain(name)
    return not a or a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a))


def whole_share(reader: Reader, cases: list[Passage]) -> float:
    """F1 of claims whose measure, place and subject are right, in percent."""
    hits = told = labelled = 0
    for passage in cases:
        free = read(reader, passage)
        told += len(free)
        for claim in passage["claims"]:
            labelled += 1
            start = passage["text"].find(claim["quote"])
            end = start + len(claim["quote"])
            match = next((c for c in free if c.measure == claim["measure"] and c.start < end and start < c.end
                          and same(claim.get("subject"), c.subject)), None)  # fmt: skip
            if match is not None:
                free.remove(match)
                hits += 1
    return 200 * hits / max(told + labelled, 1)
