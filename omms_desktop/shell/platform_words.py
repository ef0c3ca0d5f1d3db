"""Keeps from the terminal what Qt says about a platform that shows nothing."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

_WITHOUT_SCREEN = frozenset({"offscreen", "minimal"})
_UNSUPPORTED = "This plugin does not support "


def hush_platform() -> None:
    """On a platform without a screen drop Qt's word that it cannot raise a list or a menu.

    Qt raises each of them itself, and the platform has nothing to raise it above.
    """
    if QGuiApplication.platformName() in _WITHOUT_SCREEN:
        qInstallMessageHandler(_tell)


def _tell(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    if not text.startswith(_UNSUPPORTED):
        sys.stderr.write(f"{text}\n")
