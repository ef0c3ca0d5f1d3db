"""Papers of an invented clinic."""

from datetime import UTC, datetime
from decimal import Decimal

from omms_server.contract.medication_line import Medication
from omms_server.contract.money import line_amount
from omms_server.documents.values import (
    Clinic,
    DrugLabels,
    LabelledDrug,
    Patient,
    Prescription,
    PrescriptionKind,
    PrescriptionLine,
    QueueSlip,
    Receipt,
    ReceiptLine,
    Reprint,
    TenderLine,
)

NOON = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
CLINIC = Clinic("青禾社区门诊部", "010-55550100", "北京市海淀区青禾路 18 号")
REPRINT = Reprint(at=NOON, by="1003")
RARE_NAME = "王㛃䶮·𠮷"

AMOXICILLIN = Medication(
    name="阿莫西林胶囊",
    form="胶囊剂",
    strength="0.25g",
    route="口服",
    frequency="每8小时1次",
    dose=Decimal("0.50"),
    dose_unit="g",
    units=Decimal(2),
    unit="粒",
    timing="饭后",
    days=7,
)
THYROXINE = Medication(
    name="左甲状腺素钠片",
    form="片剂",
    strength="50μg",
    route="口服",
    frequency="每晨1次",
    dose=Decimal(25),
    dose_unit="μg",
    timing="空腹",
    days=7,
)
CEFTRIAXONE = Medication(
    name="注射用头孢曲松钠",
    form="粉针剂",
    strength="1.0g",
    route="静脉滴注",
    frequency="每日1次",
    dose=Decimal(2),
    dose_unit="g",
    days=3,
)
SALINE = Medication(
    name="0.9%氯化钠注射液",
    form="注射液",
    strength="100ml:0.9g",
    route="静脉滴注",
    frequency="每日1次",
    dose=Decimal(100),
    dose_unit="ml",
    days=3,
)
PATIENT = Patient(
    name="欧阳小明", sex="男", age="34岁", number="00102938", allergies="青霉素（皮疹）"
)
LINES = (
    PrescriptionLine(CEFTRIAXONE, 6, "支", group=1, remark="皮试（−）"),
    PrescriptionLine(SALINE, 3, "瓶", group=1),
    PrescriptionLine(AMOXICILLIN, 2, "盒"),
    PrescriptionLine(THYROXINE, 1, "盒"),
)


def queue_slip(name: str = "欧阳小明") -> QueueSlip:
    return QueueSlip(
        clinic=CLINIC,
        number="A012",
        department="全科门诊",
        doctor="林晓岚",
        room="3 诊室",
        segment="09:30–10:00",
        patient_name=name,
        visit_number="2611230012",
        checked_in_at=NOON,
        ahead=4,
    )


def _line(category: str, name: str, quantity: int, unit: str, price: str) -> ReceiptLine:
    exact = Decimal(price)
    return ReceiptLine(category, name, quantity, unit, exact, line_amount(exact, quantity))


def receipt(payer: str = "欧阳小明", extra: int = 0, simulated: bool = False) -> Receipt:
    lines = (
        _line("诊察费", "普通门诊诊察费", 1, "次", "50"),
        _line("西药费", "阿莫西林胶囊 0.25 g × 24 粒", 42, "粒", "0.6254"),
        _line("西药费", "注射用头孢曲松钠 1 g", 6, "支", "12.3"),
        _line("化验费", "血细胞分析（五分类）", 1, "项", "20"),
        *(_line("治疗费", f"治疗项目 {at + 1}", 1, "次", "8.05") for at in range(extra)),
    )
    total = sum(line.amount for line in lines)
    return Receipt(
        clinic=CLINIC,
        number="SJ20261123000125",
        bill_number="ZD2611230087",
        payer=payer,
        patient_number="00102938",
        lines=lines,
        tenders=(TenderLine("现金", total - 10000), TenderLine("微信支付", 10000)),
        cashier="1003",
        issued_at=NOON,
        received=-(-(total - 10000) // 10000) * 10000,
        change=-(total - 10000) % 10000,
        simulated=simulated,
    )


def prescription(
    kind: PrescriptionKind = PrescriptionKind.GENERAL,
    patient: Patient = PATIENT,
    lines: tuple[PrescriptionLine, ...] = LINES,
) -> Prescription:
    return Prescription(
        clinic=CLINIC,
        kind=kind,
        number="R26112300087",
        patient=patient,
        payer="自费",
        department="全科门诊",
        diagnosis="急性化脓性扁桃体炎；甲状腺功能减退症",
        lines=lines,
        doctor="林晓岚",
        written_at=NOON,
        amount=18642,
    )


def labels(
    patient: Patient = PATIENT, warnings: str = "按疗程服完；出现皮疹立即停药"
) -> DrugLabels:
    drugs = (
        LabelledDrug(
            AMOXICILLIN, 2, "盒", "密封，阴凉干燥处", warnings, (("A2605017", "2028-04-30"),)
        ),
        LabelledDrug(THYROXINE, 1, "盒", "遮光，25 ℃ 以下", "", (("LT88031", "2027-09-30"),)),
    )
    return DrugLabels(CLINIC, patient, drugs, NOON, "陈明药")
