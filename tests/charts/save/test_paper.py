"""A figure drawn once against matplotlib's own two drawings, and against a browser's."""

import gc
import io
import weakref

import matplotlib as mpl
import numpy as np
import pytest
from defusedxml import ElementTree
from matplotlib import pyplot as plt
from matplotlib.text import Text
from PIL import Image

from analysis import charts, measures, records
from analysis.charts.draw.style import page_style
from analysis.charts.save import compat, outlines, paper
from analysis.charts.save.paper import on_paper, save
from analysis.words import Words


@page_style()
def figure_of_everything():
    """A figure with each kind of mark that the charts use."""
    figure, (ax, other) = plt.subplots(2, 1, figsize=(4, 3))
    ax.plot([0, 1, 2], [0.2, 0.9, 1.7], marker="D", color="#0b3560", markerfacecolor="white")
    ax.fill_between([0, 1, 2], [0, 0.5, 0.9], [0.4, 1, 1.4], alpha=0.25)
    ax.bar([0.5], [0.5], hatch="////", edgecolor="#5c5c5c", facecolor="white")
    ax.axvline(1.5, linestyle=(0, (2, 2)), color="#c9c9c9")
    ax.set(xlim=(0, 2), ylim=(0, 1))
    ax.set_title("Tỷ lệ hoàn thành xuất sắc, “A & B”", loc="left")
    other.scatter([1, 2, 3], [1, 3, 2], s=[10, 40, 90], color="#6a2c70")
    other.annotate("cao nhất", (2, 3), xytext=(12, -9), textcoords="offset points", rotation=15)
    other.text(0.9, 0.5, "clipped " * 9, transform=other.transAxes, clip_on=True)
    return figure


def women(title="Tỷ lệ nữ năm 2011"):
    """A chart of the suite."""
    frame = records.frame(
        records.EVALUATIONS,
        [
            {"year": 2011, "unit": "A", "sex": sex, "count": 30, "origin": "recorded"}
            for sex in ("female", "male")
        ],
    )
    table = measures.women_share(frame, by=["year"])
    return charts.women_share(table, years=[2011], title=title, words=Words("vi"))


def lose_private_names(monkeypatch):
    """Have the charts find none of matplotlib's private names."""
    for name in ("SETS_GLYPHS", "DRAWS_ONCE"):
        monkeypatch.setattr(compat, name, False)
    for name in ("glyphs_set", "define_glyphs", "clip_of"):
        monkeypatch.delattr(compat, name)
    monkeypatch.delattr(compat.LineHeights, "_get_font_height_metrics")
    outlines._line.cache_clear()


@pytest.fixture(params=[True, False], ids=["once", "by matplotlib, twice"])
def way(request, monkeypatch):
    """Draw with matplotlib's private names, and as where they are gone."""
    if request.param and not (compat.DRAWS_ONCE and compat.SETS_GLYPHS):
        pytest.skip("this matplotlib lacks the private names")
    if not request.param:
        lose_private_names(monkeypatch)


def saved(figure, folder, salt="s"):
    save(figure, folder / "a.png", folder / "a.svg", salt=salt)
    return folder / "a.png", folder / "a.svg"


def pixels(path, size):
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB").resize(size, Image.Resampling.LANCZOS), float)


@pytest.mark.usefixtures("way")
def test_the_png_shows_what_matplotlib_itself_draws(tmp_path):
    figure = figure_of_everything()
    png, _ = saved(figure, tmp_path)
    own = io.BytesIO()
    with mpl.rc_context({"text.hinting": "no_hinting"}):
        figure.savefig(own, dpi=300, format="png")
    with Image.open(png) as drawn:
        assert (drawn.size, drawn.info["dpi"]) == ((1200, 900), pytest.approx((300, 300), abs=0.01))
    # At a third of the size: where a letter's edge falls within a pixel does not matter.
    difference = np.abs(pixels(png, (400, 300)) - pixels(own, (400, 300)))
    assert difference.mean() < 0.5
    assert (difference.max(axis=2) > 80).mean() < 0.001


@pytest.mark.usefixtures("way")
def test_the_svg_shows_in_a_browser_what_the_png_does(tmp_path, browser):
    png, svg = saved(figure_of_everything(), tmp_path)
    # 4 × 3 inches are 384 × 288 of the browser's pixels.
    page = browser.new_page(viewport={"width": 384, "height": 288}, device_scale_factor=2)
    page.goto(svg.as_uri())
    page.screenshot(path=tmp_path / "shot.png")
    page.close()
    difference = np.abs(pixels(png, (384, 288)) - pixels(tmp_path / "shot.png", (384, 288)))
    assert difference.mean() < 1.5
    assert (difference.max(axis=2) > 120).mean() < 0.002


