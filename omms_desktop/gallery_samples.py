"""Invented rows for the gallery, long names and rare characters among them."""

from typing import NamedTuple

from omms_desktop.widgets.banner import ChipSpec, Fact
from omms_desktop.widgets.finding_box import Finding
from omms_desktop.widgets.found_list import Found


class Line(NamedTuple):
    """One row of the sample table."""

    number: int
    name: str
    what: str
    fen: int
    level: str
    state: str


LINES = [
    Line(1, "林晓燕", "阿莫西林胶囊 0.25 g × 24", 1850, "ok", "已发药"),
    Line(2, "𠮷田㛃", "头颅 CT 平扫", 28000, "note", "待检查"),
    Line(3, "买买提·阿卜杜热合曼", "血常规（五分类）", 2200, "warn", "危急值"),
    Line(4, "王䶮", "诊查费", 1200, "idle", "候诊"),
    Line(5, "Amina O'Brien-Fitzgerald", "布洛芬缓释胶囊 0.3 g × 20", 2360, "stop", "已退回"),
    *(Line(n, f"张{n}", "葡萄糖注射液 5% 250 mL", 350 + n, "idle", "候诊") for n in range(6, 60)),
]
FACTS = [
    Fact("", "女"),
    Fact("年龄", "46 岁 3 个月"),
    Fact("病历号", "00012043"),
    Fact("身份", "已核验"),
    Fact("病区", "内科二病区 12 床"),
    Fact("付费", "职工医保"),
    Fact("欠费", "1,250.00"),
]
CHIPS = [
    ChipSpec("青霉素过敏：皮疹（2019）", "stop"),
    ChipSpec("跌倒风险高", "warn"),
    ChipSpec("妊娠 22 周", "note"),
]
FOUND = [
    Found(1, "林晓燕", "女  1980-08-12  尾号 4471"),
    Found(2, "林晓彦", "男  2001-02-03  尾号 9012"),
    Found(3, "林小燕", "女  1956-11-30  尾号 0086"),
    Found(4, "林𠮷", "男  1990-05-17  尾号 7733"),
]
FINDINGS = [
    Finding("dup", "note", "重复用药", "布洛芬与双氯芬酸同属非甾体抗炎药。"),
    Finding(
        "allergy",
        "stop",
        "青霉素过敏",
        "阿莫西林属青霉素类；2019 年记录：皮疹。",
        reason_needed=True,
        reasons=("已做皮试，阴性", "无替代药物"),
    ),
    Finding("dose", "warn", "剂量偏高", "单次 1 g，常用 0.5 g。", True, ("重症", "医嘱确认")),
]
