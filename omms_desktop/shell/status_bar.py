"""One quiet line: server, person and post, whether the server answers, ever-present keys."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omms_desktop.backend.ports import Language
from omms_desktop.texts.words import word
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.labels import Chip, IconMark, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.signing_in import Clinic, Person


class StatusBar(QFrame):
    """Shows; its buttons are put there by the window."""

    def __init__(self, server: str, language: Language) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self._server, self._language = server, language
        self._person: Person | None = None
        self._away = False
        self._mark = IconMark("link", "muted", 14)
        self._where, self._who = text_label(role="small"), text_label(role="small")
        self._simulated = Chip("", Level.WARN)
        self._simulated.hide()
        tokens = current_tokens()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.space_3, 0, tokens.space_1, 0)
        self._simulated.setMaximumHeight(tokens.control - tokens.space_2)
        self._row.setSpacing(tokens.space_2)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._where)
        self._row.addSpacing(tokens.space_4)
        self._row.addWidget(self._who)
        self._row.addSpacing(tokens.space_4)
        self._row.addWidget(self._simulated)
        self._row.addStretch(1)
        self._say()

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)

    def show_person(self, person: Person | None, clinic: Clinic | None = None) -> None:
        """Show who is signed in and whether payments are only simulated here."""
        self._person = person
        self._simulated.setVisible(bool(clinic and clinic.simulated_payments))
        self._say()

    def show_away(self, away: bool) -> None:
        """Show whether the server answers."""
        self._away = away
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        state = self.tr("not answering") if self._away else self.tr("connected")
        self._mark.show_icon(*(("offline", "warn") if self._away else ("link", "ok")))
        self._where.setText(f"{self._server} · {state}")
        self._where.setAccessibleName(self.tr("Server {0}").format(self._where.text()))
        self._who.setText(self._posts(self._person) if self._person else "")
        self._simulated.show_state(self.tr("Simulated payments"), Level.WARN)

    def _posts(self, person: Person) -> str:
        code = self._language.code
        posts = [
            f"{post.department} {post.role_name or word(post.role, code)}".strip()
            for post in person.posts
        ]
        comma = "、" if code.startswith("zh") else ", "
        return f"{person.name} {person.staff_no} · {comma.join(posts)}"
