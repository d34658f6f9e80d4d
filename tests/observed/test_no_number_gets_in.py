"""Ten thousand numbers through every importer: none is in any file, table or log that comes out."""

from __future__ import annotations

import csv
import io
import json
import logging
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from typer.testing import CliRunner

from gozaresh.calendar import Month
from gozaresh.cli import app
from gozaresh.observed.sources import source_names
from gozaresh.params import load_params
from gozaresh.snapshot import freeze
from gozaresh.store import Store

from .conftest import ROOT, channel, post
from .people import national_id, spellings

FIRST = ("شهرزاد", "کیقباد", "گردآفرید", "Xerxes", "تهمینه")
LAST = tuple(
    f"{name}{ending}"
    for name in ("رستم‌پور", "هخامنش", "Ashkani")
    for ending in ("نیا", "زاده", "-far")
)
SECONDS = 1671948000
_BETWEEN = re.compile(r"(?<=\d)[\s\-./()\u200b-\u200f\u202a-\u202e,_]{1,3}(?=\d)")
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


def ten_digits(text: str) -> set[str]:
    """Every ten digits that stand together in a text, whatever the digits and what is between."""
    latin = re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text)
    plain = _BETWEEN.sub("", latin)
    runs = re.findall(r"[0-9]{10,}", plain)
    return {run[start : start + 10] for run in runs for start in range(len(run) - 9)}


def dumped(path: Path) -> str:
    """Every cell of every table of a DuckDB file."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        ]
        rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
    return "\n".join(str(cell) for table in rows for row in table for cell in row)


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("GOZARESH_HOME", str(ROOT))
    monkeypatch.setenv("GOZARESH_DATA", str(tmp_path / "out"))
    monkeypatch.delenv("GOZARESH_STORE", raising=False)
    return tmp_path


def test_no_number_and_no_name_comes_out_anywhere(project, submit, caplog):
    caplog.set_level(logging.DEBUG)
    numbers, said = Numbers(), []
    files = exports(numbers, many=450)
    assert set(files) == set(source_names(ROOT))
    assert len(numbers.cores) >= 10_000
    for source, (name, content) in files.items():
        path = project / "in" / source / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        broken = path.with_name(f"broken-{path.name}")
        broken.write_bytes(path.read_bytes()[: path.stat().st_size // 2].replace(b"1401", b"14xx"))
        for each in (path, broken):
            call = ["import", source, str(each), "--district", "12", "--keep-good"]
            result = CliRunner().invoke(app, call)
            assert result.exception is None or isinstance(result.exception, SystemExit)
            said.append(result.output)
    store = project / "out" / "gozaresh.duckdb"
    Store(f"duckdb:///{store}").add([submit(12, "1401-10")])
    snapshot = freeze(
        Store(f"duckdb:///{store}"), Month(1401, 10), load_params(ROOT), project / "out"
    )
    assert not snapshot.observed("content").empty
    written = [path for path in (project / "out").rglob("*") if path.is_file()]
    assert {store, snapshot.path} <= set(written)
    texts = [dumped(store), dumped(snapshot.path), *said, caplog.text]
    texts += [path.read_bytes().decode("utf-8", errors="replace") for path in written]
    texts += [str(path.relative_to(project)) for path in written]
    for text in texts:
        assert ten_digits(text) & numbers.cores == set()
        assert not [name for name in (*FIRST, *LAST) if name in text]
    assert "در منطقه ۱۲" in texts[0]


def test_the_search_itself_would_find_a_number():
    for written in spellings("9121234567"):
        assert "9121234567" in ten_digits(f"الف {written} ب")
