"""Pictures and samples of the documentation, from the sample month: `make pictures`.

Reads `reports/` and `data/demo/` as `make reports` leaves them, opens the forms in LibreOffice, the
index and JupyterLab in Chromium, and writes `docs/images/` and `docs/samples/`. What is shown is
said in `docs/pictures.yml`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
import yaml
from openpyxl import load_workbook
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps
from screens import picture_of_jupyterlab, picture_of_page

from gozaresh.calendar import Month, tehran_now
from gozaresh.forms import form_name, write_form
from gozaresh.intake import IntakeError, read_workbook, write_marked_copy
from gozaresh.params import data_folder, find_root, load_params
from gozaresh.persian import persian_digits

HERE = Path(__file__).parent
IMAGES, SAMPLES = HERE / "images", HERE / "samples"
PARAMS = load_params(find_root())
COLOURS = 64  # enough for flat colours and smooth letters
MARK, MARGIN = "#9b2335", 12
# Forms name Tahoma, which is not free; LibreOffice shows them in the reports' own font instead.
FONTS = """<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{folder}</dir><cachedir prefix="cwd">fonts</cachedir>
<match target="pattern"><test name="family"><string>Tahoma</string></test>
<edit name="family" mode="prepend" binding="strong"><string>IBM Plex Sans Arabic</string></edit>
</match></fontconfig>"""


def main() -> None:
    """Make every picture again."""
    shown = yaml.safe_load((HERE / "pictures.yml").read_text(encoding="utf-8"))
    reports = find_root() / "reports" / shown["month"]
    for name, file in shown["reports"].items():
        shutil.copyfile(reports / file, SAMPLES / f"{name}.pdf")
        save(next(pages(reports / file, 0.89)), name)
    save(marked_page(SAMPLES / "district-report.pdf", shown["marks"]), "page-one")
    with TemporaryDirectory() as scratch:
        seen = Path(scratch) / "seen.png"
        picture_of_page(reports / "index.html", seen)
        save(Image.open(seen), "index")
        picture_of_jupyterlab(Path(scratch) / "project", seen)
        save(Image.open(seen), "jupyterlab")
        blank, returned = forms(shown, Path(scratch))
        cover, actions, *_ = pages(as_pdf(blank), 1.5)
        faults, _, marked, *_ = pages(as_pdf(returned), 1.5)
        save(cropped(cover), "form-cover")
        save(cropped(first_rows(actions)), "form-actions")
        save(cropped(faults), "returned-faults")
        save(cropped(first_rows(marked)), "returned-actions")


def pages(pdf: Path, scale: float) -> Iterator[Image.Image]:
    """The pages of `pdf`, `scale` pixels a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=scale).to_pil()


def marked_page(pdf: Path, marks: list[str]) -> Image.Image:
    """Page one with a number in the margin beside each of the texts in `marks`."""
    scale = 1.2
    image = next(pages(pdf, scale))
    with pypdfium2.PdfDocument(pdf) as document:
        heights = [document[0].get_height() - top for top in tops(document[0], marks)]
    for number, y in enumerate(heights, 1):
        draw_mark(image, image.width - 2 * MARGIN, y * scale + MARGIN / 2, persian_digits(number))
    return image


def tops(page: pypdfium2.PdfPage, texts: list[str]) -> Iterator[float]:
    """How high each text stands on the page, in points from its foot."""
    words = page.get_textpage()
    for text in texts:
        found = words.search(text).get_next()
        if not found:
            raise LookupError(f"{text} is not on the page; correct docs/pictures.yml.")
        yield max(words.get_charbox(found[0] + each)[3] for each in range(found[1]))


def draw_mark(image: Image.Image, x: float, y: float, number: str) -> None:
    """A number in a circle with its centre at (x, y)."""
    draw = ImageDraw.Draw(image)
    draw.ellipse((x - MARGIN, y - MARGIN, x + MARGIN, y + MARGIN), fill=MARK)
    font = ImageFont.truetype(font_folder() / "IBMPlexSansArabic-Bold.ttf", 15)
    draw.text((x, y), number, fill="white", font=font, anchor="mm")


def forms(shown: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """A blank form, and a spoilt one as intake sends it back."""
    district, month = PARAMS.district(shown["district"]), Month.parse(shown["month"])
    blank = folder / form_name(district, month)
    write_form(blank, district, month)
    filled = (
        data_folder(find_root())
        / "demo"
        / shown["month"]
        / f"district-{shown['district']:02d}.xlsx"
    )
    spoilt = folder / "spoilt" / blank.name
    spoilt.parent.mkdir()
    book = load_workbook(filled)
    for sheet, cell, typed in shown["spoilt"]:
        book[sheet][cell] = typed
    book.save(spoilt)
    try:
        read_workbook(spoilt, PARAMS.districts, PARAMS.messages["intake"], tehran_now())
    except IntakeError as error:
        return blank, write_marked_copy(spoilt, error.faults, folder, PARAMS.messages["intake"])
    raise LookupError("The spoilt form was taken; correct docs/pictures.yml.")


def as_pdf(workbook: Path) -> Path:
    """What LibreOffice shows of a workbook, a page or more a sheet."""
    folder = workbook.parent
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(folder=font_folder()), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        workbook,
    ]
    seen = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, env=seen, cwd=folder, timeout=300)
    return workbook.with_suffix(".pdf")


def font_folder() -> Path:
    """Where the reports' own font is installed."""
    package = find_spec("fontpkg_ibm_plex_sans_arabic")
    return next(Path(package.submodule_search_locations[0]).rglob("*.ttf")).parent


def cropped(image: Image.Image) -> Image.Image:
    """The picture without the white around it."""
    around = ImageChops.difference(image, Image.new(image.mode, image.size, "white")).getbbox()
    left, above, right, below = around
    return ImageOps.expand(image.crop((left, above, right, below)), MARGIN, "white")


def first_rows(sheet: Image.Image) -> Image.Image:
    """The upper right of a sheet, where its first rows and columns are."""
    return sheet.crop((sheet.width * 3 // 10, 0, sheet.width, sheet.height * 2 // 5))


def save(image: Image.Image, name: str) -> None:
    """Write a small PNG."""
    small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
