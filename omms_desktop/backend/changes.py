"""Waits for news on a thread and a connection of its own and hands them over on the GUI thread."""

import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot

from omms_server.contract.events import Changed

from .connection import Connection
from .news import Heard, Listener
from .sending import Sender


class ChangesThread(QObject):
    """Also the watcher of the connection: while the server is away it knocks until it is back."""

    news = Signal(object)
    """A tuple of `Changed`, on the GUI thread."""
    _heard = Signal(object)

    def __init__(
        self, sender: Sender, connection: Connection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sender, self._connection = sender, connection
        self._listener = Listener(sender.send)
        self._stop, self._wake = threading.Event(), threading.Event()
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="changes", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hurry(self) -> None:
        """Ask at once, not at the end of the pause: someone signed in, or wants to try again."""
        self._wake.set()

    def close(self) -> None:
        """Stop listening; waits for the thread."""
        self._stop.set()
        self._wake.set()
        self._sender.close()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            heard = self._listener.listen()
            if self._stop.is_set():
                return
            self._heard.emit(heard)
            if heard.pause:
                self._wake.wait(heard.pause)
            self._wake.clear()

    @Slot(object)
    def _tell(self, heard: Heard) -> None:
        self._connection.report(heard.answered)
        changed: tuple[Changed, ...] = heard.changed
        if changed:
            self.news.emit(changed)
