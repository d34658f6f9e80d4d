"""A notebook printed by a batch: the bytes are the exporter's, the steps are timed."""

import nbformat

from gozaresh.batch.printing import Stopwatch, print_notebook
from gozaresh.params import find_root
from gozaresh.pdf import render


def test_a_notebook_is_printed_as_the_exporter_does_and_each_step_is_timed():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# گزارش")])
    printed = print_notebook(notebook, root=find_root(), commit="")
    assert printed.pdf == render(notebook, commit="")
    assert list(printed.phases) == ["export", "pdf"]
    assert all(seconds >= 0 for seconds in printed.phases.values())


def test_what_another_process_has_timed_is_counted_once():
    watch = Stopwatch({"press": 3.0})
    watch.share("press", {"export": 0.5, "pdf": 2.0})
    assert watch.phases == {"press": 0.5, "export": 0.5, "pdf": 2.0}
