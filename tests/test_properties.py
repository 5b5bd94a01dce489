"""What must hold for any fund: random members, receipts, claims and payments under two presets.

A world is drawn as plain directives; its payments are those that the decision carries, made one
after the other in the order of their days. Where a property could be true of nothing, a test at
the end breaks the engine and sees that the property notices.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from typing import NamedTuple

import pytest
from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Posting
from beancount.core.data import Transaction
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from presets.world import PAPERS
from presets.world import build
from test_errors import OPTIONS

from rules import arrears
from rules import cases
from rules import decision
from rules import errors
from rules import grants
from rules import membership
from rules import payments
from rules.cases import Claim
from rules.decision import GRANTED
from rules.decision import Decision
from rules.membership import Instalment
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import records
from welfare.books import Book
from welfare.papers import claims as papers
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction

ZERO = Decimal("0.00")
SATANG = Decimal("0.01")
DAY = timedelta(days=1)
BEGIN = date(2022, 10, 1)
PRESETS = ("sample", "b3")
NUMBERS = ("0001", "0002", "0003", "0004")
#: Stays are what ceilings are mostly about.
MANY = ["hospital"] * 6 + ["education", "disaster", "career", "birth", "disability", "death"]
BENEFITS = {"sample": [*MANY, "elderly", "career", "funeral"], "b3": MANY}
FEW = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    # What fails names its seed; a smaller seed is no smaller world.
    phases=[Phase.generate],
)


@cache
def head(preset: str) -> Book:
    """Fund, chart, officers and bylaws of a preset, without anything that happened."""
    made = build(preset, "")
    amended = {str(e.meta["resolution"]) for e in made.customs("bylaw") if "resolution" in e.meta}
    own: list[Directive] = [custom(BEGIN, ("meeting",), ["G"], type="general", attendees=99)]
    own += [custom(BEGIN, ("resolution",), [one], meeting="G", text="-") for one in amended]
    return books.with_entries(made, own)


class World(NamedTuple):
    """What happened in a fund, but for its payments."""

    preset: str
    events: list[Directive]
    delays: list[int]

    @property
    def book(self) -> Book:
        """The books without payments."""
        return books.with_entries(head(self.preset), self.events)


# --- worlds -------------------------------------------------------------------------------------


def joined(random: Random, number: str) -> Custom:
    day = BEGIN + random.randint(0, 120) * DAY
    return custom(
        day,
        ("member", "joined"),
        [number],
        applied=day,
        birth=random.choice([date(1945, 3, 1), date(1980, 5, 5), date(2008, 2, 29)]),
        sex=random.choice("FM"),
        village="01",
        household=random.choice(["H1", "H2"]),
        frequency=random.choice(["monthly", "monthly", "half-year", "yearly"]),
        group=random.choice(["", "", "disabled"]),
        entered=day,
    )


def receipt(number: str, day: date, amount: Decimal, paper: str) -> Transaction:
    own = {"member": number, "receipt": paper}
    lines: list[tuple[str, Decimal, dict[str, Any]]] = [
        (books.CASH, amount, {}),
        (books.CONTRIBUTIONS, -amount, own),
    ]
    return transaction(day, "เงินสมทบ", lines, kind="collection", by="K04", entered=day)


def money(random: Random, member: Custom) -> Iterator[Transaction]:
    """Receipts of a member month by month: in time, late, several at once, and none."""
    number = str(member.values[1].value)
    size, every = {"monthly": (30, 1), "half-year": (180, 6), "yearly": (365, 12)}[
        member.meta["frequency"]
    ]
    month = calendars.add_months(member.date.replace(day=1), 1)
    careful = random.random() < 0.6
    for index in range(20 // every + 1):
        times = random.choice([1, 1, 1, 1, 1, 1, 0, 2] if careful else [0, 1, 1, 2, 3])
        day = calendars.add_months(month, index * every) + random.randint(0, 25) * DAY
        if times:
            amount = size * times + random.choice([0, 0, 0, 0, 7])
            yield receipt(number, day, Decimal(amount), f"00-{number}-{index:04}")


def coming_back(random: Random, book: Book) -> Iterator[Directive]:
    """Applications of half of those who lapsed: in time and paid, or nearly."""
    members = Members(book)
    for number in book.members:
        history = members.of(number)
        end = history.spans[0].end if history and history.spans else None
        if end is None or history is None or random.random() < 0.5:
            continue
        applied = end + random.choice([0, 20, 59, 60, 61, 120, 121]) * DAY
        day = applied + random.randint(0, 20) * DAY
        owed = sum((one.amount for one in history.unpaid(applied)), ZERO)
        yield custom(applied, ("reinstatement", "applied"), [number], entered=applied)
        yield custom(day, ("meeting",), [f"MB-{number}"], type="committee", attendees=10)
        yield custom(day, ("resolution",), [f"RB-{number}"], meeting=f"MB-{number}", text="-")
        words = ("reinstatement", "considered")
        yield custom(day, words, [number], resolution=f"RB-{number}", applied=applied)
        paid = max(owed - random.choice([0, 0, 0, 30]), SATANG)
        lines: list[tuple[str, Decimal, dict[str, Any]]] = [
            (books.CASH, paid + 100, {}),
            (books.CONTRIBUTIONS, -paid, {"member": number, "receipt": f"00-B-{number}"}),
            (
                books.REINSTATEMENT_FEES,
                Decimal(-100),
                {"member": number, "receipt": f"00-B-{number}"},
            ),
        ]
        yield transaction(applied, "คืนสมาชิกภาพ", lines, kind="collection", by="K04")
        for index in range(6):
            later_on = calendars.add_months(day, index + 1)
            yield receipt(number, later_on, Decimal(30), f"00-A-{number}-{index}")


def event_day(preset: str, benefit: str, day: date) -> date:
    """The day on which the bylaws let the event be, in that year."""
    rule = head(preset).bylaws.on(day, "benefit", benefit)
    month_day = rule.facts.get("event-day") if rule else None
    return date.fromisoformat(f"{day.year}-{month_day}") if month_day else day


def claim(
    random: Random, preset: str, number: str, *, after: date = date.min
) -> Iterator[Directive]:
    """A claim, and mostly the meeting that dealt with it; filed after a day."""
    benefit = random.choice(BENEFITS[preset])
    event = event_day(preset, benefit, BEGIN + random.randint(220, 600) * DAY)
    nights = random.randint(1, 9) if benefit == "hospital" else 0
    end = event + nights * DAY
    filed = max(end + random.choice([0, 3, 20, 29, 70]) * DAY, after + DAY)
    yield custom(
        filed,
        ("claim", "filed"),
        [number],
        member=random.choice([*NUMBERS[:3], *NUMBERS]),
        benefit=benefit,
        event=event,
        event_end=end if nights else None,
        children=1 if benefit == "birth" else None,
        damage=random.choice(["fire_whole", "storm"]) if benefit == "disaster" else "",
        assessed=baht(Decimal(random.randint(1, 500000)).scaleb(-2)),
        edu_level=random.choice(["primary", "tertiary"]) if benefit == "education" else "",
        gpa=Decimal("3.5"),
        requested=baht(Decimal(random.randint(1, 300000)).scaleb(-2)),
        evidence=", ".join(PAPERS),
        entered=filed,
    )
    if random.random() < 0.9:
        yield from dealt_with(number, filed + random.randint(0, 30) * DAY, preset)


def dealt_with(number: str, day: date, preset: str) -> Iterator[Directive]:
    """The meeting of a day and its resolution on a claim, which certifies all that there is."""
    rules = [rule for found in head(preset).bylaws.versions.values() for rule in found]
    certified = {str(rule.facts["certify"]) for rule in rules if "certify" in rule.facts}
    meeting, resolution = f"M-{number}", f"R-{number}"
    yield custom(day, ("meeting",), [meeting], type="committee", attendees=10, entered=day)
    yield custom(day, ("resolution",), [resolution], meeting=meeting, text="-", entered=day)
    yield custom(
        day,
        ("claim", "considered"),
        [number],
        resolution=resolution,
        certifies=", ".join(sorted(certified)),
        entered=day,
    )


def world_of(seed: int) -> World:
    """Members with their receipts, and claims on nearly everything."""
    random = Random(seed)
    preset = random.choice(PRESETS)
    events: list[Directive] = []
    members = [joined(random, number) for number in NUMBERS[: random.randint(2, 4)]]
    for member in members:
        events += [member, *money(random, member)]
    events += coming_back(random, books.with_entries(head(preset), events))
    if random.random() < 0.5:
        day = BEGIN + random.randint(300, 650) * DAY
        number = random.choice(members).values[1].value
        reason = random.choice(["death", "resign"])
        events.append(custom(day, ("member", "ended"), [number], reason=reason))
    for index in range(random.randint(3, 12)):
        events += claim(random, preset, f"C{index + 1}")
    return World(preset, events, [random.randint(0, 40) for _ in range(12)])


#: Plain numbers would be drawn small and the worlds thin: each is a seed that spreads them.
SEEDS = st.integers(0, 2**32)
WORLDS = SEEDS.map(world_of)


def pay(book: Book, claim_: Claim, gross: Decimal, day: date) -> Transaction:
    """The payment of a claim as the decision carries it."""
    taken = arrears.total(arrears.deduction(Members(book), claim_, gross, day))
    account = book.benefit_account(claim_.benefit, claim_.event)
    return papers.payment(
        day,
        [(claim_.number, claim_.member, account, gross, taken)],
        cash=books.CASH,
        voucher=f"PV-{claim_.number}",
        by="K04",
        to=claim_.member,
        approved_by="K01",
        resolution=claim_.resolution,
        entered=day,
    )


def payable(book: Book) -> Iterator[tuple[Claim, Decision]]:
    found = decision.decisions(book)
    for number, one in cases.claims_of(book).items():
        if found[number].verdict in GRANTED:
            yield one, found[number]


def with_payments(world: World) -> Book:
    """The books with every granted claim paid some days after its resolution, in order of days."""
    book = world.book
    plan = sorted(
        (max(book.resolutions[one.resolution].date, one.filed) + delay * DAY, one.order, one)
        for (one, _), delay in zip(payable(book), world.delays, strict=False)
    )
    for day, _, one in plan:
        found = decision.decisions(book)[one.number]
        if found.verdict in GRANTED:
            book = books.with_entries(book, [pay(book, one, found.gross, day)])
    return book


def found_in(book: Book) -> list[str]:
    """The codes of the errors of books, every line of which stands in some file."""
    entries = [_in_a_file(e) if isinstance(e, Transaction) else e for e in book.entries]
    return [item.code for item in errors.of_entries(entries, book.options)]


def _in_a_file(entry: Transaction) -> Transaction:
    where = {"filename": "<test>", "lineno": 1}
    postings = [posting._replace(meta=where | (posting.meta or {})) for posting in entry.postings]
    return entry._replace(postings=postings)


# --- properties ---------------------------------------------------------------------------------


def raised(book: Book, key: str, by: Decimal) -> Book:
    """The books with one limit or rate of every benefit raised."""

    def more(entry: Directive) -> Directive:
        if not isinstance(entry, Custom) or entry.type != "bylaw" or key not in entry.meta:
            return entry
        if entry.values[0].value != "benefit":
            return entry
        old = entry.meta[key]
        new = baht(old.number + by) if isinstance(old, Amount) and old.number else old + 1
        return entry._replace(meta={**entry.meta, key: new})

    return Book(book.folder, [more(entry) for entry in book.entries], [], book.options)


LIMITS = (
    "max-per-stay",
    "max-per-year",
    "max-per-case",
    "max-per-fund-year",
    "times-per-household-year",
    "times-per-year",
)
RATES = ("per-night", "amount")


def check_raise(world: World, key: str, by: Decimal) -> None:
    """With the past fixed, a higher ceiling or rate never lowers what a claim is granted."""
    book = world.book
    higher = Members(raised(book, key, by))
    for number, one in cases.claims_of(book).items():
        case, before = decision.examine(book, number)
        if case is not None:
            after, _ = decision.decide(higher, one, case.granted, dict(case.used))
            assert after.gross >= before.gross, (number, before, after)
            assert (before.verdict in GRANTED) <= (after.verdict in GRANTED)


@FEW
@given(
    WORLDS,
    st.sampled_from([*LIMITS, *RATES]),
    st.sampled_from([SATANG, Decimal("50.00"), Decimal("999.99")]),
)
def test_more_never_lowers_a_payment(world: World, key: str, by: Decimal) -> None:
    check_raise(world, key, by)


@FEW
@given(WORLDS, SEEDS)
def test_gross_does_not_change_by_what_is_filed_later(world: World, seed: int) -> None:
    book, random = world.book, Random(seed)
    before = decision.decisions(book)
    last = max(one.filed for one in cases.claims_of(book).values())
    index = random.randint(0, len(before))
    # Not only after all of them: later than one, which then is compared with those up to it.
    after = last if index == len(before) else list(cases.claims_of(book).values())[index].filed
    new = list(claim(random, world.preset, "C99", after=after))
    found = decision.decisions(books.with_entries(book, new))
    for number, one in cases.claims_of(book).items():
        if one.filed <= after:
            assert found[number] == before[number]


def later(random: Random, preset: str, day: date) -> Iterator[Directive]:
    """What may happen after a day; earlier claims are not dealt with by then."""
    when = day + random.randint(1, 60) * DAY
    number = random.choice(NUMBERS[:2])
    match random.randint(0, 3):
        case 0:
            amount = random.choice(["30.00", "365.00", "1000.00"])
            yield receipt(number, when, Decimal(amount), "00-9999")
        case 1:
            reason = random.choice(["resign", "death", "moved"])
            yield custom(when, ("member", "ended"), [number], reason=reason)
        case 2:
            yield custom(when, ("member", "changed"), [number], household="H9", frequency="yearly")
        case _:
            yield from claim(random, preset, "C99", after=day)


@FEW
@given(WORLDS, SEEDS)
def test_net_does_not_change_by_what_happens_after_the_payment(world: World, seed: int) -> None:
    book, random = with_payments(world), Random(seed)
    judged = decision.decisions(book)
    members = Members(book)
    for number, day in cases.payments(book).items():
        others = [e for e in later(random, world.preset, day) if not ended_twice(book, e)]
        more = books.with_entries(book, others)
        one, found = cases.claims_of(more)[number], decision.decisions(more)[number]
        assert found == judged[number]
        taken = arrears.deduction(Members(more), one, found.gross, day)
        assert taken == arrears.deduction(members, one, found.gross, day)


def ended_twice(book: Book, new: Directive) -> bool:
    """A second end of one membership is no history but an error."""
    ends = {str(entry.values[1].value) for entry in book.customs("member", "ended")}
    words = [value.value for value in new.values[:2]] if isinstance(new, Custom) else []
    return words[:1] == ["ended"] and words[1] in ends


def picture(book: Book) -> tuple[Any, ...]:
    """All that is derived from books."""
    members = Members(book)
    histories = [members.of(number) for number in sorted(book.members, reverse=True)]
    return (
        decision.decisions(book, members=members),
        [(h.spans, h.paid, sorted(h.receipts), sorted(h.strays)) for h in histories if h],
    )


def check_order(world: World, seed: int) -> None:
    """Within a day, nothing depends on which line stands first; nor on what was asked before."""
    book, random = with_payments(world), Random(seed)
    shuffled = list(book.entries)
    random.shuffle(shuffled)
    shuffled.sort(key=lambda entry: entry.date)
    shuffled = [
        entry._replace(postings=random.sample(entry.postings, len(entry.postings)))
        if isinstance(entry, Transaction)
        else entry
        for entry in shuffled
    ]
    other = Book(book.folder, shuffled, [], book.options)
    first = picture(book)
    assert picture(other) == first
    assert picture(book) == first


@FEW
@given(WORLDS, SEEDS)
def test_the_order_of_lines_changes_nothing(world: World, seed: int) -> None:
    check_order(world, seed)


# --- ceilings -----------------------------------------------------------------------------------


class Limit(NamedTuple):
    """A ceiling as the bylaw's text has it: baht by year before and from the amendment."""

    stay: int
    year: Callable[[date], str]
    baht: Callable[[date], Decimal] | None
    nights: int | None


