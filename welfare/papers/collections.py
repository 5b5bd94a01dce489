"""Collection sheets (ใบเก็บเงินสมทบ): receipts by village and by the treasurer, and their totals."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import tables
from welfare.books import Book
from welfare.findings import BadValue
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction

CSV_COLUMNS: tables.Columns = {
    "date": ("date",),
    "village": ("village",),
    "collector": ("collector",),
    "member_no": ("member_no",),
    "amount": ("amount",),
    "months_covered": ("months_covered",),
    "receipt_no": ("receipt_no",),
    "kind": ("kind",),
    "note": ("note",),
}
SHEET_COLUMNS: tables.Columns = {
    "member_no": ("เลขที่สมาชิก", "เลขสมาชิก"),
    "amount": ("ส่ง",),
    "months_covered": ("งวด",),
    "receipt_no": ("เลขที่ใบเสร็จ",),
    "entry_fee": ("ค่าสมัคร",),
    "note": ("หมายเหตุ",),
}
DESK_COLUMNS: tables.Columns = {
    "member_no": ("เลขที่สมาชิก", "เลขสมาชิก"),
    "date": ("วันที่รับ",),
    "amount": ("จำนวนเงิน",),
    "kind": ("รายการ",),
    "months_covered": ("งวด",),
    "receipt_no": ("เลขที่ใบเสร็จ",),
    "note": ("หมายเหตุ",),
}
TOTAL_COLUMNS: tables.Columns = {
    "month": ("month",),
    "village": ("village",),
    "date": ("date",),
    "collector": ("collector",),
    "declared_total": ("declared_total",),
    "receipts_first": ("receipts_first",),
    "receipts_last": ("receipts_last",),
}
KINDS = {
    "contribution": books.CONTRIBUTIONS,
    "arrears": books.CONTRIBUTIONS,
    "entry_fee": books.ENTRY_FEES,
    "reinstatement_fee": books.REINSTATEMENT_FEES,
    "void": "",
    "เงินสมทบ": books.CONTRIBUTIONS,
    "เงินสมทบค้าง": books.CONTRIBUTIONS,
    "ค่าสมัคร": books.ENTRY_FEES,
    "ค่าธรรมเนียมแรกเข้า": books.ENTRY_FEES,
    "ค่าธรรมเนียมคืนสภาพ": books.REINSTATEMENT_FEES,
    "ยกเลิก": "",
}
#: Whose money is no contribution: (member, day, receipt) of receipts about to be booked.
Strays = Callable[[Book, list[Transaction]], frozenset[tuple[str, date, str]]]
DESK_SHEET = ("ส่วนกลาง", "เหรัญญิก")
FOOT = ("รวม", "รวมเงิน", "รวมทั้งสิ้น")


@dataclass(frozen=True)
class Line:
    """One line of a receipt.

    Attributes:
        day: date of the receipt, which is the payment date.
        village: two digits; "" when the treasurer received.
        by: person number of who received.
        account: income account, "" for a spoiled receipt.
        months: months covered, or "".
    """

    day: date
    village: str
    by: str
    member: str
    amount: Decimal
    account: str
    months: str
    receipt: str
    note: str
    source: str
    place: Place


# --- from lines to directives --------------------------------------------------------------------


def collect(book: Book, lines: Iterable[Line], strays: Strays | None = None) -> Batch:
    """Lines as transactions: one a village sheet and day, one a receipt of the treasurer.

    Money of somebody who is no member that day goes to unidentified receipts.

    Args:
        book: the books.
        lines: lines of receipts.
        strays: tells whose money is no contribution; recorded ends alone if not given.
    """
    batch = Batch()
    sheets: dict[tuple[date, str, str], list[Line]] = {}
    voids: list[Line] = []
    for line in _joined(lines):
        if not line.account:
            voids.append(line)
            continue
        key = (line.day, line.village, line.by if line.village else line.receipt)
        sheets.setdefault(key, []).append(line)
    for line in voids:
        batch.entries.append(
            custom(
                line.day,
                ("receipt", "void"),
                [line.receipt],
                by=line.by,
                reason=_reason(line.note),
                note=line.note,
                entered=line.day,
                source=line.source,
            )
        )
    groups = list(sheets.values())
    made = [_sheet(book, group) for group in groups]
    strange = (strays or recorded_strays)(book, made)
    batch.entries += [_aside(entry, strange) for entry in made] if strange else made
    for group in groups if strange else ():
        batch.noticed += _strangers(group, strange)
    batch.irregular += _doubles(sheets.values())
    return batch


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Contributions of one payer on one receipt as one line if their months follow each other.

    A CSV file tells arrears and the current month apart, a village sheet writes their sum.
    """
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        months = _run(last, line) if last else ""
        if last and months:
            note = last.note if line.note in ("", last.note) else f"{last.note} {line.note}".strip()
            joined[-1] = replace(last, amount=last.amount + line.amount, months=months, note=note)
        else:
            joined.append(line)
    return joined


