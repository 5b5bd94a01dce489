"""The figures of a fiscal year: what the general meeting adopts and the CODI return repeats.

`annual(book, 2567)` holds the statement of income and expense, the balance sheet, the sub-funds,
CODI's two-sided item 10 since the founding, welfare by category, members and the state match, as
Decimals and counts. Totals since the founding begin with `cumulative` directives:

    2022-09-30 custom "cumulative" Expenses:Welfare:Birth 21700.00 THB
      persons: 31
      cases: 31

Whatever must tie is asserted at each call, and refused with both amounts where it does not (R890
to R897); nothing is ever forced to agree.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Transaction

from reports import figures
from reports.figures import Balances
from rules import guards
from rules import matching
from rules import periods
from rules import standing
from rules.membership import Members
from rules.membership import members_of
from rules.membership import rule_on
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
COMMUNITY_GROUPS = "Income:Grants:CommunityGroups"
#: CODI's groups of members, in the order of its form.
GROUPS = ("general", "child_youth", "elderly", "disadvantaged", "disabled", "orphan")
#: Item 10 of CODI's form: block to its lines, in its order.
ITEM10 = {
    "receipts_1": ("contributions", "codi_seed", "state_match", "lao", "other_state", "other"),
    "income_2": ("entry_fees", "donations", "interest", "other_income"),
    "assets_1": ("bank", "cash", "welfare_paid", "investments", "other"),
    "expenses_2": ("honoraria", "travel", "stationery", "meetings", "other"),
}
#: How the chart of accounts names a line (`item10: "L1.lao"`).
_BLOCKS = {"L1": "receipts_1", "L2": "income_2", "R1": "assets_1", "R2": "expenses_2"}
_LINES = {("income_2", "other"): "other_income", ("assets_1", "welfare"): "welfare_paid"}
#: Where an account stands whose line the chart does not name.
_ELSEWHERE = (
    ("Assets:", ("assets_1", "other")),
    ("Liabilities:", ("receipts_1", "other")),
    ("Income:", ("income_2", "other_income")),
    (books.BENEFITS, ("assets_1", "welfare_paid")),
    ("Expenses:", ("expenses_2", "other")),
)


class Carried(NamedTuple):
    """What an account had moved from the founding to the end of a day, before these books."""

    day: date
    amount: Decimal
    persons: int
    cases: int


class Case(NamedTuple):
    """One payment of welfare.

    Attributes:
        account: its category.
        number: claim, or the document of communal spending.
        member: membership number of who was helped, or "" for communal spending.
        person: the first number of that person, or "".
        amount: baht.
        day: when it was paid.
    """

    account: str
    number: str
    member: str
    person: str
    amount: Decimal
    day: date


def annual(book: Book, year: int, members: Members | None = None) -> dict[str, Any]:
    """All figures of a fiscal year (พ.ศ.), amounts as Decimal with two decimals.

    Args:
        book: the fund's books.
        year: the พ.ศ. year in which it ends. One that runs yet is told as far as it is booked.
        members: the members of these books, where the caller has looked at them already.

    Raises:
        Refused: R301 the year ends before the books begin; R851 it began before the day up to
            which they were carried; R898 it begins after their last entry; R302 as
            `figures.subfunds`; R890 to R897 amounts that do not tie.
    """
    period = year_of(book, year)
    _in_sight(book, period)
    members = members or members_of(book)
    prior = Period(period.first, period.first - DAY, "")
    funds = figures.subfunds(book, period)
    found = {
        "fiscal_year": year,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "income_statement": income_statement(book, period),
        "income_statement_prior_year": _prior_income(book, year),
        "balance_sheet": balance_sheet(book, period.last, _part(funds, "closing")),
        "balance_sheet_prior_year": balance_sheet(book, prior.last, _part(funds, "opening")),
        "subfunds": funds,
        "codi_item10": item10(book, period.last),
        "welfare_16": welfare_16(members, period),
        "members": figures.member_movement(book, period, members),
        "member_table": member_table(members, period.last),
        "state_matching": state_matching(members, period),
    }
    ties(book, period, found)
    return found


def year_of(book: Book, year: int) -> Period:
    """The days of a fiscal year (พ.ศ.) that the books are about: their first may cut it short."""
    period = calendars.fiscal_year_period(year, book.fiscal_start)
    if period.first < book.books_from <= period.last:
        return period._replace(first=book.books_from)
    return period


def needs_whole(book: Book, year: int) -> bool:
    """Whether a fiscal year, or the one beside it, lies before what a carried state brought in.

    `books.load(folder, whole=True)` holds them; books that were never carried hold all there is.
    """
    before = calendars.fiscal_year_period(year - 1, book.fiscal_start)
    return book.carried is not None and before.first <= book.carried


def _in_sight(book: Book, period: Period) -> None:
    if period.last < book.books_from:
        raise refuse("R301", period=period.label, first=book.books_from)
    if book.carried and period.first <= book.carried:
        raise refuse("R851", period=period.label, last=book.carried)
    last = max((entry.date for entry in book.transactions), default=book.begins)
    if period.first > max(last, book.begins):
        raise refuse("R898", year=period.label, last=last)


def _part(funds: dict[str, Balances], part: str) -> Balances:
    return {name: fund[part] for name, fund in funds.items()}


def _total(amounts: dict[str, Decimal]) -> Decimal:
    return sum(amounts.values(), ZERO)


# --- the two statements --------------------------------------------------------------------------


def income_statement(book: Book, period: Period) -> dict[str, Any]:
    """งบรายได้ค่าใช้จ่าย: income, welfare and administration by code, and the surplus."""
    sides: dict[str, Balances] = {"income": {}, "welfare": {}, "admin": {}}
    for account, movement in figures.movements(book, period.first, period.last).items():
        side = _side(account)
        if side and movement.net:
            net = -movement.net if side == "income" else movement.net
            sides[side][book.codes.get(account, account)] = net
    totals = {side: _total(amounts) for side, amounts in sides.items()}
    found: dict[str, Any] = {}
    for side, amounts in sides.items():
        found |= {side: dict(sorted(amounts.items())), f"{side}_total": totals[side]}
    return found | {"surplus": totals["income"] - totals["welfare"] - totals["admin"]}


def _side(account: str) -> str:
    if account.startswith("Income:"):
        return "income"
    if account.startswith(f"{books.BENEFITS}:"):
        return "welfare"
    return "admin" if account.startswith("Expenses:") else ""


def _prior_income(book: Book, year: int) -> dict[str, Any] | None:
    """The year before, or None where the books hold less than the whole of it."""
    before = calendars.fiscal_year_period(year - 1, book.fiscal_start)
    return income_statement(book, before) if before.first >= book.begins else None


def balance_sheet(book: Book, day: date, funds: Balances) -> dict[str, Any]:
    """งบดุล at the end of a day: assets and liabilities by code, funds by sub-fund.

    Args:
        book: the fund's books.
        day: the day.
        funds: sub-fund to its balance that day.
    """
    assets: Balances = {}
    liabilities: Balances = {}
    for account, movement in figures.movements(book, date.min, day).items():
        code = book.codes.get(account, account)
        if account.startswith("Assets:") and movement.net:
            assets[code] = movement.net
        elif account.startswith("Liabilities:") and movement.net:
            liabilities[code] = -movement.net
    return {
        "assets": dict(sorted(assets.items())),
        "assets_total": _total(assets),
        "liabilities": dict(sorted(liabilities.items())),
        "liabilities_total": _total(liabilities),
        "funds": funds,
        "funds_total": _total(funds),
    }


# --- since the founding --------------------------------------------------------------------------


def carried_totals(book: Book, last: date) -> dict[str, Carried]:
    """Account to its total since the founding as carried into the books, the latest by a day."""
    found: dict[str, Carried] = {}
    for entry in book.customs("cumulative"):
        if entry.date <= last:
            account, amount = values_of(entry)[:2]
            own = (int(entry.meta.get(key, 0)) for key in ("persons", "cases"))
            found[account] = Carried(entry.date, amount.number, *own)
    return found


def since_founding(book: Book, last: date) -> Balances:
    """Account to what it moved from the founding to a day: debits less credits, in baht."""
    carried = carried_totals(book, last)
    found: Balances = defaultdict(lambda: ZERO)
    for account, one in carried.items():
        found[account] = -one.amount if account.startswith("Income:") else one.amount
    for entry in figures.within(book.transactions, date.min, last):
        for account, amount, _ in books.lines(entry):
            if account not in carried or entry.date > carried[account].day:
                found[account] += amount
    return dict(found)


def line10(book: Book, account: str) -> tuple[str, str] | None:
    """Block and line of item 10 that an account feeds; None for the funds' own accounts."""
    opened = book.opens.get(account)
    block, _, line = str(opened.meta.get("item10", "") if opened else "").partition(".")
    if block in _BLOCKS:
        place = _BLOCKS[block], line
        place = place[0], _LINES.get(place, line)
        if place[1] in ITEM10[place[0]]:
            return place
    return next((line for prefix, line in _ELSEWHERE if account.startswith(prefix)), None)


