"""What a notice says, in the language the person reads now."""

from PySide6.QtCore import QCoreApplication

from omms_desktop.widgets.levels import Level
from omms_server.contract.notices import Notice, NoticeKind

translate = QCoreApplication.translate


def notice_sentence(one: Notice) -> str:
    """What happened, and what to do."""
    sentences = {
        NoticeKind.EMERGENCY_OPENED: translate(
            "Notices", "{by} opened the record of patient {number} in an emergency."
        ),
        NoticeKind.EMERGENCY_REVIEWED: translate(
            "Notices", "{by} reviewed your emergency opening of the record of patient {number}."
        ),
        NoticeKind.REFRESH_REUSED: translate(
            "Notices",
            "A used-up sign-in came again; all sign-ins of that account were ended. Someone may "
            "have copied it: ask whose workstation it was.",
        ),
    }
    return sentences[one.kind].format(by=one.by, number=one.patient_number)


def notice_level(one: Notice) -> Level:
    """Unread ones stand out."""
    return Level.IDLE if one.read else Level.WARN
