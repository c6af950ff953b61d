"""The description of the API, and requests made from it at random."""

from __future__ import annotations

import pytest

pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient

from oncurve.web.application import make_server
from oncurve.web.questions import ROUTES
from oncurve.web.settings import Settings

# A name, a layout or a text may be refused though it is a string, as a schema cannot say which are known: that such
# a refusal is no fault is left to the other tests.
#: answers are made in the server's own process; nothing is kept on disk
SERVER = make_server(Settings(database="sqlite://", workers=0, rate=0, audits=0, seconds=20))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", SERVER)
#: one of each sort of address; the others are asked with the slow tests
FEW = (r"^/($|assets|health|metrics|pages|audit|api|chips/|rules|export/|disputes|design|methods/)"
       r"(?!.*(\.csv|\.vl\.json)$)")
QUICK, ALL = 2, 25


def test_every_route_is_described() -> None:
    """The description names every page in every form, each with its errors, under a name of its own."""
    with TestClient(SERVER) as client:
        plain = client.get("/openapi.json").json()
    for route in ROUTES:
        for ending in ("", ".json", ".csv", ".vl.json"):
            operation = plain["paths"][route.path.replace(":path", "") + ending]["get"]
            assert {"200", "400", "404", "422", "429", "503"} <= set(operation["responses"])
    names = [each["operationId"] for methods in plain["paths"].values() for each in methods.values()]
    assert len(names) == len(set(names))


@SCHEMA.include(path_regex=FEW).parametrize()
@settings(max_examples=QUICK, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_requests_at_random_find_no_fault(case: object) -> None:
    """Whatever is sent, the answer is one that the description names, and never a fault of the server."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


@pytest.mark.slow
@SCHEMA.parametrize()
@settings(max_examples=ALL, deadline=None, suppress_health_check=list(HealthCheck))
def test_many_requests_at_random_find_no_fault(case: object) -> None:
    """The same of every page, with many requests each."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
