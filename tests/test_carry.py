"""What is carried and what follows say the same as the whole books, whenever they were closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import Any
from typing import NamedTuple

import pytest
from beancount.core.data import Custom
from beancount.core.data import Directive
from beancount.core.data import Transaction
from beancount.core.data import entry_sortkey
from beancount.parser import parser
from conftest import LEDGER
from hypothesis import given
from hypothesis import strategies as st
from presets.world import benefit_paid
from presets.world import build
from presets.world import changed
from presets.world import claim
from presets.world import ended
from presets.world import joined
from presets.world import paid
from presets.world import reinstated
from presets.world import stay

from reports import figures
from rules import alerts
from rules import carry
from rules import cases
from rules import decision
from rules import errors
from rules import form
from rules import guards
from rules import matching
from rules import payments
from rules import standing
from rules.alert import Alert
from rules.decision import Decision
from rules.matching import Listing
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare import carried
from welfare import records
from welfare import vocabulary
from welfare.books import Book
from welfare.calendars import Period
from welfare.carried import Short
from welfare.findings import Refused

DAY = timedelta(days=1)
TODAY = date(2024, 10, 1)
MONTHS = [calendars.month_period(month) for month in calendars.months_between("2022-10", "2024-09")]
#: Books after which errors and alerts, the dearest to find, are compared too.
WATCHED = MONTHS[5::6]
STANDING = ("main", "bylaws", "governance", "members", "closings")


def is_standing(entry: Directive) -> bool:
    """Whether a directive stands in a file that is always read whole."""
    if isinstance(entry, Custom):
        kind = vocabulary.kind_of(entry)
        return kind is None or kind.file in STANDING
    return not isinstance(entry, Transaction)


def resumed(book: Book, state: Iterable[Directive], last: date) -> Book:
    """The books that begin with a state, as its text is read back, and hold what came after."""
    state = list(state)
    text = records.render(state)
    parsed, wrong, _ = parser.parse_string(text)
    assert not wrong
    assert [records.content(entry) for entry in parsed] == [records.content(e) for e in state]
    later = [entry for entry in book.entries if is_standing(entry) or entry.date > last]
    return Book(book.folder, sorted([*later, *parsed], key=entry_sortkey), [], book.options)


def told(found: Alert) -> tuple[Any, ...]:
    return found.date, found.code, found.subject, found.amount


# --- every closing of the sample -----------------------------------------------------------------


class Whole(NamedTuple):
    """The sample fund's whole books, and what they say."""

    book: Book
    decisions: dict[str, Decision]
    figures: dict[str, dict[str, Any]]
    status: list[dict[str, str]]
    lists: list[Listing]
    alerts: list[Alert]
    states: dict[date, str]
    numbers: dict[str, str]


KINDS = {"receipt": "00-", "voucher": "PV", "doc": "RP", "claim": "C"}


def next_numbers(book: Book) -> dict[str, str]:
    """The next number of each of the fund's own series in the fiscal year after the books."""
    return {
        f"{key} {day.year}": records.next_number(book, key, records.series_of(book, prefix, day))
        for key, prefix in KINDS.items()
        for day in (date(2023, 9, 1), date(2024, 9, 1))
    }


@pytest.fixture(scope="module")
def whole() -> Whole:
    book = books.load(LEDGER, whole=True)
    members = Members(book)
    return Whole(
        book,
        decision.decisions(book, members=members),
        {period.label: figures.figures(book, period) for period in MONTHS},
        standing.status_table(members, standing.year_ends(book, TODAY)),
        list(matching.listings(members, 2567)),
        alerts.alerts(book),
        {period.last: records.render(carry.carry(book, period.last)) for period in MONTHS},
        next_numbers(book),
    )


def after(whole: Whole, period: Period) -> Book:
    entries, _, _ = parser.parse_string(whole.states[period.last])
    return resumed(whole.book, entries, period.last)


