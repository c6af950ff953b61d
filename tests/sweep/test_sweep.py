"""Much of the same work: resumed, killed, spread over workers, and always the same."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from oncurve.api import World
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.sweep import Sweep, WorldSpec
from oncurve.sweep import workers as crew
from oncurve.sweep.families import families
from oncurve.sweep.table import write_parquet
from oncurve.sweep.workers import Processes, as_many_as_pay, cluster, in_order_of_ending

SPEC = WorldSpec(as_of="2025-06-01", draws=256)
TEXT = "DeepSeek said that training DeepSeek-V3 took {} H800 hours. The model has 671 billion parameters."


def articles(n: int = 6) -> list[dict[str, Any]]:
    """Short articles that differ in one figure."""
    return [{"id": f"a{i}", "published": f"2025-01-{10 + i}", "text": TEXT.format(f"2.{78 + i % 3}8 million")}
            for i in range(n)]


def parts(folder: Path) -> dict[str, bytes]:
    """The files of a sweep."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_sweep_gives_what_single_questions_give(tmp_path: Path) -> None:
    """Each result is the audit that `World.check_text` makes of the same article."""
    made = Sweep("audit", SPEC, tmp_path, chunk=4)
    swept = made.run(articles())
    alone = [World("2025-06-01", draws=256).check_text(each["text"], published=each["published"]).to_dict()
             for each in articles()]

    assert (swept.items, swept.failed, swept.resumed) == (6, 0, 0)
    found = list(made.results())
    assert [each.pop("id") for each in found] == [f"a{i}" for i in range(6)]
    assert found == json.loads(json.dumps(alone, default=str))


def test_two_workers_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    """Every file is the same for any number of workers."""
    Sweep("audit", SPEC, tmp_path / "one", chunk=2).run(articles())
    Sweep("audit", SPEC, tmp_path / "two", chunk=2).run(articles(), workers=2)

    assert parts(tmp_path / "one") == parts(tmp_path / "two")


def test_a_bad_item_stops_nothing(tmp_path: Path) -> None:
    """An article that is missing, one without text and one of a strange day give errors; the others are audited."""
    bad = [{"id": "gone", "path": str(tmp_path / "gone.txt")}, {"id": "none", "text": None},
           {"id": "day", "text": "x", "published": "soon"}]
    made = Sweep("audit", SPEC, tmp_path / "out", chunk=2)
    swept = made.run([*bad, *articles(2)])

    assert (swept.items, swept.failed) == (5, 3)
    errors = {each["id"]: each["error"]["message"] for each in made.results() if "error" in each}
    assert set(errors) == {"gone", "none", "day"}


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    """A sweep goes on where it was; a damaged part, and a part of another article, are done again."""
    Sweep("audit", SPEC, tmp_path, chunk=2).run(articles(4))
    whole = parts(tmp_path)
    (tmp_path / "part-000000.jsonl").write_bytes(whole["part-000000.jsonl"][:-40].rpartition(b"\n")[0])
    (tmp_path / "part-000009.jsonl").write_bytes(b"left over\n")

    again = Sweep("audit", SPEC, tmp_path, chunk=2).run(articles(4))

    assert again.resumed == 2
    assert parts(tmp_path) == whole


def test_a_text_with_unusual_line_ends_is_done_once(tmp_path: Path) -> None:
    """Line and paragraph separators inside an article do not make its part look damaged."""
    odd = [{"id": "odd", "published": "2025-01-20", "text": f"One.\u2028{TEXT.format('2.788 million')}\u2029\x85Two."}]
    Sweep("audit", SPEC, tmp_path).run(odd)

    assert Sweep("audit", SPEC, tmp_path).run(odd).resumed == 1


@pytest.mark.parametrize("cut", [1, 40])
def test_a_part_cut_in_its_last_line_is_done_again(tmp_path: Path, cut: int) -> None:
    """Some bytes short, it has as many lines as before, and is written anew."""
    bad = [{"id": "none", "text": None}, {"id": "day", "text": "x", "published": "soon"}]
    Sweep("audit", SPEC, tmp_path).run(bad)
    whole = parts(tmp_path)
    (tmp_path / "part-000000.jsonl").write_bytes(whole["part-000000.jsonl"][:-cut])

    swept = Sweep("audit", SPEC, tmp_path).run(bad)

    assert (swept.resumed, swept.failed) == (0, 2)
    assert parts(tmp_path) == whole


