"""What the receipt says, whatever its size."""

from __future__ import annotations

from omms_server.contract.money import yuan

from .values import Receipt, ReceiptLine

SIMULATED = "模拟收款 · 非真实交易"


def title(receipt: Receipt) -> str:
    return "退费收据" if receipt.refund_of else "收费收据"


def by_category(receipt: Receipt) -> list[tuple[str, int, list[ReceiptLine]]]:
    """Receipt categories in their first order, each with its sum in fen and its lines."""
    found: dict[str, list[ReceiptLine]] = {}
    for line in receipt.lines:
        found.setdefault(line.category, []).append(line)
    return [(name, sum(line.amount for line in lines), lines) for name, lines in found.items()]


def paid(receipt: Receipt) -> list[tuple[str, str]]:
    """Means and amounts, then what was received and given back in cash."""
    rows = [(tender.means, yuan(tender.amount)) for tender in receipt.tenders]
    if receipt.received is not None:
        rows += [("实收现金", yuan(receipt.received)), ("找零", yuan(receipt.change))]
    return rows


def facts(receipt: Receipt) -> list[tuple[str, str]]:
    """Numbers and names of the heading; what is empty is left out."""
    rows = [
        ("收据号", receipt.number),
        ("账单号", receipt.bill_number),
        ("原收据号", receipt.refund_of),
        ("交款人", receipt.payer),
        ("病历号", receipt.patient_number),
        ("时间", receipt.clinic.clock(receipt.issued_at)),
        ("收费员", f"工号 {receipt.cashier}"),
    ]
    return [(label, value) for label, value in rows if value]
