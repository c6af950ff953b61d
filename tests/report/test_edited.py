"""Reports of corrected readings, whatever they hold."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oncurve.api import World
from oncurve.basis.errors import BadInput
from oncurve.claims.claim import MEASURES
from oncurve.report.audit_claimreview import claimreview
from oncurve.report.audit_html import html
from oncurve.report.audit_markdown import markdown
from oncurve.report.table import print_audit

TEXT = "DeepSeek-V3 cost $5.58 million, came on 26 December 2024 and took 2.788 million H800 hours."
NUMBERS = st.one_of(st.none(), st.sampled_from([0, -17, 1e299, -1e299, 1e-299, 5.58e6, 7, 10, 1e25]))
NAMES = st.sampled_from([None, "deepseek-v3", "claude-3-5-sonnet", "h800", "deepseek", "CN", "US", "nobody", "nvidia"])
READINGS = st.fixed_dictionaries({
    "quote": st.sampled_from(["$5.58 million", "26 December 2024", "2.788 million H800 hours"]),
    "measure": st.sampled_from(sorted(MEASURES)), "subject": NAMES, "reference": NAMES, "speaker": NAMES,
    "value": NUMBERS, "low": NUMBERS, "high": NUMBERS, "negated": st.booleans(),
    "time": st.sampled_from([None, "2025", "2025-01", "9999-12-31", "0001-01-01", "2025-01-20/2025-01-26", "x"]),
    "qualifier": st.sampled_from(["exact", "approx", "at_least", "at_most", "range", "vague"]),
    "unit": st.sampled_from([None, "USD", "CNY", "x", "months", "percent", "date", "none", "a b"]),
    "scope": st.sampled_from([None, "active", "rd", "H800", "x"]),
})


#: a day of the first year, of what is summed by quarter
FIRST_DAY = {
    "quote": "$5.58 million", "measure": "chips_shipped", "subject": "nvidia", "reference": None, "speaker": None,
    "value": 10, "low": None, "high": None, "negated": False, "time": "0001-01-01", "qualifier": "exact",
    "unit": None, "scope": None,
}


@example(FIRST_DAY)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(READINGS)
def test_any_corrected_reading_is_reported_or_refused(world: World, capsys: pytest.CaptureFixture[str],
                                                      reading: dict[str, object]) -> None:
    """Figures of any size, days of any year and units of any measure end in every report, or in a sentence of error."""
    article = world.extract_text(TEXT, published="2025-01-30")[0]
    low, high = reading["low"], reading["high"]
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        with pytest.raises(BadInput, match="lies above"):
            world.check(article, claims=[reading])
        return
    audit = world.check(article, claims=[reading])
    print_audit(audit)
    shown = capsys.readouterr().out
    word = audit.claims[0].verdict.replace("_", " ")
    assert word in shown
    assert word in html(audit)
    assert word in markdown(audit)
    assert claimreview(audit).startswith("{")
    assert not {"nan", "NaN", "inf", "Infinity"} & set(shown.replace("(", " ").replace(")", " ").split())
