"""Lint finds wrong units and ranges, loose links, doubles, contradictions and what physics forbids."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.answers.lint import CODES, Linted, lint, lint_epoch_models, lint_folder, lint_place
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.catalog.read import Catalogue

EPOCH = Path(__file__).parents[3] / "shared" / "data" / "epoch" / "models" / "all_ml_systems.csv"
SOURCE = 'title = "Test"\nproducer = "Us"\npublished = 2025-01-01\nurl = "https://example.org"\nsort = "report"\n'
EVIDENCE = '[evidence]\nkind = "reported"\nknown = 2025-02-01\nsource = "mine"\n'


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def model(text: str, head: str = 'organisation = "deepseek"\n') -> dict[str, str]:
    """A facts folder with one new model."""
    return {"models/test-model.toml": f'label = "Test Model"\n{head}\n{EVIDENCE}\n{text}'}


def found(tmp_path: Path, catalogue: Catalogue, files: dict[str, str]) -> list[tuple[str, str]]:
    """Code and place of each problem of a facts folder."""
    for name, text in {"sources/mine.toml": SOURCE, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [(problem.code, problem.where) for problem in lint_folder(tmp_path, catalogue).problems]


RUN = '''
[parameters.total]
amount = 70e9
unit = "parameter"

[tokens.pretraining]
amount = 2e12
unit = "token"

[chip_hours.final_run]
amount = {hours}
unit = "A100 80GB hour"
chip = "a100-80gb"
'''
SHAPE = '''
[parameters.total]
amount = {size}
unit = "parameter"

[shape]
kind_of = "dense"
layers = 32
hidden = 4096
ffn_dim = 11008
ffn_matrices = 3
heads = 32
kv_heads = 32
head_dim = 128
vocab = 32000
tied_embeddings = false
'''
HOURS = '[chip_hours.{}]\namount = {}\nunit = "H800 hour"\nchip = "h800"\n'
STAGES = "".join(HOURS.format(*stage) for stage in (("pretraining", 2664e3), ("context_extension", 119e3),
                                                    ("post_training", 5e3), ("final_run", "{total}")))
DATES = '[training_date.start]\namount = "{}"\nunit = "date"\n[training_date.end]\namount = "{}"\nunit = "date"\n'
API = ("model,tier,amount,kind,known,source,from\ngpt-4,input,{},reported,2025-02-01,mine,2025-02-01\n"
       "gpt-4,output,{},reported,2025-02-01,mine,2025-02-01\n")
RENT = "chip,contract,amount,kind,known,source\n{},on_demand,{},reported,2025-02-01,mine\n"

BAD = {
    "OD101": model('[tokens.pretraining]\namount = 2e12\nunit = "parameter"\n'),
    "OD102": model('[training_time.pretraining]\namount = 9000\nunit = "day"\n'),
    "OD104": model('[[tdp]]\namount = 9\nunit = "W"\n[[tdp]]\namount = 9\nunit = "W"\n'),
    "OD105": model(STAGES.format(total=2.988e6)),
    "OD106": model(RUN.format(hours=200e3)),
    "OD107": model(RUN.format(hours=500e3)),
    "OD108": model(SHAPE.format(size=13e9)),
    "OD109": {"prices/api.csv": API.format(60, 30)},
    "OD110": model(DATES.format("2024-06", "2024-03")),
    "OD111": model('[tdp]\namount = 9\nunit = "W"\nknown = 2024-02-01\n'),
    "OD112": model('[tdp]\namount = 9\nlow = 10\nhigh = 12\nunit = "W"\n'),
    "OD113": model("", head='organisation = "nobody"\n'),
    "OD114": model('[chips.pretraining]\namount = 100\nunit = "chip"\n'
                   '[training_time.pretraining]\namount = 10\nunit = "day"\n' + HOURS.format("final_run", 48000)),
    "OD115": model('[mfu.pretraining]\namount = 0.4\nunit = "fraction"\n'),
    "OD117": {"models/test-model.toml": 'label = "Another Name"\n'},
    "OD118": {"models/test-model.toml": "label = "},
    "OD103": model('[tdp]\namount = 9\nunit = "W"\nsource = "nowhere"\n'),
}
GOOD = {
    "OD101": model('[tokens.pretraining]\namount = 2\nunit = "trillion token"\n'),
    "OD102": model('[training_time.pretraining]\namount = 90\nunit = "day"\n'),
    "OD105": model(STAGES.format(total=2.788e6)),
    "OD106": model(RUN.format(hours=1720320)),
    "OD108": model(SHAPE.format(size=6.74e9)),
    "OD109": {"prices/api.csv": API.format(30, 60)},
    "OD110": model(DATES.format("2024-03", "2024-06")),
    "OD112": model('[tdp]\namount = 11\nlow = 10\nhigh = 12\nunit = "W"\n'),
    "OD115": model('[mfu.pretraining]\namount = 0.4\nunit = "fraction"\npeak = 312\nprecision = "bf16"\n'),
}


@pytest.mark.parametrize("code", BAD)
def test_each_mistake_is_found(code: str, tmp_path: Path, catalogue: Catalogue) -> None:
    """A folder with one mistake gives its code."""
    assert code in {each for each, _ in found(tmp_path, catalogue, BAD[code])}


@pytest.mark.parametrize("code", GOOD)
def test_what_is_right_is_let_be(code: str, tmp_path: Path, catalogue: Catalogue) -> None:
    """The same record put right gives no problem at all."""
    assert found(tmp_path, catalogue, GOOD[code]) == []


def test_the_shipped_catalogue_is_clean(catalogue: Catalogue) -> None:
    """Nothing is wrong with the facts that ship."""
    assert [str(problem) for problem in lint(catalogue).problems] == []


def test_every_code_is_explained_and_shown() -> None:
    """The table in the module explains each code, and each is shown on a bad example or by the lock's own test."""
    assert all(CODES.values())
    of_rules = {f"OD{number}" for number in range(119, 124)}  # shown in test_lint_rules
    assert set(CODES) == {*BAD, "OD116", *of_rules}


