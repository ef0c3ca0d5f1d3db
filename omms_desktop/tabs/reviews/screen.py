"""The reviews screen: openings left, one of them right, a panel to judge it."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from omms_desktop.clinic.emergency_words import reason_word
from omms_desktop.clinic.form_panel import FormPanel
from omms_desktop.clinic.times import ClinicTime
from omms_desktop.theme.current import current_tokens
from omms_desktop.widgets.actions import make_action
from omms_desktop.widgets.card import Section
from omms_desktop.widgets.choice import Choice, Option
from omms_desktop.widgets.data_table import DataTable
from omms_desktop.widgets.editors import TextEdit
from omms_desktop.widgets.empty_state import EmptyState
from omms_desktop.widgets.form import Field, Form
from omms_desktop.widgets.labels import text_label
from omms_desktop.widgets.levels import Level
from omms_desktop.widgets.rows_model import Column
from omms_desktop.widgets.segments import Segments
from omms_desktop.widgets.split import Split
from omms_server.contract.sharing import Emergency, Verdict

translate = QCoreApplication.translate


class ReviewsScreen(Split):
    """Holds the widgets and their actions; the page connects them."""

    def __init__(self, time: ClinicTime) -> None:
        self.table = openings_table(time)
        self.opening = OpeningView(time)
        self.segments = Segments(
            translate("Reviews", "Emergency openings"),
            [
                ("waiting", translate("Reviews", "To review")),
                ("reviewed", translate("Reviews", "Reviewed")),
            ],
        )
        self.segments.setObjectName("states")
        super().__init__(self.segments, self.table, self.opening)
        self.set_ratio(5, 4)
        self.judging = JudgingPanel()
        self.add_side(self.judging)
        self.again = make_action(self, translate("Reviews", "Refresh"), "F5", "refresh")
        self.waiting = make_action(self, translate("Reviews", "To review"), "Alt+1")
        self.done = make_action(self, translate("Reviews", "Reviewed"), "Alt+2")
        self.judge = make_action(self, translate("Reviews", "Review"), "F9")
        self.add_action(self.again)
        self.add_action(self.judge, "primary")
        self.table.row_changed.connect(self.show_opening)
        self.show_opening(None)

    def show_opening(self, opening: Emergency | None) -> None:
        """Show one opening, and the key that judges it."""
        self.opening.show_opening(opening)
        self.judge.setVisible(opening is not None and opening.verdict is None)

    def show_empty(self, reviewed: bool) -> None:
        """Say what an empty list means."""
        if reviewed:
            self.table.set_empty(translate("Reviews", "Nothing reviewed yet"))
            return
        self.table.set_empty(
            translate("Reviews", "Nothing waits for a review"),
            translate("Reviews", "Records opened in an emergency appear here"),
        )


class OpeningView(QStackedWidget):
    """Why a record was opened, and what its review found."""

    def __init__(self, time: ClinicTime) -> None:
        super().__init__()
        self._time = time
        hint = self.tr("Choose one from the list to read why the record was opened.")
        self.addWidget(EmptyState(self.tr("No opening is chosen"), hint, icon="shield"))
        self._parts = [text_label(role="heading", wrap=True)]
        self._parts += [text_label(wrap=True) for _ in range(4)]
        self.addWidget(self._page())

    def show_opening(self, opening: Emergency | None) -> None:
        """Show this one; None says what to do."""
        self.setCurrentIndex(0 if opening is None else 1)
        if opening is None:
            return
        span = f"{self._time.moment(opening.at)} – {self._time.hour(opening.until)}"
        texts = (
            f"{opening.patient}  {opening.patient_number}",
            f"{opening.opened_by}  ·  {span}",
            reason_word(opening.reason),
            opening.explanation,
            self._found(opening),
        )
        for label, text in zip(self._parts, texts, strict=True):
            label.setText(text)

    def _found(self, opening: Emergency) -> str:
        if opening.verdict is None or opening.reviewed_at is None:
            return self.tr("Not reviewed yet")
        words = [verdict_word(opening.verdict), opening.reviewed_by]
        words += [self._time.moment(opening.reviewed_at), opening.remark]
        return "  ·  ".join(word for word in words if word)

    def _page(self) -> QWidget:
        page = QWidget()
        tokens = current_tokens()
        column = QVBoxLayout(page)
        column.setContentsMargins(*(tokens.space_4,) * 4)
        column.setSpacing(tokens.space_4)
        column.addWidget(self._parts[0])
        heads = (
            self.tr("Opened by"),
            self.tr("Reason"),
            self.tr("What happened"),
            self.tr("Review"),
        )
        for head, label in zip(heads, self._parts[1:], strict=True):
            section = Section(head)
            section.body.addWidget(label)
            column.addWidget(section)
        column.addStretch(1)
        return page


class JudgingPanel(FormPanel):
    """Whether an opening was justified; a remark is needed when it was not."""

    judged = Signal(object, object, str)
    """The opening, the verdict, the remark."""

    def __init__(self) -> None:
        super().__init__()
        self._opening: Emergency | None = None
        verdict = Choice([Option(one.value, verdict_word(one)) for one in Verdict])
        verdict.setObjectName("review.verdict")
        remark = TextEdit(lines=3)
        remark.setObjectName("review.remark")
        self.form = Form(
            [
                Field("verdict", self.tr("Finding"), verdict, required=True),
                Field("remark", self.tr("Remark"), remark),
            ]
        )
        self.set_body(self.form)
        self.accepted.connect(self.form.submit)
        self.form.submitted.connect(self._submitted)

    def begin(self, opening: Emergency) -> None:
        """Ask about this one."""
        self._opening = opening
        title = self.tr("Was it justified that {0} opened the record of {1}?")
        self.set_words(title.format(opening.opened_by, opening.patient), self.tr("Save the review"))
        self.form.clear()
        self.form.editor("verdict").setFocus()

    def _submitted(self, values: dict[str, object]) -> None:
        if self._opening is not None:
            verdict = Verdict(str(values["verdict"]))
            self.judged.emit(self._opening, verdict, str(values["remark"] or ""))


def verdict_word(verdict: Verdict) -> str:
    """What a review found."""
    words = {
        Verdict.JUSTIFIED: translate("Reviews", "Justified"),
        Verdict.NOT_JUSTIFIED: translate("Reviews", "Not justified"),
    }
    return words[verdict]


def review_state(opening: Emergency) -> tuple[str, Level]:
    """Where the review stands."""
    if opening.verdict is Verdict.JUSTIFIED:
        return verdict_word(opening.verdict), Level.OK
    if opening.verdict is Verdict.NOT_JUSTIFIED:
        return verdict_word(opening.verdict), Level.STOP
    if opening.overdue:
        return translate("Reviews", "Overdue"), Level.STOP
    return translate("Reviews", "To review"), Level.WARN


def openings_table(time: ClinicTime) -> DataTable[Emergency]:
    """Records opened in emergencies."""
    columns = [
        Column[Emergency](
            "at", translate("Reviews", "Time"), lambda r: time.moment(r.at), width=144,
            sort=lambda r: r.at,
        ),
        Column[Emergency](
            "by", translate("Reviews", "Opened by"), lambda r: r.opened_by, role="strong", width=96
        ),
        Column[Emergency]("patient", translate("Reviews", "Patient"), lambda r: r.patient),
        Column[Emergency](
            "reason", translate("Reviews", "Reason"), lambda r: reason_word(r.reason), width=168
        ),
        Column[Emergency](
            "state", translate("Reviews", "Review"), lambda r: review_state(r)[0], width=128,
            level=lambda r: review_state(r)[1],
        ),
    ]  # fmt: skip
    table = DataTable(columns, lambda row: row.id, translate("Reviews", "Emergency openings"))
    table.view.setObjectName("emergencies")
    return table
