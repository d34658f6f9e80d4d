"""How long a call takes: the best of several, because the rest is the machine's other work."""

import time
from collections.abc import Callable


def seconds(call: Callable[[], object], times: int = 1) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return min(taken)


def line(what: str, measured: str) -> None:
    print(f"  {what:<58}{measured:>22}", flush=True)
