"""The booking form: what a patient types, and everything that may go wrong with it."""

import re
from datetime import date
from pathlib import Path

import pytest

from omms_server.contract import booking as online
from omms_server.web.app import WebLimits
from omms_server.web.forms import Typed, problems
from tests.support.clinic import TODAY
from tests.support.web import ORIGIN, FakeBackend, Page, Site, a_site, who

FORM = f"/departments/11/{TODAY}/100"
CODE = "482913"


def with_code(site: Site, **typed: str) -> Page:
    """The form after the code was sent."""
    answer = site.fill(site.page(FORM), "send", **who(**typed))
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def test_four_screens_lead_to_a_number(site: Site, backend: FakeBackend) -> None:
    page = with_code(site, name=" 张晓明 ")
    assert "139****5678" in page.text
    answer = site.fill(page, "book", code=" 482 913 ")
    assert answer.status_code == 303
    assert re.fullmatch(r"/booking/done/[\w-]{300,800}", answer.headers["location"])
    (asked, key) = backend.of(online.BookOnline)[0]
    assert (asked.slot_id, asked.name, asked.code) == (100, "张晓明", CODE)
    assert key is not None
    done = site.get(answer.headers["location"])
    assert done.headers["cache-control"] == "no-store"
    text = Page(done.text).text
    for part in (
        "7号",
        "11月23日 周一 09:00–09:30",
        "1F-101",
        "林大夫",
        "¥25.50",
        "张*明",
        "身份证",
    ):
        assert part in text
    assert "11月23日 周一 17:00" in text


def test_the_development_code_is_shown_and_named_as_such(site: Site, backend: FakeBackend) -> None:
    assert f"开发环境验证码: {CODE}".replace(": ", "\uff1a ") in with_code(site).text
    backend.shown_code = None
    assert "验证码\uff1a" not in with_code(site, mobile="13912345679").text


def test_the_code_field_is_filled_by_phones(site: Site) -> None:
    html = with_code(site).html
    code = re.search(r'<input id="code".*?>', html)
    assert code is not None
    assert 'autocomplete="one-time-code"' in code[0]
    assert 'inputmode="numeric"' in code[0]


def test_what_was_typed_stays_and_each_error_is_said_twice_in_the_same_words(site: Site) -> None:
    answer = site.fill(site.page(FORM), "send", name="李雷", identity="11010519491231002Y")
    assert answer.status_code == 422
    page = Page(answer.text)
    assert page.fields["name"] == "李雷"
    assert page.fields["identity"] == "11010519491231002Y"
    for name, words in (("identity", "身份证号只能包含数字"), ("mobile", "请填写手机号")):
        assert f"#{name}" in page.links
        assert name in page.ids
        assert page.text.count(words) == 2
        assert f'aria-describedby="{name}-hint {name}-wrong"' in answer.text
    assert 'role="alert"' in answer.text
    assert page.text.startswith("错误")


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("name", "", "name_missing"),
        ("name", "名" * 51, "name_wrong"),
        ("name", "a\u0007b", "name_wrong"),
        ("identity", "", "identity_missing"),
        ("identity", "123", "identity_length"),
        ("identity", "11010519491231002Y", "identity_characters"),
        ("identity", "110105194912310021", "identity_wrong"),
        ("identity", "110105209912310021", "identity_wrong"),
        ("mobile", "", "mobile_missing"),
        ("mobile", "12345678901", "mobile_wrong"),
        ("code", "", "code_missing"),
        ("code", "12345", "code_missing"),
        ("code", "12345a", "code_missing"),
    ],
)
def test_each_field_is_checked_before_anything_is_asked(field: str, value: str, text: str) -> None:
    typed = {**who(), "code": CODE, field: value}
    assert problems(Typed(action="book", **typed), TODAY) == {field: text}


def test_the_code_counts_only_when_it_is_used() -> None:
    assert problems(Typed(action="send", **who()), TODAY) == {}


@pytest.mark.parametrize(
    "name", ["𠮷野家", "阿卜杜拉·买买提", "㐂𪚥", "O'Brien & Söhne", "e\u0301clair", "龘"]
)
def test_rare_characters_arrive_and_come_back_unharmed(
    site: Site, backend: FakeBackend, name: str
) -> None:
    page = with_code(site, name=name)
    assert page.fields["name"] == name
    site.fill(page, "book", code=CODE)
    assert backend.of(online.BookOnline)[0][0].name == name