@pytest.mark.parametrize("period", MONTHS, ids=lambda period: period.label)
def test_what_follows_a_closing_is_told_as_from_the_whole_books(
    whole: Whole, period: Period
) -> None:
    last = period.last
    book = after(whole, period)
    members = Members(book)
    assert book.carried == last
    assert carry.beyond(book) == []
    found = decision.decisions(book, members=members)
    claims = cases.claims_of(whole.book).values()
    filed = [one.number for one in claims if one.filed > last]
    assert [found[number] for number in filed] == [whole.decisions[number] for number in filed]
    for number in found.keys() - set(filed):
        own, theirs = found[number], whole.decisions[number]
        assert own[:2] == theirs[:2] or own.verdict == theirs.verdict
        assert (own.reason, own.gross, own.units) == (theirs.reason, theirs.gross, theirs.units)
    days = [day for day in standing.year_ends(whole.book, TODAY) if day > last]
    rows = [row for row in whole.status if row["as_of"] > last.isoformat()]
    assert standing.status_table(members, days) == rows
    lists = [one for one in whole.lists if one.day > last]
    assert [one._replace(after=dict(one.after)) for one in matching.listings(members, 2567)] == [
        one._replace(after=dict(one.after)) for one in lists
    ]
    assert next_numbers(book) == whole.numbers
    later = [one for one in MONTHS if one.first > last]
    for one in {one.label: one for one in (*later[:1], *later[-1:])}.values():
        assert figures.figures(book, one) == whole.figures[one.label]
    # The next closing sees these books only, and carries the same.
    for one in later[:1]:
        assert records.render(carry.carry(book, one.last)) == whole.states[one.last]


@pytest.mark.parametrize("period", WATCHED, ids=lambda period: period.label)
def test_errors_and_alerts_after_a_closing(whole: Whole, period: Period) -> None:
    book = after(whole, period)
    wanted = [told(one) for one in whole.alerts if one.date > period.last]
    assert [told(one) for one in alerts.alerts(book) if one.date > period.last] == wanted
    assert errors.of_entries(book.entries, book.options) == []


def test_a_finished_year_is_carried_as_its_opening(whole: Whole) -> None:
    """The surplus of 2566 is in the sub-funds; no income or expense is carried."""
    state = carry.opening(whole.book, date(2023, 9, 30))
    entry = next(one for one in state if isinstance(one, Transaction))
    lines = {account: amount for account, amount, _ in books.lines(entry)}
    assert lines == {
        "Assets:Bank:Fixed": Decimal("100000.00"),
        "Assets:Bank:Savings": Decimal("555727.23"),
        "Assets:Cash": Decimal("1050.75"),
        "Equity:Fund:Management": Decimal("-18127.45"),
        "Equity:Fund:Reserve": Decimal("-98670.31"),
        "Equity:Fund:Welfare": Decimal("-539980.22"),
    }
    totals = {
        vocabulary.values_of(one)[0]: one
        for one in state
        if isinstance(one, Custom) and one.type == "cumulative"
    }
    hospital = totals["Expenses:Welfare:Hospital"]
    # 118 persons and 176 cases before the books; 39 and 43 in the year.
    assert (hospital.meta["persons"], hospital.meta["cases"]) == (157, 219)


def test_a_state_is_small_and_sound(whole: Whole) -> None:
    """Some 450 bytes a member, claims and all, in the second year as after the first."""
    for period in (MONTHS[11], MONTHS[17], MONTHS[23]):
        state = carry.carry(whole.book, period.last)
        text = records.render(state)
        begun = sum(one.joined <= period.last for one in whole.book.members.values())
        assert len(text.encode()) / begun < 480
        assert [wrong for entry in state for wrong in form.problems(entry)] == []


def test_figures_of_a_time_that_was_carried_are_refused(whole: Whole) -> None:
    book = after(whole, MONTHS[13])
    with pytest.raises(Refused, match="R851"):
        figures.figures(book, MONTHS[13])
    with pytest.raises(Refused, match="R851"):
        figures.figures(book, calendars.fiscal_year_period(2567, 10))


# --- what a locked year keeps --------------------------------------------------------------------