def fiscal(day: date) -> str:
    return str(day.year + (day.month >= 10))


#: Sample ข้อ ๒๒: 7 nights, 1,500 and from 1 April 2567 1,800 baht a fiscal year, by the night.
#: B3 ข้อ ๒๑: 5 nights a stay and 10 a calendar year, by the day of admission.
HOSPITAL = {
    "sample": Limit(
        7, fiscal, lambda day: Decimal(1800 if day >= date(2024, 4, 1) else 1500), None
    ),
    "b3": Limit(5, lambda day: str(day.year), None, 10),
}
#: The most for one claim.
MOST = {
    "sample": {"career": 2000, "disaster": 5000, "education": 1000, "birth": 700},
    "b3": {"career": 1000, "disaster": 1000, "education": 500, "birth": 500},
}


def check_ceilings(world: World) -> None:
    """All that is granted exceeds no ceiling: of the stay, person, household, fund, life."""
    book = world.book
    stays: dict[tuple[str, str], tuple[Decimal, int]] = {}
    baht_: dict[tuple[str, str], Decimal] = {}
    times: dict[tuple[str, ...], int] = {}
    limit, members = HOSPITAL[world.preset], Members(book)
    for one, found in payable(book):
        household, year = members.household(one.member, one.event), fiscal(one.event)
        if one.benefit == "hospital":
            paid = [line for line in found.lines if line[2]]
            assert len(paid) <= limit.stay
            for day, _, amount in paid:
                key = one.member, limit.year(day if limit.baht else one.event)
                total, nights = stays.get(key, (ZERO, 0))
                stays[key] = total, nights = total + amount, nights + 1
                assert limit.baht is None or total <= limit.baht(day)
                assert limit.nights is None or nights <= limit.nights
        assert found.gross <= MOST[world.preset].get(one.benefit, found.gross)
        keys: list[tuple[str, ...]] = [
            (one.benefit, one.member, one.event.isoformat(), str(one.end))
        ]
        if one.benefit == "career":
            baht_["career", year] = baht_.get(("career", year), ZERO) + found.gross
            assert world.preset != "sample" or baht_["career", year] <= 10000
            keys += [("career", one.member, year)] if world.preset == "sample" else []
        if one.benefit == "education":
            in_year = year if world.preset == "sample" else str(one.event.year)
            keys.append(("education", household, in_year))
        if one.benefit == "disaster" and world.preset == "sample":
            keys.append(("disaster", household, one.event.isoformat()))
        if one.benefit == "death":
            keys.append(("death", one.member))
        for times_key in keys:
            times[times_key] = times.get(times_key, 0) + 1
            assert times[times_key] == 1


