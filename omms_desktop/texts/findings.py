"""The sentences of findings (DOMAIN, refusals): the same file the server's rules are named in."""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from omms_desktop.assets import asset_path

from .filling import fill

_UNNAMED = ("发现问题({code}),请核对。", "Something was found ({code}); please check.")


@cache
def finding_texts() -> Mapping[str, tuple[str, str]]:
    """Chinese and English text with placeholders, by finding code such as `RX-09`."""
    with asset_path("reference_data", "refusal_messages.csv").open(encoding="utf-8") as file:
        return {row["code"]: (row["message_zh"], row["message_en"]) for row in csv.DictReader(file)}


def finding_sentence(code: str, params: Mapping[str, Any], language: str) -> str:
    """What a person reads about one finding; a code without a text names itself."""
    texts = finding_texts().get(code)
    place = 0 if language.startswith("zh") else 1
    if texts is None:
        return fill(_UNNAMED[place], {"code": code}, language)
    return fill(texts[place], params, language)
