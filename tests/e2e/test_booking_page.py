"""The booking page in a browser that runs no scripts, and a code that is mistyped."""

from __future__ import annotations

import pytest

from omms_desktop.rehearsal.invented import somebody
from tests.support import browser
from tests.support.house import House

DEPARTMENT, DOCTOR = "内科", "林静怡"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_patient_books_on_a_phone(house: House, scripts: bool) -> None:
    with (
        browser.chromium() as opened,
        browser.page_on_phone(opened, scripts=scripts) as page,
    ):
        booked = browser.book(page, house.site, somebody(), DEPARTMENT, DOCTOR)
        width = page.locator("html").bounding_box()
    assert booked.number >= 1
    assert booked.calendar.count("BEGIN:VEVENT") == 1
    assert width is not None
    assert width["width"] <= browser.PHONE["width"]


def test_a_wrong_identity_number_is_told_beside_its_field_and_nothing_typed_is_lost(
    house: House,
) -> None:
    who = somebody()
    wrong = who.identity_number[:-1] + ("1" if who.identity_number[-1] != "1" else "2")
    with browser.chromium() as opened, browser.page_on_phone(opened) as page:
        page.goto(house.site)
        page.get_by_role("link", name=DEPARTMENT, exact=True).click()
        page.locator("a.slot").first.click()
        page.get_by_label("姓名").fill(who.name)
        page.get_by_label("身份证号").fill(wrong)
        page.get_by_label("手机号").fill(who.phone)
        page.get_by_role("button", name="获取验证码").click()
        assert page.get_by_role("alert").is_visible()
        assert page.locator("#identity-wrong").is_visible()
        assert page.get_by_label("姓名").input_value() == who.name
        assert page.get_by_label("身份证号").input_value() == wrong
