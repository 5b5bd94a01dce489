"""Papers become books: twins, repeats, dry runs, and everything that can be wrong with a paper."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from click.testing import Result
from conftest import FACTS
from conftest import LEDGER
from conftest import PAPERS
from conftest import SAMPLE
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import files_of
from conftest import lay_papers
from conftest import rows_of
from conftest import set_cell

from welfare import books
from welfare import register
from welfare import tables
from welfare import vocabulary
from welfare import writing
from welfare.books import Book
from welfare.findings import Refused
from welfare.papers import folder as paper_folder
from welfare.papers.rows import Desk
from welfare.records import Batch

END = date(2024, 9, 30)
BOM = b"\xef\xbb\xbf"


def refused(
    result: Result, code: str, *places: str, fund: Path, before: str, exit_code: int = 1
) -> None:
    """A command said no: exit code, code of the message, place in it, and nothing written."""
    assert result.exit_code == exit_code, result.output
    assert code in codes(result), result.output
    line = " ".join(text for text in result.output.splitlines() if f" {code} " in f" {text}")
    for place in places:
        assert place in line, result.output
    assert digest(fund) == before


def build(run: Run, papers: Path, fund: Path, *more: str) -> Result:
    return run("import", papers, "--bylaws", "sample", *more, fund=fund)


def bad_papers(run: Run, papers: Path, code: str, *places: str, more: tuple[str, ...] = ()) -> None:
    """A new fund is refused for its papers, and not even its folder is left."""
    fund = papers.parent / "new"
    refused(build(run, papers, fund, *more), code, *places, fund=fund, before=digest(fund))
    assert not fund.exists()


# --- twins ----------------------------------------------------------------------------------------


def without_source(entry: Directive) -> str:
    """All that a directive says but where it was read and the wording of remarks.

    The sample's sheets say `ยกเลิก (เขียนผิด)` where its CSV says `ยกเลิก เขียนผิด ออกใบใหม่แทน`,
    and only the CSV marks an entry fee with `สมาชิกใหม่`.
    """
    aside = ("source", "note", "filename", "lineno")
    own = {key: value for key, value in vocabulary.facts(entry).items() if key not in aside}
    if isinstance(entry, Custom):
        return repr((entry.date, entry.type, [str(v.value) for v in entry.values], own))
    assert isinstance(entry, Transaction)
    lines = [
        (p.account, p.units, {k: v for k, v in (p.meta or {}).items() if k not in aside})
        for p in entry.postings
    ]
    return repr((entry.date, entry.payee, entry.narration, own, lines))


def said(entries: list[Directive]) -> list[str]:
    return sorted(map(without_source, entries))


def remarks(batch: Batch) -> list[Any]:
    return sorted((item.code, str(item.args)) for item in batch.noticed)


@pytest.fixture(scope="module")
def begun() -> Book:
    """The sample's books with nothing but its officers."""
    bylaws = (resources.files("rules") / "presets" / "sample.beancount").read_text("utf-8")
    book, _ = paper_folder.start(SAMPLE, Path("nowhere"), bylaws)
    batch = paper_folder.read_one(Desk(book, {}, END), "committee", [SAMPLE / "committee.csv"])
    return books.with_entries(book, batch.entries)


def test_the_member_list_and_its_twin_say_the_same(begun: Book) -> None:
    typed, kept = (
        paper_folder.read_one(Desk(begun, {}, END), "members", [SAMPLE / name])
        for name in ("members.csv", "members.xlsx")
    )
    assert said(typed.entries) == said(kept.entries)
    assert typed.people == kept.people
    assert typed.refused == kept.refused == []
    assert remarks(typed) == remarks(kept)
    desk = Desk(books.with_entries(begun, typed.entries), typed.people, END)
    first, second = (
        paper_folder.read_one(replace(desk), "member-openings", [SAMPLE / name])
        for name in ("members_opening.csv", "members.xlsx")
    )
    assert said(first.entries) == said(second.entries)
    assert first.refused == second.refused == []


def test_the_village_sheets_and_their_twins_say_the_same(begun: Book) -> None:
    members = paper_folder.read_one(Desk(begun, {}, END), "members", [SAMPLE / "members.csv"])
    desk = Desk(books.with_entries(begun, members.entries), members.people, END)
    csvs = paper_folder.read_one(desk, "collections", [SAMPLE / "collections.csv"])
    csvs.add(paper_folder.read_one(desk, "sheet-totals", [SAMPLE / "collection_sheets.csv"]))
    sheets = paper_folder.read_one(desk, "collections", tables.workbooks_in(SAMPLE / "collections"))
    assert said(csvs.entries) == said(sheets.entries)
    assert said(list(csvs.irregular)) == said(list(sheets.irregular))
    assert remarks(csvs) == remarks(sheets)
    assert csvs.refused == sheets.refused == []


def test_workbooks_alone_give_the_same_fund(run: Run, tmp_path: Path, sample_once: Path) -> None:
    papers = shutil.copytree(SAMPLE, tmp_path / "papers")
    for name in ("members.csv", "members_opening.csv", "collections.csv", "collection_sheets.csv"):
        (papers / name).unlink()
    fund = tmp_path / "fund"
    result = build(run, papers, fund, "--record-irregularities")
    assert result.exit_code == 0, result.output
    ours, theirs = books.load(fund), books.load(sample_once)
    kinds = (Custom, Transaction)
    assert said([e for e in ours.entries if isinstance(e, kinds)]) == said(
        [e for e in theirs.entries if isinstance(e, kinds)]
    )
    for name in (register.PATH, "bylaws.beancount", "accounts.beancount", "main.beancount"):
        assert (fund / name).read_bytes() == (sample_once / name).read_bytes()
    # And a fund that was built from the CSV files knows the workbooks already.
    copy = shutil.copytree(sample_once, tmp_path / "copy")
    again = build(run, papers, copy, "--record-irregularities")
    assert again.exit_code == 0, again.output
    assert files_of(copy) == files_of(sample_once)


# --- the sample, whole ----------------------------------------------------------------------------


def test_the_demo_repeated_changes_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    fund = shutil.copytree(LEDGER, tmp_path / "fund")
    before = files_of(fund)
    result = run("demo", fund)
    assert result.exit_code == 0, result.output
    assert "nothing to write" in result.output
    assert files_of(fund) == before


def test_the_ledger_in_the_repository_is_the_demo(tmp_path: Path, run: Run) -> None:
    result = run("demo", tmp_path / "fund")
    assert result.exit_code == 0, result.output
    book = books.load(tmp_path / "fund")
    assert book.errors == []
    assert not (tmp_path / "fund" / writing.STAGING).exists()
    kept, built = files_of(LEDGER), files_of(tmp_path / "fund")
    assert sorted(kept) == sorted(built)
    assert [name for name in built if built[name] != kept[name]] == []


def test_the_product_never_reads_what_is_expected() -> None:
    root = SAMPLE.parent.parent
    for folder in ("welfare", "rules", "reports"):
        for path in (root / folder).rglob("*.py"):
            assert "expected/" not in path.read_text("utf-8"), path
    assert not list(SAMPLE.rglob("expected"))


