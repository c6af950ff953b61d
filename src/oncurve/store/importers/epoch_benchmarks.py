"""Epoch AI's benchmark hub: its own runs, leaderboards of others, model versions, and notes on benchmarks."""

from __future__ import annotations

import re
from typing import Any

from oncurve.store.cells import BadCell, number_of
from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_ORIGIN = Origin("epoch-ai-benchmarks", "Benchmarking hub", "Epoch AI", "https://epoch.ai/benchmarks", "CC BY 4.0")
_HUNDRED = 100.0
_MARGIN = re.compile(r"([\w -]+):(\d*\.?\d+)±(\d*\.?\d+)")
#: columns of percentages that are no scores
_NO_SCORE = re.compile(r"\b(?:error|se|refusal|edit format|distance)\b", re.IGNORECASE)
#: columns of plain numbers that are scores
_SCORE = re.compile(r"\b(?:score|accuracy|average|mean|correct|em|overall|elo|rate|r[123]|horizon)\b", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"\b(?:steps|costs?|code length)\b", re.IGNORECASE)
#: leaderboards whose plain numbers are out of something else than 1, by a word of the file's name
_PERCENTAGES = ("Score", "Accuracy", "EM", "Average", "Overall accuracy", "Percent correct", "Correct")
_OUT_OF = {"lech_mazur": 10.0, "os_world": 100.0, "livebench": 100.0, "aider": 100.0}
_NAMES = ("Name", "Agent", "Model", "Model version")


def _run(found: Found) -> None:
    """A run by Epoch itself: the best score as a fraction, and the margins where given."""
    model = found.names.model(found.name("model")).id
    task = found.names.match("benchmarks", found.name("task")).id
    share = found.share("Best score (across scorers)")
    if share is None:
        found.reject("no score", f"its best score, {found.cell('Best score (across scorers)')!r}, is no fraction")
        return
    margin = _MARGIN.search(found.text("Scores"))
    note = f"standard error {float(margin[3]) * _HUNDRED:g} percent points" if margin else ""
    about = {"benchmark": task, "setting": found.text("model"), "evaluator": "epoch-ai", "relation": "independent"}
    found.observe("scores", model, share * _HUNDRED, "percent", about, since=found.day("started_at"),
                  evidence="measured", place="Best score (across scorers)", note=note)


def _leader(found: Found) -> None:
    """A row of somebody's leaderboard: every column of scores, as a percentage where it is a share."""
    version = found.name("Model version")
    # where a UUID is the key, `id` names the model; elsewhere it is the key of a record
    names = (*_NAMES, "id") if "UUID" in found.row.cells else _NAMES
    named = next((found.name(column) for column in names if found.text(column)), "")
    if not version and not named:
        found.reject("no model", "neither a model nor a version is named")
        return
    model = found.names.model(version or named).id
    benchmark = found.names.match("benchmarks", _benchmark(found))
    day = found.day("Date added", day_first=True) if "Date added" in found.row.cells else None
    if day is None and found.text("Date"):
        day = found.day("Date", day_first=True)
    if not found.text("Source"):
        found.note("Source", "no source", "the table gives no source for this row")
    if not version:
        found.note("Model version", "no version", "the row names no version of the model", "", named)
    setting = _shots(found, found.text("Shots"))
    for column in found.row.cells:
        _score(found, model, column, {"since": day, "benchmark": benchmark.id, "name": named, "setting": setting})
    if not found.observations:
        found.reject("no score", "none of its columns of scores holds one")


def _benchmark(found: Found) -> str:
    return found.file.removeprefix("external_benchmark_").replace("_", " ").removesuffix(".csv")


