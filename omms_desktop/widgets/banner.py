"""The strip that says whom or what one works on: a title, facts, warnings."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from omms_desktop.theme.current import current_tokens

from .flow_layout import FlowLayout
from .labels import Chip, reveal, text_label
from .levels import Level


class Fact(NamedTuple):
    """A fact of the banner: its name (may be "") and what it is."""

    label: str
    text: str


class ChipSpec(NamedTuple):
    """A warning or state of the banner."""

    text: str
    level: Level | str = Level.NOTE


class Banner(QFrame):
    """Title large at the left, facts flowing beside it, chips below: all in words, none cut off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tokens = current_tokens()
        self._title = text_label(role="title")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._facts = FlowLayout(across=tokens.space_6, down=2)
        self._chips = FlowLayout(across=tokens.space_2, down=tokens.space_1)
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.space_4, tokens.space_2, tokens.space_4, tokens.space_2)
        grid.setHorizontalSpacing(tokens.space_6)
        grid.setVerticalSpacing(tokens.space_1)
        grid.addWidget(self._title, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(self._facts, 0, 1)
        grid.addLayout(self._chips, 1, 1)
        grid.setColumnStretch(1, 1)
        self.hide()

    def show_facts(
        self, title: str, facts: Sequence[Fact] = (), chips: Sequence[ChipSpec] = ()
    ) -> None:
        """Show this subject; chips stand from grave to quiet as they are given."""
        self._title.setText(title)
        self._facts.clear()
        self._chips.clear()
        for fact in facts:
            self._facts.addWidget(_fact(Fact(*fact)))
        for chip in chips:
            self._chips.addWidget(Chip(*chip))
        words = [title, *(f"{label} {text}".strip() for label, text in facts)]
        self.setAccessibleName(", ".join([*words, *(chip[0] for chip in chips)]))
        reveal(self)

    def add_chip(self, chip: ChipSpec) -> None:
        """Add one more chip, the quietest of all."""
        self._chips.addWidget(Chip(*chip))
        self.setAccessibleName(f"{self.accessibleName()}, {chip.text}")

    def clear(self) -> None:
        """Show nothing and take no room."""
        self.hide()


def _fact(fact: Fact) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_tokens().space_1)
    if fact.label:
        row.addWidget(text_label(fact.label, "muted"))
    row.addWidget(text_label(fact.text))
    return pair
