"""Names of the clinic's own codes, read from the reference data the server uses too. No Qt."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from omms_desktop.assets import asset_path


def category_name(code: str, language: str) -> str:
    """The receipt's name of a kind of charge: 西药费, or the code when it is unknown."""
    return _name("receipt_categories.csv", code, language)


def prescription_kind_name(code: str, language: str) -> str:
    """普通处方, General; the code when it is unknown."""
    return _name("prescription_types.csv", code, language)


def _name(file: str, code: str, language: str) -> str:
    names = _names(file).get(code)
    return names[0 if language.startswith("zh") else 1] if names else code


@cache
def _names(file: str) -> Mapping[str, tuple[str, str]]:
    with asset_path("reference_data", file).open(encoding="utf-8") as table:
        return {row["code"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(table)}