# --- dry runs, refused rows, irregularities -------------------------------------------------------


def test_a_dry_run_of_a_new_fund_writes_not_even_a_folder(run: Run, papers: Path) -> None:
    set_cell(papers / "collections.csv", 3, "amount", "-30")
    fund = papers.parent / "new"
    result = build(run, papers, fund, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "refused: collections.csv, row 3, column amount: D203" in result.output
    assert "note: members.csv, row 5: P206" in result.output
    assert "1 refused" in result.output
    assert not fund.exists()


def test_a_dry_run_shows_everything_and_writes_nothing(
    run: Run, tmp_path: Path, sample_fund: Path
) -> None:
    papers = shutil.copytree(SAMPLE, tmp_path / "papers")
    new = papers / "receipts_payments.csv"
    add_row(
        new,
        *("RP67-9001", "2024-09-29", "stationery", "", "", "100.00", "cash", "ร้าน", "กระดาษ"),
        *("", "PV67-9001", "", "K04", ""),
    )
    before = digest(sample_fund)
    result = run("import", "money", new, "--dry-run", fund=sample_fund)
    assert result.exit_code == 0, result.output
    assert "irregular: 2024-09-29 EXPENSE_WITHOUT_RESOLUTION RP67-9001" in result.output
    assert digest(sample_fund) == before
    asked = run("import", "money", new, fund=sample_fund)
    refused(asked, "R111", fund=sample_fund, before=before)
    assert run("import", "money", new, "--record-irregularities", fund=sample_fund).exit_code == 0
    again = run("import", "money", new, fund=sample_fund)
    assert again.exit_code == 0, again.output
    assert "nothing to write" in again.output


def test_the_rest_is_imported_only_if_the_person_says_so(run: Run, papers: Path) -> None:
    set_cell(papers / "collections.csv", 7, "receipt_no", "")
    bad_papers(run, papers, "R110")
    bad_papers(run, papers, "P101", "collections.csv, row 7, column receipt_no")
    fund = papers.parent / "new"
    result = build(run, papers, fund, "--accept-rest")
    assert result.exit_code == 0, result.output
    receipts = "".join(raw.decode() for raw in files_of(fund).values())
    assert '"02-66-0001"' in receipts
    assert 'receipt: "02-66-0002"' not in receipts
    # The paper mended, the repeat brings the missing row and nothing else.
    set_cell(papers / "collections.csv", 7, "receipt_no", "02-66-0002")
    before = digest(fund)
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    assert "1 records written" in result.output
    assert digest(fund) != before


# --- values ---------------------------------------------------------------------------------------

VALUES = [
    ("collections.csv", 3, "amount", "-30", "D203"),
    ("collections.csv", 3, "amount", "(30)", "D203"),
    ("collections.csv", 3, "amount", "30.005", "D204"),
    ("collections.csv", 3, "amount", "30.000", "D204"),
    ("collections.csv", 3, "amount", "สามสิบ", "D202"),
    ("collections.csv", 3, "amount", "NaN", "D202"),
    ("collections.csv", 3, "amount", "1e3", "D202"),
    ("collections.csv", 3, "amount", "9" * 30, "D206"),
    ("collections.csv", 3, "amount", "0", "P302"),
    ("collections.csv", 3, "amount", "", "P101"),
    ("collections.csv", 3, "member_no", "9999", "P105"),
    ("collections.csv", 3, "member_no", "", "P101"),
    ("collections.csv", 3, "member_no", "00 01", "P108"),
    ("collections.csv", 3, "receipt_no", "01-66 0002", "P108"),
    ("collections.csv", 3, "collector", "บุญ ช่วย", "P108"),
    ("collections.csv", 3, "collector", "M09", "P111"),
    ("collections.csv", 3, "note", "ก" * 10_001, "P109"),
    ("collection_sheets.csv", 2, "collector", "M09", "P111"),
    ("receipts_payments.csv", 4, "handled_by", "K09", "P111"),
    ("receipts_payments.csv", 4, "description", "ก" * 10_001, "P109"),
    ("receipts_payments.csv", 2, "payee_payer", "", "P101"),
    ("receipts_payments.csv", 2, "payee_payer", "ใครก็ไม่รู้", "P111"),
    ("meetings.csv", 2, "text", "ก" * 10_001, "P109"),
    ("meetings.csv", 2, "refs", "C66 0001;RP66-0001", "P108"),
    ("claims.csv", 2, "evidence", "id copy", "P108"),
    ("claims.csv", 2, "damage_type", "all of it", "P108"),
    ("members_opening.csv", 3, "paid_through", "", "P101"),
    ("collections.csv", 3, "village", "9", "P106"),
    ("collections.csv", 3, "village", "หมู่ 1/2", "P106"),
    ("collections.csv", 3, "kind", "donation", "P107"),
    ("collections.csv", 3, "date", "2025-10-03", "P102"),
    ("collections.csv", 3, "date", "1/10/2550", "P103"),
    ("collections.csv", 3, "date", "29 ก.พ. 2566", "D105"),
    ("collections.csv", 3, "date", "31/11/2565", "D104"),
    ("collections.csv", 3, "date", "44837", "D103"),
    ("collections.csv", 3, "date", "วันจันทร์", "D102"),
    ("collections.csv", 3, "months_covered", "2022-13", "D112"),
    ("collections.csv", 3, "months_covered", "ปีนี้", "D110"),
    ("members.csv", 3, "birth_date", "29/2/2500", "D105"),
    ("members.csv", 3, "birth_date", "2030-01-01", "P102"),
    ("members.csv", 3, "accepted_date", "2015-09-30", "P103"),
    ("members.csv", 3, "frequency", "รายวัน", "P107"),
    ("members.csv", 3, "moo", "²", "P106"),
    ("members.csv", 3, "first_name", "", "P101"),
    ("members.csv", 3, "end_date", "2023-01-01", "P202"),
    ("members_opening.csv", 3, "paid_through", "เมื่อวาน", "D110"),
    ("members_opening.csv", 3, "matched_rounds", "²", "P104"),
    ("members_opening.csv", 3, "ceiling_used", "Infinity", "P104"),
    ("committee.csv", 4, "term_from", "2014-01-01", "P103"),
    ("committee.csv", 4, "term_to", "", "P101"),
    ("committee.csv", 4, "person_id", "K 04", "P108"),
    ("meetings.csv", 2, "type", "ประชุม", "P107"),
    ("meetings.csv", 2, "resolution_no", "2/2566 1", "P108"),
    ("meetings.csv", 2, "attendees", "สิบ", "P104"),
    ("opening.csv", 2, "account", "Assets:Gold", "P501"),
    ("opening.csv", 2, "amount", "4999.99", "P502"),
    ("claims.csv", 2, "benefit", "wedding", "P107"),
    ("claims.csv", 2, "pay_method", "เช็ค", "P107"),
    ("claims.csv", 2, "paid_amount", "0", "P110"),
    ("claims.csv", 2, "gpa", "4,0", "P104"),
    ("claims.csv", 2, "voucher_no", "PV 1", "P108"),
    ("receipts_payments.csv", 4, "kind", "cheque", "P107"),
    ("receipts_payments.csv", 4, "amount", "0", "P110"),
    ("receipts_payments.csv", 5, "place", "ใต้ที่นอน", "P107"),
    ("receipts_payments.csv", 5, "place", "", "P101"),
    ("receipts_payments.csv", 2, "village", "", "P101"),
    ("receipts_payments.csv", 4, "doc_no", "", "P101"),
    ("bank.csv", 2, "deposit", "", "P601"),
    ("bank.csv", 3, "balance", "20379.00", "P603"),
    ("collection_sheets.csv", 2, "declared_total", "เก้าสิบ", "D202"),
]


@pytest.mark.parametrize(("file", "row", "column", "value", "code"), VALUES)
def test_a_value_that_cannot_be(
    run: Run, papers: Path, file: str, row: int, column: str, value: str, code: str
) -> None:
    set_cell(papers / file, row, column, value)
    place = "" if code == "P502" else f"{file}, row {row}"
    bad_papers(run, papers, code, place)
    bad_papers(run, papers, "R110")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("๓๐ บาท", "-30.00"),
        ("1,200.-", "-1200.00"),
        ("  30.5\u00a0", "-30.50"),
        ("30 บาท 25 สตางค์", "-30.25"),
    ],
)
def test_amounts_as_people_write_them(run: Run, papers: Path, typed: str, stored: str) -> None:
    set_cell(papers / "collections.csv", 3, "amount", typed)
    fund = papers.parent / "new"
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    book = books.load(fund)
    found = [
        str(books.number(posting))
        for entry in book.transactions
        for posting in entry.postings
        if (posting.meta or {}).get("receipt") == "01-66-0002"
    ]
    assert found == [stored]


