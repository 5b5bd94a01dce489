"""What the three renderers make of one document that has every kind of block."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.model import Block
from reports.model import Cell
from reports.model import Chart
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Row
from reports.model import Seal
from reports.model import Series
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Tick
from reports.model import Together
from reports.model import cells
from reports.render import charts
from reports.render import fonts
from reports.render import html
from reports.render import pdf
from reports.render import qr
from reports.render import view as views
from reports.render import xlsx
from reports.render.view import view
from reports.words import Words
from welfare.findings import Refused

DAY = date(2023, 10, 31)
CODE = "1234-5678-9012-3456-7"
#: What would be code, markup, a formula or a trap somewhere; the last two are invisible marks.
HOSTILE = (
    "#set page(width: 1cm)",
    "$x$ *a* _b_ @c `d` \\e",
    "<script>alert(1)</script>",
    "=1+1",
    "+66 81",
    "-cmd|calc!A0",
    "@SUM(A1)",
    "&amp; {{ 7*7 }} {% raw %}",
    "ก\u202eข\u200bค",
)
NAMES = ("นางสาวพรทิพย์ สมมติศรี", "นายกิตติ จำลองชล", "ด.ช.ปิ่นมณี ญี่ปุ่นดี", "ปู่ฟ้า ที่สิ้นสุด")


def plain(text: str) -> str:
    """A text for comparing: composed, without spaces, which lines and columns put anywhere.

    Nor with hyphens: PDFium takes one at the end of a line for a mark of division.
    """
    return re.sub(r"[\s\x02\ufffe-]+", "", unicodedata.normalize("NFC", text))


def pages(data: bytes) -> list[str]:
    """The text of each page, as Chrome and Edge would copy it."""
    with pypdfium2.PdfDocument(data) as read:
        return [page.get_textpage().get_text_bounded().replace("\r", "") for page in read]


def table(count: int, *, caption: str = "ตารางรับ-จ่าย") -> Table:
    """Sections, amounts of either sign and none, and totals."""
    rows = [Row((Cell("รายรับ"),), "section")]
    for n in range(count):
        baht = Decimal(n * 1000 + n) / 4 * (-1 if n % 7 == 3 else 1)
        rows.append(
            Row(
                (
                    Cell(f"40{n:02}"),
                    Cell(f"เงินสมทบ หมู่ {n} {NAMES[n % 4]}", indent=1),
                    Cell(date(2023, 10, 1 + n % 28)),
                    Cell(baht.quantize(Decimal("0.01")), ref=f"row.{n}"),
                    Cell(n),
                )
            )
        )
    rows.append(Row((Cell("รวมทั้งสิ้น", span=3), Cell(Decimal("9876543.21"), ref="sum")), "total"))
    columns = (
        Column("รหัส"),
        Column("รายการ"),
        Column("วันที่", kind="date"),
        Column("บาท", kind="money"),
        Column("ราย", kind="count"),
    )
    return Table(columns, tuple(rows), caption=caption)


FORM = Table(
    (
        Column("ที่", kind="count"),
        Column("ชื่อ", width=3),
        Column("ต.ค.", width=1, align="center"),
        Column("พ.ย.", width=1, align="center"),
        Column("ลายมือชื่อ", width=2),
    ),
    (
        *(
            Row((Cell(n, dash=False), Cell(name, keep=True), Cell(Tick(True)), Cell(Tick())))
            for n, name in enumerate(NAMES)
        ),
        Row((), "blank"),
    ),
    heads=(("", 2), ("เดือน", 2), ("", 1)),
    ruled=True,
    small=True,
    name="แบบ: 1/2",
)

BLOCKS: tuple[Block, ...] = (
    Facts(
        (
            ("ชื่อ", Cell(NAMES[0], keep=True)),
            ("วันที่", Cell(DAY)),
            ("จำนวนเงิน", Cell(Decimal("1234.50"), ref="fact")),
            ("ความเห็น", Cell(Tick(True, "อนุมัติ"))),
        ),
        2,
    ),
    Heading("1. รายรับและรายจ่าย"),
    table(60),
    Heading("2. หมายเหตุ", 3),
    Paragraph(
        "ตามข้อ 12 จ่ายคืนละ 200.00 บาท ไม่เกินปีละ 1,000.00 บาท นับแต่วันที่ 1 ตุลาคม 2565"
        f" โดย{NAMES[0]} เป็นผู้รับ\nบรรทัดที่สอง",
        keep=(NAMES[0],),
    ),
    *(Paragraph(text) for text in HOSTILE),
    Table((Column("ข้อความ"),), tuple(Row((Cell(text),)) for text in HOSTILE)),
    Paragraph("ตัวเล็ก", small=True, align="center"),
    Chart(
        "รับ-จ่ายรายเดือน",
        "bars",
        ("ต.ค. 65", "พ.ย. 65"),
        (Series("รับ", (Decimal("120.50"), 90)), Series("จ่าย", (20, -30))),
        "บาท",
        "กราฟแท่งรับและจ่าย",
    ),
    Chart("สมาชิก", "line", ("ก", "ข", "ค"), (Series("คน", (300, 305, 311)),), "คน", "กราฟเส้น"),
    Chart(
        "ประเภท",
        "rows",
        ("ค่าทำศพ", "เกิด"),
        (Series("บาท", (Decimal("54321.50"), 0)),),
        "บาท",
        "แถว",
    ),
    PageBreak(),
    FORM,
    Together(
        (
            Paragraph("รับรองว่าถูกต้อง", strong=True),
            Signatures(
                (
                    Signature("ผู้จัดทำ", NAMES[1]),
                    Signature("ผู้ตรวจสอบ"),
                    Signature("ประธาน"),
                    Signature("พยาน", dated=False),
                )
            ),
        )
    ),
    Seal(CODE, "รหัสปิดงวด"),
)
DEMO = Document(
    "monthly",
    "รายงานรับ-จ่าย <ประจำเดือน>",
    "กองทุนสวัสดิการชุมชน & ตำบลตัวอย่าง",
    "เดือนตุลาคม 2566",
    DAY,
    "th",
    "committee",
    BLOCKS,
    footer='พิมพ์จากสมุดบัญชี "ของกองทุน"',
)


@pytest.fixture(scope="session")
def printed() -> bytes:
    return pdf.render(DEMO)


@pytest.fixture(scope="session")
def sheets(printed: bytes) -> list[str]:
    return pages(printed)


@pytest.fixture(scope="session")
def page() -> str:
    return html.render(DEMO).decode()


@pytest.fixture(scope="session")
def book() -> Any:
    return load_workbook(io.BytesIO(xlsx.render(DEMO)))


class Read(HTMLParser):
    """What a browser makes of a page: its texts, and every element with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def texts_of(document: Document) -> Iterator[str]:
    """Every text that a reader must find; words of drawings and of screen readers are not read."""

    def walk(item: Any) -> Iterator[str]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            for each in item:
                yield from walk(each)
        elif isinstance(item, dict):
            for key, each in item.items():
                if key not in (*fonts._NO_TEXT, "alt", "page"):
                    yield from walk(each)

    return walk(view(document))


