"""What a server is told when it starts: limits, the database, and whether it may fetch."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass

from oncurve.basis.errors import BadUsage

__all__ = ["Settings", "settings_from"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits of a server.

    Args:
        database: address of the database; None looks at ONCURVE_DATABASE_URL.
        fetch: whether a reader may name an address of the public web to be read.
        workers: processes that compute.
        most_bytes: of a request's body.
        most_characters: of an article.
        seconds: that an answer may take.
        body_seconds: that a body may take to arrive.
        rate: requests a minute that one client may make for what has to be computed.
        audits: audits a minute that one client may ask for.
        keep_days: how long an audit is kept if nothing else is asked.
        proxies: how many proxies stand before the server, whose word on the client's address is taken.
        secure: whether the pages are reached by https, so that keys are only sent there.
    """

    database: str | None = None
    fetch: bool = False
    workers: int = 2
    most_bytes: int = 4_000_000
    most_characters: int = 200_000
    seconds: float = 30.0
    body_seconds: float = 20.0
    rate: int = 1_200
    audits: int = 60
    keep_days: int = 90
    proxies: int = 0
    secure: bool = False


_NAMES = {"ONCURVE_WORKERS": "workers", "ONCURVE_MOST_BYTES": "most_bytes", "ONCURVE_SECONDS": "seconds",
          "ONCURVE_RATE": "rate", "ONCURVE_AUDITS": "audits", "ONCURVE_KEEP_DAYS": "keep_days",
          "ONCURVE_PROXIES": "proxies", "ONCURVE_BODY_SECONDS": "body_seconds"}


def settings_from(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """The settings that the environment and the command line give; the command line wins.

    Args:
        environment: variables such as ONCURVE_RATE; None is that of the process.
        given: fields of `Settings`; None leaves one as it is.

    Raises:
        BadUsage: a variable is no positive number.
    """
    environment = os.environ if environment is None else environment
    found: dict[str, object] = {}
    for variable, name in _NAMES.items():
        text = environment.get(variable)
        if text is None:
            continue
        kind = type(getattr(Settings(), name))
        try:
            found[name] = kind(text)
            if not 0 <= kind(text) < math.inf:
                raise ValueError
        except ValueError:
            raise BadUsage(f"{variable} is {text[:40]!r}", "It is a positive number", "Set another, or unset it.") \
                from None
    found |= {name: value for name, value in given.items() if value is not None}
    return Settings(**found)  # type: ignore[arg-type]
