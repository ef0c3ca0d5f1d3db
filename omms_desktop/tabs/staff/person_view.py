"""One person: account, posts, rights, sign-ins."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.labels import Chip, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.staff import Right, StaffMember, StaffSession

from .words import account_state, post_words, right_word


class PersonView(QStackedWidget):
    """Who this is, what he may, and where he is signed in."""

    def __init__(self, time: ClinicTime, language: str) -> None:
        super().__init__()
        self._time, self._language = time, language
        hint = self.tr("Choose a person from the list, or add one with F3.")
        self.addWidget(EmptyState(self.tr("Nobody is chosen"), hint, icon="users"))
        self._name, self._number = text_label(role="title"), text_label(role="muted")
        self._state = Chip("", Level.OK)
        self._texts = {key: text_label(wrap=True) for key in ("posts", "rights", "sessions")}
        self.addWidget(self._page())

    def show_person(
        self,
        person: StaffMember | None,
        sessions: Iterable[StaffSession],
        now: datetime,
        names: dict[str, str],
    ) -> None:
        """Show this one; None says what to do."""
        self.setCurrentIndex(0 if person is None else 1)
        if person is None:
            return
        self._name.setText(person.name)
        facts = (person.staff_no, person.username, person.title)
        self._number.setText("  ·  ".join(fact for fact in facts if fact))
        self._state.show_state(*account_state(person, now))
        told = {
            "posts": post_words(person.posts, self._language, names) or self.tr("None"),
            "rights": "\n".join(map(self._right, person.rights)) or self.tr("None"),
            "sessions": "\n".join(map(self._session, sessions)) or self.tr("Not signed in"),
        }
        for key, text in told.items():
            self._texts[key].setText(text)

    def _right(self, right: Right) -> str:
        until = f" – {right.until.isoformat()}" if right.until else ""
        return f"{right_word(right.code)}  ·  {right.since.isoformat()}{until}"

    def _session(self, one: StaffSession) -> str:
        return f"{one.workstation}  ·  {self._time.moment(one.started_at)}"

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_3)
        for widget in (self._name, self._number):
            column.addWidget(widget)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        heads = {
            "posts": self.tr("Posts"),
            "rights": self.tr("Prescribing rights"),
            "sessions": self.tr("Signed in at"),
        }
        for key, head in heads.items():
            section = Section(head)
            section.body.addWidget(self._texts[key])
            column.addWidget(section)
        column.addStretch(1)
        return page