def test_all_that_is_wrong_is_told_at_once(run: Run, papers: Path) -> None:
    set_cell(papers / "members.csv", 3, "birth_date", "29/2/2500")
    set_cell(papers / "collections.csv", 9, "amount", "-1")
    set_cell(papers / "bank.csv", 2, "date", "2/2/2")
    result = build(run, papers, papers.parent / "new")
    told = [line for line in result.output.splitlines() if line.startswith("refused: ")]
    assert [line.split(":")[1].split(",")[0].strip() for line in told] == sorted(
        line.split(":")[1].split(",")[0].strip() for line in told
    )
    assert {"D105", "D203", "P105"} <= set(codes(result))


# --- whole files ----------------------------------------------------------------------------------


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def as_workbook(papers: Path, name: str, **more: list[list[Any]]) -> Path:
    """Replace a CSV file of the folder by a workbook of the same rows."""
    path = papers / name
    with path.open(encoding="utf-8", newline="") as file:
        rows: list[list[Any]] = [list(row) for row in csv.reader(file)]
    path.unlink()
    return workbook(path.with_suffix(".xlsx"), ทะเบียนสมาชิก=rows, **more)


def test_a_missing_sheet(run: Run, papers: Path) -> None:
    as_workbook(papers, "members.csv")
    (papers / "members_opening.csv").unlink()
    bad_papers(run, papers, "F109", "members.xlsx")


def test_a_locked_workbook(run: Run, papers: Path) -> None:
    (papers / "members.csv").unlink()
    (papers / "members.xlsx").write_bytes(tables.OLE2_MAGIC + b"\0" * 600 + tables.ENCRYPTED)
    bad_papers(run, papers, "F106", "members.xlsx")


def test_an_old_workbook(run: Run, papers: Path) -> None:
    (papers / "members.csv").unlink()
    (papers / "members.xls").write_bytes(tables.OLE2_MAGIC + b"\0" * 600)
    bad_papers(run, papers, "F105", "members.xls")


def test_a_damaged_workbook(run: Run, papers: Path) -> None:
    (papers / "members.csv").unlink()
    (papers / "members.xlsx").write_bytes(b"PK\x03\x04 and so on")
    bad_papers(run, papers, "F107", "members.xlsx")


def test_a_merged_header(run: Run, papers: Path) -> None:
    path = as_workbook(papers, "members.csv")
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C1:D1")
    book.save(path)
    bad_papers(run, papers, "F112", "members.xlsx, sheet ทะเบียนสมาชิก, row 1")


def test_fifty_columns(run: Run, papers: Path) -> None:
    path = as_workbook(papers, "members.csv")
    book = openpyxl.load_workbook(path)
    book.active.cell(3, 50).value = "x"
    book.save(path)
    bad_papers(run, papers, "F114", "members.xlsx, sheet ทะเบียนสมาชิก")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "F104"),
        (b"\n\n", "F108"),
        ("เลขที่,ชื่อ\n1,ก\n".encode("cp874"), "F115"),
        ("member_no,ชื่อ\n1,ก\n".encode("utf-16"), "F115"),
        (b"member_no;date;amount\n1;2;3\n", "F116"),
        (b"date,member_no,amount,receipt_no\n1,2\n", "F117"),
        (b"date,member_no\0,amount,receipt_no\n", "F118"),
        (b'date,member_no,amount,receipt_no\n"1"x,2,3,4\n', "F119"),
        (b"date,member_no\n2022-10-03,1\n", "F110"),
        (b"date,date,member_no,amount,receipt_no\n1,2,3,4,5\n", "F111"),
        (b"date,member_no,amount,receipt_no\n", "F108"),
    ],
)
def test_a_file_that_cannot_be_read(run: Run, papers: Path, raw: bytes, code: str) -> None:
    (papers / "collections.csv").write_bytes(raw)
    bad_papers(run, papers, code, "collections.csv")


def test_a_file_that_is_not_there(run: Run, small_fund: Path) -> None:
    before = digest(small_fund)
    result = run("import", "members", small_fund / "no.csv", fund=small_fund)
    refused(result, "F101", "no.csv", fund=small_fund, before=before)
    result = run("import", small_fund / "nowhere", fund=small_fund)
    refused(result, "R113", "nowhere", fund=small_fund, before=before)
    result = run("import", "members", fund=small_fund)
    assert result.exit_code == 2
    result = run("import", "members", small_fund, fund=small_fund)
    refused(result, "F102", fund=small_fund, before=before)


# --- village sheets -------------------------------------------------------------------------------

HEAD = ["เลขที่สมาชิก", "ส่ง", "งวด", "เลขที่ใบเสร็จ", "ค่าสมัคร", "หมายเหตุ"]


def village_sheet(*rows: list[Any], day: str = "3 ธ.ค. 2565", foot: Any = None) -> list[list[Any]]:
    end = [["รวม", foot]] if foot is not None else []
    return [["ใบเก็บเงินสมทบ"], [f"วันที่เก็บ {day}"], HEAD, *rows, *end]


