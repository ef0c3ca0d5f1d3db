"""One quiet line: server, person and post, whether the server answers, ever-present keys."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from omms_desktop.backend.ports import Language
from omms_desktop.texts.words import word
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.labels import Chip, IconMark, text_label
from omms_desktop.widgets.levels import Level
from omms_server.contract.signing_in import Clinic, Person

_SHOWN, _HIDDEN = QEvent.Type.ShowToParent, QEvent.Type.HideToParent


class StatusBar(QFrame):
    """Shows; its buttons are put there by the window, and what was done by who is signed in."""

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
        self._messages: QWidget | None = None
        self._home: QWidget | None = None
        self._arrange()
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

    def show_messages(self, messages: QWidget | None) -> None:
        """While this widget shows something it stands in the place of the facts; None: nothing."""
        if self._messages is not None:
            self._messages.removeEventFilter(self)
            self._messages.hide()
            self._messages.setParent(self._home)
            self._facts.show()
        self._messages = messages
        if messages is not None:
            self._home = messages.parentWidget()
            self._row.insertWidget(1, messages, 1)
            messages.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._messages and event.type() in (_SHOWN, _HIDDEN):
            self._facts.setVisible(event.type() == _HIDDEN)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        elif event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def _fit(self) -> None:
        # As high as with a message in it, so that nothing moves when one comes.
        self.setMinimumHeight(current_tokens().control + current_tokens().space_2)

    def _arrange(self) -> None:
        tokens = current_tokens()
        self._simulated.setMaximumHeight(tokens.control - tokens.space_2)
        self._facts = QWidget()
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(tokens.space_2, 0, 0, 0)
        facts.setSpacing(tokens.space_2)
        facts.addWidget(self._mark)
        facts.addWidget(self._where)
        facts.addSpacing(tokens.space_4)
        facts.addWidget(self._who)
        facts.addSpacing(tokens.space_4)
        facts.addWidget(self._simulated)
        facts.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(tokens.space_1, 0, tokens.space_1, 0)
        self._row.setSpacing(tokens.space_2)
        self._row.addWidget(self._facts, 1)
        self._fit()

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