def test_a_price_out_of_range_and_a_chip_unknown_are_found_in_one_table(tmp_path: Path, catalogue: Catalogue) -> None:
    """A rent of 2000 dollars an hour for a chip that does not exist is wrong twice."""
    codes = {code for code, _ in found(tmp_path, catalogue, {"prices/rental.csv": RENT.format("b9000", 2000)})}
    assert codes == {"OD102", "OD113"}


def test_problems_of_the_catalogue_are_not_blamed_on_the_user(tmp_path: Path, catalogue: Catalogue) -> None:
    """An empty folder has no problems."""
    assert lint_folder(tmp_path, catalogue).problems == ()


def test_an_answer_is_plain_data(tmp_path: Path, catalogue: Catalogue) -> None:
    """`to_dict` has the count and, for each problem, file, where, code and message."""
    path = tmp_path / "models" / "test-model.toml"
    path.parent.mkdir()
    path.write_text("label = ")
    answer = lint_folder(tmp_path, catalogue).to_dict()
    assert set(answer) == {"checked", "problems"}
    assert set(answer["problems"][0]) == {"file", "where", "code", "message"}


# Tables of models in the columns of Epoch AI

COLUMNS = ("Model,Training compute (FLOP),Training chip-hours,Training hardware,Training dataset size (datapoints),"
           "Hardware quantity,Training time (hours),Numerical format,Base model\n")


def table(tmp_path: Path, rows: str) -> Path:
    """A table of models of our own."""
    path = tmp_path / "models.csv"
    path.write_text(COLUMNS + rows)
    return path


def test_a_rate_stored_as_a_total_is_found_in_a_table(tmp_path: Path, catalogue: Catalogue) -> None:
    """A run of 8 trillion tokens whose hours are those of one trillion is named as such."""
    path = table(tmp_path, "Rate LM,1.0e24,175000,NVIDIA H800 SXM5,8e12,,,BF16,\n"
                           "Good LM,1.0e24,1400000,NVIDIA H800,8e12,,,,\n")
    (problem,) = lint_epoch_models(path, catalogue).problems
    assert (problem.code, problem.where) == ("OD107", "line 2, Rate LM")
    assert "as hours per trillion tokens" in problem.message


def test_hours_above_the_peak_are_found_in_a_table(tmp_path: Path, catalogue: Catalogue) -> None:
    """1e23 FLOP in 1,000 hours of an A100 would be a hundred times its peak."""
    path = table(tmp_path, "Fast LM,1e23,1000,NVIDIA A100,1e9,,,,\nTuned LM,1e23,1000,NVIDIA A100,1e9,,,,Other LM\n")
    (problem,) = lint_epoch_models(path, catalogue).problems
    assert (problem.code, problem.where) == ("OD106", "line 2, Fast LM")


def test_fp8_runs_are_held_to_the_fp8_peak(tmp_path: Path, catalogue: Catalogue) -> None:
    """120% of the BF16 peak is no fault where the run was in FP8."""
    flop = 1.2 * 989.4e12 * 3600 * 1000
    path = table(tmp_path, f"Eight,{flop},1000,NVIDIA H100 SXM5 80GB,1e9,,,FP8,\n")
    assert lint_epoch_models(path, catalogue).problems == ()


def test_hours_that_chips_and_days_do_not_give_are_found_in_a_table(tmp_path: Path, catalogue: Catalogue) -> None:
    """Eight chips for 48 hours give 384 chip-hours, not 3,072."""
    path = table(tmp_path, "Small LM,,3072,NVIDIA A100,,8,48,,\n")
    assert [problem.code for problem in lint_epoch_models(path, catalogue).problems] == ["OD114"]


def test_a_table_with_other_columns_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    """The missing column is named."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match="column 'Model' is missing"):
        lint_epoch_models(path, catalogue)


@pytest.mark.skipif(not EPOCH.exists(), reason="the public table of models is not here")
def test_the_public_table_holds_both_defects(catalogue: Catalogue) -> None:
    """Epoch's table of June 2025 stores DeepSeek-V2's rate as its total, and hours above the peak for others."""
    answer = lint_epoch_models(EPOCH, catalogue)
    assert answer.checked == 1892
    by_code = {code: [problem.where for problem in answer.problems if problem.code == code] for code in CODES}
    assert any("DeepSeek-V2" in where for where in by_code["OD107"])
    assert any("CoAtNet" in where for where in by_code["OD106"])


def test_a_place_is_a_folder_a_table_or_the_catalogue(tmp_path: Path, catalogue: Catalogue) -> None:
    """Nothing, a folder and a CSV are linted; another file is refused with what to give."""
    assert isinstance(lint_place(None, catalogue), Linted)
    assert lint_place(tmp_path, catalogue).problems == ()
    assert lint_place(table(tmp_path, ""), catalogue).checked == 0
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(BadUsage, match="Give the folder"):
        lint_place(tmp_path / "notes.txt", catalogue)


def test_one_file_of_a_folder_is_linted_alone(tmp_path: Path, catalogue: Catalogue) -> None:
    """Asked for one file, the problems of its neighbours are left out."""
    for name in ("models/one.toml", "models/two.toml"):
        (tmp_path / "models").mkdir(exist_ok=True)
        (tmp_path / name).write_text("label = ")
    report = lint_place(tmp_path / "models" / "one.toml", catalogue)
    assert [problem.file for problem in report.problems] == ["models/one.toml"]
