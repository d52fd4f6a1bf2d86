"""A return whose total also counts who was not rated: what the remedy tells to write holds."""

import re

from analysis import load

TITLE = ["TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ NĂM 2014"]
HEAD = ["TT", "Đơn vị", "Tổng số", "HTXSNV", "HTTNV", "HTNV", "KHTNV"]
AN, BINH = [1, "Xã An", 7, 3, 2, 0, 0], [2, "Xã Bình", 2, 1, 1, 0, 0]


def test_the_column_that_the_remedy_names_settles_the_difference(lay):
    told = load(lay(S=[TITLE, HEAD, AN, BINH])).problems
    (found,) = told[told["cause"] == "return_total_differs"].to_dict("records")
    (named,) = re.findall("“(.+?)”", found["remedy"])
    history = load(lay(S=[TITLE, [*HEAD, named], [*AN, 2], [*BINH, 0]]))
    assert history.problems[history.problems["severity"] == "error"].empty
    rows = history.sound.evaluations
    assert rows.loc[rows["rating"].isna(), "count"].sum() == 2
    assert rows["count"].sum() == 9
