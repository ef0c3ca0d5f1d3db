"""Every fault has a sentence in both languages, and no parameter can break one."""

import importlib
import pkgutil
import re

import pytest

import omms_desktop.backend.ports  # noqa: F401 registers the desktop's own faults
import omms_server.contract
from omms_desktop.texts.faults import SENTENCES, sentence
from omms_desktop.texts.fields import KINDS, NAMES, field_errors, kind_sentence, named_errors
from omms_desktop.texts.findings import finding_sentence, finding_texts
from omms_desktop.texts.words import WORDS
from omms_server.contract.faults import Confirm, Fault, Internal, Invalid, NotAllowed, Unreachable
from omms_server.contract.permissions import Permission, Role

for module in pkgutil.iter_modules(omms_server.contract.__path__):
    importlib.import_module(f"omms_server.contract.{module.name}")


def ours():
    return sorted(
        code
        for code, kind in Fault.registry.items()
        if kind.__module__.startswith(("omms_server.", "omms_desktop."))
    )


@pytest.mark.parametrize("code", ours())
def test_every_fault_has_a_sentence_in_both_languages(code):
    chinese, english = SENTENCES[code]
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert english.isascii()
    assert chinese.endswith(("。", "?"))
    assert english.endswith((".", "?"))


@pytest.mark.parametrize("code", ours())
def test_both_languages_tell_the_same_parameters(code):
    chinese, english = SENTENCES[code]
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))


@pytest.mark.parametrize("code", ours())
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_missing_parameter_leaves_no_placeholder(code, language):
    assert "{" not in sentence(Fault.from_wire(code, {}), language)


def test_no_sentence_is_left_over():
    assert set(SENTENCES) <= set(ours())


def test_parameters_are_shown_as_people_read_them():
    fault = Fault.from_wire("staff.locked", {"until": "2026-11-23T01:40:00+00:00"})
    assert "2026-11-23 09:40" in sentence(fault, "en")
    fault = Fault.from_wire("charting.incomplete", {"fields": ["chief_complaint", "plan"]})
    assert "主诉、处理意见" in sentence(fault, "zh_CN")
    assert "chief complaint, plan" in sentence(fault, "en")
    assert "医生" not in sentence(NotAllowed(permission="bills.settle"), "zh_CN")
    assert "收费" in sentence(NotAllowed(permission="bills.settle"), "zh_CN")


def test_a_parameter_with_braces_is_shown_as_it_is():
    assert "{drug}" in sentence(Internal(ref="{drug}"), "en")


def test_a_wrong_certificate_warns_before_the_password_is_typed():
    assert "password" in sentence(Unreachable(reason="certificate"), "en")
    assert "password" not in sentence(Unreachable(reason="broken"), "en")


def test_all_findings_of_a_refusal_are_told():
    fault = Confirm(
        findings=[
            {"code": "RX-17", "level": "BLOCK", "subject": "", "params": {}},
            {"code": "RX-01", "level": "BLOCK", "subject": "", "params": {"count": 6}},
        ]
    )
    assert sentence(fault, "zh_CN").startswith("未填写临床诊断")
    assert "6种" in sentence(fault, "zh_CN")


def test_every_finding_of_the_reference_data_has_both_languages():
    assert len(finding_texts()) > 90
    assert all(chinese and english for chinese, english in finding_texts().values())


def test_a_finding_without_a_text_names_itself():
    assert "XX-99" in finding_sentence("XX-99", {}, "en")


@pytest.mark.parametrize("code", [*(p.value for p in Permission), *(r.value for r in Role)])
def test_every_right_and_role_has_a_word(code):
    assert code in WORDS or code == "doctor"


@pytest.mark.parametrize("pairs", [KINDS, NAMES, WORDS])
def test_every_word_and_kind_has_both_languages(pairs):
    assert all(len(pair) == 2 and all(pair) for pair in pairs.values())


def test_field_errors_stand_under_the_keys_a_form_knows():
    fault = Invalid(
        errors=[
            {"field": "fields.name", "kind": "string_too_long", "limit": 50},
            {"field": "fields", "kind": "identity_number_required", "limit": None},
            {"field": "lines.0.dose", "kind": "greater_than", "limit": 0},
        ]
    )
    assert field_errors(fault, "en") == {
        "name": "At most 50 characters; shorten it.",
        "identity_number": "Please fill in the identity number.",
        "lines.0.dose": "It must be more than 0.",
    }
    assert named_errors(fault, "zh_CN").startswith("姓名：最多50个字")


def test_an_empty_required_text_is_called_missing():
    assert kind_sentence("string_too_short", 1, "en") == "Please fill in this field."


def test_an_unknown_kind_still_says_something():
    assert kind_sentence("never_heard_of", None, "zh_CN") == "此项不正确，请核对。"
