"""Who may join, and who may join again: the rules `eligibility` and `rejoin` of the bylaws.

    2011-12-21 custom "bylaw" "eligibility"
      article: "ข้อ ๒"
      max-age: 70

Who was born on 5 May 2500 is 70 until 4 May 2571 and may join up to that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal

from rules import periods
from rules.membership import Members
from rules.membership import number_of
from rules.membership import rule_on
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import finding
from welfare.money import ZERO
from welfare.parameters import items

DAY = timedelta(days=1)


def against(
    book: Book, day: date, birth: date | None, other_fund_since: date | None
) -> Iterator[Finding]:
    """Why somebody may not join on a day.

    Args:
        book: the books.
        day: day of admission.
        birth: birth date, if it is known.
        other_fund_since: since when a member of another fund, if so.
    """
    rule = rule_on(book.bylaws, day, "eligibility")
    if rule is None:
        return
    low, high = number_of(rule, "min-age"), number_of(rule, "max-age")
    if low is not None or high is not None:
        if birth is None:
            yield finding("R561", article=rule.article)
        else:
            age = periods.age(birth, day)
            least, most = low or 0, high if high is not None else age
            if not least <= age <= most:
                limits = f"{least}-{high}" if high is not None else f"{least}+"
                yield finding("R560", article=rule.article, age=age, limits=limits)
    if rule.facts.get("other-fund") == "refused" and other_fund_since and other_fund_since <= day:
        yield finding("R562", article=rule.article, day=other_fund_since)


def certified(book: Book, day: date) -> list[str]:
    """What the meeting that admits somebody certifies, as the books cannot know it."""
    rule = rule_on(book.bylaws, day, "eligibility")
    return items(rule.facts.get("certify")) if rule else []


def current(members: Members, number: str, day: date) -> bool:
    """Whether a number stands for a membership on a day, or for one that is yet to begin."""
    history = members.of(number)
    return history is not None and history.status(day) in ("member", "pending")


def again(members: Members, person: str, day: date) -> Iterator[Finding]:
    """Why a person whose membership ended may not join again on a day."""
    book = members.book
    rule = rule_on(book.bylaws, day, "rejoin")
    ends = [
        last.end
        for number in members.numbers(person)
        if (history := members.of(number)) is not None
        and (last := history.last(day)) is not None
        and last.end is not None
        and last.end <= day
    ]
    if rule is None or not ends:
        return
    if not rule.facts.get("allowed"):
        yield finding("R563", article=rule.article, day=max(ends))
        return
    after = periods.parse(rule.facts.get("after"))
    if after is not None:
        last_day = periods.last_day(max(ends), after, periods.clock(book, day))
        if day <= last_day:
            first = last_day + DAY
            yield finding("R564", article=rule.article, ended=max(ends), day=first)


def old_arrears(members: Members, person: str, day: date) -> Decimal:
    """What the earlier numbers of a person still owe, where the bylaws do not forget it."""
    rule = rule_on(members.book.bylaws, day, "rejoin")
    if rule is None or rule.facts.get("old-arrears") != "owed":
        return ZERO
    owed = ZERO
    for number in members.numbers(person):
        history = members.of(number)
        last = history.last(day) if history else None
        if history is None or last is None or last.end is None or last.end > day:
            continue
        owed += sum((one.amount for one in history.unpaid(day) if one.due < last.end), ZERO)
    return owed
