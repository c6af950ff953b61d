"""Runs a command, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import io
import json
import os
import sys
from importlib import import_module
from typing import Any

import click

from oncurve.basis.errors import BadUsage, OncurveError
from oncurve.cli.options import writes_any_letter

__all__ = ["COMMANDS", "run"]

#: command: (module of oncurve.cli, what it does in a line)
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("audit", "Read an article and audit every claim in it."),
    "extract": ("audit", "Find the claims of an article, without judging them."),
    "claim": ("audit", "Audit one sentence."),
    "diff": ("diff", "What moved between two audits, or two vintages of imported data."),
    "forecasts": ("forecasts", "Dated forecasts, kept and scored when their day has passed."),
    "cost": ("cost", "What training a model cost, in every scope."),
    "compute": ("cost", "The training compute of a model, in FLOP."),
    "simulate": ("simulate", "Simulate a training run: time, utilisation, memory, hours, energy."),
    "layouts": ("simulate", "The best parallel layouts of a model out of all."),
    "spend": ("cost", "What an organisation spends, with rival figures."),
    "stocks": ("stocks", "Chips that an organisation or a country holds, by every source."),
    "able": ("stocks", "Who could make a training run of a given cost or compute, and what binds each."),
    "scenario": ("stocks", "The fork: what policies on chips come to, and what decides between them."),
    "export": ("export", "Which chip export rule applies, why, and by what margin."),
    "law": ("export", "The export rules themselves, with their dates."),
    "lag": ("skill", "Months by which one side trails another, under every definition."),
    "capability": ("skill", "Benchmarks on one scale: the index, or a fit of your own table."),
    "trend": ("curve", "How fast efficiency, prices, costs, compute or horizons change by the year."),
    "ontrend": ("curve", "Whether a model's cost is an expected point on the curve."),
    "backtest": ("curve", "Past forecasts against what came."),
    "multiplier": ("multiplier", "How much less compute one training recipe needs than another."),
    "models": ("catalogue", "List the models, or show all facts of one."),
    "chips": ("catalogue", "List the chips, or show all facts of one."),
    "organisations": ("catalogue", "List the organisations, or show all facts of one."),
    "sources": ("catalogue", "List the sources, or show one."),
    "events": ("catalogue", "List the events, or show one: who said what, and when."),
    "facts": ("catalogue", "Search the facts."),
    "sweep": ("sweep", "Much of the same work, resumable, on this machine or a cluster."),
    "import": ("imports", "Land public tables, or your own, beside the catalogue."),
    "dump": ("imports", "Write imported data out: Parquet, CSV with a data package, SQLite."),
    "inputs": ("inputs", "List the named inputs of a question, for --set."),
    "lint": ("lint", "Check the catalogue, or a folder of your own facts."),
    "rule": ("lint", "Explain a finding's code."),
    "serve": ("serve", "Serve the pages and the API."),
    "mcp": ("mcp", "Serve the questions as tools of the Model Context Protocol."),
    "completion": ("completion", "Print the completion script of your shell."),
}

#: commands whose name is a word of Python's
_PYTHON = {"import": "import_"}

_EXAMPLES = """
\b
Examples:
  oncurve check article.txt --published 2025-01-30
  oncurve check article.html --html audit.html
  oncurve claim "DeepSeek trained V3 for $5.58 million." --published 2025-01-28
  oncurve cost deepseek-v3
  oncurve cost deepseek-v3 --set rental_price="1.5 to 3.5"
  oncurve export H20 --to CN --on 2025-05-01
  oncurve models deepseek-v3
"""


class _Commands(click.Group):
    """A group that imports a command's module only when it runs, or shows its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"oncurve.cli.{COMMANDS[cmd_name][0]}"),
                                         _PYTHON.get(cmd_name, cmd_name))
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 3, 0.5)
            there = f"The nearest: {', '.join(near)}" if near else ""
            raise BadUsage(f"No command is called {args[0]!r}", there, "`oncurve --help` lists them.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
             epilog=_EXAMPLES, invoke_without_command=False)
@click.version_option(package_name="oncurve", message="oncurve %(version)s")
def commands() -> None:
    """Check what is claimed about AI models and chips.

    oncurve finds every quantitative claim of an article, computes the same quantity from sourced facts known
    at that date, and says how the two compare, what that rests on, and which assumption decides it.
    """


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code of the contract."""
    _write_any_letter()
    try:
        commands.main(args=arguments, prog_name="oncurve", standalone_mode=False)
        sys.stdout.flush()
    except OncurveError as error:
        return _tell(error, arguments)
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        return _tell(_as_ours(error), arguments)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("ONCURVE_DEBUG"):
            raise
        what = f"oncurve met a fault of its own ({type(error).__name__}: {str(error)[:200]})"
        return _tell(OncurveError(what, "", "Run it again with ONCURVE_DEBUG=1 for the details, and report them."),
                     arguments)
    return 0


def _write_any_letter() -> None:
    """Where standard output has an alphabet of few letters, write a question mark for the others.

    In UTF-8 half a pair of UTF-16, which JSON lets in, is written as JSON escapes it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if writes_any_letter(stream) else "replace")


def _as_ours(error: click.ClickException) -> BadUsage:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "oncurve"
    return BadUsage(error.format_message().rstrip("."), "", f"`{path} --help` shows how it is used.")


def _tell(error: OncurveError, arguments: list[str]) -> int:
    if {"--json", "--jsonl"} & set(arguments):
        sys.stderr.write(json.dumps(error.to_dict(), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{error}\n")
    return error.exit_code
