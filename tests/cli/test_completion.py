"""Completion in a shell: commands, options and names of the catalogue."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from oncurve.cli.run import run


def completed(words: str) -> set[str]:
    """What the shell offers after these words (click's protocol for bash)."""
    environment = {**os.environ, "_ONCURVE_COMPLETE": "bash_complete", "COMP_WORDS": words,
                   "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = subprocess.run([sys.executable, "-m", "oncurve"], capture_output=True, text=True, env=environment,
                          check=True)
    return {line.partition(",")[2] for line in done.stdout.splitlines()}


@pytest.mark.parametrize(("words", "offered"), [
    ("oncurve che", "check"), ("oncurve check --ht", "--html"), ("oncurve cost deepseek-v", "deepseek-v3"),
    ("oncurve chips h8", "h800"), ("oncurve spend open", "openai"), ("oncurve cost deepseek-v3 --chip h1", "h100")])
def test_what_was_begun_is_completed(words: str, offered: str) -> None:
    """Commands, options, models, chips and organisations are offered by their beginning."""
    found = completed(words)
    assert offered in found
    begun = words.rpartition(" ")[2]
    assert all(each.startswith(begun) for each in found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(capsys, shell: str) -> None:
    """The script names the command that it completes."""
    assert run(["completion", shell]) == 0
    assert "_ONCURVE_COMPLETE" in capsys.readouterr().out
