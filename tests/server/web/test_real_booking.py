"""The pages before the real application: patients book, and the desk sees it."""

import re
from datetime import timedelta

import pytest

from omms_server.contract import scheduling as said
from tests.support.clinic import MORNING, TODAY, Clinic, identity_number
from tests.support.web import Page, Site, who


def form_of(site: Site, clinic: Clinic, slot_id: int, department: str = "D01") -> Page:
    return site.page(f"/departments/{clinic.departments[department]}/{TODAY}/{slot_id}")


def code_in(page: Page) -> str:
    """The code that development shows."""
    shown = page.html.split('class="shown"')[1]
    return shown.split("<b>")[1].split("</b>")[0]


def book(site: Site, page: Page, **typed: str) -> Page:
    """Through the form to whatever page comes then."""
    answer = site.fill(page, "send", **who(**typed))
    sent = Page(answer.text)
    answer = site.fill(sent, "book", code=code_in(sent))
    if answer.status_code == 303:
        return site.page(answer.headers["location"])
    return Page(answer.text)


def booked(clinic: Clinic) -> tuple[said.Appointment, ...]:
    return clinic.amy.send(said.ListAppointments(on=TODAY)).rows


def test_from_the_first_page_to_a_number_by_links_and_buttons_alone(
    real_site: Site, clinic: Clinic
) -> None:
    clinic.a_session()
    first = real_site.page("/")
    day = next(link for link in first.links if "?on=" in link)
    times = real_site.page(day)
    slot = next(link for link in times.links if link.count("/") == 4)
    done = book(real_site, real_site.page(slot))
    assert "预约成功" in done.text
    assert "1号" in done.text
    (row,) = booked(clinic)
    assert (row.patient, row.channel) == ("张晓明", said.Channel.WEB)


@pytest.mark.parametrize("name", ["𠮷野·买买提", "龘靐"])
def test_a_rare_name_is_enrolled_as_it_was_typed(
    real_site: Site, clinic: Clinic, name: str
) -> None:
    _, slots = clinic.a_session()
    assert "预约成功" in book(real_site, form_of(real_site, clinic, slots[0]), name=name).text
    assert booked(clinic)[0].patient == name


def test_a_form_sent_many_times_at_once_is_one_booking(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    sent = Page(real_site.fill(form_of(real_site, clinic, slots[0]), "send", **who()).text)
    data = {**sent.fields, "code": code_in(sent), "action": "book"}
    answers = real_site.together(sent.action, 6, data)
    pages = [real_site.page(answer.headers["location"]).text for answer in answers]
    assert len(set(pages)) == 1
    assert len(booked(clinic)) == 1


def test_going_back_and_sending_again_shows_the_same_number(
    real_site: Site, clinic: Clinic
) -> None:
    _, slots = clinic.a_session(capacity=1, slots=1)
    sent = Page(real_site.fill(form_of(real_site, clinic, slots[0]), "send", **who()).text)
    code = code_in(sent)
    first = real_site.fill(sent, "book", code=code)
    again = real_site.fill(sent, "book", code=code)
    texts = {real_site.page(answer.headers["location"]).text for answer in (first, again)}
    assert len(texts) == 1
    assert len(booked(clinic)) == 1


def test_a_wrong_code_is_told_and_the_right_one_still_works(
    real_site: Site, clinic: Clinic
) -> None:
    _, slots = clinic.a_session()
    sent = Page(real_site.fill(form_of(real_site, clinic, slots[0]), "send", **who()).text)
    right = code_in(sent)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    refused = Page(real_site.fill(sent, "book", code=wrong).text)
    assert "验证码不正确" in refused.text
    assert real_site.fill(refused, "book", code=right).status_code == 303


def test_a_second_code_within_a_minute_is_put_off(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    page = form_of(real_site, clinic, slots[0])
    typed = who()
    assert real_site.fill(page, "send", **typed).status_code == 200
    answer = real_site.fill(form_of(real_site, clinic, slots[0]), "send", **typed)
    assert re.search(r"6[01]秒后", answer.text)


def test_the_same_patient_hears_of_the_visit_he_has(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    typed = who()
    book(real_site, form_of(real_site, clinic, slots[0]), **typed)
    clinic.clock.forward(minutes=2)
    page = book(real_site, form_of(real_site, clinic, slots[2]), **typed)
    assert "当天在该科室已有预约" in page.text


def test_another_name_for_a_known_identity_learns_nothing(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    patient = clinic.a_patient()
    typed = {"identity": patient.identity_number or "", "name": "王五"}
    page = book(real_site, form_of(real_site, clinic, slots[0]), **typed)
    assert "姓名与身份证号不一致" in page.text
    assert patient.name not in page.text
    assert booked(clinic) == ()


def test_a_grown_up_is_sent_on_from_paediatrics(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session(doctor="he", department="D03")
    page = book(real_site, form_of(real_site, clinic, slots[0], "D03"))
    assert "儿科只接诊14岁及以下的患者" in page.text


def test_the_last_number_taken_at_the_desk_offers_the_other_times(
    real_site: Site, clinic: Clinic
) -> None:
    _, slots = clinic.a_session(capacity=1)
    page = form_of(real_site, clinic, slots[0])
    other = clinic.a_patient(identity_number=identity_number(), name="李四")
    clinic.amy.send(said.BookAppointment(patient_id=other.id, slot_id=slots[0]))
    refused = book(real_site, page)
    assert "刚刚约满" in refused.text
    assert f'value="{slots[1]}"' in refused.html
    answer = real_site.fill(refused, "book", slot=str(slots[1]))
    assert answer.status_code == 303
    assert "2号" in real_site.page(answer.headers["location"]).text


def test_a_time_that_closes_while_typing_is_told(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    sent = Page(real_site.fill(form_of(real_site, clinic, slots[0]), "send", **who()).text)
    code = code_in(sent)
    clinic.clock.at = MORNING + timedelta(minutes=31)
    answer = real_site.fill(sent, "book", code=code)
    assert "已停止预约" in answer.text
    assert answer.status_code == 409


def test_a_slot_that_never_was_is_told(real_site: Site, clinic: Clinic) -> None:
    _, slots = clinic.a_session()
    sent = Page(real_site.fill(form_of(real_site, clinic, slots[0]), "send", **who()).text)
    answer = real_site.fill(sent, "book", code=code_in(sent), slot="12345")
    assert answer.status_code == 409
    assert "另选时间" in answer.text
