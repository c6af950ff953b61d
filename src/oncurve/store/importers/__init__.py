"""The data sets that `oncurve import` recognises by their columns, one file each.

A new data set is a new file with a tuple `IMPORTERS`, named here.
"""

from __future__ import annotations

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.store.importers import epoch_benchmarks, epoch_chip_counts, epoch_chips, epoch_models, epoch_prices, metr
from oncurve.store.importers.record import Importer
from oncurve.store.reading import Table

__all__ = ["DATASETS", "IMPORTERS", "importer_of"]

IMPORTERS: tuple[Importer, ...] = (
    *epoch_models.IMPORTERS, *epoch_chips.IMPORTERS, *epoch_prices.IMPORTERS, *epoch_benchmarks.IMPORTERS,
    *epoch_chip_counts.IMPORTERS, *metr.IMPORTERS,
)
#: the names of the data sets, as `oncurve import` takes them
DATASETS: tuple[str, ...] = tuple(dict.fromkeys(each.dataset for each in IMPORTERS))


def importer_of(table: Table, dataset: str | None = None) -> Importer:
    """The importer whose columns a table has.

    Args:
        table: the table.
        dataset: the data set that it must be; None for any.

    Raises:
        BadUsage: no data set is called so.
        BadInput: no importer knows these columns.
    """
    if dataset is not None and dataset not in DATASETS:
        raise BadUsage(f"No data set is called {dataset!r}", f"There are {', '.join((*DATASETS, 'csv'))}",
                       "For a table of your own: oncurve import csv FILE --mapping mapping.toml")
    for each in IMPORTERS:
        if (dataset is None or each.dataset == dataset) and each.recognises(table):
            return each
    wanted = dataset or "no data set that is known"
    seen = ", ".join(table.columns[:6])
    raise BadInput(f"its columns ({seen}, …) are {'not ' if dataset else ''}those of {wanted}", file=table.name,
                   hint="Say what its columns are with --mapping mapping.toml (docs/import.md).")
