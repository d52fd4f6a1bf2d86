import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from frictionless import validate
from problems_told import reasons

from analysis import records, vocabulary
from analysis.sources.ledger import published

LEDGER = Path(__file__).parents[3] / "data" / "published"


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(LEDGER, tmp_path / "ledger"))


def edit(folder, claim, **changes):
    """Change fields of one line of a copied ledger, as somebody with an editor would."""
    file = folder / "figures.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        if row["id"] == claim:
            row.update(changes)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return 2 + [row["id"] for row in rows].index(changes.get("id", claim))


def stated(folder=LEDGER):
    return published.read_ledger(folder).claims.set_index("id")["value"].to_dict()


def test_the_description_is_accepted_by_frictionless():
    # The package's own base path keeps frictionless from calling an absolute path unsafe.
    report = validate("datapackage.json", basepath=str(LEDGER), type="package")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_frictionless_refuses_a_base_that_is_no_row(copy):
    edit(copy, "excellent_2011_city", base="nobody")
    report = validate("datapackage.json", basepath=str(copy), type="package")
    assert [error[0] for error in report.flatten(["type"])] == ["foreign-key"]


def test_the_description_knows_the_codes_that_the_reader_knows():
    package = json.loads((LEDGER / "datapackage.json").read_text(encoding="utf-8"))
    fields = package["resources"][0]["schema"]["fields"]
    enums = {field["name"]: field.get("constraints", {}).get("enum") for field in fields}
    assert tuple(enums) == published.COLUMNS
    assert set(enums["measure"]) == set(published.MEASURES)
    assert tuple(enums["kind"]) == published.KINDS
    assert tuple(enums["tier"]) == vocabulary.codes("tiers")
    levels = ("ratings", "post_groups", "outcome_kinds")
    assert set(enums["level"]) == {code for part in levels for code in vocabulary.codes(part)}


def test_every_figure_of_the_article_is_a_claim():
    # Counted in the article by hand, paragraph by paragraph.
    figures = "51 7200 | 13 417 161 43 17 57 170 116 1700 | 12 11 11 610 318 276 14 2"
    figures += " | 13 13 62 | 240 7 13 33 20 216"
    claims = published.read_ledger(LEDGER).claims
    assert sorted(claims["value"]) == sorted(figures.replace("|", "").split())
    assert sorted(claims["paragraph"].unique()) == [1, 3, 4, 5, 7]


def test_countable_cells_are_evaluations_and_outcomes():
    history = published.read_ledger(LEDGER)
    cells = history.evaluations.set_index(["year", "tier", "rating"])["count"].to_dict()
    assert cells == {
        (2011, "city", "excellent"): 11,
        (2011, "district", "excellent"): 318,
        (2011, "district", "good"): 276,
        (2011, "district", "completed"): 14,
        (2011, "district", "not_completed"): 2,
        (2015, "city", "excellent"): 13,
    }
    outcomes = history.outcomes.set_index("kind")["count"].to_dict()
    assert outcomes == {
        "appointed_or_reappointed": 240,
        "nominated": 7,
        "replenished": 13,
        "masters": 33,
        "advanced_theory": 20,
        "intermediate_theory": 216,
    }
    assert set(history.outcomes["first_year"]) == {2011}
    assert set(history.outcomes["last_year"]) == {2015}
    for table in (history.evaluations, history.outcomes):
        assert records.single_origin(table) == "published"
        assert table["unit"].isna().all()
        assert table["person"].isna().all()


def test_the_percentage_without_a_base_is_noted_with_its_line():
    problems = published.read_ledger(LEDGER).problems
    lines = (LEDGER / "figures.csv").read_text(encoding="utf-8").splitlines()
    assert problems["severity"].to_list() == ["note"]
    assert lines[int(problems["cell"].item()) - 1].startswith("excellent_share_2015_district,")
    assert "without its base" in problems["reason"].item()
    assert "không nêu tính trên tổng số nào" in reasons(problems)[0]
    # File and cell say where it stands; a code is nothing to a reader.
    assert "_" not in reasons(problems)[0]


