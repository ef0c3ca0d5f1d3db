"""The records tab on a real application: history, emergency, consents, who opened it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from omms_desktop.tabs.records.page import RecordsPage
from omms_desktop.tabs.records.presenter import Part
from omms_server.contract.sharing import EmergencyReason, ListOpenings
from tests.desktop.tabs.keyboard import words
from tests.support.clinic import TODAY, open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.visits import a_visit, noted


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def visit(clinic):
    return noted(clinic, a_visit(clinic))


@pytest.fixture
def open_page(clinic, qtbot):
    def make(username, language="en"):
        page = RecordsPage(desk_of(clinic, clinic.colleague(username), language))
        qtbot.addWidget(page)
        page.resize(1240, 700)
        page.show()
        return page

    return make


def find(page, qtbot, text="张晓明"):
    box = page._screen.box
    box.focus_box()
    box.set_text(text)
    qtbot.keyClick(box.focusProxy(), Qt.Key.Key_Return)


def test_a_doctor_reads_his_patients_visits(open_page, qtbot, visit):
    page = open_page("lin")
    find(page, qtbot)
    screen = page._screen
    assert [row.encounter_id for row in screen.visits.rows()] == [visit.id]
    assert "张晓明" in screen.banner.accessibleName()
    assert "Open by: Own patient" in screen.banner.accessibleName()
    qtbot.keyClick(screen.visits.view, Qt.Key.Key_Return)
    assert any("咽部充血" in text for text in words(screen.visit))


def test_a_strangers_record_opens_in_an_emergency(open_page, qtbot, clinic, visit):
    page = open_page("he")
    find(page, qtbot)
    screen = page._screen
    assert not screen.visits.isVisible()
    assert screen.open_anyway.isVisible()
    screen.open_anyway.trigger()
    form = screen.emergency.form
    form.set_values(
        {"reason": EmergencyReason.UNCONSCIOUS.value, "explanation": "昏迷送来，需了解过敏史"}
    )
    screen.emergency.go.trigger()
    assert [row.encounter_id for row in screen.visits.rows()] == [visit.id]
    assert "Emergency" in screen.banner.accessibleName()
    assert not screen.open_anyway.isVisible()


def test_an_emergency_without_words_is_not_sent(open_page, qtbot, visit):
    page = open_page("he")
    find(page, qtbot)
    page._screen.open_anyway.trigger()
    page._screen.emergency.go.trigger()
    assert page._screen.split.side() is page._screen.emergency
    assert not page._screen.visits.rows()


def test_reception_records_a_consent_and_takes_it_back(open_page, qtbot, clinic, visit):
    page = open_page("amy")
    find(page, qtbot)
    screen = page._screen
    assert [part.value for part in page._presenter.parts] == ["consents", "openings"]
    screen.new_consent.trigger()
    panel = screen.consent
    panel.go.trigger()
    assert screen.split.side() is panel  # nobody is chosen yet
    panel.finder.set_text("hd")
    panel.finder.search_requested.emit("hd")
    panel._choose(next(iter(panel._rows)))
    panel.form.set_values({"purpose": "会诊", "until": TODAY + timedelta(days=7)})
    panel.go.trigger()
    (given,) = screen.consents.rows()
    assert (given.recipient_name, given.signer) == ("何大夫", "张晓明")
    screen.consents.select_first()
    screen.take_back.trigger()
    screen.revoking.go.trigger()
    (ended,) = screen.consents.rows()
    assert ended.revoked_by == "艾米"


def test_the_list_of_openings_tells_who_when_and_why(open_page, qtbot, clinic, visit):
    page = open_page("amy")
    find(page, qtbot)
    page._part(Part.OPENINGS.value)
    rows = page._screen.openings.rows()
    assert rows == list(clinic.amy.send(ListOpenings(patient_id=visit.banner.patient_id)))[1:]
    assert {row.person for row in rows} == {"艾米", "林大夫"}


def test_a_change_of_language_keeps_the_patient(open_page, qtbot, visit):
    page = open_page("lin")
    find(page, qtbot)
    page.renew()
    assert [row.encounter_id for row in page._screen.visits.rows()] == [visit.id]
    assert page._screen.segments.value() == "visits"
