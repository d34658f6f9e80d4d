"""Pictures of what a browser shows, for `docs/pictures.py`: the index page, and JupyterLab."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Page, sync_playwright

from gozaresh.params import data_folder, find_root

_PATIENCE = 120  # seconds
_ALL_RUN = """() => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
    return prompts.length > 30 && prompts.every(each => /\\d/.test(each.textContent));
}"""


def picture_of_page(page: Path, target: Path) -> None:
    """The top of an HTML file."""
    with browser(1000, 1110) as shown:
        shown.goto(page.as_uri())
        shown.screenshot(path=target)


def picture_of_jupyterlab(folder: Path, target: Path) -> None:
    """The district's report in JupyterLab, all cells run, in a copy of the project in `folder`."""
    for part in ("params", "templates", "notebooks"):
        shutil.copytree(find_root() / part, folder / part)
    with jupyterlab(folder) as address, browser(1080, 1330) as shown:
        shown.goto(address)
        shown.get_by_text("| Idle").wait_for()  # asked to run before, it would ask for a kernel
        shown.get_by_role("menuitem", name="Run", exact=True).click()
        shown.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        shown.wait_for_function(_ALL_RUN)
        shown.locator(".jp-SideBar [title^='File Browser']").click()
        shown.locator(".jp-WindowedPanel-outer").evaluate("notebook => notebook.scrollTo(0, 0)")
        shown.wait_for_timeout(1000)  # for what is drawn only once it is looked at
        shown.screenshot(path=target)


@contextmanager
def browser(width: int, height: int) -> Iterator[Page]:
    """A page of this size in the system's Chromium."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = program.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(_PATIENCE * 1000)
        yield page
        program.close()


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab on the project in `folder`, for as long as it is looked at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from gozaresh.cli import main; main()", "lab", "--"]
    command += ["--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--IdentityProvider.token=picture"]
    own = {"GOZARESH_HOME": folder, "GOZARESH_DATA": data_folder(find_root())}
    own |= {f"JUPYTER_{each}_DIR": folder / "jupyter" for each in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | {name: str(path) for name, path in own.items()}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as lab:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api")
            yield f"{address}/lab/tree/notebooks/district_report.ipynb?token=picture"
        finally:
            lab.terminate()


def wait_for(address: str) -> None:
    """Return once something answers there."""
    for _ in range(_PATIENCE * 10):
        try:
            urllib.request.urlopen(address).close()
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(f"Nothing answers at {address}.")
