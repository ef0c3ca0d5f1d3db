"""The drug label (DOMAIN RX-R18)."""

from collections.abc import Callable

import pytest

from omms_server.documents import drug_label

from . import samples


def test_each_drug_has_a_label_with_everything(pages_of: Callable[[bytes], list[str]]) -> None:
    pages = pages_of(drug_label.render(samples.labels()))
    assert len(pages) == 2
    for part in (
        "欧阳小明", "阿莫西林胶囊0.25g×2盒", "每次0.5g（2粒）", "口服", "每8小时1次", "饭后",
        "共7天", "密封，阴凉干燥处", "按疗程服完；出现皮疹立即停药", "A2605017", "2028-04-30",
        "2026-11-23", "药师陈明药", "青禾社区门诊部",
    ):  # fmt: skip
        assert part in pages[0]
    assert "每次25微克" in pages[1]


@pytest.mark.parametrize("size", [(60.0, 40.0), (50.0, 30.0)])
def test_a_long_warning_goes_on_on_a_further_label(
    size: tuple[float, float], pages_of: Callable[[bytes], list[str]]
) -> None:
    warnings = "；".join(f"注意事项第{at}条" for at in range(40))
    pages = pages_of(drug_label.render(samples.labels(warnings=warnings), size=size))
    assert all(any(f"注意事项第{at}条" in page for page in pages) for at in range(40))
    assert "（续）" in pages[1]
    assert all("欧阳小明" in page for page in pages)