# --- PDF -----------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes(printed: bytes, page: str) -> None:
    assert pdf.render(DEMO) == printed
    assert html.render(DEMO).decode() == page
    assert xlsx.render(DEMO) == xlsx.render(DEMO)


def test_a_pdf_is_for_keeping_and_for_reading_aloud(printed: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in printed
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    # The day of which it speaks, not the day of printing.
    assert b"2023-10-31T00:00:00" in printed


def test_every_text_of_the_model_is_found_in_the_pdf(sheets: list[str]) -> None:
    found = plain("".join(sheets))
    assert not [text for text in texts_of(DEMO) if plain(text) not in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_search_finds_names_as_they_are_typed(sheets: list[str], name: str) -> None:
    assert any(name in sheet for sheet in sheets)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(
    sheets: list[str], page: str, book: Any, text: str
) -> None:
    seen = plain(views.plain(text))
    assert "".join(sheets).count("\n") > 10
    assert plain("".join(sheets)).count(seen) >= 2
    assert plain("".join(Read(page).texts)).count(seen) >= 2
    found = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    same = [cell for cell in found if plain(str(cell.value)) == seen]
    assert len(same) == 2
    assert {cell.data_type for cell in same} == {"s"}


def test_pages_are_a4_and_numbered(printed: bytes, sheets: list[str]) -> None:
    with pypdfium2.PdfDocument(printed) as read:
        sizes = {tuple(map(int, sheet.get_size())) for sheet in read}
    assert sizes == {(595, 841)}
    count = len(sheets)
    assert count > 3
    for number, sheet in enumerate(sheets, 1):
        assert f"หน้า {number}/{count}" in sheet
        assert plain(DEMO.footer) in plain(sheet)
        # On the first page the title says it; the others repeat it at the head.
        assert plain(DEMO.title) in plain(sheet)


@pytest.mark.parametrize(("paper", "size"), [("a4-wide", (841, 595)), ("a5", (595, 419))])
def test_other_papers(paper: Any, size: tuple[int, int]) -> None:
    small = replace(DEMO, paper=paper, blocks=(Paragraph("ข้อความ"),), lang="en")
    data = pdf.render(small)
    with pypdfium2.PdfDocument(data) as read:
        assert tuple(map(int, read[0].get_size())) == size
    assert "page 1 of 1" in pages(data)[0]


def test_a_long_table_repeats_its_heading_and_keeps_its_totals() -> None:
    """Tables of all lengths around a page's end: no total and no heading stands alone."""
    parts = tuple(
        replace(DEMO, title=f"ยาว {n}", blocks=(table(n), Heading("ถัดไป"), table(2, caption="ต่อ")))
        for n in range(28, 40)
    )
    found = pages(pdf.render(replace(DEMO, blocks=(), parts=parts)))
    assert len(found) >= 2 * len(parts)
    for sheet in found:
        lines = [line for line in sheet.split("\n") if line.strip()]
        body = [re.match(r"40\d\d ", line) is not None for line in lines]
        if any(body):
            assert any(line.startswith("รหัส") for line in lines)
        for at, line in enumerate(lines):
            if line.startswith("รวมทั้งสิ้น"):
                assert body[at - 1]
            if line.startswith(("ถัดไป", "ต่อ", "รายรับ")):
                assert any(body[at:])


def test_signatures_stand_below_what_they_sign() -> None:
    """Whatever ends near the foot of a page: the line above the signatures goes with them."""
    last = Together((Paragraph("เงินคงเหลือยกไป"),))
    signed = (last, Signatures((Signature("ประธาน"),)))
    parts = tuple(replace(DEMO, blocks=(table(n), *signed)) for n in range(26, 34))
    found = pages(pdf.render(replace(DEMO, blocks=(), parts=parts)))
    assert len(found) > len(parts)
    for sheet in found:
        assert ("ลงชื่อ" in sheet) == ("เงินคงเหลือยกไป" in sheet)


def test_no_page_holds_signatures_alone() -> None:
    """A short table above the signatures goes with them, wherever the page ends."""
    signed = (table(4, caption="สิทธิ"), Signatures((Signature("ประธาน"),)))
    parts = tuple(replace(DEMO, blocks=(table(n), *signed)) for n in range(20, 34))
    found = pages(pdf.render(replace(DEMO, blocks=(), parts=parts)))
    assert len(parts) < len(found)
    for sheet in found:
        assert ("ลงชื่อ" in sheet) == ("สิทธิ" in sheet)


def test_the_end_of_a_long_table_goes_with_the_signatures() -> None:
    """With notes, facts and a row of sums between; nothing of it is lost or printed twice."""
    signed = Signatures((Signature("ประธาน"),))
    sums = Table((Column("ต.ค."),), (Row((Cell("30.00"),)),), caption="รวมตามเดือน")
    between: tuple[tuple[Block, ...], ...] = (
        (),
        (Paragraph("ข้อสังเกต", small=True),),
        (sums, Facts((("ปัจจุบัน", Cell(3)),)), Paragraph("อ", small=True)),
    )
    for notes in between:
        parts = tuple(replace(DEMO, blocks=(table(n), *notes, signed)) for n in range(22, 40))
        found = pages(pdf.render(replace(DEMO, blocks=(), parts=parts)))
        assert len(parts) < len(found) <= 2 * len(parts)
        ends = [sheet for sheet in found if "ลงชื่อ" in sheet]
        assert len(ends) == len(parts)
        for sheet in ends:
            assert len(re.findall(r"^40\d\d ", sheet, re.MULTILINE)) >= 2
            for note in ("ข้อสังเกต", "รวมตามเดือน", "ปัจจุบัน"):
                assert sheet.count(note) == any(note in repr(block) for block in notes)


def test_a_seal_at_the_head_stands_beside_the_name() -> None:
    sealed = (Seal("1111-2222-3333-4444-5", "รหัสปิดงวด"), table(30))
    [bare], [found] = (pages(pdf.render(replace(DEMO, blocks=own))) for own in (sealed[1:], sealed))
    assert found.count("1111-2222-3333-4444-5") == bare.count("1111-2222-3333-4444-5") + 1
    [draft] = pages(pdf.render(replace(DEMO, blocks=(Seal("", "รหัสปิดงวด"), table(30)))))
    assert "ฉบับร่าง" in draft


def test_each_part_is_counted_for_itself() -> None:
    part = replace(DEMO, blocks=(Paragraph("หนึ่ง"), PageBreak(), Paragraph("สอง")), name="1")
    found = pages(pdf.render(replace(DEMO, blocks=(), parts=(part, part))))
    assert [re.findall(r"หน้า \d/\d", sheet) for sheet in found] == [["หน้า 1/2"], ["หน้า 2/2"]] * 2


def test_very_many_parts_go_to_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "WEIGHT_MAX", 2 * pdf.WEIGHT_PAGE)
    parts = tuple(replace(DEMO, blocks=(Paragraph(f"ฉบับที่ {n} จบ"),), name=str(n)) for n in range(5))
    with pdf.Printer() as printer:
        files = list(printer.pdfs(replace(DEMO, blocks=(), parts=parts)))
    assert [len(pages(data)) for data in files] == [2, 2, 1]
    text = "".join(sheet for data in files for sheet in pages(data))
    assert re.findall(r"ฉบับที่ (\d) จบ", text) == list("01234")
    # Two at a time give what one after the other gives.
    groups = (parts[:2], parts[2:4], parts[4:])
    assert files == [pdf.render(replace(DEMO, blocks=(), parts=group)) for group in groups]


def test_a_very_long_table_goes_to_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row once, in order; a total stays with its row, what follows stands at the end."""
    monkeypatch.setattr(pdf, "WEIGHT_MAX", 100)
    long = replace(DEMO, blocks=(Paragraph("ก่อน"), table(59), Paragraph("หลัง")))
    found = list(pdf._split(long))
    tables = [block for each in found for block in each.blocks if isinstance(block, Table)]
    rows = [row for each in tables for row in each.rows]
    assert tuple(rows) == table(59).rows
    assert [len(each.rows) for each in tables] == [20, 20, 21]
    assert all(each.rows[0].kind == "body" for each in tables[1:])
    assert [len(each.blocks) for each in found] == [2, 1, 2]


@pytest.mark.parametrize("char", ["王", "☑", "🙂", "ᦀ"])
@pytest.mark.parametrize("where", [0, 1, 2])
def test_a_letter_that_the_font_lacks_is_refused(char: str, where: int) -> None:
    blocks: tuple[Block, ...] = (
        Paragraph(f"นาย{char} สมมติ"),
        Table((Column("ชื่อ"),), (Row((Cell(f"นาย{char} สมมติ"),)),)),
        Chart("ก", "bars", (f"นาย{char} สมมติ",), (Series("ก", (1,)),), "บาท", "ก"),
    )
    with pytest.raises(Refused) as refused:
        pdf.render(replace(DEMO, blocks=(blocks[where],)))
    (item,) = refused.value.findings
    assert item.code == "R870"
    text = item.text("th")
    assert f"U+{ord(char):04X}" in text
    assert f"นาย{char} สมมติ" in text


def test_the_font_has_what_documents_need() -> None:
    thai = {point for point in range(0x0E01, 0x0E5C) if unicodedata.name(chr(point), "")}
    assert thai <= fonts.characters()
    assert set(map(ord, "–—…×•฿“”0123456789()/")) <= fonts.characters()
    for weight in fonts.FILES:
        assert fonts.data_uri(weight).startswith("data:font/woff2;base64,d09GMg")
    assert "SIL OPEN FONT LICENSE" in (fonts.folder() / "OFL.txt").read_text(encoding="utf-8")


# --- HTML ----------------------------------------------------------------------------------------


def test_a_page_needs_nothing_from_outside(page: str) -> None:
    read = Read(page)
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    assert not [attrs for _, attrs in read.elements if {"src", "href"} & attrs.keys()]
    assert set(re.findall(r"https?://[^\"' )]+", page)) == {"http://www.w3.org/2000/svg"}
    assert page.count("data:font/woff2") == 2
    assert len(page) < 250_000


def test_every_text_of_the_model_is_found_on_the_page(page: str) -> None:
    found = plain("".join(Read(page).texts))
    assert not [text for text in texts_of(DEMO) if plain(text) not in found]


def test_tables_are_readable_for_those_who_hear_them(page: str) -> None:
    elements = Read(page).elements
    assert {attrs.get("scope") for tag, attrs in elements if tag == "th"} == {
        "col",
        "row",
        "colgroup",
    }
    labels = [attrs["aria-label"] for _, attrs in elements if attrs.get("role") == "img"]
    assert "กราฟแท่งรับและจ่าย" in labels
    assert ("html", {"lang": "th"}) in elements


def test_the_foot_of_a_page_cannot_end_its_style() -> None:
    """The footer stands in a style sheet, where HTML's escaping does not help."""
    evil = replace(DEMO, blocks=(), footer='"; } </style><script>alert(1)</script>')
    read = Read(html.render(evil).decode())
    assert "script" not in {tag for tag, _ in read.elements}


# --- workbook ------------------------------------------------------------------------------------


def test_a_workbook_prints_on_a4(book: Any) -> None:
    title = "รายงานรับ-จ่าย <ประจำเดือน>"
    assert set(book.sheetnames) == {title, "แบบ  1 2", "กราฟ"}
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.right.text == "หน้า &P/&N"
    form = book["แบบ  1 2"]
    # Of one table only: several have several headings.
    assert form.print_title_rows == "$4:$5"
    assert not book[title].print_title_rows
    heights = [form.row_dimensions[row].height for row in range(1, form.max_row)]
    assert min(heights) >= xlsx.LINE


def test_amounts_in_a_workbook_are_numbers(book: Any) -> None:
    values = [cell for sheet in book for row in sheet for cell in row]
    numbers = {Decimal(str(cell.value)) for cell in values if cell.data_type == "n" and cell.value}
    for cell in cells(DEMO):
        assert isinstance(cell.value, Decimal)
        assert not cell.value or cell.value in numbers
    formats = {cell.number_format for cell in values if cell.data_type == "n"}
    assert '#,##0.00_);(#,##0.00);"–"_)' in formats
    assert not [cell for cell in values if cell.data_type in ("f", "e")]


def test_dates_in_a_workbook_are_dates_of_the_buddhist_era(book: Any) -> None:
    days = [cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, date)]
    assert {cell.number_format for cell in days} == {"[$-107041E]d mmm yyyy;@"}
    assert DAY in {cell.value.date() for cell in days}


