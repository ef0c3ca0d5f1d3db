"""The desktop's tests run without a screen, in one application that wears our theme."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox

from omms_desktop.theme.fonts import load_fonts
from omms_desktop.theme.style import apply_theme
from omms_desktop.theme.tokens import load_tokens


@pytest.fixture(scope="session")
def qapp(qapp):
    """pytest-qt's application, dressed as the workstation is."""
    apply_theme(qapp, load_tokens(), load_fonts())
    return qapp


@pytest.fixture
def shown(qtbot):
    """Show a widget and give it back; it is closed after the test."""

    def show(widget, width=900, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        return widget

    return show


@pytest.fixture
def type_into(qtbot):
    """Type a text as a person does: keys for ASCII, an input method for the rest."""

    def type_text(widget, text):
        if text.isascii():
            qtbot.keyClicks(widget, text)
            return
        commit = QInputMethodEvent()
        commit.setCommitString(text)
        target = widget.lineEdit() if isinstance(widget, QComboBox) else widget
        QApplication.sendEvent(target, commit)

    return type_text
