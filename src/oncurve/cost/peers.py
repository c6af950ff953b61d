"""Training FLOP of a model that discloses nothing, from its price and the models of known size of its day.

The method `price_peers`. Two independent estimates are averaged, each by the inverse of its own variance:

1. Active parameters by a regression of known sizes on the prices that their own developers asked and on the day,
   widened for margins that differ; tokens as leading models of its day were trained on; six operations for each.
2. What the largest runs of the leading developers of its day took, by those whose FLOP are known.

Neither rests on what the model can do, on a cost that somebody stated, or on FLOP worked out from either. Valid for
general models sold by the token between 2023 and 2026 with at least eight peers of known size within a year.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Lognormal
from oncurve.catalog.price import ApiPrice
from oncurve.catalog.read import Catalogue
from oncurve.cost.compute import Route, active_parameter_input, flop_routes
from oncurve.cost.prices import Prices, prices_of
from oncurve.cost.regression import Prediction, predict
from oncurve.cost.run import Run
from oncurve.cost.spreads import log_widths

__all__ = ["Peer", "parameters_from_price", "peers_flop", "peers_of", "token_price"]

_NEAR = dt.timedelta(days=365)
_BEFORE = dt.timedelta(days=548)
_LATELY = dt.timedelta(days=183)
_AFTER = dt.timedelta(days=92)
_FEWEST = 8
_FEWEST_READ = 5
_LEADERS = 8
#: Developers that sold no tokens of their own in those years: the price of others who host a model is another thing.
_NOT_SELLERS = ("meta",)
_DAYS_PER_YEAR = 365.25
_LEADING_FLOP = 1e24
_INPUT_SHARE = 0.75


class Peer(Struct, frozen=True):
    """A model of the day.

    Args:
        id: its id.
        organisation: id of its developer.
        release: its release.
        price: USD per 1M tokens, three of input to one of output; None where not sold.
        parameters: active parameters; None where not known.
        tokens: tokens trained on; None where not known.
        flop: training FLOP, not from a cost or scores; None where not known.
    """

    id: str
    organisation: str
    release: dt.date
    price: float | None
    parameters: float | None
    tokens: float | None
    flop: float | None


def peers_flop(run: Run, prices: Prices) -> Route | None:
    """Training FLOP by indirect evidence; None where the model has no price or too few peers."""
    release = run.model.release_date
    priced = token_price(prices.catalogue, run.model.id)
    if release is None or priced is None:
        return None
    peers = peers_of(prices.catalogue)
    first = bisect_left(peers, release - _BEFORE, key=_release)
    last = bisect_right(peers, release + _NEAR, key=_release)
    others = [peer for peer in peers[first:last] if peer.organisation != run.model.organisation]
    size = parameters_from_price(others, priced[0], release)
    read = _tokens_of(others, release)
    runs = _largest_of(others, release)
    if size is None or len(read) < _FEWEST_READ or len(runs) < _LEADERS:
        return None
    about = run.model.id
    arguments = {
        "parameters": _imputed(about, "active_parameters", "parameter", _widened(size, prices), priced[1],
                               f"by regression on price and day over {size.n} models of known size; "
                               f"asked ${priced[0]:g} per 1M tokens, three of input to one of output"),
        "tokens": _imputed(about, "tokens", "token", _of_logs(read), priced[1],
                           f"as leading models of {len(read)} developers in the half year before"),
        "peer": _imputed(about, "peer_flop", "FLOP", _of_logs(runs), priced[1],
                         f"the {len(runs)} largest runs of its day whose FLOP are known"),
    }
    quantity = Quantity("training compute", "FLOP", _average, arguments, "price_peers: FLOP from price and peers", (
        "Nothing of this run is disclosed: size from its price, tokens and compute from models of its day.",))
    return Route("indirect", quantity, independent=False)


def parameters_from_price(peers: Sequence[Peer], price: float, release: dt.date) -> Prediction | None:
    """Log of the active parameters of a model sold at `price`, by those sold within a year of its release."""
    first, last = release - _NEAR, release + _NEAR
    known = [(math.log(peer.price), (peer.release - release).days / _DAYS_PER_YEAR, math.log(peer.parameters))
             for peer in peers if peer.price and peer.parameters and first <= peer.release <= last
             and peer.organisation not in _NOT_SELLERS]
    if len(known) < _FEWEST:
        return None
    return predict([row[:2] for row in known], [row[2] for row in known], (math.log(price), 0.0))


def _tokens_of(peers: Sequence[Peer], release: dt.date) -> list[float]:
    """Tokens of the largest recent model of each developer of leading models."""
    first, last = release - _LATELY, release + _AFTER
    recent = [peer for peer in peers if peer.tokens and peer.flop and peer.flop >= _LEADING_FLOP
              and first <= peer.release <= last]
    return [peer.tokens or 0.0 for peer in _one_each(recent)]


def _largest_of(peers: Sequence[Peer], release: dt.date) -> list[float]:
    """FLOP of the largest run of each of the leading developers."""
    first, last = release - _BEFORE, release + _AFTER
    day = [peer for peer in peers if peer.flop and first <= peer.release <= last]
    return [peer.flop or 0.0 for peer in _one_each(day)[:_LEADERS]]


def _one_each(peers: Sequence[Peer]) -> list[Peer]:
    """The largest run of each developer, largest first."""
    best: dict[str, Peer] = {}
    for peer in sorted(peers, key=_flop, reverse=True):
        best.setdefault(peer.organisation, peer)
    return list(best.values())


def token_price(catalogue: Catalogue, model: str) -> tuple[float, Fact] | None:
    """The first price of a model: USD per 1M tokens, three of input to one of output, and what says so."""
    first: dict[str, ApiPrice] = {}
    for row in prices_of(catalogue).once(("token prices",), lambda: _listed(catalogue)).get(model, ()):
        first.setdefault(row.tier, row)
    if "input" in first and "output" in first:
        blend = _INPUT_SHARE * first["input"].amount + (1 - _INPUT_SHARE) * first["output"].amount
        return blend, first["output"].fact()
    if "blended_3_1" in first:
        return first["blended_3_1"].amount, first["blended_3_1"].fact()
    return None


def _listed(catalogue: Catalogue) -> dict[str, list[ApiPrice]]:
    """Usual prices of each model, oldest first."""
    listed: dict[str, list[ApiPrice]] = {}
    for row in sorted(catalogue.api_prices, key=_day):
        if not row.variant and "introductory" not in row.note:
            listed.setdefault(row.model, []).append(row)
    return listed


def peers_of(catalogue: Catalogue) -> tuple[Peer, ...]:
    """Every model that may serve as a peer, by release, whatever day the question is asked from.

    The fit is part of the method, so later facts on older models count, as a warning of the answer says.
    """
    def made() -> tuple[Peer, ...]:
        if catalogue.as_of is not None:
            return peers_of(catalogue.known_by(None))
        each = (_peer(catalogue, model) for model in catalogue.models)
        return tuple(sorted((peer for peer in each if peer is not None), key=_release))

    return prices_of(catalogue).once(("peers",), made)


def _peer(catalogue: Catalogue, model: str) -> Peer | None:
    found = catalogue.models[model]
    release = None if found.base else found.release_date
    if release is None:
        return None
    run = Run(catalogue, found)
    prices = prices_of(catalogue)
    priced = token_price(catalogue, model)
    size = active_parameter_input(run)
    tokens = run.fact("tokens.pretraining")
    routes = flop_routes(run, prices)
    flop = None
    if routes:
        given = {name: each.spread.median for name, each in routes[0].quantity.arguments.items()
                 if isinstance(each, Input)}
        flop = float(routes[0].quantity.formula(**given))
    return Peer(model, run.model.organisation, release, None if priced is None else priced[0],
                None if size is None else size.spread.median, None if tokens is None else tokens.number, flop)


def _flop(peer: Peer) -> float:
    return peer.flop or 0.0


def _release(peer: Peer) -> dt.date:
    return peer.release


def _day(row: ApiPrice) -> dt.date:
    return row.span.start or row.known


def _of_logs(values: Sequence[float]) -> Prediction:
    return predict([()] * len(values), [math.log(value) for value in values])


def _widened(found: Prediction, prices: Prices) -> Prediction:
    """The prediction with the width of another developer's margin."""
    down, up = log_widths(prices.assumption("price_peers_margin"))
    low = math.hypot(found.middle - found.low, down)
    high = math.hypot(found.high - found.middle, up)
    return Prediction(found.middle - low, found.middle, found.middle + high, found.n)


def _imputed(about: str, name: str, unit: str, found: Prediction, price: Fact, note: str) -> Input:
    low, middle, high = (math.exp(each) for each in (found.low, found.middle, found.high))
    fact = Fact(about, name, middle, unit, "imputed", price.known, price.source, price.where, low, high, note=note)
    return Input(name, unit, Lognormal(low, middle, high), about, fact, note)


def _average(parameters: Any, tokens: Any, peer: Any) -> Any:
    """The mean of the two estimates in logs, each weighed by the other's variance: the one held fixed wins."""
    counted = np.log(6 * parameters * tokens)
    largest = np.log(peer)
    own, other = _variance(counted), _variance(largest)
    share = 0.5 if own + other == 0 else other / (own + other)
    counted *= share
    counted += (1 - share) * largest
    return np.exp(counted)


def _variance(sample: Any) -> float:
    apart = sample - np.mean(sample)
    return float(np.mean(apart * apart))
