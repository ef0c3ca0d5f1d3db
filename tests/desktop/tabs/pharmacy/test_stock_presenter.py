"""Decisions about the stock, on fakes."""

from datetime import date

import pytest

from omms_desktop.tabs.pharmacy.stock_presenter import StockPresenter
from omms_server.contract.events import Topic
from omms_server.contract.faults import Invalid
from omms_server.contract.pharmacy import BatchExpired, ListStock, ReceiveBatch, StockPage
from tests.support.fakes import FakeChanges, FakeView, HeldTasks

from .test_shelf import a_row, without_stock

FIELDS = {"lot": "A1", "expires_on": date(2028, 1, 31), "units": 100, "shelf": "A-1"}


def rows(first, last):
    return tuple(a_row(date(2028, 1, 1), batch_id=n, drug_id=n) for n in range(first, last + 1))


class Desk:
    def __init__(self):
        self.view, self.tasks, self.changes = FakeView(), HeldTasks(), FakeChanges()
        self.presenter = StockPresenter(self.view, self.tasks, self.view, self.changes)

    def loaded(self, found, total):
        self.presenter.load()
        self.tasks.last.answer(StockPage(rows=found, total=total))
        return self


def test_the_list_grows_page_by_page_and_then_stops():
    desk = Desk().loaded(rows(1, 100), 130)
    desk.presenter.load_more()
    desk.presenter.load_more()
    assert [one.page for one in desk.tasks.requests] == [1, 2]
    desk.tasks.last.answer(StockPage(rows=rows(100, 130), total=130))
    assert [row.batch_id for row in desk.presenter.rows] == list(range(1, 131))
    desk.presenter.load_more()
    assert len(desk.tasks.sent) == 2


def test_news_load_as_many_pages_as_are_shown():
    desk = Desk().loaded(rows(1, 100), 130)
    desk.presenter.load_more()
    desk.tasks.last.answer(StockPage(rows=rows(101, 130), total=130))
    desk.changes.happen(Topic.STOCK)
    desk.tasks.last.answer(StockPage(rows=rows(1, 100), total=130))
    desk.tasks.last.answer(StockPage(rows=rows(101, 130), total=130))
    assert [one.page for one in desk.tasks.requests] == [1, 2, 1, 2]
    assert len(desk.presenter.rows) == 130


def test_nothing_is_loaded_for_a_page_nobody_opened():
    desk = Desk()
    desk.changes.happen(Topic.STOCK)
    assert desk.tasks.sent == []


def test_a_batch_is_received_for_the_chosen_drug():
    desk = Desk().loaded(rows(1, 3), 3)
    desk.presenter.receive(desk.presenter.rows[1])
    desk.presenter.save(FIELDS)
    assert desk.tasks.last.request == ReceiveBatch(drug_id=2, **FIELDS)
    desk.presenter.save(FIELDS)
    assert len(desk.tasks.of(ReceiveBatch)) == 1
    received = a_row(date(2028, 1, 31), batch_id=9, drug_id=2)
    desk.tasks.last.answer(received)
    assert desk.view.seen["receiving"] is None
    assert desk.view.seen["received"] == received
    assert isinstance(desk.tasks.last.request, ListStock)


def test_the_first_batch_of_a_drug_is_received_from_its_row_without_stock():
    desk = Desk().loaded((without_stock(7), without_stock(8)), 2)
    assert len(desk.presenter.rows) == 2
    desk.presenter.receive(desk.presenter.rows[1])
    desk.presenter.save(FIELDS)
    assert desk.tasks.last.request == ReceiveBatch(drug_id=8, **FIELDS)
    received = a_row(date(2028, 1, 31), batch_id=9, drug_id=8)
    desk.tasks.last.answer(received)
    desk.tasks.last.answer(StockPage(rows=(received, without_stock(7)), total=2))
    assert desk.view.seen["select"] == 9


def test_wrong_fields_are_told_beside_them_before_anything_is_sent():
    desk = Desk().loaded(rows(1, 1), 1)
    desk.presenter.receive(desk.presenter.rows[0])
    desk.presenter.save({**FIELDS, "lot": "", "units": 0})
    assert desk.tasks.of(ReceiveBatch) == []
    assert isinstance(desk.view.faults[0], Invalid)
    assert set(desk.view.beside[0]) == {"lot", "units"}


@pytest.mark.parametrize("expiry", ["2026-11-22"])
def test_an_expired_batch_is_told_beside_its_date_and_the_form_stays(expiry):
    desk = Desk().loaded(rows(1, 1), 1)
    desk.presenter.receive(desk.presenter.rows[0])
    desk.presenter.save(FIELDS)
    desk.tasks.last.fail(BatchExpired(drug="x", lot="A1", expiry=expiry))
    assert desk.view.seen["expired"].params["expiry"] == expiry
    assert desk.presenter.receiving is not None