@FEW
@given(WORLDS)
def test_no_ceiling_is_exceeded(world: World) -> None:
    check_ceilings(world)


# --- satang and membership ----------------------------------------------------------------------


def check_sums(world: World) -> None:
    """Lines sum to the gross, net and deducted too: whole instalments, oldest first."""
    book = with_payments(world)
    members, amounts = Members(book), arrears.paid_amounts(book)
    days = cases.payments(book)
    for one, found in payable(book):
        assert found.gross == found.gross.quantize(SATANG)
        assert found.gross > 0
        if found.lines:
            assert sum((paid for _, _, paid in found.lines), ZERO) == found.gross
        assert found.gross <= found.rate
        if one.number not in days:
            continue
        _, owed = arrears.arrears(members, one, days[one.number])
        taken = arrears.deduction(members, one, found.gross, days[one.number])
        deducted = arrears.total(taken)
        assert taken == owed[: len(taken)]
        assert owed == sorted(owed, key=lambda due: due.due)
        assert deducted <= found.gross
        left = owed[len(taken) :]
        assert not left or deducted + left[0].amount > found.gross
        cash = [
            amount
            for entry in book.transactions
            if entry.meta.get("voucher") == f"PV-{one.number}"
            for account, amount, _ in books.lines(entry)
            if account == books.CASH
        ]
        assert amounts[one.number] == (found.gross, deducted)
        assert -sum(cash, ZERO) == found.gross - deducted


