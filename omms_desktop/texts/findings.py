"""The sentences of findings (DOMAIN, refusals): the same file the server's rules are named in, and
a table of the house for codes that stand in no refusal list."""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from omms_desktop.assets import asset_path

from .filling import fill

_UNNAMED = ("发现问题（{code}），请核对。", "Something was found ({code}); please check.")

HOUSE: dict[str, tuple[str, str]] = {
    "ALG-R1": (
        "尚未询问患者过敏史。请询问并登记。",
        "The patient has not been asked about allergies. Ask, and record the answer.",
    ),
    "ALG-R3": (
        "过敏原“{allergen}”为自由文本，不参与自动核对。请从目录中选择并登记。",
        'Allergen "{allergen}" is free text and matches no drug by itself. Record it from the '
        "catalogue.",
    ),
    "RX-09-INFO": (
        "{drug}与过敏原“{allergen}”偶有交叉过敏，请留意。",
        '{drug} has occasionally cross-reacted with "{allergen}"; take care.',
    ),
    "RX-11-MODERATE": (
        "{a}与{b}存在中度相互作用：{effect}。{advice}请确认后继续。",
        "Moderate interaction between {a} and {b}: {effect}. {advice} Confirm to go on.",
    ),
    "RX-11-MINOR": (
        "{a}与{b}存在轻度相互作用：{effect}。{advice}",
        "Minor interaction between {a} and {b}: {effect}. {advice}",
    ),
    "REG-R16": (
        "还没有轮到{number}号，提前叫号须填写理由。",
        "It is not the turn of number {number} yet; calling out of order needs a reason.",
    ),
}
"""Codes of our own: milder forms of a listed matter, and rules that tell without refusing."""


@cache
def finding_texts() -> Mapping[str, tuple[str, str]]:
    """Chinese and English text with placeholders, by finding code such as `RX-09`."""
    with asset_path("reference_data", "refusal_messages.csv").open(encoding="utf-8") as file:
        listed = {r["code"]: (r["message_zh"], r["message_en"]) for r in csv.DictReader(file)}
    return {**listed, **HOUSE}


def finding_sentence(code: str, params: Mapping[str, Any], language: str) -> str:
    """What a person reads about one finding; a code without a text names itself. In English
    `effect_en` stands for `effect`, where a rule gives both."""
    texts = finding_texts().get(code)
    place = 0 if language.startswith("zh") else 1
    if texts is None:
        return fill(_UNNAMED[place], {"code": code}, language)
    english = {name[:-3]: value for name, value in params.items() if name.endswith("_en")}
    return fill(texts[place], {**params, **english} if place else params, language)
