"""The register of welfare paid (ทะเบียนจ่ายสวัสดิการ) of a period, benefit by benefit.

    วันที่          สมาชิก  คำขอ        วันเกิดเหตุ               จำนวน   บาท      ใช้สิทธิสะสม        มติ
    22 พ.ย. 65   0055  C66-0003   4–8 พ.ย. 2565 (4 คืน)   4 คืน  480.00  480.00/1,500.00  2/2566-2

Every line of the welfare accounts stands in it, those that take a payment back with a minus; the
total of each benefit is what its account moved by in the period: compared at each printing. The
public copy has persons, cases and baht of each benefit alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Transaction

from reports import figures
from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Heading
from reports.model import Row
from reports.model import Signatures
from reports.model import Table
from reports.model import Trace
from reports.papers import parts
from reports.parts import account_name
from reports.parts import capital
from reports.parts import readable
from reports.parts import signatures
from reports.words import Words
from rules import cases
from rules import decision
from rules import explain
from rules import grants
from rules import schema
from rules.cases import Claim
from rules.decision import Decision
from welfare import books
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO

ID = "welfare-register"
#: Payments of a benefit that are not parted over two pages.
ROWS_WHOLE = 5


class Line(NamedTuple):
    """One line of a welfare account; `used` is what its person had of the benefit by then."""

    entry: Transaction
    account: str
    amount: Decimal
    member: str
    claim: str
    used: Decimal


def welfare_register(book: Book, ask: Ask) -> Document:
    """The register of a period; without one, of the running fiscal year.

    Raises:
        Refused: R900 the benefits do not add up to their accounts.
    """
    period = ask.period or parts.year_of(book, ask)[1]
    lines = list(_lines(book, period))
    by_account: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_account[line.account].append(line)
    moved = figures.movements(book, period.first, period.last)
    welfare = {a: m.net for a, m in moved.items() if a.startswith(f"{books.BENEFITS}:")}
    for account in welfare.keys() | by_account.keys():
        found = parts.total(line.amount for line in by_account[account])
        title = account_name(book, account, ask.words)
        parts.tie(ask, ID, title, found, welfare.get(account, ZERO))
    accounts = sorted(by_account, key=lambda account: book.codes.get(account, account))
    blocks = list(_summary(book, ask, period, {name: by_account[name] for name in accounts}))
    if not ask.public:
        known, judged = cases.claims_of(book), decision.decisions(book)
        for account in accounts:
            rows = [_row(book, ask, line, known, judged) for line in by_account[account]]
            blocks += _account(book, ask, period, account, by_account[account], rows)
        blocks.append(_signed(book, ask, period))
    size = "a4" if ask.public else "a4-wide"
    subtitle = ask.words.period(period)
    return parts.paper(book, ask, ID, subtitle, period.last, blocks, size=size)


def _signed(book: Book, ask: Ask, period: Period) -> Signatures:
    words = ask.words
    return signatures(
        book,
        ask,
        period.last,
        (words("ผู้จัดทำ (ผู้ทำบัญชี)", "Kept by (bookkeeper)"), "bookkeeper"),
        (words("เหรัญญิก", "Treasurer"), "treasurer"),
        (words("ผู้ตรวจสอบ", "Auditor"), "auditor"),
    )


# --- lines ---------------------------------------------------------------------------------------


def _lines(book: Book, period: Period) -> Iterator[Line]:
    """Lines of the period, each with what the person had of the benefit in the fiscal year."""
    used: dict[tuple[int, str, str], Decimal] = defaultdict(lambda: ZERO)
    for entry in book.transactions:
        if entry.date > period.last:
            return
        for account, amount, own in books.lines(entry):
            if not account.startswith(f"{books.BENEFITS}:"):
                continue
            member, claim = str(own.get("member", "")), str(own.get("claim", ""))
            year = calendars.fiscal_year(entry.date, book.fiscal_start)
            key = (year, parts.person_of(book, member), account)
            used[key] += amount
            if entry.date >= period.first:
                yield Line(entry, account, amount, member, claim, used[key] if member else ZERO)


def _units(book: Book, claim: Claim, found: Decision, words: Words) -> str:
    """`7 คืน` of a benefit by the night; "" of one that has no units but cases."""
    terms = cases.terms_on(book, claim, claim.event)
    unit = grants.unit_of(terms) if terms else ""
    if not unit or not found.units:
        return ""
    th, en = schema.UNITS[unit]
    return words(f"{found.units} {th}", f"{found.units} {en}")


def _used(line: Line, found: Decision | None, words: Words) -> str:
    """What was used of the year's ceiling and its limit; without one, baht had in the year."""
    told = []
    for use in found.used if found else ():
        if use.in_baht:
            whose = words("ทั้งกองทุน ", "whole fund ") if "fund" in use.ceiling else ""
            told.append(f"{whose}{money.text(use.amount)}/{money.text(use.limit)}")
    if told:
        return "; ".join(told)
    return money.text(line.used) if line.member else ""


