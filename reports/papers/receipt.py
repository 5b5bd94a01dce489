"""Receipts (ใบเสร็จรับเงิน) as the books have them: one number, or all of a period or a member.

    ใบเสร็จรับเงิน   เล่มที่ 3   เลขที่ 01-66-0086          3 มกราคม 2566
    ได้รับเงินจาก  นางสาวพรทิพย์ สมมติศรี  สมาชิกเลขที่ 0001
    เงินสมทบจากสมาชิก   ม.ค. 66–มี.ค. 66   90.00          (เก้าสิบบาทถ้วน)

A receipt stands twice on one A4 sheet, to be cut. It is printed from the books and says so: the
original is the paper that was written when the money came. A spoiled number is printed as ยกเลิก;
one whose money was taken back, or that was used twice, says so. Contributions that were deducted
from a benefit have a receipt where the books gave it a number; where they did not, the voucher of
that payment is the proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Transaction

from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Trace
from reports.papers import parts
from reports.parts import account_name
from reports.parts import fund_name
from reports.words import DOTS
from welfare import books
from welfare import counter
from welfare.books import Book
from welfare.findings import refuse
from welfare.records import split_number
from welfare.vocabulary import values_of

ID = "receipt"
CUT = "–  " * 30


class Line(NamedTuple):
    """One line of a receipt: its account, baht, the months that it covers, a claim."""

    account: str
    amount: Decimal
    months: str = ""
    claim: str = ""


@dataclass(frozen=True)
class Slip:
    """A receipt: one number, one payer, one day.

    Attributes:
        number: its number.
        day: its date.
        by: person number of who received.
        member: membership number of the payer, or "".
        payer: person number of another payer, or "".
        name: a payer who is no person, as the books name it.
        lines: what was paid; none of a spoiled one.
        entry: the transaction; None of a spoiled one.
        spoiled: why it is void, or "".
        back: day on which its money was taken back, or None.
    """

    number: str
    day: date
    by: str
    member: str = ""
    payer: str = ""
    name: str = ""
    lines: tuple[Line, ...] = ()
    entry: Transaction | None = None
    spoiled: str = ""
    back: date | None = None

    @property
    def amount(self) -> Decimal:
        """Baht received."""
        return parts.total(line.amount for line in self.lines)


def receipt(book: Book, ask: Ask) -> Document:
    """One receipt, or those of a period, a village or a member, by their numbers; a member's by
    their days.

    Raises:
        Refused: R107 no such member, R415 no such village, R901 no such receipt, R902 none at all.
    """
    slips = slips_of(book)
    title = ask.words("ใบเสร็จรับเงิน", "receipt")
    if ask.number:
        found = slips.get(ask.number, [])
        if not found:
            raise refuse("R901", paper=title, number=ask.number)
    else:
        found = list(_chosen(book, ask, slips))
        if not found:
            raise parts.none_of(ask, title)
        if ask.member:
            found.sort(key=lambda slip: slip.day)
    made = [_sheet(book, ask, slip) for slip in found]
    if len(made) == 1:
        return made[0]
    first, last = found[0].number, found[-1].number
    day = max(slip.day for slip in found)
    subtitle = ask.words(f"เลขที่ {first} ถึง {last}", f"Numbers {first} to {last}")
    return parts.paper(book, ask, ID, subtitle, day, (), parts=made, name=ask.member)


def _chosen(book: Book, ask: Ask, slips: dict[str, list[Slip]]) -> Iterator[Slip]:
    member = counter.member_of(book, ask.member).number if ask.member else ""
    village = parts.village_asked(ask)
    parts.refuse_no_village(book, village)
    for same in slips.values():
        for slip in same:
            if ask.period and not ask.period.first <= slip.day <= ask.period.last:
                continue
            if member and slip.member != member:
                continue
            if village and not _is_of(slip, village):
                continue
            yield slip


def _is_of(slip: Slip, village: str) -> bool:
    sheet = str(slip.entry.meta.get("sheet", "")) if slip.entry else ""
    return sheet.rpartition("/")[2] == village.zfill(2)


# --- from the books ------------------------------------------------------------------------------


def slips_of(book: Book) -> dict[str, list[Slip]]:
    """Number to its receipts, by number; more than one only where a number was used twice."""
    return book.once(_slips)


def _slips(book: Book) -> dict[str, list[Slip]]:
    taken = _taken_back(book)
    found: dict[str, list[Slip]] = defaultdict(list)
    for entry in book.transactions:
        if entry.meta.get("kind") == "reversal":
            continue
        for slip in _of_entry(entry):
            before = found[slip.number]
            same = [one for one in before if (one.member, one.day) == (slip.member, slip.day)]
            if same:
                # Lines of one receipt may stand in two entries of that day.
                whole = Slip(**{**vars(same[0]), "lines": same[0].lines + slip.lines})
                before[before.index(same[0])] = whole
            else:
                back = taken.get(slip.number)
                before.append(Slip(**{**vars(slip), "back": back}) if back else slip)
    for spoiled in book.customs("receipt", "void"):
        number = str(values_of(spoiled)[0])
        found[number] = [_void(spoiled, slip) for slip in found[number] or [_blank(spoiled)]]
    return dict(sorted(found.items(), key=lambda item: split_number(item[0])))


def _of_entry(entry: Transaction) -> Iterator[Slip]:
    """The receipts of a transaction: of its lines, or one for the whole of it."""
    by = str(entry.meta.get("by", ""))
    lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for account, amount, own in books.lines(entry):
        if "receipt" in own:
            key = (str(own["receipt"]), str(own.get("member", "")))
            claim = str(own.get("claim", ""))
            lines[key].append(Line(account, -amount, str(own.get("months", "")), claim))
    for (number, member), own_lines in lines.items():
        yield Slip(number, entry.date, by, member, lines=tuple(own_lines), entry=entry)
    number = str(entry.meta.get("receipt", ""))
    if number and not lines:
        whole = tuple(
            Line(account, -amount)
            for account, amount, _ in books.lines(entry)
            if not account.startswith(parts.LIQUID)
        )
        payer = str(entry.meta.get("received-from", ""))
        name = str(entry.payee or "")
        yield Slip(number, entry.date, by, payer=payer, name=name, lines=whole, entry=entry)


def _taken_back(book: Book) -> dict[str, date]:
    return {
        str(entry.meta.get("reverses")): entry.date
        for entry in book.transactions
        if entry.meta.get("kind") == "reversal"
    }


def _blank(spoiled: Custom) -> Slip:
    number, by = str(values_of(spoiled)[0]), str(spoiled.meta.get("by", ""))
    return Slip(number, spoiled.date, by)


def _void(spoiled: Custom, slip: Slip) -> Slip:
    return Slip(**{**vars(slip), "spoiled": str(spoiled.meta.get("reason", "")) or "-"})


def book_number(book: Book, number: str) -> str:
    """The number on the cover of the paper book (เล่มที่) that a receipt is of, or ""."""
    series, count = split_number(number)
    for entry in book.customs("receipt-book"):
        first, last = entry.meta["first"], entry.meta["last"]
        if str(values_of(entry)[0]) == series.rstrip("-/") and first <= count <= last:
            return str(entry.meta.get("book", ""))
    return ""


# --- the paper -----------------------------------------------------------------------------------


def _sheet(book: Book, ask: Ask, slip: Slip) -> Document:
    """One receipt twice, for the fund and for the member."""
    words = ask.words
    printed = words("พิมพ์จากสมุดบัญชี", "Printed from the books")
    blocks: list[Block] = [
        *_half(book, ask, slip),
        Paragraph(CUT, "center", small=True),
        Paragraph(fund_name(book, words), "center", strong=True),
        Paragraph(words("ใบเสร็จรับเงิน", "Receipt"), "center", strong=True),
        Paragraph(printed, "center", small=True),
        *_half(book, ask, slip, ref="copy."),
    ]
    return parts.paper(book, ask, ID, printed, slip.day, blocks, name=slip.number.replace("/", "-"))


def _half(book: Book, ask: Ask, slip: Slip, ref: str = "") -> Iterator[Block]:
    words = ask.words
    number = (words("เลขที่", "No."), Cell(slip.number, keep=True))
    dated = (words("วันที่", "Date"), Cell(words.day(slip.day), keep=True))
    cover = book_number(book, slip.number)
    in_book = (words("เล่มที่", "Book"), Cell(cover or "–", keep=True))
    yield Facts((in_book, number, dated), 3)
    if slip.spoiled:
        reason = "" if slip.spoiled == "-" else f" ({slip.spoiled})"
        yield Paragraph(words(f"ยกเลิก{reason}", f"VOID{reason}"), "center", strong=True)
    if slip.back:
        day = words.day(slip.back)
        yield Paragraph(
            words(
                f"รับคืน/ย้ายรายการแล้วเมื่อ {day} ใบเสร็จนี้ใช้เป็นหลักฐานการชำระไม่ได้",
                f"Taken back or moved on {day}: no proof of payment",
            ),
            "center",
            strong=True,
        )
    irregular = parts.irregular(book, words, slip.number)
    if irregular:
        told = words(f"ความผิดปกติที่บันทึกไว้: {irregular}", f"Irregularity recorded: {irregular}")
        yield Paragraph(told, "center", strong=True)
    if slip.lines:
        yield Facts(((words("ได้รับเงินจาก", "Received from"), Cell(_payer(book, ask, slip))),))
        yield _table(book, ask, slip, ref)
        spelt = words.baht_in_words(slip.amount) if slip.amount >= 0 else ""
        yield Paragraph(f"({spelt})", "center", keep=(spelt,))
        if any(line.claim for line in slip.lines):
            yield Paragraph(_deducted(ask, slip), small=True)
    yield Signatures((_receiver(book, ask, slip),))


def _payer(book: Book, ask: Ask, slip: Slip) -> str:
    words = ask.words
    if slip.member:
        name = parts.name_of(book, ask, slip.member)
        number = words(f"สมาชิกเลขที่ {slip.member}", f"member {slip.member}")
        return f"{name}  {number}" if name else number
    return ask.name(slip.payer, slip.name or slip.payer) or DOTS


def _table(book: Book, ask: Ask, slip: Slip, ref: str) -> Table:
    words = ask.words
    rows: list[Row] = []
    accounts, number = [line.account for line in slip.lines], (slip.number,)
    for index, line in enumerate(slip.lines, 1):
        own = (line.account,) if accounts.count(line.account) == 1 else ()
        note = "" if own else words("หนึ่งในหลายบรรทัดของบัญชีนี้", "one of several lines of the account")
        traced = Trace(own, slip.day, slip.day, negative=True, numbers=number, note=note)
        rows.append(
            Row(
                (
                    Cell(account_name(book, line.account, ask.words)),
                    Cell(parts.months_text(line.months, words), keep=True),
                    Cell(line.amount, f"{ref}{slip.number}.{index}", traced),
                )
            )
        )
    lines = " + ".join(f"{ref}{slip.number}.{index}" for index in range(1, len(rows) + 1))
    whole = Trace(numbers=number, note=f"= {lines}")
    rows.append(
        Row(
            (
                Cell(words("รวมเงิน", "Total"), strong=True, span=2),
                Cell(slip.amount, f"{ref}{slip.number}.total", whole, strong=True),
            ),
            "total",
        )
    )
    columns = (
        Column(words("รายการ", "For"), width=4),
        Column(words("งวด", "Months"), width=3),
        Column(words("จำนวนเงิน (บาท)", "Baht"), "money", 2),
    )
    return Table(columns, tuple(rows), together=True, name=slip.number[:31].replace("/", "-"))


def _deducted(ask: Ask, slip: Slip) -> str:
    assert slip.entry is not None
    voucher = str(slip.entry.meta.get("voucher", "-"))
    claims = ", ".join(dict.fromkeys(line.claim for line in slip.lines if line.claim))
    return ask.words(
        f"หักจากเงินสวัสดิการตามคำขอ {claims} ใบสำคัญจ่าย {voucher}",
        f"Deducted from the benefit of claim {claims}, voucher {voucher}",
    )


def _receiver(book: Book, ask: Ask, slip: Slip) -> Signature:
    """Who received, by the office that the books give on that day."""
    collects = any(
        term.person == slip.by and term.role == "collector" and term.first <= slip.day <= term.last
        for term in book.terms
    )
    words = ask.words
    role = words("ผู้เก็บเงิน", "collector") if collects else words("เหรัญญิก", "treasurer")
    role = words(f"ผู้รับเงิน ({role})", f"Received by ({role})")
    return Signature(role, ask.name(slip.by), dated=False)
