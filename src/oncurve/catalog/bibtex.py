"""Sources as BibTeX."""

from __future__ import annotations

from collections.abc import Iterable

from oncurve.basis.evidence import Source

__all__ = ["bibtex"]

_TYPES = {"report": "techreport", "dataset": "misc", "model card": "misc", "filing": "misc", "press": "misc",
          "price list": "misc", "essay": "misc", "law": "misc", "blog": "misc", "paper": "article"}
_ESCAPES = str.maketrans({"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
                          "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
                          "\n": " ", "\r": " "})


def bibtex(sources: Iterable[Source]) -> str:
    """One entry a source, in the order of their ids, ready for a .bib file."""
    return "\n\n".join(_entry(each) for each in sorted(sources, key=lambda each: each.id)) + "\n"


#: what would end or break a field, as URLs spell it
_IN_URL = {ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C", ord(" "): "%20", ord("\n"): ""}


def _entry(source: Source) -> str:
    kind = _TYPES.get(source.kind, "misc")
    fields = {"title": f"{{{_plain(source.title)}}}", "author": f"{{{_plain(source.producer)}}}"}
    if kind == "techreport":
        fields["institution"] = _plain(source.producer)
    if source.published is not None:
        fields["year"] = str(source.published.year)
        fields["month"] = str(source.published.month)
        fields["date"] = source.published.isoformat()
    if source.url:
        fields["url"] = source.url.translate(_IN_URL)
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{source.id},\n{body}\n}}"


def _plain(text: str) -> str:
    return text.translate(_ESCAPES).strip()
