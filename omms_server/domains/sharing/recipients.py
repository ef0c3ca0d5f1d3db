"""To whom a record may be opened by a consent."""

from omms_server.contract import sharing as said
from omms_server.core.context import Context
from omms_server.core.pinyin import name_spellings, term_spellings

from .repository import Sharing


def find(request: said.FindRecipients, ctx: Context) -> tuple[said.RecipientRow, ...]:
    """People first, then departments; a clinic has some hundreds of both."""
    wanted, kept = request.text.lower(), Sharing(ctx.session, ctx.vault)
    people = (
        said.RecipientRow(
            recipient=said.Recipient(kind=said.RecipientKind.STAFF, id=row.id),
            name=row.name,
            detail=f"{row.title} {row.staff_no}",
        )
        for row in kept.treating()
        if _meant(wanted, row.name, row.staff_no, name_spellings(row.name).initials)
    )
    departments = (
        said.RecipientRow(
            recipient=said.Recipient(kind=said.RecipientKind.DEPARTMENT, id=row.id),
            name=row.name,
            detail=row.place,
        )
        for row in kept.departments()
        if _meant(wanted, row.name, row.code, term_spellings(row.name).initials)
    )
    return (*people, *departments)[: request.limit]


def _meant(wanted: str, name: str, number: str, initials: tuple[str, ...]) -> bool:
    if wanted in name or number.lower() == wanted:
        return True
    return any(text.startswith(wanted) for text in initials)
