"""A real JupyterLab in a browser: an analyst's hour, from the first cell to the next briefing."""

import base64
import contextlib
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from analysis import charts, findings, load, measures
from analysis.documents.result_tables import in_words
from analysis.formats.csv_tables import as_text
from analysis.places import project_root
from analysis.runner.keeping.stamp import read_stamp
from analysis.words import Words

TOKEN = "0123456789abcdef"
WAIT = 120_000
YEARS, TIER = range(2011, 2016), "district"
UNIT = "Đảng bộ xã mẫu 01"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab as `make lab` starts it, without a browser of its own; its address and folder."""
    folder = tmp_path_factory.mktemp("lab")
    root = project_root()
    # JupyterLab saves what it shows: into a copy.
    shutil.copytree(root / "notebooks", folder / "notebooks")
    shutil.copy(root / "pyproject.toml", folder)
    (folder / "data").symlink_to(root / "data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {
        **{"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "JUPYTER_DATA_DIR": "jd"},
        **{"JUPYTER_CONFIG_DIR": "jupyter", "CADRE_REVIEW_OWN": "own"},
    }
    command = [
        *(sys.executable, "-m", "analysis.exploring.lab", "--no-browser", f"--port={port}"),
        *(f"--IdentityProvider.token={TOKEN}", "--allow-root", "--ServerApp.port_retries=0"),
    ]
    environment = {**os.environ, **{name: str(folder / at) for name, at in places.items()}}
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            command, cwd=folder, env={**environment, "LANG": "vi_VN.UTF-8"}, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api?token={TOKEN}", running)
        yield address, folder
    finally:
        running.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=20)
        running.kill()


def _wait_for(address, running):
    until = time.monotonic() + WAIT / 1000
    while time.monotonic() < until:
        assert running.poll() is None, "JupyterLab has ended"
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address)
            return
        time.sleep(0.2)
    pytest.fail("JupyterLab does not answer")


@pytest.fixture(scope="module")
def page(browser, lab):
    """The notebook of two cells, run; at the end no error was told, nothing asked for outside."""
    address, _ = lab
    context = browser.new_context(viewport={"width": 1500, "height": 1200})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page, told = context.new_page(), []
    page.set_default_timeout(WAIT)
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    own = (address, address.replace("http", "ws"), "blob:", "data:")
    page.on("request", lambda r: None if r.url.startswith(own) else told.append(f"asked: {r.url}"))
    page.goto(f"{address}/lab/tree/notebooks/explore.ipynb?token={TOKEN}")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_function("document.body.innerText.includes('| Idle')")
    page.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("img[src^='data:image/png']")
    yield page
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
    assert "javascript error" not in page.inner_text("body")
    # JupyterLab asks on its first page whether it may fetch news.
    assert "Jupyter news" not in page.inner_text("body")
    assert told == []
    context.close()


def choose(page, label, option, at=0):
    """Choose in the list with a label, and wait for the new chart."""
    with new_chart(page, at):
        page.get_by_label(label, exact=True).nth(at).select_option(label=option)


@contextlib.contextmanager
def new_chart(page, at=0):
    before = picture(page, at)
    yield
    page.wait_for_function(
        "([old, at]) => { const all = document.querySelectorAll('img[src^=\"data:image/png\"]');"
        " return all.length > at && all[at].src !== old }",
        arg=[before, at],
    )


def picture(page, at=0):
    return page.locator("img[src^='data:image/png']").nth(at).get_attribute("src")


def shown(page, at=0):
    """Return the cells of the sortable table, as they are read."""
    table = page.locator("table.dataTable").nth(at)
    table.locator("tbody td").first.wait_for()
    return [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]


def expected(table, language):
    return in_words(as_text(table.drop(columns="of")), Words(language)).cells


def same_picture(page, drawn, tmp_path, at=0):
    (png,) = charts.save(drawn, tmp_path / "own.png")
    content = base64.b64decode(picture(page, at).split(",", 1)[1])
    return hashlib.sha256(content).digest() == hashlib.sha256(png.read_bytes()).digest()


def women(people, language, tmp_path=None):
    """Return what the public API gives, called by hand."""
    first, last = min(people.years), max(people.years)
    period = {"first_year": first, "last_year": last, "words": Words(language)}
    table = measures.women_share(people, by="year")
    told = findings.women_change(measures.women_change(people, first, last), **period)
    drawn = charts.women_share(table, years=people.years, title=told.title, words=Words(language))
    return table, told, drawn


@pytest.fixture
def women_asked(page):
    """Ask of women in English, whatever was asked before: any test may be a process's first."""
    if not page.get_by_label("Question", exact=True).count():
        with new_chart(page):
            page.get_by_role("button", name="English").click()
    if "measures.women_share" not in page.locator("details pre").first.inner_text():
        choose(page, "Question", "Women's share by year")


@pytest.fixture
def history(read_once):
    return load("data/demo")


