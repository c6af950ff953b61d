"""The bibliography of an audit: the works that it stands on, each once, and no others."""

from __future__ import annotations

import re

from oncurve.basis.evidence import Source
from oncurve.claims.audit import Audit
from oncurve.report.cite import bibtex

ENTRY = re.compile(r"^@(\w+)\{([^,\s]+),$", re.MULTILINE)


def test_each_work_of_the_audit_is_cited_once_and_no_other(sample: Audit) -> None:
    """The keys are the ids of the sources that the verdicts and the sides name."""
    used = {source for each in sample.claims for source in each.then.sources}
    used |= {side.source for each in sample.claims for side in each.sides}
    keys = [key for _, key in ENTRY.findall(sample.bibtex())]
    assert sorted(keys) == sorted(used)
    assert len(keys) == len(set(keys))


def test_the_sources_of_every_verdict_are_in_the_catalogue(sample: Audit) -> None:
    """No verdict names a work that cannot be looked up."""
    assert sample.catalogue is not None
    for each in sample.claims:
        assert all(source in sample.catalogue.sources for source in each.then.sources)


def test_braces_stand_in_pairs_whatever_a_title_holds() -> None:
    """Letters that BibTeX would act on are escaped."""
    odd = Source("odd-1", "100% of {x}_y & #1 $2 \\ ~ ^ }", "A} B\nC", None, "https://x.org/{a}")
    text = bibtex([odd])
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    for letter in "%&#$_":
        assert not re.search(rf"(?<!\\){re.escape(letter)}", re.sub(r"url = .*", "", text))