@FEW
@given(WORLDS)
def test_a_claim_is_decided_alone_as_among_all(world: World) -> None:
    """Claims that are passed over, as those of others are where nothing is shared, do not count."""
    book = world.book
    found = decision.decisions(book)
    assert {number: decision.decision_on(book, number) for number in found} == found


@FEW
@given(WORLDS)
def test_satang_always_sum(world: World) -> None:
    check_sums(world)


def check_membership(world: World) -> None:
    book = with_payments(world)
    members = Members(book)
    booked: dict[str, Decimal] = {}
    for entry in book.transactions:
        for account, amount, own in books.lines(entry):
            if account == books.CONTRIBUTIONS:
                member = str(own["member"])
                booked[member] = booked.get(member, ZERO) - amount
    for number in book.members:
        history = members.of(number)
        assert history is not None
        for span, after in zip(history.spans, history.spans[1:], strict=False):
            assert span.end is not None
            assert span.start <= span.end <= after.start
        assert history.paid == sorted(history.paid)
        money_ = [one.amount for one in (*history.receipts, *history.strays)]
        assert sum(money_, ZERO) == booked.get(number, ZERO)
        covered = sum((one.amount for one in history.instalments[: len(history.paid)]), ZERO)
        assert covered <= sum((one.amount for one in history.receipts), ZERO)
        for index, one in enumerate(history.instalments[1:]):
            assert one.first == calendars.next_month(history.instalments[index].last)
            assert one.due > history.instalments[index].due