def _run(last: Line, line: Line) -> str:
    """The months of both lines as one run, or "" if they do not belong together."""
    if last.receipt != line.receipt or not last.months or not line.months:
        return ""
    same = (last.member, last.day, last.village, last.by, last.account)
    if same != (line.member, line.day, line.village, line.by, line.account):
        return ""
    first, _, end = last.months.partition("..")
    begin, _, until = line.months.partition("..")
    return f"{first}..{until or begin}" if calendars.next_month(end or first) == begin else ""


def _reason(note: str) -> str:
    """Why a receipt was spoiled, in the first word after ยกเลิก; the whole is kept as a note."""
    words = re.sub(r"[()]", " ", note.replace("ยกเลิก", " ")).split()
    return words[0] if words else "ยกเลิก"


def _sheet(book: Book, lines: list[Line]) -> Transaction:
    first = lines[0]
    if first.village:
        cash = book.collectors.get(first.village, f"{books.COLLECTORS}:Moo{first.village}")
        narration = f"ใบเก็บเงินสมทบ หมู่ {int(first.village)}"
        sheet = f"{calendars.month_of(first.day)}/{first.village}"
    else:
        cash, narration, sheet = books.CASH, "รับชำระที่เหรัญญิก", ""
    postings: list[tuple[str, Decimal, dict[str, Any]]] = [
        (cash, sum((line.amount for line in lines), Decimal(0)), {})
    ]
    for line in lines:
        own = {"member": line.member, "receipt": line.receipt, "months": line.months}
        postings.append((line.account, -line.amount, own | {"note": line.note}))
    return transaction(
        first.day,
        narration,
        postings,
        kind="collection",
        sheet=sheet,
        by=first.by,
        entered=first.day,
        source=first.source,
    )


def recorded_strays(book: Book, entries: Iterable[Transaction]) -> frozenset[tuple[str, date, str]]:
    """(Member, day, receipt) of money from somebody whose membership had ended, as recorded.

    Lapses by non-payment follow from the bylaws, which are not asked here.
    """
    found = set()
    for entry in entries:
        for _, _, own in books.lines(entry):
            if "member" in own:
                member = book.members.get(str(own["member"]))
                if member is None or (member.ended is not None and member.ended <= entry.date):
                    found.add((str(own["member"]), entry.date, str(own.get("receipt", ""))))
    return frozenset(found)


def _aside(entry: Transaction, strange: frozenset[tuple[str, date, str]]) -> Transaction:
    """A sheet whose lines of non-members go to unidentified receipts."""
    postings = []
    for posting in entry.postings:
        own = posting.meta or {}
        key = (str(own.get("member")), entry.date, str(own.get("receipt", "")))
        aside = "member" in own and key in strange
        postings.append(posting._replace(account=books.UNIDENTIFIED) if aside else posting)
    return entry._replace(postings=postings)


def _strangers(lines: list[Line], strange: frozenset[tuple[str, date, str]]) -> Iterator[Finding]:
    for line in lines:
        if (line.member, line.day, line.receipt) in strange:
            yield finding(
                "P301", line.place, member=line.member, amount=line.amount, receipt=line.receipt
            )


