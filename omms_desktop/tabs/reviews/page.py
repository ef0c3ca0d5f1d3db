"""The reviews tab: joins the screen to its presenter and keeps both over a change of language."""

from omms_desktop.backend.tab_context import TabContext
from omms_desktop.clinic.list_page import ListPage
from omms_desktop.clinic.times import ClinicTime
from omms_server.contract.sharing import Emergency, Verdict

from .presenter import ReviewsPresenter
from .screen import ReviewsScreen


class ReviewsPage(ListPage):
    """Implements `ReviewsView`."""

    _screen: ReviewsScreen
    _presenter: ReviewsPresenter

    def __init__(self, context: TabContext) -> None:
        super().__init__(context)
        self._presenter = ReviewsPresenter(self, context)
        self._presenter.load()

    def show_rows(self, rows: tuple[Emergency, ...], reviewed: bool) -> None:
        screen = self._screen
        screen.segments.set_value("reviewed" if reviewed else "waiting")
        screen.show_empty(reviewed)
        screen.table.show_rows(rows)
        if rows and screen.table.current_row() is None:
            screen.table.select_first()
        screen.show_opening(screen.table.current_row())

    def _build(self) -> ReviewsScreen:
        screen = self._screen = ReviewsScreen(ClinicTime(self._context.clinic.zone))
        screen.segments.chosen.connect(lambda key: self._presenter.show_reviewed(key != "waiting"))
        screen.waiting.triggered.connect(lambda: self._presenter.show_reviewed(False))
        screen.done.triggered.connect(lambda: self._presenter.show_reviewed(True))
        screen.again.triggered.connect(lambda: self._presenter.load())
        screen.judge.triggered.connect(lambda: self._judge(screen.table.current_row()))
        screen.table.opened.connect(self._judge)
        screen.judging.closed.connect(self.close_side)
        screen.judging.judged.connect(self._judged)
        return screen

    def _judge(self, opening: Emergency | None) -> None:
        if opening is not None and opening.verdict is None:
            self._screen.open_side(self._screen.judging)
            self._screen.judging.begin(opening)

    def _judged(self, opening: Emergency, verdict: Verdict, remark: str) -> None:
        form = self._screen.judging.form
        self._presenter.review(opening, verdict, remark, form.show_errors)
