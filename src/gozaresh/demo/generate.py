"""Everything that a district submits in a month: as rows for its form, and as typed frames."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gozaresh.demo.actions import actions
from gozaresh.demo.answering import inquiries
from gozaresh.demo.audience import campaigns, channels, contacts
from gozaresh.demo.cases import decisions, meetings, naming
from gozaresh.demo.content import content
from gozaresh.demo.office import Office
from gozaresh.demo.reflection import feedback, pickups
from gozaresh.demo.work import events, tasks, trainings
from gozaresh.records import Kind, kinds


def generate(office: Office) -> dict[str, pd.DataFrame]:
    """A frame for every kind of record: the kind's columns, typed as the store types them."""
    rows = records(office)
    return {key: _frame(kind, rows.get(key, [])) for key, kind in kinds().items()}


def records(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Rows of every kind of record by column key, as `write_form` takes them."""
    done = actions(office)
    published = content(office, done)
    bank = contacts(office)
    return {
        "actions": done,
        "content": published,
        "pickups": pickups(office, published),
        "inquiries": inquiries(office),
        "meetings": meetings(office),
        "naming": naming(office),
        "trainings": trainings(office),
        "events": events(office),
        "contacts": bank,
        "campaigns": campaigns(office, bank),
        "channels": channels(office),
        "feedback": feedback(office),
        "tasks": tasks(office),
        "decisions": decisions(office),
    }


def _frame(kind: Kind, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            key: pd.Series([row.get(key) for row in rows], dtype=dtype)
            for key, dtype in kind.dtypes.items()
        }
    )
