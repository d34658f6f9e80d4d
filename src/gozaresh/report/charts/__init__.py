"""One function a chart: a small frame and Persian words in, a figure block out.

A chart has one message; its caption is its title. Colours, sizes and line widths are in
`params/chart.mplstyle`, its own words in `params/messages/charts.yml`.
"""

from gozaresh.report.charts.bars import bars, content
from gozaresh.report.charts.canvas import Look
from gozaresh.report.charts.districts import districts
from gozaresh.report.charts.funnel import funnel
from gozaresh.report.charts.heat import heat
from gozaresh.report.charts.lag import lag
from gozaresh.report.charts.parts import Shown
from gozaresh.report.charts.settings import FontError
from gozaresh.report.charts.spread import spread
from gozaresh.report.charts.tiles import tiles
from gozaresh.report.charts.trend import trend

__all__ = [
    "FontError",
    "Look",
    "Shown",
    "bars",
    "content",
    "districts",
    "funnel",
    "heat",
    "lag",
    "spread",
    "tiles",
    "trend",
]
