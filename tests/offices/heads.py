"""What stands above and below the tables of a sheet."""

from offices.paper import Paper
from offices.plan import Plan

LAWS = "(Căn cứ Quyết định số 286-QĐ/TW ngày 08 tháng 02 năm 2010 của Bộ Chính trị)"


def begin(paper: Paper, plan: Plan) -> None:
    """Write the issuing body and the motto, or a reference to a letter."""
    paper.at, paper.left = (3, 2) if plan["place"] == "from C4" else (0, 0)
    if plan["head"] in ("motto", "letter", "law"):
        paper.line("HUYỆN ỦY MẪU SƠN", "", "", "ĐẢNG CỘNG SẢN VIỆT NAM")
        paper.line("BAN TỔ CHỨC", "", "", "Mẫu Sơn, ngày 15 tháng 01 năm 2016")
        paper.line("*")
    if plan["head"] == "annex":
        paper.line("Phụ lục II")


def title(paper: Paper, plan: Plan, *lines: str) -> list[int]:
    """Write the lines of a title; return their rows."""
    rows = [paper.line(*(["", line] if plan.chance.random() < 0.3 else [line])) for line in lines if line]
    if plan["head"] == "letter":
        paper.line("(Kèm theo Công văn số 125-CV/BTC ngày 12/01/2016 của Ban Tổ chức Huyện ủy)")
    if plan["head"] == "law":
        paper.line(LAWS)
    if plan.chance.random() < 0.7:
        paper.at += 1
    return rows


def finish(paper: Paper, plan: Plan) -> None:
    """Write who made and who signs the form."""
    if plan["foot"] == "none":
        return
    paper.at += plan.chance.randint(0, 2)
    if plan["foot"] == "recipients":
        paper.line("", "Nơi nhận:", "", "TM. BAN THƯỜNG VỤ")
        paper.line("", "- Ban Tổ chức Huyện ủy;", "", "BÍ THƯ")
        paper.line("", "- Lưu VP.")
        paper.at += 2
        paper.line("", "", "", "Nguyễn Quốc Trưởng")
        return
    paper.line("", "", "", "Mẫu Sơn, ngày 15 tháng 01 năm 2016")
    if plan["foot"] == "signature":
        paper.line("", "", "", "NGƯỜI LẬP BIỂU")
    else:
        paper.line("", "NGƯỜI LẬP BIỂU", "", "THỦ TRƯỞNG ĐƠN VỊ")
        paper.line("", "(Ký, ghi rõ họ tên)", "", "(Ký tên, đóng dấu)")
    paper.at += 3
    paper.line("", "Phạm Thị Lập" if plan["foot"] != "signature" else "", "", "Nguyễn Quốc Trưởng")


def heading(text: str, plan: Plan) -> str:
    """Return the heading of a column as this office writes it."""
    if plan["spelling"] == "upper":
        return text.upper()
    if plan["spelling"] == "line breaks":
        return text.replace(" ", "\n", 1)
    if plan["spelling"] == "remarks" and text in REMARKS:
        return f"{text} {REMARKS[text]}"
    return text


REMARKS = {
    "Họ và tên": "(viết in hoa)", "Chức vụ": "(ghi rõ)", "Xếp loại": "(ghi tắt)", "Tổng số": "(người)",
    "Đơn vị": "(ghi đầy đủ)", "Đơn vị công tác": "(ghi đầy đủ)", "HTXSNV": "(người)",
    "HTTNV": "(người)", "HTNV": "(người)", "KHTNV": "(người)",
}  # fmt: skip


def numbered(paper: Paper, plan: Plan, width: int) -> None:
    """Write the row that numbers the columns, where the form has one."""
    if plan["numbering"] == "1 2 3":
        paper.line(*range(1, width + 1))
    elif plan["numbering"] == "(1) (2)":
        paper.line(*(f"({number})" for number in range(1, width + 1)))
    elif plan["numbering"] == "A B 1 2":
        paper.line("A", "B", *range(1, width - 1))
