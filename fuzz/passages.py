"""Texts and pages: the reader, the judge and the reports."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from functools import cache

from hypothesis import strategies as st

from fuzz.target import Target, answers, as_bytes, as_text
from oncurve.api import World
from oncurve.basis.formula import read_setting
from oncurve.basis.inputs import Input
from oncurve.basis.quantity import parse_unit
from oncurve.basis.span import parse_date
from oncurve.basis.spread import Exactly
from oncurve.claims.article import read_article
from oncurve.claims.claim import MEASURES
from oncurve.claims.proposed.merging import SURE, merged
from oncurve.claims.proposed.prompt import rows_of
from oncurve.claims.proposed.proposal import proposals_of
from oncurve.claims.proposed.unanswered import Unanswered
from oncurve.claims.proposed.vetting import vetted
from oncurve.report import claimreview, html, markdown
from oncurve.store.cells import BadCell, day_of, days_in, list_of, number_of, share_of

__all__ = ["TARGETS", "passages", "world"]

#: what no page may hold as it stands
MARK = "<i id=unescaped onclick=x>"
DAY = dt.date(2025, 1, 30)
SENTENCES = (
    "DeepSeek-V3 cost $5.58 million to train, about 10 times less than Claude 3.5 Sonnet.",
    "Training took 2.788 million H800 GPU hours on 2,048 chips, at $2 an hour.",
    "China is 7-10 months behind the United States, Amodei said in January 2025.",
    "It has 671 billion parameters, of which 37 billion are active, and was trained on 14.8 trillion tokens.",
    "Costs fall about 4x per year. The H20 may not be sold to China without a licence since April 15, 2025.",
    "Nvidia lost $589 billion, or 17%, in one day. GPT-4 used 2.1e25 FLOP and scored 86.4% on MMLU.",
    "By 2027 a model will cost $10 billion. Input tokens cost $0.27 per million. The tariff is 25%.",
)
words = st.sampled_from((
    "DeepSeek-V3", "GPT-4", "Claude 3.5 Sonnet", "H800", "H100", "Nvidia", "OpenAI", "cost", "trained", "million",
    "billion", "bn", "m", "$", "€", "¥", "US$", "%", "per cent", "5.58", "2,048", "1.5.2", "10^25", "1e999", "-0", "½",
    "7-10 months", "7–10", "FLOP", "GPU hours", "H800 hours", "chips", "tokens", "parameters", "about", "at least",
    "up to", "more than", "not", "never", "x", "times", "per year", "a year", "between", "and", "to", "or", "from",
    "January 2025", "2025-02-31", "30/13/2025", "last year", "two years ago", "Q3 2024", "the 1990s", "“", "”", '"',
    "'", "‘", "(", ")", "[", "]", "<script>", "</p>", "&lt;", "&#0;", "\u202e", "\u200b", "\ufeff", "\0", "\ud800",
    "١٢٣", "億", "万", "१२", "²", "10²⁵", "①", "½%", "—", "–", "\n\n", "\r", "\t", "\x85", "\u2028", ",", ".", ";", ":",
    "/", "’s", "said", "he",
    "it", "this", "one", "two dozen", "half", "twice", "double", "#", "*", "- ", "| a |", "```", "http://a.b/c?d=1"))
sentences = st.sampled_from(SENTENCES)
short = st.one_of(st.text(max_size=300), st.lists(words, max_size=50).map(" ".join), st.lists(words,
    max_size=30).map("".join),
                  st.lists(st.one_of(sentences, words, st.text(max_size=9)), max_size=12).map(" ".join))
#: most are short; some are the same over and over
passages = st.one_of(short, short, short, st.builds(lambda text, n: (text * n)[:60_000], short, st.integers(2, 2000)))
tags = st.sampled_from((
    "<p>", "</p>", "<div class=nav>", "</div>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "<title>",
    "<table>",
    "<tr><td>", "<meta property=article:published_time content=2025-01-30>", '<meta name="date" content="x">', "<time>",
    "<time datetime=2025-13-45>", "<h1>", "</h1>", "<li>", "<br/>", "<a href='javascript:x'>", "&nbsp;", "&#x110000;",
    "&#xD800;", '{"datePublished": "2025-01-30T99:00"}', "<html>", "<!doctype html>", "<style>", "<svg><p>", "<", ">"))
marks = st.sampled_from(("---\n", "title: ", "date: 2025-02-30\n", "# ", "> ", "* ", "1. ", "```\n", "[a](b)", "![",
    "**"))


@cache
def world() -> World:
    """A world with few draws, that has answered once."""
    made = World("2025-06-01", draws=128)
    made.check_text(" ".join(SENTENCES), published="2025-01-30")
    return made


def read(data: bytes) -> None:
    """Every claim of a text is found where it says."""
    text = as_text(data)
    article, claims = world().extract_text(text, published="2025-01-30")
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(article.text)
        assert article.text[claim.start:claim.end] == claim.quote
        json.dumps(claim.to_dict(), allow_nan=False)


def judge(data: bytes) -> None:
    """Every claim of a text is judged, and reports show the text as a text."""
    audit = world().check_text(f"{MARK}{as_text(data)}", published="2025-01-30")
    plain = audit.to_dict()
    json.dumps(plain, allow_nan=False)
    for claim in plain["claims"]:
        assert plain["article"]["text"][claim["start"]:claim["end"]] == claim["quote"]
    page = html(audit)
    assert MARK not in page
    page.encode()
    assert not re.search("[\0\x0b\u202e\u200b]", page)
    assert MARK not in markdown(audit)
    json.loads(claimreview(audit))


def proposed(data: bytes) -> None:
    """Whatever a language model answers, its claims stand in the text, and those of the grammar's are still there."""
    text, reader = "\n\n".join(SENTENCES), world().reader
    own = reader.read_text(text, DAY)
    try:
        rows = rows_of(as_text(data))
    except Unanswered:
        return
    proposals, _ = proposals_of(rows, text, 0, len(text))
    claims, _ = merged(own, vetted(proposals, text, DAY, reader, "model")[0])
    numbers = {(each.start, each.value, each.low, each.high) for each in claims}
    assert {(each.start, each.value, each.low, each.high) for each in own if each.confidence >= SURE} <= numbers
    for claim in claims:
        assert text[claim.start:claim.end] == claim.quote
        json.dumps(claim.to_dict(), allow_nan=False)