@FEW
@given(WORLDS)
def test_a_membership_is_one_line(world: World) -> None:
    check_membership(world)


@FEW
@given(WORLDS, st.integers(0, 600), st.sampled_from(["0.01", "30.00", "365.00"]))
def test_a_receipt_more_never_makes_a_lapse_earlier(world: World, offset: int, amount: str) -> None:
    book = world.book
    for number in book.members:
        more = receipt(number, BEGIN + offset * DAY, Decimal(amount), "00-9999")
        before = Members(book).of(number)
        after = Members(books.with_entries(book, [more])).of(number)
        assert before is not None
        assert after is not None
        assert end_of(after) >= end_of(before)


def end_of(history: membership.History) -> date:
    return history.spans[0].end or date.max


# --- the guard ----------------------------------------------------------------------------------


def changed(entry: Transaction, index: int, **parts: Any) -> Transaction:
    """A payment with one line changed: its units, account or facts."""
    lines = [*entry.postings]
    lines[index] = lines[index]._replace(**parts)
    return entry._replace(postings=lines)


def shifted(entry: Transaction, by: Decimal) -> Transaction:
    """More or less of the expense, balanced by cash."""
    lines = [*entry.postings]
    first, last = number(lines[0]), number(lines[-1])
    return changed(changed(entry, 0, units=baht(first + by)), -1, units=baht(last - by))


