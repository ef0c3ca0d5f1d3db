"""Stock on the shelf: listing batches and taking new ones in (DOMAIN 5.2)."""

from datetime import date

from omms_server.contract import pharmacy as said
from omms_server.contract.events import Topic
from omms_server.contract.faults import NotFound
from omms_server.core.context import Context, Question
from omms_server.core.ids import new_id
from omms_server.models.catalogue import Drug
from omms_server.models.pharmacy import Batch

from .fefo import months_to_expiry
from .repository import Stock

NEAR_MONTHS = 6


def list_stock(request: said.ListStock, ctx: Context) -> said.StockPage:
    """Batches with stock by drug and expiry, the expired ones included; then, for a search, the
    drugs without stock."""
    stock = Stock(ctx.session)
    found, total = stock.page(request.text, request.page, request.size)
    rows = [_row(row.Batch, row.Drug) for row in found]
    if request.text:
        skip = max(0, (request.page - 1) * request.size - total)
        drugs, more = stock.without_stock(request.text, skip, request.size - len(rows))
        rows += [_row(None, drug) for drug in drugs]
        total += more
    return said.StockPage(rows=tuple(rows), total=total)


def receive(request: said.ReceiveBatch, ctx: Context) -> said.StockRow:
    """Take a batch in; a lot that is here already grows (DOMAIN ST-R2, PH-04, PH-13)."""
    stock = Stock(ctx.session)
    drug = stock.drug(request.drug_id)
    if drug is None:
        raise NotFound(what="drug")
    if request.expires_on < ctx.today:
        expiry = request.expires_on.isoformat()
        raise said.BatchExpired(drug=drug.name, lot=request.lot, expiry=expiry)
    _ask_about_expiry(request, drug, ctx)
    batch_id = stock.receive(
        {
            "id": new_id(),
            "drug_id": drug.id,
            "lot": request.lot,
            "expires_on": request.expires_on,
            "shelf": request.shelf,
            "on_hand": request.units,
            "received_at": ctx.now,
        }
    )
    movement = {"batch_id": batch_id, "units": request.units, "kind": "receive"}
    stock.add_movements([{**movement, "source_id": new_id(), "at": ctx.now, "by_id": ctx.actor.id}])
    ctx.about(subject=f"batch:{batch_id}", units=request.units)
    ctx.publish(Topic.STOCK, batch_id)
    row = stock.row(batch_id)
    return _row(row.Batch, row.Drug)


def _ask_about_expiry(request: said.ReceiveBatch, drug: Drug, ctx: Context) -> None:
    """PH-13: short-dated stock is taken in with a reason, given with the request or on asking."""
    if not _near(request.expires_on, ctx.today):
        return
    if request.reason is not None:
        ctx.trail.reasons.append(request.reason)
        return
    params = {"drug": drug.name, "months": NEAR_MONTHS}
    ctx.ask([Question("PH-13", "REASON", f"{drug.code}~{request.lot}", params)])


def _near(expires_on: date, today: date) -> bool:
    return months_to_expiry(expires_on, today) < NEAR_MONTHS


def _row(batch: Batch | None, drug: Drug) -> said.StockRow:
    return said.StockRow(
        batch_id=batch.id if batch else None,
        drug_id=drug.id,
        drug_code=drug.code,
        drug=drug.name,
        spec=drug.spec,
        lot=batch.lot if batch else "",
        expires_on=batch.expires_on if batch else None,
        on_hand=batch.on_hand if batch else 0,
        unit=drug.min_unit,
        shelf=batch.shelf if batch else "",
        lower_limit=drug.lower_limit,
    )
