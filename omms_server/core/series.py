"""Running numbers: consecutive, taken in the transaction that uses them."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from omms_server.models.billing import Series

from .rows import rows_changed


def next_in_series(session: Session, name: str) -> int:
    """The next number of a series, in this transaction; the row stays locked until it ends."""
    bump = update(Series).where(Series.name == name).values(value=Series.value + 1)
    if rows_changed(session, bump) == 0:
        try:
            with session.begin_nested():
                session.execute(insert(Series), {"name": name, "value": 1})
        except IntegrityError:  # another transaction began the series at the same moment
            rows_changed(session, bump)
        else:
            return 1
    return session.scalars(select(Series.value).where(Series.name == name)).one()