def item10(book: Book, last: date) -> dict[str, Any]:
    """รายงานฐานะการเงิน ข้อ 10 ของแบบ พอช.: two sides, since the founding, that must agree.

    Welfare paid stands among the assets, as the form has it; what is owed, among the receipts.
    """
    blocks = {block: dict.fromkeys(lines, ZERO) for block, lines in ITEM10.items()}
    detail = {"community_groups": ZERO, "liabilities": ZERO}
    for account, net in since_founding(book, last).items():
        place = line10(book, account)
        if place is None:
            continue
        block, line = place
        amount = -net if block in ("receipts_1", "income_2") else net
        blocks[block][line] += amount
        if account == COMMUNITY_GROUPS:
            detail["community_groups"] += amount
        elif account.startswith("Liabilities:"):
            detail["liabilities"] += amount
    total = {block: _total(lines) for block, lines in blocks.items()}
    return {
        "as_of": last.isoformat(),
        "receipts_1": blocks["receipts_1"],
        "receipts_1_total": total["receipts_1"],
        "receipts_1_other_detail": detail,
        "income_2": blocks["income_2"],
        "income_2_total": total["income_2"],
        "left_total": total["receipts_1"] + total["income_2"],
        "assets_1": blocks["assets_1"],
        "assets_1_total": total["assets_1"],
        "expenses_2": blocks["expenses_2"],
        "expenses_2_total": total["expenses_2"],
        "right_total": total["assets_1"] + total["expenses_2"],
    }


