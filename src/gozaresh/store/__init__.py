"""The store: every submission ever taken, in one SQL database behind one SQLAlchemy URL.

A submission is kept whole and never overwritten; the newest of a district and month is current,
the older ones stay. DuckDB (a file, the default) and PostgreSQL go through the same code.

schema (tables, versions) ─▶ opening (connections, one writer at a time) ─▶ reading ─▶ Store
"""

from gozaresh.params import default_url
from gozaresh.store.observed import Tally
from gozaresh.store.opening import SECONDS_TO_WAIT
from gozaresh.store.reading import Reading
from gozaresh.store.schema import SCHEMA_VERSION, tables
from gozaresh.store.store import Receipt, Refusal, Store

__all__ = [
    "SCHEMA_VERSION",
    "SECONDS_TO_WAIT",
    "Reading",
    "Receipt",
    "Refusal",
    "Store",
    "Tally",
    "default_url",
    "tables",
]
