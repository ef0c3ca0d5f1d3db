"""Widgets are destroyed by the GUI thread alone, and never while a screen is being built."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from omms_desktop.shell.collecting import GuiCollector


class Knot(QWidget):
    """A widget without a parent that only a collection frees."""

    def __init__(self):
        super().__init__()
        self.me = self


@pytest.fixture
def collector(qapp):
    made = GuiCollector()
    yield made
    made.close()


@pytest.fixture
def threads():
    """The names of the threads on which Python collected."""
    seen = []

    def note(phase, _info):
        if phase == "start":
            seen.append(threading.current_thread())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def allocate():
    """More objects than Python waits for before it collects by itself."""
    return [[] for _ in range(50_000)]


def test_a_thread_that_allocates_collects_nothing(collector, threads):
    knot = weakref.ref(Knot())
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    allocate()
    assert threads == []
    assert knot() is not None


def test_garbage_goes_between_two_events_on_the_gui_thread(qtbot, collector, threads):
    knot = weakref.ref(Knot())
    kept = allocate()
    collector._timer.setInterval(0)
    qtbot.waitUntil(lambda: knot() is None)
    assert set(threads) == {threading.main_thread()}
    assert kept


def test_python_collects_by_itself_again_when_the_last_window_is_gone(qapp):
    assert gc.isenabled()
    owner = QObject()
    collector = GuiCollector(owner)
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()


def test_garbage_that_has_grown_old_goes_too(collector):
    made = Knot()
    knot = weakref.ref(made)
    gc.collect(1)  # it is of the oldest generation now
    del made
    kept = []
    for _ in range(300):
        kept.append([[] for _ in range(1000)])
        collector.collect()
    assert knot() is None
