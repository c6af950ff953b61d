"""`oncurve completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import get_completion_class

from oncurve.basis.errors import BadUsage

__all__ = ["completion", "names_in"]


def names_in(plural: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Completes an argument with ids of the catalogue.

    Args:
        plural: which: "models", "chips", "organisations", "sources" or "events".
    """
    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        from oncurve.api import World

        return [name for name in getattr(World().catalogue, plural) if name.startswith(begun.lower())]

    return complete


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of SHELL: commands, options, and the names of the catalogue.

    \b
    Examples:
      oncurve completion bash > ~/.local/share/bash-completion/completions/oncurve
      oncurve completion zsh > "${fpath[1]}/_oncurve"
      oncurve completion fish > ~/.config/fish/completions/oncurve.fish
    """
    from oncurve.cli.run import commands

    found = get_completion_class(shell)
    if found is None:
        raise BadUsage(f"{shell} has no completion")
    click.echo(found(commands, {}, "oncurve", "_ONCURVE_COMPLETE").source())
