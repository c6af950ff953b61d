"""Claims of sentences of a plain form: prices of a million tokens, smuggled chips, shares of a market, forecasts.

The weights tell measures apart by how often words stood beside them. Where they find none, these forms are asked, each
of which leaves one reading alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from oncurve.claims.claim import MEASURES
from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["CLAUSES", "spoken"]

_MILLION = 1e6
#: money for a million tokens, from which it is none
_NO_PRICE = 1e3
#: a count from which chips are worth telling
_LEAST_COUNT = 1e3
_BARE = ("number", "count")
_PRICED = words(
    "cost costs charge charges charged price prices priced sell sells sold ask asks pay pays paid bill bills billed "
    "for at want wants"
)
_TRAINS = words("train trained training pretrain pretrained pretraining")
_OUT = words("output outputs answer answers generated generating completion completions")
_IN = words("input inputs prompt prompts read")
_SMUGGLED = words("smuggle smuggled smuggles smuggling smuggler smugglers")
_CHIPS = words("chips gpus accelerators processors cards")
_GROWS = Pattern(r"\b(?:grow[ns]?|grew|growing|risen|rises?|rose|rising|climb\w*|increas\w+|multipl\w+)\b",
                 re.IGNORECASE)
_OF_RUNS = Pattern(r"\b(?:training runs?|training (?:costs?|bills?)|runs)\b", re.IGNORECASE)
_MONEY = words("cost costs outlay outlays bill bills price spending money budget budgets expense")
_COMPUTE = words("compute computing")
_TRAINED = Pattern(r"\btrain\w*|\bfrontier\b", re.IGNORECASE)
_MARKET = Pattern(r"\bshare of (?:the |its )?(?:[\w'’-]+ ){0,4}?market\b|\bmarket share\b", re.IGNORECASE)
#: what a share is of, right after it: "66% of China's AI chip market", "a tenth of the performance of GPU clusters"
_OF_MARKET = Pattern(r"^\s*of (?:the |its )?(?:[\w'’-]+ ){0,5}?market\b", re.IGNORECASE)
_OF_CLUSTERS = Pattern(r"^\s*of (?:all |the )?(?:[\w'’-]+ ){0,4}?"
                       r"(?:performance|power|capacity|clusters?|supercomputers?)\b",
                       re.IGNORECASE)
_CLUSTERS = words("cluster clusters supercomputer supercomputers supercomputing")
_CHIP_MARKETS = words("chip chips accelerator accelerators semiconductor gpu gpus processor processors")
#: countries whose markets for chips are spoken of
_MARKETS = ("CN", "US")
_FORESEES = words(
    "expect expects predict predicts forecast forecasts projects foresee foresees reckon reckons wager wagers bet bets "
    "will shall 'll sees see"
)
_FORETOLD = ("percent", "money", "chips", "ratio", "power")
_PARTS = words("; :")
_FAR = 18
_THINGS = ("country", "organisation", "model", "chip")

#: what a run cost, by the words after its price and by those before
_AS_PRICE = Pattern(r"\W*(?:is |was |as |for )?(?:given |stated |told |named )?(?:as |for )?(?:the )?"
                    r"(?:price|cost|bill|rent|price tag|tab) (?:of|for) (?:its|the|their|this|that|a)? ?"
                    r"(?:final |main |whole |last )?(?:\w+ )?"
                    r"(?:training|reinforcement|pre-?training|run|stage|fine-?tuning)\b", re.IGNORECASE)
_MAKING = Pattern(r"\b(?:the )?(?:making|building|training|development|creation) of (?:[^.;]{1,80}?)\b"
                  r"(?:cost|costs|took|came to|comes to|ran to)(?: \w+){0,4}\W*$", re.IGNORECASE)
_MACHINES = Pattern(r"\W*for the (?:machines|hardware|chips|servers|gpus|cluster)\b", re.IGNORECASE)
_STAGE = Pattern(r"\b(?:run|stage|reinforcement|pre-?training|fine-?tuning)\b", re.IGNORECASE)
_PERMIT = r"(?:licen[cs]es?|permits?|permission|authori[sz]ations?|approval|notice|notification|paperwork)\b"
_STATUS = (
    ("allowed", Pattern(rf"\b(?:without|with no|needs? no|needed no|(?:do|does|did|is|are) not (?:need|require)\w*|"
                        rf"no (?:american |u\.?s\.? |export )*(?=licen|permit))[^.;,]{{0,40}}?{_PERMIT}"
                        r"(?: (?:at all|whatsoever|of any kind))?(?: (?:to|from) Washington)?|"
                        r"\bwithout (?:(?:anybody|anyone|a soul) )?(?:having|needing|bothering)? ?(?:to )?"
                        r"(?:ask(?:ing)?|apply(?:ing)?|fil(?:e|ing)|inform(?:ing)?|troubl(?:e|ing)|"
                        r"clear(?:ing)? it with)\b"
                        r"(?: (?:anyone|anybody|anything))?(?: (?:in|to|from|with|for))? ?"
                        r"(?:Washington|America|the Americans|the Commerce Department|BIS)?|"
                        r"\b(?:still |now )?(?:allows?|permits?|lets? through)\b[^.;,]{0,40}?"
                        r"\b(?:sales|exports?|shipments?|deliveries)\b", re.IGNORECASE)),
    ("licence", Pattern(r"\b(?:weighed|judged|decided|considered|reviewed|examined|vetted|looked at) "
                        r"(?:one by one|case by case|individually|singly|on (?:its|their) merits)\b|"
                        rf"\b(?:needs?|requires?|must (?:have|get|obtain|seek))\s+(?:\w+\s+){{0,4}}?{_PERMIT}",
                        re.IGNORECASE)),
    ("restricted", Pattern(r"\b(?:presumption of denial|"
                           r"presum\w+ (?:that )?[^.;,]{0,60}?\b(?:refus\w+|denied|rejected)|"
                           r"refused (?:as a matter of course|as a rule|out of hand)|"
                           r"(?:is|are|was|were) (?:barred|banned|forbidden)|"
                           r"(?:may|can) ?not (?:be )?(?:sold|shipped|sent|exported|sell|ship|send|export)|"
                           r"off[- ]limits)\b", re.IGNORECASE)),
)
_SHIPS = Pattern(r"\b(?:order|buy|bought|sell|sold|ship|sen[dt]|go(?:es)?|went|export|import|deliver|suppl|receive|"
                 r"take|move[ds]?)\w*\b", re.IGNORECASE)
_DENIED = Pattern(r"\b(?:not|never|no longer|n['’]t|nobody|unless|if|whether|would|until|before|charge[sd]?|"
                  r"accus\w+|illegal\w*|arrest\w*|smuggl\w+|indict\w*|guilty|caught)\b", re.IGNORECASE)
_REACH = 64


def spoken(scene: Scene, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """What the numbers of a sentence claim that none of its claims stands on.

    Args:
        scene: the sentence.
        drafts: the claims that were read in it.
    """
    present = frozenset(scene.tokens.word[scene.first : scene.end])
    for quantity in scene.quantities:
        if any(each.stands_on(quantity.first, quantity.end) for each in drafts):
            continue
        made = _price(scene, quantity, present)
        if made is None and not drafts:
            made = next((each for form in _FORMS if (each := form(scene, quantity, present)) is not None), None)
        if made is not None:
            yield made


def _price(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """What a million tokens cost: "a million output tokens of its chat model now costs $1.10"."""
    if quantity.dim != "money" or quantity.per is not None or not 0 < quantity.size < _NO_PRICE:
        return None
    tokens = [each.size for each in scene.quantities if each.dim == "tokens"]
    prices = [each for each in scene.quantities if each.dim == "money"]
    if tokens != [_MILLION] or len(prices) != 1 or not _TRAINS.isdisjoint(present) or _PRICED.isdisjoint(present):
        return None
    if not scene.of_kind("model", "organisation"):
        return None
    made = plain("price_per_token", scene, quantity)
    made.scope = "output" if not _OUT.isdisjoint(present) else "input" if not _IN.isdisjoint(present) else None
    return made


def _smuggled(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A bare number of chips that were smuggled: "takes 140,000 as its middle guess for the chips smuggled"."""
    if quantity.dim not in (*_BARE, "chips") or _SMUGGLED.isdisjoint(present) or _CHIPS.isdisjoint(present):
        return None
    large = [each for each in scene.quantities if each.size >= _LEAST_COUNT]
    if large != [quantity]:
        return None
    return draft("chips_smuggled", quantity, "AI chips", unit="chips", reference=_abroad(scene))


