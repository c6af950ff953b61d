"""The museum of broken tables: one mistake a file, named in words, and the good row beside it lands."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from oncurve.basis.errors import BadInput
from oncurve.store.importing import import_path

MUSEUM = Path(__file__).parents[1] / "broken" / "imports"
CASES = tomllib.loads((MUSEUM / "expected.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case.get("mapping", case["file"]) for case in CASES])
def test_each_mistake_is_named(case: dict[str, str], tmp_path: Path) -> None:
    """A bad row is rejected, a bad cell mended or left out, each with its reason; what is no table is refused."""
    mapping = MUSEUM / case["mapping"] if "mapping" in case else None
    if case["becomes"] == "refused":
        with pytest.raises(BadInput) as refused:
            import_path(MUSEUM / case["file"], folder=tmp_path, mapping=mapping)
        assert case["says"] in str(refused.value)
        return
    (found,) = import_path(MUSEUM / case["file"], folder=tmp_path, mapping=mapping).files
    assert found.rows == found.landed + found.rejected + found.unchanged
    assert found.landed >= 1
    if case["becomes"] == "rejects":
        assert found.reasons == {case["code"]: 1}
    elif case["becomes"] == "notes":
        assert case["code"] in found.mended
        assert found.rejected == 0
    with found.rejects.open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["reason"] == case.get("code")]
    if "says" in case:
        assert any(case["says"] in f"{row['told']} {row['cell']} {row['taken']}" for row in told)


def test_every_exhibit_is_shown() -> None:
    """Every file of the museum is used by a case."""
    shown = {case[key] for case in CASES for key in ("file", "mapping") if key in case}

    assert shown == {path.name for path in MUSEUM.iterdir()} - {"expected.toml"}
