"""Runs requests on four threads and brings the answers home to the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, Signal, Slot

from omms_server.contract.faults import Fault, Internal, Unreachable
from omms_server.contract.messages import Request
from omms_server.contract.wire import Consent, SecondSignIn

from .connection import Connection
from .sending import Sender
from .signed_in import CurrentSignIn

A = TypeVar("A")
log = logging.getLogger(__name__)

WORKERS = 4


def _nothing(_: object) -> None:
    """For a call that is over."""


class Call:
    """One piece of work under way; its callbacks stay on the GUI thread."""

    def __init__(self, then: Callable[[Any], None], failed: Callable[[Fault], None]) -> None:
        self._then, self._failed = then, failed
        self._cancelled = False
        self.future: Future[Any] | None = None

    def cancel(self) -> None:
        """Drop the answer, and the work too if it has not begun."""
        self._cancelled = True
        self._then = self._failed = _nothing
        if self.future:
            self.future.cancel()

    def land(self, answer: object, fault: Fault | None) -> None:
        """Hand over what came home."""
        if self._cancelled:
            return
        # Screens hang on the callbacks: they are let go here, not by the worker that ends last.
        then, self._then = self._then, _nothing
        failed, self._failed = self._failed, _nothing
        if fault is not None:
            failed(fault)
        else:
            then(answer)


class ThreadedTasks(QObject):
    """Belongs to the GUI thread and outlives its workers."""

    _landed = Signal(object, object, object)

    def __init__(
        self,
        sender: Sender,
        signed_in: CurrentSignIn,
        connection: Connection,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sender, self._signed_in, self._connection = sender, signed_in, connection
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="call")
        self._closed = False
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        request: Request[A],
        then: Callable[[A], None],
        failed: Callable[[Fault], None],
        *,
        key: str | None = None,
        consents: Sequence[Consent] = (),
        second: SecondSignIn | None = None,
    ) -> Call:
        """Send once, in the name of who is signed in now. See `ports.Tasks`; asks no questions."""
        person = self._signed_in.person

        def send() -> A:
            with self._signed_in.acting_for(person):
                return self._send(request, key=key, consents=consents, second=second)

        return self.call(send, then, failed)

    def call(
        self, work: Callable[[], A], then: Callable[[A], None], failed: Callable[[Fault], None]
    ) -> Call:
        """Do something slow on this computer (keyring, files) off the GUI thread.

        Once all is closed nothing is done, and nothing told.
        """
        call = Call(then, failed)
        if self._closed:
            call.cancel()
            return call
        call.future = self._pool.submit(self._work, call, work)
        return call

    def close(self) -> None:
        """End what is under way; nothing is delivered any more."""
        self._closed = True
        self._sender.close()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _send(self, request: Request[A], **beside: Any) -> A:
        try:
            answer = self._sender.send(request, **beside)
        except Fault as fault:
            self._connection.report(not isinstance(fault, Unreachable))
            raise
        self._connection.report(True)
        return answer

    def _work(self, call: Call, work: Callable[[], Any]) -> None:
        try:
            self._landed.emit(call, work(), None)
        except Fault as fault:
            self._landed.emit(call, None, fault)
        except Exception as error:
            # The type alone: an error's text may repeat what was typed.
            ref = f"desk-{uuid4().hex[:8]}"
            log.error("%s at the workstation, ref %s", type(error).__name__, ref)
            self._landed.emit(call, None, Internal(ref=ref))

    @Slot(object, object, object)
    def _deliver(self, call: Call, answer: object, fault: Fault | None) -> None:
        if not self._closed:
            call.land(answer, fault)
