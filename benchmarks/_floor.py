"""The floor of a report's time: its notebook's code as plain Python, with the same exporter."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from gozaresh.batch import Job
from gozaresh.batch.warm import cool_down, import_jsonschema

import_jsonschema()  # before nbformat does, in the ordinary way, which takes a second


def make_plainly(jobs: Sequence[Job], workers: int) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gozaresh.batch.preloaded", __name__, "nbformat"])
    tasks = [(str(job.notebook), job.arguments) for job in jobs]
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        sizes = list(pool.map(_make, tasks))
    cool_down()  # or the next batch finds its warm process there
    if not all(sizes):
        raise RuntimeError("a report is empty")


def _make(task: tuple[str, dict]) -> int:
    """Run the cells in a namespace, keep what the last line of each displays, and print that."""
    import ast

    import nbformat
    from IPython.core.formatters import DisplayFormatter

    from gozaresh.pdf import render
    from gozaresh.report.block import WITHOUT_HTML

    os.environ[WITHOUT_HTML] = "1"  # as the kernels of a batch
    path, arguments = task
    notebook, space, show = nbformat.read(path, as_version=4), {}, DisplayFormatter().format
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source)
        last = body.body.pop() if body.body and isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, path, "exec"), space)
        if "parameters" in cell.metadata.get("tags", ()):
            space.update(arguments)
        if last:
            value = eval(compile(ast.Expression(last.value), path, "eval"), space)
            data, metadata = show(value)
            cell.outputs = [nbformat.v4.new_output("display_data", data, metadata=metadata)]
    return len(render(notebook))
