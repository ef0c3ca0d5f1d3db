"""Loads the bundled fonts, so that every Chinese name shows on every desk."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

from omms_desktop.assets import fonts_folder

MAIN_FAMILY = "Noto Sans SC"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families to use, best first, and a sentence for the person when one is missing."""

    families: tuple[str, ...]
    warning: str = ""

    def font(self, pixels: int) -> QFont:
        """Return the program's font at a size in logical pixels."""
        font = QFont()
        if self.families:
            font.setFamilies(list(self.families))
        font.setPixelSize(pixels)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        return font


def load_fonts(folder: Path | None = None) -> Fonts:
    """Load every font of the folder: Noto Sans SC first, the others (rare characters) behind it."""
    families: list[str] = []
    for file in sorted((folder or fonts_folder()).glob("*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        for family in QFontDatabase.applicationFontFamilies(number) if number >= 0 else []:
            if family not in families:
                families.append(family)
    families.sort(key=lambda family: family != MAIN_FAMILY)
    if families[:1] == [MAIN_FAMILY]:
        return Fonts(tuple(families))
    return Fonts(
        tuple(families),
        QCoreApplication.translate(
            "Fonts", "The bundled Chinese font is missing; some names may show as boxes."
        ),
    )
