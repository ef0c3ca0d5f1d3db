"""Typed text becomes a value, or a sentence says why it does not."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.date_edit import DateEdit, read_date
from omms_desktop.widgets.editors import Editor, NumberEdit
from omms_desktop.widgets.money_edit import MoneyEdit

DRUGS = [
    Option("amx", "阿莫西林（胶囊）", "amxl"),
    Option("ibu", "布洛芬", "blf"),
    Option("ibs", "布洛芬缓释胶囊", "blfhsjn"),
]


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("１２．０５", 1205),
        ("¥1,234.56", 123456),
        ("0", 0),
        ("", None),
    ],
)
def test_money_is_typed_in_yuan_and_kept_in_fen(qtbot, typed, fen):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert edit.value() == fen
    assert edit.problem() == ""


@pytest.mark.parametrize("typed", ["1.234", "abc", "-5", "1e3", "99999999999999999"])
def test_what_is_no_amount_stays_typed_and_is_explained(qtbot, typed):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    edit.editingFinished.emit()
    assert edit.value() is None
    assert edit.problem()
    assert edit.text() == typed


def test_money_is_written_out_when_the_field_is_left(qtbot):
    edit = MoneyEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "1234.5")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "1,234.50"


@pytest.mark.parametrize(
    "typed", ["20261123", "2026-11-23", "2026/11/23", "2026年11月23日", "２０２６１１２３"]
)
def test_a_day_is_typed_in_any_usual_way(typed):
    assert read_date(typed) == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["2026-02-30", "26-11-23", "yesterday", "2026112"])
def test_what_is_no_day_is_refused(qtbot, typed):
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert edit.value() is None
    assert edit.problem()


def test_a_day_out_of_bounds_is_explained(qtbot):
    edit = DateEdit(last=date(2026, 11, 23))
    qtbot.addWidget(edit)
    edit.setText("20261124")
    assert "2026-11-23" in edit.problem()


def test_a_number_knows_its_bounds(qtbot):
    edit = NumberEdit(1, 5)
    qtbot.addWidget(edit)
    edit.setText("6")
    assert edit.problem() == "Type a number from 1 to 5."
    edit.setText("５")
    assert edit.value() == 5


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("blf", "ibu"),
        ("blfh", "ibs"),
        ("布洛芬", "ibu"),
        ("缓释", "ibs"),
        ("AMX", "amx"),
        ("zz", None),
    ],
)
def test_an_option_is_found_by_name_initials_or_code(qtbot, type_into, typed, key):
    choice = Choice(DRUGS)
    qtbot.addWidget(choice)
    type_into(choice, typed)
    qtbot.keyClick(choice.lineEdit(), Qt.Key.Key_Return)
    assert choice.value() == key
    assert bool(choice.problem()) == (key is None)


def test_a_choice_writes_out_what_it_understood_and_keeps_what_it_did_not(qtbot):
    choice = Choice(DRUGS)
    qtbot.addWidget(choice)
    choice.setEditText("amxl")
    choice.settle()
    assert choice.currentText() == "阿莫西林（胶囊）"
    choice.setEditText("nothing")
    choice.settle()
    assert choice.currentText() == "nothing"


def test_other_options_keep_what_is_chosen_when_it_is_still_there(qtbot):
    choice = Choice(DRUGS)
    qtbot.addWidget(choice)
    choice.set_value("ibs")
    choice.set_options(DRUGS[1:])
    assert choice.value() == "ibs"
    choice.set_options(DRUGS[:1])
    assert choice.value() is None


def test_a_wheel_does_not_change_a_choice(shown):
    choice = shown(Choice(DRUGS))
    choice.set_value("ibu")
    point = QPointF(5, 5)
    turn = QWheelEvent(
        point, point, QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, turn)
    assert choice.value() == "ibu"


def test_typing_goes_on_when_the_list_closes_because_nothing_fits(shown, qtbot):
    choice = shown(Choice(DRUGS))
    choice.setFocus()
    qtbot.keyClicks(choice.lineEdit(), "bxlf")
    assert choice.lineEdit().text() == "bxlf"
    assert choice.value() is None


@pytest.mark.parametrize("make", [MoneyEdit, DateEdit, NumberEdit, Choice])
def test_every_editor_can_stand_in_a_form(qtbot, make):
    editor = make()
    qtbot.addWidget(editor)
    assert isinstance(editor, Editor)
    assert editor.is_empty()


def test_typing_lists_what_it_may_mean_and_arrows_choose(shown, qtbot):
    choice = shown(Choice(DRUGS))
    choice.setFocus()
    qtbot.keyClicks(choice.lineEdit(), "bl")
    popup = choice.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    titles = [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())]
    assert titles == ["布洛芬", "布洛芬缓释胶囊"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert choice.currentText() == "布洛芬缓释胶囊"
    assert choice.value() == "ibs"


def test_what_fits_several_options_is_not_guessed_until_the_person_leaves_the_field(qtbot):
    choice = Choice(DRUGS)
    qtbot.addWidget(choice)
    choice.setEditText("布洛")
    assert choice.value() is None
    assert choice.problem() == "Several fit; please choose one."
    choice.settle()
    assert choice.currentText() == "布洛芬"
    assert choice.value() == "ibu"


def test_a_free_choice_keeps_other_words_exactly_as_typed(qtbot):
    choice = Choice([Option("skin", "皮试阴性")], free=True)
    qtbot.addWidget(choice)
    choice.setEditText("阴性")
    choice.settle()
    assert choice.value() == "阴性"
    assert choice.problem() == ""
    choice.setEditText("皮试阴性")
    assert choice.value() == "skin"
