"""Tables of shades, as they are drawn."""

from __future__ import annotations

import re

from oncurve.chart.shades import Shade, Shades, shades_svg


def test_what_the_rows_are_is_not_written_over_the_columns() -> None:
    """Long names of rows and the numbers of the columns stand on lines of their own, a letter apart."""
    cells = tuple(Shade(across, down, 1.0) for across in (1, 2, 4) for down in (1, 2))
    drawn = shades_svg(Shades("", "columns", "rows of a name longer than the margin", "", cells, "{:.2f}".format))
    heights = {words: float(height) for height, words in re.findall(r'<text x="[^"]+" y="([^"]+)"[^>]*>([^<]+)', drawn)}
    size = float(re.search(r'font-size="(\d+)"', drawn)[1])
    assert heights["rows of a name longer than the margin ↓"] - heights["4"] >= size
    assert heights["4"] - heights["columns →"] >= size
