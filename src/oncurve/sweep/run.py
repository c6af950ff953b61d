"""A sweep: items in chunks, each chunk a file of its own that is written whole, so that what is done stays done."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from oncurve import __version__
from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.store.folder import write_whole
from oncurve.sweep.tasks import TASKS, WorldSpec, work_on
from oncurve.sweep.workers import Workers, as_many_as_pay, cluster, in_order_of_ending

__all__ = ["CHUNK", "Sweep", "Swept"]

#: items a chunk, of the audit of articles
CHUNK = 16
_DESCRIPTION = "sweep.json"

Item = dict[str, Any]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Swept:
    """What became of a sweep.

    Args:
        items: how many there are.
        failed: how many gave an error.
        resumed: how many had been done before.
        folder: where the results lie, in order: `part-000000.jsonl` and so on.
    """

    items: int
    failed: int
    resumed: int
    folder: Path

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"items": self.items, "failed": self.failed, "resumed": self.resumed, "folder": str(self.folder)}


class Sweep:
    """Much of the same work, with a folder for what is done.

    Args:
        task: one of `TASKS`.
        spec: the world that is asked.
        folder: where results go, one file a chunk; what lies there already is not done again.
        chunk: items a chunk; results do not depend on it, but a folder keeps the one it began with.

    Raises:
        BadUsage: no task is called so, the folder cannot be written, or it holds another sweep.
    """

    def __init__(self, task: str, spec: WorldSpec, folder: Path, *, chunk: int = CHUNK) -> None:
        if task not in TASKS:
            raise BadUsage(f"No task is called {task!r}", f"There are {', '.join(TASKS)}",
                           "For example: oncurve sweep audit articles.jsonl --out audits/")
        self.task, self.folder, self.chunk = task, folder, chunk
        known = self._known()
        self._begun = known is not None
        begun = (known or {}).get("world", {}).get("as_of") or dt.datetime.now(dt.UTC).date().isoformat()
        #: asked from the day on which the sweep began, where no other is named: resumed later, it is the same question
        self.spec = spec if spec.as_of else replace(spec, as_of=begun)
        described = {"task": task, "world": json.loads(json.dumps(asdict(self.spec))), "chunk": chunk,
                     "version": __version__}
        if known is None:
            self._put(folder / _DESCRIPTION, json.dumps(described, indent=1, ensure_ascii=False))
        elif known != described:
            different = next((name for name in described if known.get(name) != described[name]), "form")
            raise BadUsage(f"The folder {self.folder} holds another sweep", f"It differs in its {different}",
                           "Name another folder with --out, or ask as before.")

    def run(self, items: Iterable[Item], *, workers: int = 1, address: str = "", tell: Tell | None = None) -> Swept:
        """Work on all items, or on those that are not done yet.

        Args:
            items: each with an `id`; they are read as they are needed.
            workers: how many processes of this machine, once what is left is worth their start; 1 is this one alone.
            address: of a Dask scheduler, "" for none.
            tell: is told how many items are done and how many of these gave an error, after every chunk.

        Raises:
            BadUsage: the disk is full, or the cluster does not answer. What was done before is kept.
        """
        crew: Workers | None = cluster(address) if address else None
        done = failed = resumed = 0
        pending: dict[int, tuple[str, list[Item]]] = {}

        def pieces() -> Iterator[tuple[int, Any, tuple[Any, ...]]]:
            nonlocal done, failed, resumed
            for number, batch in enumerate(_batched(items, self.chunk)):
                mark = _mark(batch)
                found = self._done(number, mark, len(batch))
                if found is None:
                    pending[number] = mark, batch
                    yield number, work_on, (self.task, self.spec, batch)
                else:
                    done, failed, resumed = done + len(batch), failed + found, resumed + len(batch)

        try:
            found = in_order_of_ending(crew, pieces()) if crew else as_many_as_pay(workers, pieces(), apart=self._begun)
            for number, lines in found:
                mark, batch = pending.pop(number)
                kept = [_died(item) for item in batch] if lines is None else lines
                self._write(number, mark, kept)
                done, failed = done + len(batch), failed + sum(_is_error(line) for line in kept)
                if tell is not None:
                    tell(done, failed)
        finally:
            if crew:
                crew.close()
        self._drop_after(-(-done // self.chunk))
        return Swept(done, failed, resumed, self.folder)

    def results(self) -> Iterator[Item]:
        """The results in the order of the items, read one at a time."""
        for path in sorted(self.folder.glob("part-*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                next(lines, None)
                for line in lines:
                    found: Item = json.loads(line)
                    yield found

    def _known(self) -> dict[str, Any] | None:
        """What the folder says that it holds."""
        path = self.folder / _DESCRIPTION
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            known = None
        if not isinstance(known, dict) or not isinstance(known.get("world"), dict):
            raise BadInput("it should say which sweep the folder holds, and cannot be read", file=str(path),
                           hint="Name another folder with --out.")
        return known

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:06d}.jsonl"

    def _done(self, number: int, mark: str, size: int) -> int | None:
        """How many of a chunk that lies there gave an error; None where it must be done."""
        try:
            first, *lines, end = self._part(number).read_text(encoding="utf-8").split("\n")
            if first != mark or len(lines) != size or end or not all(line.endswith("}") for line in lines):
                return None
            return sum(_is_error(line) for line in lines)
        except (OSError, ValueError):
            return None

    def _write(self, number: int, mark: str, lines: list[str]) -> None:
        self._put(self._part(number), "\n".join((mark, *lines)) + "\n")

    def _put(self, path: Path, text: str) -> None:
        try:
            write_whole(path, text.encode("utf-8", "replace"))
        except OSError as error:
            raise BadUsage(f"{path} cannot be written ({error.strerror})", "What was done before is kept",
                           "Make room, or name another folder with --out, and run it again.") from None

    def _drop_after(self, parts: int) -> None:
        """Leave no part of a longer list that the folder held before."""
        for path in self.folder.glob("part-*.jsonl"):
            if int(path.stem.removeprefix("part-")) >= parts:
                path.unlink()


def _batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    waiting = iter(items)
    while batch := list(itertools.islice(waiting, size)):
        yield batch


def _mark(batch: list[Item]) -> str:
    """The first line of a part: what its items were."""
    plain = json.dumps(batch, sort_keys=True, ensure_ascii=False, default=str)
    return json.dumps({"items": hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()})


def _is_error(line: str) -> bool:
    return '"error":' in line and "error" in json.loads(line)


def _died(item: Item) -> str:
    error = OncurveError("the process that worked on it ended time after time", "", "Try this item alone.")
    return json.dumps({"id": item.get("id"), **error.to_dict()}, ensure_ascii=False, default=str)
