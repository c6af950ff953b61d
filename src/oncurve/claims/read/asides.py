"""Numbers of pages that no measure is of: sections, versions, transistors, discounts, contexts, gains in points."""

from __future__ import annotations

from oncurve.claims.read.numerals import ONES
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_aside"]

_SECTION = Pattern(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_VERSION = Pattern(r"\d{1,2}\.\d{1,2}")
_NEAR, _CLOSE, _FAR = 4, 3, 8
_TRANSISTORS = words("transistor transistors")
_DISCOUNTS = words("discount discounts discounted")
_CACHED = words("cache caches cached caching batch batched")
_CONTEXTS = words("context window windows")
#: what a gain is called, and the words that turn a number into one
_GAINS = stems("gain increase improvement jump leap boost uplift rise climb drop decline decrease delta lift improve "
               "higher lower above below better worse more less ahead behind lead over up down margin")
_POINTS = (["points"], ["point"], ["-", "point"], ["-", "points"], ["pp"], ["pts"], ["ppt"])
_GROWN = stems("increase improvement gain jump boost uplift improve growth raise leap")
_OF_GAIN = (["by"], ["of"], ["a"], ["an"])
#: what so many chips make up, said of a handful
_MADE_UP = words("configuration configurations server servers node nodes system systems baseboard baseboards board "
                 "boards cluster clusters setup setups machine machines box boxes pod pods tray trays host hosts "
                 "instance instances scaling")
_EACH = words("each per every a with")
_HANDFUL = 16
_PARTED = words("parameters training_tokens")
#: parts of a model that have sizes of their own, and what of it is counted beside its parameters
_PARTS = words("encoder encoders decoder tower adapter adapters head heads draft vocabulary tokenizer tokeniser vit "
               "module modules component reward critic judge verifier embedding embeddings projector router")
#: what a model is called that a team only trains to try things on, and how far before its size
_TRIED = words("scale sized smaller small mid medium toy tiny proxy pilot trial test ablation teacher student dummy")
_OTHER = 12
_EXPERTS = words("expert experts routed shared layers heads selected")
_STORED = words("disk storage download downloads checkpoint quantized quantised quantization quantisation offloading "
                "offload gguf footprint instance instances slice slices partition partitions cache caches l1 l2 l3 "
                "weights")
#: speeds for the size of a die
_DENSITY = words("density die mm")
#: what a difference is called
_LEADS = words("advantage difference gap lead headroom surplus shortfall deficit")
#: words of markets, without which no share is the move of one
_MARKET = stems(
    "stock share price market fall drop rise gain jump climb plunge tumble slump sink lose surge soar rally slide slip "
    "decline index nasdaq trade trading premarket investor valuation capitalisation capitalization shed wipe erase "
    "plummet crash dive tank rebound recover session bourse bond yield futures selloff retreat dip rout knock lop shave"
    " leapt pop rocket skyrocket bounce nosedive crater skid"
)
#: words that tell of a move only right beside its number
_MOVED = stems("down up off lower higher add put advance cut value worth points ease red green change closed")
_DOES = words("delivers delivered offers provides has holds packs draws reaches costs can could will does gives "
              "carries")
_SIGNS = words("+ - – − plus minus")
_WORTH = words("value worth market price capitalisation capitalization cap shares stock gains valuation")
#: the first and last of the letters that charts are drawn with
_DRAWN = "\u2500", "\u257f"
#: words for a score that is asked for, and for a level that a model sets
_LEAST = words("minimum threshold")
_NEW_PART = words("with models model ones scores scored reaches hits gets")
_LEVELS = words("level levels equivalent class grade")
_HORIZON = (["reliability"], ["success"], ["-", "task"], ["time", "horizon"], ["of", "the", "time"], ["chance"],
            ["probability"], ["-", "success"], ["-", "time"], ["task"], ["completion"])
#: how often tasks are done, of all times, where their length is measured
_TIMES_DONE = (50.0, 80.0, 99.0)
_RISES = stems("increase jump go raise grow expand boost rise climb leap move improve up upgrade")
_SPEEDS = words("flops speed tflops")
_WANTS = words("require requires required requiring need needs needed")
_SAME = ("number", "chips", "companies", "count")


def is_aside(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number is one of those that pages hold beside their figures.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    if _numbers_section(scene, quantity):
        return True
    if measure != "doubling_time" and _of_transistors(scene, quantity):
        return True
    if scene.tokens.word[quantity.stop : quantity.stop + 2] == ["-", "scale"]:
        return True  # "trillion-scale training"
    if measure in _PARTED and _of_part(scene, quantity):
        return True
    if measure == "market_move" and quantity.dim == "percent" and _of_else(scene, quantity):
        return True
    if measure == "market_move" and quantity.dim in ("percent", "ratio", "fraction"):
        return not _of_market(scene, quantity)
    word = scene.tokens.word
    if measure == "chip_spec" and quantity.dim in _SPEEDS and not _WANTS.isdisjoint(
            scene.words_before(quantity.first, _CLOSE)):
        return True  # "to think at that rate would require some 300 teraflops"
    if measure == "chip_spec":
        return (_is_version(scene, quantity) or _of_context(scene, quantity) or _before_rise(scene, quantity)
                or (quantity.dim == "memory" and _near(scene, quantity, _STORED, _FAR, _FAR))
                or _near(scene, quantity, _DENSITY, _NEAR, 3)
                or _near(scene, quantity, _LEADS, 0, 2) or (quantity.elided and word[quantity.core] in ONES))
    if measure == "benchmark_score":
        return (_is_gain(scene, quantity) or _of_horizon(scene, quantity) or _on_axis(scene, quantity)
                or _is_bar(scene, quantity))
    if measure in ("price_ratio", "cost_ratio"):
        return (_near(scene, quantity, _DISCOUNTS, _NEAR, _NEAR + 1) and _near(scene, quantity, _CACHED, _FAR, _FAR)
                ) or _of_context(scene, quantity)
    return measure == "chip_count" and (_is_one(scene, quantity) or _makes_up(scene, quantity))


def _near(scene: Scene, quantity: Quantity, wanted: frozenset[str], before: int, after: int) -> bool:
    word = scene.tokens.word
    near = (*scene.words_before(quantity.first, before),
            *word[quantity.stop - 1 : min(scene.end, quantity.stop + after)])
    return not wanted.isdisjoint(near)


def _numbers_section(scene: Scene, quantity: Quantity) -> bool:
    """`2.4 Memory and links`: the number of a heading."""
    tokens, at = scene.tokens, scene.first
    if quantity.core != at or quantity.dim not in _SAME or at + 1 >= scene.end:
        return False
    opens = tokens.opens_line(at)
    return opens and _SECTION.fullmatch(tokens.raw[at]) is not None and tokens.raw[at + 1][0].isupper()


def _is_version(scene: Scene, quantity: Quantity) -> bool:
    """`NVLink 4.0`, `PCIe 5.0 lanes`: the version of what stands before it."""
    tokens, at = scene.tokens, quantity.core
    bare = quantity.dim in ("number", "count") or quantity.elided
    return (bare and at > scene.first and _VERSION.fullmatch(tokens.raw[at]) is not None
            and tokens.raw[at - 1][:1].isupper() and tokens.raw[at - 1][:1].isalpha())


def _of_context(scene: Scene, quantity: Quantity) -> bool:
    """`8x the 128K context`: how long a context is beside another."""
    return quantity.dim in ("ratio", "percent", "fraction") and _near(scene, quantity, _CONTEXTS, _FAR, _FAR)


def _before_rise(scene: Scene, quantity: Quantity) -> bool:
    """`from 3.35 TB/s to 4.8 TB/s`: what a figure rose from is of the thing before."""
    word = scene.tokens.word
    if word[quantity.first - 1 : quantity.first] != ["from"] or word[quantity.stop : quantity.stop + 1] != ["to"]:
        return False
    return any(scene.stem_at(k) in _RISES for k in range(max(scene.first, quantity.first - _FAR), quantity.first - 1))


def _is_gain(scene: Scene, quantity: Quantity) -> bool:
    """`21 points above B`, `a 10.5-point increase`, `+4.2`, `improves by 12%`: how far a score moved, and no score."""
    word = scene.tokens.word
    after = word[quantity.stop - 1 : quantity.stop + 2]
    before = scene.words_before(quantity.first, 1)
    if before == ["+"] and scene.tokens.glued(quantity.first):
        return True
    pointed = quantity.dim == "points" or any(
        after[k : k + len(each)] == each for each in _POINTS for k in range(len(after)))
    low, high = max(scene.first, quantity.first - _CLOSE), min(scene.end, quantity.stop + _NEAR)
    moved = any(scene.stem_at(k) in _GAINS for k in range(low, high))
    if pointed and moved:
        return True
    grown = any(scene.stem_at(k) in _GROWN for k in range(low, high))
    return grown and before in _OF_GAIN and not (before == ["of"] and "score" in word[low : quantity.first])


def _is_one(scene: Scene, quantity: Quantity) -> bool:
    """`One H200 delivers`, `a single card holds`: what one chip does is no count of chips."""
    one = quantity.value == 1.0 and quantity.scale == 1.0 and quantity.qualifier == "exact"
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return one and bool(after) and after[0] in _DOES


def _makes_up(scene: Scene, quantity: Quantity) -> bool:
    """`8-GPU servers`: how many chips a server or board has."""
    word = scene.tokens.word
    handful = quantity.scale == 1.0 and (quantity.value or _HANDFUL + 1) <= _HANDFUL
    if not handful:
        return False
    before = scene.words_before(quantity.first, 2 * _FAR)
    return (not _MADE_UP.isdisjoint(word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)])
            or (not _EACH.isdisjoint(before) and not _MADE_UP.isdisjoint(before)))


