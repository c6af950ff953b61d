"""Lengths of contexts, which look like counts of chips, sizes of models and training sets, multiples of prices."""

from __future__ import annotations

from oncurve.claims.read.no_claim.beside import beside
from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

_UNITLESS = ("number", "count")
_WINDOWS = words("window windows context contexts")
#: what else is counted in tokens
_NOT_READ = words("vocabulary vocab context window prompt prompts sequence")
_CHIPS = stems("chip chips gpu gpus accelerator accelerators tpu tpus card cards processor")
_TRAINED = stems("train trained training pretrained pretraining corpus")
_ASKED_WITH = words("context ctx long-context long-ctx window")
_CLOSE, _NEAR, _FAR = 3, 4, 8


def _beside_context(scene: Scene, quantity: Quantity) -> bool:
    """`8x the 128K context`: how long a context is beside another."""
    return quantity.dim in ("ratio", "percent", "fraction") and beside(scene, quantity, _WINDOWS, _FAR, _FAR)


def _is_length(scene: Scene, quantity: Quantity) -> bool:
    """`0.8T tokens at 128k`: a length of context is no count of chips."""
    word = scene.tokens.word
    bare = quantity.chip is None and quantity.dim in ("number", "count", "chips") and "tokens" in word[
        scene.first : quantity.first]
    return (bare and word[quantity.first - 1] in ("at", "to")
            and any(w in _ASKED_WITH or w.startswith("ctx") for w in word[scene.first : scene.end]))


def _is_lettered(scene: Scene, quantity: Quantity) -> bool:
    """`a window of 32K, compared with 16K for A`: how long a context is."""
    lettered = scene.tokens.raw[quantity.core + 1 : quantity.core + 2] in (["K"], ["k"]) or (
        scene.tokens.word[quantity.core].endswith("k"))
    return lettered and scene.has("context", "window") and not scene.any_of(_CHIPS)


def _in_window(scene: Scene, quantity: Quantity) -> bool:
    """`a window of 128`: a bare number after the word."""
    return quantity.dim in _UNITLESS and not _WINDOWS.isdisjoint(scene.words_before(quantity.first, _NEAR))


def _in_column(scene: Scene, quantity: Quantity) -> bool:
    """`| Context |` above `128K`: a number of such a column."""
    return "context" in (column_head(scene.tokens, quantity.core) or "").lower()


def _before_window(scene: Scene, quantity: Quantity) -> bool:
    """`a 200,000-token context window`: a number right before the word."""
    word = scene.tokens.word
    return not _WINDOWS.isdisjoint(word[quantity.stop : min(scene.end, quantity.stop + _CLOSE)])


def _around_window(scene: Scene, quantity: Quantity) -> bool:
    """`a context of 128K`: a number right before or after the word."""
    return _before_window(scene, quantity) or not _WINDOWS.isdisjoint(scene.words_before(quantity.first, _NEAR))


def _is_unread(scene: Scene, quantity: Quantity) -> bool:
    """`a vocabulary of 128K tokens`: tokens that are no text to learn from."""
    return not _NOT_READ.isdisjoint(scene.words_before(quantity.first, _CLOSE)) \
        and scene.near(quantity.core, _TRAINED, _CLOSE, _CLOSE) is None


def _of_so_much(scene: Scene, quantity: Quantity) -> bool:
    """`128K of context`: no price."""
    return quantity.dim != "money" and scene.tokens.word[quantity.stop : quantity.stop + 2] == ["of", "context"]


RULES: Rules = {
    "chip_count": (_is_length, _is_lettered),
    "chip_spec": (_beside_context,),
    "cost_ratio": (_beside_context,),
    "parameters": (_in_window, _in_column),
    "price_per_token": (_of_so_much,),
    "price_ratio": (_beside_context,),
    "training_cost": (_around_window,),
    "training_tokens": (_before_window, _is_unread),
}
