"""Reads a row of a table of runs: what is said of the model, the chips and the layout, and what is left open."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from oncurve.architecture.parameters import total_parameters
from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage
from oncurve.training.layout import OFFLOAD, PRECISIONS, RECOMPUTE

__all__ = ["COLUMNS", "RECOMPUTE_WORDS", "SCHEDULE_WORDS", "Sheet", "attention_cells", "guessed_shape", "offload_code",
           "precision_named", "read_sheet", "recompute_code", "row_shape", "schedule_cells"]

#: Columns that a table of runs may have; `chip` alone is needed, and a model's shape or size.
COLUMNS = ("params_total", "params_active", "layers", "hidden", "ffn", "heads", "kv_heads", "vocab", "seq_len",
           "global_batch_seqs", "chip", "chips", "tp", "pp", "dp", "cp", "ep", "interleave", "recompute", "precision",
           "kind", "microbatch", "zero_stage", "schedule", "experts", "top_k", "shared_experts", "dense_ffn",
           "first_dense_layers", "attention", "tokens_trained", "offload", "flash")
_COUNTS = ("tp", "pp", "dp", "cp", "ep", "interleave", "microbatch", "chips", "global_batch_seqs", "seq_len")
#: Words for what is recomputed, by the place in `RECOMPUTE`.
_RECOMPUTED = {"no": "none", "selective-layer": "every_second", "selective-op": "matrices", "attention": "selective",
               "half": "every_second"}
#: Words that `recompute_code` and `schedule_cells` know; in tables others stand for a part recomputed, and for 1F1B.
RECOMPUTE_WORDS = (*RECOMPUTE, *_RECOMPUTED)
SCHEDULE_WORDS = ("1f1b", "interleaved", "interleaved-1f1b", "zero_bubble", "zero-bubble", "zb", "dualpipe")
#: Words for sharding weights, with and without copies between groups of chips.
_ZERO_WORDS = {"fsdp": 3, "fsdp2": 3, "hsdp": 3, "zero-3": 3, "zero-2": 2, "zero-1": 1}
#: Words for whether attention is fused.
_FLASH = {"1": 1, "yes": 1, "true": 1, "0": 0, "no": 0, "false": 0}
_HEADS = (64, 80, 96, 128, 192, 256)
#: Width over depth of a decoder of unknown shape, and rows of its vocabulary.
_WIDTH_TO_DEPTH = 128
_VOCABULARY = 64_000
_BLOCK = 128
#: Dimensions of latent attention, the words for them, and what they mostly are.
_LATENT = (("q_lora_rank", "q", 0), ("kv_lora_rank", "kv", 4 * _BLOCK), ("qk_nope_head_dim", "nope", _BLOCK),
           ("qk_rope_head_dim", "rope", _BLOCK // 2), ("v_head_dim", "v", _BLOCK))
#: Two shapes whose sizes miss the stated one by less than this share are equally good.
_CLOSE = 0.004
#: How much nearer the stated size a head width must come that is not the model's over its heads, in a dense model.
_OTHER_WIDTH = 0.03


@dataclass(frozen=True, slots=True)
class Sheet:
    """A run as a table tells it. What is None, or absent from `said`, is not known.

    Args:
        shape: the model.
        chip: name of the chip.
        said: known cells of the layout: whole numbers by name, with `recompute`, `schedule`, `zero` and
            `precision` as the layout takes them.
        tokens: tokens trained on in all.
        precision: format of the matrix products.
        guessed: parts of the shape that the row does not give.
    """

    shape: Shape
    chip: str
    said: Mapping[str, int] = field(default_factory=dict)
    tokens: float | None = None
    precision: str = "bf16"
    guessed: tuple[str, ...] = ()


def read_sheet(row: Mapping[str, str | None]) -> Sheet:
    """A run from a row of a table with the columns of `COLUMNS`; others are passed over.

    Raises:
        BadUsage: a cell is no number, or the row says too little of the model.
    """
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cells["chip"]:
        raise BadUsage("The row names no chip", "", "Fill the column `chip`; `oncurve chips` lists the names.")
    shape, guessed = row_shape(cells)
    said = {name: _count(cells, name) for name in _COUNTS}
    said["zero"] = _ZERO_WORDS.get(cells["zero_stage"].lower()) or _count(cells, "zero_stage", least=0)
    said["recompute"] = recompute_code(cells["recompute"]) if cells["recompute"] else None
    said |= schedule_cells(cells["schedule"])
    said["offload"] = offload_code(cells["offload"]) if cells["offload"] else None
    said["flash"] = _fused(cells["flash"]) if cells["flash"] else None
    precision = precision_named(cells["precision"] or "bf16")
    tokens = _number(cells, "tokens_trained")
    return Sheet(shape, cells["chip"], {name: value for name, value in said.items() if value is not None}, tokens,
                 precision, guessed)


def precision_named(text: str) -> str:
    """The key of `PRECISIONS` that a word means: "fp8_cs" and "FP8 mixed" are "fp8".

    Raises:
        BadUsage: the word names none.
    """
    words = text.lower()
    if words in PRECISIONS:
        return words
    found = [name for name in sorted(PRECISIONS, key=len, reverse=True) if name in words]
    if not found:
        raise BadUsage(f"No precision is called {text!r}", "", f"Use one of {', '.join(PRECISIONS)}.")
    return found[0]


def recompute_code(text: str) -> int:
    """The place in `RECOMPUTE` of a word for it; an unknown word for a part recomputed is "selective"."""
    word = text.lower().replace(" ", "-")
    word = _RECOMPUTED.get(word, word)
    return RECOMPUTE.index(word) if word in RECOMPUTE else RECOMPUTE.index("selective")


def offload_code(text: str) -> int:
    """The place in `OFFLOAD` of a word for what the host's memory holds.

    Raises:
        BadUsage: the word names nothing.
    """
    word = text.lower().replace("optimiser", "optimizer").removesuffix("_states")
    if word not in OFFLOAD:
        raise BadUsage(f"Nothing to offload is called {text[:40]!r}", "", f"Use one of {', '.join(OFFLOAD)}.")
    return OFFLOAD.index(word)


def _fused(text: str) -> int:
    if text.lower() not in _FLASH:
        raise BadUsage(f"flash = {text[:40]!r} does not say whether attention is fused", "",
                       "Write yes or no, or leave it empty.")
    return _FLASH[text.lower()]


def schedule_cells(text: str) -> dict[str, int]:
    """What words for a pipeline's schedule say: its kind, and that nothing is interleaved."""
    words = text.lower()
    if not words:
        return {}
    if "dual" in words:
        return {"schedule": 2}
    if ("zero" in words and "bubble" in words) or words.startswith("zb"):
        return {"schedule": 1}
    said = {"schedule": 0}
    return said if "interleaved" in words else said | {"interleave_not": 1}


