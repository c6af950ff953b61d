"""Numbers of the news that only look like a measure's: people arrested, good dies, months of building, square feet."""

from __future__ import annotations

import re

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_stray"]

_COUNTED = words("chip_count chips_shipped chips_smuggled")
_PEOPLE = words(
    "men women people persons individuals suspects executives citizens nationals brothers officials defendants "
    "locations premises companies firms countries nations cases counts charges arrests years months weeks days "
    "supercomputers supercomputer shipments servers racks workstations"
)
_AREAS = words("square acre acres foot feet")
_SHARES = ("fraction", "percent", "ratio")
_OF_SHARES = words("benchmark_score tariff_rate market_move compute_share")
_YIELDS = stems("yield yields")
_DUTIES = stems("tariff tariffs duty duties levy levies tax taxes surcharge border customs charge charges goods "
                "imports import rate rates pay pays paid")
_LAGS = stems("behind lag lags lagging lagged trail trails gap lead ahead catch caught train trained training run")
#: what is counted and is neither a chip nor money
_DEALINGS = words("accounts account exchanges exchange queries requests conversations interactions prompts users")
_OF_RUNS = words("training_cost training_compute chip_hours training_tokens parameters organisation_spend")
_BUILT = stems("build built deploy deployed construct construction erect erected install installed capacity complete "
               "completed finish")
_RATES = stems("double doubles doubled doubling halve halves halved halving every each fall falls fell rate")
#: what a share of can be a move of ("lost 3% of its value")
_VALUES = words("value price worth capitalisation capitalization gains index market points cap")
_HOUSES = words("building hall rack server node pod cabinet tray campus box")
_USERS = words("monthly daily weekly users downloads")
_EMPLOYS = words("employs employ employed employing headcount")
_STATES = words("nations countries allies states")
_ENOUGH = words("enough sufficient")
_CAME = words("came comes followed follows arrived appeared launched released debuted shipped")
_PIECES = words("die dies wafer wafers stack stacks")
_UNREAL = words("unrealistic implausible unthinkable")
_GROWTH = Pattern(r"\b(?:yoy|y/y|growth|change)\b(?!.*(?:share|stock|price))", re.IGNORECASE)
_TAKINGS = words("eps revenue revenues earnings sales income profit profits margin margins shipments bookings ebitda")
_TAKING_ROWS = Pattern(r"\b(?:eps|revenues?|earnings|sales|income|profits?|margins?|ebitda)\b", re.IGNORECASE)
_PRICES = words("share shares stock stocks price prices nasdaq index")
#: laws and the words that they take hold with
_LAWS = stems("rule rules norm norms regulation law framework publication")
_TAKES_HOLD = words("effect effective force")
_RATIOS = words("price_ratio cost_ratio cost_decline_rate")
_SOME = words("several few many dozens")
_NEAR, _FEW, _REACH = 4, 6, 12


