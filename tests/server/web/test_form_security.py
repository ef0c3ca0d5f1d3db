"""Forms that are not ours, too large or too old."""

from typing import Any

import pytest

from omms_server.contract import booking as online
from omms_server.web.forms import FormTokens
from tests.support.clinic import TODAY
from tests.support.web import ORIGIN, FakeBackend, Page, Site, who

FORM = f"/departments/11/{TODAY}/100"
CODE = "482913"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ORIGIN + ":8080"},
        {"origin": ORIGIN + ".evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": ORIGIN, "sec-fetch-site": "same-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_a_form_from_another_site_is_refused(
    site: Site, backend: FakeBackend, headers: dict[str, str]
) -> None:
    page = site.page(FORM)
    data = {**page.fields, **who(), "code": CODE, "action": "book"}
    answer = site.post(page.action, data=data, headers=headers)
    assert answer.status_code == 403
    assert "首页" in answer.text
    assert not backend.of(online.BookOnline)


def test_a_browser_that_tells_only_where_it_fetched_from_is_believed(site: Site) -> None:
    page = site.page(FORM)
    data = {**page.fields, **who(), "action": "send"}
    answer = site.post(page.action, data=data, headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 200


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "0" * 32 + ".1.abc", "é.é.é"])
def test_a_form_without_our_signature_books_nothing_and_keeps_what_was_typed(
    site: Site, backend: FakeBackend, token: str
) -> None:
    typed = {**who(), "code": CODE, "token": token, "sent": "1"}
    answer = site.fill(site.page(FORM), "book", **typed)
    assert answer.status_code == 403
    page = Page(answer.text)
    assert page.fields["name"] == typed["name"]
    assert not backend.of(online.BookOnline)
    assert site.fill(page, "book").status_code == 303


def test_a_token_is_good_for_two_hours_and_for_its_own_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = FormTokens(b"a" * 32)
    token = ours.make()
    assert ours.key_of(token) == token.split(".")[0]
    assert FormTokens(b"b" * 32).key_of(token) is None
    made = int(token.split(".")[1])
    monkeypatch.setattr("omms_server.web.forms.time.time", lambda: made + 2 * 3600 + 1)
    assert ours.key_of(token) is None


def test_too_much_is_refused_before_it_is_read(site: Site, backend: FakeBackend) -> None:
    headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
    path = f"/departments/11/{TODAY}/book"
    assert site.post(path, content=b"name=" + b"a" * 17_000, headers=headers).status_code == 413

    async def drip() -> Any:
        for _ in range(20):
            yield b"name=" + b"a" * 1000 + b"&"

    assert site.post(path, content=drip(), headers=headers).status_code == 413
    assert not backend.asked


def test_files_and_many_fields_are_refused(site: Site) -> None:
    path = f"/departments/11/{TODAY}/book"
    assert site.post(path, files={"name": ("a.txt", b"x")}).status_code == 400
    many = {f"f{number}": "x" for number in range(50)}
    assert site.post(path, files={k: (None, v) for k, v in many.items()}).status_code == 400
