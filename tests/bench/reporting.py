"""Writes the measurements as a table."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

from .measuring import Figures

HEAD = "| what | sessions | calls/s | P50 ms | P95 ms | P99 ms | refused |\n|---|---:|---:|---:|---:|---:|---:|"


def write(folder: Path, figures: list[Figures], patients: int, seconds: float) -> None:
    """Write `bench.md` and `bench.json` and print the table."""
    lines = [
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}),"
        f" which also ran MariaDB and the load; {seconds:g} s each, closed loop, after a warm-up.",
        f"Patients in the large search: {patients:,}.",
        "",
        HEAD,
    ]
    for one in figures:
        lines.append(
            f"| {one.name} | {one.sessions} | {one.per_second:,.0f} | {one.p50:.1f} | {one.p95:.1f}"
            f" | {one.p99:.1f} | {one.faults} |"
        )
    lines += ["", *_ratios(figures)]
    text = "\n".join(lines) + "\n"
    (folder / "bench.md").write_text(text, "utf-8")
    (folder / "bench.json").write_text(json.dumps([asdict(one) for one in figures], indent=1))
    print(text)


def _ratios(figures: list[Figures]) -> list[str]:
    rates = {(one.name, one.sessions): one.per_second for one in figures}
    best_sql = max((r for (n, _), r in rates.items() if n == "bare: a booking's SQL"), default=0)
    booked = rates.get(("book a slot", 50), 0)
    ratio = booked / best_sql if best_sql else 0
    return [f"A booking at 50 sessions over the best of the bare SQL: {ratio:.2f} (promised: 0.5)."]
