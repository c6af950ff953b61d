"""The page of an audit: what stands on it, where its links lead, how large it is."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from oncurve.api import World
from oncurve.claims.audit import Audit
from oncurve.report.audit_html import html
from oncurve.report.card import cards

MOST_BYTES = 300_000
#: the page's own marks of each verdict
MARKED = re.compile(r'<a class="claim v-(\w+)" id="text-(\d+)" href="#claim-\2"><mark>(.*?)</mark><span class="tag">'
                    r'.*?#i-\1.*?&nbsp;\2&nbsp;([\w ]+)</span></a>')


@pytest.fixture(scope="module")
def page(sample: Audit) -> str:
    """The page of the sample article."""
    return html(sample)


def test_each_claim_is_marked_by_shape_word_and_colour(page: str, sample: Audit) -> None:
    """In the text every quote carries its verdict's colour, its shape and its word, and leads to what it rests on."""
    marked = MARKED.findall(page)
    assert [(verdict, word.replace(" ", "_")) for verdict, _, _, word in marked] == [
        (each.verdict, each.verdict) for each in sample.claims]


def test_the_policy_allows_the_page_its_own_style_and_nothing_else(page: str) -> None:
    """The content policy names the hash of the one style there is, computed here by the rule of CSP."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules == {"default-src": "'none'", "style-src": f"'sha256-{digest}'", "base-uri": "'none'",
                     "form-action": "'none'"}


def test_the_list_of_works_is_that_of_the_audit(page: str, sample: Audit) -> None:
    """The page lists exactly the works that the audit stands on, each with its address, in one order."""
    listed = re.findall(r'<li id="source-(\d+)">(.*?)</li>', page, re.DOTALL)
    assert [int(number) for number, _ in listed] == list(range(1, len(sample.sources) + 1))
    for (_, item), source in zip(listed, sample.sources, strict=True):
        assert source.url.replace("&", "&amp;") in item


def test_every_reference_to_a_work_resolves(page: str, sample: Audit) -> None:
    """A number in brackets leads to a work in the list."""
    references = {int(number) for number in re.findall(r'href="#source-(\d+)"', page)}
    assert references
    assert references <= set(range(1, len(sample.sources) + 1))


def test_every_claim_shows_what_it_rests_on(page: str, sample: Audit) -> None:
    """Beside each claim stand the words of its reason, its findings' codes and each party of its dispute."""
    for card in cards(sample):
        part = page.partition(f'id="{card.anchor}"')[2].partition("</section>")[0]
        assert part.count('class="code"') == len(card.findings)
        assert part.count('<span class="day">') == sum(bool(each.on) for each in card.sides)
        assert len(re.findall(r'<li>.*?href="#source-', part.partition('"card-works"')[2])) == len(card.sources)


def test_a_strip_stands_where_there_is_distance_to_see(page: str, sample: Audit) -> None:
    """A claim that does not equal its estimate has a picture with a title and a description."""
    apart = [card for card in cards(sample) if card.audited.verdict in ("inconsistent", "depends", "scope_dependent")]
    assert apart
    for card in apart:
        part = page.partition(f'id="{card.anchor}"')[2].partition("</section>")[0]
        assert re.search(r'<svg class="strip".*?role="img".*?<title id="\w+">.+?</title><desc id="\w+">.+?<', part)


def test_the_page_is_small(page: str, sample: Audit) -> None:
    """A page with some twenty claims stays under 300 KB."""
    assert len(sample.claims) >= 15
    assert len(page.encode()) <= MOST_BYTES


def test_twenty_disputed_claims_still_fit(world: World) -> None:
    """Twenty claims that each show many readings, both sides and all their inputs stay under 300 KB."""
    names = [model.label for model in world.catalogue.models.values()][:40]
    told = [f"Training {name} cost ${70 + place} million, research left out." for place, name in enumerate(names)]
    audit = world.check_text("\n\n".join(told), published="2025-01-30")
    audit = replace(audit, claims=tuple(sorted(audit.claims, key=lambda each: -len(each.then.readings))[:20]))
    assert len(audit.claims) == 20
    assert sum(len(each.then.readings) for each in audit.claims) >= 200
    assert len(html(audit).encode()) <= MOST_BYTES


def test_an_article_without_claims_gets_an_honest_page(world: World) -> None:
    """Where nothing could be checked the page says so, and lists no work."""
    page = html(world.check_text("The ferries ran on time, and the weather was mild.", published="2025-01-30"))
    assert "No claim that could be checked was found." in page
    assert 'id="sources"' not in page


def test_an_article_in_another_language_is_told(world: World) -> None:
    """A German article is named as one, and its page says that claims are read from English only."""
    text = ("Das Modell wurde nach Angaben der Firma für weniger als sechs Millionen Dollar trainiert, und das ist "
            "nicht viel für ein Modell dieser Größe, wie es auch die anderen Firmen in den USA und in China bauen.")
    assert "German" in html(world.check_text(text, published="2025-01-30"))


def test_claims_that_overlap_are_each_marked_once(world: World) -> None:
    """Every claim has one place in the text and one card, also where quotes lie within each other."""
    audit = world.check_text("DeepSeek-V3 has 671 billion parameters, of which 37 billion are active. R1 is 27 times "
                             "cheaper than o1 and 90% cheaper than GPT-4, at $2.19 per million output tokens.",
                             published="2025-01-30")
    page = html(audit)
    for number in range(1, len(audit.claims) + 1):
        assert page.count(f'id="text-{number}"') == page.count(f'id="claim-{number}"') == 1
