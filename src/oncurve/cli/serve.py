"""`oncurve serve`: the pages and the API."""

from __future__ import annotations

import logging
import sys

import click

from oncurve.basis.errors import BadUsage

__all__ = ["serve"]

_PORT = 8321


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=_PORT, show_default=True, type=click.IntRange(0, 65_535), help="Port to listen at.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that compute (default 2).")
@click.option("--database", metavar="URL", help="Where audits are kept (default: ONCURVE_DATABASE_URL, else a file in "
                                                "your data folder).")
@click.option("--fetch", is_flag=True, help="Let readers name an address of the public web to be read.")
@click.option("--secure", is_flag=True, help="The pages are reached by https: keys are sent nowhere else.")
@click.option("--proxies", type=click.IntRange(0, 8), help="Proxies before the server, whose word on the client's "
                                                           "address is taken (default 0).")
def serve(host: str, port: int, *, workers: int | None, database: str | None, fetch: bool, secure: bool,
          proxies: int | None) -> None:
    """Serve the pages and the API.

    \b
    Examples:
      oncurve serve
      oncurve serve --host 0.0.0.0 --port 80 --secure --proxies 1
      ONCURVE_DATABASE_URL=postgresql://oncurve@db/oncurve oncurve serve

    \b
    Limits are set by variables: ONCURVE_RATE and ONCURVE_AUDITS (questions and audits a minute for one client; 0 is
    no limit), ONCURVE_MOST_BYTES, ONCURVE_SECONDS, ONCURVE_BODY_SECONDS, ONCURVE_KEEP_DAYS.
    """
    try:
        import uvicorn

        from oncurve.web.application import make_server
        from oncurve.web.settings import settings_from
    except ImportError as missing:
        raise BadUsage(f"The pages need {missing.name}, which is not installed", "",
                       'Install it with: pip install "oncurve[web]"') from None
    settings = settings_from(workers=workers, database=database, fetch=fetch or None, secure=secure or None,
                             proxies=proxies)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    logging.getLogger("oncurve.web").setLevel(logging.INFO)
    click.echo(f"oncurve listens at http://{host}:{port} (stop it with Ctrl-C)", err=True)
    uvicorn.run(make_server(settings), host=host, port=port, access_log=False, log_level="warning",
                server_header=False, timeout_keep_alive=15, limit_concurrency=512, h11_max_incomplete_event_size=65_536)
