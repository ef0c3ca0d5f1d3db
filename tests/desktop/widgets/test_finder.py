"""The search box works by keys alone, for fingers and for scanners."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from omms_desktop.widgets.finder import Finder

FOUND = [(1, "林晓燕", "女 46"), (2, "林晓彦", "男 25"), (3, "林小燕", "女 70")]


@pytest.fixture
def finder(shown):
    page = QWidget()
    finder = Finder("Name or phone", "Find patient")
    column = QVBoxLayout(page)
    column.addWidget(finder)
    column.addWidget(QPushButton("other"))
    column.addStretch(1)
    shown(page)
    finder.page = page
    finder.focus_box()
    return finder


def keys(qtbot, finder, *pressed):
    for key in pressed:
        qtbot.keyClick(finder._box, key)


def test_typing_asks_once_after_a_pause(finder, qtbot):
    asked = []
    finder.search_requested.connect(asked.append)
    with qtbot.waitSignal(finder.search_requested, timeout=2000):
        qtbot.keyClicks(finder._box, "lxy")
    assert asked == ["lxy"]


def test_arrows_and_enter_choose(finder, qtbot):
    qtbot.keyClicks(finder._box, "lxy")
    finder.show_results(FOUND)
    assert finder.is_open()
    with qtbot.waitSignal(finder.chosen) as chosen:
        keys(qtbot, finder, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Enter)
    assert chosen.args == [2]
    assert not finder.is_open()
    assert finder.text() == "lxy"


def test_escape_closes_the_list_and_keeps_what_is_typed(finder, qtbot):
    qtbot.keyClicks(finder._box, "lxy")
    finder.show_results(FOUND)
    keys(qtbot, finder, Qt.Key.Key_Escape)
    assert not finder.is_open()
    assert finder.text() == "lxy"
    keys(qtbot, finder, Qt.Key.Key_Down)
    assert finder.is_open()


def test_a_scanned_code_asks_at_once_and_takes_the_only_answer(finder, qtbot):
    with qtbot.waitSignal(finder.search_requested, timeout=100) as asked:
        qtbot.keyClicks(finder._box, "00012043")
        keys(qtbot, finder, Qt.Key.Key_Return)
    assert asked.args == ["00012043"]
    with qtbot.waitSignal(finder.chosen) as chosen:
        finder.show_results(FOUND[:1])
    assert chosen.args == [1]


def test_enter_with_several_answers_lets_the_person_choose(finder, qtbot):
    qtbot.keyClicks(finder._box, "lin")
    keys(qtbot, finder, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(finder.chosen):
        finder.show_results(FOUND)
    assert finder.is_open()


def test_results_of_an_older_text_are_not_taken_by_enter(finder, qtbot):
    qtbot.keyClicks(finder._box, "l")
    finder.show_results(FOUND)
    qtbot.keyClicks(finder._box, "x")
    with (
        qtbot.assertNotEmitted(finder.chosen),
        qtbot.waitSignal(finder.search_requested) as asked,
    ):
        keys(qtbot, finder, Qt.Key.Key_Return)
    assert asked.args == ["lx"]


def test_nothing_found_is_said(finder, qtbot):
    qtbot.keyClicks(finder._box, "zz")
    finder.show_results([])
    assert finder.is_open()
    assert finder._list._none.isVisible()


def test_leaving_the_box_closes_the_list(finder, qtbot):
    qtbot.keyClicks(finder._box, "lxy")
    finder.show_results(FOUND)
    keys(qtbot, finder, Qt.Key.Key_Tab)
    assert not finder.is_open()


def test_full_width_digits_are_plain_ones(finder, qtbot):
    finder.set_text("１３８００")
    assert finder.text() == "13800"


def test_box_and_results_have_names(finder, qtbot):
    assert finder._box.accessibleName() == "Find patient"
    assert finder._list._view.accessibleName()