def row_shape(cells: Mapping[str, str]) -> tuple[Shape, tuple[str, ...]]:
    """The model of a row: the shape that its cells allow and whose size is nearest the stated one.

    Gating, tied vocabularies, head widths and the spacing of experts are seldom in such tables, and the number
    of parameters tells them apart.
    """
    total, active = _number(cells, "params_total"), _number(cells, "params_active")
    if not (cells["layers"] and cells["hidden"] and cells["heads"]):
        total = total or active
        if not total:
            raise BadUsage("The row says too little of the model", "",
                           "Give layers, hidden, ffn, heads and vocab, or params_total.")
        return guessed_shape(total, active, _count(cells, "experts") or 0, _count(cells, "top_k") or 0), ("shape",)
    base = _base(cells)
    rivals = [(_miss(shape, total) + cost, shape) for shape, cost in _rivals(base, cells)]
    return min(rivals, key=lambda rival: rival[0])[1], ()


def _miss(shape: Shape, total: float | None) -> float:
    miss = abs(math.log(total_parameters(shape) / total)) if total else 0.0
    return 0.0 if miss < _CLOSE else miss


def _rivals(base: dict[str, Any], cells: Mapping[str, str]) -> list[tuple[Shape, float]]:
    """Shapes that fill in what the row leaves open, each with what speaks against it."""
    moe = bool(base.get("experts_routed"))
    even = base["hidden"] / base["heads"]
    widths = [int(even)] if even == int(even) else []
    if "kv_lora_rank" not in base:
        widths += [width for width in _HEADS if width not in widths]
    plain = base.get("kv_heads", base["heads"]) == base["heads"]
    words = cells["attention"].lower()
    every = re.search(r"every (\d+)\w* layer moe", words)
    spacings = [int(every[1])] if every else [1, 2] if moe and base.get("ffn_dim") and not base["dense_first_layers"] \
        else [1]
    found = []
    for matrices, width, tied, spacing in product((3, 2), widths or _HEADS, (False, True), spacings):
        other = bool(widths) and width != widths[0]
        doubt = 0.001 * (tied + other + (matrices == 2) * (not plain) + (spacing > 1 and not every))
        if other and even == int(even) and not moe:
            doubt += _OTHER_WIDTH
        found.append((Shape.from_table(base | {"ffn_matrices": matrices, "head_dim": width, "moe_every": spacing,
                                               "tied_embeddings": tied}), doubt))
    return found


