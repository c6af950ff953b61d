"""What holds for every answer of the server: policy, limits, marks, compression, health, logs."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from oncurve.basis.errors import BadUsage
from oncurve.store import audits as kept
from oncurve.web.front import POLICY
from oncurve.web.limits import Rates, client_of
from oncurve.web.samples import SAMPLE
from oncurve.web.settings import settings_from
from oncurve.web.shell import ASSETS, assets

ROOT = Path(__file__).parents[2]


def test_nothing_inline_may_run(client) -> None:
    """The policy allows our own files alone, and no page holds a script, style or handler of its own."""
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert " onclick=" not in answer.text
    assert "<script>" not in answer.text


def test_every_asset_is_our_own(client) -> None:
    """A page names no address of another server, and each asset is served under the hash of what it holds."""
    page = client.get("/").text
    assert "//" not in page.replace("https://…", "")
    for name in ASSETS:
        answer = client.get(assets()[name].path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_a_page_is_marked_and_packed(client) -> None:
    """An unchanged page is answered with 304; a packed one holds the same."""
    plain = client.get("/", headers={"accept-encoding": "identity"})
    again = client.get("/", headers={"accept-encoding": "identity", "if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.headers["etag"] != plain.headers["etag"]


def test_head_is_get_without_a_body(client) -> None:
    """HEAD gives the headers of GET."""
    get, head = client.get("/"), client.head("/")
    assert head.content == b""
    assert head.headers["etag"] == get.headers["etag"]


def test_head_is_counted_by_its_page(client) -> None:
    """A HEAD is logged under the pattern of its page, as a GET is."""
    client.head("/codes/OC301")
    assert 'oncurve_requests_total{method="HEAD",route="/codes/{name}",status="200"} 1' in client.get("/metrics").text


def test_a_name_is_no_query(client) -> None:
    """A question mark within a name is no query: the answer kept for the one is not given for the other."""
    assert client.get("/models/deepseek-v3?as_of=2025-01-30").status_code == 200
    assert client.get("/models/deepseek-v3%3Fas_of=2025-01-30").status_code == 404


def test_health_and_metrics(client) -> None:
    """Health asks the database; metrics count by pattern, so that no link stands in them."""
    link = client.post("/audit", data={"text": "DeepSeek-V3 has 671 billion parameters."}).headers["location"]
    client.get(link)
    assert client.get("/health").json()["status"] == "ok"
    text = client.get("/metrics").text
    assert 'oncurve_requests_total{method="GET",route="/audit/{ident}",status="200"}' in text
    assert link.rpartition("/")[2] not in text


def test_a_database_that_is_gone_shows_in_health(server) -> None:
    """Where the database does not answer, health is 503 and pages that need none still come."""
    broken = server(database="sqlite:////proc/none/audits.db")
    assert broken.get("/health").status_code == 503
    assert broken.get("/").status_code == 200
    assert broken.post("/audit", data={"text": "x"}, headers={"accept": "application/json"}).status_code == 503


def test_no_text_gets_into_the_log(client, caplog: pytest.LogCaptureFixture) -> None:
    """Every request is a line of JSON, which holds neither the article nor the link."""
    with caplog.at_level(logging.INFO, "oncurve.web"):
        answer = client.post("/audit", data={"text": "Zanzibar says DeepSeek-V3 has 671 billion parameters."})
        client.get("/nowhere/Zanzibar?q=Zanzibar")
    lines = [json.loads(record.message) for record in caplog.records if record.name == "oncurve.web"]
    assert {"request", "method", "route", "status", "ms"} <= set(lines[0])
    assert "Zanzibar" not in caplog.text
    assert answer.headers["location"].rpartition("/")[2] not in caplog.text


def test_a_body_that_is_too_large_is_refused(server) -> None:
    """Whether it says its size or not."""
    small = server(most_bytes=2_000)
    assert small.post("/audit", data={"text": "x" * 5_000}).status_code == 413

    def pieces():
        for _ in range(10):
            yield b"x" * 1_000

    answer = small.post("/audit", content=pieces(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413
    assert "2,000 bytes" in answer.json()["error"]["message"]


def test_an_article_that_is_too_long_is_refused(server) -> None:
    """The answer says how long it may be."""
    answer = server(most_characters=100).post("/audit", data={"text": "word " * 50},
                                              headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "100" in answer.json()["error"]["message"]


def test_a_client_that_asks_too_much_waits(server) -> None:
    """The answer is 429, and says how long to wait; another page of the same server still has its health."""
    busy = server(rate=5, audits=2)
    statuses = [busy.get(f"/nothing/{number}").status_code for number in range(7)]
    assert statuses[:5] == [404] * 5
    assert statuses[5:] == [429] * 2
    answer = busy.get("/nothing/8")
    assert int(answer.headers["retry-after"]) >= 1
    assert busy.get("/health").status_code == 200


@pytest.mark.parametrize("address", ["/audit", "/api/check", "/api/extract", "/audit/none/claims/1"])
def test_a_client_with_too_many_audits_waits(server, address: str) -> None:
    """Whatever counts as an audit is answered with 429 and how long to wait, once there were too many."""
    busy = server(audits=1)
    busy.post("/audit", data={"text": "DeepSeek-V3 has 671 billion parameters."})
    answer = busy.post(address, json={"text": "x"}) if address.startswith("/api/") else \
        busy.post(address, data={"text": "x"}, headers={"accept": "application/json"})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["retry-after"] in answer.json()["error"]["hint"]


@pytest.mark.parametrize("workers", [0, 1])
def test_an_answer_that_takes_too_long_is_given_up(server, workers: int) -> None:
    """Its process is stopped, the answer says what to do, and the server goes on."""
    hasty = server(seconds=0.002, workers=workers)
    for address in ("/layouts.json?chips=1536", "/layouts.json?chips=3072"):  # asked by no other test
        answer = hasty.get(address)
        assert answer.status_code == 503
        assert answer.json()["error"]["hint"]
        assert int(answer.headers["retry-after"]) >= 1
    assert hasty.get("/health").status_code == 200


def test_ctrl_c_ends_the_server_quietly(tmp_path: Path, free_port: Callable[[], int],
                                        wait_for: Callable[[int], None]) -> None:
    """Stopped from the terminal while it works, it ends without a word, and leaves no process behind."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "oncurve", "serve", "--port", str(port), "--workers", "1"],
                               env={**os.environ, "ONCURVE_DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}"}, text=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    wait_for(port)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_bucket_fills_by_the_minute() -> None:
    """Of 60 a minute, one more may be asked each second."""
    rates = Rates(60)
    assert [rates.wait("a", now=0) for _ in range(61)] == [0] * 60 + [1]
    assert rates.wait("a", now=1.1) == 0
    assert rates.wait("a", now=1.2) > 0
    assert rates.wait("b", now=1.2) == 0


