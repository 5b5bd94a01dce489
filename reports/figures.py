"""The figures of a period: trial balance, receipts and payments, members, sub-funds, bank.

Every figure is derived from the books; nothing is stored. What must tie is asserted here, at each
call: debits and credits, cash brought forward and carried forward, sub-funds and net assets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Transaction

from rules import funds
from rules.membership import Members
from rules.membership import members_of
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.papers import bank

ZERO = Decimal("0.00")
#: Accounts whose movements in both directions stand in receipts and payments.
TWO_SIDED = (books.MATCH_REFUND, books.UNIDENTIFIED, books.ADVANCES)
REASONS = {"death": "died", "resign": "resigned", "expelled": "expelled", "moved": "moved"}

Balances = dict[str, Decimal]


class Movement(NamedTuple):
    """Debits and credits of one account in a period, both positive, in baht."""

    debit: Decimal
    credit: Decimal

    @property
    def net(self) -> Decimal:
        """Debits less credits."""
        return self.debit - self.credit


def figures(book: Book, period: Period, members: Members | None = None) -> dict[str, Any]:
    """All figures of a period, amounts as Decimal with two decimals.

    Args:
        book: the fund's books.
        period: a month, a fiscal year or any range of days; what lies before the books is left out.
        members: the members of these books, where they are known already.

    Raises:
        Refused: R301 the period ends before the books begin; R303 sub-funds and net assets do
            not tie; R851 the period began before the day up to which the books were carried.
    """
    if period.last < book.books_from:
        raise refuse("R301", period=period.label, first=book.books_from)
    if book.carried and period.first <= book.carried:
        raise refuse("R851", period=period.label, last=book.carried)
    labels = _labels(book, period)
    period = period._replace(first=max(period.first, book.books_from))
    own = subfunds(book, period)
    result = {
        **labels,
        **trial_balance(book, period.last),
        "receipts_payments": receipts_payments(book, period),
        "members": member_movement(book, period, members),
        "subfunds": own,
        "subfunds_total": sum((fund["closing"] for fund in own.values()), ZERO),
        "bank_reconciliation": reconciliation(book, period.last),
    }
    assets = net_assets(book, period.last)
    if result["subfunds_total"] != assets:
        raise refuse("R303", funds=result["subfunds_total"], assets=assets)
    return result


def _labels(book: Book, period: Period) -> dict[str, Any]:
    year = calendars.fiscal_year(period.last, book.fiscal_start)
    if period == calendars.month_period(calendars.month_of(period.first)):
        month = calendars.month_of(period.first)
        be = f"{calendars.be(period.first)}-{period.first.month:02d}"
        return {"month": month, "month_be": be, "fiscal_year": year}
    own = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {"period": period.label, **own, "fiscal_year": year}


def movements(book: Book, first: date, last: date) -> dict[str, Movement]:
    """Debits and credits of every account from `first` to `last`, opening entries included."""
    debit: Balances = defaultdict(lambda: ZERO)
    credit: Balances = defaultdict(lambda: ZERO)
    for entry in within(book.transactions, first, last):
        for account, amount, _ in books.lines(entry):
            if amount > 0:
                debit[account] += amount
            else:
                credit[account] -= amount
    return {
        account: Movement(debit[account], credit[account])
        for account in sorted(debit.keys() | credit.keys())
    }


def within(entries: Iterable[Transaction], first: date, last: date) -> Iterator[Transaction]:
    """The transactions dated from `first` to `last`; entries are in the order of the books."""
    for entry in entries:
        if entry.date > last:
            return
        if entry.date >= first:
            yield entry


def balances(book: Book, last: date) -> Balances:
    """Balances at the end of a day: income and expense of the running fiscal year only.

    The surplus of earlier years stands in the sub-funds, as the year's close will carry it.
    """
    year = calendars.fiscal_year_period(
        calendars.fiscal_year(last, book.fiscal_start), book.fiscal_start
    )
    found: Balances = defaultdict(lambda: ZERO)
    for account, movement in movements(book, date.min, last).items():
        if not _is_result(account):
            found[account] += movement.net
    for account, movement in movements(book, year.first, last).items():
        if _is_result(account):
            found[account] += movement.net
    if year.first > book.begins:
        before = Period(book.begins, year.first - timedelta(days=1), "")
        so_far = funds.so_far(book)
        for name, fund in subfunds(book, before).items():
            income, expense = so_far.get(name, (ZERO, ZERO))
            found[books.FUNDS[name]] -= fund["income"] + income - fund["expense"] - expense
    return dict(found)


def net_assets(book: Book, day: date) -> Decimal:
    """What the fund owns less what it owes, in baht, at the end of a day."""
    return ZERO + book.balance("Assets", day) + book.balance("Liabilities", day)


def _is_result(account: str) -> bool:
    return account.startswith(("Income:", "Expenses:"))


def trial_balance(book: Book, last: date) -> dict[str, Any]:
    """งบทดลอง: accounts with a balance, debit or credit, before the year is closed."""
    rows: list[dict[str, Any]] = []
    for account, balance in balances(book, last).items():
        if balance:
            # An account that was never opened is an error of the books, but still has a balance.
            opened = book.opens.get(account)
            rows.append(
                {
                    "code": book.codes.get(account, ""),
                    "name_th": str(opened.meta.get("name-th", "")) if opened else "",
                    "account": account,
                    "debit": max(balance, ZERO),
                    "credit": max(-balance, ZERO),
                }
            )
    rows.sort(key=lambda row: str(row["code"]))
    debit = sum((row["debit"] for row in rows), ZERO)
    credit = sum((row["credit"] for row in rows), ZERO)
    assert debit == credit, "the trial balance does not balance"
    return {"trial_balance": rows, "trial_balance_total": {"debit": debit, "credit": credit}}


def receipts_payments(book: Book, period: Period) -> dict[str, Any]:
    """รับ-จ่าย: money brought forward, receipts by source, payments by purpose, carried forward."""
    receipts: Balances = {}
    payments: Balances = {}
    for account, movement in movements(book, period.first, period.last).items():
        code = book.codes.get(account, account)
        if account in TWO_SIDED:
            receipts[code], payments[code] = movement.credit, movement.debit
        elif account.startswith("Income:"):
            receipts[code] = -movement.net
        elif account.startswith("Expenses:"):
            payments[code] = movement.net
    before = movements(book, date.min, period.first - timedelta(days=1))
    after = movements(book, date.min, period.last)
    opening = _cash(book, before)
    closing = _cash(book, after)
    # Where no money was on either day nothing is told: an opening does not name such accounts.
    held = sorted({*filter(opening.get, opening), *filter(closing.get, closing)})
    receipts = {code: amount for code, amount in sorted(receipts.items()) if amount}
    payments = {code: amount for code, amount in sorted(payments.items()) if amount}
    result = {
        "opening": {code: opening.get(code, ZERO) for code in held},
        "opening_total": _total(opening),
        "receipts": receipts,
        "receipts_total": _total(receipts),
        "payments": payments,
        "payments_total": _total(payments),
        "closing": {code: closing.get(code, ZERO) for code in held},
        "closing_total": _total(closing),
    }
    assert _total(opening) + _total(receipts) - _total(payments) == _total(closing), (
        "receipts and payments do not carry cash forward"
    )
    return result


def _cash(book: Book, found: dict[str, Movement]) -> Balances:
    prefixes = (books.CASH, books.COLLECTORS, books.BANK)
    return dict(
        sorted(
            (book.codes.get(account, account), movement.net)
            for account, movement in found.items()
            if account.startswith(prefixes)
        )
    )


def _total(amounts: Balances) -> Decimal:
    return sum(amounts.values(), ZERO)


def member_movement(book: Book, period: Period, members: Members | None = None) -> dict[str, int]:
    """สมาชิก: opening + new + reinstated - died - resigned - lapsed - expelled - moved = closing.

    Lapses by non-payment follow from the bylaws and the receipts (`rules.membership`). An end
    learned late counts in the month whose books tell of it: closed months stay as they were.
    """
    found = dict.fromkeys(
        ("opening", "new", "reinstated", "died", "resigned", "lapsed", "expelled", "moved"), 0
    )
    told = (members or members_of(book)).as_told
    counted = 0
    for number in book.members:
        history = told.of(number)
        for span in history.spans if history else ():
            if span.start < period.first and (not span.end or span.end >= period.first):
                found["opening"] += 1
            if period.first <= span.start <= period.last:
                found["reinstated" if span.reinstated else "new"] += 1
            if span.end and period.first <= span.end <= period.last:
                found[REASONS.get(span.reason, "lapsed")] += 1
            counted += span.start <= period.last and (not span.end or span.end > period.last)
    gone = ("died", "resigned", "lapsed", "expelled", "moved")
    closing = found["opening"] + found["new"] + found["reinstated"] - sum(found[k] for k in gone)
    assert closing == counted, "member movement does not tie to the register"
    return {**found, "closing": closing}


# --- sub-funds -----------------------------------------------------------------------------------

#: กองทุนย่อย of a period, as the split of the bylaws has it.
subfunds = funds.subfunds


# --- bank ----------------------------------------------------------------------------------------


def reconciliation(book: Book, last: date) -> dict[str, Any]:
    """งบกระทบยอดเงินฝากธนาคาร: statement + deposits in transit - outstanding payments = book."""
    lines = [line for line in bank.in_sight(book) if line.day <= last]
    statement = lines[-1].balance if lines else bank.opening(book)
    transit: list[dict[str, Any]] = []
    outstanding: list[dict[str, Any]] = []
    for item in bank.open_items(book, lines, last):
        row = {"ref": item.ref, "book_date": item.day.isoformat(), "amount": abs(item.amount)}
        (transit if item.amount > 0 else outstanding).append(row)
    in_transit = sum((row["amount"] for row in transit), ZERO)
    unpaid = sum((row["amount"] for row in outstanding), ZERO)
    book_balance = book.balance(books.SAVINGS, last)
    return {
        "book_balance": book_balance,
        "statement_balance": statement,
        "deposits_in_transit": transit,
        "deposits_in_transit_total": in_transit,
        "outstanding_payments": outstanding,
        "outstanding_payments_total": unpaid,
        "difference": statement + in_transit - unpaid - book_balance,
    }


def as_json(value: Any) -> Any:
    """Figures ready for JSON: amounts as text with two decimals."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value
