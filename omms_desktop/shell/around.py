"""Room around a widget that is there only while the widget is."""

from PySide6.QtCore import QEvent, QMargins, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Around(QWidget):
    """A layout's margins stay when all in it is hidden; these go with it."""

    def __init__(self, inside: QWidget, margins: QMargins) -> None:
        super().__init__()
        self._inside = inside
        column = QVBoxLayout(self)
        column.setContentsMargins(margins)
        column.addWidget(inside)
        inside.installEventFilter(self)
        self.setVisible(not inside.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside:
            if event.type() == QEvent.Type.ShowToParent:
                self.show()
            elif event.type() == QEvent.Type.HideToParent:
                self.hide()
        return super().eventFilter(watched, event)
