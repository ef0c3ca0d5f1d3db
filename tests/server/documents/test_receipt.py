"""The receipt on both sizes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from omms_server.documents import receipt
from omms_server.documents.receipt import Size
from omms_server.documents.values import TenderLine

from . import samples
from .conftest import Reader

both_sizes = pytest.mark.parametrize("size", ["80mm", "A5"])


@both_sizes
def test_the_money_is_told_in_full(size: Size, text_of: Reader) -> None:
    text = text_of(receipt.render(samples.receipt(), size=size))
    for part in (
        "SJ20261123000125", "欧阳小明", "西药费", "0.6254", "42粒", "26.27", "100.07", "¥170.07",
        "壹佰柒拾元零柒分", "现金70.07", "微信支付100.00", "实收现金100.00", "找零29.93",
        "工号1003", "2026-11-2309:40",
    ):  # fmt: skip
        assert part in text


@both_sizes
def test_a_sandbox_payment_is_marked(size: Size, text_of: Reader) -> None:
    assert "模拟收款" in text_of(receipt.render(samples.receipt(simulated=True), size=size))
    assert "模拟" not in text_of(receipt.render(samples.receipt(), size=size))


@both_sizes
def test_a_refund_names_the_receipt_it_reverses(size: Size, text_of: Reader) -> None:
    sold = samples.receipt()
    back = replace(
        sold,
        lines=tuple(replace(x, quantity=-x.quantity, amount=-x.amount) for x in sold.lines),
        tenders=tuple(TenderLine(x.means, -x.amount) for x in sold.tenders),
        received=None,
        refund_of="SJ20261123000001",
    )
    text = text_of(receipt.render(back, size=size))
    assert "退费收据" in text
    assert "SJ20261123000001" in text
    assert "-170.07" in text
    assert "负壹佰柒拾元零柒分" in text


def test_tenders_that_do_not_pay_the_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="tenders"):
        replace(samples.receipt(), tenders=(TenderLine("现金", 1),))


def test_a_long_bill_goes_on_on_the_next_page(pages_of: Callable[[bytes], list[str]]) -> None:
    pages = pages_of(receipt.render(samples.receipt(extra=60), size="A5"))
    assert len(pages) == 3
    for at in range(60):
        assert sum(f"治疗项目{at + 1}1次" in page for page in pages) == 1
    assert all("SJ20261123000125" in page for page in pages)
    assert [f"第{n}/3页" in page for n, page in enumerate(pages, 1)] == [True] * 3
    assert ["合计" in page for page in pages] == [False, False, True]


def test_the_roll_is_as_long_as_its_lines(pages_of: Callable[[bytes], list[str]]) -> None:
    pages = pages_of(receipt.render(samples.receipt(extra=60)))
    assert len(pages) == 1
    assert "治疗项目60" in pages[0]
