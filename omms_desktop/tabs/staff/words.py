"""Words for posts, rights and the state of accounts."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from omms_desktop.texts.words import word
from omms_desktop.widgets.levels import Level
from omms_server.contract.signing_in import Post
from omms_server.contract.staff import RightCode, RoleView, StaffMember, StaffRow

translate = QCoreApplication.translate


def role_word(role: RoleView, language: str) -> str:
    """The name of a role: the clinic's own has one, a built-in one is named by the language."""
    return role.name or word(role.role, language)


def post_words(posts: Iterable[Post], language: str, names: dict[str, str]) -> str:
    """内科 医生、检验科 主任."""
    comma = "、" if language.startswith("zh") else ", "
    return comma.join(
        f"{post.department} {names.get(post.role) or word(post.role, language)}".strip()
        for post in posts
    )


def right_word(code: RightCode) -> str:
    """A prescribing right (DOMAIN 3.4, 3.5)."""
    words = {
        RightCode.BASIC: translate("Staff", "Prescribe"),
        RightCode.ABX_RESTRICTED: translate("Staff", "Restricted antibacterials"),
        RightCode.ABX_SPECIAL: translate("Staff", "Special antibacterials"),
        RightCode.NP1: translate("Staff", "Narcotics and class I psychotropics"),
        RightCode.P2: translate("Staff", "Class II psychotropics"),
        RightCode.TOX: translate("Staff", "Toxic drugs"),
        RightCode.TCM: translate("Staff", "Chinese herbal medicine"),
    }
    return words[code]


def account_state(one: StaffRow | StaffMember, now: datetime) -> tuple[str, Level]:
    """Whether a person may sign in."""
    if one.disabled:
        return translate("Staff", "Disabled"), Level.STOP
    if one.locked_until is not None and one.locked_until > now:
        return translate("Staff", "Locked"), Level.WARN
    if isinstance(one, StaffMember) and one.must_change_password:
        return translate("Staff", "First password"), Level.NOTE
    return translate("Staff", "May sign in"), Level.OK
