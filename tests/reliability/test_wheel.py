"""The wheel without its source tree: with no network, read-only, on a full disk, and in odd languages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "docs" / "sample" / "article.txt"
#: questions of every part; none needs more than the wheel
QUESTIONS = (
    ("cost", "deepseek-v3"), ("lag", "CN", "--behind", "US"), ("export", "H20", "--to", "CN", "--on", "2025-05-01"),
    ("simulate", "--model", "deepseek-v3"), ("capability",), ("stocks", "CN"), ("models", "gpt-4"), ("rule", "OC301"),
    ("check", str(ARTICLE), "--as-of", "2026-01-01"))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, unpacked in a folder of its own."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    place = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, place / "tree", ignore=shutil.ignore_patterns(".git", ".venv", "tests", "artifacts",
        "__pycache__"))
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
             "--wheel-dir", str(place), str(place / "tree")]
    subprocess.run(words, check=True, capture_output=True)
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as parts:
        parts.extractall(place / "site")
    shutil.rmtree(place / "tree")
    return place / "site"


def run(wheel: Path, *words: str, shell: str = "", data: Path | None = None,
        **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of the wheel, far from the tree; `shell` is what stands before it, in namespaces of its own."""
    command = [sys.executable, "-m", "oncurve", *words]
    if shell:
        command = ["unshare", "-rmn", "sh", "-c", f'{shell} && exec "$@"', "sh", *command]
    given = {**os.environ, "PYTHONPATH": str(wheel), "ONCURVE_DATA": str(data or wheel.parent / "none"), **environment}
    return subprocess.run(command, cwd=wheel.parent, env=given, capture_output=True, text=True, check=False,
                          encoding="utf-8", errors="replace")


@pytest.fixture
def alone() -> None:
    """Skips where no namespaces can be had."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rmn", "true"], capture_output=True,
        check=False).returncode:
        pytest.skip("namespaces of one's own are not allowed here")


def test_the_wheel_carries_what_it_needs_and_no_more(wheel: Path) -> None:
    """It is read from where it lies, with an index, and holds no test and no source of a fact in TOML."""
    code = "import oncurve, sys; sys.stdout.write(oncurve.__file__)"
    where = subprocess.run([sys.executable, "-c", code], cwd=wheel.parent, env={**os.environ, "PYTHONPATH": str(wheel)},
                           capture_output=True, text=True, check=True).stdout
    assert where == str(wheel / "oncurve" / "__init__.py")
    assert not list(wheel.rglob("test_*.py"))
    assert not (wheel / "oncurve" / "catalog" / "data").exists()


@pytest.mark.parametrize("words", QUESTIONS, ids=lambda words: words[0])
def test_without_network_it_answers_as_the_tree_does(wheel: Path, alone: None, words: tuple[str, ...]) -> None:
    """On a machine without a network, and on disks that cannot be written, every answer is that of the source tree."""
    read_only = f"mount --bind -o ro {wheel} {wheel}"
    theirs = run(wheel, *words, "--json", "--draws", "512", shell=read_only, HOME="/proc/none")
    tree = subprocess.run([sys.executable, "-m", "oncurve", *words, "--json", "--draws", "512"], cwd=ROOT, check=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src"),
                          "ONCURVE_DATA": str(wheel.parent / "none")},
                          capture_output=True, text=True)
    assert theirs.returncode == 0, theirs.stderr
    assert json.loads(theirs.stdout) == json.loads(tree.stdout)


def test_a_page_cannot_be_fetched_without_a_network(wheel: Path, alone: None) -> None:
    """The words say so; nothing hangs."""
    done = run(wheel, "check", "https://example.org/a.html", "--fetch", shell="true")
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    assert "no server is known" in done.stderr


def test_a_full_disk_is_told_and_costs_nothing(wheel: Path, alone: None, tmp_path: Path) -> None:
    """On a disk of 64 KB an archive and an import end in words; a question is answered all the same."""
    lines = tmp_path / "a.jsonl"
    text = ARTICLE.read_text(encoding="utf-8")
    lines.write_text("".join(json.dumps({"id": n, "text": text}) + "\n" for n in range(40)), encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text("Model,Domain,Publication date,Training compute (FLOP),Training hardware,Confidence\n" + "".join(
        f"M{n},Language,2024-01-01,{n}e21,NVIDIA A100,Confident\n" for n in range(1, 400)), encoding="utf-8")
    small = tmp_path / "small"
    small.mkdir()
    disk = f"mount -t tmpfs -o size=64k none {small}"

    archive = run(wheel, "check", "--jsonl", str(lines), "--out", str(small / "out"), "--draws", "64", shell=disk)
    landed = run(wheel, "import", str(table), shell=disk, data=small / "data")
    asked = run(wheel, "cost", "deepseek-v3", "--json", shell=disk, data=small / "data", TMPDIR=str(small))

    assert archive.returncode == 2, archive.stderr
    assert "What was done before is kept" in archive.stderr
    assert landed.returncode in (2, 3), landed.stderr
    for done in (archive, landed, asked):
        assert "Traceback" not in done.stderr
        assert "fault of its own" not in done.stderr
    assert asked.returncode == 0, asked.stderr


@pytest.mark.parametrize("environment", [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "tr_TR.UTF-8",
    "TZ": "Pacific/Kiritimati"},
    {"PYTHONIOENCODING": "ascii"}, {"LANG": "xx_YY", "TZ": "No/Where"}, {"PYTHONIOENCODING": "latin-1",
    "COLUMNS": "20"}],
    ids=["plain", "turkish", "ascii", "unknown", "narrow"])
def test_language_letters_and_zone_change_no_number(wheel: Path, environment: dict[str, str]) -> None:
    """In any language, alphabet and time zone the JSON has the same numbers, and the table is printed."""
    words = ("check", str(ARTICLE), "--as-of", "2026-01-01", "--draws", "512")
    plain = json.loads(run(wheel, *words, "--json").stdout)
    other = run(wheel, *words, "--json", **environment)
    assert other.returncode == 0, other.stderr
    kept = ("measure", "value", "low", "high", "verdict", "agreement", "start", "end", "estimate")
    assert [{key: claim[key] for key in kept} for claim in json.loads(other.stdout)["claims"]] == [
        {key: claim[key] for key in kept} for claim in plain["claims"]]
    shown = run(wheel, *words, **environment)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.strip()
