"""The machines' tab on a real application."""

import pytest

from omms_desktop.tabs.workstations.page import WorkstationsPage
from omms_server.contract.workstations import WorkstationKind, WorkstationState
from tests.desktop.tabs.keyboard import nameless, words
from tests.support.clinic import open_clinic
from tests.support.desk_clinic import desk_of
from tests.support.workstations import a_workstation, give_authority, listed


@pytest.fixture
def clinic(tmp_path):
    opened = open_clinic(tmp_path, f"sqlite:///{tmp_path / 'clinic.db'}")
    give_authority(opened)
    if "desk-amy" not in {row.name for row in listed(opened).rows}:
        a_workstation(opened, "desk-amy", last_seen=True)
    yield opened
    opened.app.house.database.close()


@pytest.fixture
def page(clinic, shown):
    return shown(WorkstationsPage(desk_of(clinic, clinic.wu)), 1270, 708)


def test_a_code_is_made_shown_once_and_waits(page):
    screen = page._screen
    screen.issue.trigger()
    screen.issuing.form.set_values({"name": "ward-2"})
    screen.issuing.go.trigger()
    assert screen.side() is screen.code
    code = screen.code.code.text()
    assert len(code.replace("-", "").replace(" ", "")) == 28
    assert "1 codes wait" in screen.count.text()
    screen.code.go.trigger()
    assert screen.code.code.text() == ""


def test_a_name_with_other_signs_is_told_beside_its_field(page):
    screen = page._screen
    screen.issue.trigger()
    screen.issuing.form.set_values({"name": "二病区", "kind": WorkstationKind.WORKSTATION.value})
    screen.issuing.go.trigger()
    assert screen.side() is screen.issuing
    assert page._context.notices.faults[-1].code == "invalid"


def test_a_machine_is_shut_out_with_a_reason(page):
    screen = page._screen
    screen.again.trigger()
    names = [row.name for row in screen.table.rows()]
    assert "desk-amy" in names
    screen.table.select_key(next(r.id for r in screen.table.rows() if r.name == "desk-amy"))
    screen.revoke.trigger()
    screen.revoking.go.trigger()
    assert screen.side() is screen.revoking  # a reason is wanted
    screen.revoking.form.set_values({"reason": "电脑丢失"})
    screen.revoking.go.trigger()
    row = next(r for r in screen.table.rows() if r.name == "desk-amy")
    assert row.state is WorkstationState.REVOKED
    assert any("吴管理" in text for text in words(page))


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []
    page._screen.issue.trigger()
    assert nameless(page) == []
