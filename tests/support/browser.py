"""A patient at the booking page in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from omms_desktop.rehearsal.booking_page import Booked
from omms_desktop.rehearsal.invented import Invented

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_on_phone(browser: Browser, *, scripts: bool = True) -> Iterator[Page]:
    """A page as wide as a telephone, in Chinese."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(15_000)
    try:
        yield page
    finally:
        context.close()


def book(page: Page, site: str, who: Invented, department: str, doctor: str) -> Booked:
    """Department, doctor, day, time, person, code, confirmation, calendar file."""
    page.goto(site)
    page.get_by_role("link", name=department, exact=True).click()
    _next_time(page, doctor).click()
    page.get_by_label("姓名").fill(who.name)
    page.get_by_label("身份证号").fill(who.identity_number)
    page.get_by_label("手机号").fill(who.phone)
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_label("验证码", exact=True).fill(page.locator(".shown b").inner_text())
    page.get_by_role("button", name="确认预约").click()
    number = page.locator(".number b").inner_text()
    facts = dict(
        zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts(), strict=True)
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="日历").click()
    calendar = Path(download.value.path()).read_text("utf-8")
    return Booked(int("".join(re.findall(r"\d", number))), facts, calendar)


def _next_time(page: Page, doctor: str) -> Locator:
    """The first free time with this doctor, today or tomorrow."""
    days = [str(day.get_attribute("href")) for day in page.locator(".days a.chip").all()[:2]]
    for day in days:
        page.locator(f'.days a.chip[href="{day}"]').click()
        times = page.locator("section.card").filter(has_text=doctor).locator("a.slot")
        if times.count():
            return times.first
    raise AssertionError(f"no time with {doctor} on {days}")