def _of_part(scene: Scene, quantity: Quantity) -> bool:
    """`a 400-million-parameter vision encoder`, `384 experts with 8 selected`: a part of a model, or its experts."""
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)]
    if not _PARTS.isdisjoint(after) and "," not in after[:2]:
        return True
    head = next((k for k in range(quantity.first - 1, max(scene.first, quantity.first - _OTHER) - 1, -1)
                 if word[k] in ("model", "models", "baseline", "variant", "one")), None)
    if head is not None and not _TRIED.isdisjoint(scene.words_before(head, _CLOSE)) and not any(
            m.kind == "model" and head < m.first < quantity.first for m in scene.mentions):
        return True
    return quantity.scale == 1.0 and quantity.unit != "parameters" and _near(scene, quantity, _EXPERTS, _NEAR, _NEAR)


def _of_market(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sentence, or the one before it, speaks of what markets do."""
    near = range(max(scene.first, quantity.first - _NEAR), min(scene.end, quantity.stop + _NEAR))
    if scene.claimed("market_move") or scene.any_of(_MARKET) or any(scene.stem_at(k) in _MOVED for k in near):
        return True
    word, at = scene.tokens.word, quantity.first
    signed = {word[at], *scene.words_before(at, 1)} & _SIGNS
    owner = scene.cover[at - 2 if signed and word[at] not in _SIGNS else at - 1] if at > scene.first else None
    if signed and owner is not None and owner.kind == "organisation":
        return True  # "AMD +6.4%"
    return scene.previous is not None and scene.previous.any_of(_MARKET)


def _of_else(scene: Scene, quantity: Quantity) -> bool:
    """`3% of its brain`: a share of something that has no price."""
    word = scene.tokens.word
    after = word[quantity.stop : min(scene.end, quantity.stop + _NEAR + 1)]
    return after[:1] == ["of"] and _WORTH.isdisjoint(after) and after[1:2] != ["a"]  # "a tenth of a per cent"


def _on_axis(scene: Scene, quantity: Quantity) -> bool:
    """`90% ┤`: the mark on the axis of a chart that is drawn with letters."""
    after = scene.tokens.raw[quantity.stop : quantity.stop + 1]
    return bool(after) and _DRAWN[0] <= after[0][0] <= _DRAWN[1]


def _is_bar(scene: Scene, quantity: Quantity) -> bool:
    """`a minimum MMLU score of 42`, `at GPT-3.5-level accuracy (65%)`: a score that others are to reach."""
    tokens, first = scene.tokens, max(scene.first, quantity.first - _FAR)
    for k in range(quantity.first - 1, first - 1, -1):
        name = scene.cover[k]
        if (name is not None and name.kind == "model") or tokens.word[k] in _NEW_PART or tokens.raw[k][0].isdigit():
            return False
        owner = scene.cover[k - 2] if k - 2 >= scene.first and tokens.word[k - 1] == "-" else None
        of_model = owner is not None and owner.kind == "model"
        if tokens.word[k] in _LEAST or (tokens.word[k] in _LEVELS and (tokens.word[k - 1] != "-" or of_model)):
            return True
    return False


def _of_horizon(scene: Scene, quantity: Quantity) -> bool:
    """`a 50% time horizon`, `with 80% reliability`: how often tasks must be done for their length to count."""
    after = scene.tokens.word[quantity.stop : quantity.stop + _CLOSE]
    round_share = quantity.dim in ("percent", "number") and quantity.value in _TIMES_DONE
    return round_share and any(after[: len(each)] == each for each in _HORIZON)


def _of_transistors(scene: Scene, quantity: Quantity) -> bool:
    """`80 billion transistors`, `Transistor count: 80 billion`: how many transistors a chip has."""
    word = scene.tokens.word
    following = next((q.first for q in scene.quantities if q.first >= quantity.stop), scene.end)
    if not _TRANSISTORS.isdisjoint(word[quantity.stop - 1 : min(following, quantity.stop + _CLOSE)]):
        return True
    if not _TRANSISTORS.isdisjoint(row_head(scene.tokens, quantity.core).lower().split()):
        return True
    before = scene.words_before(quantity.first, _NEAR)
    return not _TRANSISTORS.isdisjoint(before) and (":" in before or "|" in before)
