"""What a command asks before it writes: would the books hold an error afterwards?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from typing import Any

from beancount.core.data import Balance
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from beancount.ops import balance

from rules import errors
from welfare import books
from welfare import calendars
from welfare import records
from welfare import seals
from welfare.books import Book
from welfare.canonical import label
from welfare.canonical import month_of_file
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of


def guard(book: Book, plan: records.Plan) -> None:
    """Refuse a plan that would bring an error into the books; old errors do not block it.

    What would be dated into a closed month, or change a file of one, is refused in any case.
    """
    if closed := _into_closed(book, plan):
        raise Refused(*closed)
    with_new = books.with_entries(book, plan.new)
    later = with_new.entries
    if book.tail:
        # Nobody has looked at the open months yet; what is found makes the whole books be asked.
        last = book.carried or date.min
        recent = [entry for entry in later if entry.date > last]
        judge = not _leaves_claims_alone(book, plan.new)
        if judge and book.unread:
            # Nothing to say: claims are judged from what was left unread too.
            raise Refused
        new = errors.of_entries(later, book.options, recent, book=with_new, judge=judge)
    elif not book.errors:
        new = errors.of_entries(later, book.options, plan.new, book=with_new)
    else:
        old = errors.of_entries(book.entries, book.options)
        before = Counter((item.code, str(item.args)) for item in old)
        new = []
        for item in errors.of_entries(later, book.options):
            key = (item.code, str(item.args))
            before[key] -= 1
            new += [item] if before[key] < 0 else []
    if any(isinstance(entry, Balance) for entry in later):
        new += _broken_balances(book, later)
    # An irregularity is recorded before the payment that it marks, and waits for it.
    if new := [item for item in new if item.code != "E526" or _is_booked(book, item)]:
        raise Refused(*new)


def _into_closed(book: Book, plan: records.Plan) -> list[Finding]:
    """What a plan would write into a closed month, and which day is the first that is open."""
    last = seals.closed_until(book.folder)
    if last == date.min:
        return []
    facts = {"last": last, "open": last + timedelta(days=1)}
    early = [entry for entry in plan.new if entry.date <= last]
    orders = _reopening(book) if early else ""
    told: list[Finding] = []
    days = set()
    for entry in early:
        minutes = isinstance(entry, Custom) and entry.type in ("meeting", "resolution")
        if minutes and entry.date in days:
            continue  # a meeting tells for its resolutions
        days |= {entry.date} if minutes else set()
        own = orders if calendars.month_of(entry.date) == calendars.month_of(last) else ""
        words = {"what": label(entry), "day": entry.date, "orders": own, **facts}
        told.append(finding(_code_of(entry, minutes, own), place_of(entry.meta), **words))
    files = [
        finding("E821", Place(name), file=name, **facts)
        for name in plan.changes
        if "" < month_of_file(name) <= calendars.month_of(last)
    ]
    # Where entries are told, their journal needs no telling.
    return told or files


def _code_of(entry: Directive, minutes: bool, orders: str) -> str:
    """Money is dated later; what has a day of its own waits for a reopening, or a meeting."""
    if not isinstance(entry, Custom):
        return "E820"
    if minutes:
        return "E822" if orders else "E826"
    return "E824" if orders else "E825"


def _reopening(book: Book) -> str:
    """The commands that reopen the last closed month; "" where its year is locked."""
    valid = seals.in_force(seals.closings(book.folder))
    last = valid[-1].last if valid else date.min
    if not valid or last <= seals.locked_until(book):
        return ""
    closed = [link.period for link in reversed(valid) if link.last == last]
    return ", ".join(f"welfare reopen {period}" for period in closed)


def beyond(book: Book, new: Sequence[Directive] = ()) -> bool:
    """Whether books that begin with a carried state cannot judge what they hold, or new entries.

    Money of who claims nothing needs no judging, whatever else these books hold.
    """
    if book.carried is None or (new and _leaves_claims_alone(book, new)):
        return False
    from rules import carry  # noqa: PLC0415 - heavy, and for books of several years only

    return bool(carry.beyond(books.with_entries(book, new) if new else book))


def _leaves_claims_alone(book: Book, new: Sequence[Directive]) -> bool:
    """Whether no payment can be judged otherwise for these entries: money of who claims nothing.

    Money that a member pays decides on claims of that person alone, and on none that was carried
    with its verdict, unless it is paid in these books.
    """

    def person(number: str) -> str:
        member = book.members.get(number)
        return str(member.facts.get("person", number)) if member else number

    payers = set()
    for entry in new:
        if not isinstance(entry, Transaction) or entry.meta.get("kind") in _OF_CLAIMS:
            return False
        payers |= {
            person(str(own["member"])) for _, _, own in books.lines(entry) if "member" in own
        }
    told = {
        values_of(entry)[0] for entry in book.customs("carried", "claim") if "verdict" in entry.meta
    }
    for entry in book.transactions:
        if entry.meta.get("kind") in _OF_CLAIMS:
            told -= {own.get("claim") for _, _, own in books.lines(entry)}
    return payers.isdisjoint(
        person(str(filed.meta.get("member")))
        for number, filed in book.claims.items()
        if number not in told
    )


#: Kinds of transactions that pay claims, or may take a payment back.
_OF_CLAIMS = ("benefit", "refund", "reversal")


def _broken_balances(book: Book, later: list[Directive]) -> list[Finding]:
    """Balance assertions that would fail with the new entries and did not before."""
    failed = {place_of(error.source) for error in _failed(book.entries, book.options)}
    return [
        finding("E100", place_of(error.source), message=error.message)
        for error in _failed(later, book.options)
        if place_of(error.source) not in failed
    ]


def _failed(entries: list[Directive], options: dict[str, Any]) -> list[Any]:
    _, failed = balance.check(entries, options)  # type: ignore[no-untyped-call]
    return list(failed)


def _is_booked(book: Book, item: Finding) -> bool:
    """Whether any money of the books bears the number that an irregularity is about."""
    subject = str(item.args["subject"])
    return any(
        subject in (entry.meta.get("doc"), entry.meta.get("voucher"), entry.meta.get("receipt"))
        or any(
            subject in (own.get("claim"), own.get("receipt")) for _, _, own in books.lines(entry)
        )
        for entry in book.transactions
    )
