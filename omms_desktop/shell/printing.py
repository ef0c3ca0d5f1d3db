"""Sends a paper to the printer chosen for its kind, or saves it where the settings say."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Protocol

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from omms_desktop.settings import Settings
from omms_desktop.widgets.pdf_pages import paint_pdf
from omms_server.contract.documents import Paper


class NoPrinter(Exception):
    """This computer has no printer."""


class Output(Protocol):
    """Where papers go."""

    def put(self, paper: Paper) -> str:
        """Print it and return where it went; `NoPrinter` when it cannot."""


class FolderOutput:
    """Saves papers as files, for a demonstration and for tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, paper: Paper) -> str:
        """Save it; a reprint never replaces the original."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / paper_file_name(paper)
        file.write_bytes(b64decode(paper.pdf))
        return str(file)


class PrinterOutput:
    """Prints on the printer kept for the kind of paper, else on the system's default."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def put(self, paper: Paper) -> str:
        """Print it; returns the printer's name."""
        names = QPrinterInfo.availablePrinterNames()
        kept = self._settings.printer(paper.kind.value)
        name = kept if kept in names else QPrinterInfo.defaultPrinterName()
        if not name:
            raise NoPrinter
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(name)
        printer.setDocName(paper_file_name(paper))
        paint_pdf(printer, b64decode(paper.pdf))
        return name


def output(settings: Settings) -> Output:
    """Where this desk's papers go."""
    folder = settings.paper_folder
    return FolderOutput(folder) if folder else PrinterOutput(settings)


def paper_file_name(paper: Paper) -> str:
    """A name that tells kind, number and copy and nothing about a person."""
    number = re.sub(r"[^\w-]", "_", paper.number) or "paper"
    copy = f"-copy{paper.copy_no}" if paper.copy_no else ""
    return f"{paper.kind.value}-{number}{copy}.pdf"
