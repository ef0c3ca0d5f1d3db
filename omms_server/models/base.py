"""The declarative base and the column types that one schema needs on SQLite, MySQL 5.5+ and
MariaDB.

Rules (docs/decisions/0006-one-schema.md): row ids are made by the application; times are epoch
milliseconds; money is
whole fen; unit prices are ten-thousandths of a yuan; no CHECK, JSON or server-side default is
relied on; indexed
strings stay within 191 characters or are ASCII; every foreign key has its own index.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BINARY, VARBINARY, BigInteger, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.dialects.mysql import MEDIUMBLOB, MEDIUMTEXT, VARCHAR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import Text, TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PRICE_SCALE = 10_000


class Base(DeclarativeBase):
    """All tables: InnoDB, utf8mb4, binary comparison, explicit names for every key."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __table_args__: Any = {
        "mysql_engine": "InnoDB",
        "mysql_charset": "utf8mb4",
        "mysql_collate": "utf8mb4_bin",
    }


def table_args(*constraints: Any) -> tuple[Any, ...]:
    """Constraints of one table together with the options every table has."""
    return (*constraints, Base.__table_args__)


class UtcMoment(TypeDecorator[datetime]):
    """An aware datetime as epoch milliseconds UTC; finer fractions are cut off, never rounded."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        return None if value is None else to_millis(value)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        return None if value is None else from_millis(value)


class UnitPrice(TypeDecorator[Decimal]):
    """Yuan with four places, kept as a whole number of ten-thousandths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        return None if value is None else int(value * PRICE_SCALE)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / PRICE_SCALE


class ExactDecimal(TypeDecorator[Decimal]):
    """An exact decimal as text: SQLite has no decimal type, doses must not become floats."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:
        return None if value is None else format(value.normalize(), "f")

    def process_result_value(self, value: str | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


def to_millis(moment: datetime) -> int:
    """Epoch milliseconds of an aware moment."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_millis(millis: int) -> datetime:
    """The aware moment of epoch milliseconds."""
    return EPOCH + timedelta(milliseconds=millis)


def ascii_text(length: int) -> TypeEngine[str]:
    """A code: ASCII on MySQL, so that an index costs one byte a character."""
    return String(length).with_variant(
        VARCHAR(length, charset="ascii", collation="ascii_bin"), "mysql"
    )


def sealed(length: int) -> TypeEngine[bytes]:
    """Ciphertext of `core.vault`, up to `length` bytes."""
    return VARBINARY(length).with_variant(LargeBinary(), "sqlite")


def digest(length: int) -> TypeEngine[bytes]:
    """A hash or blind index value of fixed length."""
    return BINARY(length).with_variant(LargeBinary(length), "sqlite")


def large_bytes() -> TypeEngine[bytes]:
    """Up to 16 MB: sealed narrative, archived papers."""
    return LargeBinary().with_variant(MEDIUMBLOB(), "mysql")


def large_text() -> TypeEngine[str]:
    """Up to 16 MB of text."""
    return Text().with_variant(MEDIUMTEXT(), "mysql")


class Row(Base):
    """A table whose id the application makes before the insert (it is bound into each sealed
    field)."""

    __abstract__ = True
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
