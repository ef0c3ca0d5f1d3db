"""Decisions about an export of the trail, on fakes and real files."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from omms_desktop.tabs.administration.exporting import (
    ExportPresenter,
    file_of,
    keep,
    offered_name,
)
from omms_desktop.tabs.administration.presenter import Wanted
from omms_server.contract.audit import AuditExport, ExportAudit, Outcome, TooManyRows
from tests.support.fakes import FakeView, HeldTasks

ZONE = ZoneInfo("Asia/Shanghai")
MADE = AuditExport(csv="\ufeff时间\n2026\n# OMMS trail; …\n", rows=1)


class Desk:
    def __init__(self):
        self.view, self.tasks = FakeView(), HeldTasks()
        self.presenter = ExportPresenter(self.view, self.tasks, self.view)

    def export(self, file, **wanted):
        self.presenter.export(str(file), Wanted(**wanted), ZONE)


def test_what_the_list_shows_is_kept_byte_by_byte(tmp_path):
    desk = Desk()
    desk.export(tmp_path / "t.csv", since=date(2026, 11, 23), outcome=Outcome.REFUSED)
    asked = desk.tasks.last.request
    assert isinstance(asked, ExportAudit)
    assert asked.since == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert asked.outcome is Outcome.REFUSED
    assert desk.view.seen["exporting"] is True
    desk.tasks.last.answer(MADE)
    assert (tmp_path / "t.csv").read_bytes() == MADE.csv.encode()
    assert desk.view.seen["exported"] == (tmp_path / "t.csv", 1)
    assert desk.view.seen["exporting"] is False


def test_a_file_that_exists_is_never_written_over(tmp_path):
    desk, file = Desk(), tmp_path / "t.csv"
    desk.export(file)
    file.write_text("mine")
    desk.tasks.last.answer(MADE)
    assert (file.read_text(), desk.view.seen["file_wrong"]) == ("mine", "taken")
    desk.export(file)
    assert len(desk.tasks.sent) == 1


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(tmp_path):
    desk = Desk()
    desk.export(tmp_path / "none" / "t.csv")
    assert desk.tasks.sent == []
    assert desk.view.seen["file_wrong"] == "no_folder"


def test_a_period_that_ends_before_it_begins_is_not_exported(tmp_path):
    desk = Desk()
    desk.export(tmp_path / "t.csv", since=date(2026, 11, 23), until=date(2026, 11, 22))
    assert desk.tasks.sent == []
    assert desk.view.calls[-1][0] == "show_period_wrong"


def test_an_export_given_up_makes_no_file(tmp_path):
    desk = Desk()
    desk.export(tmp_path / "t.csv")
    desk.presenter.give_up()
    desk.tasks.last.answer(MADE)
    assert list(tmp_path.iterdir()) == []
    assert desk.view.seen["exporting"] is False


def test_too_much_for_one_table_is_told(tmp_path):
    desk = Desk()
    desk.export(tmp_path / "t.csv")
    desk.tasks.last.fail(TooManyRows(limit=3000))
    assert [fault.code for fault in desk.view.faults] == ["audit.too_many_rows"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("t.csv", "t.csv"), ("t", "t.csv"), ("t.CSV", "t.CSV"), ("t.11", "t.11.csv")],
)
def test_a_table_has_the_suffix_by_which_it_is_checked(tmp_path, typed, meant):
    assert file_of(f" {tmp_path / typed} ") == tmp_path / meant


def test_a_folder_is_given_a_file(tmp_path):
    assert file_of(str(tmp_path)) == tmp_path / "omms-trail.csv"


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path):
    assert not keep(tmp_path / "none" / "t.csv", "x")
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_offered_that_no_file_has():
    now = datetime(2026, 11, 23, 9, 5, tzinfo=ZONE)
    assert offered_name(now, lambda _: False) == "omms-trail-20261123-0905.csv"
    taken = {"omms-trail-20261123-0905.csv"}
    assert offered_name(now, taken.__contains__) == "omms-trail-20261123-0905-2.csv"
