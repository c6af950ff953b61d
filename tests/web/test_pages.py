"""Every page, and its twins in JSON, CSV and Vega-Lite."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

from oncurve.cli.run import run
from oncurve.report.pages.documents import documents
from oncurve.report.pages.figures import FIGURES
from oncurve.web.pages import PAGES, page_of
from oncurve.web.questions import ROUTES
from oncurve.web.work import world_of

#: a thing for every page that is about one
ONE = {"models": "deepseek-v3", "chips": "h20", "organisations": "openai", "sources": "deepseek-v3-report",
       "events": "amodei-deepseek-essay", "disputes": "gpt-4-cost", "codes": "OC301", "figures": "deepseek-v3-cost",
       "methods": "lag", "docs": "serving", "rules": "US-ACS-2023-11", "trend": "training-compute",
       "cost": "deepseek-v3", "compute": "deepseek-v3", "spend": "openai", "export": "h20", "stocks": "CN"}
DOCS = Path(__file__).parents[2] / "docs"
ADDRESSES = [re.sub(r"{name(:path)?}", ONE.get(route.path.split("/")[1], ""), route.path) for route in ROUTES] + \
    ["/trend/training-compute", "/trend/inference-price"]
#: pages that take seconds to work out
HEAVY = {"/scenario", "/layouts", "/trend/training-cost"}
SAME = [
    ("/models/deepseek-v3.json", ["models", "deepseek-v3"]), ("/chips.json", ["chips"]),
    ("/sources/deepseek-v3-report.json", ["sources", "deepseek-v3-report"]),
    ("/cost/deepseek-v3.json?scope=final_run", ["cost", "deepseek-v3", "--scope", "final_run"]),
    ("/compute/llama-3-1-405b.json", ["compute", "llama-3-1-405b"]), ("/spend/openai.json", ["spend", "openai"]),
    ("/lag.json?subject=CN&behind=US", ["lag", "CN", "--behind", "US"]),
    ("/trend/training-compute.json", ["trend", "training-compute"]),
    ("/ontrend.json?model=deepseek-v3&against=gpt-4,claude-3-5-sonnet",
     ["ontrend", "deepseek-v3", "--against", "gpt-4,claude-3-5-sonnet"]),
    ("/capability.json?model=deepseek-v3", ["capability", "--model", "deepseek-v3"]),
    ("/simulate.json?model=deepseek-v3&chip=h800&chips=2048&layout=tp=1,pp=16",
     ["simulate", "--model", "deepseek-v3", "--chip", "h800", "--chips", "2048", "--layout", "tp=1,pp=16"]),
    ("/export/h20.json?to=CN&on=2025-05-01", ["export", "h20", "--to", "CN", "--on", "2025-05-01"]),
    ("/export/h20/history.json?to=CN", ["export", "h20", "--to", "CN", "--history"]),
    ("/rules/US-ACS-2023-11.json", ["law", "US-ACS-2023-11"]), ("/rules.json", ["law"]),
    ("/stocks/CN.json?on=2025-12-31", ["stocks", "CN", "--on", "2025-12-31"]),
    ("/able.json?budget=1e9&on=2026-01-01", ["able", "--budget", "1e9", "--on", "2026-01-01"]),
    pytest.param("/scenario.json?name=status-quo&until=2027-12-31",
                 ["scenario", "status-quo", "--until", "2027-12-31"], marks=pytest.mark.slow),
    ("/backtest.json?what=supply", ["backtest", "supply"]), ("/backtest.json?what=lag", ["backtest", "lag"]),
    ("/codes/OC301.json", ["rule", "OC301"]),
    ("/cost/deepseek-v3.json?as_of=2025-01-30", ["cost", "deepseek-v3", "--as-of", "2025-01-30"]),
]


@pytest.mark.parametrize("address", [pytest.param(each, marks=pytest.mark.slow) if each in HEAVY else each
                                     for each in sorted(set(ADDRESSES))])
def test_a_page_has_its_twins(client, address: str) -> None:
    """The page comes, and every .json, .csv and .vl.json that it links comes too, each of its kind."""
    page = client.get(address)
    assert page.status_code == 200, page.text[-400:]
    assert page.text.count("<h1") == 1
    twins = set(re.findall(r'href="([^"]+\.(?:vl\.json|json|csv)(?:\?[^"]*)?)"', page.text))
    twins |= set(re.findall(r'data-spec="([^"]+)"', page.text))
    assert any(re.search(r"(?<!\.vl)\.json", twin) for twin in twins)
    for twin in twins:
        answer = client.get(twin.replace("&amp;", "&"))
        assert answer.status_code == 200, twin
        if ".vl.json" in twin:
            assert answer.json()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
            assert answer.json()["data"]["values"]
        elif ".csv" in twin:
            rows = list(csv.reader(io.StringIO(answer.text)))
            assert len({len(row) for row in rows}) == 1
            assert len(rows) > 1
        else:
            assert isinstance(answer.json(), dict)


@pytest.mark.parametrize(("address", "command"), SAME)
def test_a_twin_is_what_the_command_line_prints(client, capsys: pytest.CaptureFixture[str], address: str,
                                                command: list[str]) -> None:
    """The server and the command line give the same JSON for the same question."""
    assert run([*command, "--json"]) == 0
    assert client.get(address).json() == json.loads(capsys.readouterr().out)


def test_every_page_is_reached(client) -> None:
    """Every page that is made has a route, and the list of pages leads to one of every group."""
    assert {route.page for route in ROUTES} | {"trend"} == set(PAGES)
    listed = {address.partition("?")[0] for address in re.findall(r'<li><a href="([^"]+)">', client.get("/pages").text)}
    ways = [re.compile(route.path.replace("{name}", "[^/]+")) for route in ROUTES] + [re.compile("/trend/[a-z-]+")]
    listed -= {"/", "/pages"}
    assert all(any(way.fullmatch(address) for way in ways) for address in listed)
    assert len(listed) > len({route.group for route in ROUTES})


def test_links_between_pages_lead_somewhere(client) -> None:
    """What pages of one model, chip, maker, dispute and rule link is there."""
    seen: set[str] = set()
    for address in ("/models/deepseek-v3", "/chips/h20", "/organisations/openai", "/disputes/deepseek-v3-cost",
                    "/rules/US-ACS-2023-11", "/export", "/methods", "/figures", "/accuracy", "/events"):
        links = re.findall(r'href="(/[^"#]*)', client.get(address).text)
        seen |= {link.replace("&amp;", "&") for link in links if not link.startswith("/assets")}
    missing = [link for link in sorted(seen)[:160] if client.get(link).status_code != 200]
    assert missing == []


def test_figures_are_read_and_judged(client) -> None:
    """Each figure that everybody quotes is a claim with a basis, and opens as a page."""
    for name in FIGURES:
        claims = client.get(f"/figures/{name}.json").json()["claims"]
        assert claims, name
        assert claims[0]["verdict"] != "not_checkable", name


@pytest.mark.parametrize(("address", "words"), [
    ("/models/deepseek-v33", "deepseek-v3"), ("/chips/h8000", "h800"), ("/trend/nonsense", "training-compute"),
    ("/methods/nonsense", "No document"), ("/codes/OC999", "OC999"), ("/lag?subject=Atlantis&behind=US", "Atlantis"),
    ("/export?chip=h20&to=Atlantis", "Atlantis"), ("/models.csv?table=9", "table"), ("/lag.vl.json?chart=1", "picture"),
    ("/simulate?model=deepseek-v3&layout=nonsense", "nonsense"), ("/cost/deepseek-v3?scope=nonsense", "nonsense"),
    ("/scenario?name=/etc/passwd", "status-quo"), ("/scenario?compare=../../x.toml", "status-quo"),
    ("/models?as_of=yesterday", "as_of"), ("/models?as_of=2025-13-40", "2025-13-40"),
    ("/design?at_most=nonsense", "nonsense")])
def test_what_is_not_there_is_told(client, address: str, words: str) -> None:
    """A name, measure, day or table that is not known is answered with what is near it, never with a fault."""
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code in (400, 404, 422)
    assert words in json.dumps(answer.json())
    page = client.get(address, headers={"accept": "text/html"})
    assert page.status_code == answer.status_code
    if not re.search(r"\.(json|csv)\b", address):
        assert "<h1>" in page.text


def test_a_list_is_searched(client) -> None:
    """A search shows what has every word in its names."""
    rows = client.get("/models.json?q=deepseek").json()["models"]
    assert rows
    assert all("deepseek" in json.dumps(row).lower() for row in rows)
    assert client.get("/models.json?q=zzzz").json() == {"models": []}


def test_every_document_is_a_page(client) -> None:
    """Every document that is written is read on a page, all are listed, and each link within leads somewhere."""
    listed = {each["address"] for each in client.get("/docs.json").json()["documents"]}
    assert {path.relative_to(DOCS).as_posix()[:-3] for path in DOCS.rglob("*.md")} == set(documents())
    pages = {address: client.get(address) for address in ("/docs", *listed)}
    for address, page in pages.items():
        assert page.status_code == 200, address
        for target in re.findall(r'(?:href|src)="(/(?!assets)[^"]*)"', page.text.partition("<main")[2]):
            path, _, anchor = html.unescape(target).partition("#")
            found = pages[path] if path in pages else client.get(path)
            assert found.status_code == 200, (address, target)
            assert not anchor or f'id="{anchor}"' in found.text, (address, target)
    assert listed <= set(re.findall(r'href="([^"]+)"', pages["/docs"].text))
    assert "<table>" in pages["/accuracy"].text
    assert client.get("/docs/file/report.png").content.startswith(b"\x89PNG")


class Form(HTMLParser):
    """What the form above an answer sends, as a browser reads it.

    Args:
        page: the page.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.sent, self._select = "", [], ""
        self.feed("".join(page.partition('<form class="query"')[1:]).partition("</form>")[0])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take in a field."""
        told = dict(attributes)
        if tag == "form":
            self.action = told["action"] or ""
        elif tag == "input":
            self.sent.append((told["name"], told.get("value") or ""))
        elif tag == "select":
            self._select = told["name"] or ""
            self.sent.append((self._select, None))
        elif tag == "option" and (self.sent[-1] == (self._select, None) or "selected" in told):
            self.sent[-1] = (self._select, told["value"] or "")

    def address(self, **changed: str) -> str:
        """Where it leads, with some fields filled in otherwise; only fields that are there can be."""
        assert set(changed) <= {name for name, _ in self.sent}
        return f"{self.action}.json?" + urlencode([(name, changed.get(name, value)) for name, value in self.sent])


@pytest.mark.parametrize("address", [
    "/export?chip=h20&to=CN&use=consumer&on=2023-12-01", "/export/h20?to=KP&as_of=2025-06-01",
    "/export/h20?to=AE&hq=CN", "/export/h20/history?to=KP", "/export/h20/history?to=SG&hq=CN&as_of=2024-06-01",
    "/design?to=KP", "/design?to=CN&maker=nvidia&as_of=2024-06-01", "/rules?on=2024-01-01&to=CN",
    "/lag?subject=CN&behind=US&measure=day_average", "/able?budget=1e9&on=2026-01-01&count=9&as_of=2026-01-01",
    "/stocks/CN?as_of=2025-12-31",
    "/simulate?model=deepseek-v3&chip=h800&chips=2048&precision=bf16&set.simulator_unfused=0.3"])
def test_a_form_keeps_the_question(client, address: str) -> None:
    """Sent as it stands, the form above an answer asks the same again, with what it does not show."""
    path, _, query = address.partition("?")
    asked = client.get(f"{path}.json?{query}")
    assert asked.status_code == 200, asked.text
    assert client.get(Form(client.get(address).text).address()).json() == asked.json()


def test_the_form_of_a_chip_asks_of_another(client) -> None:
    """On the page of one chip's status another chip can be written, for the same destination and day."""
    query = "to=AE&hq=CN&on=2024-01-01"
    other = client.get(Form(client.get(f"/export/h20?{query}").text).address(chip="h100"))
    assert other.json() == client.get(f"/export/h100.json?{query}").json()