def test_new_rows_inside_a_village_sheet_are_added(
    run: Run, tmp_path: Path, small_fund: Path
) -> None:
    first = ["0001", 30, "ธ.ค.65", "01-66-0007", None, None]
    second = [2, "๓๐ บาท", "ธ.ค. 2565", "01-66-0008", None, None]
    sheet = tmp_path / "2565-12.xlsx"
    workbook(sheet, **{"หมู่ 1": village_sheet(first), "Sheet2": []})
    assert run("import", "collections", sheet, fund=small_fund).exit_code == 0
    workbook(sheet, **{"หมู่ 1": village_sheet(first, second)})
    result = run("import", "collections", sheet, fund=small_fund)
    assert result.exit_code == 0, result.output
    text = (small_fund / "journal" / "2022-12.beancount").read_text("utf-8")
    assert text.count("01-66-0007") == text.count("01-66-0008") == 1
    assert books.load(small_fund).balance("Assets:Collectors:Moo01", END) == 60
    before = digest(small_fund)
    result = run("import", "collections", sheet, fund=small_fund)
    assert result.exit_code == 0
    assert "nothing to write" in result.output
    assert digest(small_fund) == before
    # One amount changed: refused, with the place in the books and the row of the paper.
    first[1] = 60
    workbook(sheet, **{"หมู่ 1": village_sheet(first, second)})
    result = run("import", "collections", sheet, fund=small_fund)
    refused(result, "R201", "2022-12.beancount:", "01-66-0007", fund=small_fund, before=before)
    assert "2565-12.xlsx" in result.output


BAD_SHEETS = [
    (village_sheet(["0001", "30 ดอลลาร์", "ธ.ค.65", "01-66-0007"]), "D202", "row 4, column ส่ง"),
    (village_sheet(["0001", None, "ธ.ค.65", "01-66-0007"]), "P101", "row 4, column ส่ง"),
    (village_sheet(["0001", 30, "ธ.ค.65", None]), "P101", "row 4, column เลขที่ใบเสร็จ"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007", "ฟรี"]), "D202", "row 4, column ค่าสมัคร"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007", -40]), "D203", "row 4, column ค่าสมัคร"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"], foot="หาย"), "D202", "row 5, column ส่ง"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"], day="3 ธ.ค. 2599"), "P102", "row 3"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"], day="3 ธ.ค. 2550"), "P103", "row 3"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"], day="29 ก.พ. 2566"), "D105", "row 3"),
    (village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"])[2:], "P304", "row 1"),
    (village_sheet(["0009", 30, "ธ.ค.65", "01-66-0007"]), "P105", "row 4"),
]


@pytest.mark.parametrize(("rows", "code", "place"), BAD_SHEETS)
def test_a_bad_village_sheet(
    run: Run, tmp_path: Path, small_fund: Path, rows: list[list[Any]], code: str, place: str
) -> None:
    before = digest(small_fund)
    sheet = workbook(tmp_path / "2565-12.xlsx", **{"หมู่ 1": rows})
    result = run("import", "collections", sheet, fund=small_fund)
    refused(result, code, f"2565-12.xlsx, sheet หมู่ 1, {place}", fund=small_fund, before=before)


@pytest.mark.parametrize(("title", "code"), [("รายชื่อ", "P305"), ("หมู่ 7", "P106")])
def test_a_sheet_of_no_village(
    run: Run, tmp_path: Path, small_fund: Path, title: str, code: str
) -> None:
    before = digest(small_fund)
    rows = village_sheet(["0001", 30, "ธ.ค.65", "01-66-0007"])
    sheet = workbook(tmp_path / "2565-12.xlsx", **{title: rows})
    result = run("import", "collections", sheet, fund=small_fund)
    refused(result, code, f"sheet {title}", fund=small_fund, before=before)


# --- numbers used twice ---------------------------------------------------------------------------


