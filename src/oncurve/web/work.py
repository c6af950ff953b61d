"""What the processes beside the server compute: plain data in, plain data out.

A server answers from what these made, so a slow question never holds up a page, and one that takes too long is
stopped with its process. Whatever a reader can cause comes back as the error of the contract.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from oncurve.basis.errors import BadInput, BadUsage, MissingFact, OncurveError, UnknownName

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.claims.article import Article
    from oncurve.claims.audit import Audit

__all__ = ["audited", "extracted", "judged", "known_now", "made", "moved", "plain_json", "read", "warm", "world_of"]

_KEPT_AUDITS, _KEPT_WORLDS = 32, 16
_audits: OrderedDict[str, Audit] = OrderedDict()
_worlds: OrderedDict[str, World] = OrderedDict()
_STATUS: tuple[tuple[type[OncurveError], int], ...] = ((UnknownName, 404), (MissingFact, 404), (BadInput, 422),
                                                       (BadUsage, 400))


def made(name: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """Run one of this module's jobs, or a page's.

    Args:
        name: "audited", "judged", "moved", "warm", or the name of a page.
        request: what it is asked.

    Returns:
        What it made; where a reader is at fault, `{"error": …, "status": …}`.
    """
    from oncurve.web.pages import PAGES, page_of

    jobs: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
        "read": read, "extracted": extracted, "audited": audited, "judged": judged, "moved": moved,
        "warm": lambda _: warm()}
    try:
        return jobs[name](request) if name in jobs else page_of(PAGES[name], request)
    except OncurveError as error:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
        near = list(error.nearest) if isinstance(error, UnknownName) else []
        return {**error.to_dict(), "status": status, "nearest": near}


def warm() -> dict[str, Any]:
    """Load what every question needs, so that the first is as quick as the next."""
    from oncurve.web.shell import templates

    world_of({}).claim("DeepSeek-V3 has 671 billion parameters.", published="2025-01-06")
    templates()
    return {}


def known_now() -> str:
    """What tells apart the days and the states of imported data between which the same question has other answers."""
    from oncurve.store.index import imported_folder, imported_stamp

    return f"{dt.datetime.now(tz=dt.UTC).date()} {imported_stamp(imported_folder())}"


def world_of(request: Mapping[str, Any]) -> World:
    """The facts that a request asks of: by its `as_of` and its `settings`."""
    from oncurve.api import World
    from oncurve.store.index import imported_folder

    chosen: dict[str, Any] = {name: request.get(name) for name in ("as_of", "settings", "dollars", "seed", "draws")
              if request.get(name)}
    key = json.dumps([chosen, known_now()], sort_keys=True)
    if key not in _worlds:
        given: dict[str, Any] = {"imported": imported_folder()}
        given |= {name: value for name, value in chosen.items() if name not in ("as_of", "settings")}
        if chosen.get("settings"):  # the facts are the same, whatever is set
            _worlds[key] = cast("World", world_of({**chosen, "settings": None}).setting(chosen["settings"]))
        else:
            _worlds[key] = World(chosen.get("as_of"), **given)
    _worlds.move_to_end(key)
    while len(_worlds) > _KEPT_WORLDS:
        _worlds.popitem(last=False)
    return _worlds[key]


def plain_json(plain: Any) -> str:
    """JSON as the command line prints it."""
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, default=str)


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """An article as it is read, and how many claims it makes; the request is that of `audited`."""
    article, claims = world_of(request).extract(_article(request))
    return {"article": _plain(article), "claims": len(claims)}


def extracted(request: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of an article, unjudged, as `oncurve extract --json` prints them; the request is that of `audited`."""
    article, claims = world_of(request).extract(_article(request))
    return {"answer": plain_json({"article": article.to_dict(), "claims": [each.to_dict() for each in claims]})}