def number(posting: Posting) -> Decimal:
    return books.number(posting)


def deduction_of(entry: Transaction) -> Posting | None:
    return next((p for p in entry.postings if p.account == books.CONTRIBUTIONS), None)


def deducting(entry: Transaction, amount: Decimal) -> Transaction:
    """A payment with another deduction, balanced by cash; none if it is nothing."""
    expense, cash = entry.postings[0], entry.postings[-1]
    gross = number(expense)
    own = expense.meta or {}
    facts = {"member": own["member"], "claim": own["claim"]}
    lines = [
        (expense.account, gross, facts),
        (books.CONTRIBUTIONS, -amount, facts),
        (cash.account, amount - gross, {}),
    ]
    made = transaction(entry.date, entry.narration or "-", lines)
    return entry._replace(postings=made.postings)


def without(entry: Transaction, key: str) -> Transaction:
    own = {k: v for k, v in (entry.postings[0].meta or {}).items() if k != key}
    return changed(entry, 0, meta=own)


def about(entry: Transaction, **facts: str) -> Transaction:
    """A payment whose lines all name another member or claim."""
    return entry._replace(
        postings=[
            p._replace(meta={**(p.meta or {}), **facts}) if p.meta and "claim" in p.meta else p
            for p in entry.postings
        ]
    )


