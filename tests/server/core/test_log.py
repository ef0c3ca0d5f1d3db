"""Log lines: no identity number and no mobile number, wherever they stand."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

import pytest
import structlog

from omms_server.core import log
from omms_server.core.log import close_log, configure_log, mask_personal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("110105199003070016", "***"),
        ("11010519900307001X", "***"),
        ("110105900307001", "***"),
        ("tel 13912345678.", "tel ***."),
        ("张三13912345678李四", "张三***李四"),
        ("12912345678", "12912345678"),
        ("0139123456789", "0139123456789"),
        ("2026-11-23T01:00:00", "2026-11-23T01:00:00"),
    ],
)
def test_numbers_of_people_are_blotted_out(text: str, masked: str) -> None:
    line = {"event": text, "deep": [{"in": (text, 7)}], "n": 5}
    found = mask_personal(None, "", line)
    assert found == {"event": masked, "deep": [{"in": [masked, 7]}], "n": 5}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What a server's log writes, in a configuration of its own."""
    kept = structlog.get_config()
    stream = io.StringIO()
    monkeypatch.setattr(log.sys, "stderr", stream)
    configure_log()
    yield stream
    structlog.configure(**kept)


def test_a_line_is_json_with_time_and_level(written: io.StringIO) -> None:
    structlog.get_logger().info("call", method="patients.find", phone="13912345678")
    line = json.loads(written.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "call", "level": "info", "method": "patients.find", "phone": "***",
    }  # fmt: skip


def test_a_traceback_shows_no_local_variables_and_no_numbers(written: io.StringIO) -> None:
    name = "张晓明"
    try:
        raise ValueError("no row with 110105199003070016")
    except ValueError:
        structlog.get_logger().exception("call failed")
    assert name not in written.getvalue()
    assert "110105199003070016" not in written.getvalue()
    assert "ValueError" in written.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that a server logs into."""
    kept = structlog.get_config()
    monkeypatch.setattr(log.sys, "stderr", io.StringIO())
    configure_log(folder=tmp_path / "logs")
    yield tmp_path / "logs"
    close_log()
    structlog.configure(**kept)


def test_the_file_holds_the_same_lines_and_is_its_owners_to_read(folder: Path) -> None:
    structlog.get_logger().info("call", phone="13912345678", name="patients.find")
    path = folder / log.NAME
    line = json.loads(path.read_text("utf-8"))
    assert (line["phone"], line["name"]) == ("***", "patients.find")
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_a_file_a_day_is_kept_for_thirty_days(folder: Path) -> None:
    for day in range(1, 41):
        (folder / f"{log.NAME}.2026-{9 + day // 31:02d}-{day % 31 or 31:02d}").write_text("x")
    structlog.get_logger().info("call")
    (handler,) = [
        one for one in structlog.get_config()["logger_factory"]().handlers
        if isinstance(one, TimedRotatingFileHandler)
    ]  # fmt: skip
    handler.doRollover()
    assert len(list(folder.glob(f"{log.NAME}.*"))) == log.KEPT_DAYS
    assert (folder / log.NAME).stat().st_mode & 0o077 == 0
