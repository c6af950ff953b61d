"""Progress of language models' algorithms by the law of Ho et al. (2024), from its printed parameters.

The law's loss falls with the year as if parameters and tokens grew; the time in which the compute for a fixed loss
halves follows from four of its numbers. The channel of parameters alone is not identified: data carry the result.
Valid for language models of 2012 to 2023, to a fixed perplexity.

    @misc{ho2024, title={Algorithmic progress in language models}, author={Ho, Anson and Besiroglu, Tamay and Erdil,
      Ege and others}, year={2024}, eprint={2403.05812}, archivePrefix={arXiv}}
"""

from __future__ import annotations

import math

__all__ = ["MONTHS_PRINTED", "PRINTED", "halving_months"]

#: the preferred model's estimates: progress a year and exponent, of parameters and of data
PRINTED = {"a_year": 0.003938, "a_parameters": 0.067982, "b_year": 0.035620, "b_data": 0.039587}
#: 2.5%, 50% and 97.5% of the halving time in months, as the authors' own bootstrap prints them
MONTHS_PRINTED = (4.52, 8.44, 14.27)
_MONTHS_A_YEAR = 12


def halving_months(a_year: float, a_parameters: float, b_year: float, b_data: float) -> float:
    """Months in which the compute for a fixed loss halves.

    Args:
        a_year: fall a year of the logarithm of the parameters' term.
        a_parameters: its exponent of parameters.
        b_year: fall a year of the logarithm of the data's term.
        b_data: its exponent of data.

    >>> round(halving_months(**PRINTED), 2)
    8.68
    """
    rates = a_year / (math.log(2) * a_parameters), b_year / (math.log(2) * b_data)
    return _MONTHS_A_YEAR / sum(rates)
