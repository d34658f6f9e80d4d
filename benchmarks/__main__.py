"""Run all benchmarks, or those named: `python -m benchmarks store intake`."""

import importlib
import pkgutil
import sys

import benchmarks

SUBJECTS = sorted(
    each.name for each in pkgutil.iter_modules(benchmarks.__path__) if not each.name.startswith("_")
)


def main(named: list[str]) -> int:
    if unknown := sorted(set(named) - set(SUBJECTS)):
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(SUBJECTS)}.")
        return 2
    for subject in named or SUBJECTS:
        print(f"\n{subject}")
        importlib.import_module(f"benchmarks.{subject}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
