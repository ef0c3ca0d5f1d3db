"""What stands around the tabs: notices, keys, papers, language, colours, status."""

from base64 import b64encode
from io import BytesIO

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from reportlab.pdfgen.canvas import Canvas

from omms_desktop.backend.ports import GivenUp
from omms_desktop.shell.key_overview import keys_of
from omms_desktop.shell.notices import PersonNotices
from omms_server.contract.documents import Paper, PaperKind
from omms_server.contract.faults import Internal, Invalid, NotFound
from tests.support.fakes import FixedLanguage


def pdf():
    made = BytesIO()
    canvas = Canvas(made, pagesize=(200, 300))
    canvas.drawString(20, 20, "receipt")
    canvas.save()
    return b64encode(made.getvalue()).decode()


PAPER = Paper(kind=PaperKind.RECEIPT, title="Receipt", number="R/7", copy_no=0, pdf=pdf())


@pytest.fixture
def notices(shown):
    area = QLineEdit()
    made = PersonNotices(area, FixedLanguage())
    made.bar.setParent(area)
    shown(area)
    return made


def test_a_fault_is_a_sentence_above_the_work(notices):
    notices.show_fault(NotFound(what="patient"))
    assert notices.bar.text() == "There is no such patient, or it is not yours to see."


def test_an_unforeseen_fault_names_its_reference(notices):
    notices.show_fault(Internal(ref="ab12cd34"))
    assert "ab12cd34" in notices.bar.text()


def test_what_the_person_gave_up_is_not_shown(notices):
    notices.show_fault(GivenUp())
    assert notices.bar.text() == ""


def test_mistakes_in_fields_stand_beside_them_and_the_rest_above(notices):
    fault = Invalid(
        errors=[
            {"field": "fields.name", "kind": "missing", "limit": None},
            {"field": "odd", "kind": "missing", "limit": None},
        ]
    )
    beside = {}

    def show(errors):
        beside.update(errors)
        return [errors["odd"]]

    notices.show_fault(fault, beside=show)
    assert beside["name"] == "Please fill in this field."
    assert notices.bar.text() == "Please fill in this field."


def test_mistakes_without_a_form_are_named(notices):
    fault = Invalid(errors=[{"field": "born_on", "kind": "date_parsing", "limit": None}])
    notices.show_fault(fault)
    assert notices.bar.text() == "date of birth: Type a date such as 1990-03-07."


def test_a_message_takes_the_last_fault_away(notices):
    notices.show_fault(NotFound(what="bill"))
    notices.show_message("Paid")
    assert (notices.bar.text(), notices.message()) == ("", "Paid")


def test_what_was_done_can_be_undone_once_with_a_key(notices, qtbot):
    undone = []
    notices.show_message("Cancelled 12", undo=lambda: undone.append(1))
    for _ in range(2):
        qtbot.keyClick(notices._over, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undone == [1]
    assert notices.message() == ""


def test_a_message_without_undo_replaces_the_undo_of_the_one_before(notices, qtbot):
    undone = []
    notices.show_message("Cancelled 12", undo=lambda: undone.append(1))
    notices.show_message("Saved")
    qtbot.keyClick(notices._over, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undone == []


def test_f1_shows_the_keys_of_the_screen_and_again_hides_them(workstation):
    workspace = workstation.sign_in()
    workstation.press(Qt.Key.Key_F1)
    words = {label.text() for label in workspace._side.panel.findChildren(QLabel)}
    assert {"F9", "Charge", "Ctrl+2", "Pharmacy", "F12", "Lock or change user"} <= words
    workstation.press(Qt.Key.Key_F1)
    assert workspace._side.panel is None
    assert workstation.page.field.hasFocus()


def test_keys_of_a_screen_leave_out_what_is_not_offered(workstation):
    workstation.sign_in()
    assert keys_of(workstation.page) == [("F9", "Charge")]
    workstation.page.actions()[0].setVisible(False)
    assert keys_of(workstation.page) == []


def test_f8_prints_what_the_preview_shows(workstation, tmp_path):
    workspace = workstation.sign_in()
    workspace.context.papers.preview(PAPER)
    assert workspace._side.panel is workspace.context.papers
    workstation.press(Qt.Key.Key_F8)
    assert workspace._side.panel is None
    assert [f.name for f in (tmp_path / "papers").iterdir()] == ["receipt-R_7.pdf"]
    assert "receipt-R_7.pdf" in workspace._notices.message()


def test_a_reprint_does_not_replace_the_original(workstation, tmp_path):
    papers = workstation.sign_in().context.papers
    papers.print(PAPER)
    papers.print(PAPER.model_copy(update={"copy_no": 1}))
    names = sorted(f.name for f in (tmp_path / "papers").iterdir())
    assert names == ["receipt-R_7-copy1.pdf", "receipt-R_7.pdf"]


def test_a_paper_that_cannot_be_read_is_told(workstation):
    workspace = workstation.sign_in()
    workspace.context.papers.preview(PAPER.model_copy(update={"pdf": "AAAA"}))
    assert workspace._side.panel is None
    assert "paper-receipt" in workspace._notices.bar.text()


def test_the_language_switches_while_a_person_works(workstation, qtbot):
    workstation.sign_in()
    workstation.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: workstation.window._lock.text() == "锁屏或换人")
    assert "医生" in workstation.window.status._who.text()
    assert workstation.window.sign_in._fields._rows["password"].label.text() == "密码(&P)"
    assert workstation.settings.language == "zh_CN"
    workstation.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: workstation.window._lock.text() == "Lock or change user")


def test_theme_and_text_size_are_kept(workstation, qapp):
    display = workstation.window.findChild(QToolButton, "display")._display
    display.choose("theme", "dark")
    display.choose("text_size", "1.3")
    assert qapp.palette().window().color().lightness() < 60
    assert (workstation.settings.theme, workstation.settings.text_size) == ("dark", 1.3)
    display.choose("theme", "light")
    display.choose("text_size", "1.0")


def test_the_status_line_says_who_and_where(workstation):
    workstation.sign_in()
    status = workstation.window.status
    assert status._who.text() == "Amy S001 · 内科 doctor"
    assert "127.0.0.1:18861 · connected" in status._where.text()
    assert status._simulated.isVisible()


def test_everything_that_takes_the_focus_has_a_name(workstation):
    workstation.sign_in()
    for kind in (QPushButton, QToolButton):
        for button in workstation.window.findChildren(kind):
            if button.isVisible():
                assert button.accessibleName() or button.text(), button


def test_a_closed_window_is_gone_and_hears_of_no_language(workstation, qapp):
    workstation.sign_in()
    window, languages = workstation.window, workstation.desk._languages
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(window)
    languages.switch()
    qapp.processEvents()
    languages.use("en")


def test_a_message_covers_nothing_of_the_work_and_moves_nothing(workstation, qapp):
    workspace = workstation.sign_in()
    workstation.window.resize(1366, 768)
    qapp.processEvents()
    before = workspace.geometry()
    workspace._notices.show_message("No. 12 李秀英 is called to room 3.", undo=lambda: None)
    qapp.processEvents()
    messages = workspace._notices.messages
    assert messages.isVisible()
    assert workstation.window.status.isAncestorOf(messages)
    assert workspace.geometry() == before


def test_a_message_is_not_seen_by_who_comes_next(workstation):
    workspace = workstation.sign_in()
    workspace._notices.show_message("Paid 84.27")
    workstation.window.lock_requested.emit()
    assert not workspace._notices.messages.isVisible()
    assert not workstation.window.status.isAncestorOf(workspace._notices.messages)
