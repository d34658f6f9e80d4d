"""What the warm process imports once, so that nothing forked from it has to.

Importing this module is all its use. An ordinary kernel spends its first second or two on imports,
a third of a second of it on debugpy, which ipykernel's debugger brings in.
"""

import atexit
import gc
import os
from importlib import import_module

from gozaresh.batch.warm import import_jsonschema

# What a kernel or a typesetter imports only when it starts, or at its first cell or chart.
_IMPORTED_LATE = (
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "gozaresh.batch.forked",
    "gozaresh.batch.press",
    "gozaresh.params",
    "gozaresh.pdf.document",
    "gozaresh.pdf.finish",
    "gozaresh.pdf.typeset",
    "gozaresh.report.city",
    "gozaresh.report.report",
    "gozaresh.report.review",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "multiprocessing.resource_tracker",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "sqlite3",
    "tornado.platform.asyncio",
)

os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # debugpy would warn of frozen modules
# As ipykernel sets it, which here would be too late. The backend itself must not be imported: it
# looks for the kernel that it is to show its figures in.
os.environ["MPLBACKEND"] = (
    os.environ.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"
)

import_jsonschema()
for module in _IMPORTED_LATE:
    import_module(module)
import_module("gozaresh.batch.first").first_calls()

atexit.register(os._exit, 0)  # there is nothing to tear down, and DuckDB would complain of it
gc.collect()
gc.freeze()  # no kernel's collector then touches, and so copies, the pages it shares
