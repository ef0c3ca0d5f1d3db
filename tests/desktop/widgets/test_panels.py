"""Banner, notices, panels and progress say what they must and obey the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.banner import Banner, ChipSpec, Fact
from omms_desktop.widgets.busy import BusyLine
from omms_desktop.widgets.card import Card, Section
from omms_desktop.widgets.confirm_panel import ConfirmPanel
from omms_desktop.widgets.editors import LineEdit
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.finding_box import Finding
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import Chip
from omms_desktop.widgets.notice_bar import NoticeBar
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split

FINDINGS = [
    Finding("same", "note", "Same drug twice"),
    Finding("allergy", "stop", "Allergy", "rash", True, ("tested", "no other drug")),
    Finding("dose", "warn", "High dose", "", True, ("severe",)),
]


@pytest.fixture
def panel(shown):
    panel = shown(ConfirmPanel("Sign anyway"))
    panel.show_findings("3 findings", FINDINGS)
    return panel


def test_findings_stand_from_grave_to_quiet_with_word_and_shape(panel):
    assert [box.finding.key for box in panel._boxes] == ["allergy", "dose", "same"]
    assert panel._boxes[0].accessibleName().startswith("Stop: Allergy")


def test_reasons_are_given_by_keys_alone(panel, qtbot):
    first, second = panel._boxes[0]._field, panel._boxes[1]._field
    assert first.hasFocus()
    qtbot.keyClicks(first, "tested")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert second.hasFocus()
    qtbot.keyClicks(second, "asked the doctor")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert panel._go_button.hasFocus()
    with qtbot.waitSignal(panel.confirmed) as confirmed:
        qtbot.keyClick(panel, Qt.Key.Key_F9)
    assert confirmed.args[0] == {"allergy": "tested", "dose": "asked the doctor"}


def test_a_missing_reason_is_asked_for_and_nothing_is_confirmed(panel, qtbot):
    with qtbot.assertNotEmitted(panel.confirmed):
        qtbot.keyClick(panel, Qt.Key.Key_F9)
    assert panel._boxes[0]._error.isVisible()
    assert panel._boxes[0]._field.hasFocus()


def test_escape_goes_back(panel, qtbot):
    with qtbot.waitSignal(panel.cancelled):
        qtbot.keyClick(panel._boxes[0]._field, Qt.Key.Key_Escape)


def test_what_cannot_be_confirmed_has_no_way_on(panel, qtbot):
    panel.show_findings("Stopped", [Finding("lethal", "stop", "Lethal", final=True)])
    with qtbot.assertNotEmitted(panel.confirmed):
        qtbot.keyClick(panel, Qt.Key.Key_F9)
    assert not panel._go_button.isEnabled()
    assert panel._back_button.hasFocus()


def test_the_banner_says_everything_in_words(shown):
    banner = shown(Banner())
    banner.show_facts("Li", [Fact("Age", "46")], [ChipSpec("Penicillin", "stop")])
    assert banner.accessibleName() == "Li, Age 46, Penicillin"
    assert banner.findChildren(Chip)[0].accessibleName() == "Stop: Penicillin"


def test_a_narrow_banner_grows_and_cuts_nothing(shown, qtbot):
    banner = shown(Banner(), 1200, 80)
    facts = [Fact("Name of the fact", f"a rather long value {n}") for n in range(8)]
    banner.show_facts("Li", facts, [ChipSpec("Penicillin", "stop")])
    qtbot.waitUntil(lambda: banner.heightForWidth(500) > banner.heightForWidth(1200))


def test_undo_is_offered_and_asked_for(shown, qtbot):
    bar = shown(NoticeBar())
    bar.offer_undo("Cancelled")
    assert bar._timer.interval() == 10_000
    with qtbot.waitSignal(bar.action_requested) as asked:
        qtbot.mouseClick(bar._buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == ["undo"]
    assert bar.text() == ""


def test_a_notice_takes_no_focus_and_says_its_level(shown, qtbot):
    bar = NoticeBar()
    page = QWidget()
    field = QLineEdit(page)
    bar.setParent(page)
    shown(page)
    field.setFocus()
    bar.show_notice("Low stock", "warn")
    assert field.hasFocus()
    assert bar.accessibleName() == "Warning: Low stock"
    bar.dismiss()
    assert not bar.isVisible()


def test_what_is_quick_shows_no_sign_of_work(shown, qtbot):
    busy = shown(BusyLine())
    busy.start()
    assert not busy.is_running()
    busy.stop()
    assert not busy._show_line.isActive()
    assert not busy._show_strip.isActive()


def test_a_slow_thing_shows_and_can_be_given_up(shown, qtbot):
    busy = shown(BusyLine())
    height = busy.sizeHint().height()
    busy._show_line.setInterval(1)
    busy._show_strip.setInterval(5)
    busy.start("Exporting")
    qtbot.waitUntil(busy.is_running)
    assert busy.sizeHint().height() == height or busy._strip.isVisible()
    qtbot.waitUntil(busy._strip.isVisible)
    with qtbot.waitSignal(busy.cancel_requested):
        qtbot.mouseClick(busy.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not busy.is_running()


def test_arrows_choose_a_segment(shown, qtbot):
    segments = shown(Segments("State", [("all", "All"), ("wait", "Waiting"), ("done", "Done")]))
    with qtbot.waitSignal(segments.chosen) as chosen:
        qtbot.keyClick(segments._group.button(0), Qt.Key.Key_Right)
    assert chosen.args == ["wait"]
    segments.set_value("done")
    assert segments.value() == "done"


def test_a_panel_takes_the_place_of_the_detail_and_gives_it_back(shown):
    detail, panel = QWidget(), ConfirmPanel("Go")
    split = Split(QLineEdit(), QWidget(), detail)
    button = split.add_action(make_action(split, "Save", "F9"), "primary")
    preview = split.add_action(make_action(split, "Preview", "F7"))
    shown(split)
    assert preview.x() < button.x()
    split.open_side(panel)
    assert split.side() is panel
    assert not button.isVisible()
    split.close_side()
    assert split.side() is detail
    assert button.isVisible()


def test_the_panels_key_is_its_own_while_it_is_open(shown, qtbot):
    panel = ConfirmPanel("Go", "F9")
    split = Split(QLineEdit(), QWidget(), QWidget())
    save = make_action(split, "Save", "F9")
    split.add_action(save, "primary")
    shown(split)
    panel.show_findings("Note", [Finding("n", "note", "Only a note")])
    split.open_side(panel)
    save.setEnabled(True)
    with qtbot.assertNotEmitted(save.triggered), qtbot.waitSignal(panel.confirmed):
        qtbot.keyClick(split, Qt.Key.Key_F9)
    split.close_side()
    with qtbot.assertNotEmitted(panel.confirmed), qtbot.waitSignal(save.triggered):
        qtbot.keyClick(split, Qt.Key.Key_F9)


def test_surfaces_and_empty_places_have_names(qtbot):
    for widget, name in [(Card("Bill"), "Bill"), (Section("Drugs"), "Drugs")]:
        qtbot.addWidget(widget)
        assert widget.accessibleName() == name
    empty = EmptyState("No bills", "Press F3")
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "No bills Press F3"


def test_a_tall_detail_scrolls_to_the_field_with_the_cursor(shown):
    form = Form([Field(f"f{n}", f"Field {n}", LineEdit()) for n in range(30)])
    split = shown(Split(QLineEdit(), QWidget(), form), 1000, 400)
    assert split.height() == 400
    last = form.editor("f29")
    last.setFocus()
    assert not last.visibleRegion().isEmpty()
