"""`oncurve completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from oncurve.basis.errors import BadUsage

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL.

    \b
    Example, for bash:
      oncurve completion bash > ~/.local/share/bash-completion/completions/oncurve
    """
    from oncurve.cli.run import commands

    found = get_completion_class(shell)
    if found is None:
        raise BadUsage(f"{shell} has no completion")
    click.echo(found(commands, {}, "oncurve", "_ONCURVE_COMPLETE").source())
