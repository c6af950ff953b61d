"""Audits by the server: made, shown, moved, corrected, shared and deleted."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.claims import article
from oncurve.claims.saying import say_day
from oncurve.web import work

TEXT = """A short article

30 January 2025

DeepSeek-V3 has 671 billion parameters. Training it took 2.788 million H800 GPU hours.

In an essay, Dario Amodei put the cost of training Claude 3.5 Sonnet at a few tens of millions of dollars.
"""


@pytest.fixture(scope="module")
def link(client) -> str:
    """The address of an audit of the text."""
    answer = client.post("/audit", data={"text": TEXT})
    assert answer.status_code == 303
    return answer.headers["location"]


def plain(text: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def test_a_saved_audit_is_what_the_command_line_prints(client, link: str, tmp_path: Path) -> None:
    """The library, the command line and the server give the same JSON for the same article."""
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "oncurve", "check", file, "--json"], capture_output=True, text=True,
                          check=True)
    ours = client.get(f"{link}.json").json()
    assert ours == json.loads(done.stdout)
    assert ours == json.loads(json.dumps(World().check_text(TEXT).to_dict()))


def test_a_text_is_audited_without_being_kept(client) -> None:
    """The API gives the JSON of the library, with settings and corrected readings too, and keeps nothing."""
    world = World(settings={"rental_price": "2"})
    asked = {"text": TEXT, "settings": {"rental_price": "2"}}
    assert client.post("/api/check", json=asked).json() == json.loads(json.dumps(world.check_text(TEXT).to_dict()))
    found = client.post("/api/extract", json={"text": TEXT}).json()
    assert [each["quote"] for each in found["claims"]] == [each.quote for each in world.extract_text(TEXT)[1]]
    claims = [each | {"value": 1e9} for each in found["claims"] if each["measure"] == "parameters"]
    judged = client.post("/api/check", json={"text": TEXT, "claims": claims}).json()["claims"]
    assert [each["verdict"] for each in judged] == ["inconsistent"]
    assert client.post("/api/check", json={"text": TEXT, "published": "yesterday"}).status_code == 422
    assert client.post("/api/check", json={"text": TEXT, "claims": [{"quote": "not there"}]}).status_code == 422


def test_every_claim_is_on_the_page(client, link: str) -> None:
    """Each claim is marked in the text and has a card with its verdict in words."""
    page, audit = client.get(link).text, client.get(f"{link}.json").json()
    assert len(audit["claims"]) >= 3
    assert page.count('<section class="card v-') == page.count('class="claim v-') == len(audit["claims"])
    for claim in audit["claims"]:
        assert claim["quote"] in plain(page).replace("\n", " ")


def test_the_link_cannot_be_guessed(client, link: str) -> None:
    """It carries at least 128 bits of chance, and another one leads nowhere."""
    name = link.rpartition("/")[2]
    assert len(name) >= 22
    assert client.get("/audit/" + name[:-1] + ("A" if name[-1] != "A" else "B")).status_code == 404


def hinged(client, link: str) -> tuple[int, dict]:
    """The number of the claim with a hinge, and its hinge."""
    claims = client.get(f"{link}.json").json()["claims"]
    return next((number, each["hinge"]) for number, each in enumerate(claims, 1) if each["hinge"])


def test_the_verdict_turns_where_the_hinge_says(client, link: str) -> None:
    """A hundredth before the stated value the verdict is the old one, a hundredth beyond it the new one."""
    number, hinge = hinged(client, link)
    step = 1.01 if hinge["flips_at"] > hinge["value"] else 1 / 1.01

    def at(value: float) -> str:
        return client.get(f"{link}/claims/{number}/moved", params={"value": value},
                          headers={"accept": "application/json"}).json()["verdict"]

    assert at(hinge["flips_at"] * step) == hinge["to"]
    assert at(hinge["flips_at"] / step) != hinge["to"]


def test_moving_without_a_number_is_answered_in_words(client, link: str) -> None:
    """What is no number, no claim or no value that the input may have is told, never a fault."""
    number, _ = hinged(client, link)
    for query, status in (("value=abc", 400), ("", 400), ("value=nan", 400), ("value=-1", 400), ("value=1e999", 400)):
        answer = client.get(f"{link}/claims/{number}/moved?{query}", headers={"accept": "application/json"})
        assert (answer.status_code, bool(answer.json()["error"]["hint"])) == (status, True), query
    assert client.get(f"{link}/claims/99/moved?value=1").status_code == 404


def test_a_correction_is_judged_by_the_path_of_check_claims(client, tmp_path: Path) -> None:
    """A corrected claim gives what `oncurve check --claims` gives for the same reading."""
    link = client.post("/audit", data={"text": TEXT}).headers["location"]
    claims = client.get(f"{link}.json").json()["claims"]
    number = next(at for at, each in enumerate(claims, 1) if each["measure"] == "parameters")
    answer = client.post(f"{link}/claims/{number}", data={"value": "600e9", "measure": "parameters"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(link)
    edited = [{**each, "confidence": 1.0, "value": 600e9} if each is claims[number - 1] else each
              for each in claims]
    kept = ("quote", "start", "end", "sentence", "measure", "qualifier", "subject", "reference", "unit", "scope",
            "speaker", "time", "value", "low", "high", "negated", "confidence")
    path, file = tmp_path / "claims.json", tmp_path / "article.txt"
    path.write_text(json.dumps({"claims": [{name: each[name] for name in kept} for each in edited]}))
    file.write_text(TEXT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "oncurve", "check", file, "--claims", path, "--json"],
                          capture_output=True, text=True, check=True)
    ours = client.get(f"{link}.json").json()
    assert ours["claims"] == json.loads(done.stdout)["claims"]
    assert ours["claims"][number - 1]["verdict"] == "inconsistent"


def test_a_stranger_corrects_a_copy(client, link: str) -> None:
    """Without the key the audit stays as it is, and the correction gets a link of its own."""
    before = client.get(f"{link}.json").text
    client.cookies.clear()
    answer = client.post(f"{link}/claims/1", data={"subject": "deepseek-v2"})
    there = answer.headers["location"].partition("?")[0]
    assert there != link
    assert client.get(f"{link}.json").text == before
    assert client.get(f"{there}.json").json()["claims"][0]["subject"] == "deepseek-v2"


@pytest.mark.parametrize(("fields", "status"), [({"measure": "nonsense"}, 422), ({"value": "many"}, 422),
                                                ({"low": "9", "high": "3", "qualifier": "range", "value": ""}, 422)])
def test_a_correction_that_means_nothing_is_refused(client, link: str, fields: dict, status: int) -> None:
    """An unknown measure, a value that is no number and a range upside down are told in words."""
    answer = client.post(f"{link}/claims/1", data=fields, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_only_the_key_deletes(client) -> None:
    """A wrong key deletes nothing; the right one deletes for good."""
    answer = client.post("/audit", data={"text": TEXT})
    link, key = answer.headers["location"], answer.cookies["oncurve_key"]
    client.cookies.clear()
    assert client.post(f"{link}/delete").status_code == 403
    assert client.post(f"{link}/delete", data={"key": key[:-1] + ("A" if key[-1] != "A" else "B")}).status_code == 403
    assert client.get(link).status_code == 200
    assert client.post(f"{link}/delete", data={"key": key}).status_code == 200
    for address in (link, f"{link}.json", f"{link}.md"):
        assert client.get(address).status_code == 404


def test_a_form_from_another_site_is_refused(client, link: str) -> None:
    """A page elsewhere cannot make, correct or delete an audit in a reader's name."""
    elsewhere = {"sec-fetch-site": "cross-site"}
    for address in ("/audit", f"{link}/claims/1", f"{link}/delete"):
        assert client.post(address, data={"text": TEXT, "key": "x"}, headers=elsewhere).status_code == 403