@pytest.mark.usefixtures("way")
def test_a_picture_that_lacks_a_mark_is_told_apart(tmp_path):
    """The tolerance of the two tests above notices a single missing label."""
    figure = figure_of_everything()
    whole = pixels(saved(figure, tmp_path)[0], (400, 300))
    figure.axes[1].texts[0].remove()
    lacking = pixels(saved(figure, tmp_path)[0], (400, 300))
    assert (np.abs(whole - lacking).max(axis=2) > 80).mean() > 0.001


@pytest.mark.usefixtures("way")
def test_the_same_figure_gives_the_same_bytes(tmp_path):
    figure = figure_of_everything()
    first = [path.read_bytes() for path in saved(figure, tmp_path)]
    assert [path.read_bytes() for path in saved(figure, tmp_path)] == first
    assert saved(figure_of_everything(), tmp_path)[1].read_bytes() == first[1]
    assert b"20" not in first[1].split(b"<defs>")[0].split(b"svg11.dtd")[1].split(b"viewBox")[0]


@pytest.mark.usefixtures("way")
def test_the_words_are_in_the_svg_and_it_is_whole(tmp_path):
    _, svg = saved(figure_of_everything(), tmp_path)
    text = svg.read_text(encoding="utf-8")
    assert "Tỷ lệ hoàn thành xuất sắc, “A &amp; B”" in text
    root = ElementTree.fromstring(text)
    known = {element.get("id") for element in root.iter()}
    href = "{http://www.w3.org/1999/xlink}href"
    used = {element.get(href)[1:] for element in root.iter() if element.get(href)}
    assert used <= known


def test_a_chart_that_was_saved_holds_no_pixels(tmp_path, monkeypatch):
    held = weakref.WeakSet()

    class Pixels(paper.RendererAgg):
        def __init__(self, *size):
            super().__init__(*size)
            held.add(self)

    monkeypatch.setattr(paper, "RendererAgg", Pixels)
    gc.disable()
    try:
        figure = figure_of_everything()
        save(figure, tmp_path / "a.png", tmp_path / "a.svg", salt="a")
        assert not held
    finally:
        gc.enable()
    assert figure.axes


@pytest.mark.usefixtures("way")
def test_the_figure_is_as_it_was_for_the_screen(tmp_path):
    figure = figure_of_everything()
    canvas, dpi, size = figure.canvas, figure.dpi, tuple(figure.get_size_inches())
    saved(figure, tmp_path)
    with pytest.raises(RuntimeError), on_paper(figure):
        raise RuntimeError
    assert (figure.canvas, figure.dpi, tuple(figure.get_size_inches())) == (canvas, dpi, size)


@pytest.mark.skipif(
    not (compat.DRAWS_ONCE and compat.SETS_GLYPHS), reason="matplotlib lacks the private names"
)
def test_a_chart_shows_the_same_without_the_private_names(tmp_path, monkeypatch):
    """A whole chart of the suite, laid out and drawn either way."""
    made = []
    for place, gone in enumerate((False, True)):
        if gone:
            lose_private_names(monkeypatch)
        figure = women().figure
        (folder := tmp_path / str(place)).mkdir()
        png, svg = saved(figure, folder)
        texts = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
        words = [text for text in texts if text and text in svg.read_text(encoding="utf-8")]
        made.append((pixels(png, (472, 330)), [axes.get_position() for axes in figure.axes], words))
    (once, place, words), (twice, other_place, other_words) = made
    assert len(words) > 5 and words == other_words
    # To a thousandth of the page.
    np.testing.assert_allclose(other_place, place, atol=1e-3)
    difference = np.abs(once - twice)
    assert difference.mean() < 0.5
    assert (difference.max(axis=2) > 80).mean() < 0.001


@pytest.mark.usefixtures("way")
def test_a_raster_image_or_a_formula_is_refused(tmp_path):
    figure, ax = plt.subplots()
    ax.imshow([[0, 1]])
    with pytest.raises(TypeError, match="raster image"):
        saved(figure, tmp_path)
    figure, ax = plt.subplots()
    ax.set_title("$x^2$")
    with pytest.raises(TypeError, match="formula"):
        saved(figure, tmp_path)


@pytest.mark.usefixtures("way")
def test_a_unit_with_dollar_signs_keeps_its_name(tmp_path):
    _, svg = saved(women("Đơn vị $A_{1}$ và $B").figure, tmp_path)
    assert "Đơn vị $A_{1}$ và $B" in svg.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")
    outlines._line.cache_clear()


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "sign", ["\x0b", "\x1b", "\x07", "\x00", "\ufffe", "\ud800", "\u202e", "\x7f"]
)
def test_a_sign_that_nobody_sees_breaks_no_svg(tmp_path, sign):
    figure, ax = plt.subplots(figsize=(3, 2))
    ax.set_title(f"Xã{sign}Mẫu")
    _, svg = saved(figure, tmp_path)
    plt.close(figure)
    ElementTree.parse(svg)
    assert sign not in svg.read_text(encoding="utf-8")
