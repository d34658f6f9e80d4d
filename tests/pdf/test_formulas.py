"""Formulas in Markdown are set as mathematics; what is none is shown as it was typed."""

from __future__ import annotations

import io

import pdf_samples as samples
import pikepdf
import pypdfium2
import pytest
from nbformat.v4 import new_markdown_cell

from gozaresh.pdf import render
from gozaresh.pdf.formulas import tree

KNOWN = [
    r"n = \frac{a}{b}",
    r"\hat p \pm z\sqrt{\frac{\hat p(1-\hat p)}{n}}",
    r"\sum_{i=1}^{n} x_i^2 \le \sqrt[3]{y}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{align*} a &= b \\ c &= d \end{align*}",
    r"\text{نرخ} = \left( \frac{a}{b} \right) \cdot \sin(\alpha)",
    r"\overline{x} \to \infty \quad \mathbb{R}",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
    r"\begin{aligned} a + b &= c & d &= e \\ f &= g & h &= ii \end{aligned}",
    r"\begin{eqnarray} a &=& b \nonumber \\ c + d &\le& e \label{x} \end{eqnarray}",
    r"\mathrm{Var}(X) = \mathbf{w}^\top \boldsymbol{\Sigma} \mathbf{w} \tag{1}",
    r"\boxed{\binom{n}{k}} \\ \vec{v} \xrightarrow{f} \mathcal{L}",
    "#import \"x\" [#eval('1')] @ref",
]
NONE = [r"\unknowncommand x", r"\frac{a}", "x^", "{" * 100, "x" * 5000, r"\begin{matrix}", ""]


def pdf_with(*formulas: str) -> bytes:
    text = "\n\n".join(f"متن ${each}$ و\n\n$$\n{each}\n$$" for each in formulas)
    return render(samples.notebook(new_markdown_cell(text)))


def formulas_in(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tagged = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return [str(item.Alt) for item in tagged if item.get("/S") == "/Formula"]


@pytest.mark.parametrize("latex", KNOWN)
def test_a_formula_is_set_and_its_source_is_what_is_heard(latex: str) -> None:
    assert formulas_in(pdf_with(latex)) == [latex, latex]


@pytest.mark.parametrize("latex", NONE, ids=lambda latex: latex[:12] or "empty")
def test_what_is_no_formula_keeps_no_report_from_being_made(latex: str) -> None:
    assert tree(latex) is None or not latex
    assert formulas_in(pdf_with(latex)) in ([], [""])


def test_a_command_that_is_not_known_is_shown_as_it_was_typed() -> None:
    page = pypdfium2.PdfDocument(pdf_with(r"\nosuch{x}"))[0]
    said = page.get_textpage().get_text_range()
    assert said.count(r"\nosuch{x}") == 2
