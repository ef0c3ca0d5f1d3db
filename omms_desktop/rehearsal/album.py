"""Where a day's screenshots go: numbered in the order they were taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget


class Album:
    """Saves pictures of windows as `NN-what.png`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, window: QWidget, what: str) -> Path:
        """Take a picture; returns its file."""
        self._count += 1
        file = self.folder / f"{self._count:02}-{what}.png"
        window.grab().save(str(file))
        return file
