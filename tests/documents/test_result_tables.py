import pandas as pd
import pytest

from analysis.documents.cards import card
from analysis.documents.layout import laid_out, nothing_told, without_data
from analysis.documents.result_tables import (
    MOST_ROWS,
    cell,
    in_words,
    shown_table,
    table_name,
)
from analysis.words import Words


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    [
        ("0.521311475", "percent", "52,1%", "52.1%"),
        ("1234", "whole", "1.234", "1,234"),
        ("2011", "year", "2011", "2011"),
        ("-0.0312", "points", "−3,1", "−3.1"),
        ("0.00001", "p_value", "< 0,001", "< 0.001"),
        ("0.0412", "p_value", "0,041", "0.041"),
        ("True", "yes_no", "có", "yes"),
        ("excellent", "ratings", "Xuất sắc", "Excellent"),
        ("khá", "ratings", "khá", "khá"),
        ("", "percent", "–", "–"),
        ("007", "", "007", "007"),
        ("0.5", "", "0,500", "0.500"),
        ("không rõ", "whole", "không rõ", "không rõ"),
        ("<script>", "text", "<script>", "<script>"),
    ],
)
def test_a_cell_is_written_as_its_column_says(value, kind, vi, en):
    assert cell(value, kind, Words("vi")) == vi
    assert cell(value, kind, Words("en")) == en


def test_a_table_is_shown_in_the_language_and_cut_where_it_is_long(tmp_path):
    rows = MOST_ROWS + 7
    table = pd.DataFrame({"unit": "007", "share": [0.25] * rows, "origin": "simulated"})
    table.to_csv(tmp_path / "t.csv", index=False)
    shown = shown_table(tmp_path / "t.csv", Words("vi"))
    assert shown.heads == ["Đơn vị", "Tỷ lệ", "Nguồn gốc số liệu"]
    assert shown.cells[0] == ["007", "25,0%", "số liệu mô phỏng"]
    assert shown.numeric == [False, True, False]
    assert (len(shown.cells), shown.rows) == (MOST_ROWS, rows)


def test_a_table_without_a_name_takes_its_charts_title():
    assert table_name("sheets", "A finding", Words("en")) == "Sheets read"
    assert table_name("mine", "A finding", Words("en")) == "A finding"
    assert table_name("mine", None, Words("en")) == "mine"


def test_a_code_is_shown_by_the_section_that_knows_it():
    assert cell("excellent", "ratings movement_states", Words("en")) == "Excellent"
    assert cell("not_rated", "ratings movement_states", Words("vi")) == "Không đánh giá"
    assert cell("summoned", "vote_bases", Words("en")) == "people summoned"
    assert cell("nobody knows", "ratings movement_states", Words("en")) == "nobody knows"


def test_a_date_is_written_out_and_what_is_none_stays():
    assert cell("2014-12-05 00:00:00", "date", Words("vi")) == "5/12/2014"
    assert cell("2014-12-05", "date", Words("en")) == "5 December 2014"
    assert cell("cuối năm", "date", Words("vi")) == "cuối năm"


def test_a_rule_of_a_vote_is_named_and_told_to_be_unverified():
    assert (
        cell("qd-262-2014", "vote_rule", Words("vi"))
        == "Quy định 262-QĐ/TW (chưa đối chiếu văn bản gốc)"
    )
    assert cell("qd-96-2023", "vote_rule", Words("en")).startswith("Regulation 96-QĐ/TW")
    assert cell("none such", "vote_rule", Words("en")) == "none such"
    assert cell("tier=district&unit=X", "of_whom", Words("vi")) == (
        "cán bộ diện Ban Thường vụ Huyện ủy quản lý, X"
    )


def shown(tmp_path, row):
    pd.DataFrame([row]).to_csv(tmp_path / "own_name.csv", index=False)
    table = shown_table(tmp_path / "own_name.csv", Words("en"))
    return dict(zip(table.heads, table.cells[0], strict=True))


def test_low_is_votes_beside_confident_and_an_interval_elsewhere(tmp_path):
    votes = {"high": 30, "confident": 8, "low": 9, "base": 47, "base_of": "summoned"}
    told = shown(tmp_path, {**votes, "share_low": 9 / 47})
    assert (told["High confidence (votes)"], told["Low confidence (votes)"]) == ("30", "9")
    assert (told["Base"], told["Base of"], told["Share low"]) == ("47", "people summoned", "19.1%")
    told = shown(tmp_path, {"share": 0.5, "low": 0.25, "high": 0.75})
    assert (told["95% low"], told["95% high"]) == ("25.0%", "75.0%")


def test_total_is_points_beside_mix_and_people_elsewhere(tmp_path):
    told = shown(tmp_path, {"post_group": "schools", "mix": 0.05, "rate": -0.02, "total": 0.03})
    assert told["Whole change (points)"] == "+3.0"
    assert (told["Mix (points)"], told["Rate (points)"]) == ("+5.0", "−2.0")
    assert shown(tmp_path, {"total": 417})["Total"] == "417"


