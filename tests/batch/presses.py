"""What the tests' presses do instead of typesetting: importable, so that it can be pickled."""

import os
import time


def tell(notebook):
    """The notebook's text and who is asked; the text «end» ends the process, «fault» raises."""
    text = notebook["cells"][0]["source"]
    if text == "end":
        time.sleep(0.5)  # the others have begun by then, in the same pool
        os._exit(9)
    if text == "fault":
        raise ValueError("it cannot be set")
    return f"{text} {os.getpid()} {os.getppid()}".encode(errors="backslashreplace")
