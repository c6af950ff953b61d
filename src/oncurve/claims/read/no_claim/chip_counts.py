"""Numbers beside chips that count none: people, dies, what each machine holds, what one chip does."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rule, Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: what so many chips make up, said of a handful
_MADE_UP = words("configuration configurations server servers node nodes system systems baseboard baseboards board "
                 "boards cluster clusters setup setups machine machines box boxes pod pods tray trays host hosts "
                 "instance instances scaling")
_EACH = words("each per every a with")
_HANDFUL = 16
_DOES = words("delivers delivered offers provides has holds packs draws reaches costs can could will does gives "
              "carries")
_PEOPLE = words(
    "men women people persons individuals suspects executives citizens nationals brothers officials defendants "
    "locations premises companies firms countries nations cases counts charges arrests years months weeks days "
    "supercomputers supercomputer shipments servers racks workstations"
)
_AREAS = words("square acre acres foot feet")
_HOUSES = words("building hall rack server node pod cabinet tray campus box")
_EMPLOYS = words("employs employ employed employing headcount")
_ENOUGH = words("enough sufficient")
_PIECES = words("die dies wafer wafers stack stacks")
_TAKES = words("take takes draw draws need needs use uses require requires consume consumes would")
_NODE = 16
_BOXES = words("nodes servers boxes racks trays machines hosts systems pods boards")
#: of whom something is said that is of no one firm
_ANYONE = (["a", "company"], ["a", "lab"], ["a", "firm"], ["a", "startup"])
#: how well chips are used, and what leads to how high something stands
_USE = stems("utilisation utilization mfu hfu")
_STANDS_AT = words("between at to and from reached hit about around")
_BACK = 6
#: names of central processors, and of what they are joined to in one part
_HOSTS, _JOINED = words("grace epyc xeon cpu cpus vera"), words("blackwell hopper rubin superchip superchips")
_CLOSE, _NEAR, _FEW, _FAR, _REACH = 3, 4, 6, 8, 12


def _of_hosts(scene: Scene, quantity: Quantity) -> bool:
    """`36 Grace processors`: central processors beside the chips that are counted."""
    told = set(scene.tokens.word[quantity.core + 1 : quantity.stop + 1])
    return not _HOSTS.isdisjoint(told) and _JOINED.isdisjoint(told)


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


def _of_each(scene: Scene, quantity: Quantity) -> bool:
    """`Each building will house up to 50,000`: chips of each of several buildings or machines."""
    word = scene.tokens.word
    return any(word[k] in ("each", "every", "per") and word[k + 1] in _HOUSES
               for k in range(max(scene.first, quantity.first - _REACH), min(quantity.stop + _NEAR, scene.end - 1)))


def _of_server(scene: Scene, quantity: Quantity) -> bool:
    """`Each holds eight H100s`: a handful of chips that each server, node or box has."""
    near = scene.words_before(quantity.first, _NEAR)
    boxed = near[-1:] == ["of"] and near[-2:-1] and near[-2] in _BOXES  # "nodes of eight H800s"
    return (quantity.value or _NODE + 1) <= _NODE and ("each" in near or bool(boxed)) and quantity.scale == 1.0


def _is_enough(scene: Scene, quantity: Quantity) -> bool:
    """`enough to fill 10,000`: what chips suffice for."""
    before = scene.words_before(quantity.first, _FEW)
    return "to" in before and not _ENOUGH.isdisjoint(before)


def _draws(scene: Scene, quantity: Quantity) -> bool:
    """`A million GB200s take more than 2 gigawatts`: chips that are counted only to tell what so many draw."""
    if quantity.first > scene.first + 1 or scene.tokens.word[quantity.end : quantity.end + 1] == [","]:
        return False
    power = next((q for q in scene.quantities if q.dim == "power" and 0 < q.first - quantity.end <= _FEW), None)
    return power is not None and not _TAKES.isdisjoint(scene.tokens.word[quantity.end : power.first])


def _of_staff(scene: Scene, quantity: Quantity) -> bool:
    """`a firm that employs 20,000`: whom a firm pays."""
    return not _EMPLOYS.isdisjoint(scene.words_before(quantity.first, _FEW))


def _of_dies(scene: Scene, quantity: Quantity) -> bool:
    """`2 million dies`: dies and wafers are no chips yet."""
    return not _PIECES.isdisjoint(scene.tokens.word[quantity.first : quantity.stop + 2])


def _of_people(scene: Scene, quantity: Quantity) -> bool:
    """`four men were charged`, `250,000 square feet`: what else the news of chips counts."""
    word, stop = scene.tokens.word, quantity.stop
    after = word[stop + (word[stop : stop + 1] == ["-"]) :][:1]
    return bool(after) and (after[0] in _PEOPLE or after[0] in _AREAS)


def _is_multiple(scene: Scene, quantity: Quantity) -> bool:
    """`three times`: a multiple."""
    return "times" in scene.tokens.word[quantity.first : quantity.stop]


def _is_broken(scene: Scene, quantity: Quantity) -> bool:
    """`2.5`: a number that nothing is counted by, as it is not whole."""
    return quantity.value is not None and quantity.scale <= 1 and quantity.value != int(quantity.value)


def _of_use(scene: Scene, quantity: Quantity) -> bool:
    """`"40% utilisation" they say. A ran at 38 to 41`: how well chips are used, where no chips are counted by it."""
    bare = quantity.dim in ("number", "anaphor") or quantity.elided
    counted = scene.cover[quantity.stop] if quantity.stop < scene.end else None
    if not bare or quantity.scale != 1.0 or quantity.stop > quantity.core + 1 or counted is not None:
        return False
    if scene.tokens.word[quantity.first - 1] not in _STANDS_AT:
        return False
    return any(here.any_of(_USE) for here in scene.back(_BACK))


def _of_pages(scene: Scene, quantity: Quantity) -> bool:
    """`a 58-page paper`: how long a text is."""
    return scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 2)] == ["-", "page"]


def _of_anyone(scene: Scene, quantity: Quantity) -> bool:
    """`a company with 100 chips`: what some firm has, that is nobody's in particular."""
    before = scene.words_before(quantity.first, _NEAR)
    return any(before[k : k + 2] in _ANYONE for k in range(len(before)))


_SHIPPED: tuple[Rule, ...] = (_of_staff, _of_dies, _of_people)
RULES: Rules = {
    "chip_count": (
        *_SHIPPED, _is_enough, _is_one, _makes_up, _of_each, _of_server, _draws, _is_multiple, _is_broken, _of_pages,
        _of_use, _of_anyone, _of_hosts,
    ),
    "chips_shipped": (*_SHIPPED, _is_enough),
    "chips_smuggled": _SHIPPED,
}
