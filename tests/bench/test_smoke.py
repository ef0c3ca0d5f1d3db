"""The bench itself: a short run measures everything, and nothing that it asks is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.databases import DatabaseServer

from . import protection, reporting, storm
from .bench import Bench, Size

pytestmark = [pytest.mark.serial, pytest.mark.mariadb]
SIZE = Size(few=1_000, many=2_000, seconds=0.5, sessions=(1, 4), sign_ins=8)
ROWS = {
    reporting.BARE_SQL: 3,
    "bare: RPyC echo over TLS": 2,
    protection.WITH: 1,
    protection.WITHOUT: 1,
    reporting.BOOKING: 2,
    f"{reporting.BOOKING}, steady 500/s": 1,
    "dispense": 2,
    storm.BARE: 1,
    storm.STORM: 1,
    storm.MEANWHILE: 1,
    "find a patient among 1,000": 2,
    "find a patient among 2,000": 2,
    "booking page's slots call": 1,
}


def test_a_short_run_measures_everything_and_is_refused_nothing(
    mariadb_server: DatabaseServer, tmp_path: Path
) -> None:
    mariadb_server.create("omms_bench")
    try:
        figures = Bench(tmp_path, mariadb_server, "omms_bench", SIZE, print).run()
    finally:
        mariadb_server.drop("omms_bench")
    assert Counter(one.name for one in figures) == ROWS
    assert [reporting.refusals(one) for one in figures] == [""] * len(figures)
    assert all(one.calls for one in figures if one.sessions == 1)
    table = reporting.write(tmp_path, figures, SIZE.seconds)
    assert table.count("\n|") == len(figures) + len(reporting.HEAD)
    assert reporting.ratio(figures) == 0, "there are no 50 sessions in a short run"
