"""Sample data: what the districts would have submitted in the months before a meeting.

All of it is invented, the same bytes every time, and marked as a sample on each form's cover.
material (YAML) ─▶ office (one district, one month) ─▶ generate (frames) ─▶ write_demo (workbooks)
"""

from gozaresh.demo.generate import generate
from gozaresh.demo.office import Office, office, submits
from gozaresh.demo.workbooks import Written, write_demo

__all__ = ["Office", "Written", "generate", "office", "submits", "write_demo"]
