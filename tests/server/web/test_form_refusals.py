"""What the form says when the server refuses, and under which key it goes again."""

from pathlib import Path
from typing import Any

import pytest

from omms_server.contract import booking as online
from omms_server.contract import scheduling as said
from omms_server.contract.faults import Busy, Fault, InProgress, Internal, Unreachable
from omms_server.web import submitting
from omms_server.web.fault_texts import FAULTS, fault_sentence
from tests.support.clinic import TODAY
from tests.support.web import FakeBackend, Page, Site, a_site, who

FORM = f"/departments/11/{TODAY}/100"
CODE = "482913"


def with_code(site: Site, **typed: str) -> Page:
    """The form after the code was sent."""
    answer = site.fill(site.page(FORM), "send", **who(**typed))
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


@pytest.mark.parametrize("fault", [Unreachable(), InProgress(), Busy(seconds=1), Internal(ref="9")])
def test_after_an_uncertain_answer_the_same_key_goes_again(
    site: Site, backend: FakeBackend, fault: Fault
) -> None:
    backend.faults[online.BookOnline] = fault
    answer = site.fill(with_code(site), "book", code=CODE)
    assert answer.status_code == 503
    backend.faults.clear()
    assert site.fill(Page(answer.text), "book").status_code == 303
    assert len({key for _, key in backend.of(online.BookOnline)}) == 1


@pytest.mark.parametrize("is_restarted", [True, False])
def test_with_the_server_away_altogether_nothing_typed_is_lost(
    site: Site, backend: FakeBackend, tmp_path: Path, is_restarted: bool
) -> None:
    typed = who()
    page = with_code(site, **typed)
    asked = (online.ListOfferedDays, online.ListOfferedSlots, online.BookOnline)
    backend.faults = dict.fromkeys(asked, Unreachable())
    with a_site(backend, tmp_path) as restarted:
        at = restarted if is_restarted else site
        answer = at.fill(page, "book", code=CODE)
        assert answer.status_code == 503
        kept = Page(answer.text)
        assert "不会重复预约" in kept.text
        assert {kept.fields[name] for name in typed} == set(typed.values())
        assert kept.fields["token"] == page.fields["token"]
        assert ("内科" in kept.text) != is_restarted
        backend.faults = {}
        assert at.fill(kept, "book").status_code == 303


def test_after_a_clear_refusal_the_next_try_has_a_key_of_its_own(
    site: Site, backend: FakeBackend
) -> None:
    backend.faults[online.BookOnline] = online.WrongBookingCode(left=3)
    page = Page(site.fill(with_code(site), "book", code="111111").text)
    assert "还可尝试3次" in page.text
    assert "#code" in page.links
    backend.faults.clear()
    site.fill(page, "book", code=CODE)
    assert len({key for _, key in backend.of(online.BookOnline)}) == 2


def test_a_time_that_was_just_taken_can_be_changed_without_typing_again(
    site: Site, backend: FakeBackend
) -> None:
    backend.faults[online.BookOnline] = said.SlotFull(booked=2, quota=2)
    typed = who()
    page = Page(site.fill(with_code(site, **typed), "book", code=CODE).text)
    assert "刚刚约满" in page.text
    assert 'value="102"' in page.html
    assert 'value="100"' not in page.html
    backend.faults.clear()
    assert "请选择时间" in Page(site.fill(page, "book").text).text
    answer = site.fill(page, "book", slot="102")
    assert answer.status_code == 303
    booked = backend.of(online.BookOnline)[-1][0]
    assert (booked.slot_id, booked.name) == (102, typed["name"])


def test_too_many_codes_leave_the_field_for_the_one_that_came(
    site: Site, backend: FakeBackend
) -> None:
    backend.faults[online.RequestBookingCode] = online.TooManyCodes(seconds=42)
    answer = site.fill(site.page(FORM), "send", **who())
    assert answer.status_code == 409
    assert "42秒" in answer.text
    assert "code" in Page(answer.text).fields


PARAMS: dict[str, dict[str, Any]] = {
    "scheduling.slot_full": {"booked": 2, "quota": 2},
    "scheduling.not_released": {"release_time": "2026-11-24 07:00"},
    "scheduling.already_booked": {"existing": "林大夫 3", "limit": 1},
    "scheduling.admission": {"dept": "儿科", "rule": "≤14", "value": "36"},
    "booking.wrong_code": {"left": 2},
    "booking.too_many_codes": {"seconds": 30},
    "busy": {"seconds": 3},
    "internal": {"ref": "ab12"},
    "damaged": {"ref": "ab12"},
}
SCHEDULE = ("slot_full", "slot_over", "not_released", "already_booked", "admission")
NEVER_MET = {
    "second_person": "patients do nothing that takes two of the staff",
    "second_person.not_allowed": "the same",
    "second_person.same": "the same",
    "stale": "nothing that the pages send has a version",
    "waiting": "the sidecar's own sign-in waits in line, patients sign in nowhere",
}
MEETABLE = [
    *(
        code
        for code, kind in sorted(Fault.registry.items())
        if (kind.__module__.endswith("contract.faults") or code.startswith("booking."))
        and code not in NEVER_MET
    ),
    *(f"scheduling.{name}" for name in SCHEDULE),
    "patients.identity_taken",
]


@pytest.mark.parametrize("code", MEETABLE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fault_that_can_be_met_has_its_sentence_on_the_page(
    backend: FakeBackend, tmp_path: Path, code: str, lang: str
) -> None:
    assert code in FAULTS
    fault = Fault.from_wire(code, PARAMS.get(code, {}))
    backend.faults[online.BookOnline] = fault
    with a_site(backend, tmp_path) as site:
        page = with_code(site)
        site.get(f"/?lang={lang}")
        answer = site.fill(page, "book", code=CODE)
    sentence = fault_sentence("en" if lang == "en" else "zh", code, fault.params)
    assert answer.status_code in (409, 503)
    assert sentence in Page(answer.text).text
    assert "{" not in sentence
    assert "—" not in sentence
    if lang == "en":
        assert sentence.isascii() or any(str(value) in sentence for value in fault.params.values())


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("≤14", "14岁及以下", "14 years old or younger"),
        ("≥60", "60岁及以上", "60 years old or older"),
        ("female", "女性", "female"),
    ],
)
def test_an_admission_rule_is_said_as_people_say_it(rule: str, zh: str, en: str) -> None:
    params = {"dept": "X", "rule": rule, "value": "1"}
    assert zh in fault_sentence("zh", "scheduling.admission", params)
    assert en in fault_sentence("en", "scheduling.admission", params)


def test_a_fault_nobody_thought_of_still_gets_a_sentence() -> None:
    assert fault_sentence("zh", "pharmacy.no_stock", {}) == FAULTS["refused"][0]


def test_the_last_try_asks_for_a_new_code() -> None:
    assert "重新获取" in fault_sentence("zh", "booking.wrong_code", {"left": 0})


def test_what_may_have_been_done_is_known_by_name() -> None:
    assert set(Fault.registry) >= submitting.UNCERTAIN
