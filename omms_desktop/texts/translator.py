"""Switches the language of the whole program, Qt's own words included, while it runs."""

from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)

from omms_desktop.assets import asset_path

from .compiling import compiled

CHINESE, ENGLISH = "zh_CN", "en"
LANGUAGES = {CHINESE: "简体中文", ENGLISH: "English"}
"""Each language by its own name."""


class Languages(QObject):
    """The language in force; widgets hear of a switch as `QEvent.LanguageChange`."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._code = ENGLISH
        self._installed: list[QTranslator] = []

    @property
    def code(self) -> str:
        """`zh_CN` or `en`."""
        return self._code

    def use(self, code: str) -> None:
        """Speak this language from now on; an unknown one is English."""
        code = code if code in LANGUAGES else ENGLISH
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed = []
        self._code = code
        QLocale.setDefault(QLocale(code))
        if code != ENGLISH:  # the source texts are English
            self._install(f"qtbase_{code}", _qt_folder())
            self._install(f"omms_{code}", texts_file(code).parent)
        self.changed.emit(code)

    def switch(self) -> None:
        """The other language."""
        self.use(ENGLISH if self._code == CHINESE else CHINESE)

    def _install(self, name: str, folder: Path) -> None:
        translator = QTranslator(self)
        if translator.load(name, str(folder)):
            QCoreApplication.installTranslator(translator)
            self._installed.append(translator)


def texts_file(code: str) -> Path:
    """The compiled translation: the shipped one, or from a source tree one made on the fly."""
    shipped = asset_path("i18n", f"omms_{code}.qm")
    source = asset_path("i18n", f"omms_{code}.ts")
    if shipped.is_file() or not source.is_file():
        return shipped
    return compiled(source, source.parents[2] / "build" / "i18n" / shipped.name)


def _qt_folder() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
