"""What holds for every part: no leak of None, no nested loop, no stray window, names everywhere."""

import ast
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import omms_desktop
from omms_desktop.gallery_pages import PAGES
from omms_desktop.widgets.labels import IconMark, text_label

SOURCE = Path(omms_desktop.__file__).parent
LOOPS = {"exec", "exec_", "execute_loop"}
STARTERS = {"__main__.py", "gallery.py", "bootstrap.py"}


def test_painting_does_not_lose_references_to_none(shown):
    mark = shown(IconMark("search"))
    before = sys.getrefcount(None)
    for _ in range(500):
        mark.repaint()
    assert sys.getrefcount(None) - before > -50


def nested_loops(file):
    calls = [
        n.func for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Call)
    ]
    return [
        f"{file.name}:{c.lineno}" for c in calls if isinstance(c, ast.Attribute) and c.attr in LOOPS
    ]


def test_nothing_opens_a_nested_event_loop():
    files = [file for file in SOURCE.rglob("*.py") if file.name not in STARTERS]
    assert len(files) > 30
    assert [place for file in files for place in nested_loops(file)] == []


def test_the_rule_against_nested_loops_sees_one(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("dialog.exec()\n", "utf-8")
    assert nested_loops(bad) == ["bad.py:1"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_no_stray_window_while_it_is_built(qtbot, name):
    page = PAGES[name]()
    qtbot.addWidget(page)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == []


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_takes_the_focus_has_a_name(shown, name):
    page = shown(PAGES[name](), 1366, 768)
    stops = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    nameless = [w for w in stops if not (w.accessibleName() or getattr(w, "text", str)())]
    inner = [w for w in nameless if w.focusProxy() or w.parent().accessibleName()]
    assert [repr(w) for w in nameless if w not in inner] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "icons"])
def test_no_text_is_cut_off_on_an_old_screen(shown, name):
    page = shown(PAGES[name](), 1366, 768)
    QApplication.processEvents()
    cut = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible() and not label.wordWrap() and label.width() < label.sizeHint().width()
    ]
    assert cut == []


def test_a_label_shows_its_text_as_it_is(qtbot):
    label = text_label("<b>1 < 2</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
