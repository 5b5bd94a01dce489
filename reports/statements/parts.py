"""What the statements share: names of accounts, traced amounts, the heading, signatures.

An amount of a statement carries its name and its trace, so that `welfare explain` lists what stands
behind it: entries of accounts within days, or other cells of the same document ("= a + b").
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from reports import figures
from reports.ask import Ask
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Row
from reports.model import Seal
from reports.model import Signatures
from reports.model import Trace
from reports.parts import account_name
from reports.parts import closing_line
from reports.parts import fund_name
from reports.parts import signatures
from reports.words import Words
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.parameters import items

DAY = timedelta(days=1)
NOTHING = Cell(None)

FUNDS = {
    "welfare": ("กองทุนสวัสดิการ", "Welfare fund"),
    "reserve": ("กองทุนสำรอง", "Reserve fund"),
    "management": ("กองทุนบริหารจัดการ", "Management fund"),
    "designated": ("กองทุนเฉพาะ", "Designated fund"),
}
#: Parts of a sub-fund's movement, in their order; expenses are taken off.
FUND_PARTS = ("opening", "income", "expense", "transfer", "closing")
MOVEMENTS = {
    "opening": ("ยกมา", "Brought forward"),
    "new": ("เข้าใหม่", "New"),
    "reinstated": ("คืนสภาพ", "Reinstated"),
    "died": ("ตาย", "Died"),
    "resigned": ("ลาออก", "Resigned"),
    "lapsed": ("ขาดส่ง", "Lapsed"),
    "expelled": ("ให้ออก", "Expelled"),
    "moved": ("ย้าย", "Moved"),
    "closing": ("คงเหลือ", "Carried forward"),
}
ROLES = {
    "chair": ("ประธาน", "Chair"),
    "vice-chair": ("รองประธาน", "Vice-chair"),
    "secretary": ("เลขานุการ", "Secretary"),
    "treasurer": ("เหรัญญิก", "Treasurer"),
    "bookkeeper": ("ผู้ทำบัญชี", "Bookkeeper"),
    "planner": ("ผู้รับผิดชอบแผนงาน", "Planner"),
    "member": ("กรรมการ", "Committee member"),
    "collector": ("ผู้เก็บเงิน", "Collector"),
    "auditor": ("ผู้ตรวจสอบ", "Auditor"),
}
IRREGULARITIES = {
    "RECEIPT_DUPLICATE": ("ใช้เลขที่ใบเสร็จซ้ำ", "Receipt number used twice"),
    "PAID_WITHOUT_RESOLUTION": ("จ่ายสวัสดิการโดยไม่มีมติ", "Benefit paid without resolution"),
    "EXPENSE_WITHOUT_RESOLUTION": ("จ่ายค่าใช้จ่ายโดยไม่มีมติ", "Expense without resolution"),
    "PAID_BEFORE_RESOLUTION": ("จ่ายก่อนมีมติ", "Paid before the resolution"),
    "PAID_AGAINST_RULES": ("จ่ายไม่เป็นไปตามระเบียบ", "Paid against the bylaws"),
    "OVERPAID": ("จ่ายเกินสิทธิ", "Overpaid"),
    "UNDERPAID": ("จ่ายต่ำกว่าสิทธิ", "Underpaid"),
}


# --- names ---------------------------------------------------------------------------------------


def account_of(book: Book, code: str) -> str:
    """The account that bears a code; a code that is no code is the account's own name."""
    return next((name for name, known in book.codes.items() if known == code), code)


def word(pair: tuple[str, str], words: Words) -> str:
    """The one of a Thai and an English word that is in the language."""
    return words(*pair)


# --- amounts -------------------------------------------------------------------------------------


def amount(value: Decimal, ref: str, trace: Trace, *, strong: bool = False) -> Cell:
    """An amount in baht with its name and what stands behind it."""
    return Cell(value, ref=ref, trace=trace, strong=strong)


def total_of(parts: Iterable[Cell], ref: str, *, strong: bool = True) -> Cell:
    """The sum of other amounts of the document, which it names; zeros may stand nowhere."""
    found = [cell for cell in parts if isinstance(cell.value, Decimal)]
    value = sum((cell.value for cell in found if isinstance(cell.value, Decimal)), ZERO)
    note = "= " + " + ".join(cell.ref for cell in found if cell.value)
    return Cell(value, ref=ref, trace=Trace(note=note), strong=strong)


def same(cell: Cell, ref: str, *, strong: bool = False) -> Cell:
    """An amount that stands elsewhere in the document too."""
    return Cell(cell.value, ref=ref, trace=Trace(note=f"= {cell.ref}"), strong=strong)


