"""Whole programs: a clinic of its own for each file, and desks whose windows need no screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from omms_desktop.shell.collecting import GuiCollector
from tests.support.house import House, running_house


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They fill the machine, so they run one by one after the others."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.serial)


@pytest.fixture(autouse=True)
def collector(qapp: QApplication) -> Iterator[GuiCollector]:
    """Garbage is collected as in the program: on the GUI thread, between two events."""
    collecting = GuiCollector(qapp)
    yield collecting
    collecting.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A clinic with its server, sidecar and payment sandbox."""
    with running_house(tmp_path_factory.mktemp("house") / "clinic") as running:
        yield running