def test_the_sheet_has_the_hash_of_the_file():
    sheet = published.read_ledger(LEDGER).sheets.iloc[0]
    assert sheet["sha256"] == hashlib.sha256((LEDGER / "figures.csv").read_bytes()).hexdigest()
    assert (sheet["rows"], sheet["origin"], sheet["table"]) == (28, "published", "claims")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"tier": "province"}, "province"),
        ({"measure": "happiness"}, "happiness"),
        ({"kind": "guess"}, "guess"),
        ({"level": "splendid"}, "splendid"),
        ({"value": "many"}, "many"),
        ({"value": "3.18"}, "3.18"),
        ({"value": "1.318"}, "1.318"),
        ({"decimals": "none"}, "none"),
        ({"first_year": "2012", "last_year": "2011"}, "2012–2011"),
        ({"first_year": "11"}, "11–2011"),
        ({"part_of": "nobody"}, "nobody"),
        ({"population": ""}, "population"),
        ({"id": "good_2011_district"}, "good_2011_district"),
    ],
)
def test_a_bad_line_is_withheld_and_named(copy, changes, word):
    line = edit(copy, "excellent_2011_district", **changes)
    history = published.read_ledger(copy)
    errors = history.problems.query("severity == 'error'")
    assert str(line) in set(errors["cell"])
    assert set(errors["file"]) == {"figures.csv"}
    assert any(word in reason for reason in [*errors["reason"], *reasons(errors)])
    assert "excellent_2011_district" not in set(history.claims["id"])
    assert 318 not in set(history.evaluations["count"])
    assert len(history.claims) == 28 - errors["cell"].nunique()


def test_a_line_of_the_same_id_withholds_both(copy):
    edit(copy, "women_2016_district", id="schools_2016")
    assert set(stated(LEDGER)) - set(stated(copy)) == {"women_2016_district", "schools_2016"}


def test_a_percentage_may_have_a_decimal_comma_and_a_stated_base(copy):
    share = "excellent_share_2015_district"
    edit(copy, share, value="62,0", decimals="1", base="cadres_2016_district")
    history = published.read_ledger(copy)
    assert history.problems.empty
    assert history.claims.set_index("id").loc[share, "value"] == "62,0"


def test_what_a_ledger_is(tmp_path):
    assert published.is_ledger(LEDGER)
    assert published.is_ledger(LEDGER / "datapackage.json")
    assert published.is_ledger(LEDGER / "figures.csv")
    counts = tmp_path / "counts.csv"
    counts.write_text("year,tier,rating,count\n2011,city,excellent,11\n", encoding="utf-8")
    assert not published.is_ledger(counts)
    assert not published.is_ledger(tmp_path)
    assert not published.is_ledger(tmp_path / "absent.csv")


@pytest.mark.parametrize("name", ["", "datapackage.json", "figures.csv"])
def test_the_ledger_is_the_same_by_folder_description_and_file(name):
    assert stated(LEDGER / name) == stated()


def test_a_spreadsheets_byte_order_mark_changes_nothing(copy):
    file = copy / "figures.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert published.is_ledger(file)
    assert stated(copy) == stated()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id,value\na,1\n", "line 1.*missing: first_year.*name the columns"),
        (b"", "line 1.*missing: id"),
        (b"\xff\xfe\x00", "cannot be read.*UTF-8"),
    ],
)
def test_a_file_that_is_no_ledger_says_why(tmp_path, content, says):
    file = tmp_path / "figures.csv"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=says) as caught:
        published.read_ledger(file)
    assert str(file) in str(caught.value)


def test_an_absent_ledger_says_so(tmp_path):
    with pytest.raises(ValueError, match="cannot be read"):
        published.read_ledger(tmp_path)
