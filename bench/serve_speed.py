"""The server under load, by `hey` (apt-get install hey) on loopback, beside a FastAPI page with a fixed body.

    python bench/serve_speed.py              # a minute
    python bench/serve_speed.py --long       # with 100,000 requests, to see whether memory stays flat

Told are: the time from starting until the first page, that of the processor as a multiple of importing numpy; the
50th and 99th percentile of mixed pages at 200 requests a second; the most pages a second, as a share of the bare page's
in the same run; audits a second of 600-word articles, all different; the 95th percentile of slider answers; memory
before and after. Pages are asked once before they are timed, as the server keeps what it has made.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from table import Asked, Row, cold, options, read, shown, skipped

PAGES = ["/", "/models", "/models/deepseek-v3", "/chips/h20", "/curve", "/lag", "/export", "/cost/deepseek-v3.json"]
RATE, SECONDS = 200, 10
SAMPLE = (Path(__file__).parents[1] / "docs" / "sample" / "article.txt").read_text(encoding="utf-8")
BARE = """
import sys, uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
app = FastAPI()
@app.get("/")
async def page():
    return HTMLResponse("x" * 6000)
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
"""


def rows(asked: Asked) -> Iterator[Row]:
    """What a server does for its readers."""
    yield from figures(0 if asked.quick else 20_000)


def figures(more: int) -> Iterator[Row]:
    """The figures, with so many requests more at the end."""
    hey = shutil.which("hey")
    if hey is None:
        yield skipped("serve", "pages, audits and slider", "hey is not here (apt-get install hey)")
        return
    numpy = statistics.median(cold(("-c", "import numpy"), 5))
    with running([sys.executable, "-m", "oncurve", "serve", "--workers", "2", "--port"]) as (ours, process, first):
        spent = processor(process.pid)
        yield Row("serve", f"first page after starting ({1000 * first:.0f} ms by the clock)", 1000 * spent,
                  "ms of the processor", "importing numpy", spent / numpy, "<= 10")
        for page in PAGES:
            httpx.get(ours + page, timeout=60).raise_for_status()
        before = memory(process.pid)
        times = mixed(hey, ours)
        yield Row("serve", f"99th percentile of mixed pages at {len(times) / SECONDS:.0f} a second",
                  statistics.quantiles(times, n=100)[98], "ms", limit="<= 100", runs=len(times))
        with running([sys.executable, "-c", BARE]) as (bare, _, _):
            theirs = most(hey, bare + "/")
        rate = statistics.mean(most(hey, ours + page) for page in PAGES[:4])
        yield Row("serve", "most pages a second", rate, "a second", "a FastAPI page with a fixed body", rate / theirs,
            ">= 0.25")
        yield Row("serve", "audits of 600 words", audits(ours), "a second", limit=">= 10", runs=30)
        yield Row("serve", "95th percentile of slider answers", slider(ours), "ms", limit="<= 200", runs=100)
        for page in PAGES if more else ():
            subprocess.run([hey, "-n", str(more // len(PAGES)), "-c", "16", ours + page], check=True,
                capture_output=True)
        after = memory(process.pid)
        yield Row("serve", f"memory after all this{f' and {more:,} requests more' if more else ''}", after, "MB",
                  "after the first pages", after / before, "<= 1.5")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    parser.add_argument("--long", action="store_true", help="100,000 requests more, to see whether memory stays flat")
    given = parser.parse_args()
    shown(lambda _: figures(100_000 if given.long else 0), read(given))


def processor(pid: int) -> float:
    """Seconds of the processor that a process has taken so far."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def running(command: list[str]) -> Iterator[tuple[str, subprocess.Popen[bytes], float]]:
    """A server on a free port: its address, its process, and the seconds until its first page."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ONCURVE_RATE": "0", "ONCURVE_AUDITS": "0",
                       "ONCURVE_DATABASE_URL": f"sqlite:///{folder}/a.db"}
        began = time.perf_counter()
        process = subprocess.Popen([*command, str(port)], env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    httpx.get(address + "/", timeout=5).raise_for_status()
                    break
                time.sleep(0.005)
            yield address, process, time.perf_counter() - began
        finally:
            process.terminate()
            process.wait()


def mixed(hey: str, address: str) -> list[float]:
    """Milliseconds of each page at its share of 200 requests a second, all at once."""
    each = RATE // len(PAGES)
    runs = [subprocess.Popen([hey, "-z", f"{SECONDS}s", "-c", "5", "-q", str(each / 5), "-o", "csv", address + page],
                             stdout=subprocess.PIPE, text=True) for page in PAGES]
    return sorted(float(line.split(",")[0]) * 1000 for run in runs
                  for line in run.communicate()[0].splitlines()[1:] if line)


def most(hey: str, address: str) -> float:
    """Requests a second that one address answers to 16 clients."""
    done = subprocess.run([hey, "-z", "4s", "-c", "16", address], check=True, capture_output=True, text=True).stdout
    return float(next(line for line in done.splitlines() if "Requests/sec" in line).split()[-1])


def audits(address: str) -> float:
    """Audits a second of 600-word articles, four at a time, each a little different from every other."""
    text = SAMPLE + SAMPLE.partition("2025")[2]

    def one(number: int) -> None:
        answer = httpx.post(f"{address}/audit", data={"text": f"{text}\nNumber {number}."}, timeout=120)
        assert answer.status_code == 303, answer.text[:200]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
        began = time.perf_counter()
        list(pool.map(one, range(10, 40)))
        took = time.perf_counter() - began
    return 30 / took


def slider(address: str) -> float:
    """The 95th percentile of answers to a slider that a reader moves, in ms."""
    link = httpx.post(f"{address}/audit", data={"text": SAMPLE}, timeout=60).headers["location"]
    claims = json.loads(httpx.get(f"{address}{link}.json").text)["claims"]
    number = next(at for at, each in enumerate(claims, 1) if each["hinge"])
    times = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for position in range(0, 1000, 10):
            began = time.perf_counter()
            client.get(f"{link}/claims/{number}/moved", params={"position": position},
                       headers={"hx-request": "true"}).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(times, n=20)[18]


def memory(pid: int) -> float:
    """Megabytes that a process holds of its own."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main()