def is_stray(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a number read as a measure is a number of something else that the news counts.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    word, stop = scene.tokens.word, quantity.stop
    before = scene.words_before(quantity.first, _FEW)
    if measure in ("chips_shipped", "chip_count") and "to" in before and not _ENOUGH.isdisjoint(before):
        return True
    if measure == "chip_count" and _of_each(scene, quantity):
        return True
    if measure == "capability_lag" and word[quantity.first] in ("a", "one") and word[stop : stop + 1] == ["of"]:
        return True  # "a year of cheap models"
    if measure == "capability_lag" and not _UNREAL.isdisjoint(word[scene.first : quantity.first]):
        return True
    if quantity.elided and word[stop : stop + 3] == ["orders", "of", "magnitude"]:
        return measure not in _RATIOS  # "in 3 to 5 years, with a gap of one to two orders of magnitude"
    if measure == "companies_able" and "person" in word[stop - 1 : stop + 2]:
        return True  # "a 150-person team"
    if measure == "companies_able" and not _STATES.isdisjoint(word[stop - 1 : stop + 2]):
        return "able" not in scene.present
    if (measure in _COUNTED or measure in _OF_RUNS) and quantity.dim in ("number", "count", "chips") \
            and not _DEALINGS.isdisjoint(word[stop : min(stop + 2, scene.end)]):
        return True
    if measure == "parameters" and not _USERS.isdisjoint(word[stop : stop + _NEAR]):
        return True
    if measure == "market_move" and (_GROWTH.search(column_head(scene.tokens, quantity.core) or "")
                                     or _of_takings(scene, quantity)):
        return True
    if measure == "training_time" and not _TAKES_HOLD.isdisjoint(word[scene.first : scene.end]) and (
            scene.near(quantity.core, _LAWS, _REACH, _REACH) is not None):
        return True
    if measure in _COUNTED and not _EMPLOYS.isdisjoint(before):
        return True
    if measure in _COUNTED:
        after = word[stop + (word[stop : stop + 1] == ["-"]) :][:1]
        if not _PIECES.isdisjoint(word[quantity.first : stop + 2]):
            return True  # dies and wafers are no chips yet
        return bool(after) and (after[0] in _PEOPLE or after[0] in _AREAS)
    if measure == "benchmark_score" and word[quantity.core] in _SOME and "percent" not in word[quantity.core : stop] \
            and "%" not in word[quantity.core : stop]:
        return True  # "71.6% with several": of tries
    if quantity.dim in _SHARES and measure in _OF_SHARES and scene.near(quantity.core, _YIELDS, _REACH, _NEAR):
        return True
    if measure == "tariff_rate":
        past = scene.previous
        told = past is not None and (past.any_of(_DUTIES) or any(c.measure == "tariff_rate" for c in past.made))
        return not (told or scene.any_of(_DUTIES))
    if measure == "market_move" and (_version(scene, quantity) or any(
            _part_of(scene, each) for each in _levels(scene, quantity))):
        return True
    return _later(scene, quantity, measure)


def _of_takings(scene: Scene, quantity: Quantity) -> bool:
    """`EPS surged 57%`: what rose or fell, the nearest such word before it, is what a firm takes in and no share."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _REACH) - 1, -1):
        if word[k] in _PRICES or word[k] in (";", "|"):
            return False
        if word[k] in _TAKINGS:
            return True
    return _TAKING_ROWS.search(row_head(scene.tokens, quantity.core)) is not None


def _of_each(scene: Scene, quantity: Quantity) -> bool:
    """Whether chips are those of each of several buildings or machines: "Each building will house up to 50,000"."""
    word = scene.tokens.word
    return any(word[k] in ("each", "every", "per") and word[k + 1] in _HOUSES
               for k in range(max(scene.first, quantity.first - _REACH), min(quantity.stop + _NEAR, scene.end - 1)))


def _version(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number belongs to a name: the process "N+2"."""
    tokens, at = scene.tokens, quantity.first - 1
    return (quantity.dim == "number" and at > scene.first and tokens.word[at] == "+" and tokens.glued(at)
            and tokens.word[at - 1].isalpha())


def _levels(scene: Scene, quantity: Quantity) -> list[Quantity]:
    """A share and, where it is where another came from ("40% of use, up from 11%"), that other."""
    before = next((each for each in reversed(scene.quantities) if each.stop <= quantity.first), None)
    risen = scene.words_before(quantity.first, 2)
    return [quantity, *([before] if before is not None and "from" in risen else [])]


def _part_of(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is a part of something that is no price: "30% of new use", "61% of sales"."""
    word = scene.tokens.word
    if quantity.dim not in _SHARES or word[quantity.stop : quantity.stop + 1] != ["of"]:
        return False
    if word[quantity.stop + 1 : quantity.stop + 2] == ["a"]:
        return False  # "a tenth of a per cent"
    return _VALUES.isdisjoint(word[quantity.stop + 1 : min(quantity.stop + 1 + _FEW, scene.end)])


def _later(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a time is how long building took or how much later something came, where no lag or run is spoken of."""
    if quantity.dim != "duration" or measure not in ("capability_lag", "training_time", "doubling_time"):
        return False
    if measure == "doubling_time" and "later" in scene.tokens.word[quantity.stop : quantity.stop + 1]:
        return True  # "then doubled to 200,000 only 92 days later": once, and no rate
    came = not _CAME.isdisjoint(scene.words_before(quantity.first, _FEW))
    if measure == "training_time" and came and "later" in scene.tokens.word[quantity.stop : quantity.stop + 1]:
        return True  # "GPT-5 came two days later"
    built = scene.near(quantity.core, _BUILT, _REACH, _NEAR) is not None
    if measure == "doubling_time":
        return built and not scene.any_of(_RATES)
    if scene.any_of(_LAGS) or scene.of_kind("model", "benchmark"):
        return False
    return built or "later" in scene.tokens.word[quantity.stop : min(quantity.stop + _NEAR, scene.end)]
