"""The panel that asks before something that is felt elsewhere at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from omms_desktop.widgets.labels import text_label

from .form_panel import FormPanel


class SurePanel(FormPanel):
    """Asks before something that is felt elsewhere at once."""

    def __init__(self) -> None:
        super().__init__("danger")
        self._told = text_label(wrap=True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._go: Callable[[], None] | None = None
        self.set_body(self._told)
        self.accepted.connect(self._accepted)

    def ask(self, title: str, told: str, word: str, go: Callable[[], None]) -> None:
        """Ask; F9 goes on, Esc does not."""
        self.set_words(title, word)
        self._told.setText(told)
        self._go = go

    def _accepted(self) -> None:
        if self._go is not None:
            self._go()
