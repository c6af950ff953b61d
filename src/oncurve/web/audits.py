"""The routes of audits: made, shown, moved, corrected, shared and deleted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Path, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from oncurve import __version__
from oncurve.store.audits import SavedAudit, new_ident, new_key
from oncurve.web.samples import SAMPLE
from oncurve.web.service import (
    FORM_RESPONSES,
    RESPONSES,
    Service,
    count_audit,
    failure,
    html_page,
    json_answer,
    service_of,
)
from oncurve.web.shell import render

__all__ = ["audits"]

audits = APIRouter(responses=RESPONSES)
Ident = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The name of an audit's link.")]
Number = Annotated[int, Path(ge=1, le=100_000, description="Which claim, from 1.")]
Key = Annotated[str, Query(pattern=r"^[A-Za-z0-9_-]{0,64}$", description="The owner's key.")]
_LONGEST_KEEP = 3_650
#: sent only to the audit whose key it is, by its path
_COOKIE = "oncurve_key"
_FORMS = {"md": ("markdown", "text/markdown; charset=utf-8"), "html": ("html", "text/html; charset=utf-8"),
          "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
          "claimreview.json": ("claimreview", "application/ld+json")}
_GONE = {"error": {"kind": "unknown_name", "message": "There is no audit under this link.",
                   "hint": "It may have been deleted, or kept only until its day. Check the article again."},
         "status": 404}


@audits.post("/audit", summary="Check an article and keep the audit under a link of its own", status_code=303,
             response_class=Response,
             responses=FORM_RESPONSES | {303: {"description": "The audit is at the address in `location`"}})
async def check(request: Request, text: Annotated[str, Form()] = "", published: Annotated[str, Form()] = "",
                keep: Annotated[int, Form(ge=0, le=_LONGEST_KEEP)] = 0, sample: Annotated[str, Form()] = "",
                address: Annotated[str, Form()] = "",
                file: Annotated[UploadFile | None, File()] = None) -> Response:
    """Reads a text, a file or (where the server allows it) an address; the owner's key comes as a cookie."""
    service = service_of(request)
    problem = _foreign(request)
    if problem:
        return failure(request, problem)
    count_audit(request)
    asked: dict[str, Any] = {"published": published.strip() or None}
    asked["most_characters"] = service.settings.most_characters
    form = {"text": text, "published": published.strip(), "keep": keep, "address": address.strip()}
    if file is not None and file.size:
        asked |= {"data": await file.read()}
    elif address.strip():
        asked |= {"address": address.strip()}
    else:
        asked |= {"text": SAMPLE if sample else text}
    if asked.get("address") and not service.settings.fetch:
        return failure(request, {"error": {"kind": "bad_usage", "message": "This server fetches no page.",
                                           "hint": "Save the page and send the file, or paste its text."}}, 400)
    if not asked.get("address") and not asked.get("data") and not asked["text"].strip():
        return _back_home(request, service, {"kind": "bad_usage", "message": "There is no text to check.",
                                             "hint": "Paste an article, choose a file, or take the sample."}, form)
    days = keep or service.settings.keep_days
    if "ndjson" in request.headers.get("accept", ""):
        return StreamingResponse(_told(service, asked, days), media_type="application/x-ndjson")
    made = await service.pool.ask("audited", {**asked, "ident": (ident := new_ident())})
    if "error" in made:
        return _back_home(request, service, made["error"], form, int(made["status"]))
    key = await _saved(service, ident, made, days)
    return _with_key(RedirectResponse(f"/audit/{ident}", 303), service, ident, key)


async def _told(service: Service, asked: dict[str, Any], days: int) -> AsyncIterator[str]:
    """The steps of an audit as lines of JSON; the last names the link."""
    from oncurve.web.pool import TooLong

    def line(**step: Any) -> str:
        return json.dumps(step, ensure_ascii=False) + "\n"

    try:
        yield line(stage="reading", words="Reading …")
        read = await service.pool.ask("read", asked)
        if "error" in read:
            yield line(error=read["error"])
            return
        found = read["claims"]
        yield line(stage="judging", claims=found,
                   words=f"{found} claim{'s' * (found != 1)} found. Working out what the facts give …")
        ident = new_ident()
        made = await service.pool.ask("audited", {"as_of": asked.get("as_of"), **read["article"], "ident": ident})
        if "error" in made:
            yield line(error=made["error"])
            return
        yield line(stage="keeping", words="Keeping it …")
        key = await _saved(service, ident, made, days)
        yield line(stage="done", link=f"/audit/{ident}?key={key}")
    except TooLong:
        yield line(error={"kind": "too_long", "message": "The article takes longer than this server may spend on one.",
                          "hint": "Send the part of it that makes the claims."})


