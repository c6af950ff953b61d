"""`oncurve cost`, `compute`, `spend` and `inputs`, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.cli.run import run


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_reported_cost_of_deepseek_v3_is_exact(capsys) -> None:
    """The reading `as_reported` is 5576000, a whole number (DeepSeek-V3 report, Table 1)."""
    code, out, err = ask(capsys, "cost", "deepseek-v3", "--json")
    reading = json.loads(out)["scopes"]["final_run"]["readings"]["as_reported"]
    assert (code, err) == (0, "")
    assert (reading["median"], reading["low"], reading["high"], reading["unit"]) == (5576000, 5576000, 5576000, "USD")
    assert '"median": 5576000,' in out


def test_r1_cost_147_thousand_hours_and_294_thousand_dollars(capsys) -> None:
    """R1's stage on top of V3: 147K H800-hours, $294K (Nature, 2025, supplementary table)."""
    readings = json.loads(ask(capsys, "cost", "deepseek-r1", "--json")[1])["scopes"]["final_run"]["readings"]
    assert readings["as_reported"]["median"] == 294000
    hours = [each for each in readings["assumed_rent"]["basis"] if each["name"] == "deepseek-r1.chip_hours"]
    assert hours[0]["value"] == 147000


def test_llama_at_two_dollars_an_hour_is_61_7_million_beside_the_published_170(capsys) -> None:
    """30.84M H100-hours at $2 make $61.68M; the AI Index's $170M stands beside it with its own basis."""
    out = ask(capsys, "cost", "llama-3-1-405b", "--scope", "final_run", "--set", "rental_price=2", "--json")[1]
    scope = json.loads(out)["scopes"]["final_run"]
    assert scope["estimate"]["median"] == pytest.approx(61.68e6, rel=0.02)
    rival = scope["readings"]["ai-index-2025"]
    assert rival["median"] == pytest.approx(170e6)
    assert "cloud" in rival["method"]


def test_gpt_4_has_three_bases_side_by_side(capsys) -> None:
    """Above $100M (stated), $78.4M (cloud rent) and $40.6M (amortised) are three readings, never one."""
    readings = json.loads(ask(capsys, "cost", "gpt-4", "--json")[1])["scopes"]["final_run"]["readings"]
    stated = readings["stated_by_developer"]
    assert (stated["low"], stated["high"], stated["censored"]) == (100000000, None, True)
    assert readings["ai-index-2024"]["median"] == pytest.approx(78.4e6, rel=0.01)
    assert readings["cottier-2024"]["median"] == pytest.approx(40.6e6, rel=0.01)


def test_the_library_and_the_command_give_the_same_json(capsys) -> None:
    """`World.cost(...).to_dict()` is what `cost --json` prints."""
    out = ask(capsys, "cost", "deepseek-v3", "--as-of", "2025-01-30", "--json")[1]
    assert json.loads(out) == json.loads(json.dumps(World("2025-01-30").cost("deepseek-v3").to_dict()))


def test_the_same_command_prints_the_same_bytes(capsys) -> None:
    """Two runs are byte-identical."""
    assert ask(capsys, "cost", "gpt-4", "--json") == ask(capsys, "cost", "gpt-4", "--json")


def test_the_lines_of_every_bill_add_up_to_its_headline() -> None:
    """In every draw, the lines of a scope sum to the scope, of every model that has a cost."""
    for cost in World(draws=128).cost_all().models:
        for scope in cost.scopes.values():
            total = sum(line.estimate.values() for line in scope.lines)
            assert total == pytest.approx(scope.estimate.values(), rel=1e-9), (cost.model, scope.name)


def test_an_unknown_model_names_the_nearest(capsys) -> None:
    """A misspelt model is answered with the model that was meant, exit code 2."""
    code, out, err = ask(capsys, "cost", "depseek-v3")
    assert (code, out) == (2, "")
    assert "deepseek-v3" in err
    assert "oncurve models" in err


def test_errors_are_json_with_json(capsys) -> None:
    """With --json the error is a JSON object on standard error, and standard output stays empty."""
    code, out, err = ask(capsys, "cost", "frobnicate-9000", "--json")
    assert (code, out) == (2, "")
    assert set(json.loads(err)["error"]) == {"kind", "message", "hint"}


def test_a_setting_in_a_wrong_unit_says_the_right_one(capsys) -> None:
    """`--set rental_price="3 days"` is answered with the unit it takes."""
    code, _, err = ask(capsys, "cost", "deepseek-v3", "--set", "rental_price=3 days")
    assert code == 2
    assert "USD per chip-hour" in err


