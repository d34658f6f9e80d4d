"""What a notebook sees of a warm kernel's shell: what it would see of IPython's own."""

import asyncio
import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from gozaresh.batch import kernels, warm
from gozaresh.batch.client import Client

# Each is told from the next by what IPython does with it.
SOURCES = (
    "number = 0",
    "'shown'",
    "'not shown';",
    "'a ; within'",
    "'''two\nlines ? and % and !'''",
    "7 % 4, 'a' != 'b'",
    "%precision 3",
    "3.14159",
    "!echo from a shell",
    "listed = !echo captured\nlisted",
    "listed = %who_ls str\nlisted",
    "%%capture kept\nprint('captured too')",
    "kept.stdout",
    "len?",
    ", print a b",
    "pwd and 'automatic magic'",
    "async def later(): return 'later'\nawait later()",
    "import asyncio; await asyncio.sleep(0.01, 'slept')",
    "[x async for x in ticks()] if False else 'async'",
    "import __main__; __main__.number, __name__",
    "class Own: ...\nimport pickle; type(pickle.loads(pickle.dumps(Own()))).__qualname__",
    "import os; os.environ['PAGER'], os.environ['TERM']",
    "_ , __, _2",
    "Out[2], In[2]",
    "get_ipython().kernel.shell is get_ipython(), get_ipython().parent is get_ipython().kernel",
    "number += 1\nif number < 3: get_ipython().run_cell(In[-1])\nnumber",
    "from gozaresh.report.blocks import Note\nNote('told')",
    "class Formula(Note):\n    def _repr_latex_(self): return '$x$'\nFormula('with')",
    "class Untold(Note):\n    def data(self): return 1 / 0\nUntold('whose bundle fails')",
    "class Bare(Note):\n    def _repr_mimebundle_(self, **_): return {'text/html': 'b'}\nBare('')",
    "class Mute(Bare):\n    def __repr__(self): return 1 / 0\nMute('whose text fails')",
    "forms = get_ipython().display_formatter.formatters\n"
    "forms['text/latex'].for_type_by_name('gozaresh.report.blocks', 'Note', lambda _: '$y$')",
    "Note('by name')",
    "forms['text/markdown'].for_type(Note, lambda _: '*z*')\nUntold('by type')",
    "\n\n\n1 / 0",
)


@pytest.fixture
def execute(tmp_path, notebook_at):
    """Execute cells by nbclient itself, each even if one before it raised."""

    def executed(manager, *sources):
        path = notebook_at(tmp_path / "report.ipynb", *sources)
        notebook = nbformat.read(path, as_version=4)
        with kernels.own_event_loop():
            client = NotebookClient(notebook, kernel_manager_class=manager, allow_errors=True)
            return client.execute()

    yield executed
    warm.cool_down()


def shown(notebook):
    return [(cell.source, cell.execution_count, _plain(cell.outputs)) for cell in notebook.cells]


def _plain(outputs):
    return [{key: each.get(key) for key in ("data", "text", "ename", "evalue")} for each in outputs]


def test_a_warm_kernel_shows_of_each_cell_what_an_ordinary_one_does(execute):
    ours = shown(execute(kernels.WarmKernelManager, *SOURCES))
    ordinary = shown(execute(kernels.ColdKernelManager, *SOURCES))
    assert ours == ordinary


def test_an_error_is_told_with_the_line_that_it_is_on(execute):
    (raised,) = execute(kernels.WarmKernelManager, "number = 0\n\n1 / 0").cells[-1].outputs
    told = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(raised.traceback))
    assert "Cell In[1], line 3\n" in told
    assert "----> 3 1 / 0" in told


def test_settings_and_startup_files_of_a_profile_are_heeded(execute, tmp_path, monkeypatch):
    profile = tmp_path / "ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup" / "00.py").write_text("from_startup = 'there'", encoding="utf-8")
    setting = "c.InteractiveShell.ast_node_interactivity = 'all'"
    (profile / "ipython_config.py").write_text(setting, encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(profile.parent))
    warm.cool_down()
    cells = execute(kernels.WarmKernelManager, "'one'\n'two'", "from_startup").cells
    assert [each.data["text/plain"] for each in cells[0].outputs] == ["'one'", "'two'"]
    assert cells[1].outputs[0].data["text/plain"] == "'there'"
    assert not list(profile.glob("history*"))


def test_a_profile_that_cannot_be_made_does_not_end_the_warm_process(tmp_path):
    (tmp_path / "profile_default").write_text("not a folder", encoding="utf-8")
    program = (
        "import gozaresh.batch.preloaded, gozaresh.batch.kernel_app as k\n"
        "print(k.KernelApp.instance()._is_prepared, flush=True)"
    )
    environment = os.environ | {"IPYTHONDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True)
    assert done.stdout.split() == [b"False"], done.stderr.decode()


def test_a_kernel_runs_nothing_after_a_cell_that_raises_however_late_it_is_asked(tmp_path):
    trace = tmp_path / "trace"
    told = f"import pathlib; pathlib.Path({str(trace)!r}).write_text('ran')"
    at_once, late = asyncio.run(_asked(["1 / 0", told, told], [told]))
    assert at_once == ["error", "aborted", "aborted"]
    assert late == ["aborted"]
    assert not trace.exists()


async def _asked(*several):
    """How a warm kernel answers requests of which several are made before the first answer."""
    manager = kernels.WarmKernelManager(client_factory=Client)
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=30)
        return [_answers(client, sources) for sources in several]
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def _answers(client, sources):
    requests = [client.execute(source) for source in sources]
    replies = [client.shell_channel.get_msg(timeout=30) for _ in requests]
    assert [reply["parent_header"]["msg_id"] for reply in replies] == requests
    return [reply["content"]["status"] for reply in replies]
