"""Collects Python's cyclic garbage on the GUI thread, between two events, and nowhere else."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
_YOUNG, _MIDDLE, _OLD = 700, 10, 10
"""What Python's own collector waits for, by generation."""


class GuiCollector(QObject):
    """While it lives Python collects nothing by itself; `close` gives that back.

    Python collects in whichever thread allocates, at any line. There garbage that holds widgets
    is destroyed by a thread that must not touch them, or under the hands of code that is just
    building a screen: both end the program with a segmentation fault.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due."""
        young, middle, old = gc.get_count()
        if old > _OLD:
            gc.collect()
        elif middle > _MIDDLE:
            gc.collect(1)
        elif young > _YOUNG:
            gc.collect(0)

    def close(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
