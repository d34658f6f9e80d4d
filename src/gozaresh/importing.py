"""An observed export into the store: whole, or not at all unless its good items are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gozaresh.errors import CallError, ObservedError
from gozaresh.observed.faults import Fault
from gozaresh.observed.items import About, Item
from gozaresh.observed.observing import Counts, Setting, observe
from gozaresh.observed.sources import Source
from gozaresh.store import Store, Tally


@dataclass(frozen=True)
class Imported:
    """What became of an export: what the store took, what was read, what was set aside and why."""

    tally: Tally
    counts: Counts
    faults: tuple[Fault, ...]


def import_export(
    path: Path,
    source: Source,
    store: Store,
    setting: Setting,
    *,
    keep_good: bool = False,
    on_item: Callable[[], object] = lambda: None,
) -> Imported:
    """Read an export and keep what is new of it.

    Raises `ObservedError` with every fault, and keeps nothing, unless `keep_good`; `CallError`
    for a contact list of no district, which could be counted nowhere.
    """
    if source.about is About.LIST and setting.district is None:
        raise CallError("A contact list is some district's: say whose, with --district N.")
    counts, faults = Counts(), []

    def good() -> Iterator[Item]:
        for found in observe(path, source, setting, counts):
            on_item()
            if isinstance(found, Fault):
                faults.append(found)
            elif keep_good or not faults:
                yield found
        if faults and not keep_good:
            raise ObservedError(faults)

    tally = store.observe(source.name, good())
    return Imported(tally, counts, tuple(faults))