def test_charts_in_a_workbook_are_its_own(book: Any) -> None:
    assert len(book["กราฟ"]._charts) == 3


# --- what the view says --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "dash", "text"),
    [
        (Decimal("1234.5"), True, "1,234.50"),
        (Decimal("-1234.5"), True, "(1,234.50)"),
        (Decimal("0.00"), True, "–"),
        (Decimal("0.00"), False, "0.00"),
        (0, True, "–"),
        (0, False, "0"),
        (-12345, True, "(12,345)"),
        (date(2024, 2, 29), True, "29 ก.พ. 2567"),
        (None, True, ""),
        (Tick(True, "ใช่"), True, "ใช่"),
    ],
)
def test_values_as_written(value: Any, dash: bool, text: str) -> None:
    assert views.written(value, Words("th"), dash=dash) == text


def test_dates_amounts_and_names_are_not_broken() -> None:
    found = view(replace(DEMO, blocks=(BLOCKS[4],)))["blocks"][0]
    kept = {item["text"] for line in found["lines"] for item in line if item["keep"]}
    assert {"ข้อ 12", "200.00 บาท", "1,000.00 บาท", "1 ตุลาคม 2565", NAMES[0]} <= kept
    assert "".join(item["text"] for item in found["lines"][0]) == BLOCKS[4].text.split("\n")[0]  # type: ignore[union-attr]


