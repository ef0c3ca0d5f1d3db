"""The bell in the status line, and the panel behind it."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt

from omms_server.contract.notices import (
    ListNotices,
    MarkNoticesRead,
    Notice,
    NoticeKind,
    Notices,
)

UNREAD = Notice(
    id=7, kind=NoticeKind.EMERGENCY_OPENED, at=datetime(2026, 11, 23, 1, tzinfo=UTC), by="何大夫",
    patient_id=3, patient_number="00000042", ref=5, read=False,
)  # fmt: skip
READ = UNREAD.model_copy(update={"read": True})


def given(workstation):
    server = workstation.server
    server.answers[ListNotices] = Notices(rows=(UNREAD,), unread=1)

    def mark(_):
        server.answers[ListNotices] = Notices(rows=(READ,), unread=0)

    server.answers[MarkNoticesRead] = mark


def test_the_bell_tells_how_many_wait_and_reading_them_empties_it(workstation):
    given(workstation)
    workstation.sign_in()
    bell = workstation.window._messages_button
    workstation.qtbot.waitUntil(lambda: bell.text() == "1")
    assert bell.accessibleName() == "Messages, 1 unread"
    workstation.press(Qt.Key.Key_F11)
    centre = workstation.desk._taken.messages
    assert centre.isVisible()
    assert "何大夫 opened the record of patient 00000042" in centre.list.item(0).text()
    workstation.qtbot.waitUntil(lambda: bell.accessibleName() == "Messages")
    (asked,) = workstation.server.of(MarkNoticesRead)
    assert asked.ids == (7,)


def test_the_work_goes_on_where_it_was(workstation):
    given(workstation)
    workstation.sign_in()
    workstation.type("abc")
    workstation.press(Qt.Key.Key_F11)
    workstation.press(Qt.Key.Key_Escape)
    workstation.qtbot.waitUntil(lambda: workstation.page.field.hasFocus())
    assert workstation.page.field.text() == "abc"


def test_nothing_unread_is_quiet(workstation):
    workstation.sign_in()
    workstation.qtbot.waitUntil(lambda: bool(workstation.server.of(ListNotices)))
    assert workstation.window._messages_button.accessibleName() == "Messages"
    workstation.press(Qt.Key.Key_F11)
    assert workstation.desk._taken.messages._nothing.isVisible()
