"""The prescription (DOMAIN 3.1, 3.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from omms_server.contract.medication_line import drug_text, medication_parts
from omms_server.documents import prescription
from omms_server.documents.values import PrescriptionKind, Signatures

from . import samples
from .conftest import Reader


def test_front_body_and_back_are_there(text_of: Reader) -> None:
    text = text_of(prescription.render(samples.prescription()))
    for part in (
        "青禾社区门诊部", "处方笺", "自费", "欧阳小明", "男", "34岁", "00102938", "全科门诊",
        "急性化脓性扁桃体炎", "2026-11-23", "Rp", "Sig.", "以下空白", "医师林晓岚", "¥186.42",
        "审核", "调配", "核对", "发药", "本处方当日有效", "青霉素（皮疹）", "皮试（−）",
    ):  # fmt: skip
        assert part in text


def test_each_drug_is_the_medication_line(text_of: Reader) -> None:
    text = text_of(prescription.render(samples.prescription()))
    for line in samples.LINES:
        parts = medication_parts(line.medication)
        told = f"{drug_text(line.medication)}×{line.quantity}{line.unit}"
        sig = f"Sig.{parts.dose}，{parts.directions}"
        assert told.replace(" ", "") in text
        assert sig.replace(" ", "") in text


@pytest.mark.parametrize(
    ("kind", "corner"),
    [
        (PrescriptionKind.EMERGENCY, "急诊"),
        (PrescriptionKind.CHILD, "儿科"),
        (PrescriptionKind.NARCOTIC, "麻、精一"),
        (PrescriptionKind.PSYCHOTROPIC_2, "精二"),
        (PrescriptionKind.TOXIC, "毒"),
        (PrescriptionKind.HERBAL, "中药饮片"),
    ],
)
def test_the_corner_names_the_kind(kind: PrescriptionKind, corner: str, text_of: Reader) -> None:
    assert corner in text_of(prescription.render(samples.prescription(kind)))
    assert corner not in text_of(prescription.render(samples.prescription()))


def test_coloured_stock_is_not_tinted_twice() -> None:
    value = samples.prescription(PrescriptionKind.NARCOTIC)
    plain = prescription.render(replace(value, coloured_stock=True))
    assert plain != prescription.render(value)


def test_a_narcotic_prescription_names_patient_and_collector(text_of: Reader) -> None:
    patient = replace(
        samples.PATIENT,
        identity_number="11010519491231002X",
        collector="张三",
        collector_identity_number="110105194912310038",
    )
    text = text_of(prescription.render(samples.prescription(PrescriptionKind.NARCOTIC, patient)))
    assert "11010519491231002X" in text
    assert "代办人张三" in text
    assert "110105194912310038" in text
    ordinary = text_of(prescription.render(samples.prescription(patient=patient)))
    assert "11010519491231002X" not in ordinary


def test_thirty_lines_are_all_there_on_further_pages(
    pages_of: Callable[[bytes], list[str]],
) -> None:
    lines = (samples.LINES[2],) * 30
    pages = pages_of(prescription.render(samples.prescription(lines=lines)))
    assert len(pages) > 1
    for at in range(1, 31):
        assert (
            sum(f"{mark}{at}.阿莫西林胶囊" in page for page in pages for mark in ("Rp", "天")) == 1
        )
    assert sum(page.count("Sig.") for page in pages) == 30
    assert all("欧阳小明" in page and "R26112300087" in page for page in pages)
    assert ["以下空白" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert all(f"第{n}/{len(pages)}页" in page for n, page in enumerate(pages, 1))


def test_an_extended_validity_is_written_out(text_of: Reader) -> None:
    until = samples.NOON + timedelta(days=2)
    text = text_of(prescription.render(replace(samples.prescription(), valid_until=until)))
    assert "本处方有效期至2026-11-25" in text
    assert "当日有效" not in text


def test_known_pharmacists_are_named(text_of: Reader) -> None:
    signed = Signatures("赵审核", "钱调配", "孙核对", "李发药")
    text = text_of(prescription.render(replace(samples.prescription(), signatures=signed)))
    assert "审核赵审核" in text
    assert "发药李发药" in text
