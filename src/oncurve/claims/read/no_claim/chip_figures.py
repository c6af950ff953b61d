"""Numbers beside chips that are no figure of one: versions, differences, factors of a sum, what a task would need."""

from __future__ import annotations

from oncurve.claims.read.no_claim.beside import beside
from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.numerals import ONES
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_VERSION = Pattern(r"\d{1,2}\.\d{1,2}")
_STORED = words("disk storage download downloads checkpoint quantized quantised quantization quantisation offloading "
                "offload gguf footprint instance instances slice slices partition partitions cache caches l1 l2 l3 "
                "weights")
#: speeds for the size of a die
_DENSITY = words("density die mm")
#: what a difference is called
_LEADS = words("advantage difference gap lead headroom surplus shortfall deficit")
_RISES = stems("increase jump go raise grow expand boost rise climb leap move improve up upgrade")
_WORKS = words("flops speed tflops")
_WANTS = words("require requires required requiring need needs needed")
_NAMED_SO = ([","], ["which"], ["will"], ["comes"], ["is"])
_SPEEDS = ("speed", "bandwidth", "memory", "power")
_IN_ALL = (("in", "all"), ("in", "total"), ("all", "told"), ("together",), ("combined",), ("altogether",),
           ("between", "them"))
_TIMES = words("× x * ⋅")
_CLOSE, _NEAR, _FAR, _REACH = 3, 4, 8, 12


def _is_wanted(scene: Scene, quantity: Quantity) -> bool:
    """`to think at that rate would require some 300 teraflops`: what a task needs."""
    return quantity.dim in _WORKS and not _WANTS.isdisjoint(scene.words_before(quantity.first, _CLOSE))


def _is_version(scene: Scene, quantity: Quantity) -> bool:
    """`NVLink 4.0`, `PCIe 5.0 lanes`: the version of what stands before it."""
    tokens, at = scene.tokens, quantity.core
    bare = quantity.dim in ("number", "count") or quantity.elided
    return (bare and at > scene.first and _VERSION.fullmatch(tokens.raw[at]) is not None
            and tokens.raw[at - 1][:1].isupper() and tokens.raw[at - 1][:1].isalpha())


def _before_rise(scene: Scene, quantity: Quantity) -> bool:
    """`from 3.35 TB/s to 4.8 TB/s`: what a figure rose from is of the thing before."""
    word = scene.tokens.word
    if word[quantity.first - 1 : quantity.first] != ["from"] or word[quantity.stop : quantity.stop + 1] != ["to"]:
        return False
    return any(scene.stem_at(k) in _RISES for k in range(max(scene.first, quantity.first - _FAR), quantity.first - 1))


def _is_stored(scene: Scene, quantity: Quantity) -> bool:
    """`a 700 GB checkpoint`, `a 50 MB L2 cache`: how much something else takes or holds than a chip's memory."""
    return quantity.dim == "memory" and beside(scene, quantity, _STORED, _FAR, _FAR)


def _of_die(scene: Scene, quantity: Quantity) -> bool:
    """`a performance density of 5.9`, `814 mm`: the size of a die, or speeds for it."""
    return beside(scene, quantity, _DENSITY, _NEAR, _CLOSE)


def _is_lead(scene: Scene, quantity: Quantity) -> bool:
    """`a 61 GB advantage`: how much more one chip has than another."""
    return beside(scene, quantity, _LEADS, 0, 2)


def _is_one(scene: Scene, quantity: Quantity) -> bool:
    """`80 GB on one`: a numeral in letters that no unit before it belongs to."""
    return quantity.elided and scene.tokens.word[quantity.core] in ONES


def _is_name(scene: Scene, quantity: Quantity) -> bool:
    """`the 960, which comes in 2027`: a number that a chip is called by."""
    word = scene.tokens.word
    return (quantity.stop - quantity.first == 1 and word[quantity.first - 1] == "the"
            and word[quantity.stop : quantity.stop + 1] in _NAMED_SO)


def _of_columns(scene: Scene, quantity: Quantity) -> bool:
    """`| 80 GB | 141 GB | 1.8x |`: in a table, how much the columns before differ."""
    return quantity.dim == "ratio" and column_head(scene.tokens, quantity.core) is not None


def _of_two_speeds(scene: Scene, quantity: Quantity) -> bool:
    """`2 PFLOPS, 4 times less than the 8 PFLOPS of B`: a ratio that only two figures beside it make."""
    if quantity.dim != "ratio":
        return False
    figures = [q for q in scene.quantities if q.dim in _SPEEDS]
    before = next((q for q in reversed(figures) if q.stop <= quantity.first), None)
    after = next((q for q in figures if q.first >= quantity.stop), None)
    return (before is not None and after is not None and before.dim == after.dim
            and quantity.first - before.stop <= _CLOSE and after.first - quantity.stop <= _REACH
            and "than" in scene.tokens.word[quantity.stop : after.stop])


def _is_factor(scene: Scene, quantity: Quantity) -> bool:
    """`4,500 × 72 TFLOPS`, `192 GB × 72 = 13.8 TB`: so many of one thing, or one of so many, and not the whole."""
    word = scene.tokens.word
    before, after = scene.words_before(quantity.first, 2), word[quantity.stop : quantity.stop + 2]
    if len(before) > 1 and before[-1] in _TIMES:
        return _number(before[0]) > _number(word[quantity.core])
    return len(after) > 1 and after[0] in _TIMES and after[1][0].isdigit() \
        and "=" in word[quantity.stop : scene.end]


def _number(text: str) -> float:
    plain = text.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else 0.0


def _of_pair(scene: Scene, quantity: Quantity) -> bool:
    """`H100 NVL (pair) 188GB`: what two chips have together."""
    return "pair" in scene.words_before(quantity.first, _CLOSE)


def _of_several(scene: Scene, quantity: Quantity) -> bool:
    """`eight A100s, 640 GB in all`, `the pair have 160 GB between them`: what several chips have together."""
    word = scene.tokens.word
    after = tuple(word[quantity.stop : quantity.stop + _NEAR + 1])
    summed = any(after[k : k + len(each)] == each for each in _IN_ALL for k in range(len(after)))
    counted = any(q.chip is not None and q.first < quantity.first and (q.value or 0) > 1 for q in scene.quantities)
    return quantity.dim in _SPEEDS and summed and counted


RULES: Rules = {
    "chip_spec": (
        _is_wanted, _is_version, _before_rise, _is_stored, _of_die, _is_lead, _is_one, _is_name, _of_columns,
        _of_two_speeds, _is_factor, _of_pair, _of_several,
    ),
}
