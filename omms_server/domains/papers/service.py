"""Printing: first the original, later marked reprints; every paper is archived."""

import base64

from omms_server.contract.documents import NotPrintable as SaidNotPrintable
from omms_server.contract.documents import Paper, PaperKind, PrintPaper
from omms_server.contract.faults import Busy
from omms_server.core.context import Context, Question
from omms_server.documents.values import Reprint

from .composing import DRAFTS, NotPrintable
from .repository import Archive


def print_paper(request: PrintPaper, ctx: Context) -> Paper:
    """Make, archive and hand out a paper (DOMAIN FIN-07, FIN-08)."""
    archive = Archive(ctx.session, ctx.vault)
    try:
        draft = DRAFTS[request.kind](request.subject_id, ctx)
    except NotPrintable as error:
        raise SaidNotPrintable(state=error.state) from error
    copy_no = archive.copies(request.kind.value, request.subject_id)
    if copy_no and request.kind is PaperKind.RECEIPT:
        params = {"no": draft.number, "count": copy_no}
        ctx.ask([Question("FIN-08", "REASON", draft.number, params)])
    reprint = Reprint(ctx.now, ctx.actor.person.staff_no) if copy_no else None
    pdf = draft.draw(copy=copy_no, reprint=reprint)
    kept = archive.keep(
        request.kind.value,
        request.subject_id,
        copy_no,
        draft.number,
        pdf,
        at=ctx.now,
        by_id=ctx.actor.id,
    )
    if not kept:
        raise Busy(seconds=1)
    ctx.about(paper=request.kind.value, number=draft.number, copy=copy_no)
    return Paper(
        kind=request.kind,
        title=draft.title,
        number=draft.number,
        copy_no=copy_no,
        pdf=base64.b64encode(pdf).decode(),
    )