def test_headings_leave_out_no_level() -> None:
    headings = [block for block in view(DEMO)["blocks"] if block["is"] == "heading"]
    assert [block["level"] for block in headings] == [1, 2]


def test_what_stays_together() -> None:
    kinds: list[Any] = ["section", "body", "body", "subtotal", "total", "section", "body"]
    assert views.kept_rows(tuple(Row((), kind) for kind in kinds)) == [2, 0, 3, 0, 0, 2, 0]


def test_an_open_period_is_called_a_draft() -> None:
    (found,) = view(replace(DEMO, blocks=(Seal("", "รหัส"),)))["blocks"]
    assert found["code"] == "ยังไม่ปิดงวด / ฉบับร่าง"
    assert not found["svg"]


def test_a_code_is_drawn_with_its_quiet_zone() -> None:
    drawn = qr.svg(CODE)
    assert drawn == qr.svg(CODE)
    size = int(re.findall(r'viewBox="0 0 (\d+)', drawn)[0])
    places = [tuple(map(int, pair)) for pair in re.findall(r"M(\d+) (\d+)h", drawn)]
    assert {min(x for x, _ in places), min(y for _, y in places)} == {qr.QUIET}
    assert max(x for x, _ in places) == size - qr.QUIET - 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=8))
def test_a_scale_holds_all_values_in_few_steps(values: list[Decimal]) -> None:
    found = charts.scale(values, 1000)
    marks = list(found.marks())
    assert found.low <= min(Decimal(0), *values)
    assert found.high >= max(Decimal(0), *values)
    assert 2 <= len(marks) <= 8
    assert 0 in marks
    assert all(0 <= found.at(value) <= 1000 for value in values)


