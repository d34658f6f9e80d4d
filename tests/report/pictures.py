"""Pictures of labels, and how unlike two of them are."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageFilter

_WINDOW, _DRIFT, _SOFT = 60, 10, 2  # pixels, of letters some 40 high
_FAINT = 0.3  # of a window's usual ink: less of it than that does not count in full


def picture(text: str) -> np.ndarray:
    """The text as Matplotlib draws it: 0 for paper to 1 for ink, cropped to its ink."""
    figure = Figure(figsize=(12, 1.5), dpi=100, facecolor="white")
    style = {"size": 40, "ha": "center", "va": "center", "color": "black", "parse_math": False}
    figure.text(0.5, 0.5, text, **style)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return cropped(1 - np.asarray(canvas.buffer_rgba())[:, :, 0] / 255)


def cropped(ink: np.ndarray) -> np.ndarray:
    """What lies between the first and the last ink, both ways."""
    rows, columns = (np.nonzero((ink > 0.3).any(axis=axis))[0] for axis in (1, 0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def unlikeness(one: np.ndarray, other: np.ndarray) -> float:
    """How unlike two labels are where they are most unlike: 0 the same, towards 1 all different.

    Both are brought to one size, then compared window by window (about two letters wide). Each
    may have drifted by a few pixels, because kerning adds up along a label. Letters in another
    place, shape or direction differ in every drift.
    """
    size = tuple(round((a + b) / 2) for a, b in zip(one.shape, other.shape, strict=True))[::-1]
    one, other = _softened(one, size), _softened(other, size)
    usual = _FAINT * (one + other).sum() / size[0] * _WINDOW

    def differ(left: int, by: int) -> float:
        ours = one[:, left : left + _WINDOW]
        theirs = other[:, left + by : left + by + _WINDOW]
        return np.abs(ours - theirs).sum() / ((ours + theirs).sum() + usual)

    return max(
        min(differ(left, by) for by in range(-_DRIFT, _DRIFT + 1))
        for left in range(_DRIFT, one.shape[1] - _WINDOW - _DRIFT, _WINDOW // 3)
    )


def _softened(ink: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    image = Image.fromarray(np.uint8(ink * 255)).resize(size)
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(_SOFT)), dtype=float)
    return np.pad(soft, ((0, 0), (_WINDOW, _WINDOW)))
