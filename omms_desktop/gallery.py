"""Shows every component in both themes: `python -m omms_desktop.gallery [--shoot DIR]`."""

import argparse
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTabWidget

from omms_desktop.theme.fonts import load_fonts
from omms_desktop.theme.style import apply_theme
from omms_desktop.theme.tokens import SCALES, THEMES, load_tokens
from omms_desktop.widgets.finder import Finder

from .gallery_pages import PAGES
from .gallery_samples import FOUND

_WIDTH, _HEIGHT = 1366, 768


def shoot(application: QApplication, folder: Path, scale: float) -> None:
    """Save a picture of every page in every theme."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = load_fonts()
    for theme in THEMES:
        apply_theme(application, load_tokens(theme, scale), fonts)
        for name, make in PAGES.items():
            page = make()
            page.resize(_WIDTH, _HEIGHT)
            page.show()
            page.activateWindow()
            if name == "list":
                _search(application, page.findChildren(Finder)[0])
            application.processEvents()
            page.grab().save(str(folder / f"{name}-{theme}.png"))
            page.close()


def _search(application: QApplication, finder: Finder) -> None:
    finder.focus_box()
    finder.set_text("lxy")
    application.processEvents()
    finder.show_results(FOUND)


def main() -> int:
    """Show the gallery, or take its pictures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--shoot", type=Path, metavar="DIR")
    reader.add_argument("--theme", choices=THEMES, default="light")
    reader.add_argument("--scale", type=float, choices=SCALES, default=1.0)
    chosen = reader.parse_args()
    application = QApplication(sys.argv[:1])
    if chosen.shoot:
        shoot(application, chosen.shoot, chosen.scale)
        return 0
    apply_theme(application, load_tokens(chosen.theme, chosen.scale), load_fonts())
    tabs = QTabWidget()
    for name, make in PAGES.items():
        tabs.addTab(make(), name)
    tabs.resize(_WIDTH, _HEIGHT)
    tabs.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