LOCKED = """
2023-10-01 custom "closing" "2566"
  code: "1234-5678-9012-3456-7"
  manifest: "0"
  by: "K04"
2023-11-01 custom "audit" "2566"
  by: "A01"
  opinion: "unqualified"
2023-12-01 custom "adoption" "2566"
  resolution: "3/2566-1"
"""


def test_verdicts_kept_make_old_payments_right_for_good(whole: Whole) -> None:
    """With other bylaws the payments of an open year are errors, those of a locked one are not."""
    # As if the year had not been closed yet.
    until = [
        entry
        for entry in whole.book.entries
        if entry.date < date(2023, 12, 1) and "/closings/" not in entry.meta["filename"]
    ]
    year = Book(whole.book.folder, until, [], whole.book.options)
    last = date(2023, 9, 30)
    kept = carry.verdicts(year, date(2022, 10, 1), last)
    made = [one.claim for one in payments.Judge(year).payments if one.entry.date <= last]
    assert [vocabulary.values_of(entry)[0] for entry in kept] == made
    assert [wrong for entry in kept for wrong in form.problems(entry)] == []
    lock, _, _ = parser.parse_string(LOCKED)
    dearer = [
        entry._replace(meta={**entry.meta, "per-night": records.baht(Decimal("99.00"))})
        if isinstance(entry, Custom) and entry.type == "bylaw" and "per-night" in entry.meta
        else entry
        for entry in until
    ]

    def wrong(entries: Iterable[Directive]) -> list[date]:
        own = sorted([*entries, *lock], key=entry_sortkey)
        book = Book(whole.book.folder, own, [], whole.book.options)
        found = [one for one in payments.judged(book) if isinstance(one, guards.Excusable)]
        excused, _, _ = guards.settle(book, found)
        right = [one for one, _ in excused]
        return [one.day for one in found if one not in right]

    assert min(wrong(dearer)) <= last
    assert min(wrong([*dearer, *kept])) > last
    assert wrong([*until, *kept]) == []


# --- other bylaws: the event before, the claim after ---------------------------------------------


def same(preset: str, ledger: str, *days: str) -> dict[str, Decision]:
    """The decisions of the books carried at each of these days, one after the other.

    They and the members are those of the whole books.
    """
    book = build(preset, ledger)
    whole, members = decision.decisions(book), Members(book)
    for day in map(date.fromisoformat, days):
        state = carry.carry(book, day)
        assert [wrong for entry in state for wrong in form.problems(entry)] == []
        book = resumed(book, state, day)
        assert carry.beyond(book) == []
        theirs = Members(book)
        end = max(entry.date for entry in book.transactions) + timedelta(days=40)
        for number in book.members:
            one, other = members.of(number), theirs.of(number)
            assert one is not None
            assert other is not None
            assert other.spans == one.spans
            for then in (day + DAY, end):
                assert other.paid_through(then) == one.paid_through(then)
                if one.span(then):
                    assert other.unpaid(then) == one.unpaid(then)
        for claim_ in cases.claims_of(book).values():
            if claim_.filed > day:
                assert decision.decisions(book)[claim_.number] == whole[claim_.number]
    return decision.decisions(book)


LONG = joined("0001", "2012-01-20") + paid("0001", "2012-01-20", 3600)


def test_a_year_of_membership_goes_on_behind_the_closing() -> None:
    ledger = joined("0001", "2011-02-01", "yearly") + paid("0001", "2011-02-01", 3650)
    for index, day in enumerate(("02-10", "05-10", "08-10", "11-10")):
        admitted = date.fromisoformat(f"2013-{day}")
        last = admitted + timedelta(days=7)
        ledger += stay(f"C{index}", "0001", admitted.isoformat(), last.isoformat())
    whole = decision.decisions(build("b4", ledger))
    assert same("b4", ledger, "2013-05-31", "2013-09-30")["C3"] == whole["C3"]


