"""What tests share: submissions made of rows, and the system programs that some of them need."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from frames import frame
from gozaresh.calendar import Month
from gozaresh.indicators import Inputs, compute, find
from gozaresh.intake import Submission
from gozaresh.params import Params, find_root, load_params
from gozaresh.records import kinds
from programs import find_program


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Path]:
    """Find a system program: `needs("postgres")`; without it skip, or fail where `CI` is set."""
    return find_program


@pytest.fixture(scope="module")
def browser(needs):
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    program = needs("chromium")
    with sync_playwright() as playwright:
        # In a container there is no sandbox to be had; the pages are our own.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def params() -> Params:
    return load_params(find_root())


@pytest.fixture(scope="session")
def submit():
    """Make a submission: `submit(12, "1401-10", actions=[{…}], content=[{…}])`."""
    numbers = itertools.count()

    def make(district: int, month: str, **rows: list[dict]) -> Submission:
        return Submission(
            district=district,
            month=Month.parse(month),
            file=f"district-{district:02d}-{month}.xlsx",
            sha256=f"{next(numbers):064x}",
            size=1000,
            received_at=Month.parse(month).end,
            sample=False,
            frames={key: frame(key, rows.get(key, [])) for key in kinds()},
        )

    return make


@pytest.fixture
def inputs(params):
    """What indicators read, from submissions."""

    def gather(*submissions: Submission) -> Inputs:
        frames = {
            key: pd.concat(
                each.frames[key].assign(district=each.district, month=str(each.month))
                for each in submissions
            )
            for key in kinds()
        }
        about = pd.DataFrame(
            {
                "district": [each.district for each in submissions],
                "month": [str(each.month) for each in submissions],
                "received_at": [pd.Timestamp(each.received_at) for each in submissions],
            }
        )
        return Inputs(frames, about, params)

    return gather


@pytest.fixture
def cell(inputs):
    """Compute one indicator of one district and month: `cell("coverage", submit(…), …)`."""

    def computed(
        key: str, *submissions: Submission, district: int = 12, month: str = "1401-10"
    ) -> pd.Series:
        table = compute(find(key), inputs(*submissions), [Month.parse(month)])
        return table.set_index("district").loc[district]

    return computed
