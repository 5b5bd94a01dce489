from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from welfare import tables
from welfare.catalogue import render
from welfare.findings import Place
from welfare.findings import Refused

SAMPLE = Path(tables.__file__).parent / "sample"
COLUMNS = {
    "member": ("เลขที่สมาชิก", "เลขสมาชิก"),
    "name": ("ชื่อ - สกุล",),
    "paid": ("ส่ง",),
}
HEADER = ["ลำดับ", "เลขที่สมาชิก", "ชื่อ - สกุล", "ส่ง"]


def workbook(path: Path, *sheets: list[list[Any]], merge: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        page = book.create_sheet(f"หมู่ {number}")
        for row in rows:
            page.append(row)
        if merge:
            page.merge_cells(merge)
    book.save(path)
    return path


def only_sheet(path: Path) -> tables.Sheet:
    (sheet,) = tables.read_sheets(path)
    return sheet


def refused(call: Callable[[], object]) -> list[tuple[str, Place]]:
    with pytest.raises(Refused) as caught:
        call()
    for found in caught.value.findings:
        for lang in ("th", "en"):
            assert render(found.code, found.args, lang) in found.line(lang)
    return [(found.code, found.place) for found in caught.value.findings]


def codes(call: Callable[[], object]) -> list[str]:
    return [code for code, _ in refused(call)]


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (None, None),
        ("", None),
        (" \u00a0\u3000\u200b\ufeff", None),
        ("\u00a0นาย  ก \u3000 ข\u200b ", "นาย ก ข"),
        ("สม\u200bชาย", "สมชาย"),
        ("ก\nข", "ก ข"),
        ("๓๐", "๓๐"),
        ("e\u0301", "é"),
        # A tone mark typed before the vowel below: NFC puts them in order.
        ("ก\u0e48\u0e38", "ก\u0e38\u0e48"),
        (30, 30),
        (date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_clean(typed: object, cleaned: object) -> None:
    assert tables.clean(typed) == cleaned


def test_a_sheet_with_titles_empty_rows_and_stray_spaces(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["กองทุน"],
            [],
            ["No.", " เลขที่\nสมาชิก\u00a0", "ชื่อ-สกุล", "ส่ง", "หมายเหตุ"],
            [1, "0001", "นาย  ก", 30, "x"],
            [],
            [" ", "\u00a0", None],
            [None, None, None, None, "a note alone"],
            [2, 2, "นาง ข", None],
            [None, None, "รวม", 30],
            [None, None, "ลงชื่อ ....."],
        ],
        merge="A1:E1",
    )
    table = tables.find_table(only_sheet(path), COLUMNS, foot=("รวม",))
    assert [row.cells for row in table.rows] == [
        {"member": "0001", "name": "นาย ก", "paid": 30},
        {"member": 2, "name": "นาง ข", "paid": None},
    ]
    assert [row.place.row for row in table.rows] == [4, 8]
    assert [row.cells["name"] for row in table.foot] == ["รวม", "ลงชื่อ ....."]
    assert tables.place_of(table.rows[0], "member") == Place(
        "a.xlsx", sheet="หมู่ 1", row=4, column="เลขที่ สมาชิก"
    )
    assert table.place.row == 3


def test_values_come_as_excel_holds_them(tmp_path: Path) -> None:
    moment = datetime(2558, 10, 1)  # noqa: DTZ001 - as openpyxl takes it
    path = workbook(tmp_path / "a.xlsx", [HEADER, [1, "0001", moment, 30.5]])
    (row,) = tables.find_table(only_sheet(path), COLUMNS).rows
    assert row.cells == {"member": "0001", "name": moment, "paid": 30.5}


def test_a_formula_without_a_value_is_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADER, [1, "0001", "ก", "=1+1"]])
    (row,) = tables.find_table(only_sheet(path), COLUMNS).rows
    assert row.cells["paid"] is None


def test_a_heading_that_is_not_required_may_be_missing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["เลขสมาชิก"], ["0001"]])
    (row,) = tables.find_table(only_sheet(path), COLUMNS, required=["member"]).rows
    assert row.cells == {"member": "0001", "name": None, "paid": None}
    assert tables.place_of(row, "name").column == "name"