def test_people_and_events_have_their_own_names_beside_an_incidence(tmp_path):
    told = shown(tmp_path, {"time": 1, "people": 50, "events": 4, "incidence": 0.08, "low": 0.03})
    assert (told["People followed"], told["People with the event in that year"]) == ("50", "4")
    assert (told["Share with the event"], told["95% low"]) == ("8.0%", "3.0%")


def test_two_columns_of_one_name_are_each_headed_as_they_mean(tmp_path):
    told = shown(tmp_path, {"year": 2014, "reporting": 49, "expected": 51})
    assert told["Units expected"] == "51"
    told = shown(tmp_path, {"strata_used": 4, "women": 30, "expected": 27.5})
    assert told["Women at the level if rated alike"] == "27.50"
    told = shown(tmp_path, {"condition": "tier", "value": "city", "listed": 5})
    assert told["As the list says"] == "Higher-managed posts"
    told = shown(tmp_path, {"held_in": 2014, "column": "post_group", "value": "schools"})
    assert told["Name"] == "Schools"


@pytest.mark.parametrize(
    ("total", "unknown", "shown"),
    [("0", "610", ["–"] * 3), ("0", "0", ["0"] * 3), ("3", "610", ["0", "3", "3"])],
)
def test_women_and_men_are_not_known_where_nobodys_sex_is(total, unknown, shown):
    row = {"year": "2011", "women": "0", "men": total, "total": total, "unknown": unknown}
    table = pd.DataFrame([row | {"share": ""}])
    assert in_words(table, Words("vi")).cells[0][1:4] == shown
    (row,) = laid_out(table, card("women_by_year").word, Words("vi"))[1]
    assert [text for text, _ in row][2:5] == shown


def test_a_table_across_years_that_tells_of_nobody_is_left_out():
    rows = [
        {"year": year, "post_group": "schools", "women": "0", "men": "0", "total": "0"}
        | {"unknown": "30", "share": ""}
        for year in ("2011", "2015")
    ]
    layout = card("women_by_post_group").word
    assert nothing_told(pd.DataFrame(rows), layout)
    known = [{**rows[0], "women": "9", "men": "21", "total": "30", "share": "0.3"}, rows[1]]
    assert not nothing_told(pd.DataFrame(known), layout)


SEXES_OF_2015 = [
    {"year": 2011, "women": 0, "men": 0, "total": 0, "share": None, "unknown": 610},
    {"year": 2015, "women": 161, "men": 256, "total": 417, "share": 0.386, "unknown": 0},
]


def test_a_row_that_counts_people_of_unknown_sex_alone_stays_and_one_of_nobody_goes(tmp_path):
    layout = card("women_by_year").word
    nobody = {"year": 2012, "unknown": 0}
    pd.DataFrame([*SEXES_OF_2015, nobody], dtype=object).to_csv(tmp_path / "t.csv", index=False)
    table = pd.read_csv(tmp_path / "t.csv", dtype=str, keep_default_na=False)
    _, rows = laid_out(table, layout, Words("vi"))
    assert [[text for text, _ in row] for row in rows] == [
        ["1", "2011", "–", "–", "–", "–", "610"],
        ["2", "2015", "161", "256", "417", "38,6%", "0"],
    ]
    assert without_data(table, layout, Words("vi")) == ["2012"]
    assert not nothing_told(table, layout)
    # Whose sex is not known is told in a sentence: of nothing else there is no table.
    assert nothing_told(table.iloc[:1], layout)


def test_a_row_of_zeros_tells_that_there_was_nothing():
    layout = card("outcomes_by_kind").word
    table = pd.DataFrame({"kind": ["rotated"], "events": ["0"], "people": [""]})
    assert without_data(table, layout, Words("vi")) == []
    assert len(laid_out(table, layout, Words("vi"))[1]) == 1


def test_of_categories_across_a_row_is_left_out_where_each_is_a_gap():
    layout = card("ratings_by_year").word
    rated = {"total": "2", "not_rated": "5", "rating": "excellent"}
    table = pd.DataFrame(
        [
            {**rated, "year": "2010", "n": "", "share": ""},
            {**rated, "year": "2011", "n": "", "share": "", "not_rated": "0"},
            {**rated, "year": "2012", "n": "2", "share": "1"},
            {**rated, "year": "2012", "n": "", "share": "", "rating": "good"},
        ]
    )
    _, rows = laid_out(table, layout, Words("en"))
    # Of 2010 somebody is told of: who was not rated.
    assert [row[1][0] for row in rows] == ["2010", "2012"]
    assert without_data(table, layout, Words("en")) == ["2011"]


def test_who_belongs_to_no_known_group_is_no_row_called_by_a_dash():
    groups = {"unit": ["", "Xã A"], "tier": ["", "city"], "post_group": ["", "schools"]}
    groups |= {"sex": ["", "female"], "staff_class": ["", "cadre"], "share": ["", "0.5"]}
    for language, unknown in (("vi", "Chưa rõ"), ("en", "Not known")):
        first, second = in_words(groups, Words(language)).cells
        assert first == [*[unknown] * 5, "–"]
        assert unknown not in second
    # A sheet of several units is not one of which the unit is not known.
    sheet = {"unit": [""], "units_named": ["12"]}
    assert in_words(sheet, Words("vi")).cells == [["–", "12"]]