def add_row(path: Path, *cells: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(cells)


def test_a_receipt_number_of_two_payers_in_one_file(run: Run, papers: Path) -> None:
    add_row(
        papers / "collections.csv",
        *("2022-11-03", "1", "M01", "0003", "30.00", "2022-11", "01-66-0006", "contribution", ""),
    )
    bad_papers(run, papers, "R111")
    fund = papers.parent / "new"
    assert build(run, papers, fund, "--record-irregularities").exit_code == 0
    assert '"RECEIPT_DUPLICATE" "01-66-0006"' in (fund / "journal" / "2022-11.beancount").read_text(
        "utf-8"
    )
    before = digest(fund)
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    assert digest(fund) == before


def test_a_receipt_number_of_two_days_in_one_file(run: Run, papers: Path) -> None:
    add_row(
        papers / "collections.csv",
        *("2022-12-03", "1", "M01", "0001", "30.00", "2022-12", "01-66-0006", "contribution", ""),
    )
    bad_papers(run, papers, "R111")
    fund = papers.parent / "new"
    assert build(run, papers, fund, "--record-irregularities").exit_code == 0
    before = digest(fund)
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    assert digest(fund) == before


@pytest.mark.parametrize(
    ("column", "value"), [("amount", "60.00"), ("member_no", "0003"), ("date", "2022-10-05")]
)
def test_a_receipt_of_the_books_with_other_content(
    run: Run, papers: Path, small_fund: Path, column: str, value: str
) -> None:
    set_cell(papers / "collections.csv", 3, column, value)
    before = digest(small_fund)
    result = run("import", "collections", papers / "collections.csv", fund=small_fund)
    refused(
        result,
        "R201",
        "2022-10.beancount:",
        "01-66-0002",
        "collections.csv #",
        fund=small_fund,
        before=before,
    )


@pytest.mark.parametrize(
    ("what", "file", "row", "column", "value"),
    [
        ("money", "receipts_payments.csv", 4, "amount", "401.00"),
        ("members", "members.csv", 3, "accepted_date", "2015-11-01"),
        ("members", "members.csv", 3, "birth_date", "1942-09-24"),
        ("claims", "claims.csv", 2, "paid_amount", "701.00"),
        ("meetings", "meetings.csv", 2, "text", "อีกมติหนึ่ง"),
        ("opening", "opening.csv", 5, "amount", "30001.00"),
        ("member-openings", "members_opening.csv", 2, "matched_rounds", "4"),
        ("sheet-totals", "collection_sheets.csv", 2, "declared_total", "91.00"),
    ],
)
def test_a_paper_of_the_books_with_other_content(
    run: Run,
    papers: Path,
    small_fund: Path,
    what: str,
    file: str,
    row: int,
    column: str,
    value: str,
) -> None:
    set_cell(papers / file, row, column, value)
    before = digest(small_fund)
    result = run("import", what, papers / file, fund=small_fund)
    refused(result, "R201", ".beancount:", file, fund=small_fund, before=before)


def test_a_bank_line_that_is_known_with_other_content(
    run: Run, papers: Path, small_fund: Path
) -> None:
    set_cell(papers / "bank.csv", 2, "deposit", "401.00")
    before = digest(small_fund)
    result = run("import", "bank", papers / "bank.csv", fund=small_fund)
    refused(result, "P602", "bank.csv, row 2", fund=small_fund, before=before)
    result = run("import", "bank", papers / "bank.csv", "--accept-rest", fund=small_fund)
    assert result.exit_code == 0, result.output
    assert digest(small_fund) == before


@pytest.mark.parametrize(("what", "file"), [(k, v[0]) for k, v in paper_folder.READERS.items()])
def test_a_paper_imported_twice(
    run: Run, papers: Path, small_fund: Path, what: str, file: str
) -> None:
    before = digest(small_fund)
    result = run("import", what, papers / file, fund=small_fund)
    assert result.exit_code == 0, result.output
    assert "nothing to write" in result.output
    assert digest(small_fund) == before


def test_new_rows_of_a_file_are_added(run: Run, papers: Path, small_fund: Path) -> None:
    old = files_of(small_fund)
    add_row(
        papers / "collections.csv",
        *("2022-11-03", "1", "M01", "0003", "30.00", "2022-11", "01-66-0007", "contribution", ""),
    )
    add_row(
        papers / "members.csv",
        *("0007", "", "นาง", "ใหม่", "มาดี", "F", "9", "2", "1990-01-01", "2023-01-01"),
        *("2023-02-01", "monthly", "", "", "", "", "", ""),
    )
    for what, file in (("collections", "collections.csv"), ("members", "members.csv")):
        result = run("import", what, papers / file, fund=small_fund)
        assert result.exit_code == 0, result.output
        assert "1 records written" in result.output
    new = files_of(small_fund)
    changed = {name for name in new if new[name] != old.get(name)}
    assert changed == {
        "journal/2022-11.beancount",
        "members.beancount",
        register.PATH,
        register.LAST_GOOD,
    }
    # Append-only: what stood there stands there still.
    for name in ("journal/2022-11.beancount", "members.beancount"):
        assert new[name].startswith(old[name])


# --- several files, payees, vouchers --------------------------------------------------------------

CLAIM = {
    "claim_no": "C66-0002",
    "filed_date": "2022-11-05",
    "member_no": "0002",
    "benefit": "birth",
    "event_date": "2022-10-20",
    "children_born": "1",
    "resolution_no": "2/2566-1",
    "resolution_date": "2022-11-20",
    "pay_date": "2022-11-24",
    "pay_method": "cash",
    "payee": "นางใหม่ ผู้รับ",
    "voucher_no": "PV66-0011",
    "paid_amount": "700.00",
}


def claims_file(path: Path, *changes: dict[str, str]) -> Path:
    """A file of claims, each as CLAIM but for what is given."""
    heads = PAPERS["claims.csv"].splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        writer.writerows({**CLAIM, **change} for change in changes)
    return path


def benefits(fund: Path) -> list[Transaction]:
    return [e for e in books.load(fund).transactions if e.meta.get("kind") == "benefit"]


def test_two_files_at_once_never_share_a_new_number(
    run: Run, tmp_path: Path, small_fund: Path, papers: Path
) -> None:
    other = {"claim_no": "C66-0003", "voucher_no": "PV66-0012", "payee": "นายอีกคน ผู้รับ"}
    files = (
        claims_file(tmp_path / "c1.csv", {}),
        claims_file(tmp_path / "c2.csv", other),
    )
    for _ in range(2):
        # The bylaws grant neither; what was paid is booked as paid all the same.
        result = run("import", "claims", *files, "--record-irregularities", fund=small_fund)
        assert result.exit_code == 0, result.output
    assert "nothing to write" in result.output
    people = register.load(small_fund)
    assert [people[f"P000{n}"].first_name for n in (1, 2)] == ["ใหม่", "อีกคน"]
    assert [str(e.meta["to"]) for e in benefits(small_fund)[-2:]] == ["P0001", "P0002"]
    rows = rows_of(papers / "members.csv")[:1]
    for number, house in ((7, "70"), (8, "80")):
        with (tmp_path / f"m{number}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            own = {"member_no": f"000{number}", "citizen_id": "", "first_name": f"ชื่อ{number}"}
            writer.writerow({**rows[0], **own, "house_no": house, "nominee": ""})
    result = run("import", "members", tmp_path / "m7.csv", tmp_path / "m8.csv", fund=small_fund)
    assert result.exit_code == 0, result.output
    members = books.load(small_fund).members
    assert members["0007"].facts["household"] != members["0008"].facts["household"]


def test_one_voucher_pays_several_claims(run: Run, tmp_path: Path, small_fund: Path) -> None:
    second = {"claim_no": "C66-0003", "member_no": "0003", "paid_amount": "650.00",
        "deducted_amount": "50.00"}  # fmt: skip
    path = claims_file(tmp_path / "claims.csv", {}, second, second)
    # The bylaws grant neither; what was paid is booked as paid all the same.
    words = ("import", "claims", path, "--record-irregularities")
    result = run(*words, fund=small_fund)
    assert result.exit_code == 0, result.output
    paid = benefits(small_fund)[-1]
    assert paid.meta["voucher"] == "PV66-0011"
    assert paid.meta["approved-by"] == "K01"
    assert [(a, str(n), own.get("claim")) for a, n, own in books.lines(paid)] == [
        ("Expenses:Welfare:Birth", "700.00", "C66-0002"),
        ("Expenses:Welfare:Birth", "700.00", "C66-0003"),
        ("Income:Contributions:Members", "-50.00", "C66-0003"),
        ("Assets:Cash", "-1350.00", None),
    ]
    before = digest(small_fund)
    assert "nothing to write" in run(*words, fund=small_fund).output
    assert digest(small_fund) == before


@pytest.mark.parametrize(
    "change",
    [
        {"pay_date": "2022-11-25"},
        {"pay_method": "transfer"},
        {"payee": "นางอื่น ผู้รับ"},
        {"resolution_no": "2/2566-2"},
        {"claim_no": "C66-0002", "paid_amount": "600.00"},
    ],
)
def test_one_voucher_says_one_thing(
    run: Run, tmp_path: Path, small_fund: Path, change: dict[str, str]
) -> None:
    before = digest(small_fund)
    path = claims_file(tmp_path / "claims.csv", {}, {"claim_no": "C66-0003", **change})
    result = run("import", "claims", path, fund=small_fund)
    place = "column voucher_no"
    refused(result, "P403", f"claims.csv, row 3, {place}", fund=small_fund, before=before)
    refused(result, "P404", f"claims.csv, row 2, {place}", fund=small_fund, before=before)


def test_a_voucher_is_booked_whole_or_not_at_all(
    run: Run, tmp_path: Path, small_fund: Path
) -> None:
    before = digest(small_fund)
    bad = {"claim_no": "C66-0003", "paid_amount": "มาก"}
    path = claims_file(tmp_path / "claims.csv", {}, bad)
    result = run("import", "claims", path, "--accept-rest", fund=small_fund)
    assert (result.exit_code, sorted(codes(result))) == (0, ["D202", "P404"]), result.output
    assert digest(small_fund) == before


def test_a_name_of_several_persons(run: Run, papers: Path) -> None:
    set_cell(papers / "members.csv", 5, "first_name", "พรทิพย์")
    set_cell(papers / "members.csv", 5, "last_name", "สมมติศรี")
    path = papers / "receipts_payments.csv"
    set_cell(path, 5, "payee_payer", "พรทิพย์ สมมติศรี")
    bad_papers(run, papers, "P402", "receipts_payments.csv, row 5, column payee_payer: ")
    set_cell(path, 5, "payee_payer", "0004")
    fund = papers.parent / "new"
    assert build(run, papers, fund).exit_code == 0
    assert '  to: "0004"' in (fund / "journal" / "2022-11.beancount").read_text("utf-8")


def test_a_person_outside_the_register_is_paid_by_number(run: Run, papers: Path) -> None:
    set_cell(papers / "receipts_payments.csv", 5, "payee_payer", "นายทดสอบ นอกทะเบียน")
    fund = papers.parent / "new"
    assert build(run, papers, fund).exit_code == 0
    assert register.load(fund)["P0001"].last_name == "นอกทะเบียน"
    for name, raw in files_of(fund).items():
        assert name.startswith("register/") or "นอกทะเบียน".encode() not in raw, name
    before = digest(fund)
    assert "nothing to write" in build(run, papers, fund).output
    assert digest(fund) == before


@pytest.mark.parametrize(("payee", "approved"), [("ร้าน", "K01"), ("K01", None), ("0001", None)])
def test_the_chair_approves_no_money_to_himself(
    run: Run, papers: Path, payee: str, approved: str | None
) -> None:
    # Member 0001 is the chair, by name.
    set_cell(papers / "committee.csv", 2, "name", "พรทิพย์ สมมติศรี")
    set_cell(papers / "receipts_payments.csv", 5, "payee_payer", payee)
    fund = papers.parent / "new"
    assert build(run, papers, fund).exit_code == 0
    found = {e.meta.get("doc"): e.meta.get("approved-by") for e in books.load(fund).transactions}
    assert found["RP66-0004"] == approved
    assert found["RP66-0003"] is None
    assert benefits(fund)[0].meta.get("approved-by") is None


def test_a_spoiled_receipt_without_a_member(run: Run, papers: Path) -> None:
    set_cell(papers / "collections.csv", 4, "member_no", "")
    fund = papers.parent / "new"
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    voids = books.load(fund).customs("receipt", "void")
    assert [vocabulary.values_of(entry)[0] for entry in voids] == ["01-66-0003"]
    sheet = workbook(
        papers / "2565-12.xlsx",
        **{"หมู่ 1": village_sheet([None, None, None, "01-66-0007", None, "ยกเลิก"])},
    )
    result = run("import", "collections", sheet, fund=fund)
    assert result.exit_code == 0, result.output
    assert len(books.load(fund).customs("receipt", "void")) == 2


# --- the fund's own facts and bylaws --------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "F101"),
        (b"", "P701"),
        (b"{", "P701"),
        (b"[]", "P701"),
        (b'"fund"', "P701"),
        ("{'ชื่อ'}".encode("cp874"), "P701"),
        (json.dumps({**FACTS, "founded": "2558"}).encode(), "P701"),
        (json.dumps({**FACTS, "villages": "สอง"}).encode(), "P701"),
        (json.dumps({**FACTS, "villages": 0}).encode(), "P701"),
        (json.dumps({**FACTS, "fiscal_year_start_month": 13}).encode(), "P701"),
        (json.dumps({**FACTS, "books_to": "soon"}).encode(), "P701"),
        (json.dumps({**FACTS, "books_from": "2010-10-01"}).encode(), "P701"),
        (json.dumps({k: v for k, v in FACTS.items() if k != "name_th"}).encode(), "P701"),
    ],
)
def test_the_facts_of_the_fund(run: Run, papers: Path, raw: bytes | None, code: str) -> None:
    path = papers / "fund.json"
    path.unlink()
    if raw is not None:
        path.write_bytes(raw)
    bad_papers(run, papers, code, "fund.json")


