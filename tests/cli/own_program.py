"""The command line as a program of its own, which Ctrl-C reaches."""

import sys

# A shell that starts the tests in the background has them ignore Ctrl-C, and a child inherits that.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from gozaresh.cli import main
main()
"""
PROGRAM = [sys.executable, "-c", _PROGRAM]