def test_a_kept_page_costs_nothing(client) -> None:
    """The second answer is the first, byte by byte, with the same mark."""
    first, second = client.get("/models"), client.get("/models")
    assert first.headers["etag"] == second.headers["etag"]
    assert first.content == second.content


@pytest.mark.parametrize("address", sorted(set(ADDRESSES) - HEAVY))
def test_nothing_shows_how_it_is_kept(client, address: str) -> None:
    """Neither a page nor its JSON shows the name of a type, a key with dots or a number as a program writes it."""
    plain, page = client.get(f"{address}.json").text, client.get(address).text.partition("<main")[2]
    words = re.sub(r"<(pre|code|title|desc)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    assert re.findall(r"datetime\.date|\b[A-Z][a-z]+\([a-z_]+=", plain + words) == []
    if not address.startswith(("/docs", "/methods", "/accuracy", "/glossary", "/verdicts")):
        assert re.findall(r"\b[a-z0-9-]+\.[a-z]+_[a-z_]+\b|\d\.\d+e[+-]\d+|\bNone\b(?! is)", words) == []


@pytest.mark.parametrize("shelf", ["organisations", "chips", "events", "sources", "models"])
def test_everything_in_the_catalogue_has_a_page(shelf: str) -> None:
    """Each thing has a page, however little is known of it, and the things that it links have one too."""
    catalogue = world_of({}).catalogue
    names = list(getattr(catalogue, shelf))
    for name in names[::7] if shelf in ("models", "sources") else names:
        made = page_of(PAGES[f"{shelf}/one"], {"name": name, "path": f"/{shelf}/{name}"})
        linked = re.findall(r'href="/(organisations|chips|events|sources|models)/([^"/?.#]+)"', made["page"])
        for there, other in linked:
            assert other in getattr(catalogue, there), (name, there, other)


def test_a_name_nearly_right_leads_to_the_right_one(client) -> None:
    """The page of an unknown name links the nearest that are known, and the list of all."""
    page = client.get("/models/deepseek-v33", headers={"accept": "text/html"}).text
    assert 'href="/models/deepseek-v3"' in page
    assert 'href="/models"' in page.partition("<main")[2]


def test_a_question_is_offered_only_where_it_has_an_answer(client) -> None:
    """A model's page leads to its lag and its simulation where they can be worked out, and nowhere else."""
    for name in ("deepseek-v3", "o3-mini", "tinyllama-1-1b"):
        page = client.get(f"/models/{name}").text.partition("<main")[2]
        for address in (f"/lag?subject={name}&behind=US", f"/simulate?model={name}", f"/cost/{name}"):
            assert (html.escape(address) in page) == (client.get(address).status_code == 200), address
