"""The index: what it predicts, how sure it is, and what it must not depend on."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.capability.factors import logistic
from oncurve.capability.ho2025 import fit_ho2025
from oncurve.capability.index import Index, fit_index
from oncurve.capability.shipped import ANCHORS, load_shipped, shipped_table
from oncurve.capability.table import Row, ScoreTable, table_of


def bare(table: ScoreTable) -> ScoreTable:
    """The same scores, with nothing else known."""
    return table_of(Row(table.models[m], table.benchmarks[b], float(y))
                    for m, b, y in zip(table.model, table.benchmark, table.score, strict=True))


def simulated(seed: int, models: int = 60, benchmarks: int = 12) -> tuple[ScoreTable, np.ndarray]:
    """A table drawn from a known truth of two dimensions, and the true expected scores."""
    random = np.random.default_rng(seed)
    skill = np.column_stack([random.normal(0, 1.2, models), random.normal(0, 0.4, models)])
    load = np.column_stack([random.normal(0, 1, benchmarks), random.lognormal(0, 0.2, benchmarks),
                            random.normal(0, 1, benchmarks)])
    share = logistic(load[:, 0] + skill @ load[:, 1:].T)
    rows = [Row(f"m{m}", f"b{b}", float(np.clip(random.normal(share[m, b], 0.04), 0, 1)))
            for m in range(models) for b in range(benchmarks) if random.random() < 0.6]
    table = table_of(rows)
    order = [int(name[1:]) for name in table.models], [int(name[1:]) for name in table.benchmarks]
    return table, share[np.ix_(*order)]


@pytest.fixture(scope="module")
def recovered() -> tuple[Index, np.ndarray]:
    """A fit of a simulated table, and its truth."""
    table, truth = simulated(3)
    return fit_index(table, starts=2), truth


def test_simulated_truth_is_covered(recovered) -> None:
    """The 90% intervals of expected scores, over models, hold the truth for between 80% and 99% of 60 models."""
    index, truth = recovered
    drawn = index.draws.mean(2)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    inside = np.mean((low <= truth.mean(1)) & (truth.mean(1) <= high))
    assert 0.8 <= inside <= 0.99


def test_unseen_cells_of_a_simulated_table_are_near_the_truth(recovered) -> None:
    """Expected scores of cells without a score are right to 0.06, root mean square."""
    index, truth = recovered
    seen = np.zeros(truth.shape, dtype=bool)
    seen[index.table.model, index.table.benchmark] = True
    assert np.sqrt(np.mean((index.mean - truth)[~seen] ** 2)) < 0.06


def test_hidden_scores_are_predicted_better_than_by_the_public_fit() -> None:
    """A fifth of the public table hidden: the error is at most 0.85 of the public fit's, and 90% intervals hold."""
    table = bare(shipped_table())
    hidden = np.zeros(table.score.size, dtype=bool)
    hidden[np.random.default_rng(5).permutation(hidden.size)[:hidden.size // 5]] = True
    index, public = fit_index(table.where(~hidden), starts=1), fit_ho2025(table.where(~hidden)).predict()
    m, b, y = table.model[hidden], table.benchmark[hidden], table.score[hidden]
    error = np.sqrt(np.mean((index.mean[m, b] - y) ** 2))
    assert error < 0.85 * np.sqrt(np.mean((public[m, b] - y) ** 2))
    half = 1.645 * np.sqrt(index.spread[m, b] + index.noise[m, b])
    assert 0.84 < np.mean(np.abs(index.mean[m, b] - y) < half) < 0.96


def test_names_and_order_carry_no_information() -> None:
    """A renamed and shuffled table gives the same expectations to six digits."""
    table, _ = simulated(4, 25, 8)
    random = np.random.default_rng(1)
    new = {name: f"z{number}" for number, name in enumerate(random.permutation([*table.models, *table.benchmarks]))}
    rows = [Row(table.models[m], table.benchmarks[b], float(y), more={"family": f"f{m // 2}"})
            for m, b, y in zip(table.model, table.benchmark, table.score, strict=True)]
    other = [Row(new[row.model], new[row.benchmark], row.score, more={"family": f"q{row.more['family']}"})
             for row in rows]
    one = fit_index(table_of(rows), starts=1)
    two = fit_index(table_of(other[place] for place in random.permutation(len(other))), starts=1)
    m = [two.table.models.index(new[name]) for name in one.table.models]
    b = [two.table.benchmarks.index(new[name]) for name in one.table.benchmarks]
    assert two.mean[np.ix_(m, b)] == pytest.approx(one.mean, abs=1e-6)


def test_the_shipped_index_is_pinned_to_the_familiar_scale() -> None:
    """Claude 3.5 Sonnet stands at 130 and GPT-5 at 150, each with an interval of its own."""
    shipped = load_shipped()
    for name, value in ANCHORS:
        place = shipped.place(name)
        assert place is not None
        assert shipped.centre[place] == pytest.approx(value, abs=1e-6)
        assert np.ptp(shipped.skill["all"][:, place]) > 1


def test_the_shipped_index_ranks_as_the_public_one() -> None:
    """The ranks of the shipped index and of the public fit correlate above 0.95 (Epoch's own copies: 0.997)."""
    shipped, public = load_shipped(), fit_ho2025(shipped_table())
    places = [shipped_table().models.index(model.name) for model in shipped.models]
    ranks = [np.argsort(np.argsort(values)) for values in (shipped.centre, public.capability[places])]
    assert np.corrcoef(*ranks)[0, 1] > 0.95


def test_a_changed_artefact_is_noticed(tmp_path, monkeypatch) -> None:
    """A file whose hash is not the recorded one is refused."""
    import shutil

    from oncurve.basis.errors import OncurveError
    from oncurve.capability import shipped as module

    folder = tmp_path / "data"
    shutil.copytree(module.FOLDER, folder)
    (folder / "index.npz").write_bytes((folder / "index.npz").read_bytes() + b"\0")
    monkeypatch.setattr(module, "FOLDER", folder)
    module.load_shipped.cache_clear()
    try:
        with pytest.raises(OncurveError, match="not the one that was released"):
            module.load_shipped()
    finally:
        module.load_shipped.cache_clear()
