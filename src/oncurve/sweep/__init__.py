"""Much of the same work: audits of an archive, layout searches, scenarios and backtests, in chunks that can be resumed.

One item is worked out without regard to any other, and chunks are cut by number alone, so that the results are the same
for any number of workers, on this machine or on a Dask cluster, in one go or in ten.
"""

from __future__ import annotations

from oncurve.sweep.run import Sweep, Swept
from oncurve.sweep.tasks import TASKS, WorldSpec

__all__ = ["TASKS", "Sweep", "Swept", "WorldSpec"]