def _base(cells: Mapping[str, str]) -> dict[str, Any]:
    experts = _count(cells, "experts") or 0
    ffn = _count(cells, "ffn") or 4 * (_count(cells, "hidden") or 1)
    base: dict[str, Any] = {name: _count(cells, name) for name in ("layers", "hidden", "heads")}
    base |= {"kv_heads": _count(cells, "kv_heads") or base["heads"], "vocab": _count(cells, "vocab") or _VOCABULARY,
             "context": _count(cells, "seq_len") or 0}
    if experts > 1:
        shared = _count(cells, "shared_experts", least=0) or 0
        base |= {"experts_routed": experts, "experts_active_routed": min(_count(cells, "top_k") or 2, experts),
                 "experts_shared": shared, "expert_ffn_dim": ffn, "ffn_dim": _count(cells, "dense_ffn") or 0,
                 "dense_first_layers": _count(cells, "first_dense_layers", least=0) or 0}
        if base["dense_first_layers"] and not base["ffn_dim"]:
            base["ffn_dim"] = ffn * (base["experts_active_routed"] + shared)
    else:
        base["ffn_dim"] = ffn
    return base | attention_cells(cells["attention"], base)


def attention_cells(text: str, base: Mapping[str, Any]) -> dict[str, int]:
    """The dimensions in words such as "MLA q1536 kv512 nope128 rope64 v128" or "alternating window 128/full"."""
    words = text.lower()
    if "mla" in words:
        return {name: int(found[1]) if (found := re.search(rf"\b{key}\s*=?\s*(\d+)", words)) else default
                for name, key, default in _LATENT}
    layers = int(base["layers"])
    share = re.search(r"(\d+) of (\d+) layers", words) or re.search(r"(\d+)\s*:\s*(\d+)", words)
    if "linear" in words:
        part = int(share[1]) / (int(share[2]) if "of" in share[0] else int(share[1]) + int(share[2])) if share else 0.75
        return {"linear_layers": round(layers * part), "linear_matrices": 4}
    if "window" in words or "sliding" in words or "chunked" in words or "local" in words:
        size = re.search(r"(?:window|sliding|chunked|chunk|local)\D{0,12}(\d{2,})", words)
        part = int(share[1]) / (int(share[2]) if "of" in share[0] else int(share[1]) + int(share[2])) if share else (
            0.5 if "alternat" in words or "full" in words else 1.0)
        return {"window": int(size[1]) if size else 8 * 1024, "window_layers": round(layers * part)}
    return {}


def guessed_shape(total: float, active: float | None, experts: int = 0, top: int = 0) -> Shape:
    """A decoder of usual proportions with so many parameters: width 128 times its depth."""
    if experts > 1 and active and active < total:
        top = min(top or 2, experts - 1)
        each = (total - active) / (experts - top)
        rest = max(active - top * each, total / 100)
        layers = max(round((rest / (4 * _WIDTH_TO_DEPTH**2)) ** (1 / 3)), 1)
        hidden = max(round((rest / (4 * layers)) ** 0.5 / _BLOCK), 1) * _BLOCK
        inner = max(round(each / (3 * layers * hidden) / _BLOCK), 1) * _BLOCK
        return Shape(layers, hidden, hidden // _BLOCK, _VOCABULARY, experts_routed=experts, expert_ffn_dim=inner,
                     experts_active_routed=top)
    layers = max(round((total / (12 * _WIDTH_TO_DEPTH**2)) ** (1 / 3)), 1)
    hidden = max(round((total / (12 * layers)) ** 0.5 / _BLOCK), 1) * _BLOCK
    return Shape(layers, hidden, max(hidden // _BLOCK, 1), _VOCABULARY, ffn_dim=4 * hidden, ffn_matrices=2)


def _number(cells: Mapping[str, str], name: str) -> float | None:
    text = cells[name].replace(",", "").replace("_", "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < 1e20:
        raise BadUsage(f"{name} = {cells[name][:40]!r} is no number", "", "Write a plain number, or leave it empty.")
    return value


def _count(cells: Mapping[str, str], name: str, least: int = 1) -> int | None:
    value = _number(cells, name)
    if value is None:
        return None
    if value != int(value) or value < least:
        raise BadUsage(f"{name} = {cells[name][:40]!r} is no count", "",
                       f"Write a whole number of at least {least}, or leave it empty.")
    return int(value)