def _doubles(sheets: Iterable[list[Line]]) -> list[Any]:
    """An irregularity for each number that stands on the receipts of two payers or two days."""
    seen: dict[str, Line] = {}
    found: dict[str, list[Line]] = {}
    for line in (line for lines in sheets for line in lines):
        first = seen.setdefault(line.receipt, line)
        if (first.member, first.day) != (line.member, line.day):
            found.setdefault(line.receipt, []).append(line)
    return [
        custom(
            max(line.day for line in lines),
            ("irregularity", "recorded"),
            ["RECEIPT_DUPLICATE", receipt],
            amount=baht(sum((line.amount for line in lines), Decimal(0))),
            found=max(line.day for line in lines),
            by=lines[0].by,
            entered=max(line.day for line in lines),
            source=lines[0].source,
        )
        for receipt, lines in found.items()
    ]


# --- from papers to lines ------------------------------------------------------------------------


def read(desk: Desk, paths: Iterable[Path]) -> Batch:
    """Collection files, workbooks or CSV, into one batch."""
    lines: list[Line] = []
    totals = Batch()
    refused: list[Finding] = []
    for path in paths:
        if path.suffix.lower() == ".csv":
            found = [_csv_line(fields) for fields in _csv_rows(desk, path)]
        else:
            found = list(_workbook(desk, path, totals))
        lines += [line for line in found if isinstance(line, Line)]
        refused += [bad for line in found if isinstance(line, list) for bad in line]
    batch = collect(desk.book, lines, desk.strays)
    batch.add(totals)
    batch.refused += refused
    return batch


def _csv_rows(desk: Desk, path: Path) -> list[Fields]:
    return rows.read(desk, path, CSV_COLUMNS, ("date", "member_no", "amount", "receipt_no"))


def _csv_line(fields: Fields) -> Line | list[Finding]:
    at_desk = fields.text("collector") == "TREASURER"
    collector = "" if at_desk else fields.officer("collector")
    village = fields.village("village", required=not at_desk)
    return _line(
        fields,
        day=fields.paper_day("date"),
        village="" if at_desk else village,
        by=collector or None,
        account=fields.word("kind", KINDS) if fields.text("kind") else books.CONTRIBUTIONS,
    )


def _line(
    fields: Fields, *, day: date | None, village: str, by: str | None, account: str
) -> Line | list[Finding]:
    # A spoiled receipt may have been spoiled before the number was written.
    member = fields.member("member_no") if account or fields.text("member_no") else ""
    amount = fields.amount("amount", required=bool(account)) or Decimal("0.00")
    receipt = fields.identifier("receipt_no", required=True)
    if account and not amount and not fields.wrong:
        fields.bad("amount", "P302")
    note = fields.text("note")
    months = fields.months("months_covered") if account == books.CONTRIBUTIONS else ""
    if day is None or fields.wrong:
        return fields.wrong or [finding("P101", fields.row.place)]
    role = "collector" if village else "treasurer"
    officer = by or fields.desk.book.officer(role, day, village)
    if officer is None:
        return [finding("P303", fields.row.place, role=role, day=day, village=village)]
    return Line(
        day,
        village,
        officer,
        member,
        amount,
        account,
        months,
        receipt,
        note,
        fields.source,
        fields.row.place,
    )


def _workbook(desk: Desk, path: Path, totals: Batch) -> Iterator[Line | list[Finding]]:
    for sheet in tables.read_sheets(path):
        if not sheet.rows:
            continue
        if sheet.title.strip() in DESK_SHEET:
            yield from _desk_sheet(desk, sheet)
        else:
            yield from _village_sheet(desk, sheet, totals)


def _desk_sheet(desk: Desk, sheet: tables.Sheet) -> Iterator[Line | list[Finding]]:
    required = ("member_no", "date", "amount", "receipt_no")
    for row in tables.find_table(sheet, DESK_COLUMNS, required=required, foot=FOOT).rows:
        fields = Fields(row, desk)
        yield _line(
            fields,
            day=fields.paper_day("date"),
            village="",
            by=None,
            account=fields.word("kind", KINDS, required=True),
        )


def _village_sheet(
    desk: Desk, sheet: tables.Sheet, totals: Batch
) -> Iterator[Line | list[Finding]]:
    required = ("member_no", "amount", "receipt_no")
    table = tables.find_table(sheet, SHEET_COLUMNS, required=required, foot=FOOT)
    head = [
        " ".join(str(cell) for cell in cells if cell)
        for cells in sheet.rows[: max(table.place.row - 1, 0)]
    ]
    day = _head_day(desk, table, head)
    village = _head_village(desk, table, sheet, head)
    if isinstance(day, Finding) or isinstance(village, Finding):
        yield [bad for bad in (day, village) if isinstance(bad, Finding)]
        return
    lines: list[Line] = []
    for row in table.rows:
        for line in _village_row(Fields(row, desk), day, village):
            if isinstance(line, Line):
                lines.append(line)
            yield line
    _declare(desk, table, lines, totals)


