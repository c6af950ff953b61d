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
import resource
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help="100,000 requests, to see whether memory stays flat")
    long = parser.parse_args().long
    hey = shutil.which("hey")
    if hey is None:
        sys.exit("hey is not here; install it with: apt-get install hey")
    numpy = least([sys.executable, "-c", "import numpy"]) - least([sys.executable, "-c", "pass"])
    with running([sys.executable, "-m", "oncurve", "serve", "--workers", "2", "--port"]) as (ours, process, first):
        spent = processor(process.pid)
        tell("first page after starting", f"{first * 1000:.0f} ms; {spent * 1000:.0f} ms of the processor, "
                                          f"{spent / numpy:.1f} times import numpy")
        for page in PAGES:
            httpx.get(ours + page, timeout=60).raise_for_status()
        before = memory(process.pid)
        mixed(hey, ours)
        with running([sys.executable, "-c", BARE]) as (bare, _, _):
            theirs = most(hey, bare + "/")
        rate = statistics.mean(most(hey, ours + page) for page in PAGES[:4])
        tell("most pages a second", f"{rate:.0f}, {rate / theirs:.2f} of a bare page's {theirs:.0f}")
        audits(ours)
        slider(ours)
        tell("memory", f"{before:.0f} MB after the first pages, {memory(process.pid):.0f} MB after all this")
        if long:
            for page in PAGES:
                subprocess.run([hey, "-n", str(100_000 // len(PAGES)), "-c", "16", ours + page], check=True,
                               capture_output=True)
            tell("memory", f"{memory(process.pid):.0f} MB after 100,000 requests more")


def tell(what: str, words: str) -> None:
    """One line of the table."""
    print(f"{what:28} {words}", flush=True)


def least(command: list[str]) -> float:
    """Seconds of the processor that a command takes, the least of five."""
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


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


def mixed(hey: str, address: str) -> None:
    """Each page at its share of 200 requests a second, all at once."""
    each = RATE // len(PAGES)
    runs = [subprocess.Popen([hey, "-z", f"{SECONDS}s", "-c", "5", "-q", str(each / 5), "-o", "csv", address + page],
                             stdout=subprocess.PIPE, text=True) for page in PAGES]
    times = sorted(float(line.split(",")[0]) * 1000 for run in runs
                   for line in run.communicate()[0].splitlines()[1:] if line)
    at = statistics.quantiles(times, n=100)
    tell("mixed pages", f"{len(times) / SECONDS:.0f} a second: median {at[49]:.1f} ms, 99th percentile {at[98]:.1f} ms")


def most(hey: str, address: str) -> float:
    """Requests a second that one address answers to 16 clients."""
    done = subprocess.run([hey, "-z", "4s", "-c", "16", address], check=True, capture_output=True, text=True).stdout
    return float(next(line for line in done.splitlines() if "Requests/sec" in line).split()[-1])


def audits(address: str) -> None:
    """Audits of 600-word articles, four at a time, each a little different from every other."""
    text = SAMPLE + SAMPLE.partition("2025")[2]

    def one(number: int) -> None:
        answer = httpx.post(f"{address}/audit", data={"text": f"{text}\nNumber {number}."}, timeout=120)
        assert answer.status_code == 303, answer.text[:200]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
        began = time.perf_counter()
        list(pool.map(one, range(10, 40)))
        took = time.perf_counter() - began
    tell("audits of 600 words", f"{30 / took:.1f} a second")


def slider(address: str) -> None:
    """Answers of a slider that a reader moves."""
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
    high = statistics.quantiles(times, n=20)[18]
    tell("slider", f"median {statistics.median(times):.0f} ms, 95th percentile {high:.0f} ms")


def memory(pid: int) -> float:
    """Megabytes that a process holds of its own."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main()
