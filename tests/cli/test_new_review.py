import pytest
import yaml
from trial_project import COUNTS, notebook, project
from typer.testing import CliRunner

from analysis.cli import app
from analysis.places import resolve
from analysis.runner.asking.review import read_review

run = CliRunner().invoke
ALL = [
    *("trend_review", "rating_distribution", "women_share", "training_outcomes"),
    *("appointment_outcomes", "confidence_votes", "data_quality"),
]


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(project(tmp_path))
    for name in ALL:
        notebook(tmp_path / "notebooks", name)
    return tmp_path


def source(root, text):
    (root / "data/raw").mkdir(exist_ok=True)
    (root / "data/raw/counts.csv").write_text(text, "utf-8")
    return "data/raw"


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_of_the_demo_every_notebook_has_data(tmp_path, language):
    path = tmp_path / "demo.yml"
    told = run(app, ["new-review", "data/demo", "--out", str(path), "--language", language])
    assert told.exit_code == 0 and str(path) in told.stdout, told.output
    review = read_review(path)
    assert list(review.notebooks) == ALL and review.years == (2011, 2015)
    assert review.tier is None and review.units == ["all"] and review.keep == 5
    assert "(simulated data)" in review.title.en and "(số liệu mô phỏng)" in review.title.vi
    text = path.read_text("utf-8")
    assert ("51 đơn vị" if language == "vi" else "51 units") in text
    assert all(line.isprintable() for line in text.splitlines())


def test_what_is_written_can_be_planned_at_once_and_says_what_was_found(root):
    place = source(root, COUNTS)
    assert run(app, ["new-review", place, "--language", "en"]).exit_code == 0
    path = root / "reports/reviews/2011-2012.yml"
    review, text = read_review(path), path.read_text("utf-8")
    # Nobody's sex, training, appointments or votes are known, and nobody's tier.
    assert list(review.notebooks) == ["trend_review", "rating_distribution", "data_quality"]
    assert review.tier is None and "\n# tier: district\n" in text
    assert "do not say whose tier it is: 7. They are in no result until" in text
    lacking = "women_share, training_outcomes, appointment_outcomes, confidence_votes"
    assert f"none for: {lacking}" in text and '["Đảng ủy A", "Đảng ủy B"]' in text
    assert run(app, ["build", str(path), "--dry-run"]).exit_code == 0


def test_each_key_that_is_commented_out_is_one_of_a_review(root):
    path = root / "r.yml"
    assert run(app, ["new-review", source(root, COUNTS), "--out", str(path)]).exit_code == 0
    lines = path.read_text("utf-8").splitlines()
    freed = [line.removeprefix("# ") if _is_key(line) else line for line in lines]
    assert len([line for line in lines if _is_key(line)]) >= 2
    path.write_text("\n".join(freed), "utf-8")
    assert read_review(path).published == "data/published"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_stands_at_the_head_of_documents_needs_its_marks_away_only(root, language):
    path = root / "r.yml"
    asked = ["new-review", source(root, COUNTS), "--out", str(path), "--language", language]
    assert run(app, asked).exit_code == 0
    lines = path.read_text("utf-8").splitlines()
    at = lines.index("# briefing:")
    assert lines[at - 1].startswith("# ") and lines[at - 1].endswith(".")
    block = [line.removeprefix("# ") for line in lines[at:] if line.startswith("# ")]
    kept = [line for line in block if line == "briefing:" or line.startswith("  ")]
    path.write_text("\n".join([*lines[:at], *kept, "keep: 5"]), "utf-8")
    form = read_review(path).briefing
    for each in (form.vi, form.en):
        assert each.superior and each.issuing_body and each.place and each.recipients
        assert each.signed_for and each.signer_title
        # Nobody knows them yet, and a document would show what stands there.
        assert each.number is None and each.date is None
    assert "2012-12-20" in "".join(lines[at:]) and "2015" not in "".join(lines[at:])


def _is_key(line):
    return line.startswith(("# published:", "# evaluated_on:", "# tier:"))


def test_of_another_tier_each_notebook_is_told_which(root):
    head, *rows = COUNTS.splitlines()
    place = source(root, "\n".join([f"{head},tier", *(f"{row},city" for row in rows)]))
    run(app, ["new-review", place, "--out", "r.yml"])
    told = yaml.safe_load((root / "r.yml").read_text("utf-8"))
    assert set(map(str, told["notebooks"].values())) == {"{'tier': 'city'}"}
    assert "tier" not in told


def test_where_some_files_state_no_tier_those_that_are_in_no_result_are_told(root):
    head, first, second = COUNTS.splitlines()
    place = source(root, f"{head},tier\n{first},district\n{second},\n")
    run(app, ["new-review", place, "--out", "r.yml", "--language", "en"])
    text = (root / "r.yml").read_text("utf-8")
    assert "do not say whose tier it is: 4. They are in no result until" in text
    assert "\n# tier: district\n" in text


def test_what_is_written_names_no_folder_of_the_machine(root):
    told = run(app, ["new-review", source(root, COUNTS), "--language", "en"])
    assert "review build reports/reviews/2011-2012.yml" in told.stdout
    text = (root / "reports/reviews/2011-2012.yml").read_text("utf-8")
    assert "review build reports/reviews/2011-2012.yml" in text and str(root) not in text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "is not written over"), ("vi", "không ghi đè")]
)
def test_a_review_that_is_there_is_left_alone(root, language, said):
    (root / "r.yml").write_text("mine", "utf-8")
    asked = ["new-review", source(root, COUNTS), "--out", "r.yml", "--language", language]
    told = run(app, asked)
    assert told.exit_code == 2 and said in told.stderr and "--out" in told.stderr
    assert (root / "r.yml").read_text("utf-8") == "mine"


def test_what_holds_no_evaluations_gives_no_review(root):
    told = run(app, ["new-review", "nowhere"])
    assert told.exit_code == 2
    assert run(app, ["new-review", source(root, COUNTS), "--out", "data"]).exit_code == 2
    assert not (root / "reports/reviews").exists()


def test_rows_that_are_withheld_are_told(root):
    place = source(root, f"{COUNTS}2012,Đảng ủy B,tuyệt vời,4\n")
    told = run(app, ["new-review", place, "--out", "r.yml", "--language", "en"])
    assert told.exit_code == 0 and "errors in the data: 1" in told.stdout
    assert resolve("r.yml").is_file()
