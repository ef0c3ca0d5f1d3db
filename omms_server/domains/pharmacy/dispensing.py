"""Handing the drugs over: paid, approved and valid only; stock leaves the batches that expire
first (DOMAIN 3.9, 5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from omms_server.contract import pharmacy as said
from omms_server.contract.charting import PrescriptionState as State
from omms_server.contract.events import Topic
from omms_server.contract.faults import Busy
from omms_server.contract.permissions import Permission
from omms_server.core.context import Context
from omms_server.domains.charting import prescriptions
from omms_server.domains.charting.prescriptions import Opened

from .picking import LinePick, Need, Short, pick
from .repository import Stock
from .service import needs_of, opened_at, refuse_expired, said_picks, sheet, shelf_of

_ROUNDS = 5
_Taken = dict[tuple[int, int], int]
"""Units by line and batch."""


def dispense(request: said.Dispense, ctx: Context) -> said.DispensingSheet:
    """Dispense once. A shortage takes everything back: the whole call is one transaction. What
    stands on the red form is handed out by two pharmacists (DOMAIN CD-R1, PH-10)."""
    opened = opened_at(request.prescription_id, request.version, ctx)
    _refuse(opened, ctx)
    if opened.controlled:
        ctx.require_second(Permission.DISPENSE, "controlled_drugs")
    if not prescriptions.mark_dispensed(ctx, opened):
        raise prescriptions.stale_prescription(ctx, opened.row.id, request.version)
    stock = Stock(ctx.session)
    taken, batches = _take(opened, stock, ctx)
    stock.add_dispense(opened.row.id, taken, ctx.now, ctx.actor.id)
    ctx.publish(Topic.STOCK)
    picks = (LinePick(*key, units) for key, units in taken.items())
    answer = sheet(opened, ctx, said_picks(picks, batches, opened))
    done = {"state": State.DISPENSED, "version": request.version + 1}
    return answer.model_copy(update={"prescription": answer.prescription.model_copy(update=done)})


def _refuse(opened: Opened, ctx: Context) -> None:
    """DOMAIN PH-01, PH-02, RX-04."""
    state = opened.row.state
    if state == State.SIGNED.value:
        raise said.NotApproved
    if state != State.APPROVED.value:
        raise said.WrongPrescriptionState(state=state)
    if not opened.paid:
        raise said.NotPaid(due=opened.row.amount)
    refuse_expired(opened, ctx)


def _take(opened: Opened, stock: Stock, ctx: Context) -> tuple[_Taken, Mapping[int, Any]]:
    """Take every line out of its batches. A batch that someone emptied meanwhile is passed over:
    the shelf is read anew and what is still lacking is allocated again."""
    taken: _Taken = defaultdict(int)
    seen: dict[int, Any] = {}
    needs = needs_of(opened, ctx)
    for _ in range(_ROUNDS):
        batches = stock.usable(opened.row.id, ctx.today)
        seen |= batches
        picks, short = pick(needs, shelf_of(batches), ctx.today)
        if short:
            raise _not_enough(opened, short[0])
        for one in _won(picks, stock):
            taken[one.line_id, one.batch_id] += one.units
        needs = _lacking(opened, taken, ctx)
        if not needs:
            return dict(taken), seen
    raise Busy(seconds=1)


def _won(picks: Iterable[LinePick], stock: Stock) -> Iterable[LinePick]:
    """The picks whose batch still had them: one conditional UPDATE a batch, always in the same
    order, so that two pharmacists wait for each other instead of deadlocking."""
    by_batch: dict[int, list[LinePick]] = defaultdict(list)
    for one in picks:
        by_batch[one.batch_id].append(one)
    for batch_id in sorted(by_batch):
        if stock.take(batch_id, sum(one.units for one in by_batch[batch_id])):
            yield from by_batch[batch_id]


def _lacking(opened: Opened, taken: Mapping[tuple[int, int], int], ctx: Context) -> list[Need]:
    got: dict[int, int] = defaultdict(int)
    for (line_id, _), units in taken.items():
        got[line_id] += units
    needs = (replace(need, units=need.units - got[need.line_id]) for need in needs_of(opened, ctx))
    return [need for need in needs if need.units > 0]


def _not_enough(opened: Opened, short: Short) -> said.NotEnoughStock:
    """DOMAIN PH-14."""
    line = next(line for line in opened.lines if line.id == short.line_id)
    return said.NotEnoughStock(
        drug=line.name, stock=short.usable, need=short.need, unit=line.min_unit
    )