def _growth(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A rate a year of what training costs or takes: "the outlay for the biggest runs has grown 2.4 times a year"."""
    yearly = quantity.dim == "ratio" and quantity.per is not None and quantity.per.kind == "year"
    if not yearly or scene.sentence.question or "if" in present:
        return None
    said = _said(scene)
    money = not _MONEY.isdisjoint(present) and _OF_RUNS.search(said) is not None
    compute = not _COMPUTE.isdisjoint(present) and _TRAINED.search(said) is not None
    if _GROWS.search(said) is None or not (money or compute):
        return None
    return draft("cost_decline_rate", quantity, None, unit="x per year")


def _market_share(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A share of a market, of several the one that it came to: "its share of the market sank from 95% to 50%"."""
    if quantity.dim != "percent" or "market" not in present:
        return None
    after = scene.text(quantity.stop, scene.end)
    told = _OF_MARKET.match(after) is not None and not _CHIP_MARKETS.isdisjoint(present)
    if not told and ("share" not in present or _MARKET.search(_said(scene)) is None):
        return None
    word, like = scene.tokens.word, [each for each in scene.quantities if each.dim == "percent"]
    before = word[quantity.first - 1] if quantity.first > scene.first else ""
    if before == "from" or (len(like) > 1 and not (like[-1] is quantity and before == "to")):
        return None
    firm = next((each for each in scene.of_kind("organisation") if told and each.first == scene.first), None)
    firm = firm or _nearest(scene, quantity, ("organisation",))
    place = next((each.ident for each in scene.of_kind("country") if each.ident in _MARKETS), None)
    if firm is None or place is None:
        return None
    return draft("compute_share", quantity, firm.ident, unit="percent", reference=place)


def _cluster_share(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A country's share of what clusters can do: "accounts for 15% of the world's GPU cluster performance"."""
    if quantity.dim != "percent" or _CLUSTERS.isdisjoint(present):
        return None
    if _OF_CLUSTERS.match(scene.text(quantity.stop, scene.end)) is None:
        return None
    holder = _nearest(scene, quantity, ("country",))
    return None if holder is None else draft("compute_share", quantity, holder.ident, unit="percent",
                                             scope="AI compute")


def _foretold(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A figure of a year to come: "in 2030, the bank expects, China will make 86% of the accelerators it uses"."""
    told = quantity.dim in _FORETOLD or (quantity.dim in _BARE and quantity.size >= _LEAST_COUNT)
    if not told or _FORESEES.isdisjoint(present):
        return None
    word, low = scene.tokens.word, max(quantity.first - _FAR, scene.first)
    low = next((k + 1 for k in range(quantity.first - 1, low - 1, -1) if word[k] in _PARTS), low)
    days = [each for each in scene.dates if each.iso[:4].isdigit() and each.iso[:4] > scene.published[:4]]
    if _FORESEES.isdisjoint(word[low : quantity.first]) or not days:
        return None
    thing = _nearest(scene, quantity, _THINGS)
    return draft("forecast", quantity, thing.ident if thing is not None else None, unit=MEASURES["forecast"],
                 time=days[-1].iso)


def _run_cost(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """What a run or its machines cost: "gives $294,000 as the price of its reinforcement stage"."""
    if quantity.dim != "money" or quantity.per is not None or scene.sentence.question or quantity.usd_twin:
        return None
    word, said = scene.tokens.word, _said(scene)
    after = scene.text(quantity.stop, min(scene.end, quantity.stop + _FAR)) if quantity.stop < scene.end else ""
    before = scene.text(max(scene.first, quantity.first - _FAR), quantity.first) if quantity.first > scene.first else ""
    named = _AS_PRICE.match(after) or _MAKING.search(before)
    machines = _MACHINES.match(after) if _TRAINED.search(said) else None
    if named is None and machines is None:
        return None
    model = _nearest(scene, quantity, ("model",)) or scene.focus.get("model")
    if model is None or "fee" in present or word[quantity.first - 1] in ("raised", "raising"):
        return None
    stage = named is not None and _STAGE.search(named[0]) is not None
    return draft("training_cost", quantity, model.ident, unit=quantity.unit,
                 scope="hardware" if machines is not None else "final_run" if stage else None)


def _for_nothing(scene: Scene, quantity: Quantity, present: frozenset[str]) -> Draft | None:
    """A model whose tokens are given away, told beside prices of tokens: "Spark Lite now costs nothing at all"."""
    priced = scene.previous is not None and scene.previous.claimed("price_per_token")
    models = scene.of_kind("model")
    if quantity.dim != "nought" or not priced or not models or not _TRAINS.isdisjoint(present):
        return None
    if quantity.noun not in ("nothing", "free") or ("free" not in present and _PRICED.isdisjoint(present)):
        return None
    return draft("price_per_token", quantity, models[-1].ident, unit="USD per 1M tokens")


_FORMS = (_run_cost, _for_nothing, _smuggled, _growth, _market_share, _cluster_share, _foretold)


def _status(scene: Scene) -> list[Draft]:
    """Whether a chip may go to a country: "could order H800s with no licence at all"."""
    chips = {each.ident for each in scene.of_kind("chip")}
    places = {each.ident for each in scene.of_kind("country")} - {"US"}
    if len(chips) != 1 or len(places) != 1 or any(each.measure == "export_status" for each in scene.made):
        return []
    said = _said(scene)
    for scope, cue in _STATUS:
        told = cue.search(said)
        if told is None:
            continue
        if _DENIED.search(said[max(told.start() - 2 * _REACH, 0) : told.start()]):
            return []
        sent = [each for each in _SHIPS.finditer(said[: told.start()]) if told.start() - each.start() <= _REACH]
        first, end = scene.covering(sent[0].start() if sent else told.start(), told.end())
        time = scene.dates[0].iso if len(scene.dates) == 1 else None
        return [Draft("export_status", first, end, chips.pop(), places.pop(), scope=scope, time=time, negated=False)]
    return []


CLAUSES = (_status,)


def _said(scene: Scene) -> str:
    """The plain text of a sentence."""
    return scene.text(scene.first, scene.end)


def _abroad(scene: Scene) -> str | None:
    """The first country but the United States that a sentence names."""
    return next((each.ident for each in scene.of_kind("country") if each.ident != "US"), None)


def _nearest(scene: Scene, quantity: Quantity, kinds: tuple[str, ...]) -> Mention | None:
    """The name of these kinds that stands nearest to a number."""
    return min(scene.of_kind(*kinds), key=lambda each: scene.gap(each.first, quantity.first), default=None)
