"""Where members stand: the table of a day, and applications for reinstatement, as rows.

    fy,as_of,member_no,status,end_date,end_reason,…,paid_through,installments_owed,months_owed,…
    2566,2023-09-30,0237,member,,,…,2023-06,3,3,90.00,270.00,yes,270.00,OK,1

Paid until June and three instalments of 30 baht owed on 30 September; ten days later the fourth
falls due and the membership lapses.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from typing import Any

from rules import matching
from rules import periods
from rules import reasons
from rules.matching import Listing
from rules.membership import History
from rules.membership import Members
from rules.membership import Reinstatement
from welfare import calendars
from welfare.books import Book
from welfare.money import ZERO
from welfare.records import split_number
from welfare.resting import Resting

STATUS_COLUMNS = (
    "fy",
    "as_of",
    "member_no",
    "status",
    "end_date",
    "end_reason",
    "village",
    "frequency",
    "group",
    "age",
    "start_date",
    "wait_start",
    "tenure_start",
    "paid_through",
    "installments_owed",
    "months_owed",
    "amount_owed",
    "contributions_in_fy",
    "matched_eligible",
    "matched_amount",
    "matched_reason",
    "matched_rounds_after",
)
REINSTATEMENT_COLUMNS = (
    "member_no",
    "applied_date",
    "resolution_date",
    "ended_date",
    "day",
    "verdict",
    "reason",
    "installments_due",
    "amount_due",
    "fee",
    "gap_days",
    "new_wait_start",
    "new_tenure_start",
)
#: CODI's groups: the register's flag comes before age.
FLAGS = ("disadvantaged", "disabled", "orphan")
CHILD_UNTIL, ELDERLY_FROM = 18, 60


def group_of(facts: Mapping[str, Any], day: date) -> str:
    """The CODI group (กลุ่มตามแบบ พอช.) of a member on a day."""
    flag, birth = facts.get("group"), facts.get("birth")
    if flag in FLAGS:
        return str(flag)
    if not isinstance(birth, date):
        return "general"
    age = periods.age(birth, day)
    if age <= CHILD_UNTIL:
        return "child_youth"
    return "elderly" if age >= ELDERLY_FROM else "general"


def year_ends(book: Book, today: date) -> list[date]:
    """The last days of the fiscal years that the books reach to the end of."""
    last = max((entry.date for entry in book.transactions), default=book.books_from)
    year = calendars.fiscal_year(book.begins, book.fiscal_start)
    found: list[date] = []
    while True:
        end = calendars.fiscal_year_period(year, book.fiscal_start).last
        # A year whose last month was booked is there, whatever its last day of money.
        if end > today or end.replace(day=1) > last:
            return found
        found.append(end)
        year += 1


def status_table(members: Members, days: Iterable[date]) -> list[dict[str, str]]:
    """Every number that had begun by each day and was not gone before the books."""
    days = list(days)
    if not days:
        return []
    lists = {found.year: found for found in matching.listings(members, calendars.be(max(days)))}
    carried = matching.carried(members.book)
    start = members.book.fiscal_start
    years = {
        day: calendars.fiscal_year_period(calendars.fiscal_year(day, start), start) for day in days
    }
    return [
        _row(history, day, years[day]) | _matched(history.number, day, lists, carried)
        for day in days
        for history in matching.begun(members, day)
    ]


def resting(book: Book, day: date) -> list[dict[str, str]]:
    """The rows of those whom these books leave resting: as the last closing had them.

    Since then they have grown older, and nothing else has happened.
    """
    rests = book.resting
    if rests is None:
        return []
    year = calendars.fiscal_year(day, book.fiscal_start)
    label = calendars.fiscal_year_period(year, book.fiscal_start).label
    return [
        {**row, "fy": label, "as_of": day.isoformat(), **_aged(row, rests, day)}
        for row in rests.rows
    ]


def _aged(row: Mapping[str, str], rests: Resting, day: date) -> dict[str, str]:
    """The age on a day, and the group by it."""
    birth = rests.births.get(row["member_no"])
    if birth is None:
        return {}
    return {
        "age": str(periods.age(birth, day)),
        "group": group_of({"group": row["group"], "birth": birth}, day),
    }


def _row(history: History, day: date, year: calendars.Period) -> dict[str, str]:
    facts, span = history.facts(day), history.last(day)
    assert span is not None
    current = history.span(day) is not None
    unpaid = [one for one in history.unpaid(day) if one.amount] if current else []
    paid = [one.amount for one in history.receipts if year.first <= one.day <= day]
    birth, village = facts.get("birth"), str(facts.get("village", ""))
    return {
        "fy": year.label,
        "as_of": day.isoformat(),
        "member_no": history.number,
        "status": "member" if current else "ended",
        "end_date": "" if current or span.end is None else span.end.isoformat(),
        "end_reason": "" if current else span.reason,
        "village": str(int(village)) if village.isdecimal() else village,
        "frequency": str(facts.get("frequency", "")).replace("-", "_"),
        "group": group_of(facts, day),
        "age": str(periods.age(birth, day)) if isinstance(birth, date) else "",
        "start_date": history.spans[0].start.isoformat(),
        "wait_start": span.wait_start.isoformat(),
        "tenure_start": span.tenure_start.isoformat(),
        "paid_through": history.paid_through(day),
        "installments_owed": str(len(unpaid)),
        "months_owed": str(sum(one.months for one in unpaid)),
        "amount_owed": f"{sum((one.amount for one in unpaid), ZERO):.2f}",
        "contributions_in_fy": f"{sum(paid, ZERO):.2f}",
    }


def _matched(
    number: str, day: date, lists: Mapping[int, Listing], carried: Mapping[str, int]
) -> dict[str, str]:
    """The result of the list of that พ.ศ. year, once its cut-off has come; the lists until then."""
    found = lists.get(calendars.be(day))
    past = [one for one in lists.values() if one.day <= day]
    after = past[-1].after.get(number, 0) if past else carried.get(number, 0)
    row = found.rows.get(number) if found and found.day <= day else None
    return {
        "matched_eligible": "" if row is None else "yes" if row.counted else "no",
        "matched_amount": "" if row is None else f"{row.amount:.2f}",
        "matched_reason": "" if row is None else row.reason,
        "matched_rounds_after": str(after),
    }


def applications(members: Members) -> list[tuple[str, Reinstatement]]:
    """Every application for reinstatement with its member, by the day of application."""
    found = [
        (number, one)
        for number in sorted(members.book.members, key=split_number)
        if (history := members.of(number)) is not None
        for one in history.reinstatements
    ]
    return sorted(found, key=lambda item: item[1].applied)


def reinstatements(members: Members) -> list[dict[str, str]]:
    """Every application for reinstatement with its verdict, as rows."""
    return [
        {
            "member_no": number,
            "applied_date": one.applied.isoformat(),
            "resolution_date": _iso(one.resolved),
            "ended_date": one.ended.isoformat(),
            "day": str((one.applied - one.ended).days),
            "verdict": one.verdict,
            "reason": one.reason,
            "installments_due": str(one.instalments),
            "amount_due": f"{one.due:.2f}",
            "fee": f"{one.fee:.2f}",
            "gap_days": str(one.gap),
            "new_wait_start": _iso(one.wait_start),
            "new_tenure_start": _iso(one.tenure_start),
        }
        for number, one in applications(members)
    ]


VERDICTS = {
    "accept": ("คืนสมาชิกภาพได้", "reinstated"),
    "refuse": ("คืนสมาชิกภาพไม่ได้", "not reinstated"),
    "wait": ("รอชำระให้ครบและรอมติ", "waits for the payments and the resolution"),
}


def verdict(found: Reinstatement, lang: str) -> str:
    """What the bylaws say to an application, in one sentence with the article."""
    word = VERDICTS[found.verdict][lang != "th"]
    article = f" ({found.article})" if found.article else ""
    return f"{word}: {reasons.of_reinstatement(found, lang)}{article}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