def with_facts(entry: Transaction, **facts: Any) -> Transaction:
    own = {k: v for k, v in {**entry.meta, **facts}.items() if v is not None}
    return entry._replace(meta=own)


def mutations(book: Book, entry: Transaction) -> Iterator[tuple[str, list[Directive]]]:
    """Each single change to a payment that no fund may make: its name, and what stands instead."""
    own = entry.postings[0].meta or {}
    one = cases.claims_of(book)[str(own["claim"])]
    resolved = book.resolutions[one.resolution].date
    yield "a satang more", [shifted(entry, SATANG)]
    yield "a satang less", [shifted(entry, -SATANG)]
    yield "another member", [about(entry, member=next(n for n in book.members if n != one.member))]
    yield "no claim of the books", [about(entry, claim="C98")]
    for other in cases.claims_of(book).values():
        if other.member != one.member:
            yield f"claim {other.number} of another", [about(entry, claim=other.number)]
            break
    yield "before the resolution", [entry._replace(date=resolved - DAY)]
    yield "no claim", [without(entry, "claim")]
    yield "no member", [without(entry, "member")]
    yield "no resolution", [with_facts(entry, resolution=None)]
    yield "no such resolution", [with_facts(entry, resolution="R-99")]
    wrong = "Culture" if one.benefit != "culture" else "Birth"
    yield "another benefit", [changed(entry, 0, account=f"Expenses:Welfare:{wrong}")]
    yield "paid twice", [entry, with_facts(entry, voucher="PV-99")]
    line = deduction_of(entry)
    taken = -number(line) if line else ZERO
    if line is not None:
        yield "deduction dropped", [deducting(entry, ZERO)]
        yield "another deduction", [deducting(entry, taken - SATANG)]
        yield "the deduction given back", [entry, given_back(entry, taken)]
    # Not more than the benefit itself, or cash would come in.
    if taken + 30 <= number(entry.postings[0]):
        yield "an instalment more", [deducting(entry, taken + 30)]


def given_back(entry: Transaction, amount: Decimal) -> Transaction:
    own = {k: v for k, v in (entry.postings[0].meta or {}).items() if k in ("member", "claim")}
    lines: list[tuple[str, Decimal, dict[str, Any]]] = [
        (books.CONTRIBUTIONS, amount, own),
        (books.CASH, -amount, {}),
    ]
    return transaction(
        entry.date,
        "คืนเงินสมทบ",
        lines,
        kind="expense",
        doc="RP-99",
        by="K04",
        resolution=str(entry.meta["resolution"]),
        entered=entry.date,
    )


