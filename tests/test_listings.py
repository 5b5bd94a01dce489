"""Lists for the auditor: each on its limit, and just not. The fund is that of `test_payments`."""

from __future__ import annotations

import pytest
from test_controls import BACK
from test_payments import CLAIM
from test_payments import MONEY
from test_payments import TWO
from test_payments import book
from test_payments import considered
from test_payments import filed
from test_payments import paid

from rules import alerts
from rules import listings
from welfare.books import Book
from welfare.papers import bank
from welfare.register import Person

Found = list[tuple[str, str, int]]


# --- irregularities -----------------------------------------------------------------------------

WRONG = """
2022-12-21 custom "irregularity" "recorded" "OVERPAID" "C1"
  amount: 100.00 THB
  found: 2022-12-21
  by: "K04"
"""
DONE = """
2022-12-28 custom "irregularity" "settled" "{code}" "C1"
  resolution: "3/2566-1"
  by: "K04"
"""


def test_an_irregularity_is_settled_by_its_own_code_and_subject_alone() -> None:
    texts = (MONEY, CLAIM, paid("300.00"), WRONG)
    (open_,) = listings.settlements(book(*texts))
    assert (open_.item.code, open_.settled) == ("OVERPAID", None)
    (other,) = listings.settlements(book(*texts, DONE.format(code="UNDERPAID")))
    assert other.settled is None
    (done,) = listings.settlements(book(*texts, DONE.format(code="OVERPAID")))
    assert done.settled is not None
    assert done.settled.meta["resolution"] == "3/2566-1"


def test_numbers_that_were_not_used_stand_by_day() -> None:
    text = "".join(
        f'2022-1{month}-03 custom "{words}" "{word}" "{number}"\n  by: "K04"\n  reason: "-"\n'
        for month, words, word, number in (
            (2, "receipt", "void", "00-66-0009"),
            (1, "voucher", "void", "PV66-0009"),
            (0, "receipt", "missing", "00-66-0008"),
        )
    )
    assert [entry.type for entry in listings.unused(book(text))] == [
        "receipt",
        "voucher",
        "receipt",
    ]


def test_reversals_are_counted_by_receipt_and_added_up_by_officer() -> None:
    assert listings.reversers(alerts.alerts(book(MONEY))) == []
    text = BACK.format(account="Income:Contributions:Members")
    (one,) = listings.reversers(alerts.alerts(book(MONEY, text)))
    assert (one.person, one.receipts, str(one.amount)) == ("K04", 1, "90.00")


# --- those in office ----------------------------------------------------------------------------

HOME = """
2022-10-01 custom "member" "changed" "{member}"
  household: "01-001"
"""


def office(first: str, until: str, member: str = "") -> str:
    number = f'  member: "{member}"\n' if member else ""
    return f'\n{first} custom "officer" "K01" "chair"\n  until: {until}\n{number}'


PAID = MONEY + CLAIM + paid()


@pytest.mark.parametrize(
    ("term", "ways"),
    [
        (office("2022-10-01", "2026-09-30", "0001"), [("payee", "member")]),
        (office("2022-12-21", "2022-12-21", "0001"), [("payee", "member")]),
        (office("2022-12-22", "2026-09-30", "0001"), []),
        (office("2022-10-01", "2022-12-20", "0001"), []),
        (office("2022-10-01", "2026-09-30", "0002"), []),
        (office("2022-10-01", "2026-09-30"), []),
    ],
)
def test_paid_to_somebody_in_office_on_that_day(term: str, ways: list[tuple[str, ...]]) -> None:
    assert [one.ways for one in listings.own_payments(book(PAID, term))] == ways


def test_paid_to_the_household_of_an_officer() -> None:
    term = office("2022-10-01", "2026-09-30", "0002")
    one, other = HOME.format(member="0001"), HOME.format(member="0002")
    assert listings.own_payments(book(PAID, term, one)) == []
    (found,) = listings.own_payments(book(PAID, term, one, other))
    assert (found.person, found.role, found.ways) == ("K01", "chair", ("household",))
    assert str(found.amount) == "200.00"


def test_approved_and_paid_out_by_who_was_paid() -> None:
    own = paid().replace('to: "0001"', 'to: "K04"\n  approved-by: "K04"')
    (found,) = listings.own_payments(book(MONEY, CLAIM, own))
    assert found.ways == ("payee", "approver", "payer")


# --- admissions ---------------------------------------------------------------------------------

JOINED = '\n{day} custom "member" "joined" "0003"\n  village: "01"\n  frequency: "monthly"\n'


def joins(*texts: str) -> Found:
    return [(one.number, one.what, one.days) for one in listings.joins(book(*texts))]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("entered: 2022-10-31", []),  # the thirtieth day
        ("entered: 2022-11-01", [("0003", "entered", 31)]),
        ("applied: 2022-10-01", []),
        ("applied: 2022-10-02", [("0003", "applied", 1)]),
        ('resolution: "3/2566-1"', [("0003", "resolved", 80)]),
    ],
)
def test_an_admission_that_was_dated_back(line: str, found: Found) -> None:
    assert joins(JOINED.format(day="2022-10-01"), f"  {line}\n") == found


