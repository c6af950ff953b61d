"""The audit of a text as JSON, of which nothing is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from oncurve.web.service import FORM_RESPONSES, RESPONSES, count_audit, failure, json_answer, service_of

__all__ = ["ToCheck", "ToExtract", "api"]

api = APIRouter(prefix="/api", responses=RESPONSES | FORM_RESPONSES)
_Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, as YYYY-MM-DD.")]


class ToExtract(BaseModel):
    """A text to read."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=2_000_000, description="The article or sentence.")]
    published: _Day = None


class ToCheck(ToExtract):
    """A text to audit."""

    as_of: _Day = None
    claims: Annotated[list[dict[str, Any]] | None,
                      Field(max_length=2_000, description="Corrected readings, as `extract` gives them.")] = None
    settings: Annotated[dict[str, str] | None,
                        Field(max_length=40,
                              description='Inputs to set, such as {"rental_price": "1.5 to 3.5"}.')] = None


@api.post("/check", summary="Audit a text, as `oncurve check --json` does; nothing is kept")
async def check(request: Request, asked: ToCheck) -> Response:
    """The audit of the text."""
    return await _answered(request, "judged", asked.model_dump())


@api.post("/extract", summary="Find the claims of a text, as `oncurve extract --json` does; nothing is kept")
async def extract(request: Request, asked: ToExtract) -> Response:
    """The claims of the text, unjudged."""
    return await _answered(request, "extracted", asked.model_dump())


async def _answered(request: Request, job: str, asked: dict[str, Any]) -> Response:
    service = service_of(request)
    count_audit(request)
    made = await service.pool.ask(job, {**asked, "most_characters": service.settings.most_characters})
    if "error" in made:
        return failure(request, made)
    return json_answer(made["answer"])
