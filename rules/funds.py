"""Sub-funds (กองทุนย่อย): to which of them income and expense belong, by the split of the bylaws.

    2022-10-01 custom "bylaw" "split" "contributions"
      accounts: "4101"
      reserve: 0.15
      management: 0.10
      remainder: "welfare"

Of 8,640.00 baht of contributions in October 1,296.00 go to the reserve, 864.00 to the management,
and the rest, 6,480.00, to welfare. In a running year this is nowhere booked: the surplus reaches
the sub-funds' accounts in the next year's opening.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from datetime import timedelta
from decimal import Decimal

from welfare import books
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.vocabulary import values_of

ZERO = Decimal("0.00")

Balances = dict[str, Decimal]


def subfunds(book: Book, period: Period) -> dict[str, dict[str, Decimal]]:
    """กองทุนย่อย: opening + income - expense + transfer = closing, by the split of each month.

    Raises:
        Refused: R302, income or expense that no bylaw of its month gives to a sub-fund.
    """
    start = book.begins
    result = {
        name: dict.fromkeys(("opening", "income", "expense", "transfer", "closing"), ZERO)
        for name in _funds(book)
    }
    before = so_far(book)
    for name, fund in result.items():
        earned, spent = before.get(name, (ZERO, ZERO))
        balance = book.balance(books.FUNDS[name], start - timedelta(days=1))
        fund["opening"] = earned - spent - balance
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
    used = used or "designated" in so_far(book)
    return [name for name in books.FUNDS if name != "designated" or name in named or used]


def _by_month(book: Book, first: date, last: date) -> dict[str, tuple[Balances, Balances]]:
    """Month to (income and expense by account, transfers by sub-fund)."""
    found: dict[str, tuple[Balances, Balances]] = {}
    for entry in book.transactions:
        if not first <= entry.date <= last:
            continue
        month = calendars.month_of(entry.date)
        moved, transfers = found.setdefault(
            month, (defaultdict(lambda: ZERO), defaultdict(lambda: ZERO))
        )
        for account, amount, _ in books.lines(entry):
            if is_result(account):
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


def so_far(book: Book) -> dict[str, tuple[Decimal, Decimal]]:
    """Sub-fund to its income and expense of a running year, up to the day that was carried."""
    return {
        str(values_of(entry)[0]): (entry.meta["income"].number, entry.meta["expense"].number)
        for entry in book.customs("carried", "sub-fund")
    }


def is_result(account: str) -> bool:
    """Whether an account is one of income or expense."""
    return account.startswith(("Income:", "Expenses:"))