def test_a_rate_of_none_is_no_limit() -> None:
    """A rate of 0 lets everybody ask."""
    assert {Rates(0).wait("a", now=0) for _ in range(3)} == {0}


def test_the_word_of_a_proxy_is_taken_only_where_there_is_one() -> None:
    """A client cannot take another's place by a header; behind one proxy its own address is the last that is named."""
    scope = {"client": ("10.0.0.1", 1), "headers": [(b"x-forwarded-for", b"6.6.6.6, 9.9.9.9")]}
    assert client_of(scope, 0) == "10.0.0.1"
    assert client_of(scope, 1) == "9.9.9.9"
    assert client_of({"client": ("2001:db8::1:2", 1), "headers": []}, 0) == "2001:db8::/64"


def test_errors_come_as_the_client_reads_them(client) -> None:
    """A reader gets a page, a program the error of the contract."""
    page = client.get("/nowhere", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "There is no such page" in page.text
    plain = client.get("/nowhere", headers={"accept": "application/json"}).json()
    assert set(plain["error"]) == {"kind", "message", "hint"}
    assert client.put("/").status_code == 405


def test_a_page_is_not_fetched_unless_allowed(client) -> None:
    """An address is refused where the server was not told to fetch."""
    answer = client.post("/audit", data={"address": "https://example.org/"}, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "fetches no page" in answer.json()["error"]["message"]


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "http://localhost/x", "http://[::1]/x", "http://10.0.0.5/",
                                     "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "file:///etc/passwd",
                                     "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://user@example.org/"])
def test_a_private_address_is_never_fetched(server, address: str) -> None:
    """Even where the server may fetch, an address that is not of the public web is refused."""
    answer = server(fetch=True).post("/audit", data={"address": address}, headers={"accept": "application/json"})
    assert answer.status_code in (400, 422)
    assert "root:" not in answer.text


def test_a_file_is_read_like_a_text(client) -> None:
    """A page that is sent as a file gives the claims of its text."""
    page = b"<html><head><title>T</title></head><body><p>DeepSeek-V3 has 671 billion parameters.</p></body></html>"
    answer = client.post("/audit", files={"file": ("a.html", page, "text/html")})
    assert [each["measure"] for each in client.get(answer.headers["location"] + ".json").json()["claims"]] == \
        ["parameters"]


def test_the_sample_is_that_of_the_documents() -> None:
    """The article that the first page offers is the one in docs/sample."""
    assert (ROOT / "docs" / "sample" / "article.txt").read_text(encoding="utf-8") == SAMPLE


def test_an_audit_past_its_day_is_gone(client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that was kept for a day is gone after it, in every form, and is wiped at the next clean-up."""
    link = client.post("/audit", data={"text": "DeepSeek-V3 has 671 billion parameters.", "keep": "1"})\
        .headers["location"]
    addresses = (link, f"{link}.json", f"{link}.md")
    now = dt.datetime.now(dt.UTC)
    for hours, status in ((23, 200), (25, 404)):
        monkeypatch.setattr(kept, "_now", lambda: now + dt.timedelta(hours=hours))  # noqa: B023 - asked at once
        assert [client.get(address).status_code for address in addresses] == [status] * 3
    monkeypatch.undo()
    assert client.get(link).status_code == 200
    monkeypatch.setattr(kept, "_now", lambda: now + dt.timedelta(hours=25))
    assert client.app.app.app.app.app.state.service.audits.clean() == 1
    monkeypatch.undo()
    assert client.get(link).status_code == 404


def test_no_link_is_kept_for_less_than_a_day(client) -> None:
    """A number of days that is none is told."""
    assert client.post("/audit", data={"text": "x", "keep": "-1"}).status_code == 422


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "many"])
def test_a_limit_that_is_no_number_stops_the_start(text: str) -> None:
    """A limit that would limit nothing is refused, with the name of its variable."""
    with pytest.raises(BadUsage, match="ONCURVE_SECONDS is"):
        settings_from({"ONCURVE_SECONDS": text})
