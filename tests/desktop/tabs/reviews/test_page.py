"""The privacy officer's tab on a real application (DOMAIN ACC-R3)."""

import pytest

from omms_desktop.tabs.reviews.page import ReviewsPage
from omms_server.contract.sharing import EmergencyReason, OpenInEmergency, Verdict
from tests.desktop.tabs.keyboard import nameless, words
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.visits import a_visit, noted


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    visit = noted(opened, a_visit(opened))
    asked = OpenInEmergency(
        patient_id=visit.banner.patient_id,
        reason=EmergencyReason.LIFE,
        explanation="心脏骤停，须了解用药",
    )
    opened.colleague("he").send(asked)
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(clinic, shown):
    return shown(ReviewsPage(desk_of(clinic, clinic.colleague("yin"))), 1270, 708)


def test_an_opening_waits_with_its_reason(page):
    assert [row.opened_by for row in page._screen.table.rows()] == ["何大夫"]
    seen = words(page)
    assert "心脏骤停，须了解用药" in seen
    assert "Danger to life" in seen
    assert "Not reviewed yet" in seen


def test_a_finding_without_a_remark_comes_back_and_is_kept(page):
    screen = page._screen
    screen.judge.trigger()
    screen.judging.form.set_values({"verdict": Verdict.NOT_JUSTIFIED.value, "remark": ""})
    screen.judging.go.trigger()
    assert screen.side() is screen.judging
    assert [fault.code for fault in page._context.notices.faults] == ["sharing.remark_missing"]
    screen.judging.form.set_values({"remark": "患者当时清醒"})
    screen.judging.go.trigger()
    assert screen.table.rows() == []
    assert "Nothing waits for a review" in words(page)
    screen.done.trigger()
    (row,) = screen.table.rows()
    assert (row.verdict, row.remark) == (Verdict.NOT_JUSTIFIED, "患者当时清醒")
    assert not screen.judge.isVisible()


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []
