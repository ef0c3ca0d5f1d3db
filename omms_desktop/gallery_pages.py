"""The pages of the gallery: each shows some components as a screen would use them."""

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from omms_desktop.assets import asset_path
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import ActionButton, make_action
from omms_desktop.widgets.banner import Banner
from omms_desktop.widgets.busy import BusyLine
from omms_desktop.widgets.card import Card, Section
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.confirm_panel import ConfirmPanel
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.date_edit import DateEdit
from omms_desktop.widgets.editors import CheckEdit, LineEdit, NumberEdit, TextEdit
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.finder import Finder
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.key_hints import KeyHints
from omms_desktop.widgets.labels import Chip, IconMark, text_label
from omms_desktop.widgets.money_edit import MoneyEdit
from omms_desktop.widgets.notice_bar import NoticeBar
from omms_desktop.widgets.pdf_view import PdfView
from omms_desktop.widgets.qr import QrCode
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split
from omms_server.contract.money import yuan

from .gallery_samples import CHIPS, FACTS, FINDINGS, LINES, Line


def sample_form(columns: int = 1) -> Form:
    """Return a form with every kind of editor."""
    sexes = [
        Option("f", "女", "nv female"),
        Option("m", "男", "nan male"),
        Option("u", "未知", "wz"),
    ]
    fields = [
        Field("name", "姓名(&N)", LineEdit(), required=True),
        Field("sex", "性别(&S)", Choice(sexes), required=True),
        Field("born", "出生日期(&B)", DateEdit(), required=True, hint="可输入 19800812"),
        Field("phone", "电话(&P)", LineEdit("11 位手机号或座机")),
        Field("deposit", "预交金(&D)", MoneyEdit()),
        Field("count", "数量(&C)", NumberEdit()),
        Field("agreed", "知情同意(&A)", CheckEdit("已签署")),
        Field("remark", "备注(&R)", TextEdit(lines=2), wide=True),
    ]
    return Form(fields, columns)


def sample_table() -> DataTable[Line]:
    """Return a table with states, money and totals."""
    columns = [
        Column[Line]("number", "序号", lambda r: str(r.number), "right", "muted", 64, sort=_number),
        Column[Line]("name", "姓名", lambda r: r.name, role="strong", width=180),
        Column[Line]("what", "项目", lambda r: r.what),
        Column[Line]("state", "状态", lambda r: r.state, width=110, level=lambda r: r.level),
        Column[Line](
            "sum",
            "金额",
            lambda r: yuan(r.fen),
            "right",
            width=110,
            sort=lambda r: r.fen,
            total=lambda rows: yuan(sum(row.fen for row in rows)),
        ),
    ]
    table = DataTable(columns, lambda row: row.number, "待收费", "今天没有待收费的单据")
    table.show_rows(LINES)
    table.select_key(3)
    return table


def list_page() -> QWidget:
    """A whole screen: banner, list, detail, keys."""
    page = QWidget()
    banner = Banner()
    banner.show_facts("林晓燕", FACTS, CHIPS)
    finder = Finder("姓名、拼音首字母、电话尾号、证件号", "找患者")
    detail = QWidget()
    inside = QVBoxLayout(detail)
    inside.setContentsMargins(*(current_tokens().space_4,) * 4)
    inside.addWidget(text_label("登记", "heading"))
    form = sample_form()
    form.set_values({"name": "林晓燕", "sex": "f", "deposit": 100000, "count": 3})
    inside.addWidget(form)
    split = Split(finder, sample_table(), detail)
    split.add_filter(
        Segments("状态", [("all", "全部"), ("wait", "候诊 12"), ("done", "已完成 40")])
    )
    split.add_corner(text_label("2026-11-23 星期一", "muted"))
    actions = [
        make_action(page, word, key)
        for word, key in [
            ("帮助", "F1"), ("找患者", "F2"), ("新建", "F3"), ("叫下一位", "F4"), ("刷新", "F5"),
            ("常用", "F6"), ("预览", "F7"), ("打印", "F8"), ("收费", "F9"), ("锁定", "F12"),
        ]
    ]  # fmt: skip
    split.add_action(actions[6])
    split.add_action(actions[8], "primary")
    split.add_foot(text_label("合计 1,250.00", "amount"))
    split.notices.offer_undo("已作废 2 号处方。")
    column = _column(page, banner, split, KeyHints(actions))
    column.setStretch(1, 1)
    return page


def panel_page() -> QWidget:
    """The confirm panel beside a table."""
    page = QWidget()
    panel = ConfirmPanel("仍要开立")
    panel.show_findings("这张处方有 3 条提示", FINDINGS)
    split = Split(Finder("药名、首字母、编码"), sample_table(), QWidget())
    split.open_side(panel)
    split.notices.show_notice("与服务器的连接已断开，正在重连；已输入的内容都还在。", "warn")
    _column(page, split)
    panel.confirm()
    return page


def controls_page() -> QWidget:
    """Buttons, fields with errors, notices, chips."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(*(current_tokens().space_4,) * 4)
    grid.setSpacing(current_tokens().space_3)
    form = sample_form(2)
    form.set_values({"name": "买买提·阿卜杜热合曼", "agreed": True})
    form.show_errors({"born": "出生日期不能晚于今天。", "phone": "电话应为 11 位手机号。"})
    fields = Card("两栏表单")
    fields.body.addWidget(form)
    grid.addWidget(fields, 0, 0, 1, 2)
    grid.addWidget(_buttons(page), 1, 0)
    grid.addWidget(_notices(), 1, 1)
    grid.setRowStretch(2, 1)
    return page


def papers_page() -> QWidget:
    """Preview, code, empty place, progress."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(*(current_tokens().space_4,) * 4)
    view = PdfView()
    view.show_pdf(sample_pdf())
    paper = Card("打印预览")
    paper.body.addWidget(view)
    code = QrCode()
    code.show_text("https://example.org/pay/20261123000123", "付款码")
    pay = Card("扫码付款")
    pay.body.addWidget(code, 1)
    pay.body.addWidget(text_label("128.50", "amount"), 0, Qt.AlignmentFlag.AlignHCenter)
    empty = Card()
    add = make_action(page, "新建预约", "F3")
    empty.body.addWidget(EmptyState("今天还没有预约", "按 F3 新建，或在左侧选择别的日期。", add))
    busy = BusyLine()
    busy.start("正在导出 1,200 / 3,000 行…")
    busy.set_progress(12, 30)
    busy._show_line.timeout.emit()
    busy._show_strip.timeout.emit()
    empty.body.addWidget(busy)
    for card, share in ((paper, 3), (pay, 2), (empty, 2)):
        row.addWidget(card, share)
    return page


def icons_page() -> QWidget:
    """Every icon with its name."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(*(current_tokens().space_4,) * 4)
    for place, file in enumerate(sorted(asset_path("icons").glob("*.svg"))):
        cell = QVBoxLayout()
        centre = Qt.AlignmentFlag.AlignHCenter
        cell.addWidget(IconMark(file.stem, "text", 28), 0, centre)
        cell.addWidget(text_label(file.stem, "small"), 0, centre)
        grid.addLayout(cell, *divmod(place, 12))
    return page


def sample_pdf() -> bytes:
    """Return one page made by Qt's own PDF writer."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    writer.setResolution(144)
    painter = QPainter(writer)
    painter.setFont(QFont(painter.font().families(), 12))
    painter.drawText(40, 90, "处方笺  林晓燕  女  46 岁")
    painter.drawText(40, 130, "阿莫西林胶囊 0.25 g  口服  一日三次")
    painter.end()
    return bytes(buffer.data().data())


def _buttons(page: QWidget) -> Card:
    card = Card("按钮")
    row = QHBoxLayout()
    row.addWidget(ActionButton(make_action(page, "收费", "F9"), "primary"))
    row.addWidget(ActionButton(make_action(page, "预览", "F7")))
    row.addWidget(ActionButton(make_action(page, "作废", "Ctrl+D"), "danger"))
    off = make_action(page, "打印", "F8")
    off.setEnabled(False)
    row.addWidget(ActionButton(off))
    quiet = QPushButton("安静")
    quiet.setProperty("role", "quiet")
    row.addWidget(quiet)
    row.addStretch(1)
    card.body.addLayout(row)
    chips = QHBoxLayout()
    for level, word in [
        ("stop", "停"),
        ("warn", "注意"),
        ("note", "提示"),
        ("ok", "已完成"),
        ("idle", "候诊"),
    ]:
        chips.addWidget(Chip(word, level))
    chips.addStretch(1)
    card.body.addLayout(chips)
    part = Section("文字")
    for role, words in [
        ("title", "标题 Title 22"),
        ("heading", "小标题 Heading 16"),
        ("", "正文 Body 14"),
        ("muted", "次要 Muted"),
        ("small", "小字 Small 12"),
    ]:
        part.body.addWidget(text_label(words, role))
    card.body.addWidget(part)
    return card


def _notices() -> Card:
    card = Card("通知")
    for level, words in [
        ("note", "新版本将在今晚更新。"),
        ("ok", "已保存。"),
        ("warn", "库存低于下限。"),
        ("stop", "保存失败：号源已被占用（编号 7f3a91c2）。"),
    ]:
        notice = NoticeBar()
        notice.show_notice(words, level, [("do", "查看")] if level != "ok" else [("undo", "撤销")])
        card.body.addWidget(notice)
    card.body.addStretch(1)
    return card


def _column(page: QWidget, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return column


PAGES = {
    "list": list_page,
    "panel": panel_page,
    "controls": controls_page,
    "papers": papers_page,
    "icons": icons_page,
}


def _number(row: Line) -> int:
    return row.number
