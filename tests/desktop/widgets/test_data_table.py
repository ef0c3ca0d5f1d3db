"""The table keeps its place, answers to keys and copies what is seen."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.rows_model import Column, RowsModel


class Row(NamedTuple):
    key: int
    name: str
    fen: int
    level: str = ""


COLUMNS = [
    Column[Row](
        "key", "No.", lambda row: str(row.key), "right", width=60, sort=lambda row: row.key
    ),
    Column[Row]("name", "Name", lambda row: row.name, level=lambda row: row.level),
    Column[Row](
        "sum",
        "Sum",
        lambda row: f"{row.fen}",
        "right",
        width=90,
        sort=lambda row: row.fen,
        total=lambda rows: str(sum(row.fen for row in rows)),
    ),
]


def rows(*keys):
    return [Row(key, f"name {key}", key * 10) for key in keys]


@pytest.fixture
def table(shown):
    table = shown(DataTable(COLUMNS, lambda row: row.key, "Bills", "No bills"), 600, 300)
    table.show_rows(rows(*range(1, 101)))
    return table


def test_the_model_is_a_correct_one(qtmodeltester, qapp):
    model = RowsModel(COLUMNS, lambda row: row.key)
    qtmodeltester.check(model)
    model.show_rows(rows(3, 1, 2))
    qtmodeltester.check(model)
    model.append_rows(rows(7, 8))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [row.key for row in model.rows] == [8, 7, 3, 2, 1]


def test_a_refresh_keeps_choice_and_scroll(table, qtbot):
    table.select_key(60)
    at = table.view.verticalScrollBar().value()
    said = []
    table.row_changed.connect(said.append)
    table.show_rows(rows(*range(1, 121)))
    assert table.current_row().key == 60
    assert [row.key for row in table.marked_rows()] == [60]
    assert table.view.verticalScrollBar().value() == at > 0
    assert said == []


def test_the_choice_follows_its_row_when_rows_come_before_it(table):
    table.select_key(5)
    table.show_rows(rows(900, 901, *range(1, 101)))
    assert table.current_row().key == 5


def test_a_row_that_is_gone_is_no_longer_chosen(table):
    table.select_key(5)
    said = []
    table.row_changed.connect(said.append)
    table.show_rows(rows(1, 2, 3))
    assert table.current_row() is None
    assert said == [None]


def test_sorting_keeps_the_choice_on_its_row(table):
    table.select_key(5)
    table.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert table.rows()[0].key == 100
    assert table.current_row().key == 5


def test_a_refresh_keeps_the_order_the_person_chose(table):
    table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.show_rows(rows(1, 2, 3))
    assert [row.key for row in table.rows()] == [3, 2, 1]


def test_enter_opens_the_row(table, qtbot):
    table.select_first()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args[0].key == 1


def test_end_goes_to_the_last_row_and_asks_for_more(table, qtbot):
    with qtbot.waitSignal(table.more_wanted):
        qtbot.keyClick(table.view, Qt.Key.Key_End)
    assert table.current_row().key == 100


def test_copy_gives_the_marked_row_with_heads(table, qtbot):
    table.select_key(2)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "No.\tName\tSum\n2\tname 2\t20"


def test_hidden_columns_are_not_exported_and_the_first_always_shows(table):
    table.set_visible_columns(["sum", "unknown"])
    assert table.visible_columns() == ["key", "sum"]
    assert table.as_seen()[:2] == [["No.", "Sum"], ["1", "10"]]


def test_an_empty_table_says_so_and_offers_what_to_do(table, shown):
    action = make_action(table, "New bill", "F3")
    table.set_empty("No bills", "Press F3", action)
    table.show_rows([])
    assert table._empty.isVisible()
    assert table._empty.accessibleName() == "No bills Press F3"
    table.show_rows(rows(1))
    assert not table._empty.isVisible()


def test_totals_are_said_to_who_cannot_see_them(table):
    table.show_rows(rows(1, 2))
    assert table._totals.isVisible()
    assert table._totals.accessibleName() == "Totals: 30"


def test_numbers_stand_at_the_right(table):
    flags = table.model.data(table.model.index(0, 2), Qt.ItemDataRole.TextAlignmentRole)
    assert flags & Qt.AlignmentFlag.AlignRight


def test_a_state_has_a_shape_and_other_rows_have_none(qapp):
    model = RowsModel(COLUMNS, lambda row: row.key)
    model.show_rows([Row(1, "a", 1, "warn"), Row(2, "b", 2)])
    shape = Qt.ItemDataRole.DecorationRole
    assert not model.data(model.index(0, 1), shape).isNull()
    assert model.data(model.index(1, 1), shape) is None


def test_the_table_has_a_name(table):
    assert table.view.accessibleName() == "Bills"