@pytest.mark.parametrize("read", [tables.read_sheets, lambda path: tables.read_csv(path, COLUMNS)])
def test_files_that_cannot_be_read(
    read: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    assert refused(lambda: read(path)) == [("F101", Place("a.xlsx"))]
    assert codes(lambda: read(tmp_path)) == ["F102"]
    path.write_bytes(b"")
    assert refused(lambda: read(path)) == [("F104", Place("a.xlsx"))]
    with path.open("wb") as file:
        file.truncate(tables.FILE_BYTES_MAX + 1)
    assert codes(lambda: read(path)) == ["F103"]
    path.write_bytes(b"x")

    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert codes(lambda: read(path)) == ["F102"]


def test_old_and_protected_workbooks(tmp_path: Path) -> None:
    old = tmp_path / "a.xls"
    workbook(tmp_path / "b.xlsx", [HEADER]).rename(old)
    assert codes(lambda: tables.read_sheets(old)) == ["F105"]
    hidden = tmp_path / "c.xlsx"
    hidden.write_bytes(tables.OLE2_MAGIC + b"\0" * 600 + "Workbook".encode("utf-16-le"))
    assert codes(lambda: tables.read_sheets(hidden)) == ["F105"]
    hidden.write_bytes(tables.OLE2_MAGIC + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert codes(lambda: tables.read_sheets(hidden)) == ["F106"]


# A cell whose text is the eighth of the shared strings, where there are none.
POINTS_NOWHERE = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>'
)


def without(path: Path, part: str, content: bytes | None = None) -> Path:
    """The workbook without one of its parts, or with other content in it."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif content is not None:
                new.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"not a zip"),
        lambda path: path.write_bytes(path.read_bytes()[:2000]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"PK\x01\x02", b"PK\x01\x09")),
        lambda path: without(path, "[Content_Types].xml"),
        lambda path: without(path, "xl/workbook.xml"),
        lambda path: without(path, "xl/worksheets/sheet1.xml", POINTS_NOWHERE),
        lambda path: without(path, "xl/worksheets/sheet1.xml"),
        lambda path: without(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        lambda path: without(path, "xl/workbook.xml", b"\0\0"),
    ],
)
def test_damaged_workbooks(damage: Callable[[Path], object], tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADER, [1, "0001", "ก", 30]])
    damage(path)
    ((code, place),) = refused(lambda: tables.read_sheets(path))
    # Without its only sheet, a workbook is readable but has nothing in it.
    assert code in {"F107", "F108"}
    assert place == Place("a.xlsx")


def test_a_workbook_that_swells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADER, [1, "0001", "ก", 30]])
    monkeypatch.setattr(tables, "UNPACKED_BYTES_MAX", 1000)
    assert codes(lambda: tables.read_sheets(path)) == ["F103"]


def test_nothing_in_it(tmp_path: Path) -> None:
    place = Place("a.xlsx", sheet="หมู่ 1")
    assert codes(lambda: tables.read_sheets(workbook(tmp_path / "a.xlsx", []))) == ["F108"]
    sheets = tables.read_sheets(workbook(tmp_path / "a.xlsx", [], [HEADER]))
    assert refused(lambda: tables.find_table(sheets[0], COLUMNS)) == [("F108", place)]
    sheet = only_sheet(workbook(tmp_path / "a.xlsx", [HEADER]))
    assert refused(lambda: tables.find_table(sheet, COLUMNS)) == [("F108", place)]
    assert tables.find_table(sheet, COLUMNS, allow_empty=True).rows == []


def test_sheets_by_name(tmp_path: Path) -> None:
    sheets = tables.read_sheets(workbook(tmp_path / "a.xlsx", [HEADER], [HEADER]))
    assert tables.sheet_named(sheets, ["x", " หมู่2 "]).title == "หมู่ 2"
    assert refused(lambda: tables.sheet_named(sheets, ["หมู่ 3"])) == [("F109", Place("a.xlsx"))]
    with pytest.raises(Refused, match="หมู่ 1, หมู่ 2"):
        tables.sheet_named(sheets, ["หมู่ 3"])


def test_missing_headings_are_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["t"], ["เลขที่สมาชิก", "ชื่อ"], ["0001", "ก"]]
    sheet = only_sheet(workbook(tmp_path / "a.xlsx", rows))
    with pytest.raises(Refused, match=r"row 2: F110 .*ชื่อ - สกุล, ส่ง"):
        tables.find_table(sheet, COLUMNS)


def test_the_header_must_be_in_the_first_twenty_rows(tmp_path: Path) -> None:
    title: list[list[Any]] = [["t"]]
    data: list[list[Any]] = [HEADER, [1, "0001", "ก", 30]]
    at_20 = only_sheet(workbook(tmp_path / "a.xlsx", title * 19 + data))
    assert tables.find_table(at_20, COLUMNS).rows[0].place.row == 21
    at_21 = only_sheet(workbook(tmp_path / "a.xlsx", title * 20 + data))
    assert codes(lambda: tables.find_table(at_21, COLUMNS)) == ["F110"]


@pytest.mark.parametrize("again", ["เลขที่สมาชิก", "เลข สมาชิก"])
def test_a_heading_twice(again: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [[*HEADER, again], [1, "0001", "ก", 30, "0002"]]
    sheet = only_sheet(workbook(tmp_path / "a.xlsx", rows))
    place = Place("a.xlsx", sheet="หมู่ 1", row=1, column=again)
    assert refused(lambda: tables.find_table(sheet, COLUMNS)) == [("F111", place)]


@pytest.mark.parametrize(
    ("merge", "code", "row"),
    [
        ("B2:C2", "F112", 2),  # the second heading is lost
        ("D1:D2", "F112", 2),  # a heading over two rows
        ("A2:A3", "F112", 2),
        ("B3:C3", "F113", 3),
        ("B3:B4", "F113", 3),
    ],
)
def test_merged_cells(merge: str, code: str, row: int, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["t"], HEADER, [1, "0001", "ก", 30], [2, "0002", "ข", 30], ["รวม"]]
    path = workbook(tmp_path / "a.xlsx", rows, merge=merge)
    place = Place("a.xlsx", sheet="หมู่ 1", row=row)
    assert refused(lambda: tables.find_table(only_sheet(path), COLUMNS)) == [(code, place)]


@pytest.mark.parametrize("merge", ["A1:D1", "A5:C5", "A5:A6"])
def test_merged_titles_and_feet_do_no_harm(merge: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["t"], HEADER, [1, "0001", "ก", 30], [2, "0002", "ข", 30], ["รวม"]]
    sheet = only_sheet(workbook(tmp_path / "a.xlsx", rows, merge=merge))
    assert len(tables.find_table(sheet, COLUMNS, foot=("รวม",)).rows) == 2


def test_fifty_columns(tmp_path: Path) -> None:
    for width, expected in ((40, 1), (50, 0)):
        rows: list[list[Any]] = [HEADER, [1, "0001", "ก", 30, *([None] * (width - 5)), "x"]]
        sheet = only_sheet(workbook(tmp_path / "a.xlsx", rows))
        if expected:
            assert len(tables.find_table(sheet, COLUMNS).rows) == expected
        else:
            assert codes(lambda sheet=sheet: tables.find_table(sheet, COLUMNS)) == ["F114"]  # type: ignore[misc]


def csv_file(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


GOOD_CSV = 'member,name,note\r\n0001,"ก, ข",x\r\n\r\n,,\r\n0002, ค ,\r\n'
FIELDS = tables.named("member", "name")


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_csv(bom: bytes, tmp_path: Path) -> None:
    table = tables.read_csv(csv_file(tmp_path, bom + GOOD_CSV.encode()), FIELDS)
    assert [row.cells for row in table.rows] == [
        {"member": "0001", "name": "ก, ข"},
        {"member": "0002", "name": "ค"},
    ]
    assert [row.place for row in table.rows] == [Place("a.csv", row=2), Place("a.csv", row=5)]
    assert tables.place_of(table.rows[1], "name") == Place("a.csv", row=5, column="name")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("member,name\n0001,สมชาย\n".encode("cp874"), [("F115", 2)]),
        ("member,name\n0001,ก\n".encode("utf-16"), [("F115", 1)]),
        ("member;name\n0001;ก\n", [("F116", 1)]),
        ("member\tname\n0001\tก\n", [("F116", 1)]),
        ("member,name\n0001,ก\n0002\n0003,ก,ข\n", [("F117", 3), ("F117", 4)]),
        ("member,name\n0001,\0\n", [("F118", 2)]),
        ('member,name\n0001,"ก\n', [("F119", 0)]),
        ('member,name\n0001,"ก"ข\n', [("F119", 0)]),
        ("member,name\n", [("F108", 0)]),
        ("\n\n", [("F108", 0)]),
        ("\ufeff", [("F108", 0)]),
        ("member,other\n0001,ก\n", [("F110", 1)]),
        ("member,name,member\n0001,ก,0002\n", [("F111", 1)]),
    ],
)
def test_bad_csv(data: bytes | str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    found = refused(lambda: tables.read_csv(csv_file(tmp_path, data), FIELDS))
    assert [(code, place.row) for code, place in found] == expected
    assert {place.file for _, place in found} == {"a.csv"}


def test_a_workbook_is_no_csv(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.csv.xlsx", [HEADER])
    assert codes(lambda: tables.read_csv(path, FIELDS)) == ["F118"]


def test_workbooks_of_a_folder(tmp_path: Path) -> None:
    assert codes(lambda: tables.workbooks_in(tmp_path / "none")) == ["F101"]
    assert codes(lambda: tables.workbooks_in(tmp_path)) == ["F120"]
    for name in ("b.xlsx", "a.XLSX", "~$b.xlsx", ".c.xlsx", "d.xls", "e.csv"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in tables.workbooks_in(tmp_path)] == ["a.XLSX", "b.xlsx", "d.xls"]


def test_the_folder_of_the_sample_reads_fast() -> None:
    # Two years of collection sheets take some two seconds; the limit leaves room for slow machines.
    start = time.perf_counter()
    books = [tables.read_sheets(path) for path in tables.workbooks_in(SAMPLE / "collections")]
    assert time.perf_counter() - start < 20
    assert len(books) == 24
    columns = {"member": ("เลขที่สมาชิก",), "receipt": ("เลขที่ใบเสร็จ",)}
    for sheets in books:
        for sheet in sheets:
            assert tables.find_table(sheet, columns, foot=("รวม",)).rows


def test_every_csv_of_the_sample_is_readable() -> None:
    for path in sorted(SAMPLE.glob("*.csv")):
        header = path.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip().split(",")
        assert tables.read_csv(path, tables.named(*header)).rows, path.name