def _village_row(fields: Fields, day: date, village: str) -> Iterator[Line | list[Finding]]:
    """An entry fee and a contribution on the same receipt, a spoiled receipt, or nothing (ขาด)."""
    if not fields.text("receipt_no"):
        if fields.row.cells.get("amount"):
            yield [finding("P101", tables.place_of(fields.row, "receipt_no"))]
        return
    if fields.row.cells.get("amount") is None:
        if "ยกเลิก" in fields.text("note"):
            yield _line(fields, day=day, village=village, by=None, account="")
        else:
            yield [finding("P101", tables.place_of(fields.row, "amount"))]
        return
    fee = fields.amount("entry_fee")
    line = _line(fields, day=day, village=village, by=None, account=books.CONTRIBUTIONS)
    if fee and isinstance(line, Line):
        yield _fee(line, fee)
    yield line


def _fee(line: Line, amount: Decimal) -> Line:
    return replace(line, account=books.ENTRY_FEES, amount=amount, months="")


def _head_day(desk: Desk, table: tables.Table, head: list[str]) -> date | Finding:
    found = (re.search(r"วันที่เก็บ[\s:]*(.+?)(?:\s+ผู้เก็บเงิน|$)", text) for text in head)
    match = next(filter(None, found), None)
    if not match:
        return finding("P304", table.place)
    try:
        day = calendars.parse_date(match[1], reference=desk.reference)
    except BadValue as error:
        return error.at(table.place)
    if day > desk.reference:
        return finding("P102", table.place, day=day, reference=desk.reference)
    if day < desk.founded:
        return finding("P103", table.place, day=day, founded=desk.founded)
    return day


def _head_village(
    desk: Desk, table: tables.Table, sheet: tables.Sheet, head: list[str]
) -> str | Finding:
    text = calendars.from_thai_digits(" ".join([sheet.title, *head]))
    match = re.search(r"(?:หมู่ที่|หมู่|ม\.)\s*(\d+)", text)
    if not match:
        return finding("P305", table.place)
    if not 1 <= int(match[1]) <= desk.villages:
        return finding("P106", table.place, value=match[0])
    return match[1].zfill(2)


def _declare(desk: Desk, table: tables.Table, lines: list[Line], totals: Batch) -> None:
    """The foot of the sheet: its declared total of contributions and entry fees."""
    if not lines or not table.foot:
        return
    fields = Fields(table.foot[0], desk)
    amounts = [
        amount for amount in map(fields.amount, ("amount", "entry_fee")) if amount is not None
    ]
    totals.refused += fields.wrong
    if amounts and not fields.wrong:
        total = sum(amounts, Decimal(0))
        totals.entries.append(_total(lines[0], total, [line.receipt for line in lines]))


def _total(line: Line, total: Decimal, receipts: list[str]) -> Any:
    return custom(
        line.day,
        ("sheet-total",),
        [f"{calendars.month_of(line.day)}/{line.village}", baht(total)],
        by=line.by,
        first=min(receipts),
        last=max(receipts),
        entered=line.day,
        source=line.source.rsplit(" #", 1)[0],
    )


def read_totals(desk: Desk, path: Path) -> Batch:
    """What the foot of each village sheet declares."""
    batch = Batch()
    required = ("month", "village", "date", "declared_total")
    for fields in rows.read(desk, path, TOTAL_COLUMNS, required):
        day = fields.paper_day("date")
        total = fields.amount("declared_total", required=True)
        village = fields.village("village", required=True)
        collector = fields.officer("collector")
        first, last = fields.identifier("receipts_first"), fields.identifier("receipts_last")
        if day is None or total is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        batch.entries.append(
            custom(
                day,
                ("sheet-total",),
                [f"{calendars.month_of(day)}/{village}", baht(total)],
                by=collector or desk.book.officer("collector", day, village),
                first=first,
                last=last,
                entered=day,
                source=fields.source,
            )
        )
    return batch