@pytest.mark.parametrize("field", ["name", "identity", "mobile", "code", "slot", "token"])
def test_what_is_typed_is_text_and_never_markup(site: Site, field: str) -> None:
    hostile = "\"><script>alert(1)</script>'"
    answer = site.fill(site.page(FORM), "book", **{**who(), "sent": "1", field: hostile})
    assert "<script" not in answer.text
    assert '"><script' not in answer.text
    assert answer.status_code in (403, 422)


def test_half_a_surrogate_and_a_null_are_survived(site: Site) -> None:
    for raw in (b"name=%ED%A0%80&token=%ff%fe", b"name=%00&&&=&=", b"\xff\xfe", b"name"):
        answer = site.post(
            f"/departments/11/{TODAY}/book",
            content=raw,
            headers={"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code == 422


def test_a_double_tap_goes_under_one_key(site: Site, backend: FakeBackend) -> None:
    page = with_code(site)
    answers = site.together(page.action, 4, {**page.fields, "code": CODE, "action": "book"})
    assert {answer.status_code for answer in answers} == {303}
    assert len({key for _, key in backend.of(online.BookOnline)}) == 1


def test_a_double_tap_on_the_code_goes_under_one_key_but_sending_again_does_not(
    site: Site, backend: FakeBackend
) -> None:
    first = site.page(FORM)
    answers = site.together(first.action, 2, {**first.fields, **who(), "action": "send"})
    site.fill(Page(answers[0].text), "send")
    keys = [key for _, key in backend.of(online.RequestBookingCode)]
    assert keys[0] == keys[1]
    assert keys[2] != keys[0]


def test_language_and_type_change_without_losing_what_was_typed(site: Site) -> None:
    page = with_code(site)
    assert {"switch:large", "switch:en"} <= set(page.buttons)
    english = site.fill(page, "switch:en", code="123")
    assert '<html lang="en">' in english.text
    assert Page(english.text).fields["code"] == "123"
    assert Page(english.text).fields["name"] == page.fields["name"]
    assert '<html lang="en"' in site.get("/").text


def test_enter_does_what_the_main_button_does(site: Site) -> None:
    """Browsers press a form's first button at Enter."""
    assert next(b for b in site.page(FORM).buttons if ":" not in b) == "send"
    assert next(b for b in with_code(site).buttons if ":" not in b) == "book"


def test_one_address_has_its_bounds(backend: FakeBackend, tmp_path: Path) -> None:
    with a_site(backend, tmp_path, limits=WebLimits(forms=5, codes=2)) as site:
        page = site.page(FORM)
        sent = [site.fill(page, "send", **who()).status_code for _ in range(3)]
        assert sent == [200, 200, 429]
        later = [site.fill(page, "book", **who(), code=CODE).status_code for _ in range(3)]
        assert later == [303, 303, 429]


def test_nothing_personal_stands_in_an_address(site: Site) -> None:
    typed = who()
    page = with_code(site, **typed)
    answer = site.fill(page, "book", code=CODE)
    done = site.page(answer.headers["location"])
    addresses = " ".join([page.action, *page.links, answer.headers["location"], *done.links])
    for value in (typed["name"], typed["identity"], typed["mobile"], CODE):
        assert value not in addresses
        assert value not in done.html


def test_a_confirmation_that_is_gone_says_that_the_booking_stands(site: Site) -> None:
    answer = site.get("/booking/done/unknown")
    assert answer.status_code == 404
    assert "您的预约不受影响" in answer.text
    assert site.get("/booking/done/unknown/calendar.ics").status_code == 404


def test_a_confirmation_outlives_a_restart_and_belongs_to_its_clinic(
    backend: FakeBackend, tmp_path: Path
) -> None:
    with a_site(backend, tmp_path, secret=b"k" * 32) as site:
        location = site.fill(with_code(site), "book", code=CODE).headers["location"]
    with a_site(backend, tmp_path, secret=b"k" * 32) as again:
        assert "7号" in again.page(location).text
        assert again.get(f"{location}/calendar.ics").status_code == 200
    with a_site(backend, tmp_path, secret=b"x" * 32) as other:
        assert other.get(location).status_code == 404


def test_the_forms_address_opened_as_a_page_shows_the_times(site: Site) -> None:
    answer = site.get(f"/departments/11/{TODAY}/book")
    assert answer.headers["location"] == f"/departments/11?on={TODAY}"


def test_typed_data_is_not_in_its_repr() -> None:
    typed = Typed(**who(), code=CODE)
    assert "张晓明" not in repr(typed)
    assert typed.identity not in repr(typed)
    assert date(1990, 1, 1).strftime("%Y%m%d") not in repr(typed)
