"""One action owns word and key; buttons and hints follow it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.key_hints import KeyHints


@pytest.fixture
def page(shown):
    page = QWidget()
    page.charge = make_action(page, "&Charge", "F9", "wallet")
    page.field, page.button, page.hints = (
        QLineEdit(),
        ActionButton(page.charge, "primary"),
        KeyHints(),
    )
    page.hints.show_actions([make_action(page, "Help", "F1"), page.charge])
    column = QVBoxLayout(page)
    for part in (page.field, page.button, page.hints):
        column.addWidget(part)
    return shown(page)


def test_the_key_works_once_from_any_field_though_it_is_shown_twice(page, qtbot):
    done = []
    page.charge.triggered.connect(lambda: done.append("charged"))
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_F9)
    assert done == ["charged"]


def test_button_and_hint_can_be_clicked(page, qtbot):
    done = []
    page.charge.triggered.connect(lambda: done.append("charged"))
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.hints._buttons[1], Qt.MouseButton.LeftButton)
    assert done == ["charged", "charged"]


def test_what_may_not_be_done_answers_to_nothing(page, qtbot):
    page.charge.setEnabled(False)
    with qtbot.assertNotEmitted(page.charge.triggered):
        qtbot.keyClick(page.field, Qt.Key.Key_F9)
        qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert not page.button.isEnabled()


def test_hints_say_key_and_word(page):
    assert page.hints.words() == [("F1", "Help"), ("F9", "Charge")]


def test_hints_are_no_stop_of_the_tab_key(page):
    policies = {button.focusPolicy() for button in page.hints.findChildren(QPushButton)}
    assert policies == {Qt.FocusPolicy.NoFocus}


def test_a_button_has_its_word_as_name_and_its_key_as_description(page):
    assert page.button.accessibleName() == "Charge"
    assert page.button.accessibleDescription() == "F9"
    page.charge.setText("Refund")
    assert page.button.accessibleName() == "Refund"


def test_a_button_is_wide_enough_for_its_words(page):
    page.charge.setText("A much longer word for the very same thing")
    page.layout().activate()
    assert page.button.width() >= page.button._label.sizeHint().width()
