"""Which year a bare date is of, by the tense of its clause; sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.claims.read.dates import find_dates
from oncurve.claims.read.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Deliveries are to begin in March.", "2026-03"),
        ("Volume shipments start in February.", "2026-02"),
        ("The racks will begin shipping in April, Nvidia said on Monday.", "2026-04"),
        ("The lab will bring out Kestrel-2 in June, built with public money.", "2026-06"),
        ("They have completed the run on 31 March as scheduled.", "2025-03-31"),
        ("The run should be over by the end of April.", "2026-04"),
        ("The weights follow on 1 March, under an open licence.", "2026-03-01"),
        ("It began on the 11th of March last year.", "2024-03-11"),
        ("Google began training in the spring and expects to finish soon.", "2025-03/2025-05"),
        ("The model, which follows at the end of September, is smaller.", "2025-09"),
        ("It will reach customers by year-end.", "2025-12"),
        ("It is to be opened to the public in the coming weeks.", "2025-09/2025-10"),
    ],
)
def test_the_tense_of_its_clause_gives_a_date_its_year(text: str, iso: str) -> None:
    """Said on 20 September 2025, "will" and "are to" point to the next such month, a past tense to the last."""
    tokens = Tokens(text)
    found = find_dates(tokens, 0, len(tokens), dt.date(2025, 9, 20))
    assert iso in {date.iso for date in found}