# --- welfare -------------------------------------------------------------------------------------


def cases(members: Members, first: date, last: date) -> list[Case]:
    """Every payment of welfare in a period: one for each claim and voucher, corrections netted."""
    paid: dict[tuple[str, str, str], Case] = {}
    for entry in figures.within(members.book.transactions, first, last):
        for account, amount, own in books.lines(entry):
            if account.startswith(f"{books.BENEFITS}:") and entry.meta.get("kind") != "opening":
                key = account, _paper(entry), str(own.get("claim", ""))
                member = str(own.get("member", ""))
                person = members.person(member) if member else ""
                new = Case(account, key[2] or key[1], member, person, ZERO, entry.date)
                before = paid.get(key, new)
                paid[key] = before._replace(amount=before.amount + amount)
    return [case for case in paid.values() if case.amount > 0]


def _paper(entry: Transaction) -> str:
    """The paper of a payment; of a reversal, the paper that it takes back."""
    return str(entry.meta.get("reverses") or entry.meta.get("voucher") or guards.document(entry))


def welfare_16(members: Members, period: Period) -> list[dict[str, Any]]:
    """สวัสดิการตามประเภทของ พอช.: persons, cases and baht of the year and since the founding.

    Persons are the different members of the year; since the founding they are added up by year,
    as the fund itself can count them. Communal spending has cases, but no persons.
    """
    book = members.book
    carried = carried_totals(book, period.last)
    amounts = figures.movements(book, period.first, period.last)
    since = since_founding(book, period.last)
    found_in = {year.label: cases(members, year.first, year.last) for year in years(book, period)}
    found = []
    for account in _categories(book):
        counted = {label: _counted(all_, account) for label, all_ in found_in.items()}
        persons, count = counted[period.label]
        before = carried.get(account, Carried(date.min, ZERO, 0, 0))
        found.append(
            {
                "code": book.codes[account],
                "name_th": str(book.opens[account].meta.get("name-th", "")),
                "persons": persons,
                "cases": count,
                "amount": amounts[account].net if account in amounts else ZERO,
                "cum_persons": before.persons + sum(one[0] for one in counted.values()),
                "cum_cases": before.cases + sum(one[1] for one in counted.values()),
                "cum_amount": since.get(account, ZERO),
            }
        )
    return found


def _categories(book: Book) -> list[str]:
    """The welfare accounts by code."""
    own = [name for name in book.opens if name.startswith(f"{books.BENEFITS}:")]
    return sorted(own, key=lambda name: book.codes[name])


def years(book: Book, period: Period) -> Iterator[Period]:
    """The fiscal years that the books hold, up to that of a period; the first may be cut short."""
    year = calendars.fiscal_year(book.begins, book.fiscal_start)
    for number in range(year, int(period.label) + 1):
        yield year_of(book, number)


def _counted(found: list[Case], account: str) -> tuple[int, int]:
    """Different persons and cases of one category."""
    own = [case for case in found if case.account == account]
    return len({case.person for case in own} - {""}), len(own)


# --- members -------------------------------------------------------------------------------------


