"""What the warm process imports once, so that nothing forked from it has to.

Importing this module is all its use. An ordinary kernel spends its first second or two on imports.
"""

import atexit
import gc
import os
from importlib import import_module

from gozaresh.batch.warm import collect_less, import_without

# What a kernel or a typesetter imports only when it starts, or at its first cell or chart.
_IMPORTED_LATE = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "faulthandler",
    "gozaresh.batch.forked",
    "gozaresh.batch.kernel_app",
    "gozaresh.batch.press",
    "gozaresh.known_errors",
    "gozaresh.param_files",
    "gozaresh.pdf.document",
    "gozaresh.pdf.finish",
    "gozaresh.pdf.typeset",
    "gozaresh.report.city",
    "gozaresh.report.report",
    "gozaresh.report.review",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "multiprocessing.resource_tracker",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.csvs",
    "sqlite3",
    "tornado.platform.asyncio",
    "yaml",
)

# As ipykernel sets it, which here would be too late. The backend itself must not be imported: it
# looks for the kernel that it is to show its figures in.
os.environ["MPLBACKEND"] = (
    os.environ.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"
)

# Kernels share the processors; OpenBLAS would start a thread for each, which spins while it waits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

gc.disable()  # while nothing becomes garbage
import_without("ipykernel.debugger", "debugpy")  # nobody debugs a kernel of a batch
for module in _IMPORTED_LATE:
    import_module(module)
import_module("gozaresh.batch.first").first_calls()

atexit.register(os._exit, 0)  # there is nothing to tear down
gc.freeze()  # no kernel's collector then touches, and so copies, the pages it shares
collect_less(after=200_000)  # a look in the middle of a report takes 75 ms
gc.enable()