def test_each_control_gives_what_the_measures_give(page, history, tmp_path):
    choose(page, "Nội dung", "Tỷ lệ nữ theo năm")
    table, told, drawn = women(history.people(YEARS, tier=TIER), "vi")
    assert shown(page) == expected(table, "vi") and told.text in page.inner_text("body")
    assert same_picture(page, drawn, tmp_path)
    for label, option, more in (
        ("Nhóm chức danh", "Trường học", {"post_group": "schools"}),
        ("Giới tính", "Nữ", {"post_group": "schools", "sex": "female"}),
    ):
        choose(page, label, option)
        table, _, drawn = women(history.people(YEARS, tier=TIER, **more), "vi")
        assert shown(page) == expected(table, "vi") and same_picture(page, drawn, tmp_path)
    for label in ("Nhóm chức danh", "Giới tính"):
        choose(page, label, "tất cả")
    # A list has its name for who hears the page; a slider's handles had none.
    choose(page, "Năm đầu", "2013")
    table, _, drawn = women(history.people(range(2013, 2016), tier=TIER), "vi")
    assert shown(page) == expected(table, "vi") and same_picture(page, drawn, tmp_path)
    choose(page, "Năm đầu", "2011")
    with new_chart(page):
        page.get_by_label("Đơn vị").first.fill(UNIT)
        page.keyboard.press("Enter")
    table, _, drawn = women(history.people(YEARS, tier=TIER, unit=UNIT), "vi")
    assert shown(page) == expected(table, "vi") and same_picture(page, drawn, tmp_path)


def test_a_unit_that_is_none_is_told_and_not_drawn(page):
    page.get_by_label("Đơn vị").first.fill("Xã không có")
    page.keyboard.press("Enter")
    page.get_by_text("Không có đơn vị Xã không có").wait_for()
    assert page.locator("img[src^='data:image/png']").count() == 0
    page.get_by_label("Đơn vị").first.fill("")
    page.keyboard.press("Enter")
    page.wait_for_selector("img[src^='data:image/png']")


@pytest.mark.usefixtures("women_asked")
def test_the_language_of_everything_follows(page, history, tmp_path):
    for language in ("Tiếng Việt", "English"):
        with new_chart(page):
            page.get_by_role("button", name=language).click()
    table, told, drawn = women(history.people(YEARS, tier=TIER), "en")
    assert shown(page) == expected(table, "en") and told.text in page.inner_text("body")
    assert same_picture(page, drawn, tmp_path)
    assert page.get_by_label("Question", exact=True).count() == 1


@pytest.mark.usefixtures("women_asked")
def test_the_table_is_sorted_by_number(page):
    heads = page.locator("table.dataTable").first.locator("thead th").all_inner_texts()
    column = next(at for at, head in enumerate(heads) if head.strip() == "Share")
    page.locator("table.dataTable").first.locator("thead th").nth(column).click()
    shares = [float(row[column].rstrip("%")) for row in shown(page)]
    assert shares == sorted(shares) and len(shares) == len(YEARS)


@pytest.mark.usefixtures("women_asked")
def test_two_populations_stand_beside_each_other(page, history, tmp_path):
    page.get_by_label("Compare two populations").check()
    page.wait_for_function("document.querySelectorAll('img[src^=\"data:image/png\"]').length === 2")
    choose(page, "Post group", "Schools", at=1)
    other = women(history.people(YEARS, tier=TIER, post_group="schools"), "en")
    assert same_picture(page, other[2], tmp_path, at=1)
    assert same_picture(page, women(history.people(YEARS, tier=TIER), "en")[2], tmp_path)
    left, right = (
        page.locator("img[src^='data:image/png']").nth(at).bounding_box() for at in (0, 1)
    )
    assert abs(left["y"] - right["y"]) < 2 and left["x"] + left["width"] <= right["x"]
    page.get_by_label("Compare two populations").uncheck()


@pytest.mark.usefixtures("women_asked")
def test_the_code_that_is_copied_makes_the_same_chart(page, tmp_path):
    page.get_by_role("button", name="Copy code").first.click()
    names = {}
    exec(page.evaluate("navigator.clipboard.readText()"), names)
    assert same_picture(page, names["drawn"], tmp_path)


@pytest.mark.usefixtures("women_asked")
def test_what_is_saved_is_known_to_verify(page, lab):
    page.locator("button.jupyter-button", has_text="Save").first.click()
    page.get_by_text("Saved: ").wait_for()
    (png,) = (lab[1] / "own/saved").glob("*.png")
    review = Path(sys.executable).with_name("review")
    for path in (png, png.with_suffix(".svg")):
        told = subprocess.run([review, "verify", path], capture_output=True, text=True)
        assert told.returncode == 0 and told.stdout.startswith("unchanged: saved by hand"), told
        assert read_stamp(path)["explored"] == "women_by_year"
    assert "of women" in png.with_suffix(".txt").read_text("utf-8")


@pytest.mark.usefixtures("women_asked")
def test_what_is_kept_is_written_for_the_next_briefing(page, lab):
    page.locator("button.jupyter-button", has_text="Keep for the briefing").first.click()
    page.get_by_text("Kept, and told in the next briefing").wait_for()
    written = (lab[1] / "own/kept_by_hand.ipynb").read_text("utf-8")
    assert len(re.findall("review.show", written)) == 1 and "women_share" in written


def test_a_notebook_that_is_saved_after_a_run_is_as_it_was_shipped(page, lab):
    page.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
    with page.expect_response(
        lambda r: r.request.method == "PUT" and "explore.ipynb" in r.url
    ) as saved:
        page.keyboard.press("Control+s")
    assert saved.value.ok
    shipped = project_root() / "notebooks/explore.ipynb"
    assert (lab[1] / "notebooks/explore.ipynb").read_bytes() == shipped.read_bytes()