def test_no_such_bylaws(run: Run, papers: Path) -> None:
    fund = papers.parent / "new"
    for name, code in (("wonderland", "R112"), (str(papers / "no.beancount"), "R113")):
        result = run("import", papers, "--bylaws", name, fund=fund)
        assert (result.exit_code, code in codes(result)) == (1, True), result.output
        assert not fund.exists()


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'\n\n2015-10-01 custom "bylaw" "custody"\n  within: 7 days\n', 4),
        (BOM + b'2015-10-01 custom "bylaw" "custody\n', 1),
        (b";; \n;; " + "ระเบียบ".encode("cp874") + b"\n", 2),
    ],
)
def test_bylaws_that_do_not_parse(run: Run, papers: Path, raw: bytes, line: int) -> None:
    path = papers / "own.beancount"
    path.write_bytes(raw)
    fund = papers.parent / "new"
    result = run("import", papers, "--bylaws", path, fund=fund)
    refused(result, "E110", f"own.beancount:{line}", fund=fund, before=digest(fund))
    assert not fund.exists()


def test_bylaws_of_the_folder_with_a_byte_order_mark(run: Run, papers: Path) -> None:
    preset = (resources.files("rules") / "presets" / "sample.beancount").read_bytes()
    # The resolution of the sample's amendment is not in these minutes.
    own = b"".join(line for line in preset.splitlines(True) if b" resolution:" not in line)
    (papers / "bylaws.beancount").write_bytes(BOM + own)
    fund = papers.parent / "new"
    result = run("import", papers, fund=fund)
    assert result.exit_code == 0, result.output
    assert BOM not in (fund / "bylaws.beancount").read_bytes()


def test_papers_of_another_fund(run: Run, papers: Path, small_fund: Path) -> None:
    (papers / "fund.json").write_text(json.dumps({**FACTS, "profile": "other"}), encoding="utf-8")
    before = digest(small_fund)
    result = build(run, papers, small_fund)
    refused(result, "F302", "small", fund=small_fund, before=before)


def test_a_folder_without_books(run: Run, papers: Path, tmp_path: Path) -> None:
    fund = tmp_path / "empty"
    fund.mkdir()
    result = run("import", "members", papers / "members.csv", fund=fund)
    refused(result, "F301", "empty", fund=fund, before=digest(fund))


# --- the machine ----------------------------------------------------------------------------------