def test_progress_is_told_as_it_happens(client) -> None:
    """Who asks for lines of JSON gets the steps, and the link at the end."""
    with client.stream("POST", "/audit", data={"text": TEXT}, headers={"accept": "application/x-ndjson"}) as answer:
        steps = [json.loads(line) for line in answer.iter_lines()]
    assert [step["stage"] for step in steps] == ["reading", "judging", "keeping", "done"]
    link = steps[-1]["link"]
    assert steps[1]["claims"] == len(client.get(link.partition("?")[0] + ".json").json()["claims"])
    answer = client.get(link)
    assert answer.status_code == 303
    assert "key" not in answer.headers["location"]
    assert "oncurve_key=" in answer.headers["set-cookie"]


def test_an_undated_audit_stays_what_it_was(client) -> None:
    """Later forms of an article that names no day say so and give the day, as its JSON does."""
    link = client.post("/audit", data={"text": "DeepSeek-V3 has 671 billion parameters."}).headers["location"]
    plain, page = client.get(f"{link}.json").json(), client.get(link).text
    work._audits.clear()  # as another process, which has not made it
    later = client.get(f"{link}.md").text
    for form in (plain["warnings"][0], page, later):
        assert f"names no day; it is judged as of {say_day(dt.date.fromisoformat(plain['as_of']).toordinal())}" in form
    saved = client.app.app.app.app.app.state.service.audits.find(link.rpartition("/")[2])
    assert json.loads(work.judged(saved.asked)["answer"]) == plain
    assert (saved.asked["published"], saved.asked["as_of"]) == (None, plain["as_of"])


@pytest.mark.parametrize("told", ["application/x-ndjson", "text/html"])
def test_a_file_is_read_once(client, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    """A file is taken apart once for an audit, whether its steps are told or not."""
    read, names = article.read_article, []
    monkeypatch.setattr(article, "read_article", lambda *given, **more: names.append(given) or read(*given, **more))
    client.post("/audit", files={"file": ("a.txt", TEXT.encode(), "text/plain")}, headers={"accept": told})
    assert len(names) == 1


@pytest.mark.parametrize(("form", "start"), [("md", "# A short article"), ("html", "<!doctype html>"), ("bib", "@"),
                                             ("claimreview.json", "{"), ("csv", "number,quote")])
def test_other_forms_of_an_audit(client, link: str, form: str, start: str) -> None:
    """An audit is to be had in every form of a report."""
    answer = client.get(f"{link}.{form}")
    assert answer.status_code == 200
    assert answer.text.startswith(start) or (form == "claimreview.json" and answer.text.startswith("["))


def test_an_empty_article_is_answered_on_the_first_page(client) -> None:
    """The form comes back, with what is wrong and what to do."""
    answer = client.post("/audit", data={"text": "  ", "published": "2025-01-30", "keep": "7"})
    assert answer.status_code == 400
    assert '<option value="7" selected>' in answer.text
    assert 'value="2025-01-30"' in answer.text
    assert "There is no text to check" in answer.text
    assert 'role="alert"' in answer.text
