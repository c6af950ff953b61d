"""`--llm`: lets a language model propose claims."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.claims.proposed.proposer import Proposer

__all__ = ["llm_options"]

#: the variables that stand for the options
URL, MODEL, KEY = "ONCURVE_LLM_URL", "ONCURVE_LLM_MODEL", "ONCURVE_LLM_KEY"
_LONGEST_KEY = 10_000


def llm_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a command lets a language model propose claims; they end in the world that it receives."""
    @functools.wraps(function)
    def command(*, world: World, llm: bool, llm_url: str | None, llm_model: str | None, llm_key_file: str | None,
                **more: Any) -> Any:
        if llm:
            world.proposer = _proposer(llm_url, llm_model, llm_key_file)
        elif named := next((name for name, value in (("--llm-url", llm_url), ("--llm-model", llm_model),
                                                     ("--llm-key-file", llm_key_file)) if value), None):
            raise BadUsage(f"{named} is for --llm", "No language model is asked unless it is told to",
                           "Add --llm, or leave it out.")
        return function(world=world, **more)

    for option in reversed((
            click.option("--llm", is_flag=True,
                         help="Let a language model propose claims; it is sent the text. Numbers are never its own."),
            click.option("--llm-url", metavar="URL",
                         help=f"Address of any OpenAI-compatible chat endpoint (default: {URL})."),
            click.option("--llm-model", metavar="NAME", help=f"The model to ask for there (default: {MODEL})."),
            click.option("--llm-key-file", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
                         help=f"A file that holds the key (default: {KEY}, else none)."))):
        command = option(command)
    return command


def _proposer(url: str | None, model: str | None, key_file: str | None) -> Proposer:
    url, model = url or os.environ.get(URL, ""), model or os.environ.get(MODEL, "")
    if not url:
        raise BadUsage("--llm needs the address of an endpoint", "None is asked unless it is named",
                       f"Add --llm-url http://localhost:11434/v1, or set {URL}.")
    from oncurve.claims.proposed.endpoint import Endpoint
    from oncurve.claims.proposed.proposer import Proposer
    from oncurve.store.answers import KeptAnswers

    return Proposer(Endpoint(url, model, _key(key_file)), KeptAnswers(),
                    tell=_tell if sys.stderr.isatty() else None)


def _key(key_file: str | None) -> str:
    if key_file is None:
        return os.environ.get(KEY, "").strip()
    try:
        with Path(key_file).open(encoding="utf-8") as file:
            return file.read(_LONGEST_KEY).strip()
    except (OSError, UnicodeError) as error:
        what = getattr(error, "strerror", None) or "it is no text"
        raise BadUsage(f"The file of the key cannot be read ({what})", "", "Name a text file that holds it.") from None


def _tell(done: int, total: int) -> None:
    """Progress, on one line that is wiped at the end."""
    line = f"Language model: {done} of {total} pieces" if done < total else ""
    click.echo("\r\x1b[K" + line, err=True, nl=False)
