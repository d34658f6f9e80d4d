"""Makes a month's reports: planned first, in warm kernels, only what has changed."""

from gozaresh.batch.plan import Expectations, Job, expand
from gozaresh.batch.result import RunResult
from gozaresh.batch.run import run_jobs

__all__ = ["Expectations", "Job", "RunResult", "expand", "run_jobs"]
