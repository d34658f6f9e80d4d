"""Dates, however an export writes them, become Tehran's clock or are refused."""

from datetime import date, datetime

import pytest

from gozaresh.observed.dates import read_date
from gozaresh.observed.faults import ItemError
from gozaresh.observed.fields import Dating

from .conftest import NOW

LINK = {
    "calendar": "jalali",
    "century": 1300,
    "pattern": r"/news/(?:(?P<year>1[34]\d\d)|(?P<short_year>[789]\d))(?P<month>\d\d)(?P<day>\d\d)",
}
GOOGLE = {"calendar": "gregorian", "formats": ("%Y/%m/%d %I:%M:%S %p", "%m/%d/%Y %H:%M:%S")}


@pytest.mark.parametrize(
    ("dating", "written", "instant"),
    [
        ({"calendar": "jalali"}, "۱۴۰۱/۱۰/۰۴ ۱۴:۳۰", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "jalali"}, "1401-10-04T14:30:10", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "jalali"}, "١٤٠١/١٠/٠٤", datetime(2022, 12, 25)),
        ({"calendar": "jalali"}, "یکشنبه ۴ دی ۱۴۰۱ ساعت ۱۴:۳۰", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "jalali"}, datetime(2022, 12, 25, 9), datetime(2022, 12, 25, 9)),
        ({"calendar": "jalali"}, date(2022, 12, 25), datetime(2022, 12, 25)),
        ({"calendar": "gregorian"}, "2022-12-25T11:00:00Z", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "gregorian"}, "2022-12-25T11:00:00", datetime(2022, 12, 25, 11)),
        (
            {"calendar": "gregorian", "zone": "UTC"},
            "2022-12-25 11:00",
            datetime(2022, 12, 25, 14, 30),
        ),
        (
            {"calendar": "gregorian"},
            "Sun, 25 Dec 2022 11:00:00 GMT",
            datetime(2022, 12, 25, 14, 30),
        ),
        (GOOGLE, "2022/12/25 2:30:00 PM GMT+3:30", datetime(2022, 12, 25, 14, 30)),
        (GOOGLE, "2022/12/25 2:30:00 ب.ظ GMT+3:30", datetime(2022, 12, 25, 14, 30)),
        (GOOGLE, "2022/12/25 6:00:00 AM GMT-5", datetime(2022, 12, 25, 14, 30)),
        (GOOGLE, "12/25/2022 14:30:00", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "unix"}, "1671966000", datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "unix"}, 1671966000000, datetime(2022, 12, 25, 14, 30)),
        ({"calendar": "unix"}, "۱۶۷۱۹۶۶۰۰۰", datetime(2022, 12, 25, 14, 30)),
        (LINK, "https://www.farsnews.ir/news/13940609000123/x", datetime(2015, 8, 31)),
        (LINK, "https://www.farsnews.ir/news/8707060255", datetime(2008, 9, 27)),
    ],
)
def test_a_date_is_read_as_it_is_written(dating, written, instant):
    assert read_date(written, Dating.model_validate(dating), NOW) == instant


def test_tehran_had_summer_time_until_1401():
    summer = Dating.model_validate({"calendar": "gregorian"})
    assert read_date("2021-07-01T10:00:00Z", summer, NOW) == datetime(2021, 7, 1, 14, 30)
    assert read_date("2022-12-01T10:00:00Z", summer, NOW) == datetime(2022, 12, 1, 13, 30)


@pytest.mark.parametrize(
    ("dating", "written", "reason"),
    [
        ({"calendar": "jalali"}, "۰۱/۱۰/۰۴", "no_date"),
        ({"calendar": "jalali"}, "۱۴۰۱/۱۲/۳۰", "no_date"),
        ({"calendar": "jalali"}, "2022/12/25", "no_date"),
        ({"calendar": "jalali"}, "دیروز", "no_date"),
        ({"calendar": "jalali"}, "۱۴۰۱/۱۲/۰۴", "future"),
        ({"calendar": "gregorian"}, "1901-01-01", "before_1300"),
        ({"calendar": "gregorian"}, "25.12.2022", "no_date"),
        ({"calendar": "unix"}, "soon", "no_date"),
        ({"calendar": "unix"}, "nan", "no_date"),
        ({"calendar": "unix"}, 9e30, "no_date"),
        ({"calendar": "unix"}, True, "no_date"),
        (LINK, "https://www.farsnews.ir/news/13941309000123", "impossible_date"),
        (LINK, "https://www.farsnews.ir/photo", "no_date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(dating, written, reason):
    with pytest.raises(ItemError) as error:
        read_date(written, Dating.model_validate(dating), NOW)
    assert error.value.reason == reason