def _score(found: Found, model: str, column: str, more: dict[str, Any]) -> None:
    """One cell, if it is a score: a percentage, or a plain number in a column of scores."""
    cell = found.text(column)
    percent = cell.endswith("%") and not _NO_SCORE.search(column)
    if not percent and not (_SCORE.search(column) and not _NO_SCORE.search(column) and not _NOT_PLAIN.search(column)
                            and _plain(cell) is not None):
        return
    about = {"benchmark": more["benchmark"], "metric": column, "name": more["name"], "setting": more["setting"],
             "evaluator": found.text("Source"), "relation": "another developer"}
    out_of = next((whole for word, whole in _OUT_OF.items() if word in found.file), 1.0)
    number = _plain(cell)
    if not percent and number is not None and number > out_of:
        if column in _PERCENTAGES and number <= _HUNDRED:
            found.note(column, "percent for fraction", "a plain number above 1 stands among percentages", cell,
                       f"{cell}%")
            out_of = _HUNDRED
        else:
            found.observe("measures", model, number, "count", about, since=more["since"], place=column)
            return
    share = found.share(column, out_of=out_of)
    found.observe("scores", model, None if share is None else share * _HUNDRED, "percent", about,
                  since=more["since"], place=f"{found.file}: {column}", note=found.text("Source"))


def _plain(cell: str) -> float | None:
    try:
        return number_of(cell)
    except BadCell:
        return None


def _shots(found: Found, cell: str) -> str:
    number = re.match(r"(\d+)(?:\.0)?(?:-shot)?\Z", cell)
    if cell and found.cell("Shots") != f"{cell}":
        found.note("Shots", "blanks in a cell", "blanks or newlines stood around the number", found.cell("Shots"), cell)
    return f"{number[1]}-shot" if number else cell


def _version(found: Found) -> None:
    ident = found.name("id")
    if len(ident) < len("o1"):
        found.reject("no version", f"its id, {found.cell('id')!r}, names nothing")
        return
    model = found.names.model(ident).id
    released = found.day("Version release date")
    found.thing("versions", ident, model=model, label=found.text("Display name"), of=found.text("Model"),
                released=released.isoformat() if released else "")


def _distilled(found: Found) -> None:
    model = found.names.model(found.name("model")).id
    said = found.text("distilled").upper()
    if said not in ("TRUE", "FALSE"):
        found.reject("no answer", f"`distilled` is {found.cell('distilled')!r}, neither TRUE nor FALSE")
        return
    found.fact("models", model, "distilled", said.lower(), "text", evidence="estimated", place="distilled",
               note=found.text("notes"), detail={"confidence": found.text("confidence")})


def _optimised(found: Found) -> None:
    benchmark = found.names.match("benchmarks", found.name("benchmark")).id
    released = found.day("benchmark_release_date")
    fields = {column: found.text(column).lower() for column in ("optimized_for", "is_coding", "is_math")}
    found.thing("benchmarks", benchmark, label=found.text("benchmark"),
                released=released.isoformat() if released else "", **fields)


def _tokens_used(found: Found) -> None:
    model = found.names.model(found.name("Model")).id
    task = found.names.match("benchmarks", found.name("Task")).id
    for column in ("input_tokens", "output_tokens", "total_tokens"):
        found.observe("measures", model, found.number(column), "token",
                      {"benchmark": task, "metric": column, "samples": found.text("total_samples")},
                      evidence="measured", place=column)
    if not found.observations:
        found.reject("no count", "none of its columns of tokens holds a number")


IMPORTERS = (
    Importer("epoch-benchmarks", "runs", _ORIGIN, ("task", "model", "Best score (across scorers)"), ("id",), _run,
             ("started_at",), together=True),
    Importer("epoch-benchmarks", "leaderboards", _ORIGIN, ("Source", "Model version"), (*_NAMES, "id"), _leader,
             ("Date added", "Date"), day_first=True, repeats=True, together=True),
    Importer("epoch-benchmarks", "versions", _ORIGIN, ("id", "Version release date", "Display name"), ("id",),
             _version, ("Version release date",), together=True),
    Importer("epoch-benchmarks", "distilled", _ORIGIN, ("model", "distilled", "confidence"), ("model",), _distilled,
             together=True),
    Importer("epoch-benchmarks", "optimised", _ORIGIN, ("benchmark", "optimized_for", "is_coding"), ("benchmark",),
             _optimised, together=True),
    Importer("epoch-prices", "tokens used", _ORIGIN, ("Model", "Task", "input_tokens", "output_tokens"), ("Model",),
             _tokens_used, repeats=True, together=True),
)