def fail_with(number: int) -> Callable[..., Any]:
    def call(*_: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return call


@pytest.mark.parametrize(
    ("seam", "number", "code"),
    [
        ("_write", errno.ENOSPC, "F203"),
        ("_fsync", errno.ENOSPC, "F203"),
        ("_replace", errno.ENOSPC, "F203"),
        ("_mkdir", errno.EACCES, "F204"),
        ("_open", errno.EROFS, "F204"),
        ("_write", errno.EIO, "F209"),
    ],
)
def test_a_disk_that_is_full_or_read_only(
    run: Run,
    papers: Path,
    small_fund: Path,
    monkeypatch: pytest.MonkeyPatch,
    seam: str,
    number: int,
    code: str,
) -> None:
    before = digest(small_fund)
    add_row(papers / "bank.csv", "3", "2022-11-30", "ดอกเบี้ย", "", "", "10.00", "20390.00")
    with monkeypatch.context() as patch:
        patch.setattr(writing, seam, fail_with(number))
        result = run("import", "bank", papers / "bank.csv", fund=small_fund)
    assert result.exit_code == 1, result.output
    assert code in codes(result), result.output
    assert digest(small_fund) == before
    # The disk mended, the repeat does it.
    assert run("import", "bank", papers / "bank.csv", fund=small_fund).exit_code == 0


def test_a_new_fund_on_a_full_disk(run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write", fail_with(errno.ENOSPC))
        bad_papers(run, papers, "F203")
    assert build(run, papers, papers.parent / "new").exit_code == 0


def test_a_second_welfare(
    run: Run, papers: Path, small_fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(small_fund)
    hold = (
        "import sys; from pathlib import Path; from welfare import writing\n"
        "with writing.lock(Path(sys.argv[1])):\n print('held', flush=True); sys.stdin.read()\n"
    )
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.1)
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(small_fund)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        add_row(papers / "bank.csv", "3", "2022-11-30", "ดอกเบี้ย", "", "", "10.00", "20390.00")
        result = run("import", "bank", papers / "bank.csv", fund=small_fund)
        refused(result, "F201", str(small_fund), fund=small_fund, before=before)
        result = build(run, papers, small_fund)
        refused(result, "F201", str(small_fund), fund=small_fund, before=before)
        assert other.stdin is not None
        other.stdin.close()
    assert run("import", "bank", papers / "bank.csv", fund=small_fund).exit_code == 0


# --- the register ---------------------------------------------------------------------------------


def more_members(papers: Path) -> Path:
    path = papers / "members.csv"
    add_row(
        path,
        *("0007", "", "นาง", "ใหม่", "มาดี", "F", "9", "2", "1990-01-01", "2023-01-01"),
        *("2023-02-01", "monthly", "", "", "", "", "", ""),
    )
    return path


@pytest.mark.parametrize("owner", ["~$people.csv", ".~lock.people.csv#"])
def test_the_register_open_in_a_spreadsheet(
    run: Run, papers: Path, small_fund: Path, owner: str
) -> None:
    beside = small_fund / "register" / owner
    beside.write_bytes(b"")
    before = digest(small_fund)
    result = run("import", "members", more_members(papers), fund=small_fund)
    refused(result, "F206", "register/people.csv", fund=small_fund, before=before)
    # What does not touch the register goes on.
    add_row(papers / "bank.csv", "3", "2022-11-30", "ดอกเบี้ย", "", "", "10.00", "20390.00")
    assert run("import", "bank", papers / "bank.csv", fund=small_fund).exit_code == 0


def damage(raw: bytes, how: str) -> bytes:
    text = raw.decode("utf-8-sig")
    match how:
        case "E+12":
            return BOM + text.replace("3003544664563", "3.00354E+12").encode()
        case "zeros":
            return BOM + text.replace("\r\n0001,", "\r\n1,").encode()
        case "hundreds":
            return BOM + text.replace("\r\n0001,", "\r\n100,").encode()
        case "phone":
            return BOM + text.replace("000-000-0001", "812345678").encode()
        case "cp874":
            return text.encode("cp874")
        case "headings":
            return BOM + text.replace("person,title", "เลข,คำนำหน้า").encode()
        case "semicolons":
            return BOM + text.replace(",", ";").encode()
        case "column":
            return BOM + text.replace("\r\n0001,", "\r\n0001,,").encode()
        case "twice":
            return BOM + text.replace("\r\n0002,", "\r\n0001,").encode()
        case "carriage":
            return BOM + text.replace("\r\n0001,", "\r\n0001,a\rb").encode()
        case _:
            return b""


@pytest.mark.parametrize(
    ("how", "code", "place"),
    [
        ("E+12", "F404", "register/people.csv, row 2, column citizen_id"),
        ("zeros", "F404", "register/people.csv, row 2, column person"),
        ("hundreds", "F404", "register/people.csv, row 2, column person"),
        ("phone", "F404", "register/people.csv, row 2, column phone"),
        ("cp874", "F401", "register/people.csv"),
        ("headings", "F402", "register/people.csv"),
        ("semicolons", "F402", "register/people.csv"),
        ("column", "F403", "register/people.csv, row 2"),
        ("carriage", "F403", "register/people.csv"),
        ("twice", "F405", "register/people.csv, row 3"),
        ("empty", "F406", "register/people.csv"),
    ],
)
def test_a_register_that_a_spreadsheet_has_damaged(
    run: Run, papers: Path, small_fund: Path, how: str, code: str, place: str
) -> None:
    path = small_fund / register.PATH
    good = path.read_bytes()
    path.write_bytes(damage(good, how))
    before = digest(small_fund)
    result = run("import", "members", more_members(papers), fund=small_fund)
    refused(result, code, place, "people.last-good.csv", fund=small_fund, before=before)
    # The last good copy put back, as the message says.
    shutil.copy(small_fund / register.LAST_GOOD, path)
    assert path.read_bytes() == good
    assert run("import", "members", papers / "members.csv", fund=small_fund).exit_code == 0


def test_a_register_that_is_gone(run: Run, papers: Path, small_fund: Path) -> None:
    (small_fund / register.PATH).unlink()
    before = digest(small_fund)
    result = run("import", "members", more_members(papers), fund=small_fund)
    refused(result, "F406", "register/people.csv", fund=small_fund, before=before)


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+66812345678",
    "-2+3",
    "@SUM(1)",
    "'=1",
    "<script>alert(1)</script>",
    "\u202eกขค\u202c\u200f",
    "สม\"ชาย' \\n \\",
    "two\nlines",
    "a,b;c\td",
    "{name} %s ${x}",
    "ก" * 300,
]


def test_hostile_names_stay_in_the_register(run: Run, papers: Path) -> None:
    rows = rows_of(papers / "members.csv")
    path = papers / "members.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for number, name in enumerate(HOSTILE, 2):
            row = rows[(number - 2) % 6]
            new = {"member_no": f"01{number:02}", "citizen_id": "", "nominee": f"{name} ({name})"}
            names = {"title": name, "first_name": name, "last_name": name, "phone": name}
            writer.writerow({**row, **new, **names, "house_no": name})
        writer.writerows(rows)
    fund = papers.parent / "new"
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    people = register.load(fund)
    for number, name in enumerate(HOSTILE, 2):
        assert people[f"01{number:02}"].first_name == tables.clean(name)
    for name, raw in files_of(fund).items():
        if not name.startswith("register/"):
            assert not any(str(tables.clean(bad)).encode() in raw for bad in HOSTILE), name
    # No cell that a spreadsheet would take for a formula.
    text = (fund / register.PATH).read_text("utf-8-sig")
    for cells in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in cells if len(cell) > 1 and cell[0] in "=+-@\t\r"]
    assert register.render(people) == (fund / register.PATH).read_bytes()
    before = digest(fund)
    assert "nothing to write" in build(run, papers, fund).output
    assert digest(fund) == before


@pytest.mark.parametrize("text", ["'=x", "''=x", "=x", "'", "''", "-", "'a", "+", "'+1", "@a\t"])
def test_the_shield_of_a_cell_comes_off_again(text: str) -> None:
    people = {"0001": register.Person("0001", first_name=text)}
    raw = register.render(people)
    assert register.parse(raw, Path("people.csv")) == people


PERSONAL = [
    ("บัตร 3003544664563", "E301"),
    ("บัตร ๓๐๐๓๕๔๔๖๖๔๕๖๓", "E301"),
    ("โทร 081-234-5678", "E302"),
    ("จ่ายให้ พรทิพย์ สมมติศรี", "E303"),
]


