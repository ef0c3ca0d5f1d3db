"""Writes the measurements as a table."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .measuring import Figures
from .protection import TARGET, cost

HEAD = (
    "| what | sessions | calls/s | P50 ms | P95 ms | P99 ms | refused |",
    "|---|---:|---:|---:|---:|---:|---:|",
)
BARE_SQL = "bare: a booking's SQL"
BOOKING = "book a slot"


def write(folder: Path, figures: Sequence[Figures], seconds: float) -> str:
    """Write `bench.md` and `bench.json`; returns the table."""
    lines = [
        f"{os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}), which"
        f" also run MariaDB and the load; {seconds:g} s each after a warm-up.",
        "",
        *HEAD,
        *(_row(one) for one in figures),
        "",
        f"A booking at 50 sessions over the best rate of its bare SQL: {ratio(figures):.2f}.",
        f"Encryption and the trail make a booking inside one process {cost(figures):.1%} longer"
        f" (aim: less than {TARGET:.0%}).",
    ]
    text = "\n".join(lines) + "\n"
    (folder / "bench.md").write_text(text, "utf-8")
    (folder / "bench.json").write_text(json.dumps([asdict(one) for one in figures], indent=1))
    return text


def ratio(figures: Sequence[Figures]) -> float:
    """Bookings a second at 50 sessions, as a share of what their statements alone allow."""
    bare = max((one.per_second for one in figures if one.name == BARE_SQL), default=0.0)
    booked = max(
        (one.per_second for one in figures if (one.name, one.sessions) == (BOOKING, 50)),
        default=0.0,
    )
    return booked / bare if bare else 0.0


def refusals(one: Figures) -> str:
    """How many calls were refused and why; empty when none was."""
    return ", ".join(f"{count} {code}" for code, count in one.refused.items())


def _row(one: Figures) -> str:
    percentiles = f"{one.p50:.1f} | {one.p95:.1f} | {one.p99:.1f}"
    refused = refusals(one) or "0"
    return f"| {one.name} | {one.sessions} | {one.per_second:,.0f} | {percentiles} | {refused} |"
