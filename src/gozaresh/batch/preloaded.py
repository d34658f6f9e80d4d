"""What the warm process imports once, so that no kernel forked from it has to.

Importing this module is all its use. debugpy alone, which ipykernel's debugger brings in, is 0.3 s
in every ordinary kernel.
"""

import atexit
import gc
import os

os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # debugpy would warn of frozen modules
# As ipykernel sets it, which here would be too late. The backend itself must not be imported: it
# looks for the kernel that it is to show its figures in.
os.environ["MPLBACKEND"] = (
    os.environ.get("MPLBACKEND") or "module://matplotlib_inline.backend_inline"
)


import gozaresh.report  # noqa: F401

atexit.register(os._exit, 0)  # there is nothing to tear down, and DuckDB would complain of it
gc.collect()
gc.freeze()  # no kernel's collector then touches, and so copies, the pages it shares
