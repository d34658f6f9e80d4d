"""The fewest columns that an indicator's example needs; `day(3)` is 3 Dey 1401, at a clock hour."""

from datetime import datetime, timedelta

FIRST_OF_DEY = datetime(2022, 12, 22)


def day(number: int, hour: int = 0) -> datetime:
    return FIRST_OF_DEY + timedelta(days=number - 1, hours=hour)
