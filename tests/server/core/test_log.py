"""Log lines: no identity number and no mobile number, wherever they stand."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
import structlog

from omms_server.core import log
from omms_server.core.log import configure_log, mask_personal


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
