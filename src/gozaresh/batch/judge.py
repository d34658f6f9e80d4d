"""Is an executed notebook the report that was expected? Judged by what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gozaresh.batch.plan import Expectations
from gozaresh.persian import matching_key
from gozaresh.report.block import BLOCK_MIME

# Long, and not what a reader sees as text.
_NOT_READ = {"svg", "png", "csv"}


def shortcomings(notebook: Mapping[str, Any], expects: Expectations) -> list[str]:
    """What is missing, in a sentence each; nothing is a good report."""
    shown = [data for cell in notebook["cells"] for data in _displayed(cell)]
    blocks = [data[BLOCK_MIME] for data in shown if BLOCK_MIME in data]
    figures = sum(map(_is_figure, shown))
    tables = sum(block["type"] == "table" for block in blocks)
    missing = [each for each in expects.texts if not _is_said(each, _texts(notebook, shown))]
    faults = [f"the text «{each}» is nowhere in it" for each in missing]
    if figures < expects.figures:
        faults.append(f"it has {figures} figures where at least {expects.figures} are expected")
    if tables < expects.tables:
        faults.append(f"it has {tables} tables where at least {expects.tables} are expected")
    return faults


def _displayed(cell: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for output in cell.get("outputs", ()):
        if "data" in output:
            yield output["data"]


def _is_figure(data: Mapping[str, Any]) -> bool:
    if BLOCK_MIME in data:
        return data[BLOCK_MIME]["type"] == "figure"
    return any(mime.startswith("image/") for mime in data)


def _texts(notebook: Mapping[str, Any], shown: list[Mapping[str, Any]]) -> Iterator[str]:
    yield from (cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    for data in shown:
        yield from _strings(data.get(BLOCK_MIME, data.get("text/plain", "")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in _NOT_READ:
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _is_said(wanted: str, texts: Iterable[str]) -> bool:
    """Whether it is in one of the texts; «منطقه ۱» is not found in «منطقه ۱۲»."""
    pattern = re.compile(rf"(?<!\d){re.escape(matching_key(wanted))}(?!\d)")
    return any(pattern.search(matching_key(text)) for text in texts)