def test_rights_once_in_life_and_by_level() -> None:
    ledger = joined("0001", "2011-02-01", "yearly") + paid("0001", "2011-02-01", 3650)
    for number, day, level in (
        ("C1", "2012-05-16", "primary"),
        ("C2", "2015-05-16", "primary"),
        ("C3", "2015-05-17", "secondary"),
    ):
        ledger += claim(number, "0001", "education", day, edu_level=f'"{level}"')
    found = same("b5", ledger, "2012-05-31", "2012-12-31", "2014-01-31")
    assert (found["C2"].reason, found["C3"].reason) == ("LIFE_CEILING", "OK")


def test_a_right_of_the_household_and_year() -> None:
    home = {"household": '"H7"'}
    ledger = joined("0001", "2012-01-20", **home) + joined("0002", "2012-01-20", **home)
    ledger += paid("0001", "2012-01-20", 3600) + paid("0002", "2012-01-20", 3600)
    ledger += claim("C1", "0001", "education", "2013-05-16")
    ledger += claim("C2", "0002", "education", "2013-05-20", filed="2013-06-05")
    ledger += claim("C3", "0002", "education", "2014-05-16")
    found = same("b3", ledger, "2013-05-31", "2014-04-30")
    assert found["C3"].reason == "OK"
    assert same("b3", ledger, "2013-05-31")["C2"].reason == "HOUSEHOLD_LIMIT"


def test_a_ceiling_of_a_life_and_months_that_repeat() -> None:
    ledger = joined("0001", "2009-03-05", group='"disabled"') + paid("0001", "2009-03-05", 3600)
    certified = {"certifies": "bed-bound"}
    ledger += claim("C1", "0001", "bedbound", "2010-06-01", months="4", **certified)
    ledger += claim("C2", "0001", "bedbound", "2010-09-01", months="1", **certified)
    ledger += claim("C3", "0001", "bedbound", "2012-06-01", months="4", **certified)
    found = same("b2", ledger, "2010-07-31", "2011-12-31")
    assert (found["C3"].reason, found["C3"].units) == ("LIFE_CEILING", 4)
    assert same("b2", ledger, "2010-08-31")["C2"].reason == "DUPLICATE"


def test_granted_once_for_ever() -> None:
    """The same death claimed again two years after it was paid."""
    ledger = LONG + ended("0001", "2013-05-02", "death")
    ledger += claim("C1", "0001", "death", "2013-05-02", filed="2013-05-10")
    ledger += claim("C2", "0001", "death", "2013-05-02", filed="2013-11-10")
    assert same("b3", ledger, "2013-05-31", "2013-10-31")["C2"].reason == "DUPLICATE"


def test_rights_that_rested_on_a_day_before_the_closing() -> None:
    ledger = joined("0001", "2011-10-05", "yearly") + paid("0001", "2011-10-05", 400)
    ledger += paid("0001", "2012-12-20", 400)
    ledger += stay("C1", "0001", "2012-11-20", "2012-11-22", filed="2012-12-05")
    ledger += stay("C2", "0001", "2012-12-27", "2012-12-29", filed="2013-01-05")
    found = same("b7", ledger, "2012-11-30")
    assert found["C1"].reason == decision.decisions(build("b7", ledger))["C1"].reason
    assert same("b7", ledger, "2012-12-31")["C2"] == decision.decisions(build("b7", ledger))["C2"]


@pytest.mark.parametrize("preset", ["b2", "b3", "b4", "b8"])
def test_a_reinstatement_that_waits_over_the_closing(preset: str) -> None:
    """Lapsed, applied, paid in two parts, resolved: closed after each of these."""
    start = {"b2": 2010, "b3": 2012, "b4": 2010, "b8": 2011}[preset]
    ledger = joined("0001", f"{start}-01-05") + paid("0001", f"{start}-01-05", 90)
    whole = Members(build(preset, ledger)).of("0001")
    assert whole is not None
    gone = whole.spans[0].end or date(start, 6, 30)
    applied, last = gone + timedelta(days=20), gone + timedelta(days=80)
    ledger += reinstated("0001", applied.isoformat(), last.isoformat())
    for days, baht in ((25, 60), (50, 200), (200, 60)):
        ledger += paid("0001", (gone + timedelta(days=days)).isoformat(), baht)
    stops = [calendars.month_period(calendars.month_of(gone + timedelta(days=n))).last for n in
             (0, 20, 50, 80, 110, 420)]  # fmt: skip
    same(preset, ledger, *(day.isoformat() for day in dict.fromkeys(stops)))