def member_table(members: Members, day: date) -> dict[str, Any]:
    """ตารางสมาชิก: all numbers ever and those of a day, by CODI's groups; those by village.

    Who left long ago is counted in the group of the age that the reporting day gives.
    """
    ever: Counter[str] = Counter()
    current: Counter[str] = Counter()
    villages: Counter[str] = Counter()
    one_year = 0
    rule = rule_on(members.book.bylaws, day, "matching")
    tenure = periods.parse(rule.facts.get("tenure")) if rule else periods.parse("1 year")
    how = periods.clock(members.book, day)
    for number in members.book.members:
        history = members.as_told.of(number)
        if history is None or not history.spans or history.spans[0].start > day:
            continue
        facts = history.facts(day)
        group = standing.group_of(facts, day)
        ever[group] += 1
        span = history.span(day)
        if span is None:
            continue
        current[group] += 1
        villages[_village(str(facts.get("village", "")))] += 1
        done = periods.complete_on(span.tenure_start, tenure, how) if tenure else day
        one_year += done <= day
    return {
        "cumulative": {**{name: ever[name] for name in GROUPS}, "total": ever.total()},
        "current": {**{name: current[name] for name in GROUPS}, "total": current.total()},
        "current_by_village": dict(sorted(villages.items(), key=_by_number)),
        "villages_covered": len([name for name in villages if name]),
        "members_one_year": one_year,
    }


def _village(text: str) -> str:
    return str(int(text)) if text.isdecimal() else text


def _by_number(item: tuple[str, int]) -> tuple[int, str]:
    return (int(item[0]) if item[0].isdecimal() else 0, item[0])


def state_matching(members: Members, period: Period) -> dict[str, Any] | None:
    """บัญชีขอรับสมทบจากรัฐ whose cut-off lies in the year; None where there is no such list.

    Heads and amount are those recorded, where the list was; reasons are as the books of the cut-off
    have it, or as the list does that was recorded with a later death in mind.
    """
    book = members.book
    last = calendars.be(period.last)
    for listing in matching.listings(members.as_told, last) if book.bylaws.versions else ():
        if period.first <= listing.day <= period.last:
            now = next(one for one in matching.listings(members, last) if one.year == listing.year)
            reasons = Counter(
                row.reason
                if row.counted == (number in listing.listed)
                else now.rows.get(number, row).reason
                for number, row in listing.rows.items()
            )
            return {
                "as_of": listing.day.isoformat(),
                "year": listing.year,
                "heads": len(listing.listed),
                "amount": sum(listing.listed.values(), ZERO),
                "by_reason": dict(sorted(reasons.items())),
            }
    return None


# --- what must tie -------------------------------------------------------------------------------


def ties(book: Book, period: Period, found: dict[str, Any]) -> None:
    """Every identity of the statements; the first that fails is refused with both amounts.

    Raises:
        Refused: R890 the balance sheet, R891 item 10, R892 income and R893 expenses by sub-fund,
            R894 the surplus and what the sub-funds changed by, R895 transfers, R896 money, R897
            welfare by category.
    """
    statement, funds = found["income_statement"], found["subfunds"]
    sheets = (found["balance_sheet_prior_year"], found["balance_sheet"])
    for day, sheet in zip((period.first - DAY, period.last), sheets, strict=True):
        own = {"day": day, "debts": sheet["liabilities_total"], "funds": sheet["funds_total"]}
        _equal("R890", sheet["assets_total"], own["debts"] + own["funds"], **own)
    both = found["codi_item10"]
    _equal("R891", both["left_total"], both["right_total"], day=period.last)
    spent = statement["welfare_total"] + statement["admin_total"]
    _equal("R892", statement["income_total"], _total(_part(funds, "income")))
    _equal("R893", spent, _total(_part(funds, "expense")))
    change = _total(_part(funds, "closing")) - _total(_part(funds, "opening"))
    _equal("R894", statement["surplus"], change)
    _equal("R895", _total(_part(funds, "transfer")), ZERO)
    flow = figures.receipts_payments(book, period)
    held = sum((v for k, v in sheets[1]["assets"].items() if k in flow["closing"]), ZERO)
    _equal("R896", flow["closing_total"], held)
    welfare = found["welfare_16"]
    _equal("R897", sum((row["amount"] for row in welfare), ZERO), statement["welfare_total"])
    paid = both["assets_1"]["welfare_paid"]
    _equal("R897", sum((row["cum_amount"] for row in welfare), ZERO), paid)
    closing, current = found["members"]["closing"], found["member_table"]["current"]["total"]
    assert closing == current, "the movement of members does not tie to their table"


def _equal(code: str, one: Decimal, other: Decimal, **args: Any) -> None:
    if one != other:
        raise refuse(code, one=one, other=other, difference=abs(one - other), **args)
