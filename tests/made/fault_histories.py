"""The sixteen faults that sentences once had, each as the small history in which it was met."""

from faults_made import cells, person

A, B = "Đảng ủy xã A", "Đảng ủy xã B"
E, G, UNREADABLE, UNRATED = "excellent", "good", "xong", ""
DISTRICT, CITY = "Diện Huyện ủy quản lý", "Diện Thành ủy quản lý"
APPOINTED = "Bổ nhiệm"


def listed(names, years, rating=G, **more):
    """Return a row for each person and year."""
    return [person(name, year, rating, **more) for name in names for year in years]


def named(letter, *numbers):
    return [f"{letter}{number}" for number in range(*numbers)]


def unrated(first, last, later):
    """60 people on both lists, 25 of them unrated in the later or in the earlier year."""
    few, whole = (last, first) if later else (first, last)
    rows = listed(named("p", 60), [whole])
    return rows + listed(named("p", 25), [few], UNRATED) + listed(named("p", 25, 60), [few], E)


def withheld(first, last):
    """165 rated; then 68 gone and 44 new, and of the 141 there 17 unreadable and 2 unrated."""
    there = named("p", 68, 165) + named("n", 44)
    rows = listed(named("p", 165), [first])
    rows += listed(there[:17], [last], UNREADABLE) + listed(there[17:19], [last], UNRATED)
    return rows + listed(there[19:], [last])


def two_groups(first, last, before, after):
    """Schools and departments of 100 people each: so many excellent before and after."""
    return [
        row
        for group, unit, place in (("schools", A, 0), ("departments", B, 1))
        for year, excellent in ((first, before), (last, after))
        for row in cells(unit, year, 100, excellent[place], post_group=group)
    ]


def appointed(tier, unit):
    """30 of 100 excellent appointed in a tier and unit, 10 of 100 good where they were."""
    rows = listed(named("g", 100), (2011, 2012, 2013))
    rows += listed(named("e", 100), (2011,), E)
    rows += listed(named("e", 30, 100), (2012, 2013), E)
    rows += listed(
        named("e", 30), (2012, 2013), E, unit=unit, tier="city" if tier == CITY else "district"
    )
    events = [
        (who, tier, unit, APPOINTED, f"10/05/{2012 + int(who[1:]) % 2}") for who in named("e", 30)
    ]
    later = [
        (who, DISTRICT, A, APPOINTED, f"10/05/{2012 + int(who[1:]) % 2}") for who in named("g", 10)
    ]
    return rows, events + later


def leaving():
    """30 of 100 appointed after either rating; 24 of the 30 excellent leave the list with it."""
    rows, events = listed(named("g", 100), range(2011, 2016)), []
    for place in range(100):
        year = 2012 + place % 3
        last = year if place < 24 else 2015
        rows += listed([f"e{place}"], range(2011, last + 1), E)
        day = f"10/05/{year}"
        if place < 30:
            events += [(f"{group}{place}", DISTRICT, A, APPOINTED, day) for group in "ge"]
    return rows, events


def women(year, *groups):
    """Counted rows of one year, by sex: (how many, how many of them excellent)."""
    return [
        row
        for sex, (people, excellent) in zip(("female", "male", ""), groups, strict=False)
        for row in cells(A, year, people, excellent, sex=sex)
    ]


def missing_units(first, last, absent, persons):
    """Nine units that do not change, and three, higher, that send nothing for one year."""
    size = [(f"Đảng ủy xã {k:02}", 10, 4 if k < 9 else 9) for k in range(12)]
    rows = []
    for year in (first, last):
        for place, (unit, people, excellent) in enumerate(size):
            if place >= 9 and year == absent:
                continue
            if not persons:
                rows += cells(unit, year, people, excellent)
                continue
            rows += listed(named(f"{place}-", excellent), [year], E, unit=unit)
            rows += listed(named(f"{place}-", excellent, people), [year], unit=unit)
    return rows


def called(*numbers):
    """Return names of people as a list has them, each another."""
    family, middle = ("Trần", "Lê", "Phạm", "Đỗ", "Vũ"), ("Văn", "Đức", "Hữu", "Quang", "Xuân")
    given = ("An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Minh", "Nam", "Phúc")
    return [f"{family[k % 5]} {middle[k // 5 % 5]} {given[k // 25 % 11]}" for k in range(*numbers)]


def named_list(names, women=(), best=0, numbers=True):
    """Return (staff number, name, sex, rating) for a list; the first `best` are excellent."""
    return [
        (f"S{name}" if numbers else "", name, "Nữ" if name in women else "Nam",
         "HTXSNV" if place < best else "HTTNV")
        for place, name in enumerate(names)
    ]  # fmt: skip


def numbers_missing():
    """80 people who stay, 20 who leave and 10 new; the later list has no staff numbers."""
    before, after = called(100), called(80) + called(100, 110)
    return [
        ("2014", 2014, named_list(before, before[:30], 50)),
        ("2015", 2015, named_list(after, before[:30], 50, numbers=False)),
    ]


def men_typed_as_women():
    """120 people in both years, 40 of them women; 30 men are women in the later list."""
    names = called(120)
    return [
        ("2014", 2014, named_list(names, names[:40], 50)),
        ("2015", 2015, named_list(names, names[:70], 50)),
    ]


def numbers_given_to_others():
    """100 people; 20 leave and 20 others come, who are given the numbers of those who left."""
    names, others = called(100), called(100, 120)
    after = [(f"S{gone}", new, "Nam", "HTTNV")
             for gone, new in zip(names[80:], others, strict=True)]  # fmt: skip
    return [
        ("2014", 2014, named_list(names, (), 50)),
        ("2015", 2015, named_list(names[:80], (), 50) + after),
    ]


def draft_and_final():
    """A draft of 2015 rates 60 of 120 excellent, the final file 40 of these good."""
    names = called(120)
    return [
        ("2014", 2014, named_list(names, (), 60)),
        ("2015 dự thảo", 2015, named_list(names, (), 60)),
        ("2015 chính thức", 2015, named_list(names, (), 20)),
    ]
