"""Working days: not the weekend, not a public holiday, except as `params/holidays.yml` says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from gozaresh.calendar import Month
from gozaresh.errors import ParamsError
from gozaresh.params import Params


@dataclass(frozen=True)
class Workdays:
    """The working days of the years that `workdays` was asked for."""

    calendar: np.busdaycalendar

    def after(self, instants: pd.Series, days: int) -> pd.Series:
        """The midnight that begins the `days`-th working day after the day of each instant.

        The day itself is not counted, whether it is one of work or of rest.
        """
        own = instants.to_numpy("datetime64[D]")
        last = np.busday_offset(own, days, roll="backward", busdaycal=self.calendar)
        return pd.Series(last.astype("datetime64[us]"), instants.index)

    def in_month(self, month: Month) -> int:
        """How many working days a month has."""
        end = month.last_day + timedelta(days=1)
        return int(np.busday_count(month.first_day, end, busdaycal=self.calendar))


def workdays(params: Params, first: date, last: date) -> Workdays:
    """The working days of all the years from that of `first` to that of `last`.

    Raise `ParamsError` if there is no calendar of the country that `params/holidays.yml` names.
    """
    import holidays  # takes a while, and only a new snapshot needs it

    declared = params.holidays
    try:
        public = holidays.country_holidays(declared.country, years=range(first.year, last.year + 1))
    except NotImplementedError:
        raise ParamsError(
            f"params/holidays.yml: country: no calendar of holidays for {declared.country!r}; "
            "give the two letters of a country, IR for instance."
        ) from None
    off = set(public) | {each.date for each in declared.add}
    off -= {each.date for each in declared.remove}
    weekmask = " ".join(name for day, name in _DAYS.items() if day not in params.defaults.weekend)
    return Workdays(np.busdaycalendar(weekmask, sorted(off)))


_DAYS = {
    "saturday": "Sat",
    "sunday": "Sun",
    "monday": "Mon",
    "tuesday": "Tue",
    "wednesday": "Wed",
    "thursday": "Thu",
    "friday": "Fri",
}
