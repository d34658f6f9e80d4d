from io import StringIO

from rich.console import Console

from gozaresh.batch.progress import watching


def shown(*, terminal: bool) -> str:
    console = Console(file=StringIO(), force_terminal=terminal, width=120)
    with watching(console, 3) as progress:
        progress.running(["district-01", "district-02"])
        progress.finished("district-01", "1.0 s", failed=False)
        progress.finished("district-02", "cell [3] raised KeyError: 'x[/]'", failed=True)
        progress.running([f"district-{n:02d}" for n in range(3, 9)])
    return console.file.getvalue()


def test_a_terminal_shows_what_runs_how_many_are_done_and_which_failed():
    text = shown(terminal=True)
    assert "district-02 failed: cell [3] raised KeyError: 'x[/]'" in text
    assert "2/3" in text and "1 failed" in text
    assert "district-03, district-04, district-05, district-06 and 2 more" in text


def test_elsewhere_each_report_is_a_line():
    assert shown(terminal=False).splitlines() == [
        "[1/3] district-01 made: 1.0 s",
        "[2/3] district-02 failed: cell [3] raised KeyError: 'x[/]'",
    ]
