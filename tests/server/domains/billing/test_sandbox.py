"""A payment through each simulated gateway, as real as it gets on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omms_server.contract.billing import (
    BillState,
    GatewayTender,
    GiveUpGatewayPayment,
    LoadBill,
    StartGatewayPayment,
)
from omms_server.payments.registry import gateways_from, simulated_settings
from omms_server.payments.sandbox.keys import gateway_keys, sandbox_keys
from omms_server.payments.transport import http_client
from tests.server.domains.billing.conftest import Owing
from tests.support.clinic import Clinic
from tests.support.gateways import clinic_with, hand_in, payments_of, run_tasks
from tests.support.payments import Inbox, Running, open_inbox, running_sandbox

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sandbox")
    sandbox_keys(made)
    return made


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    with running_sandbox(gateway_keys(folder)) as made:
        yield made


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with open_inbox() as box:
        yield box


@pytest.fixture
def clinic(
    working_clinic: Clinic, folder: Path, running: Running, inbox: Inbox
) -> Iterator[Clinic]:
    """A clinic that takes both; its clock is the machine's, as signatures want."""
    working_clinic.clock.at = datetime.now(UTC)
    with http_client() as http:
        gateways = gateways_from(simulated_settings(folder, running.url, inbox.url), http)
        yield clinic_with(working_clinic, gateways)


@pytest.mark.parametrize("tender", list(GatewayTender))
def test_scan_pay_notice_receipt_and_late_money(
    clinic: Clinic, owing: Owing, inbox: Inbox, running: Running, tender: GatewayTender
) -> None:
    first, second = owing(), owing()
    for bill in (first, second):
        request = StartGatewayPayment(bill_id=bill.id, version=bill.version, tender=tender)
        clinic.bo.send(request)
    run_tasks(clinic)
    shown = clinic.bo.send(LoadBill(bill_id=first.id))
    late = clinic.bo.send(LoadBill(bill_id=second.id))
    assert shown.payment is not None
    assert late.payment is not None
    assert shown.payment.simulated
    with http_client() as payer:
        payer.get(shown.payment.code_url)
        payer.post(shown.payment.code_url)
        letter = inbox.next()
        reply = hand_in(clinic, letter.headers, letter.body, tender)
        assert reply.status in (200, 204)
        assert clinic.bo.send(LoadBill(bill_id=first.id)).state is BillState.PAID
        clinic.bo.send(GiveUpGatewayPayment(bill_id=second.id))
        payer.get(late.payment.code_url)
        payer.post(late.payment.code_url)
    letter = inbox.next()
    hand_in(clinic, letter.headers, letter.body, tender)
    clinic.clock.forward(seconds=1)
    run_tasks(clinic)
    assert payments_of(clinic, second.id)[0].state == "refunded"
    assert clinic.bo.send(LoadBill(bill_id=second.id)).state is BillState.OPEN
