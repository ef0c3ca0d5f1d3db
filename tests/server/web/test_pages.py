"""The pages that everyone may read."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from omms_server.contract import booking as online
from omms_server.contract import scheduling as said
from omms_server.contract.faults import Internal, Unreachable
from tests.support.clinic import TODAY
from tests.support.web import (
    DEPARTMENT,
    PHONE,
    FakeBackend,
    Page,
    Site,
    a_session,
    a_site,
    a_slot,
)

SLOTS = f"/departments/11?on={TODAY}"
FORM = f"/departments/11/{TODAY}/100"
PUBLIC = ["/", "/departments/11", SLOTS, FORM]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def test_free_days_are_visible_at_once_without_an_account(site: Site) -> None:
    page = site.page("/")
    assert "内科" in page.text
    assert "余5" in page.text
    assert SLOTS in page.links


def test_a_department_shows_doctors_fees_and_free_times(site: Site) -> None:
    page = site.page(SLOTS)
    assert "林大夫" in page.text
    assert "¥25.50" in page.text
    assert "09:00 余2" in page.text


@pytest.mark.parametrize("room", ["218", "218室", "218诊室"])
def test_a_room_is_named_once(site: Site, backend: FakeBackend, room: str) -> None:
    (found,) = backend.sessions
    backend.sessions = (replace_session(found, a_session(room=room)),)
    assert "普通门诊 · 218诊室" in site.page(SLOTS).text


def test_a_full_time_is_shown_but_cannot_be_chosen(site: Site) -> None:
    page = site.page(SLOTS)
    assert "09:30 约满" in page.text
    assert f"/departments/11/{TODAY}/101" not in page.links
    assert site.get(f"/departments/11/{TODAY}/101").status_code == 410


def test_without_a_day_the_first_free_one_is_shown(site: Site, backend: FakeBackend) -> None:
    full = online.OpenDay(on=TODAY.replace(day=20), free=0)
    backend.days = (online.OfferedDays(department=DEPARTMENT, days=(full, *backend.days[0].days)),)
    site.get("/departments/11")
    assert backend.of(online.ListOfferedSlots)[0][0].on == TODAY


def test_a_day_that_is_not_offered_is_never_asked_for(site: Site, backend: FakeBackend) -> None:
    assert site.get("/departments/11?on=2031-01-01").status_code == 200
    answer = site.get("/api/v1/departments/11/slots?on=2031-01-01")
    assert answer.json()["data"] == []
    assert {request.on for request, _ in backend.of(online.ListOfferedSlots)} == {TODAY}


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("choice", ["lang=zh", "lang=en", "type=large"])
def test_every_page_is_small_and_names_nobody_else(site: Site, path: str, choice: str) -> None:
    site.get(f"/?{choice}")
    answer = site.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= 60_000
    assert not re.search(r"(?:https?:)?//[a-z]", answer.text)
    assert "<script" not in answer.text
    assert "@import" not in answer.text
    assert PHONE in Page(answer.text).text


def test_a_page_of_a_large_clinic_is_small_too(site: Site, backend: FakeBackend) -> None:
    slots = tuple(a_slot(number) for number in range(16))
    backend.sessions = tuple(
        said.SessionSlots(session=a_session(id=number), slots=slots) for number in range(1, 13)
    )
    assert len(site.get(SLOTS).content) <= 60_000


@pytest.mark.parametrize("path", [*PUBLIC, "/nowhere", "/api/v1/departments", "/icon.svg"])
def test_every_answer_carries_the_guarding_headers(site: Site, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_the_policy_lets_in_exactly_the_pages_own_style(site: Site) -> None:
    answer = site.get("/")
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert " style=" not in answer.text


def test_the_form_is_never_stored(site: Site) -> None:
    assert site.get(FORM).headers["cache-control"] == "no-store"


def test_english_and_large_type_are_kept_in_cookies(site: Site) -> None:
    answer = site.get(f"{SLOTS}&lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, SLOTS)
    site.get("/?type=large")
    page = site.get(SLOTS).text
    assert '<html lang="en" class="large">' in page
    assert "Internal Medicine" in page
    assert "Attending physician" in page
    site.get("/?lang=zh")
    assert '<html lang="zh-CN" class="large">' in site.get("/").text


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///evil.example"])
def test_a_choice_never_leads_to_another_site(site: Site, path: str) -> None:
    location = site.get(f"http://clinic.test{path}?lang=en").headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_what_the_server_says_is_never_markup(backend: FakeBackend, tmp_path: Path) -> None:
    backend.days = (
        online.OfferedDays(
            department=DEPARTMENT.model_copy(update={"name": HOSTILE, "place": HOSTILE}),
            days=backend.days[0].days,
        ),
    )
    hostile = a_session(doctor=HOSTILE, doctor_title=HOSTILE, room=HOSTILE)
    backend.sessions = (replace_session(backend.sessions[0], hostile),)
    with a_site(backend, tmp_path) as site:
        for path in PUBLIC:
            text = site.get(path).text
            assert "<script" not in text
            assert "<img src=x" not in text
            assert "&lt;script&gt;" in text


def replace_session(given: said.SessionSlots, session: said.Session) -> said.SessionSlots:
    return given.model_copy(update={"session": session})


@pytest.mark.parametrize(
    "path", ["/nowhere", "/departments/99", "/departments/x", "/departments/11/x/y", "/docs"]
)
def test_a_page_that_is_not_there_says_so_and_gives_the_phone(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert PHONE in answer.text


def test_with_the_server_away_there_is_the_phone_and_another_try(
    site: Site, backend: FakeBackend
) -> None:
    backend.faults[online.ListOfferedDays] = Unreachable(reason="connecting")
    answer = site.get(SLOTS.split("?")[0])
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    page = Page(answer.text)
    assert PHONE in page.text
    assert "/departments/11" in page.links
    backend.faults.clear()
    assert site.get("/departments/11").status_code == 200


def test_something_unforeseen_shows_no_trace(
    site: Site, backend: FakeBackend, caplog: pytest.LogCaptureFixture
) -> None:
    backend.faults[online.ListOfferedDays] = ValueError("secret 110105194912310021")
    answer = site.get("/")
    assert answer.status_code == 500
    assert "出现意外问题" in answer.text
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def test_machines_read_departments_and_slots(site: Site) -> None:
    days = site.get("/api/v1/departments").json()
    assert days["code"] == "ok"
    assert days["data"][0]["days"][0] == {"on": str(TODAY), "free": 5}
    slots = site.get(f"/api/v1/departments/11/slots?on={TODAY}").json()
    assert set(slots) == {"code", "message", "data"}
    assert slots["data"][0]["slots"][0]["free"] == 2


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"/api/v1/departments/99/slots?on={TODAY}", 404, "not_found"),
        ("/api/v1/departments/11/slots?on=soon", 404, "not_found"),
        ("/api/v1/departments/11/slots", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
    ],
)
def test_machines_hear_of_failures_in_the_same_form(
    site: Site, path: str, status: int, code: str
) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_machines_hear_that_the_server_is_away(site: Site, backend: FakeBackend) -> None:
    backend.faults[online.ListOfferedDays] = Internal(ref="1234")
    answer = site.get("/api/v1/departments")
    assert (answer.status_code, json.loads(answer.text)["code"]) == (503, "internal")


def test_health_is_told_without_the_server(site: Site, backend: FakeBackend) -> None:
    assert site.get("/health").text == "ok"
    assert backend.asked == []


def test_only_development_says_that_it_is(backend: FakeBackend, tmp_path: Path) -> None:
    with a_site(backend, tmp_path, development=False) as site:
        assert "开发环境" not in site.page("/").text
    with a_site(backend, tmp_path, development=True) as site:
        assert "开发环境" in site.page("/").text
