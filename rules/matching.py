"""The list for the state match (บัญชีรายชื่อขอรับเงินสมทบจากรัฐ): who stands on it, with how much.

    2022-10-01 custom "bylaw" "matching"
      article: "ข้อ ๔๕"
      cut-off: "09-30"
      tenure: "1 year"
      rounds: 3
      cap: 365.00 THB
      counts: "paid, deducted, reinstatement"
      valid-id: TRUE
      other-fund: "later-only"

A member who stood on two lists before and paid 365 between 1 October and 30 September stands on the
third with 365.00, and on no other after it, whatever day the money comes. A list that was recorded
is its own record; one that was not (imported history) is worked out from the books:

    2024-09-30 custom "matching-list" "2567"
      total: 55540.00 THB
      members: 154
    2024-09-30 custom "matched" "2567" "0006" 365.00 THB
      round: 3
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from rules import periods
from rules.membership import RECEIVED
from rules.membership import History
from rules.membership import Members
from rules.membership import Receipt
from rules.membership import number_of
from rules.membership import rule_on
from welfare import calendars
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.parameters import items
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import split_number
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

DAY = timedelta(days=1)
OK = "OK"
#: The conditions in their order: the first that a member fails is the reason.
CONDITIONS = (
    "M1_NOT_CURRENT",
    "M2_UNDER_ONE_YEAR",
    "M3_ALREADY_THREE",
    "M4_ID_INVALID",
    "M5_OTHER_FUND_FIRST",
    "M6_NOTHING_RECEIPTED",
)
COLUMNS = (
    "year",
    "member_no",
    "start_date",
    "matched_before",
    "receipted_in_period",
    "counted",
    "amount",
    "reason",
)


class Row(NamedTuple):
    """One membership number before the list.

    Attributes:
        member: membership number.
        start: first day of membership.
        before: lists that the person stood on already, over all numbers.
        receipted: contributions of the period that count.
        amount: baht asked for; nothing where a condition fails.
        reason: OK, or the first condition that fails.
    """

    member: str
    start: date
    before: int
    receipted: Decimal
    amount: Decimal
    reason: str

    @property
    def counted(self) -> bool:
        """Whether the member stands on the list."""
        return self.reason == OK


class Listing(NamedTuple):
    """The list of a year.

    Attributes:
        year: พ.ศ. of the cut-off.
        day: the cut-off.
        rows: every number that had begun by then, by number, as the books have it.
        listed: number to baht of those who stand on it: as recorded, else as worked out.
        after: number to how many lists it stands on once this one is made.
        recorded: whether the list stands in the books.
    """

    year: int
    day: date
    rows: dict[str, Row]
    listed: Mapping[str, Decimal]
    after: Mapping[str, int]
    recorded: bool

    @property
    def total(self) -> Decimal:
        """Baht that the rows ask for."""
        return sum((row.amount for row in self.rows.values()), ZERO)

    @property
    def heads(self) -> int:
        """How many the rows count."""
        return sum(row.counted for row in self.rows.values())


# --- when ----------------------------------------------------------------------------------------


def cut_off(book: Book, year: int) -> date | None:
    """The cut-off in a year (พ.ศ.); None if the bylaws know no such list then."""
    rule = rule_on(book.bylaws, date(year - calendars.BE_MINUS_CE, 12, 31), "matching")
    day = _on(rule, year) if rule else None
    rule = rule_on(book.bylaws, day, "matching") if day else None
    return _on(rule, year) if rule else None


def _on(rule: Rule, year: int) -> date:
    """The cut-off that a rule sets; 29 February is the 28th in a common year."""
    month, day = map(int, str(rule.facts["cut-off"]).split("-"))
    first = date(year - calendars.BE_MINUS_CE, month, 1)
    return first.replace(day=min(day, (calendars.add_months(first, 1) - first).days))


def period(book: Book, year: int, day: date) -> tuple[date, date]:
    """First and last day of the round: from the day after the cut-off before to this one."""
    before = cut_off(book, year - 1)
    return (before if before else calendars.add_years(day, -1)) + DAY, day


# --- who -----------------------------------------------------------------------------------------


def begun(members: Members, day: date) -> Iterator[History]:
    """Every number that had begun by a day and was not gone before the books, in their order."""
    first = members.book.books_from
    for number in sorted(members.book.members, key=split_number):
        history = members.of(number)
        if history is None or not history.spans or history.spans[0].start > day:
            continue
        last = history.last(day)
        if last is not None and (last.end is None or last.end >= first):
            yield history


def listings(members: Members, last: int) -> Iterator[Listing]:
    """The lists inside the books, oldest first, up to a year (พ.ศ.); worked out once.

    Rounds before the books are those carried into them; each list then adds one to whoever stands
    on it, as recorded or, where nothing was recorded, as worked out.
    """
    known: dict[int, list[Listing]] = vars(members).setdefault("_listings", {})
    if last not in known:
        known[last] = list(_listings(members, last))
    return iter(known[last])


def _listings(members: Members, last: int) -> Iterator[Listing]:
    book = members.book
    rounds = Counter(carried(book))
    kept = recorded(book)
    for year in range(calendars.be(book.begins), last + 1):
        day = cut_off(book, year)
        rule = rule_on(book.bylaws, day, "matching") if day else None
        if day is None or rule is None or day < book.begins:
            continue
        rows = _rows(members, rule, period(book, year, day), rounds)
        own = kept.get(year)
        listed = (
            {row.member: row.amount for row in rows.values() if row.counted} if own is None else own
        )
        rounds = rounds + Counter(dict.fromkeys(listed, 1))
        yield Listing(year, day, rows, listed, rounds, own is not None)


def listing(members: Members, year: int) -> Listing:
    """The list of a year (พ.ศ.).

    Raises:
        Refused: R540 the bylaws have no rule for it; R541 its cut-off lies before the books.
    """
    day = cut_off(members.book, year)
    if day is None:
        raise refuse("R540", year=year)
    if day < members.book.begins:
        raise refuse("R541", year=year, day=day, first=members.book.begins)
    return [*listings(members, year)][-1]


def carried(book: Book) -> dict[str, int]:
    """Number to the lists that it stood on before the books."""
    return {
        str(values_of(entry)[0]): int(entry.meta.get("matched-rounds", 0))
        for entry in book.customs("carried", "member")
    }


def recorded(book: Book) -> dict[int, dict[str, Decimal]]:
    """Year (พ.ศ.) to the members of its recorded list, each with the baht asked for.

    A list of which the books hold the total alone tells nobody's round: it is not here.
    """
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for entry in book.customs("matching-list"):
        if not entry.meta["members"]:
            found[int(values_of(entry)[0])] = {}
    for entry in book.customs("matched"):
        year, member, amount = values_of(entry)
        found[int(year)][str(member)] = amount.number
    return dict(found)


def _rows(
    members: Members, rule: Rule, span: tuple[date, date], rounds: Mapping[str, int]
) -> dict[str, Row]:
    by_person: Counter[str] = Counter()
    for number, count in rounds.items():
        by_person[members.person(number)] += count
    earlier = before_books(members.book, span) if "paid" in items(rule.facts["counts"]) else {}
    found = {}
    for history in begun(members, span[1]):
        before = by_person[members.person(history.number)]
        carried_in = earlier.get(history.number, ZERO)
        found[history.number] = _row(members, rule, span, history, before, carried_in)
    return found


def _row(
    members: Members,
    rule: Rule,
    span: tuple[date, date],
    history: History,
    before: int,
    carried_in: Decimal,
) -> Row:
    counts = items(rule.facts.get("counts"))
    received = (
        one.amount
        for one in history.receipts
        if span[0] <= one.day <= span[1] and _sort(history, one) in counts
    )
    receipted = sum(received, carried_in)
    reason = _reason(members.book, rule, span[1], history, before, receipted)
    cap = number_of(rule, "cap") or ZERO
    amount = min(receipted, cap) if reason == OK else ZERO
    return Row(history.number, history.spans[0].start, before, receipted, amount, reason)


def _sort(history: History, receipt: Receipt) -> str:
    """How a contribution was paid: by hand, deducted from a benefit, or for reinstatement."""
    if receipt.moment[1] != RECEIVED:
        return "deducted"
    for one in history.reinstatements:
        if one.verdict != "refuse" and one.applied <= receipt.day <= (one.resolved or date.max):
            return "reinstatement"
    return "paid"


def before_books(book: Book, span: tuple[date, date]) -> dict[str, Decimal]:
    """Number to what was receipted in the round before the books began in the midst of it."""
    return {
        str(values_of(entry)[0]): entry.meta["receipted"].number
        for entry in book.customs("carried", "member")
        if "receipted" in entry.meta and span[0] <= entry.date <= span[1]
    }


def _reason(
    book: Book, rule: Rule, day: date, history: History, before: int, receipted: Decimal
) -> str:
    """The first condition that fails at the end of the cut-off day, or OK."""
    span, facts = history.span(day), history.facts(day)
    tenure = periods.parse(rule.facts.get("tenure"))
    other = facts.get("other-fund-since")
    elsewhere = other if isinstance(other, date) and other <= day else None
    before_us = elsewhere is not None and elsewhere < history.spans[0].start
    first = {"later-only": before_us, "none": elsewhere is not None}
    how = periods.clock(book, day)
    fails = (
        span is None,
        bool(span and tenure and periods.complete_on(span.tenure_start, tenure, how) > day),
        before >= (number_of(rule, "rounds") or 0),
        bool(rule.facts.get("valid-id")) and facts.get("id-check") != "valid",
        first.get(str(rule.facts.get("other-fund")), False),
        receipted <= 0,
    )
    return next((code for code, failed in zip(CONDITIONS, fails, strict=True) if failed), OK)


# --- as data -------------------------------------------------------------------------------------


def table(found: Listing) -> list[dict[str, str]]:
    """The list as rows of a CSV file, one for each number."""
    return [
        {
            "year": str(found.year),
            "member_no": row.member,
            "start_date": row.start.isoformat(),
            "matched_before": str(row.before),
            "receipted_in_period": f"{row.receipted:.2f}",
            "counted": "yes" if row.counted else "no",
            "amount": f"{row.amount:.2f}",
            "reason": row.reason,
        }
        for row in found.rows.values()
    ]


def record(members: Members, year: int, today: date) -> Batch:
    """The list as directives: its heads and total, and each member with the amount and the round.

    Raises:
        Refused: R540, R541 as `listing`; R542 the cut-off lies ahead of the books; R543 the books
            hold the list already and it says something else.
    """
    book, found = members.book, listing(members, year)
    last = min(today, book.transactions[-1].date if book.transactions else today)
    # Nobody need have paid on the very last days; a month without any entry is not booked yet.
    if found.day > today or last < found.day.replace(day=1):
        raise refuse("R542", year=year, day=found.day, last=last)
    for entry in book.customs("matching-list"):
        said = (entry.meta["total"].number, int(entry.meta["members"]))
        other = found.recorded and dict(found.listed) != _listed(found)
        if values_of(entry)[0] == str(year) and (said != (found.total, found.heads) or other):
            raise refuse(
                "R543",
                place_of(entry.meta),
                year=year,
                total=said[0],
                heads=said[1],
                own_total=found.total,
                own_heads=found.heads,
            )
    batch = Batch()
    batch.entries.append(
        custom(
            found.day,
            ("matching-list",),
            [str(year)],
            total=baht(found.total),
            members=found.heads,
            entered=today,
        )
    )
    batch.entries += [
        custom(
            found.day,
            ("matched",),
            [str(year), row.member, baht(row.amount)],
            round=row.before + 1,
        )
        for row in found.rows.values()
        if row.counted
    ]
    return batch


def _listed(found: Listing) -> dict[str, Decimal]:
    return {row.member: row.amount for row in found.rows.values() if row.counted}
