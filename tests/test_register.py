"""register/people.csv: what is written reads back, and what Excel does to it is refused."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from welfare import register
from welfare.findings import Refused
from welfare.register import Person

PATH = Path("fund") / register.PATH
HOSTILE = [
    "=cmd|' /C calc'!A0", "=1+1", "+66810000001", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=", "'",
        "'=1",
    "''=1", '"', '""', 'a"b', "a,b", "a\nb", "a\r\nb", "=\n1+1", "😀", "ก็ี่ ำ", " ", " a ",
        "\ufeff",
    "NULL", "0042", "'0042",
]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.tuples(st.sampled_from("=+-@'\t\r"), st.text("=+-@'\t\r\nab,", max_size=5)).map("".join),
)
NUMBERS = st.from_regex(r"[0-9A-Z]{3,5}", fullmatch=True)


@st.composite
def people(draw: st.DrawFn) -> register.People:
    found = {}
    for number in draw(st.lists(NUMBERS, max_size=4, unique=True)):
        row = Person(number, *(draw(CELLS) for _ in Person._fields[1:]))
        assume(not register.damage(row))
        found[number] = row
    return found


@given(people())
def test_the_register_reads_back_as_written(found: register.People) -> None:
    assert register.parse(register.render(found), PATH) == found


@given(people())
def test_no_cell_is_a_formula_to_a_spreadsheet(found: register.People) -> None:
    text = register.render(found).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert len(cell) < 2 or cell[0] not in "=+-@\t\r", cell


def test_the_file_opens_in_excel() -> None:
    raw = register.render({"0001": Person("0001", "นาย", "คำปัน", "สมมติรัตน์", phone="0810000001")})
    assert raw.startswith(b"\xef\xbb\xbfperson,title,")
    assert raw.endswith(b"\r\n")


GOOD = register.render({"0001": Person("0001", "นาย", "คำปัน", "สมมติรัตน์", "3003544664563")})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (GOOD.decode("utf-8-sig").encode("cp874"), "F401"),
        (GOOD.replace(b"citizen_id", b"id"), "F402"),
        (GOOD.replace(b"person,title", b"title,person"), "F402"),
        (GOOD[:-2] + b",,\r\n", "F403"),
        (GOOD.replace(b"3003544664563", b"3.00354E+12"), "F404"),
        (GOOD.replace(b"\n0001", b"\n1"), "F404"),
        (GOOD.replace(b",,,,,,\r\n", b",Mar-19,,,,,\r\n"), "F404"),
        (GOOD + GOOD.split(b"\r\n")[1] + b"\r\n", "F405"),
    ],
)
def test_damage_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        register.parse(raw, PATH)
    assert [item.code for item in refused.value.findings] == [code]


@pytest.mark.parametrize(
    "typed", ["นายคำปัน สมมติรัตน์", "คำปัน  สมมติรัตน์", "คำปัน สมมติรัตน์", "คําปัน สมมติรัตน์"]
)
def test_a_name_is_the_same_however_typed(typed: str) -> None:
    plain = unicodedata.normalize("NFKC", register.plain_name("คำปัน สมมติรัตน์"))
    assert unicodedata.normalize("NFKC", register.plain_name(typed)) == plain


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("house_no", "Mar-19"), ("house_no", "19-Mar"), ("house_no", "19/3/2026"),
        ("house_no", "2026-03-19"), ("house_no", "2026-03-19 00:00:00"), ("house_no", "มี.ค.-19"),
        ("house_no", "19-ม.ค."), ("bank_account", "123456789"), ("bank_account", "1.2E+09"),
        ("citizen_id", "3.0E+12"), ("phone", "812345678"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_makes_of_a_cell(column: str, value: str) -> None:
    row = Person("0001", first_name="คำปัน")._replace(**{column: value})
    assert register.damage(row) == column
    with pytest.raises(Refused) as refused:
        register.render({"0001": row})
    assert [item.code for item in refused.value.findings] == ["P214"]


@pytest.mark.parametrize("house", ["19/3", "๑๙/๓", "123/45", "99/1/2", "บ้านพักครู", "1 ก", "3-5", ""])
def test_house_numbers_are_no_dates(house: str) -> None:
    row = Person("0001", house_no=house, phone="0812345678", bank_account="0123456789")
    assert register.damage(row) == ""


def test_what_was_changed_by_hand_is_not_the_last_good_copy() -> None:
    good = {"0001": Person("0001", house_no="1"), "0002": Person("0002", house_no="2")}
    by_hand = {**good, "0001": Person("0001", house_no="9"), "0002": Person("0002", house_no="3")}
    kept = register.render_good(register.render(good), by_hand, ["0002"])
    assert register.parse(kept, PATH) == {"0001": good["0001"], "0002": by_hand["0002"]}
    assert register.parse(register.render_good(b"", by_hand, []), PATH) == by_hand
    assert register.parse(register.render_good(b"rubbish", by_hand, []), PATH) == by_hand
