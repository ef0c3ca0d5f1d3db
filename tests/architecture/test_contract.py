"""The contract is complete: requests have routes, faults have sentences, messages travel."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from typing import Any

import pytest

import omms_server.contract
from omms_desktop.texts.faults import SENTENCES
from omms_server.contract.faults import Fault
from omms_server.contract.messages import Command, Query, Request
from omms_server.contract.permissions import Permission
from omms_server.contract.wire import Call, Outcome
from tests.support.all_routes import all_routes
from tests.support.samples import sample

for each in pkgutil.iter_modules(omms_server.contract.__path__):
    importlib.import_module(f"omms_server.contract.{each.name}")


def of_contract(known: dict[str, Any]) -> list[Any]:
    """Those that the contract itself defines: tests define some of their own."""
    home = omms_server.contract.__name__
    return [known[name] for name in sorted(known) if known[name].__module__.startswith(home)]


REQUESTS: list[type[Request[Any]]] = of_contract(Request.registry)
FAULTS: list[type[Fault]] = of_contract(Fault.registry)
DEPENDENT = frozenset({"patients.change", "patients.register"})
"""Requests with fields that are needed when others are left out: only the full one is a sample."""
PLACE = re.compile(r"\{(\w+)\}")


def test_every_request_has_one_route() -> None:
    asked = [route.request for route in all_routes()]
    assert len(asked) == len(set(asked))
    without = {request.method for request in REQUESTS} - {request.method for request in asked}
    assert not without, sorted(without)


def test_every_route_needs_a_permission_but_signing_in() -> None:
    open_to_all = {route.request.__name__ for route in all_routes() if route.needs is None}
    assert open_to_all == {
        *("SignIn", "RenewSignIn", "SignOut"),  # before anyone is known
        *("ChangePassword", "SignOutEverywhere"),  # one's own account
        "RenewCertificate",  # the machine's own, by the one it shows
    }
    assert {type(route.needs) for route in all_routes()} == {Permission, type(None)}


@pytest.mark.parametrize("request_type", REQUESTS, ids=lambda each: each.method)
def test_a_request_is_a_query_or_a_command_and_says_what_it_is(
    request_type: type[Request[Any]],
) -> None:
    assert issubclass(request_type, Query) != issubclass(request_type, Command)
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", request_type.method)


@pytest.mark.parametrize("full", [False, True], ids=["least", "full"])
@pytest.mark.parametrize("request_type", REQUESTS, ids=lambda each: each.method)
def test_a_request_travels_unchanged(request_type: type[Request[Any]], full: bool) -> None:
    asked = request_type.model_validate_json(
        json.dumps(
            sample(request_type.model_json_schema(), full=full or request_type.method in DEPENDENT)
        )
    )
    call = Call(method=request_type.method, body=asked.model_dump(mode="json"))
    arrived = Call.model_validate_json(call.model_dump_json())
    assert request_type.model_validate_json(json.dumps(arrived.body)) == asked


@pytest.mark.parametrize("full", [False, True], ids=["least", "full"])
@pytest.mark.parametrize("request_type", REQUESTS, ids=lambda each: each.method)
def test_an_answer_travels_unchanged(request_type: type[Request[Any]], full: bool) -> None:
    adapter = request_type.answer()
    schema = adapter.json_schema(mode="validation")
    answer = adapter.validate_json(json.dumps(sample(schema, full=full)))
    outcome = Outcome(code="ok", data=adapter.dump_python(answer, mode="json"))
    arrived = Outcome.model_validate_json(outcome.model_dump_json())
    assert adapter.validate_json(json.dumps(arrived.data)) == answer


@pytest.mark.parametrize("fault_type", FAULTS, ids=lambda each: each.code)
def test_a_fault_travels_unchanged(fault_type: type[Fault]) -> None:
    places = PLACE.findall("".join(SENTENCES.get(fault_type.code, ("", ""))))
    fault = fault_type(**dict.fromkeys(places, "阿莫西林"))
    outcome = Outcome(code=fault.code, data=fault.params)
    arrived = Outcome.model_validate_json(outcome.model_dump_json())
    rebuilt = Fault.from_wire(arrived.code, arrived.data)
    assert type(rebuilt) is fault_type
    assert rebuilt.params == fault.params


def test_an_unknown_fault_of_a_newer_server_is_internal() -> None:
    assert Fault.from_wire("from.tomorrow", {}).code == "internal"


@pytest.mark.parametrize("fault_type", FAULTS, ids=lambda each: each.code)
def test_a_fault_has_a_sentence_in_both_languages(fault_type: type[Fault]) -> None:
    assert fault_type.code in SENTENCES
    chinese, english = SENTENCES[fault_type.code]
    assert set(PLACE.findall(chinese)) == set(PLACE.findall(english))
    assert re.search(r"[一-鿿]", chinese)
    assert re.search(r"[A-Za-z]{3}", english)
    assert not re.search(r"[一-鿿]", english)


def test_no_sentence_is_left_of_a_fault_that_is_gone() -> None:
    known = {fault.code for fault in FAULTS}
    gone = {code for code in SENTENCES if not code.startswith("desktop.")} - known
    assert not gone, sorted(gone)