def audited(request: Mapping[str, Any]) -> dict[str, Any]:
    """Audit an article and lay out its page.

    Args:
        request: `text`, or `data`, or `address`, or an article as `read` gives it; `published`, `as_of`, `settings`,
            `claims`, and the link's `ident`.

    Returns:
        What is kept of it. `asked` names the day of the facts, so that later forms are judged by the same ones; the
        article's day stays None where it names none.
    """
    asked = {**_plain(_article(request)), "claims": request.get("claims"), "as_of": request.get("as_of"),
             "settings": request.get("settings") or {}}
    found = _audit(asked)
    asked["as_of"] = found.as_of.isoformat()
    _keep(asked, found)  # what is asked of the link names the day
    return {"asked": asked, "answer": plain_json(found.to_dict()), "claims": len(found.claims),
            "title": found.article.title, "page": _page(found, str(request["ident"]))}


def judged(request: Mapping[str, Any]) -> dict[str, Any]:
    """The audit of an article, as JSON, or in another form of the report.

    Args:
        request: as for `audited`, and `form`.
    """
    found = _audit(request if "title" in request else {**request, **_plain(_article(request))})
    form = str(request.get("form") or "json")
    if form == "json":
        return {"answer": plain_json(found.to_dict())}
    from oncurve.report.write import report_text

    return {"answer": report_text(found, form)}


def moved(request: Mapping[str, Any]) -> dict[str, Any]:
    """A claim of an audit with the input that decides it held at another value.

    Args:
        request: `asked`, the `number` of the claim from 1, and its `value`, or a `position` from 0 to 1000.
    """
    from oncurve.claims.turning import move
    from oncurve.web.moving import moved_html, value_at

    found, number = _audit(request["asked"]), int(request["number"])
    if not 1 <= number <= len(found.claims):
        raise UnknownName("claim of this audit", str(number), (), "")
    one = found.claims[number - 1]
    value = request.get("value")
    value = value_at(one, float(request["position"])) if value is None else float(value)
    assert found.draws is not None
    turned = move(one, found.draws, value)
    return {"answer": plain_json(turned.to_dict()), "page": moved_html(found, number, turned)}


def _article(request: Mapping[str, Any]) -> Article:
    from oncurve.claims.article import Article, article_of_text, read_article

    if request.get("address"):
        from oncurve.claims.fetch import fetch_article

        found = fetch_article(request["address"], published=_day(request.get("published")))
    elif request.get("data") is not None:
        found = read_article(io.BytesIO(request["data"]), published=_day(request.get("published")))
    elif "title" in request:
        found = Article(request["title"], _day(request.get("published")), request["text"],
                        request.get("language") or "en", tuple(request.get("warnings") or ()))
    else:
        found = article_of_text(str(request["text"]), published=_day(request.get("published")))
    most = request.get("most_characters")
    if most and len(found.text) > most:
        raise BadInput(f"the article has {len(found.text):,} characters, more than the {most:,} that are read here",
                       hint="Paste the part that makes the claims, or run `oncurve check` on the whole.")
    return found


def _plain(article: Article) -> dict[str, Any]:
    return {"text": article.text, "title": article.title, "language": article.language,
            "warnings": list(article.warnings), "published": article.published and article.published.isoformat()}


def _day(text: Any) -> Any:
    from oncurve.basis.span import parse_date

    return parse_date(str(text)) if text else None


def _audit(asked: Mapping[str, Any]) -> Audit:
    """The audit that was asked for, remembered for the next question of it."""
    key = _key(asked)
    if key in _audits:
        _audits.move_to_end(key)
        return _audits[key]
    found = world_of(asked).check(_article(asked), claims=asked.get("claims"))
    _keep(asked, found)
    return found


def _keep(asked: Mapping[str, Any], found: Audit) -> None:
    _audits[_key(asked)] = found
    while len(_audits) > _KEPT_AUDITS:
        _audits.popitem(last=False)


def _key(asked: Mapping[str, Any]) -> str:
    names = ("text", "title", "published", "claims", "as_of", "settings", "seed", "draws")
    return json.dumps([{name: asked.get(name) for name in names}, known_now()], sort_keys=True, default=str)


def _page(found: Audit, ident: str) -> str:
    from oncurve.web.audit_page import audit_html

    return audit_html(found, ident)
