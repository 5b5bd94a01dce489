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

from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.papers import bank
from welfare.parameters import Rule
from welfare.parameters import items

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


def figures(book: Book, period: Period) -> dict[str, Any]:
    """All figures of a period, amounts as Decimal with two decimals.

    Args:
        book: the fund's books.
        period: a month, a fiscal year or any range of days within the books.

    Raises:
        Refused: R301 the period ends before the books begin; R303 sub-funds and net assets do
            not tie.
    """
    if period.last < book.books_from:
        raise refuse("R301", period=period.label, first=book.books_from)
    funds = subfunds(book, period)
    result = {
        **_labels(book, period),
        **trial_balance(book, period.last),
        "receipts_payments": receipts_payments(book, period),
        "members": member_movement(book, period),
        "subfunds": funds,
        "subfunds_total": sum((fund["closing"] for fund in funds.values()), ZERO),
        "bank_reconciliation": reconciliation(book, period.last),
    }
    net_assets = _net_assets(book, period.last)
    if result["subfunds_total"] != net_assets:
        raise refuse("R303", funds=result["subfunds_total"], assets=net_assets)
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
    if year.first > book.books_from:
        before = Period(book.books_from, year.first - timedelta(days=1), "")
        for name, fund in subfunds(book, before).items():
            found[books.FUNDS[name]] -= fund["income"] - fund["expense"]
    return dict(found)


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
    receipts = {code: amount for code, amount in sorted(receipts.items()) if amount}
    payments = {code: amount for code, amount in sorted(payments.items()) if amount}
    result = {
        "opening": {code: opening.get(code, ZERO) for code in closing},
        "opening_total": _total(opening),
        "receipts": receipts,
        "receipts_total": _total(receipts),
        "payments": payments,
        "payments_total": _total(payments),
        "closing": closing,
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


def member_movement(book: Book, period: Period) -> dict[str, int]:
    """สมาชิก: opening + new + reinstated - died - resigned - lapsed - expelled - moved = closing.

    Lapses by non-payment follow from the bylaws and the receipts (`rules.membership`).
    """
    found = dict.fromkeys(
        ("opening", "new", "reinstated", "died", "resigned", "lapsed", "expelled", "moved"), 0
    )
    members = Members(book)
    counted = 0
    for number in book.members:
        history = members.of(number)
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


def subfunds(book: Book, period: Period) -> dict[str, dict[str, Decimal]]:
    """กองทุนย่อย: opening + income - expense + transfer = closing, by the split of each month.

    Raises:
        Refused: R302, income or expense that no bylaw of its month gives to a sub-fund.
    """
    start = book.books_from
    result = {
        name: dict.fromkeys(("opening", "income", "expense", "transfer", "closing"), ZERO)
        for name in _funds(book)
    }
    for name, fund in result.items():
        fund["opening"] = -book.balance(books.FUNDS[name], start - timedelta(days=1))
    by_month = _by_month(book, start, period.last)
    for month, (moved, transfers) in sorted(by_month.items()):
        inside = calendars.month_period(month).last >= period.first
        income, expense = _allocated(book, month, moved)
        for name, fund in result.items():
            net = income[name] - expense[name] + transfers[name]
            if inside:
                fund["income"] += income[name]
                fund["expense"] += expense[name]
                fund["transfer"] += transfers[name]
            else:
                fund["opening"] += net
    for fund in result.values():
        fund["closing"] = fund["opening"] + fund["income"] - fund["expense"] + fund["transfer"]
    return result


def _funds(book: Book) -> list[str]:
    """The sub-funds of a fund: the three, and a designated one where bylaws or money name it."""
    named = {
        str(word)
        for key, rules in book.bylaws.versions.items()
        if key[0] in ("split", "charge")
        for rule in rules
        for word in (*rule.facts, rule.facts.get("remainder"), rule.facts.get("fund"))
    }
    account = books.FUNDS["designated"]
    # Only what was opened can have been used: most funds need no second look at every line.
    used = account in book.opens and any(
        name == account for entry in book.transactions for name, _, _ in books.lines(entry)
    )
    return [name for name in books.FUNDS if name != "designated" or name in named or used]


def _by_month(book: Book, first: date, last: date) -> dict[str, tuple[Balances, Balances]]:
    """Month to (income and expense by account, transfers by sub-fund)."""
    found: dict[str, tuple[Balances, Balances]] = {}
    for entry in within(book.transactions, first, last):
        month = calendars.month_of(entry.date)
        moved, transfers = found.setdefault(
            month, (defaultdict(lambda: ZERO), defaultdict(lambda: ZERO))
        )
        for account, amount, _ in books.lines(entry):
            if _is_result(account):
                moved[account] += amount
        if entry.meta.get("kind") == "transfer":
            for account, amount, _ in books.lines(entry):
                name = next((n for n, a in books.FUNDS.items() if a == account), None)
                if name:
                    transfers[name] -= amount
    return found


def _allocated(book: Book, month: str, moved: Balances) -> tuple[Balances, Balances]:
    """Income and expense of one month by sub-fund."""
    day = calendars.month_period(month).last
    income: Balances = defaultdict(lambda: ZERO)
    expense: Balances = defaultdict(lambda: ZERO)
    splits = book.bylaws.all_on(day, "split")
    charges = book.bylaws.all_on(day, "charge")
    # Sources of one rule are split together unless it says "each".
    totals: dict[tuple[str, ...], tuple[Rule, Decimal]] = {}
    for account, amount in moved.items():
        rules = splits if account.startswith("Income:") else charges
        rule = _rule_for(rules, book.codes.get(account, account))
        if rule is None:
            raise refuse("R302", account=book.codes.get(account, account), month=month)
        key = (*rule.key, account) if rule.facts.get("sources") == "each" else rule.key
        totals[key] = (rule, totals.get(key, (rule, ZERO))[1] + amount)
    for rule, total in totals.values():
        if rule.key[0] == "split":
            for name, share in split(rule, -total).items():
                income[name] += share
        else:
            expense[str(rule.facts["fund"])] += total
    return income, expense


def _rule_for(rules: list[Rule], code: str) -> Rule | None:
    return next(
        (rule for rule in rules if any(map(code.startswith, items(rule.facts["accounts"])))), None
    )


def split(rule: Rule, total: Decimal) -> dict[str, Decimal]:
    """A month's total of one source by sub-fund: shares cut to the satang, the rest to one fund.

    The parts add up to the total exactly.
    """
    parts = {
        name: money.share_down(total, rule.facts[name])
        for name in books.FUNDS
        if isinstance(rule.facts.get(name), Decimal)
    }
    rest = str(rule.facts["remainder"])
    parts[rest] = parts.get(rest, ZERO) + total - sum(parts.values(), ZERO)
    assert sum(parts.values(), ZERO) == total, "a satang was lost in the split"
    return parts


def _net_assets(book: Book, last: date) -> Decimal:
    return sum(
        (
            movement.net
            for account, movement in movements(book, date.min, last).items()
            if account.startswith(("Assets:", "Liabilities:"))
        ),
        ZERO,
    )


# --- bank ----------------------------------------------------------------------------------------


def reconciliation(book: Book, last: date) -> dict[str, Any]:
    """งบกระทบยอดเงินฝากธนาคาร: statement + deposits in transit - outstanding payments = book."""
    lines = [line for line in bank.kept(book) if line.day <= last]
    opening = book.balance(books.SAVINGS, book.books_from - timedelta(days=1))
    statement = lines[-1].balance if lines else opening
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
