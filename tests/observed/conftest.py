"""Small exports as others write them, and a way to import them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from gozaresh.calendar import Month
from gozaresh.importing import Imported, import_export
from gozaresh.observed.attribution import Rules, load_rules
from gozaresh.observed.faults import Fault
from gozaresh.observed.items import Item
from gozaresh.observed.observing import Counts, Setting, observe
from gozaresh.observed.sources import Source, load_source
from gozaresh.params import find_root
from gozaresh.store import Store

NOW = datetime(2023, 1, 24, 12)
ROOT = find_root()


@pytest.fixture(scope="session")
def rules(params) -> Rules:
    return load_rules(ROOT, params.defaults.city, params.districts)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"duckdb:///{tmp_path / 'store' / 'store.duckdb'}")


@pytest.fixture
def write(tmp_path) -> Callable[[str, object], Path]:
    """Write an export: text, bytes, or anything else as JSON."""

    def save(name: str, content: object) -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            path.write_text(text, encoding="utf-8")
        return path

    return save


@pytest.fixture
def look(rules) -> Callable[..., tuple[list[Item], list[Fault], Counts]]:
    """Read an export without keeping it: its items, its faults, its counts."""

    def read(
        path: Path, source: str | Source, district: int | None = None, month: Month | None = None
    ) -> tuple[list[Item], list[Fault], Counts]:
        mapping = load_source(ROOT, source) if isinstance(source, str) else source
        counts = Counts()
        found = list(observe(path, mapping, Setting(NOW, rules, district, month), counts))
        items = [each for each in found if isinstance(each, Item)]
        return items, [each for each in found if isinstance(each, Fault)], counts

    return read


@pytest.fixture
def take(store, rules) -> Callable[..., Imported]:
    """Import an export into the store."""

    def import_(
        path: Path,
        source: str,
        district: int | None = None,
        month: Month | None = None,
        keep_good: bool = False,
    ) -> Imported:
        setting = Setting(NOW, rules, district, month)
        return import_export(path, load_source(ROOT, source), store, setting, keep_good=keep_good)

    return import_


@pytest.fixture
def kept(store) -> Callable[[], pd.DataFrame]:
    """All that the store has observed in thirteen months."""

    def read() -> pd.DataFrame:
        with store.reading() as reading:
            return reading.observed(Month(1401, 11).window(13))

    return read


def post(number: int, text: object = "بهسازی معابر", **more: object) -> dict:
    """A message of a Telegram channel, a minute after the one numbered before it."""
    return {
        "id": number,
        "type": "message",
        "date_unixtime": str(1671948000 + number * 60),
        "text": text,
    } | more


def channel(*messages: dict, name: str = "شهرداری منطقه ۱۲", number: int = 9) -> dict:
    """A Telegram channel as Telegram Desktop exports it."""
    return {"name": name, "type": "public_channel", "id": number, "messages": list(messages)}


def deliveries(*statuses: int, first: int = 1, message: str = "نظرسنجی من شهردارم") -> str:
    """A delivery report of Kavenegar, a message a status."""
    head = "messageid,message,status,statustext,sender,receptor,date,cost\n"
    return head + "".join(
        f"{number},{message},{status},x,1000,0912{number:07d},1671948000,150\n"
        for number, status in enumerate(statuses, start=first)
    )