def check_guard(world: World) -> int:
    """The guard accepts what the decision carries, and rejects each change to it; how many."""
    book = with_payments(world)
    assert found_in(book) == []
    tried = 0
    paid = [entry for entry in book.transactions if entry.meta.get("kind") == "benefit"]
    for entry in [entry for entry in paid if entry.postings[-1].account == books.CASH][-2:]:
        rest = [other for other in book.entries if other is not entry]
        for name, instead in mutations(book, entry):
            wrong = books.with_entries(Book(book.folder, rest, [], book.options), instead)
            assert found_in(wrong) != [], (name, entry)
            tried += 1
    return tried


@settings(FEW, max_examples=10)
@given(WORLDS)
def test_the_guard_takes_what_is_right_and_nothing_else(world: World) -> None:
    check_guard(world)


def test_bean_check_says_the_same_of_books_on_disk(tmp_path: Path) -> None:
    """One world written to files: the payment as the decision carries it, and its changes."""
    world = world_of(next(seed for seed in range(100) if is_rich(world_of(seed))))
    book = with_payments(world)
    entry = next(
        entry
        for entry in book.transactions
        if entry.meta.get("kind") == "benefit" and deduction_of(entry) is not None
    )
    assert bean_check(tmp_path / "right", book) == []
    names: set[str] = set()
    rest = [other for other in book.entries if other is not entry]
    for name, instead in mutations(book, entry):
        wrong = books.with_entries(Book(book.folder, rest, [], book.options), instead)
        assert bean_check(tmp_path / str(len(names)), wrong) != [], name
        names.add(name)
    assert names >= {"deduction dropped", "the deduction given back", "paid twice", "no claim"}


def is_rich(world: World) -> bool:
    """Whether there is a deduction, and claims of two members."""
    book = with_payments(world)
    return world.preset == "sample" and any(
        deduction_of(e) for e in book.transactions if e.meta.get("kind") == "benefit"
    )


def bean_check(folder: Path, book: Book) -> list[str]:
    """What Beancount says of a main file with our plugin, and the books beside it."""
    folder.mkdir()
    fund = [entry for entry in book.entries if is_fund(entry)]
    rest = [entry for entry in book.entries if not is_fund(entry)]
    main = f'{OPTIONS}plugin "rules.plugin"\n{records.render(fund)}\ninclude "rest.beancount"\n'
    (folder / "main.beancount").write_text(main, encoding="utf-8")
    (folder / "rest.beancount").write_text(records.render(rest), encoding="utf-8")
    return [error.message for error in books.load(folder).errors]


def is_fund(entry: Directive) -> bool:
    return isinstance(entry, Custom) and entry.type == "fund"


# --- the properties can fail --------------------------------------------------------------------


def newest_first(rule: Any, unpaid: list[Instalment], gross: Decimal) -> list[Instalment]:
    return [one for one in reversed(unpaid) if one.amount <= gross][:1]


BREAKS: dict[str, tuple[Any, str, Any, Callable[[World], Any]]] = {
    "ceilings": (grants, "_count", lambda *_: None, check_ceilings),
    "deduction": (arrears, "_taken", newest_first, check_sums),
    "guard": (payments, "judged", lambda _: iter(()), check_guard),
    "strays": (
        membership._Sweep,
        "_receive",
        lambda self, one: self.counted.append(one._replace(amount=one.amount + SATANG)),
        check_membership,
    ),
}


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_engine_is_noticed(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    where, name, broken, check = BREAKS[what]
    monkeypatch.setattr(where, name, broken)

    def check_all() -> None:
        for seed in range(100):
            check(world_of(seed))

    with pytest.raises(AssertionError):
        check_all()
