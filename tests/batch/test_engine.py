"""The batch's engine beside papermill's own: the same notebook, executed by both."""

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.engines import papermill_engines

from gozaresh.batch import engine, kernels
from gozaresh.batch.session import Session

SOURCES = (
    "number = 0",
    "import sys; sys.stdout.write('a\\n'); sys.stderr.write('b\\n'); number",
    "display({'text/plain': 'shown', 'application/json': {'rows': [[1]]}}, raw=True)",
    "handle = display('before', display_id=True); handle.update('after')",
    "from IPython.display import clear_output; print('gone'); clear_output(wait=True); print('c')",
    "1 / 0",
    "'never run'",
)


def _executed(notebook, name, **options):
    with kernels.own_event_loop():
        return papermill_engines.execute_notebook_with_engine(
            name,
            nbformat.from_dict(notebook),
            kernel_name="python3",
            progress_bar=False,
            kernel_manager_class=kernels.WarmKernelManager,
            **options,
        )


def _shown(notebook):
    """Outputs and counts of each cell, without the traceback's colours and addresses."""
    return [
        (cell.execution_count, [{**each, "traceback": ""} for each in cell.outputs])
        for cell in notebook.cells
    ]


@pytest.fixture(scope="module")
def both(tmp_path_factory, notebook_at):
    path = notebook_at(tmp_path_factory.mktemp("here") / "report.ipynb", *SOURCES)
    notebook = papermill.execute_notebook(
        nbformat.read(path, as_version=4), None, {"number": 3}, prepare_only=True
    )
    return _executed(notebook, engine.NAME), _executed(notebook, None)


def test_cells_show_what_they_show_through_papermills_own_engine(both):
    ours, papermills = both
    assert _shown(ours) == _shown(papermills)
    assert {each.text for each in ours.cells[2].outputs[:2]} == {"a\n", "b\n"}


def test_a_notebook_ends_at_the_cell_that_raises_and_says_which(both):
    ours, _ = both
    nbformat.validate(ours)
    assert ours.cells[-2].metadata.papermill.exception is True
    assert ours.cells[-2].outputs[0].ename == "ZeroDivisionError"
    assert ours.cells[-1].execution_count is None


@pytest.fixture
def notebook_of(tmp_path, notebook_at):
    def prepared(*sources):
        notebook = nbformat.read(notebook_at(tmp_path / "report.ipynb", *sources), as_version=4)
        return papermill.execute_notebook(notebook, None, prepare_only=True)

    return prepared


def test_a_cell_may_raise_or_be_left_out_where_its_tags_say_so(notebook_of):
    notebook = notebook_of("'skipped'", "1 / 0", "'goes on'")
    notebook.cells[0].metadata.tags = ["skip-execution"]
    notebook.cells[1].metadata.tags = ["raises-exception"]
    skipped, raises, last = _executed(notebook, engine.NAME).cells
    assert skipped.execution_count is None
    assert raises.outputs[0].ename == "ZeroDivisionError"
    assert last.outputs[0].data["text/plain"] == "'goes on'"


def test_nothing_runs_after_a_cell_that_ends_its_kernel(notebook_of):
    notebook = notebook_of("'run'", "exit()", "'never run'", "'nor this'")
    with pytest.raises(DeadKernelError, match="told the kernel to end"):
        _executed(notebook, engine.NAME)
    first, _ = _executed(notebook_of("'run'", "exit()"), engine.NAME).cells
    assert first.outputs[0].data["text/plain"] == "'run'"


def test_all_that_a_cell_shows_is_read_however_much(notebook_of):
    notebook = notebook_of("for number in range(4000): display(number)")
    shown = [
        int(each.data["text/plain"]) for each in _executed(notebook, engine.NAME).cells[0].outputs
    ]
    assert shown == list(range(4000))


SLOWLY_TAKEN = """
import sys, time
rotate = sys.stdout._rotate_buffers
def slowly():
    taken = rotate()
    time.sleep(0.6)
    return taken
sys.stdout._rotate_buffers = slowly
"""


def test_what_a_cell_prints_is_not_lost_to_the_thread_that_is_about_to_send_it(notebook_of):
    notebook = notebook_of(SLOWLY_TAKEN, "print('printed'); time.sleep(0.4); 'shown'", "'next'")
    _, cell, last = _executed(notebook, engine.NAME).cells
    assert [each.output_type for each in cell.outputs] == ["stream", "execute_result"]
    assert [each.output_type for each in last.outputs] == ["execute_result"]


SILENCE = "get_ipython().kernel._publish_status = lambda *_, **__: None"


def test_a_kernel_that_keeps_what_a_cell_shows_to_itself_is_not_waited_for_for_ever(notebook_of):
    with pytest.raises(TimeoutError, match="not sent all that the cell shows"):
        _executed(notebook_of(SILENCE), engine.NAME, iopub_timeout=1)


@pytest.mark.parametrize("quiet", [1, 3])
def test_the_cell_that_kills_its_kernel_is_the_last_begun_whatever_was_not_sent(notebook_of, quiet):
    kills = "import os, time; time.sleep(1); os.kill(os.getpid(), 9)"  # once answers are under way
    sources = [SILENCE, *["'quiet'"] * (quiet - 1), kills, "'never'"]
    notebook, run = notebook_of(*sources), {}
    with pytest.raises(DeadKernelError):
        _executed(notebook, engine.NAME, on_notebook_start=run.update, iopub_timeout=60)
    begun = [cell.source for cell in run["notebook"].cells if cell.metadata.papermill.start_time]
    assert begun == sources[:-1]


def test_a_message_signed_with_another_key_is_refused():
    theirs, ours = Session(key=b"another"), Session(key=b"our own")
    parts = theirs.serialize(theirs.msg("status", {"execution_state": "idle"}))
    with pytest.raises(ValueError, match="not signed"):
        ours.deserialize(parts[1:])
    assert theirs.deserialize(parts[1:])["content"] == {"execution_state": "idle"}