async def _saved(service: Service, ident: Ident, made: Mapping[str, Any], days: int) -> str:
    now, key = dt.datetime.now(dt.UTC), new_key()
    saved = SavedAudit(ident, made["asked"], made["answer"], made["page"], __version__, now,
                       now + dt.timedelta(days=days))
    await run_in_threadpool(service.audits.save, saved, key)
    service.metrics.events["audit_saved"] += 1
    return key


@audits.get("/audit/{ident}/claims/{number}/moved", summary="A claim with what decides it held at another value",
            response_class=HTMLResponse,
            responses={200: {"description": "The claim", "content": {"application/json": {}}}})
async def moved(request: Request, ident: Ident, number: Number, position: float | None = None,
                value: str | None = None) -> Response:
    """Give a `value` in the unit of the input, or a `position` from 0 to 1000 on the slider."""
    from oncurve.web.correcting import number_of

    service = service_of(request)
    saved = await run_in_threadpool(service.audits.find, ident)
    if saved is None:
        return failure(request, _GONE)
    try:
        wanted = number_of(value or "")
    except ValueError:
        wanted, position = None, None
    if wanted is None and position is None:
        return failure(request, {"error": {"kind": "bad_usage", "message": "There is no number to move it to.",
                                           "hint": "Write a number such as 2.5."}}, 400)
    made = await service.pool.ask("moved", {"asked": dict(saved.asked), "number": number, "value": wanted,
                                            "position": position or 0})
    if "error" in made:
        return failure(request, made)
    if request.headers.get("hx-request"):
        return json_answer(made["page"], kind="text/html; charset=utf-8")
    if "json" in request.headers.get("accept", ""):
        return json_answer(made["answer"])
    from markupsafe import Markup

    body = render("moved_page.html.j2", number=number, ident=ident, body=Markup(made["page"]))  # noqa: S704
    return html_page(body, f"Claim {number}, moved", hidden=True)


@audits.post("/audit/{ident}/claims/{number}", summary="Correct how a claim was read, and judge it again",
             status_code=303, response_class=Response,
             responses=FORM_RESPONSES | {303: {"description": "The audit is at the address in `location`"}})
async def correct(request: Request, ident: Ident, number: Number) -> Response:
    """Fields of the claim as a form; whoever has no key gets a copy of the audit, under a link of its own."""
    from oncurve.web.correcting import corrected

    service = service_of(request)
    problem = _foreign(request)
    if problem:
        return failure(request, problem)
    count_audit(request)
    saved = await run_in_threadpool(service.audits.find, ident)
    if saved is None:
        return failure(request, _GONE)
    plain = json.loads(saved.answer)["claims"]
    if not 1 <= number <= len(plain):
        return failure(request, {"error": {"kind": "unknown_name", "message": f"There is no claim {number}.",
                                           "hint": "Claims count from 1."}}, 404)
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    found = corrected(plain, number, form)
    if "error" in found:
        return failure(request, found)
    key = request.cookies.get(_COOKIE, "")
    owner = bool(key) and await run_in_threadpool(service.audits.owns, ident, key)
    there = ident if owner else new_ident()
    asked = {**saved.asked, "claims": found["claims"]}
    made = await service.pool.ask("audited", {**asked, "ident": there})
    if "error" in made:
        return failure(request, made)
    anchor = "" if form.get("remove") else f"#claim-{number}"
    if not owner:
        key = await _saved(service, there, made, service.settings.keep_days)
        return _with_key(RedirectResponse(f"/audit/{there}?said=copied{anchor}", 303), service, there, key)
    done = await run_in_threadpool(service.audits.change, SavedAudit(
        there, made["asked"], made["answer"], made["page"], __version__, saved.created, saved.expires,
        saved.revision), key)
    if not done:
        return failure(request, {"error": {"kind": "conflict", "message": "Somebody else changed this audit just now.",
                                           "hint": "Open it again and repeat the correction."}}, 409)
    return RedirectResponse(f"/audit/{there}?said=corrected{anchor}", 303)


@audits.post("/audit/{ident}/delete", summary="Delete an audit for good, by its owner's key",
             response_class=HTMLResponse, responses=FORM_RESPONSES)
async def delete(request: Request, ident: Ident, key: Annotated[str, Form(max_length=100)] = "") -> Response:
    """The key is that of the form, else that of the cookie."""
    service = service_of(request)
    problem = _foreign(request)
    if problem:
        return failure(request, problem)
    known = key.strip() or request.cookies.get(_COOKIE, "")
    if not known or not await run_in_threadpool(service.audits.delete, ident, known):
        return failure(request, {"error": {"kind": "forbidden", "message": "This key is not that of the audit.",
                                           "hint": "The key is in the browser that made the audit."}}, 403)
    service.metrics.events["audit_deleted"] += 1
    page = html_page(render("message.html.j2", kicker="Deleted", title="The audit is gone",
                            words="Its text, its verdicts and its link were deleted."), "Deleted", hidden=True)
    page.delete_cookie(_COOKIE, path=f"/audit/{ident}")
    return page