def test_facts_that_change_and_money_that_fills_no_instalment() -> None:
    ledger = joined("0001", "2012-01-20") + paid("0001", "2012-01-20", 95)
    ledger += changed("0001", "2012-04-10", frequency='"half-year"') + paid(
        "0001", "2012-05-01", 500
    )
    ledger += claim("C1", "0001", "birth", "2012-11-05", filed="2012-12-03")
    same("b3", ledger, "2012-03-31", "2012-04-30", "2012-11-30")


# --- papers of before, named again ---------------------------------------------------------------


def errors_after(ledger: str, last: str, more: str) -> tuple[list[str], list[str]]:
    """The codes of errors of the whole books, and of those carried: they are the same."""
    book = build("b3", ledger + more)
    day = date.fromisoformat(last)
    own = resumed(book, carry.carry(book, day), day)
    found = [
        [one.code for one in guards.check(each, payments.excusable(each))] for each in (book, own)
    ]
    return found[0], found[1]


def given_out(number: str, day: str) -> str:
    """The payment of a birth, by the resolution on C1."""
    text = benefit_paid(number, "0001", day, 500).replace("Hospital", "Birth")
    return text.replace(f"R-{day}", "R-2013-02-06")


BEFORE = LONG + paid("0001", "2013-03-05", 30) + claim("C1", "0001", "birth", "2013-02-05")
BEFORE += given_out("C1", "2013-02-20")
VOID = """
2013-03-06 custom "receipt" "void" "00-56-0009"
  by: "K04"
  reason: "x"
"""


def taken_back(day: str, doc: str) -> str:
    return f"""
{day} * "กลับรายการ"
  kind: "reversal"
  doc: "{doc}"
  reverses: "T-0001-2013-03-05"
  by: "K04"
  Income:Contributions:Members  30.00 THB
    member: "0001"
  Liabilities:Unidentified     -30.00 THB
    member: "0001"
"""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("", ""),
        (paid("0001", "2013-03-05", 40).replace("2013-03-05 *", "2013-04-08 *"), "E507"),
        (given_out("C1", "2013-04-09"), "E508 E532"),
        (claim("C1", "0001", "birth", "2013-04-02"), "E508"),
        (taken_back("2013-04-10", "RV1"), ""),
        (taken_back("2013-04-10", "RV1") + taken_back("2013-04-11", "RV2"), "E523"),
        (taken_back("2013-03-20", "RV1") + taken_back("2013-04-11", "RV2"), "E523"),
        (VOID.replace("2013-03-06", "2013-04-06").replace("00-56-0009", "T-0001-2013-03-05"),
         "E509"),
        (VOID + paid("0001", "2013-04-08", 30).replace("T-0001-2013-04-08", "00-56-0009"), "E509"),
        (taken_back("2013-04-10", "RV1").replace("T-0001-2013-03-05", "T-9"), "E521"),
        (given_out("C9", "2013-04-09"), "E503"),
    ],
    ids=["none", "receipt", "paid-twice", "claim", "back", "back-twice", "back-before", "void",
         "void-before", "unknown-receipt", "unknown-claim"],
)  # fmt: skip
def test_numbers_used_before_the_closing(more: str, code: str) -> None:
    whole, own = errors_after(BEFORE, "2013-03-31", more)
    assert sorted(set(own)) == code.split()
    assert sorted(set(whole)) == code.split()


