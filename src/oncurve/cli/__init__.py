"""The command line: parses, calls one public function, hands to report.

Command modules are imported only when their command runs, so that `--version` and `--help` stay quick.
"""

from __future__ import annotations

import gc
import os
import sys

__all__ = ["main"]

#: objects made before Python looks for unused cycles: a command builds a catalogue that stays, and makes few
_BETWEEN_COLLECTIONS = 100_000


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of the contract."""
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        from oncurve import __version__

        sys.stdout.write(f"oncurve {__version__}\n")
        sys.exit(0)
    # Matrices here are small: more threads than one only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if arguments is None:
        gc.set_threshold(_BETWEEN_COLLECTIONS)
    from oncurve.cli.run import run

    code = run(given)
    if arguments is None:
        gc.freeze()  # the process ends: nothing of it need be looked through once more
    sys.exit(code)