def page(data: bytes) -> None:
    """A page or a text file with marks is read, whatever bytes it holds."""
    for kind in ("html", "markdown", "text", None):
        article = answers(lambda kind=kind: read_article(io.BytesIO(data), kind))
        if article is not None:
            assert article.title == " ".join(article.title.split()) or kind != "html"  # type: ignore[attr-defined]
            world().extract(article)  # type: ignore[arg-type]


PRICE = Input("rental_price", "USD per chip-hour", Exactly(2.0))


def grammar(data: bytes) -> None:
    """Units, days, intervals and cells of every kind."""
    text = as_text(data)
    for parse in (parse_unit, parse_date, lambda each: read_setting(PRICE, each)):
        answers(lambda parse=parse: parse(text))
    for cell in (number_of, share_of, day_of, days_in, list_of):
        try:
            cell(text)  # type: ignore[operator]
        except BadCell as refused:  # any other error is a crash
            assert str(refused)


numbers = st.one_of(short,
    st.from_regex(r"[-+$€]?[0-9.,]{0,12}( ?(to|-|–|±|,) ?)?[0-9.,eE+-]{0,8} ?(%|m|bn|USD|hours?)?"),
                    st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}"),
                    st.lists(st.sampled_from(("USD", "per", "chip-hour", "FLOP", "/", "^", "2", "TB", "s", "x", "e",
                    "M")),
                             max_size=9).map(" ".join))
given = st.one_of(words, sentences, st.none(), st.integers(), st.sampled_from(sorted(MEASURES)), st.lists(words),
                  st.sampled_from([sentence[a:a + n] for sentence in SENTENCES for a in range(0, 60, 9)
                                   for n in (4, 12, 40)]))
roles = st.sampled_from(("quote", "quote", "quote", "measure", "measure", "subject", "reference", "speaker", "scope",
                         "negated", "context", "value"))
said = st.one_of(st.lists(st.dictionaries(roles, given), max_size=6).map(lambda rows: json.dumps({"claims": rows})),
                 short, st.lists(st.sampled_from(("{", "}", "[", "]", '"claims":', '"quote":', '"$5.58 million"', ",",
                                                  "</think>", "```json", "NaN")), max_size=40).map("".join))
ANSWER = json.dumps({"claims": [{"quote": "$5.58 million", "measure": "training_cost", "scope": "final_run"},
                                {"quote": "7-10 months", "measure": "capability_lag", "speaker": "Amodei"}]}).encode()
TARGETS = (
    Target("reader", read, passages.map(as_bytes), tuple(map(as_bytes, SENTENCES))),
    Target("judge", judge, short.map(as_bytes), tuple(map(as_bytes, SENTENCES)), start=2.0),
    Target("proposed", proposed, said.map(as_bytes), (ANSWER,), start=2.0),
    Target("page", page, st.one_of(st.lists(st.one_of(tags, tags, sentences, words, marks),
    max_size=60).map("".join).map(as_bytes),
                                   st.builds(lambda text, n: (text * n)[:40_000], st.lists(tags,
                                   max_size=9).map("".join),
                                             st.integers(2, 3000)).map(as_bytes), st.binary(max_size=400)),
           (b"<html><body><p>" + SENTENCES[0].encode() + b"</p></body></html>",
           b"---\ntitle: A\ndate: 2025-01-30\n---\n# A\n"), passes=4),
    Target("grammar", grammar, numbers.map(as_bytes), (b"1.5 to 3", b"USD per chip-hour", b"2025-01-30", b"63.3%")),
)
