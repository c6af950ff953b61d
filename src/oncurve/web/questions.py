"""The routes of questions and of the catalogue."""

from __future__ import annotations

from fastapi import APIRouter

from oncurve.web.service import RESPONSES

__all__ = ["questions"]

questions = APIRouter(responses=RESPONSES)
