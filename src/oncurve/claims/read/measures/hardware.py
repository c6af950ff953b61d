"""What a chip or system can do, and the power of sites."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_LINK = stems("link links interconnect nvlink between infinity fabric chip-to-chip connection connections scale-up")
_MEMORY = stems("memory hbm hbm3 hbm3e hbm2e vram ram dram")
_SPEED = stems(
    "performance speed throughput training compute computing arithmetic tflops flops faster fast fp8 bf16 "
    "fp16 jobs petaflops"
)
_BANDWIDTH = stems("bandwidth")
_POWER = stems("watts power draw draws energy consumption tdp electricity")
_RACK = words("rack racks system pod superpod tray")


def _chip(scene: Scene, quantity: Quantity) -> Mention | None:
    """The chip or system a figure describes: an outer system goes before the chips inside it."""
    word = scene.tokens.word
    before = [m for m in scene.of_kind("chip") if m.end <= quantity.first and not scene.is_reference(m)]
    if before and len(before) > 1 and scene.bound(quantity.end, "chip") is None:
        first = before[0]
        inner = before[-1]
        if any(word[k].isdigit() for k in range(first.end, inner.first)) and not {
            "while",
            "whereas",
            "but",
            ";",
            "against",
        } & set(word[first.end : inner.first]):
            return first
    return scene.subject(quantity, "chip")


def _scope(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.dim == "memory":
        return "memory"
    if quantity.dim == "bandwidth":
        return (
            "interconnect"
            if (
                scene.near(quantity.core, _LINK, 14, 8) is not None
                and scene.near(quantity.core, _BANDWIDTH | _MEMORY, 4, 5) is None
            )
            or scene.near(quantity.core, _LINK, 4, 4) is not None
            else "bandwidth"
        )
    if quantity.dim == "speed":
        return "tflops"
    if quantity.dim == "power":
        return "power"
    if quantity.dim == "tpp":
        return "tpp"
    for scope, cues in (("interconnect", _LINK), ("bandwidth", _BANDWIDTH), ("memory", _MEMORY), ("power", _POWER)):
        if scene.near(quantity.core, cues, 5, 7) is not None:
            return scope
    return "tflops"


def _spec(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    if quantity.dim == "power" and quantity.unit in ("MW", "GW", "TW"):
        return None
    if quantity.dim in ("percent", "ratio", "fraction"):
        return _relative(scene, quantity)
    chip = _chip(scene, quantity)
    if chip is None:
        return None
    if not scene.of_kind("chip") and not _described_before(scene):
        return None
    if quantity.dim == "memory" and (scene.of_kind("model") and not scene.of_kind("chip")):
        return None
    if quantity.dim == "speed" and scene.has("cluster", "supercomput") and not scene.of_kind("chip"):
        return None
    if (
        quantity.dim in ("tpp", "speed", "bandwidth")
        and scene.has("threshold", "limit", "rule", "licens", "licenc", "cap")
        and not [m for m in scene.of_kind("chip") if scene.gap(m.end, quantity.core) <= 16]
    ):
        return None
    del word
    return draft("chip_spec", quantity, chip.ident, unit=quantity.unit, scope=_scope(scene, quantity))


def _described_before(scene: Scene) -> bool:
    """Whether the sentence before was about a chip rather than a number of them."""
    past = scene.previous
    if past is None:
        return False
    counted = [(q.first, q.end) for q in past.quantities if q.dim in ("chips", "chiphours")]
    return past.claimed("chip_spec") or any(not any(a <= m.first < b for a, b in counted) for m in past.of_kind("chip"))


def _relative(scene: Scene, quantity: Quantity) -> Draft | None:
    """`80% of an A100`, `three times the memory of the H100`, `half the bandwidth`."""
    last = next((c for c in scene.made if c.measure == "chip_spec" and c.reference), None)
    if (
        last is not None
        and scene.tokens.word[quantity.stop : quantity.stop + 1] in (["its"], ["the"])
        and not any(m.first >= quantity.stop for m in scene.of_kind("chip"))
    ):
        return draft(
            "chip_spec",
            quantity,
            last.subject,
            unit="x" if quantity.dim == "ratio" else "percent",
            factor=100.0 if quantity.dim == "fraction" else 1.0,
            reference=last.reference,
            scope=_scope(scene, quantity),
        )
    chips = scene.of_kind("chip")
    after = [m for m in chips if m.first >= quantity.stop]
    marked = [m for m in chips if scene.is_reference(m)]
    reference = next(iter(after or marked), None)
    if (
        reference is None
        and len({m.ident for m in chips}) > 1
        and scene.tokens.word[quantity.stop : quantity.stop + 2] == ["of", "its"]
    ):
        reference = next(m for m in reversed(chips) if m.ident != chips[0].ident)
    if reference is None:
        return None
    before = [m for m in chips if m.end <= quantity.first and m is not reference]
    subject = (
        before[-1]
        if before
        else next((m for m in reversed(scene.focus.met) if m.kind == "chip" and m.ident != reference.ident), None)
    )
    if subject is None or (scene.of_kind("model") and not scene.any_of(_SPEED | _MEMORY | _BANDWIDTH)):
        return None
    if scene.has("price", "pric", "cheap", "dear", "sold", "rent") and not scene.any_of(_SPEED | _MEMORY | _BANDWIDTH):
        return None
    if reference.first >= quantity.stop and scene.gap(quantity.stop, reference.first) > 16:
        return None
    factor = 100.0 if quantity.dim == "fraction" else 1.0
    made = draft(
        "chip_spec",
        quantity,
        subject.ident,
        unit="x" if quantity.dim == "ratio" else "percent",
        factor=factor,
        reference=reference.ident,
        scope=_scope(scene, quantity),
    )
    if reference.first - quantity.stop <= 3:
        made.end = reference.end
    return made


def _power(scene: Scene, quantity: Quantity) -> Draft | None:
    if quantity.unit in ("W", "kW") and (
        scene.of_kind("chip") or scene.has("chip", "rack", "card") or quantity.size < 1000
    ):
        return None
    subject = _site(scene, quantity)
    if subject is None:
        return None
    factor = {"W": 1e-6, "kW": 1e-3, "MW": 1.0, "GW": 1e3, "TW": 1e6}.get(quantity.unit, 1.0)
    return draft("power", quantity, subject, unit="MW", factor=factor)


_SITES = stems("campus site complex data facility cluster park centre center plant datacenter hall halls")


def _site(scene: Scene, quantity: Quantity) -> str | None:
    cluster = scene.subject(quantity, "cluster")
    site = scene.near(quantity.core, _SITES, 20, 12)
    word = scene.tokens.word
    place = None
    if site is not None:
        place = next(
            (
                m
                for m in scene.of_kind("proper")
                if word[m.first - 1] in ("in", "at", "near", "outside")
                and (m.first >= site or abs(m.first - site) < 8)
                and m.end != quantity.first
            ),
            None,
        )
    if cluster is not None and (
        scene.of_kind("cluster") or scene.has("it", "campus", "site") or not scene.of_kind("organisation")
    ):
        if (
            place is not None
            and place.ident.lower() not in cluster.ident.replace("-", " ")
            and cluster.ident == "stargate"
        ):
            return f"{cluster.name.label if cluster.name else cluster.ident} {place.ident}"
        return cluster.ident
    firm = scene.subject(quantity, "organisation")
    if firm is not None and place is not None and site is not None:
        label = firm.name.label if firm.name else firm.ident
        return f"{label} {place.ident} site" if False else firm.ident
    if firm is not None:
        return firm.ident
    other = scene.subject(quantity, "proper", "country", "model")
    if other is not None:
        return other.ident
    ahead = scene.focus.ahead("cluster", "organisation")
    return ahead.ident if ahead is not None else ("data centres" if site is not None else None)


BUILDS = {
    "chip_spec": _spec,
    "power": _power,
}