def _row(
    book: Book, ask: Ask, line: Line, known: dict[str, Claim], judged: dict[str, Decision]
) -> Row:
    claim, found = known.get(line.claim), judged.get(line.claim)
    meta, words = line.entry.meta, ask.words
    document = str(meta.get("doc", ""))
    remarks = parts.irregular(book, words, line.claim, document)
    what = str(line.entry.narration)
    if claim is not None:
        what = capital(readable(book, explain.event_text(claim, ask.lang), words))
    paper = str(meta.get("voucher") or meta.get("doc", ""))
    ref = ".".join(word for word in (paper, line.claim) if word)
    by = line.claim or paper
    trace = Trace((line.account,), line.entry.date, line.entry.date, numbers=(by,))
    named = [Cell(parts.name_of(book, ask, line.member), keep=True)] if ask.people else []
    return Row(
        (
            Cell(line.entry.date, keep=True),
            Cell(line.member or "–", keep=True),
            *named,
            Cell(line.claim, keep=True),
            Cell(what),
            Cell(_units(book, claim, found, words) if claim and found else "", keep=True),
            Cell(line.amount, f"line.{ref}", trace),
            Cell(_used(line, found, words)),
            Cell(str(meta.get("resolution", "")), keep=True),
            Cell(paper, keep=True),
            Cell(remarks),
        )
    )


# --- the paper -----------------------------------------------------------------------------------


def _account(
    book: Book, ask: Ask, period: Period, account: str, lines: list[Line], rows: list[Row]
) -> Iterator[Block]:
    words, code = ask.words, book.codes.get(account, account)
    title = f"{code} {account_name(book, account, ask.words)}"
    named: list[Column] = [Column(words("ชื่อ - สกุล", "Name"), width=4.2)] if ask.people else []
    columns = [
        Column(words("วันที่จ่าย", "Paid"), "date", 2.2),
        Column(words("สมาชิก", "Member"), width=1.3),
        *named,
        Column(words("คำขอ", "Claim"), width=1.7),
        Column(words("เหตุ", "Event"), width=5.6),
        Column(words("จำนวน", "Units"), width=1.5),
        Column(words("บาท", "Baht"), "money", 1.7),
        Column(words("ใช้สิทธิสะสมปีนี้", "Used this year"), width=2.9, align="right"),
        Column(words("มติ", "Resolution"), width=1.7, align="center"),
        Column(words("ใบสำคัญ", "Voucher"), width=1.7),
        Column(words("หมายเหตุ", "Remarks"), width=2.3),
    ]
    amount = parts.total(line.amount for line in lines)
    foot = Row(
        (
            Cell(words(f"รวม {title}", f"{title} in all"), strong=True, span=5 + bool(named)),
            Cell(amount, f"list.{code}", _moved(account, period), strong=True),
            Cell("", span=4),
        ),
        "total",
    )
    yield Heading(title)
    whole = len(rows) <= ROWS_WHOLE
    yield from parts.split(columns, rows, [foot], together=whole, small=True, name=title[:31])


def _moved(account: str, period: Period) -> Trace:
    return Trace((account,), period.first, period.last)


def _counts(lines: list[Line]) -> tuple[list[str], list[str]]:
    """Persons who were paid and payments; what was taken back whole counts as neither."""
    by_case: dict[tuple[str, ...], Decimal] = defaultdict(lambda: ZERO)
    for line in lines:
        own: tuple[str, ...] = (line.member, line.claim)
        if not line.claim:
            meta: Any = line.entry.meta
            own = ("", str(meta.get("voucher") or meta.get("doc") or line.entry.date))
        by_case[own] += line.amount
    paid = [own for own, amount in by_case.items() if amount > 0]
    return sorted({member for member, _ in paid if member}), [number for _, number in paid]


def _summary(
    book: Book, ask: Ask, period: Period, by_account: dict[str, list[Line]]
) -> Iterator[Block]:
    words, rows, cases_ = ask.words, [], 0
    for account, lines in by_account.items():
        code = book.codes.get(account, account)
        persons, paid = _counts(
            [line._replace(member=parts.person_of(book, line.member)) for line in lines]
        )
        amount = parts.total(line.amount for line in lines)
        cases_ += len(paid)
        rows.append(
            Row(
                (
                    Cell(code),
                    Cell(account_name(book, account, ask.words)),
                    Cell(len(persons), f"persons.{code}", Trace(numbers=tuple(persons))),
                    Cell(len(paid), f"cases.{code}", Trace(numbers=tuple(paid))),
                    Cell(amount, f"total.{code}", _moved(account, period)),
                )
            )
        )
    everything = Trace((books.BENEFITS,), period.first, period.last)
    amount = parts.total(line.amount for lines in by_account.values() for line in lines)
    refs = [f"cases.{book.codes.get(account, account)}" for account in by_account]
    rows.append(
        Row(
            (
                Cell(""),
                Cell(words("รวม", "Total"), strong=True),
                Cell(""),
                Cell(cases_, "cases", Trace(note=f"= {' + '.join(refs)}"), strong=True),
                Cell(amount, "total", everything, strong=True),
            ),
            "total",
        )
    )
    columns = (
        Column(words("รหัส", "Code"), width=1),
        Column(words("สวัสดิการ", "Benefit"), width=5),
        Column(words("คน", "Persons"), "count", 1.2),
        Column(words("ราย", "Cases"), "count", 1.2),
        Column(words("บาท", "Baht"), "money", 2),
    )
    caption = words("สรุปตามประเภทสวัสดิการ", "By benefit")
    yield Table(columns, tuple(rows), caption=caption, name=words("สรุป", "Summary"))
