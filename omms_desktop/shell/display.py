"""The look a person chooses: language, light or dark, text size; at once and kept."""

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from omms_desktop.settings import Settings
from omms_desktop.texts.translator import LANGUAGES, Languages
from omms_desktop.theme.fonts import Fonts
from omms_desktop.theme.icons import set_icon
from omms_desktop.theme.style import apply_theme, wears
from omms_desktop.theme.tokens import SCALES, THEMES, load_tokens


class Display(QObject):
    """Dresses the application and remembers how."""

    changed = Signal()

    def __init__(
        self, application: QApplication, settings: Settings, languages: Languages, fonts: Fonts
    ) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        self.languages, self._fonts = languages, fonts

    def apply(self) -> None:
        """Wear what is set."""
        theme = self._settings.theme if self._settings.theme in THEMES else THEMES[0]
        size = min(SCALES, key=lambda scale: abs(scale - self._settings.text_size))
        tokens = load_tokens(theme, size)
        if not wears(self._application, tokens):  # every widget is dressed anew: seconds
            apply_theme(self._application, tokens, self._fonts)
        if self.languages.code != self._settings.language:
            self.languages.use(self._settings.language)
        self.changed.emit()

    def choose(self, name: str, value: str) -> None:
        """Set `language`, `theme` or `text_size`, now and for the next start."""
        self._settings.keep(name, value)
        self.apply()

    def chosen(self, name: str) -> str:
        """What is set."""
        return str(getattr(self._settings, name))

    def switch_language(self) -> None:
        """The other language."""
        first, second = LANGUAGES
        self.choose("language", second if self.languages.code == first else first)


class DisplayButton(QToolButton):
    """Opens a menu of languages, themes and text sizes."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.setObjectName("display")
        self.setProperty("role", "quiet")
        set_icon(self, "sun", "muted")
        self._menu = QMenu(self)
        self.clicked.connect(self._open)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setToolTip(self.tr("Language, colours, text size"))
        self.setAccessibleName(self.toolTip())

    def _open(self) -> None:
        self._fill()
        above = QPoint(
            self.width() - self._menu.sizeHint().width(), -self._menu.sizeHint().height()
        )
        self._menu.popup(self.mapToGlobal(above))

    def _fill(self) -> None:
        self._menu.clear()
        themes = {"light": self.tr("Light"), "dark": self.tr("Dark")}
        sizes = dict(
            zip(
                map(str, SCALES),
                (self.tr("Small text"), self.tr("Medium text"), self.tr("Large text")),
                strict=True,
            )
        )
        for name, words in (("language", LANGUAGES), ("theme", themes), ("text_size", sizes)):
            self._add_group(name, words)
            self._menu.addSeparator()

    def _add_group(self, name: str, words: dict[str, str]) -> None:
        group = QActionGroup(self._menu)
        for value, text in words.items():
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._display.chosen(name) == value)
            action.triggered.connect(
                lambda _=False, name=name, value=value: self._display.choose(name, value)
            )
            group.addAction(action)