def test_a_folder_belongs_to_one_question(tmp_path: Path) -> None:
    """Another task, day or seed is refused; so is a folder whose description is damaged."""
    Sweep("audit", SPEC, tmp_path)
    with pytest.raises(BadUsage, match="holds another sweep"):
        Sweep("cost", SPEC, tmp_path)
    with pytest.raises(BadUsage, match="differs in its world"):
        Sweep("audit", WorldSpec(as_of="2025-06-02", draws=256), tmp_path)
    (tmp_path / "sweep.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        Sweep("audit", SPEC, tmp_path)


def test_a_sweep_resumed_on_a_later_day_is_the_same_question(tmp_path: Path) -> None:
    """Where no day is named, the day on which the sweep began is kept."""
    first = Sweep("cost", WorldSpec(), tmp_path)

    assert first.spec.as_of
    assert Sweep("cost", WorldSpec(), tmp_path).spec.as_of == first.spec.as_of


@pytest.mark.parametrize(("task", "item", "key"), [
    ("cost", {"model": "deepseek-v3", "settings": {"rental_price": "2"}}, "scopes"),
    ("layouts", {"model": "llama-2-70b", "chip": "a100-80gb", "chips": 64, "top": 1}, "best"),
    ("backtest", {"what": "chip-hours"}, "rows")])
def test_other_work_can_be_swept(tmp_path: Path, task: str, item: dict[str, Any], key: str) -> None:
    """Costs, layout searches and backtests go through the same machinery."""
    made = Sweep(task, SPEC, tmp_path)
    swept = made.run([{"id": 1, **item}])
    (found,) = made.results()

    assert swept.failed == 0, found
    assert found[key]


#: an expression that kills its process, for a worker to evaluate
DIE = "__import__('os').kill(__import__('os').getpid(), 9)"


def test_a_worker_killed_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    """The piece that it was on is done by another, and every piece ends once."""
    mark = f"__import__('pathlib').Path({str(tmp_path / 'mark')!r})"
    once = f"(lambda mark: 3 if mark.exists() else (mark.touch(), {DIE}))({mark})"
    workers = Processes(2)
    try:
        done = list(in_order_of_ending(workers, [(i, eval, (once if i == 3 else str(i),)) for i in range(8)]))
    finally:
        workers.close()

    assert sorted(done) == [(i, i) for i in range(8)]


def test_a_short_list_is_worth_no_further_process() -> None:
    """Two workers never take longer than one: what is soon done is done before others would have started."""
    done = dict(as_many_as_pay(2, [(i, os.getpid, ()) for i in range(100)]))

    assert done == dict.fromkeys(range(100), os.getpid())


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one processor")
def test_a_long_list_is_shared_among_processes() -> None:
    """What takes longer than starting a process is worked on by as many as were asked for, each piece once."""
    who = "__import__('time').sleep(0.1) or __import__('os').getpid()"
    done = list(as_many_as_pay(2, [(i, eval, (who,)) for i in range(60)]))

    assert sorted(number for number, _ in done) == list(range(60))
    assert len({pid for _, pid in done} - {os.getpid()}) == 2


def test_what_may_have_killed_before_is_done_by_others() -> None:
    """A list that was begun before is worked on apart, so that a piece which kills is given up and the rest is done."""
    done = dict(as_many_as_pay(2, [(i, eval, (DIE if i == 0 else str(i),)) for i in range(4)], apart=True))

    assert done == {0: None, 1: 1, 2: 2, 3: 3}


def test_a_piece_that_always_kills_is_given_up() -> None:
    """It ends without a result, and the others with theirs."""
    workers = Processes(2)
    try:
        done = dict(in_order_of_ending(workers, [(i, eval, (DIE if i == 1 else str(i),)) for i in range(4)]))
    finally:
        workers.close()

    assert done == {0: 0, 1: None, 2: 2, 3: 3}


@pytest.mark.slow
def test_a_dask_cluster_writes_the_same_bytes(tmp_path: Path) -> None:
    """Two Dask workers, one of them killed on the way, give what this process gives."""
    distributed = pytest.importorskip("distributed")
    Sweep("audit", SPEC, tmp_path / "here", chunk=2).run(articles(12))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as dask:
        def kill() -> None:
            while not list((tmp_path / "dask").glob("part*")):
                time.sleep(0.02)
            os.kill(next(iter(dask.workers.values())).pid, signal.SIGKILL)

        killing = threading.Thread(target=kill, daemon=True)
        killing.start()
        Sweep("audit", SPEC, tmp_path / "dask", chunk=2).run(articles(12), address=dask.scheduler_address)
        killing.join(timeout=5)
        assert not killing.is_alive()

    assert parts(tmp_path / "here") == parts(tmp_path / "dask")


@pytest.mark.slow
def test_a_piece_that_always_kills_is_given_up_by_a_cluster() -> None:
    """It ends without a result, and the others with theirs, also those that were beside it."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as found:
        workers = cluster(found.scheduler_address)
        try:
            done = dict(in_order_of_ending(workers, [(i, eval, (DIE if i == 1 else str(i),)) for i in range(4)]))
        finally:
            workers.close()

    assert done == {0: 0, 1: None, 2: 2, 3: 3}


def test_a_cluster_without_workers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a cluster that has lost all its workers is told so, and how to go on."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(crew, "_LOOK", 0.1)
    monkeypatch.setattr(crew, "_PATIENCE", 0.3)
    with distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None) as found:
        workers = cluster(found.scheduler_address)
        try:
            with pytest.raises(BadUsage, match="no worker") as told:
                list(in_order_of_ending(workers, [(0, str, (1,))]))
        finally:
            workers.close()
    assert "run it again" in told.value.hint


def test_no_cluster_answers(tmp_path: Path) -> None:
    """Where no scheduler is, the words say how to start one."""
    pytest.importorskip("distributed")
    with pytest.raises(BadUsage, match="No Dask scheduler answers at nonsense://x"):
        Sweep("audit", SPEC, tmp_path).run(articles(1), address="nonsense://x")


def test_claims_become_a_table(tmp_path: Path) -> None:
    """One row a claim, with the numbers of the audit; articles without claims and with errors have a row too."""
    made = Sweep("audit", SPEC, tmp_path / "out")
    made.run([*articles(2), {"id": "dull", "text": "Nothing is said here."}, {"id": "bad", "text": None}])
    claims = sum(len(each.get("claims", ())) for each in made.results())
    rows = write_parquet(made.results(), tmp_path / "claims.parquet")

    table = duckdb.sql(f"SELECT article, measure, value, verdict, error FROM '{tmp_path}/claims.parquet'").fetchall()
    assert len(table) == rows == claims + 2
    assert ("a0", "parameters", 671e9, "consistent", None) in table
    assert [row[1:4] for row in table if row[0] == "dull"] == [(None, None, None)]
    assert [bool(row[4]) for row in table if row[0] == "bad"] == [True]


def audited(ident: str, day: str, value: float, speaker: str | None, sentence: str, root: str) -> dict[str, Any]:
    """An audit of one claim on the cost of one model."""
    return {"id": ident, "article": {"published": day}, "claims": [{
        "measure": "training_cost", "subject": "m", "reference": None, "unit": "USD", "value": value, "low": None,
        "high": None, "negated": False, "speaker": speaker, "sentence": sentence, "verdict": "consistent",
        "sources": [root]}]}


def test_families_say_what_recurs_who_repeats_and_the_common_root() -> None:
    """Figures within three percent are one family; a retold sentence is a repeat; no person has a score."""
    said = "The model cost 5.576 million dollars to train, its makers said."
    found = families([
        audited("c", "2025-01-29", 5.6e6, None, "The model cost 5.6 million dollars to train, makers said.", "report"),
        audited("a", "2025-01-27", 5.576e6, "maker", said, "report"),
        audited("b", "2025-01-28", 6e7, None, "It was sixty million.", "other")])
    (family,) = [each.to_dict() for each in found]

    assert family["first"] == {"article": "a", "published": "2025-01-27", "speaker": "maker"}
    assert family["articles"] == 2
    assert [(each["article"], each["of"]) for each in family["repeats"]] == [("c", "a")]
    assert family["roots"] == ["report"]
    assert "score" not in json.dumps(family)
