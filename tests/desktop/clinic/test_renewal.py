"""A change of language keeps what is typed and where the cursor stands."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from omms_desktop.clinic.renewal import Renewed
from omms_desktop.widgets.choice import Choice, Option


def screen():
    page = QWidget()
    column = QVBoxLayout(page)
    for field, name in ((QLineEdit(), "name"), (QLineEdit(), "phone"), (QPlainTextEdit(), "note")):
        field.setObjectName(name)
        column.addWidget(field)
    choice = Choice([Option("male", "Male"), Option("female", "Female")])
    choice.setObjectName("sex")
    column.addWidget(choice)
    return page


def test_typed_texts_and_the_cursor_go_over(shown, qtbot):
    made = []
    page = shown(Renewed(screen, lambda: made.append(True)))
    page.findChild(QLineEdit, "phone").setText("13912345678")
    page.findChild(QPlainTextEdit, "note").setPlainText("two\nlines")
    page.findChild(Choice, "sex").set_value("female")
    old = page.findChild(QLineEdit, "phone")
    old.setFocus()
    for _ in range(3):
        QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: made == [True])
    new = page.findChild(QLineEdit, "phone")
    assert new is not old
    assert new.text() == "13912345678"
    assert page.findChild(QPlainTextEdit, "note").toPlainText() == "two\nlines"
    assert page.findChild(Choice, "sex").value() == "female"
    assert new.hasFocus()
