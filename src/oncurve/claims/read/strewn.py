"""Numbers that comparison pages strew about and no measure is of: sums of prices, rates of success, contexts, users."""

from __future__ import annotations

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_strewn"]

_NEAR, _CLOSE = 4, 3
_RATIOS = words("price_ratio cost_ratio")
_TOKENS = words("token tokens steps calls turns queries requests")
_FEWER = words("fewer less more")
_RATES = words("rate rates accuracy success pass harmless response responses recall hit")
_CONTEXT = words("context contexts window windows")
_USERS = words("user users monthly daily downloads download mau maus subscribers customers developers visitors")
_RANGES = words("range ranges scale class tier category bracket segment size sizes mark barrier")
_BOUNDS = words("under below over above beyond")
_MODELS = words("models llms systems networks")
#: what stands before the number of a version that somebody prefers or uses
_PRICED = words("prefer use using choose pick try chose picked")
#: rows of tables on rents and on prices of chips
_RENTS = Pattern(r"(?i)/ ?hr\b|/ ?h\b|hour|per GB|/ ?GB|month|rental|cloud price")
#: of whom something is said that is of no one firm
_ANYONE = (["a", "company"], ["a", "lab"], ["a", "firm"], ["a", "startup"])
#: words of what came out, whose distance in time is no lag in skill
_FOLLOWED = stems("followed follows succeeded")
_CAME = stems("release launch arrive come ship debut followed follows succeeded generation")
#: words that a figure of its own may follow
_LEADS = words("is was are were of at to with scored scores about around some than by from for in on and or got gets "
               "against versus vs beside within into hit reached reaches only just nearly over under costs cost asks "
               "version phase stage chapter")
_SCORED = stems("score scored rate rating percent mark")
#: measures that the numbers of notes were taken for
_NOTED = words("price_per_token benchmark_score capability_lag training_cost training_tokens parameters chip_spec")
_CUTOFFS = words("cutoff cut-off")
_ON_TOP = words("premium difference surcharge extra saving savings")


def is_strewn(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number is one of those that comparisons of models strew about.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    word = scene.tokens.word
    before = scene.words_before(quantity.first, _NEAR)
    after = word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    if after[:2] == ["-", "shot"] or (measure in _NOTED and _is_note(scene, quantity)):
        return True
    if measure in _RATIOS:
        fewer = not _FEWER.isdisjoint(word[quantity.core : quantity.stop + 2]) and not _TOKENS.isdisjoint(after)
        return fewer or not _RATES.isdisjoint(after[:_CLOSE])
    if measure == "price_per_token":
        bare = quantity.dim in ("number", "count") and column_head(scene.tokens, quantity.core) is None and not any(
            q.dim == "money" for q in scene.quantities) and "token" not in "".join(after)
        if _RENTS.search(row_head(scene.tokens, quantity.core)):
            return True
        if quantity.per is not None and quantity.per.kind in ("month", "day", "week", "year", "hour"):
            return True  # a bill
        return (bare and not _PRICED.isdisjoint(before)) or before[-1:] == ["="] or not _ON_TOP.isdisjoint(after[:1])
    if measure == "training_tokens":
        return not _CONTEXT.isdisjoint(after[:_CLOSE])
    if measure == "parameters":
        lead = scene.words_before(quantity.core, _NEAR)
        many = not _BOUNDS.isdisjoint(lead[-2:]) and not _MODELS.isdisjoint(lead)
        return not _USERS.isdisjoint(after) or not _RANGES.isdisjoint(after) or many
    if measure == "training_cost":
        then = quantity.qualifier == "vague" and "cents" in word[quantity.stop : scene.end]
        return then or not _CONTEXT.isdisjoint((*before, *after[:_CLOSE]))
    if measure == "capability_lag":
        later = after[:1] == ["after"] or ("by" in before and scene.any_of(_FOLLOWED))
        makers = {m.organisation for m in scene.of_kind("model")}
        kin = later and len(makers) == 1 and makers != {""}  # one model of a maker after another
        return scene.any_of(_CUTOFFS) or (kin and scene.any_of(_CAME))
    if measure == "chip_count":
        whole = quantity.value is None or quantity.scale > 1 or quantity.value == int(quantity.value)
        anyone = any(before[k : k + 2] in _ANYONE for k in range(len(before)))
        return "times" in word[quantity.first : quantity.stop] or not whole or after[:2] == ["-", "page"] or anyone
    return False


def _is_note(scene: Scene, quantity: Quantity) -> bool:
    """`a window of its own 3.`: the bare number of a note at the end of a clause, after a word that leads to none."""
    tokens, at = scene.tokens, quantity.core
    if (quantity.dim != "number" and not quantity.elided) or not tokens.raw[at].isdigit() or len(tokens.raw[at]) > 2:
        return False
    before = tokens.raw[at - 1] if at > scene.first else ""
    plain = before.isalpha() and before.islower() and before not in _LEADS and scene.cover[at - 1] is None
    return plain and quantity.stop == at + 1 and tokens.word[at + 1 : at + 2] in (["."], [","]) and (
        scene.stem_at(at - 1) not in _SCORED)