def test_an_admission_on_the_day_of_its_resolution() -> None:
    assert joins(JOINED.format(day="2022-12-20"), '  resolution: "3/2566-1"\n') == []


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ("2022-09-30", [("0003", "before", -1)]),
        ("2022-10-01", [("0003", "soon", 0)]),
        ("2023-03-30", [("0003", "soon", 180)]),
        ("2023-03-31", []),
    ],
)
def test_a_claim_soon_after_joining(event: str, found: Found) -> None:
    claim = filed("C3", event, event, "2023-04-05").replace('"0001"', '"0003"')
    assert joins(JOINED.format(day="2022-10-01"), claim) == found


@pytest.mark.parametrize(("event", "what"), [("2022-10-19", "keyed-after"), ("2022-10-20", "soon")])
def test_an_event_before_the_admission_was_keyed_in(event: str, what: str) -> None:
    joined = JOINED.format(day="2022-10-01") + "  entered: 2022-10-20\n"
    claim = filed("C3", event, event, "2022-11-05").replace('"0001"', '"0003"')
    assert [own for _, own, _ in joins(joined, claim)] == [what]


@pytest.mark.parametrize(
    ("day", "reason", "found"),
    [
        ("2023-03-30", "death", [("0003", "soon", 180)]),
        ("2023-03-31", "death", []),
        ("2023-03-30", "resign", []),
    ],
)
def test_a_death_soon_after_joining(day: str, reason: str, found: Found) -> None:
    ended = f'\n{day} custom "member" "ended" "0003"\n  reason: "{reason}"\n'
    assert joins(JOINED.format(day="2022-10-01"), ended) == found


# --- the same twice -----------------------------------------------------------------------------


def stay(number: str, member: str, day: str) -> str:
    claim = filed(number, day, "2022-12-03", "2022-12-05") + considered(number)
    return claim.replace('"0001"', f'"{member}"')


HOMES = HOME.format(member="0001") + HOME.format(member="0002")


@pytest.mark.parametrize(
    ("homes", "member", "day", "same"),
    [
        (HOMES, "0002", "2022-12-01", True),
        (HOMES, "0002", "2022-12-02", False),
        ("", "0002", "2022-12-01", False),
        (HOMES, "0001", "2022-12-01", False),  # his own again is an alert
    ],
)
def test_one_event_claimed_by_two_of_a_household(
    homes: str, member: str, day: str, same: bool
) -> None:
    found = listings.same_events(book(MONEY, CLAIM, homes, stay("C2", member, day)))
    assert [(one.first, one.second) for one in found] == ([("C1", "C2")] if same else [])


def test_what_the_bylaws_refuse_is_not_told_twice() -> None:
    late = filed("C1", "2022-11-01", "2022-11-03", "2022-12-09") + considered("C1")
    other = late.replace('"C1"', '"C2"').replace('"0001"', '"0002"')
    assert listings.same_events(book(MONEY, HOMES, late, other)) == []


LINE = """
2022-11-{day} * "ดอกเบี้ย"
  kind: "interest"
  by: "K04"
  bank-line: "{number}"
  Assets:Cash                 5.00 THB
  Liabilities:Unidentified   -5.00 THB
"""


@pytest.mark.parametrize(("number", "same"), [("7", ["7"]), ("8", [])])
def test_one_line_of_the_bank_booked_twice(number: str, same: list[str]) -> None:
    own = book(LINE.format(day="01", number="7"), LINE.format(day="02", number=number))
    assert [one.number for one in listings.same_lines(own)] == same


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("3003544664563", "3003544664563"), [("0001", "0002")]),
        (("3003544664563", "3009431955215"), []),
        (("", ""), []),
    ],
)
def test_members_with_one_citizen_id(ids: tuple[str, str], found: list[tuple[str, ...]]) -> None:
    people = {n: Person(n, citizen_id=i) for n, i in zip(("0001", "0002"), ids, strict=True)}
    assert listings.same_ids(book(TWO), people) == found


def test_a_person_under_two_numbers_is_one() -> None:
    linked = '\n2022-12-01 custom "member" "changed" "0002"\n  person: "0001"\n'
    people = {n: Person(n, citizen_id="3003544664563") for n in ("0001", "0002")}
    assert listings.same_ids(book(TWO, linked), people) == []


def test_lines_that_stand_twice_in_the_statement(sample_book: Book) -> None:
    lines = bank.in_sight(sample_book)[:3]
    again = [*lines, lines[1]._replace(number="900"), lines[2]._replace(balance=lines[0].balance)]
    assert [one.number for one in listings._repeated(again)] == ["900", lines[2].number]
    assert list(listings._repeated(lines)) == []