@pytest.mark.parametrize(("text", "code"), PERSONAL)
@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        ("receipts_payments.csv", 5, "description"),
        ("receipts_payments.csv", 5, "payee_payer"),
        ("meetings.csv", 2, "text"),
        ("claims.csv", 2, "note"),
        ("collections.csv", 3, "note"),
    ],
)
def test_personal_data_in_a_free_text(
    run: Run, papers: Path, text: str, code: str, file: str, row: int, column: str
) -> None:
    set_cell(papers / file, row, column, text)
    bad_papers(run, papers, code, file)


@pytest.mark.parametrize(("text", "code"), PERSONAL)
def test_personal_data_of_the_bank_is_masked(run: Run, papers: Path, text: str, code: str) -> None:
    assert code
    for row in (2, 3):
        set_cell(papers / "bank.csv", row, "description", text)
    fund = papers.parent / "new"
    assert build(run, papers, fund).exit_code == 0
    lines = rows_of(fund / "bank" / "1111" / "2022-10.csv")
    assert [line["description"] for line in lines] == [text.split(maxsplit=1)[0] + " …"] * 2
    (fee,) = [e for e in books.load(fund).transactions if e.meta["kind"] == "bank-fee"]
    assert fee.narration == text.split(maxsplit=1)[0] + " …"
    before = digest(fund)
    assert "nothing to write" in build(run, papers, fund).output
    assert digest(fund) == before


def test_a_bank_line_numbered_by_a_citizen_id(run: Run, papers: Path) -> None:
    set_cell(papers / "bank.csv", 3, "line_no", "3003544664563")
    bad_papers(run, papers, "E301", "bank.csv, row 3")


def new_member(papers: Path, number: str, citizen_id: str, *name: str) -> Path:
    """The member list with one more row, of house 9 and without phone."""
    path = papers / "members.csv"
    more = ("F", "9", "2", "1990-01-01", "2023-01-01", "2023-02-01", "monthly")
    add_row(path, number, citizen_id, *name, *more, "", "", "", "", "", "")
    return path


def test_the_citizen_id_of_somebody_else(run: Run, papers: Path, small_fund: Path) -> None:
    before = digest(small_fund)
    path = new_member(papers, "0007", "3003544664563", "นาง", "ใหม่", "มาดี")
    result = run("import", "members", path, fund=small_fund)
    refused(result, "P212", "members.csv, row 8", fund=small_fund, before=before)


def test_the_same_person_anew_loses_nothing(run: Run, papers: Path, small_fund: Path) -> None:
    path = new_member(papers, "0007", "3003544664563", "นาง", "พรทิพย์", "สมมติศรี")
    result = run("import", "members", path, fund=small_fund)
    assert result.exit_code == 0, result.output
    row = register.load(small_fund)["0001"]
    assert (row.title, row.house_no, row.village) == ("นาง", "9", "02")
    assert row.phone == "000-000-0001"
    (change,) = books.load(small_fund).customs("register-change")
    assert vocabulary.values_of(change) == ["0001"]
    assert change.meta["fields"] == "house_no, title, village"
    before = digest(small_fund)
    assert "nothing to write" in run("import", "members", path, fund=small_fund).output
    assert digest(small_fund) == before


def test_values_that_a_spreadsheet_has_turned(run: Run, papers: Path) -> None:
    set_cell(papers / "members.csv", 3, "house_no", "Mar-19")
    bad_papers(run, papers, "P214", "members.csv, row 3, column house_no")


def test_a_member_number_that_is_a_citizen_id(run: Run, papers: Path) -> None:
    set_cell(papers / "members.csv", 7, "member_no", "3003544664563")
    bad_papers(run, papers, "E304", "members.csv, row 7")


def test_an_officer_who_is_a_member(run: Run, papers: Path, small_fund: Path) -> None:
    path = papers / "committee.csv"
    columns = list(rows_of(path)[0])
    officer = {"person_id": "0002", "role": "planner", "term_from": "2022-10-01"}
    officer |= {"name": "คำปัน สมมติรัตน์", "term_to": "2026-09-30"}
    add_row(path, *(officer.get(column, "") for column in columns))
    before = register.load(small_fund)
    assert run("import", "committee", path, fund=small_fund).exit_code == 0
    assert register.load(small_fund) == before
    for name in ("committee", "members"):
        result = run("import", name, papers / f"{name}.csv", fund=small_fund)
        assert "nothing to write" in result.output
    set_cell(path, len(rows_of(path)) + 1, "name", "ใคร อื่น")
    sealed = digest(small_fund)
    result = run("import", "committee", path, fund=small_fund)
    refused(result, "P213", "committee.csv", fund=small_fund, before=sealed)


def test_hostile_texts_outside_the_register(run: Run, papers: Path) -> None:
    for row, text in enumerate([HOSTILE[0], *HOSTILE[2:5]], 2):
        set_cell(papers / "receipts_payments.csv", row, "description", text)
    for row, text in enumerate(HOSTILE[5:7], 2):
        set_cell(papers / "meetings.csv", row, "text", text)
    set_cell(papers / "collections.csv", 3, "note", HOSTILE[7])
    set_cell(papers / "collections.csv", 4, "note", HOSTILE[8])
    set_cell(papers / "claims.csv", 2, "note", HOSTILE[10])
    set_cell(papers / "bank.csv", 3, "description", HOSTILE[7])
    set_cell(papers / "receipts_payments.csv", 5, "payee_payer", HOSTILE[7])
    fund = papers.parent / "new"
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    assert books.load(fund).errors == []
    before = digest(fund)
    assert "nothing to write" in build(run, papers, fund).output
    assert digest(fund) == before


def test_papers_may_be_few(run: Run, tmp_path: Path) -> None:
    papers = lay_papers(tmp_path / "papers", ["committee.csv", "members.csv"])
    fund = tmp_path / "fund"
    result = build(run, papers, fund)
    assert result.exit_code == 0, result.output
    assert sorted(books.load(fund).members) == [f"{n:04}" for n in range(1, 7)]


def test_refused_is_an_answer_in_both_languages(run: Run, papers: Path) -> None:
    set_cell(papers / "collections.csv", 3, "amount", "-30")
    result = run("import", papers, "--bylaws", "sample", fund=papers.parent / "new", lang="th")
    assert result.exit_code == 1
    assert "ไม่รับ: collections.csv, แถว 3, คอลัมน์ amount: D203" in result.output
    with pytest.raises(Refused):
        paper_folder.facts_of(papers.parent)


def test_a_month_of_the_bank_in_two_files(run: Run, small_fund: Path, tmp_path: Path) -> None:
    head = "line_no,date,description,ref,withdrawal,deposit,balance\n"
    one, two = tmp_path / "b1.csv", tmp_path / "b2.csv"
    one.write_text(f"{head}3,2022-11-08,ฝาก,RP66-0008,,10.00,20390.00\n", encoding="utf-8")
    two.write_text(f"{head}4,2022-11-09,ฝาก,RP66-0009,,5.00,20395.00\n", encoding="utf-8")
    result = run("import", "bank", one, two, fund=small_fund)
    assert result.exit_code == 0, result.output
    kept = rows_of(small_fund / "bank" / "1111" / "2022-11.csv")
    assert [row["line_no"] for row in kept] == ["3", "4"]
