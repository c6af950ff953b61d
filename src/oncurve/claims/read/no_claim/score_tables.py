"""Numbers of charts, tables and lists of scores that are no score: marks on axes, notes, columns of no model."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sheet import label_end
from oncurve.claims.read.tables import column_head, head_names, heads_name
from oncurve.claims.read.tokens import stems

__all__ = ["RULES"]

#: the first and last of the letters that charts are drawn with
_DRAWN = "\u2500", "\u257f"
_PAIR = 2
_RATED = stems("score scores scored accuracy result results pass performance success rate correct benchmark test eval "
               "evaluation exam")
_CLOSE = 3


def _on_axis(scene: Scene, quantity: Quantity) -> bool:
    """`90% ┤`: the mark on the axis of a chart that is drawn with letters."""
    after = scene.tokens.raw[quantity.stop : quantity.stop + 1]
    return bool(after) and _DRAWN[0] <= after[0][0] <= _DRAWN[1]


def _is_beside_models(scene: Scene, quantity: Quantity) -> bool:
    """A number of a column that no model heads (shots, metric), in a table whose other columns models head."""
    tokens, at = scene.tokens, quantity.core
    return (column_head(tokens, at) is not None and head_names(tokens, scene.cover, at, "model") is None
            and heads_name(tokens, scene.cover, at, "model"))


def _is_unlabelled(scene: Scene, quantity: Quantity) -> bool:
    """`A 82% MMLU: 87% GPQA: 60%`: in a row whose scores follow the names of their tests, one that follows none."""
    word = scene.tokens.word
    labels = [m for m in scene.of_kind("benchmark") if word[m.end : m.end + 1] == [":"]]
    if quantity.dim == "percent" and any(m.first == quantity.stop for m in labels):
        return True
    return len(labels) >= _PAIR and word[quantity.first - 1] != ":" and any(m.first >= quantity.stop for m in labels)


def _is_note_on_test(scene: Scene, quantity: Quantity) -> bool:
    """`88.6% on HumanEval 3.`: the number of a note right after a test's name, whose score stands before."""
    at = quantity.core
    if quantity.dim == "percent" and not quantity.elided:
        return False
    raw = scene.tokens.raw[at]
    named = scene.cover[at - 1] if at > scene.first else None
    if not raw.isdigit() or len(raw) > 2 or named is None or named.kind != "benchmark":
        return False
    shares = [q for q in scene.quantities if q.dim == "percent" and q.stop <= named.first]
    return bool(shares) and scene.tokens.word[shares[-1].stop : named.first] in (["on"], ["in"], ["at"], ["on", "the"])


def _of_label(scene: Scene, quantity: Quantity) -> bool:
    """`AGI: 94%`: a line whose label names neither a test nor a model, and is of no score."""
    label = label_end(scene)
    if label is None or quantity.first <= label or quantity.dim != "percent":
        return False
    named = any(m.kind in ("benchmark", "model", "proper") for m in scene.mentions)
    alone = scene.end - quantity.stop <= 1 and quantity.first == label + 1
    short = label - scene.first <= _CLOSE
    return alone and short and not named and not any(scene.stem_at(k) in _RATED for k in range(scene.first, label))


RULES: Rules = {
    "benchmark_score": (_on_axis, _is_beside_models, _is_unlabelled, _is_note_on_test, _of_label),
}