def label(text: str, *, indent: int = 0, strong: bool = False) -> Cell:
    """The name of a line."""
    return Cell(text, indent=indent, strong=strong)


def section(text: str, width: int) -> Row:
    """A heading within a table."""
    return Row((Cell(text, strong=True, span=width),), "section")


def moved(account: str, period: Period, *, negative: bool = False) -> Trace:
    """What an account moved in a period."""
    return Trace((account,), period.first, period.last, negative)


def standing_at(account: str, day: date, *, negative: bool = False) -> Trace:
    """The balance of an account at the end of a day."""
    return Trace((account,), None, day, negative)


def one_side(book: Book, account: str, period: Period, *, negative: bool) -> Trace:
    """What went out of an account in a period, or (negative) what came in, by its documents."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for entry in figures.within(book.transactions, period.first, period.last):
        for name, value, own in books.lines(entry):
            if name == account and value:
                sides[value < 0].append(number_of(entry.meta, own))
    if not sides[negative]:
        return Trace(opening=ZERO)
    trace = moved(account, period, negative=negative)
    if not sides[not negative]:
        return trace
    return replace(trace, numbers=tuple(dict.fromkeys(sides[negative])))


def number_of(*metas: dict[str, Any]) -> str:
    """The number by which a line is known on paper."""
    for meta in reversed(metas):
        for key in ("claim", "receipt", "doc", "voucher", "sheet", "bank-line", "reverses"):
            if key in meta:
                return str(meta[key])
    return ""


class Flow(NamedTuple):
    """Receipts and payments of one period, as traced cells by account.

    Attributes:
        key: how the names of its cells begin.
        period: the days.
        opening, receipts, payments, closing: account to its cell.
        totals: the same four names to their totals.
    """

    key: str
    period: Period
    opening: dict[str, Cell]
    receipts: dict[str, Cell]
    payments: dict[str, Cell]
    closing: dict[str, Cell]
    totals: dict[str, Cell]


def flow(book: Book, period: Period, key: str) -> Flow:
    """รับ-จ่าย of a period, ready for a column; `key` begins the names of its cells."""
    found = figures.receipts_payments(book, period)
    before = period.first - DAY
    sides: dict[str, dict[str, Cell]] = {}
    for side in ("opening", "receipts", "payments", "closing"):
        sides[side] = {}
        for code, value in found[side].items():
            account = account_of(book, code)
            if side in ("opening", "closing"):
                trace = standing_at(account, before if side == "opening" else period.last)
            elif account in figures.TWO_SIDED:
                trace = one_side(book, account, period, negative=side == "receipts")
            else:
                trace = moved(account, period, negative=side == "receipts")
            sides[side][account] = amount(value, f"{key}.{side}.{code}", trace)
    totals = {
        side: total_of(cells.values(), f"{key}.{side}.total") for side, cells in sides.items()
    }
    assert all(totals[side].value == found[f"{side}_total"] for side in totals)
    return Flow(key, period, **sides, totals=totals)


HEADS = {
    "opening": ("ยอดยกมา", "Brought forward"),
    "receipts": ("รายรับ", "Receipts"),
    "payments": ("รายจ่าย", "Payments"),
    "closing": ("ยอดยกไป", "Carried forward"),
}
TOTALS = {
    "opening": ("รวมยอดยกมา", "Total brought forward"),
    "receipts": ("รวมรายรับ", "Total receipts"),
    "payments": ("รวมรายจ่าย", "Total payments"),
    "closing": ("รวมยอดยกไป", "Total carried forward"),
}


def flow_rows(book: Book, columns: list[Flow | None], words: Words) -> list[Row]:
    """The rows of receipts and payments, one column for each period; None for an empty one."""
    rows = []
    for side, head in HEADS.items():
        rows.append(section(words(*head), len(columns) + 1))
        for account in _accounts(book, columns, side):
            name = label(account_name(book, account, words), indent=1)
            rows.append(Row((name, *(_cell(book, one, side, account) for one in columns))))
        ends = (one.totals[side] if one else NOTHING for one in columns)
        cells = (label(words(*TOTALS[side]), strong=True), *ends)
        rows.append(Row(cells, "total" if side == "closing" else "subtotal"))
    return rows


def _accounts(book: Book, columns: list[Flow | None], side: str) -> list[str]:
    """The accounts with an amount in any column, by code; debts and advances come last."""
    cells = (item for one in columns if one for item in getattr(one, side).items())
    found = {name for name, cell in cells if cell.value}
    return sorted(found, key=lambda n: (n in figures.TWO_SIDED, book.codes.get(n, n), n))


def _cell(book: Book, column: Flow | None, side: str, account: str) -> Cell:
    """The amount of an account in one column; where nothing moved, a zero with a name."""
    if column is None:
        return NOTHING
    own: dict[str, Cell] = getattr(column, side)
    code = book.codes.get(account, account)
    return own.get(account) or amount(ZERO, f"{column.key}.{side}.{code}", Trace(opening=ZERO))


# --- sub-funds -----------------------------------------------------------------------------------


def fund_cells(book: Book, period: Period, words: Words, key: str) -> dict[str, dict[str, Cell]]:
    """Sub-fund to its opening, income, expense (taken off), transfer and closing, as cells."""
    return {
        name: _fund(book, name, own, period, words, key)
        for name, own in figures.subfunds(book, period).items()
    }


def _fund(
    book: Book, name: str, own: dict[str, Decimal], period: Period, words: Words, key: str
) -> dict[str, Cell]:
    account, begin = books.FUNDS[name], f"{key}.{name}"
    before = period.first - DAY
    booked = -book.balance(account, before)
    cells = {
        "opening": amount(
            own["opening"],
            f"{begin}.opening",
            Trace(
                (account,),
                None,
                before,
                negative=True,
                opening=own["opening"] - booked,
                note=words(
                    "ยอดยกมาและการโอน รวมรายได้หักค่าใช้จ่ายก่อนงวดที่แบ่งตามระเบียบ",
                    "balance brought in and transfers, with the income and expense of earlier"
                    " periods as the bylaws share them",
                ),
            ),
        ),
        "income": amount(
            own["income"],
            f"{begin}.income",
            Trace(note=_shared(book, "split", name, period, words)),
        ),
        "expense": amount(
            -own["expense"],
            f"{begin}.expense",
            Trace(note=_shared(book, "charge", name, period, words)),
        ),
        "transfer": amount(
            own["transfer"], f"{begin}.transfer", moved(account, period, negative=True)
        ),
    }
    cells["closing"] = total_of(cells.values(), f"{begin}.closing", strong=False)
    assert cells["closing"].value == own["closing"], "a sub-fund does not tie"
    return cells


def _shared(book: Book, name: str, fund: str, period: Period, words: Words) -> str:
    """By which articles income is split, or expense charged, to a sub-fund in a period."""
    found = [
        rule.article
        for day in (period.first, period.last)
        for rule in book.bylaws.all_on(day, name)
        if fund in (rule.facts.get("remainder"), rule.facts.get("fund")) or fund in rule.facts
    ]
    articles = ", ".join(dict.fromkeys(found)) or "–"
    what = words("แบ่งรายได้ตามระเบียบ", "income shared by the bylaws")
    if name == "charge":
        what = words("ค่าใช้จ่ายที่ระเบียบให้จ่ายจากกองทุนย่อยนี้", "expenses that the bylaws charge to it")
    return f"{what}: {articles}"


def fund_table_rows(
    cells: dict[str, dict[str, Cell]], words: Words, key: str, *, parts: tuple[str, ...]
) -> list[Row]:
    """One row for each sub-fund, and the total."""
    rows = [
        Row((label(words(*FUNDS[name])), *(own[part] for part in parts)))
        for name, own in cells.items()
    ]
    ends = (total_of((own[p] for own in cells.values()), f"{key}.total.{p}") for p in parts)
    return [*rows, Row((label(words("รวม", "Total"), strong=True), *ends), "total")]


def fund_columns(words: Words) -> tuple[Column, ...]:
    """The columns of the table of sub-funds."""
    return (
        Column(words("กองทุนย่อย", "Sub-fund"), width=1.5),
        Column(words("ยอดยกมา", "Brought forward"), "money", width=1),
        Column(words("รายได้", "Income"), "money", width=1),
        Column(words("หัก ค่าใช้จ่าย", "less Expenses"), "money", width=1),
        Column(words("โอน", "Transfers"), "money", width=1),
        Column(words("ยอดยกไป", "Carried forward"), "money", width=1),
    )


# --- members -------------------------------------------------------------------------------------


def member_cells(members: Members, period: Period, key: str) -> dict[str, Cell]:
    """Movement of members in a period: each count with the membership numbers behind it."""
    numbers = _member_numbers(members, period)
    found = figures.member_movement(members.book, period, members)
    for name, own in numbers.items():
        assert len(own) == found[name], f"members: {name} does not tie"
    return {
        name: Cell(len(own), ref=f"{key}.{name}", trace=Trace(numbers=tuple(own), opening=0))
        for name, own in numbers.items()
    }


def _member_numbers(members: Members, period: Period) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in MOVEMENTS}
    for number in members.book.members:
        history = members.as_told.of(number)
        for span in history.spans if history else ():
            if span.start < period.first and (not span.end or span.end >= period.first):
                found["opening"].append(number)
            if period.first <= span.start <= period.last:
                found["reinstated" if span.reinstated else "new"].append(number)
            if span.end and period.first <= span.end <= period.last:
                found[figures.REASONS.get(span.reason, "lapsed")].append(number)
            if span.start <= period.last and (not span.end or span.end > period.last):
                found["closing"].append(number)
    return found


def member_shown(rows: Iterable[dict[str, Cell]]) -> list[str]:
    """The movements to print: those that few funds have stand only where there are any."""
    own = list(rows)
    return [
        name
        for name in MOVEMENTS
        if name not in ("expelled", "moved") or any(row[name].value for row in own)
    ]


# --- the frame -----------------------------------------------------------------------------------


def period_of(book: Book, ask: Ask) -> Period:
    """The period asked for, or the month of the day of printing; the books' first day may cut it.

    Raises:
        Refused: R301 it ends before the books; R851 it began before what was carried into them.
    """
    period = ask.period or calendars.month_period(calendars.month_of(ask.today))
    if period.last < book.books_from:
        raise refuse("R301", period=period.label, first=book.books_from)
    _seen(book, period)
    return period._replace(first=max(period.first, book.books_from))


def _seen(book: Book, period: Period) -> None:
    if book.carried and period.first <= book.carried:
        raise refuse("R851", period=period.label, last=book.carried)


def fiscal_part(book: Book, period: Period) -> Period:
    """From the first day of the fiscal year to the end of a period: year to date."""
    year = calendars.fiscal_year(period.last, book.fiscal_start)
    found = calendars.fiscal_year_period(year, book.fiscal_start)
    _seen(book, found)
    return Period(max(found.first, book.books_from), period.last, found.label)


def seal(ask: Ask) -> Seal:
    """The code of the closing."""
    return Seal(ask.seal, ask.words("รหัสปิดงวด", "Code of the closing"))


def makers(book: Book, ask: Ask, day: date) -> Signatures:
    """ผู้จัดทำ ผู้ตรวจสอบ ประธาน: who signs the statements of a month."""
    words = ask.words
    return signatures(
        book,
        ask,
        day,
        (words("ผู้จัดทำ (เหรัญญิก/ผู้ทำบัญชี)", "By treasurer or bookkeeper"), "treasurer"),
        (words("ผู้ตรวจสอบ", "Checked by"), "auditor"),
        (words("ประธานกองทุน", "Chair of the fund"), "chair"),
    )


def document(
    book: Book,
    ask: Ask,
    id_: str,
    title: tuple[str, str],
    subtitle: str,
    day: date,
    blocks: Iterable[Any],
    **more: Any,
) -> Document:
    """A document with the fund's name, in the language asked for."""
    words = ask.words
    return Document(
        id=id_,
        title=words(*title),
        fund=fund_name(book, words),
        subtitle=subtitle,
        day=day,
        lang=words.lang,
        audience=more.pop("audience", "committee"),
        blocks=tuple(blocks),
        footer=closing_line(ask),
        **more,
    )


def year_head(period: Period, words: Words) -> str:
    """A fiscal year as the heading of a column: `ปี 2567`, `2024 (BE 2567)`."""
    ended = int(period.label) - calendars.BE_MINUS_CE
    return words(f"ปี {period.label}", f"{ended} (BE {period.label})")


def articles(book: Book, day: date, *keys: str) -> str:
    """The articles of the rules of these names in force on a day, with commas; "" for none."""
    found = [rule.article for key in keys for rule in book.bylaws.all_on(day, key)]
    return ", ".join(dict.fromkeys(article for article in found if article))


def shares(facts: Any) -> dict[str, Decimal]:
    """Sub-fund to its share of a split, those that are cut first."""
    return {name: facts[name] for name in books.FUNDS if isinstance(facts.get(name), Decimal)}


def sources(book: Book, facts: Any, words: Words) -> str:
    """The names of the accounts that a rule speaks of."""
    codes = items(facts.get("accounts"))
    names = [
        account_name(book, account, words)
        for account, code in sorted(book.codes.items(), key=lambda item: item[1])
        if any(code.startswith(one) for one in codes)
    ]
    return ", ".join(names)
