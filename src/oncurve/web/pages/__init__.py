"""The pages of questions and of the catalogue: which public function each calls, and what lays it out."""

from __future__ import annotations

from oncurve.web.pages.catalogue import CATALOGUE
from oncurve.web.pages.laying import Page, page_of
from oncurve.web.pages.questions import QUESTIONS

__all__ = ["PAGES", "page_of"]

#: every page by its name
PAGES: dict[str, Page] = {**CATALOGUE, **QUESTIONS}
