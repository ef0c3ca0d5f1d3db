"""Where a walk-in's number is chosen: words narrow the sessions, arrows choose, Enter takes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from omms_desktop.clinic.texts import half_day_word, session_kind_word
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.editors import LineEdit, half_width
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_server.contract.money import yuan
from omms_server.contract.scheduling import SessionKind, Slot

from .offers import Offer

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class BookingView(QWidget):
    """Nothing is chosen at first, so that an Enter too many takes no number."""

    booked = Signal(object)
    """The id of the slot to take a number of."""
    find_requested = Signal(str)

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        self.box = LineEdit(self.tr("Department, code or doctor"), 40)
        self.box.setAccessibleName(self.tr("Find a department or doctor"))
        self.box.setObjectName("offer_finder")
        self.offers = DataTable(
            self._offer_columns(), lambda row: row.session.id, self.tr("Sessions of today")
        )
        self.offers.view.setObjectName("offers")
        self.slots = DataTable(self._slot_columns(), lambda row: row.id, self.tr("Times"))
        self.slots.view.setObjectName("slots")
        self.offers.set_empty(
            self.tr("No session fits"),
            self.tr("Type fewer letters. Sessions that are over are not listed."),
        )
        self.slots.set_empty(self.tr("Choose a session"))
        self._connect()
        self._arrange()

    def show_offers(self, offered: tuple[Offer, ...]) -> None:
        """See `booking.BookingView`."""
        self.offers.show_rows(offered)
        if self.box.value() and self.offers.current_row() is None:
            self.offers.select_first()
        self._show_slots(self.offers.current_row())

    def begin(self) -> None:
        """Start with an empty box."""
        self.box.clear()
        self.offers.view.clearSelection()
        self.offers.view.setCurrentIndex(self.offers.model.index(-1, 0))
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Take the chosen number; without a choice the cursor goes to where one chooses."""
        slot = self.slots.current_row()
        if self.offers.current_row() is not None and slot is not None:
            self.booked.emit(slot.id)
        else:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in _ENTER:
                self.submit()
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        view, count = self.offers.view, len(self.offers.rows())
        place = min(max(view.currentIndex().row() + by, 0), count - 1)
        if count:
            view.setCurrentIndex(self.offers.model.index(place, 0))

    def _show_slots(self, offer: Offer | None) -> None:
        self.slots.show_rows(offer.slots if offer else ())
        if offer and self.slots.current_row() is None:
            self.slots.select_first()

    def _connect(self) -> None:
        self.box.installEventFilter(self)
        self.box.textEdited.connect(lambda text: self.find_requested.emit(half_width(text)))
        self.offers.row_changed.connect(self._show_slots)
        self.offers.opened.connect(lambda _: self.submit())
        self.slots.opened.connect(lambda _: self.submit())

    def _arrange(self) -> None:
        tokens = current_tokens()
        lists = QHBoxLayout()
        lists.setSpacing(tokens.space_2)
        lists.addWidget(self.offers, 5)
        lists.addWidget(self.slots, 2)
        section = Section(self.tr("Take a number for today"))
        section.body.addWidget(self.box)
        section.body.addLayout(lists, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self.offers.setMinimumHeight(tokens.row * 7)

    def _offer_columns(self) -> list[Column[Offer]]:
        return [
            Column("department", self.tr("Department"), lambda o: o.session.department),
            Column("doctor", self.tr("Doctor"), _doctor, role="strong", width=84),
            Column("kind", self.tr("Session"), _kind, width=112),
            Column("fee", self.tr("Fee"), lambda o: yuan(o.session.fee), "right", width=58),
            Column(
                "free", self.tr("Free"), lambda o: str(o.free) if o.free else self.tr("Full"),
                "right", width=62, level=lambda o: "" if o.free else Level.IDLE,
                sort=lambda o: o.free,
            ),
        ]  # fmt: skip

    def _slot_columns(self) -> list[Column[Slot]]:
        def span(slot: Slot) -> str:
            return self._time.span(slot.starts_at, slot.ends_at)

        return [
            Column("time", self.tr("Time"), span),
            Column("free", self.tr("Free"), lambda slot: str(slot.free), "right", width=48),
        ]


def _doctor(offer: Offer) -> str:
    return offer.session.doctor


def _kind(offer: Offer) -> str:
    """The half-day, and the kind where it is not the usual one."""
    session = offer.session
    usual = session.kind is SessionKind.GENERAL
    words = (half_day_word(session.half_day), "" if usual else session_kind_word(session.kind))
    return " ".join(word for word in words if word)
