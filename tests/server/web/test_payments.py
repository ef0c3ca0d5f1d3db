"""Payment notices pass through as they came."""

import base64
from pathlib import Path

import pytest

from omms_server.contract.billing import GatewayOff, NoticeReply, ReceivePaymentNotice
from omms_server.contract.faults import Fault, Unreachable
from omms_server.web.app import WebLimits
from omms_server.web.payments import signature_headers
from tests.support.clinic import Clinic
from tests.support.web import FakeBackend, Site, a_site

RAW = b'{ "b":1,\r\n "a":"\xe4\xb8\xad\xff\x00" }'
SIGNED = {
    "Wechatpay-Signature": "abc=",
    "Wechatpay-Serial": "S1",
    "Content-Type": "application/json",
    "Cookie": "lang=en",
    "Authorization": "Basic xyz",
    "X-Forwarded-For": "203.0.113.9",
}


@pytest.mark.parametrize("gateway", ["wechat", "alipay"])
def test_a_notice_arrives_byte_for_byte_with_its_signature_and_nothing_else(
    site: Site, backend: FakeBackend, gateway: str
) -> None:
    answer = site.post(f"/payments/notices/{gateway}", content=RAW, headers=SIGNED)
    assert (answer.status_code, answer.text) == (200, "success")
    (notice, _) = backend.of(ReceivePaymentNotice)[0]
    assert notice.gateway.value == gateway
    assert base64.b64decode(notice.body) == RAW
    assert notice.headers == {
        "wechatpay-signature": "abc=",
        "wechatpay-serial": "S1",
        "content-type": "application/json",
    }


def test_the_gateway_gets_the_servers_own_answer(site: Site, backend: FakeBackend) -> None:
    backend.reply = NoticeReply(status=401, content_type="application/json", body='{"code":"FAIL"}')
    answer = site.post("/payments/notices/wechat", content=b"{}", headers={})
    assert (answer.status_code, answer.json()) == (401, {"code": "FAIL"})
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("fault", [Unreachable(reason="connecting"), GatewayOff()])
def test_a_notice_that_was_not_taken_is_to_come_again(
    site: Site, backend: FakeBackend, fault: Fault
) -> None:
    backend.faults[ReceivePaymentNotice] = fault
    answer = site.post("/payments/notices/alipay", content=b"x=1", headers={})
    assert answer.status_code == 503
    assert answer.json()["code"] == fault.code


def test_a_notice_has_at_most_64_kib(site: Site, backend: FakeBackend) -> None:
    path = "/payments/notices/wechat"
    assert site.post(path, content=b"x" * 65_536, headers={}).status_code == 200
    assert site.post(path, content=b"x" * 65_537, headers={}).status_code == 413
    assert len(backend.of(ReceivePaymentNotice)) == 1


def test_only_the_gateways_we_know_are_heard(site: Site, backend: FakeBackend) -> None:
    assert site.post("/payments/notices/paypal", content=b"{}", headers={}).status_code == 404
    assert site.get("/payments/notices/wechat").status_code == 405
    assert not backend.asked


def test_headers_are_few_and_short() -> None:
    many = [(f"wechatpay-{number}", "x") for number in range(50)]
    assert len(signature_headers(many)) == 20
    assert signature_headers([("wechatpay-signature", "x" * 3000)]) == {}


def test_a_flood_of_notices_is_bounded(backend: FakeBackend, tmp_path: Path) -> None:
    with a_site(backend, tmp_path, limits=WebLimits(notices=2)) as site:
        path = "/payments/notices/alipay"
        answers = [site.post(path, content=b"", headers={}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_without_a_gateway_the_real_server_takes_none(real_site: Site, clinic: Clinic) -> None:
    answer = real_site.post("/payments/notices/wechat", content=b"{}", headers={})
    assert (answer.status_code, answer.json()["code"]) == (503, "billing.gateway_off")