def test_an_empty_chart_is_drawn() -> None:
    empty = Chart("ก", "bars", (), (Series("ก", ()),), "บาท", "ก")
    assert charts.drawing(empty)["shapes"]
    assert charts.drawing(replace(empty, kind="rows"))["shapes"] == []


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("baht", "thai", "english"),
    [
        ("0.00", "ศูนย์บาทถ้วน", "zero baht only"),
        ("0.50", "ห้าสิบสตางค์", "zero baht and fifty satang"),
        ("1.00", "หนึ่งบาทถ้วน", "one baht only"),
        ("11.00", "สิบเอ็ดบาทถ้วน", "eleven baht only"),
        ("21.00", "ยี่สิบเอ็ดบาทถ้วน", "twenty-one baht only"),
        ("101.00", "หนึ่งร้อยเอ็ดบาทถ้วน", "one hundred and one baht only"),
        ("1000001.00", "หนึ่งล้านเอ็ดบาทถ้วน", "one million and one baht only"),
        (
            "655347.50",
            "หกแสนห้าหมื่นห้าพันสามร้อยสี่สิบเจ็ดบาทห้าสิบสตางค์",
            "six hundred and fifty-five thousand, three hundred and forty-seven baht"
            " and fifty satang",
        ),
    ],
)
def test_amounts_spelt_out(baht: str, thai: str, english: str) -> None:
    assert Words("th").baht_in_words(Decimal(baht)) == thai
    assert Words("en").baht_in_words(Decimal(baht)) == english


def test_what_cannot_be_paid_is_not_spelt_out() -> None:
    with pytest.raises(AssertionError):
        Words("th").baht_in_words(Decimal("-1"))
    with pytest.raises(AssertionError):
        Words("th").baht_in_words(Decimal("1.005"))


def test_dates_and_periods_in_words() -> None:
    thai, english = Words("th"), Words("en")
    assert thai.day(DAY) == "31 ตุลาคม 2566"
    assert english.day(DAY) == "31 October 2023"
    assert (thai.short_day(DAY), english.short_day(DAY)) == ("31 ต.ค. 2566", "31 Oct 2023")
    assert (thai.month("2023-10"), english.month("2023-10")) == ("ตุลาคม 2566", "October 2023")
    assert (thai.short_month("2023-10"), english.short_month("2023-10")) == ("ต.ค. 66", "Oct 23")
    assert english.year(2566) == "fiscal year 2023 (BE 2566)"