@audits.get("/audit/{ident}.claimreview.json", summary="A saved audit as ClaimReview of schema.org")
async def as_claimreview(request: Request, ident: Ident) -> Response:
    """The audit as JSON-LD."""
    return await in_form(request, ident, "claimreview.json")


@audits.get("/audit/{ident}.json", summary="A saved audit, as `oncurve check --json` prints it")
async def as_json(request: Request, ident: Ident) -> Response:
    """The audit as JSON."""
    saved = await run_in_threadpool(service_of(request).audits.find, ident)
    return failure(request, _GONE) if saved is None else json_answer(saved.answer)


@audits.get("/audit/{ident}.{form}", summary="A saved audit in another form: md, html, bib, csv, pdf, png",
            responses={501: {"description": "No browser is there to print it", "content": {
                "application/json": {}, "text/html": {}}}})
async def in_form(request: Request, ident: Ident, form: Annotated[str, Path(max_length=20)],
                  page: Annotated[int, Query(ge=1, le=1_000, description="Which picture of a PNG, from 1.")] = 1) \
        -> Response:
    """The audit as Markdown, a page for offline, BibTeX, ClaimReview, CSV, PDF or PNG.

    A PNG shows all of it; a very long audit comes in several, of which each names the next in its `link`.
    """
    service = service_of(request)
    saved = await run_in_threadpool(service.audits.find, ident)
    if saved is None:
        return failure(request, _GONE)
    if form == "csv":
        from oncurve.report.audit_table import audit_csv

        return json_answer(audit_csv(json.loads(saved.answer)), kind="text/csv; charset=utf-8", name="audit.csv")
    if form not in _FORMS and form not in ("pdf", "png"):
        return failure(request, {"error": {"kind": "unknown_name", "message": f"There is no form {form[:20]!r}.",
                                           "hint": "There are json, csv, md, html, bib, claimreview.json, pdf, png."}},
                       404)
    name, kind = _FORMS.get(form, ("html", ""))
    made = await service.pool.ask("judged", {**saved.asked, "form": name})
    if "error" in made:
        return failure(request, made)
    if kind:
        return json_answer(made["answer"], kind=kind, name=f"audit.{form}")
    from oncurve.web.printing import printed

    return await printed(request, made["answer"], form, page)


@audits.get("/audit/{ident}", summary="A saved audit as a page", response_class=HTMLResponse,
            responses={303: {"description": "The key is kept; the audit is at the address in `location`"}})
async def show(request: Request, ident: Ident, key: Key = "",
               said: Annotated[str, Query(max_length=20)] = "") -> Response:
    """The article with its claims marked, beside the open claim."""
    service = service_of(request)
    if key:  # the key goes from the address into the browser's own keeping
        return _with_key(RedirectResponse(f"/audit/{ident}", 303), service, ident, key)
    saved = await run_in_threadpool(service.audits.find, ident)
    if saved is None:
        return failure(request, _GONE)
    known = request.cookies.get(_COOKIE, "")
    owner = bool(known) and await run_in_threadpool(service.audits.owns, ident, known)
    words = {"copied": "This is your own copy, with your correction. The other link stays as it was.",
             "corrected": "Corrected, and judged again."}.get(said, "")
    top = render("saved.html.j2", ident=ident, link=str(request.url_for("show", ident=ident)), owner=owner,
                 key=known if owner else "", changed=words,
                 expires=saved.expires and f"{saved.expires.day} {saved.expires:%B %Y}")
    title = saved.asked["title"] or "Untitled article"
    return html_page(saved.page.replace("<!--owner-->", top), f"{title}: its claims, checked",
                     json=f"/audit/{ident}.json", hidden=True)


def _back_home(request: Request, service: Service, error: Mapping[str, str], form: Mapping[str, Any],
               status: int = 400) -> Response:
    from oncurve.web.service import wants_json

    if wants_json(request) or "ndjson" in request.headers.get("accept", ""):
        return failure(request, {"error": error}, status)
    body = render("home.html.j2", settings=service.settings, error=error, **form)
    return html_page(body, "oncurve", status=status, here="/")


def _with_key(answer: Response, service: Service, ident: Ident, key: str) -> Response:
    answer.set_cookie(_COOKIE, key, max_age=_LONGEST_KEEP * 86_400, path=f"/audit/{ident}", httponly=True,
                      samesite="strict", secure=service.settings.secure)
    return answer


def _foreign(request: Request) -> dict[str, Any] | None:
    """Refuse a form that another site sends in a reader's name."""
    if request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none"):
        return None
    return {"error": {"kind": "forbidden", "message": "This form was sent from another site.",
                      "hint": "Open oncurve itself and send it from there."}, "status": 403}
