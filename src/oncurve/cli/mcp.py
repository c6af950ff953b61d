"""`oncurve mcp`: the tool server."""

from __future__ import annotations

import click

from oncurve.basis.errors import BadUsage

__all__ = ["mcp"]

_PORT = 8322


@click.command()
@click.option("--http", is_flag=True, help="Serve over HTTP at /mcp, instead of standard input and output.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at, with --http.")
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65_535), help="Port, with --http.")
def mcp(host: str, port: int, *, http: bool) -> None:
    """Serve the questions as tools of the Model Context Protocol.

    \b
    Examples:
      oncurve mcp                      # a client starts it, and talks over standard input and output
      oncurve mcp --http --port 8322   # at http://127.0.0.1:8322/mcp

    \b
    In a client's configuration:
      {"mcpServers": {"oncurve": {"command": "oncurve", "args": ["mcp"]}}}
    """
    try:
        from oncurve.mcp.server import serve_http, serve_stdio
    except ImportError as missing:
        raise BadUsage(f"The tool server needs {missing.name}, which is not installed", "",
                       'Install it with: pip install "oncurve[mcp]"') from None
    if http:
        click.echo(f"oncurve's tools are at http://{host}:{port}/mcp (stop it with Ctrl-C)", err=True)
        serve_http(host, port)
    else:
        serve_stdio()
