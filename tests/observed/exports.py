"""A file for every source, with personal numbers and names wherever somebody could write one."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator

import openpyxl

from .conftest import channel, post
from .people import national_id, spellings

FIRST = ("شهرزاد", "کیقباد", "گردآفرید", "Xerxes", "تهمینه")
LAST = tuple(
    f"{name}{ending}"
    for name in ("رستم‌پور", "هخامنش", "Ashkani")
    for ending in ("نیا", "زاده", "-far")
)
SECONDS = 1671948000
OPERATORS = ("910", "912", "919", "901", "935", "939", "921", "990", "994", "903")


class Numbers:
    """Numbers that are nobody's, each handed out in another spelling, and all of them known."""

    def __init__(self) -> None:
        self._chance = random.Random(1401)
        self.cores: set[str] = set()

    def one(self) -> str:
        if self._chance.random() < 0.2:
            self.cores.add(number := national_id(self._chance))
            return number
        core = self._chance.choice(OPERATORS) + f"{self._chance.randrange(10**7):07d}"
        self.cores.add(core)
        return self._chance.choice(spellings(core))

    def text(self) -> str:
        return f"تماس {self.one()} در منطقه ۱۲"


def table(header: list[str], rows: Iterator[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def exports(numbers: Numbers, many: int) -> dict[str, tuple[str, str | bytes]]:
    """A file for every source, with numbers wherever somebody could have written one."""
    one, text, places = numbers.one, numbers.text, range(many)

    def who(place: int) -> str:
        return f"{FIRST[place % 5]} {LAST[place // 5 % 9]}"

    news = [
        {
            "title": text(),
            "abstract": f"<p>{text()}</p>",
            "paragraphs": [text(), one()],
            "tags": [one()],
            "link": f"https://www.farsnews.ir/news/14010801{place:06d}/{one()}",
        }
        for place in places
    ]
    posts = [
        post(place, [text(), {"type": "phone", "text": one()}], **{"from": who(place)})
        | {"contact_information": {"phone_number": one()}, "forwarded_from": who(place)}
        for place in places
    ]
    person = channel(*posts) | {"type": "personal_chat", "name": who(0), "id": 7}
    contacts = {"list": [{"first_name": who(place), "phone_number": one()} for place in places]}
    pictures = [
        {
            "shortCode": f"C{place}",
            "caption": text(),
            "timestamp": "2022-12-25T11:00:00Z",
            "type": "Image",
            "url": f"https://wa.me/{one()}",
            "ownerUsername": f"shahr_{one()}",
        }
        for place in places
    ]
    entries = "".join(
        f"<item><title>{text()}</title><link>https://a.ir/{place}?to={one()}</link>"
        f"<author>{who(place)} {one()}</author><description>&lt;i&gt;{text()}&lt;/i&gt;"
        "</description><pubDate>Sun, 25 Dec 2022 11:00:00 GMT</pubDate></item>"
        for place in places
    )
    sent = (
        [
            str(place),
            f"{who(place)} گرامی {text()} من شهردارم",
            "10",
            one(),
            one(),
            one(),
            when,
            "1",
        ]
        for place in places
        for when in [str(SECONDS)]
    )
    panel = (
        [str(place), text(), one(), "رسیده به گوشی", "۱۴۰۱/۱۰/۰۴ ۱۰:۰۰", f"پویش {one()}"]
        for place in places
    )
    form = (
        ["2022/12/25 2:30:00 PM GMT+3:30", who(place), one(), "بله", who(place), text()]
        for place in places
    )
    pors = (
        [str(place), "۱۴۰۱/۱۰/۰۴ ۱۰:۰۰", "۱۴۰۱/۱۰/۰۴ ۱۰:۰۵", who(place), one(), "خیر"]
        for place in places
    )
    book = openpyxl.Workbook()
    for place in places:
        book.active.append([who(place), one()])
    workbook = io.BytesIO()
    book.save(workbook)
    account = {"contacts": contacts, "chats": {"list": [person, channel(*posts)]}}
    kavenegar = [
        "messageid",
        "message",
        "status",
        "statustext",
        "sender",
        "receptor",
        "date",
        "cost",
    ]
    feed = f'<rss version="2.0"><channel><title>{text()}</title>{entries}</channel></rss>'
    return {
        "fars-news": ("news.json", json.dumps(news)),
        "telegram": ("result.json", json.dumps(account, ensure_ascii=False)),
        "instagram": ("posts.json", json.dumps(pictures)),
        "feed": ("feed.xml", feed),
        "kavenegar": ("report.csv", table(kavenegar, sent)),
        "sms-panel": (
            f"ارسال {one()}.csv".replace("/", "-"),
            table(["شناسه پیامک", "متن", "گیرنده", "وضعیت", "تاریخ ارسال", "عنوان ارسال"], panel),
        ),
        "google-forms": (
            f"نظرسنجی {one()}.csv".replace("/", "-"),
            table(["Timestamp", "نام", "همراه", "راضی هستید؟", "معرف شما", "نظر شما"], form),
        ),
        "porsline": (
            "نظرسنجی.csv",
            table(["شناسه پاسخ", "زمان شروع", "زمان پایان", "نام شما", "تماس", "راضی؟"], pors),
        ),
        "contacts-csv": ("list.csv", table(["نام", "شماره"], ([who(p), one()] for p in places))),
        "contacts-excel": ("list.xlsx", workbook.getvalue()),
    }
