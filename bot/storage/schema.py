"""What tables are made of: the one metadata, moments, row numbers, and whose a row is."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, TypeDecorator

metadata = MetaData()

# SQLite numbers rows by itself only for INTEGER PRIMARY KEY.
RowId = BigInteger().with_variant(Integer, "sqlite")


class UtcMoment(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; SQLite, which knows no zones, keeps them as UTC without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone must not be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def owner() -> Column[int]:
    """Whose row it is; it goes when the member goes."""
    return Column("member_id", BigInteger, ForeignKey("members.id", ondelete="CASCADE"), nullable=False)


def author(name: str = "made_by") -> Column[int | None]:
    """Who made it; it stays when the member goes, without saying who that was."""
    return Column(name, BigInteger, ForeignKey("members.id", ondelete="SET NULL"))