def test_a_receipt_taken_back_after_the_closing() -> None:
    """The payment that kept the membership alive never was: it had ended before the closing."""
    ledger = joined("0001", "2012-01-20") + paid("0001", "2012-01-20", 330)
    ledger += paid("0001", "2013-03-05", 90)
    back = taken_back("2013-04-10", "RV1").replace("30.00", "90.00")
    members = Members(build("b3", ledger + back)).of("0001")
    kept = Members(build("b3", ledger)).of("0001")
    assert members is not None
    assert kept is not None
    assert members.spans != kept.spans
    same("b3", ledger + back, "2013-03-31")


# --- out of sight --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (taken_back("2015-04-10", "RV1"), "R850"),
        (taken_back("2015-04-10", "RV1").replace("T-0001-2013-03-05", "PV-C1"), "R850"),
        (given_out("C1", "2015-04-09").replace("PV-C1", "PV-2"), "R850"),
        (claim("C2", "0001", "birth", "2013-11-02", filed="2015-04-09"), "R852"),
        (claim("C2", "0001", "birth", "2014-04-01", filed="2015-04-09"), ""),
        (changed("0001", "2015-04-09", household='"H9"'), ""),
    ],
)
def test_what_reaches_behind_what_was_carried_is_told(more: str, code: str) -> None:
    """The books closed on 31 March 2015 tell of the twelve months since 1 April 2014."""
    last = date(2015, 3, 31)
    book = build("b3", BEFORE + paid("0001", "2014-05-05", 30) + more)
    own = resumed(book, carry.carry(book, last), last)
    assert sorted({one.code for one in carry.beyond(own)}) == code.split()
    for one in carry.beyond(own):
        assert one.line("th")
        assert one.line("en")
    # Nothing of it is judged wrongly meanwhile.
    assert [one.code for one in guards.check(own, payments.excusable(own))] == []
    assert carry.beyond(book) == []


def test_a_verdict_that_was_carried_is_not_unmade_here() -> None:
    """A receipt is taken back on which a verdict rests, or a birth date corrected."""
    ledger = BEFORE + claim("C2", "0001", "birth", "2013-03-10")
    ledger += given_out("C2", "2013-03-20")
    for more, code in (
        (taken_back("2013-04-10", "RV1"), "R850"),
        (changed("0001", "2013-04-10", birth="1981-05-05"), "R853"),
    ):
        book = build("b3", ledger + more)
        own = resumed(book, carry.carry(book, date(2013, 3, 31)), date(2013, 3, 31))
        assert [one.code for one in carry.beyond(own)] == [code]


def test_a_new_rule_that_asks_for_old_claims() -> None:
    rule = """
2013-04-01 custom "bylaw" "benefit" "birth"
  article: "ข้อ ๒๐"
  amount: 500.00 THB
  duplicate: "ever"
  evidence: "claim-form"
"""
    book = build("b3", BEFORE + rule)
    own = resumed(book, carry.carry(book, date(2013, 3, 31)), date(2013, 3, 31))
    assert [one.code for one in carry.beyond(own)] == ["R854"]


# --- in short ------------------------------------------------------------------------------------

RECEIPTS = st.builds(
    Short,
    st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["", "e", "f", "u"]),
    st.decimals(-9999, 9999, places=2).filter(bool),
    st.sampled_from(["01-66-", "02-66-", "", "T:", "=", "ก/"]).flatmap(
        lambda series: st.integers(0, 99999).map(lambda n: f"{series}{n:04d}")
    )
    | st.sampled_from(["", "ABC"]),
    st.sampled_from(["", "RP66-0001"]),
)


@given(st.lists(RECEIPTS, max_size=8))
def test_receipts_in_short_read_back(receipts: list[Short]) -> None:
    assert list(carried.shorts(carried.in_short(receipts))) == receipts


def test_receipts_in_short() -> None:
    first = Short(date(2022, 11, 3), "", Decimal("30.00"), "02-66-0044")
    text = carried.in_short([first, first._replace(day=date(2022, 12, 4), receipt="02-66-0061")])
    assert text == "221103:30:02-66-0044 221204::0061"
    runs = [((7, 4), (7, 4)), ((1, 4), (2, 4)), ((3, 4), (3, 4))]
    assert carried.in_ranges(runs) == "0001..0003, 0007"