def test_a_model_without_a_basis_says_which_fact_is_missing(capsys, tmp_path: Path) -> None:
    """A model of which only the name and the day are known: exit code 4, the missing fact, and how to add it."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "aurora-1.toml").write_text('label = "Aurora-1"\norganisation = "deepseek"\n')
    code, _, err = ask(capsys, "cost", "aurora-1", "--facts", str(tmp_path))
    assert code == 4
    assert "lacks" in err
    assert "--facts" in err or "facts folder" in err


def test_a_batch_answers_each_row_in_order_and_a_bad_row_never_stops_it(capsys, tmp_path: Path) -> None:
    """One JSON object a row; the failed row is an error object and the exit code is 0."""
    table = tmp_path / "models.csv"
    table.write_text("model,scope\ndeepseek-v3,final_run\nno-such-thing,\nllama-2-70b,final_run\n")
    code, out, _ = ask(capsys, "cost", "--batch", str(table))
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row.get("model", "error") for row in rows] == ["deepseek-v3", "error", "llama-2-70b"]
    assert "no-such-thing" in rows[1]["error"]["message"]


def test_a_batch_without_a_model_column_says_so(capsys, tmp_path: Path) -> None:
    """A CSV of another form is refused with exit code 3 and the column it needs."""
    table = tmp_path / "models.csv"
    table.write_text("name\nx\n")
    code, _, err = ask(capsys, "cost", "--batch", str(table))
    assert code == 3
    assert "`model`" in err


def test_all_models_are_costed_or_named_as_without_a_basis(capsys) -> None:
    """`cost --all` answers for every model of the catalogue, one way or the other."""
    answer = json.loads(ask(capsys, "cost", "--all", "--scope", "final_run", "--draws", "256", "--json")[1])
    assert len(answer["models"]) + len(answer["without_basis"]) == len(World().catalogue.models)
    assert len(answer["models"]) >= 60
    assert all(each["missing"] for each in answer["without_basis"])


def test_as_of_hides_what_came_later(capsys) -> None:
    """Before its report came out, nothing is known of R1's hours, so its cost rests on nothing reported."""
    code, out, _ = ask(capsys, "cost", "deepseek-r1", "--as-of", "2025-03-01", "--json")
    if code == 0:
        assert "as_reported" not in json.loads(out)["scopes"]["final_run"]["readings"]
    else:
        assert code == 4


def test_your_own_facts_stand_over_the_catalogue(capsys, tmp_path: Path) -> None:
    """A rent of your own in a facts folder is used, and the basis says it came from there."""
    (tmp_path / "prices").mkdir()
    (tmp_path / "prices" / "rental.csv").write_text(
        "chip,contract,provider,region,amount,unit,kind,known,source,where,note\n"
        "h800,reserved_1y,Mine,CN,1.25,USD per chip-hour,reported,2024-10-01,my-contract,,\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "my-contract.toml").write_text(
        'title = "Our contract"\nproducer = "Us"\npublished = 2024-10-01\nurl = "https://example.org"\n')
    out = ask(capsys, "cost", "deepseek-v3", "--scope", "final_run", "--facts", str(tmp_path), "--json")[1]
    scope = json.loads(out)["scopes"]["final_run"]
    assert scope["readings"]["contract_rent"]["median"] == pytest.approx(1.25 * 2.788e6, rel=0.05)
    assert "my-contract" in json.dumps(scope)


def test_compute_is_given_by_every_route(capsys) -> None:
    """DeepSeek-V3: 6 x 37e9 x 14.8e12 is 3.29e24 FLOP, beside what hours and speed give."""
    readings = json.loads(ask(capsys, "compute", "deepseek-v3", "--json")[1])["readings"]
    assert readings["six_nd"]["median"] == pytest.approx(6 * 37e9 * 14.8e12, rel=0.03)
    assert readings["hours_mfu"]["median"] == pytest.approx(3.5e24, rel=0.1)


def test_rival_figures_of_spending_stand_side_by_side(capsys) -> None:
    """OpenAI's spending of 2024 has several figures, each with its source, and no sum of them."""
    kinds = json.loads(ask(capsys, "spend", "openai", "--year", "2024", "--json")[1])["spend"]
    totals = next(kind for kind in kinds if kind["kind"] == "total")
    assert len({figure["source"] for figure in totals["figures"]}) >= 2


def test_inputs_lists_the_names_that_set_takes(capsys) -> None:
    """Every name listed can be set, and the basis of the answer uses it."""
    rows = json.loads(ask(capsys, "inputs", "cost", "deepseek-v3", "--json")[1])["inputs"]
    names = {row["name"] for row in rows}
    assert {"deepseek-v3.chip_hours", "deepseek-v3.rental_price"} <= names
    assert all(row["unit"] and row["kind"] for row in rows)


@pytest.mark.parametrize("arguments", [(), ("cost",), ("cost", "a", "--all"), ("cost", "x", "--scope", "everything"),
                                       ("cost", "deepseek-v3", "--draws", "3"), ("frobnicate",),
                                       ("cost", "deepseek-v3", "--set", "nonsense"),
                                       ("cost", "deepseek-v3", "--as-of", "yesterday")])
def test_bad_usage_is_exit_code_2_with_a_way_out(capsys, arguments: tuple[str, ...]) -> None:
    """A wrong command line is answered in words, never with a traceback."""
    code, _, err = ask(capsys, *arguments)
    assert code == 2 or not arguments
    assert "Traceback" not in err


def test_every_command_has_help_with_an_example(capsys) -> None:
    """`--help` of every command shows how it is used."""
    from oncurve.cli.run import COMMANDS

    for name in COMMANDS:
        code, out, _ = ask(capsys, name, "--help")
        assert code == 0
        assert f"oncurve {name}" in out.split("Usage")[1][60:], name


def test_a_search_for_an_input_points_to_inputs_and_to_the_facts_behind_it(capsys) -> None:
    """The basis of an answer prints `h100.rental_price`: who searches for that is told both commands, and they work."""
    code, out, err = ask(capsys, "facts", "h100.rental_price")
    assert (code, out) == (2, "")
    assert "oncurve inputs cost deepseek-v3" in err
    assert "oncurve facts h100 rental_price" in err
    assert "rental_price" in ask(capsys, "inputs", "cost", "deepseek-v3")[1]
    rows = json.loads(ask(capsys, "facts", "h100", "rental_price", "--json")[1])["facts"]
    assert f"The {len(rows)} facts" in err
