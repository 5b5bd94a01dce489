"""The payment sheet (ใบจ่ายเงินสวัสดิการ): one row a person, and a place to sign for the money.

A4 upright, as wide as the page, its headings repeated on every page. Names stand on it, as those
who sign are people; it is written where the operator says and is no part of the books.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.styles import Border
from openpyxl.styles import Font
from openpyxl.styles import Side
from openpyxl.worksheet.worksheet import Worksheet

from rules import claims as desk
from rules.claims import Verdict
from welfare import calendars
from welfare.books import Book
from welfare.findings import Place
from welfare.findings import refuse
from welfare.money import ZERO

HEADS = ("ที่", "คำขอ", "สมาชิก", "ชื่อ", "จำนวนเงิน", "หักค้าง", "จ่ายสุทธิ", "ลงชื่อผู้รับเงิน")
WIDTHS = (5, 11, 9, 28, 12, 11, 12, 22)
FONT = "TH Sarabun New"
BAHT = "#,##0.00"
_TITLE_ROWS = 3
_A4 = 9


class Row(NamedTuple):
    """One person on the sheet."""

    claim: str
    member: str
    name: str
    gross: Decimal
    deducted: Decimal
    net: Decimal


class Sheet(NamedTuple):
    """A payment sheet: three lines of title, and its rows."""

    fund: str
    benefit: str
    resolution: str
    rows: list[Row]


def model(
    book: Book, chosen: list[Verdict], names: Mapping[str, str], benefit: str, event: date
) -> Sheet:
    """What a sheet says.

    Args:
        book: the books.
        chosen: claims granted and not paid yet.
        names: member to name, "" where names are hidden.
        benefit: the benefit, its word or its title.
        event: day of the event.
    """
    title = desk.benefits_on(book, event)[desk.benefit_of(book, benefit, event)]
    day = calendars.thai_date(event, "long")
    resolutions = sorted({one.claim.resolution for one in chosen if one.claim.resolution})
    told = [
        f"มติ {number} วันที่ {calendars.thai_date(book.resolutions[number].date, 'long')}"
        for number in resolutions
    ]
    rows = [
        Row(
            one.claim.number if one.claim.number in book.claims else "",
            one.claim.member,
            names.get(one.claim.member, ""),
            one.found.gross,
            one.deducted,
            one.net,
        )
        for one in chosen
    ]
    return Sheet(
        str(book.fund["name-th"]),
        f"ใบจ่ายเงินสวัสดิการ{title} ณ วันที่ {day}",
        ", ".join(told) or "ยังไม่มีมติ",
        rows,
    )


def save(path: Path, own: Sheet) -> None:
    """Write a sheet as a workbook.

    Raises:
        Refused: F209, the system says no.
    """
    out = io.BytesIO()
    _workbook(own).save(out)
    try:
        path.write_bytes(out.getvalue())
    except OSError as error:
        raise refuse("F209", Place(str(path)), reason=error.strerror or str(error)) from error


def _workbook(own: Sheet) -> Workbook:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "ใบจ่ายเงิน"
    for number, text in enumerate(own[:3], 1):
        cell = page.cell(number, 1, text)
        cell.font = Font(FONT, 18 if number == 1 else 16, bold=number < _TITLE_ROWS)
        cell.alignment = Alignment(horizontal="center")
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(HEADS))
    head = _TITLE_ROWS + 2
    _line(page, head, HEADS, bold=True)
    for index, row in enumerate(own.rows, 1):
        _line(page, head + index, (index, *row, ""))
    sums = [sum((getattr(row, key) for row in own.rows), ZERO) for key in Row._fields[3:]]
    _line(page, head + len(own.rows) + 1, ("", "", "", "รวม", *sums, ""), bold=True)
    _foot(page, head + len(own.rows) + 4)
    _printed(page, head)
    return book


def _line(page: Worksheet, number: int, values: tuple[object, ...], *, bold: bool = False) -> None:
    thin = Side("thin")
    for column, value in enumerate(values, 1):
        cell = page.cell(number, column, value)
        cell.font = Font(FONT, 16, bold=bold)
        cell.border = Border(thin, thin, thin, thin)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if isinstance(value, Decimal):
            cell.number_format = BAHT
    # Room for a signature.
    page.row_dimensions[number].height = 30


def _foot(page: Worksheet, number: int) -> None:
    for offset, text in enumerate(("ผู้จ่ายเงิน", "ผู้ตรวจสอบ")):
        cell = page.cell(number + 2 * offset, 1, f"ลงชื่อ ............................ {text}")
        cell.font = Font(FONT, 16)


def _printed(page: Worksheet, head: int) -> None:
    for column, width in enumerate(WIDTHS):
        page.column_dimensions[chr(ord("A") + column)].width = width
    page.page_setup.orientation = "portrait"
    page.page_setup.paperSize = _A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = f"{head}:{head}"
    page.print_options.horizontalCentered = True
    page.oddFooter.center.text = "หน้า &P / &N"
    margins = page.page_margins
    margins.left = margins.right = 0.5
