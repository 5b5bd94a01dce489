"""Membership as it follows from bylaws and receipts: every boundary worked out from the text.

The sample's bylaws unless a test brings its own: a month's 30 baht are due on the 10th, the first
month is the one after joining, the fourth unpaid month ends membership the day after (ข้อ ๑๐–๑๗).
"""

from __future__ import annotations

import json
from datetime import date
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest
from beancount.core.data import entry_sortkey
from beancount.parser import parser
from click.testing import Result
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import rows_of
from presets.world import build
from presets.world import ended
from presets.world import joined
from presets.world import paid
from presets.world import paid_fee
from presets.world import reinstated

from rules import errors
from rules import joining
from rules import refunds
from rules import standing
from rules.member_view import View
from rules.member_view import view
from rules.membership import History
from rules.membership import Members
from rules.membership import Reinstatement
from rules.membership import instalments
from welfare import books
from welfare.books import Book

GOLDEN = Path(__file__).parent / "golden" / "sample"
#: Joined on 20 November 2022: the first month is December, due on 10 December.
START = "2022-11-20"


def day(text: str) -> date:
    return date.fromisoformat(text)


def of_sample(ledger: str, frequency: str = "monthly", start: str = START) -> History:
    """Member 0001 under the sample's bylaws."""
    return history(build("sample", joined("0001", start, frequency) + ledger))


def history(book: Book) -> History:
    found = Members(book).of("0001")
    assert found is not None
    return found


def laid_down(rules: str, ledger: str) -> Book:
    """The books of a fund with a few rules of its own; the first of October 2022 is their day."""
    fund = """
2022-10-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2022-10-01
2022-10-01 custom "bylaw" "contribution" "monthly"
  article: "10"
  amount: 30.00 THB
  months: 1
  due-day: 10
"""
    entries, wrong, options = parser.parse_string(fund + rules + joined("0001", START) + ledger)
    assert not wrong, wrong
    return Book(Path(), sorted(entries, key=entry_sortkey), [], options)


# --- instalments ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frequency", "start", "expected"),
    [
        # ข้อ ๑๐ (๑): the month after joining, on the 10th.
        (
            "monthly",
            "2022-11-20",
            [("2022-12", "2022-12", 30, "2022-12-10"), ("2023-01", "2023-01", 30, "2023-01-10")],
        ),
        # ข้อ ๑๑: February and March at 30 baht on 10 February; then ข้อ ๑๐ (๒), 30 April.
        (
            "half-year",
            "2023-01-20",
            [
                ("2023-02", "2023-03", 60, "2023-02-10"),
                ("2023-04", "2023-09", 180, "2023-04-30"),
                ("2023-10", "2024-03", 180, "2023-10-31"),
            ],
        ),
        # Joined in March: April is the first month of a half-year, so nothing is charged by month.
        ("half-year", "2023-03-20", [("2023-04", "2023-09", 180, "2023-04-30")]),
        # December to September are ten months at 30 baht; then 365 on 31 October.
        (
            "yearly",
            "2022-11-20",
            [("2022-12", "2023-09", 300, "2022-12-10"), ("2023-10", "2024-09", 365, "2023-10-31")],
        ),
        ("yearly", "2023-09-20", [("2023-10", "2024-09", 365, "2023-10-31")]),
        # Joined in August: one month is left of the year.
        ("yearly", "2023-08-20", [("2023-09", "2023-09", 30, "2023-09-10")]),
    ],
)
def test_instalments(frequency: str, start: str, expected: list[tuple[str, str, int, str]]) -> None:
    book = build("sample", joined("0001", start, frequency))
    own = history(book)
    listed = instalments(book.bylaws, own.facts_of, own.instalments[0].first)
    found = islice(listed, len(expected))
    assert [tuple(one) for one in found] == [
        (first, last, Decimal(baht), day(due)) for first, last, baht, due in expected
    ]


@pytest.mark.parametrize(
    ("ledger", "on", "owed"),
    [
        ("", "2022-12-09", []),
        # An instalment is unpaid at the end of its due day.
        ("", "2022-12-10", ["2022-12"]),
        (paid("0001", "2022-12-10", 30), "2022-12-10", []),
        (paid("0001", "2022-12-11", 30), "2022-12-10", ["2022-12"]),
        # The oldest is cleared first, and whole: 45 baht clear one.
        (paid("0001", "2023-02-10", 45), "2023-02-10", ["2023-01", "2023-02"]),
        (paid("0001", "2023-02-10", 60), "2023-02-10", ["2023-02"]),
    ],
)
def test_what_is_owed(ledger: str, on: str, owed: list[str]) -> None:
    assert [one.first for one in of_sample(ledger).unpaid(day(on))] == owed


# --- lapse ---------------------------------------------------------------------------------------

TAKEN_BACK = """
2023-02-05 * "ลงผิดคน"
  kind: "reversal"
  by: "K04"
  reverses: "T-0001-2022-12-10"
  Income:Contributions:Members  30.00 THB
    member: "0001"
  Liabilities:Unidentified     -30.00 THB
    member: "0001"
"""


@pytest.mark.parametrize(
    ("frequency", "ledger", "expected"),
    [
        # December to March: the fourth is due on 10 March (ข้อ ๑๔ (๑)).
        ("monthly", "", "2023-03-11"),
        # One paid on that very day: the fourth is now April's.
        ("monthly", paid("0001", "2023-03-10", 30), "2023-04-11"),
        ("monthly", paid("0001", "2023-03-11", 30), "2023-03-11"),
        ("monthly", paid("0001", "2022-12-10", 30), "2023-04-11"),
        # Twelve in advance cover November; December to March of the next year lapse.
        ("monthly", paid("0001", "2022-12-10", 360), "2024-03-11"),
        # Less than an instalment clears none.
        ("monthly", paid("0001", "2022-12-10", 29), "2023-03-11"),
        # A receipt taken back was never one, although nobody knew when April came.
        ("monthly", paid("0001", "2022-12-10", 30) + TAKEN_BACK, "2023-03-11"),
        # 10 December and 90 days are 10 March (ข้อ ๑๔ (๒)); paid that day, 365 are due on
        # 31 October, and 90 days later is 29 January.
        ("yearly", "", "2023-03-11"),
        ("yearly", paid("0001", "2023-03-10", 300), "2024-01-30"),
        ("yearly", paid("0001", "2023-03-11", 300), "2023-03-11"),
        # December to March at 30 baht are 120, due on 10 December; 180 on 30 April, and 90 days
        # later is 29 July.
        ("half-year", paid("0001", "2023-03-10", 120), "2023-07-30"),
    ],
)
def test_lapse(frequency: str, ledger: str, expected: str) -> None:
    found = of_sample(ledger, frequency)
    last = found.spans[-1]
    end = day(expected)
    assert (last.end, last.reason) == (end, "lapse")
    assert (found.status(end - timedelta(days=1)), found.status(end)) == ("member", "lapse")


def test_money_after_the_lapse_is_a_stray() -> None:
    found = of_sample(paid("0001", "2023-03-11", 30))
    assert [one.day for one in found.strays] == [day("2023-03-11")]
    assert found.receipts == []
    assert found.paid_through(day("2023-12-31")) == ""


def test_a_recorded_end_before_the_lapse() -> None:
    found = of_sample(ended("0001", "2023-03-10", "resign"))
    assert (found.spans[-1].end, found.spans[-1].reason) == (day("2023-03-10"), "resign")
    # Who lapsed on the day of death had lapsed (ข้อ ๘ (๑)).
    assert of_sample(ended("0001", "2023-03-11", "death")).spans[-1].reason == "lapse"


LAPSE = '2022-10-01 custom "bylaw" "lapse"\n  article: "14"\n'


def notice(on: str) -> str:
    return f'\n{on} custom "notice" "0001"\n  about: "lapse"\n  how: "letter"\n  by: "K04"\n'


@pytest.mark.parametrize(
    ("rule", "ledger", "expected"),
    [
        # December to February: the third is due on 10 February.
        ("  unpaid: 3\n", "", "2023-02-11"),
        # 10 February and 15 days are 25 February.
        ('  unpaid: 3\n  grace: "15 days"\n', "", "2023-02-26"),
        ('  unpaid: 3\n  grace: "15 days"\n', paid("0001", "2023-02-25", 30), "2023-03-26"),
        ('  unpaid: 3\n  grace: "15 days"\n', paid("0001", "2023-02-26", 30), "2023-02-26"),
        # Without a notice there is no lapse; 20 February and 30 days are 22 March.
        ('  unpaid: 3\n  notice: "30 days"\n', "", None),
        ('  unpaid: 3\n  notice: "30 days"\n', notice("2023-02-20"), "2023-03-23"),
        # One given on 5 January ran out on 4 February, before the third was unpaid.
        ('  unpaid: 3\n  notice: "30 days"\n', notice("2023-01-05"), "2023-02-11"),
        # One given on the due day of the oldest was given before anything was late.
        ('  unpaid: 3\n  notice: "30 days"\n', notice("2022-12-10"), None),
        # Paid within the notice's time: the third is now March's, and the notice that followed the
        # due day of January stands.
        (
            '  unpaid: 3\n  notice: "30 days"\n',
            notice("2023-02-20") + paid("0001", "2023-03-10", 30),
            "2023-03-23",
        ),
    ],
)
def test_grace_and_notice(rule: str, ledger: str, expected: str | None) -> None:
    end = history(laid_down(LAPSE + rule, ledger)).spans[-1].end
    assert end == (day(expected) if expected else None)


#: Ten more in time: months from January on, each on its due day, as far as November.
IN_TIME = [paid("0001", f"2023-{month:02}-10", 30) for month in range(1, 12)]


@pytest.mark.parametrize(
    ("rule", "ledger", "expected"),
    [
        # December late, January in time, February late, March not paid on the 10th: the third.
        (
            "  missed: 3\n",
            paid("0001", "2022-12-15", 30) + IN_TIME[0] + paid("0001", "2023-02-12", 30),
            "2023-03-11",
        ),
        # Within twelve months: December 2022, then October and November 2023.
        (
            '  missed: 3\n  window: "12 months"\n',
            paid("0001", "2022-12-15", 30) + "".join(IN_TIME[:9]),
            "2023-11-11",
        ),
        # Then November and December 2023: 10 December is a year after the first, and out.
        (
            '  missed: 3\n  window: "12 months"\n',
            paid("0001", "2022-12-15", 30) + "".join(IN_TIME[:10]),
            "2024-01-11",
        ),
    ],
)
def test_missed_instalments(rule: str, ledger: str, expected: str) -> None:
    assert history(laid_down(LAPSE + rule, ledger)).spans[-1].end == day(expected)


FIRST_PAYMENT = '2022-10-01 custom "bylaw" "start"\n  article: "3"\n  from: "first-payment"\n'


def test_first_payment_begins_membership() -> None:
    assert history(laid_down(FIRST_PAYMENT, "")).status(day("2024-01-01")) == "pending"
    found = history(laid_down(FIRST_PAYMENT, paid("0001", "2022-12-05", 30)))
    assert found.status(day("2022-12-04")) == "pending"
    assert found.status(day("2022-12-05")) == "member"
    # The first month is the one after the beginning.
    assert found.instalments[0].first == "2023-01"
    # Paid before the resolution: nobody is a member before being admitted.
    early = history(laid_down(FIRST_PAYMENT, paid("0001", "2022-11-10", 30)))
    assert early.spans[0].start == day(START)


# --- reinstatement -------------------------------------------------------------------------------

#: Nothing paid: lapsed on 11 March 2023; 120 days later is 9 July.
FEE = "Income:Fees:Reinstatement"
PAID_UP = paid("0001", "2023-07-09", 210) + paid_fee("0001", "2023-07-09", 100, FEE)


def judged(ledger: str) -> Reinstatement:
    return of_sample(ledger).reinstatements[-1]


@pytest.mark.parametrize(
    ("ledger", "verdict", "reason"),
    [
        (reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP, "accept", "OK"),
        (reinstated("0001", "2023-07-10", "2023-07-20") + PAID_UP, "refuse", "LATE"),
        # On the day of the resolution is in time, the day before the application is not.
        (
            reinstated("0001", "2023-07-09", "2023-07-20")
            + paid("0001", "2023-07-20", 210)
            + paid_fee("0001", "2023-07-20", 100, FEE),
            "accept",
            "OK",
        ),
        (
            reinstated("0001", "2023-07-09", "2023-07-20")
            + paid("0001", "2023-07-08", 210)
            + paid_fee("0001", "2023-07-09", 100, FEE),
            "refuse",
            "NOT_PAID",
        ),
        (
            reinstated("0001", "2023-07-09", "2023-07-20")
            + paid("0001", "2023-07-09", 209)
            + paid_fee("0001", "2023-07-09", 100, FEE),
            "refuse",
            "NOT_PAID",
        ),
        (
            reinstated("0001", "2023-07-09", "2023-07-20") + paid("0001", "2023-07-09", 210),
            "refuse",
            "NOT_PAID",
        ),
        (reinstated("0001", "2023-03-10", "2023-03-20"), "refuse", "NOT_LAPSED"),
        (
            ended("0001", "2023-03-01", "resign") + reinstated("0001", "2023-03-10", "2023-03-20"),
            "refuse",
            "NOT_LAPSED",
        ),
    ],
)
def test_reinstatement(ledger: str, verdict: str, reason: str) -> None:
    found = judged(ledger)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_what_reinstatement_costs_and_moves() -> None:
    found = judged(reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP)
    # December to June: July's is due the day after the application (ข้อ ๑๕ (๒)).
    assert (found.instalments, found.due, found.fee) == (7, Decimal(210), Decimal(100))
    # 11 March to 19 July are 131 days; 20 November and 131 days are 31 March (ข้อ ๑๕ (๕)).
    assert found.gap == 131
    assert (found.wait_start, found.tenure_start) == (day("2023-07-20"), day("2023-03-31"))
    span = of_sample(reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP).spans[-1]
    assert (span.start, span.wait_start, span.tenure_start) == (
        day("2023-07-20"),
        day("2023-07-20"),
        day("2023-03-31"),
    )
    # July to October are the next four: 10 October is the last day.
    assert span.end == day("2023-10-11")


def test_reinstated_once_in_a_life() -> None:
    twice = reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP
    twice += reinstated("0001", "2023-10-15", "2023-10-20")
    assert judged(twice).reason == "ONCE_ONLY"


def test_bylaws_without_reinstatement() -> None:
    asked = reinstated("0001", "2023-02-15", "2023-02-20")
    found = history(laid_down(LAPSE + "  unpaid: 3\n", asked)).reinstatements[-1]
    assert (found.verdict, found.reason) == ("refuse", "NOT_ALLOWED")


# --- all about one member ------------------------------------------------------------------------

ONE_PAID = joined("0001", START) + paid("0001", "2022-12-10", 30)


def seen(preset: str, ledger: str, on: str) -> View:
    found = view(build(preset, ledger), "0001", day(on))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("ledger", "on", "status"),
    [
        # 150 days from 20 November are complete on 19 April (ข้อ ๔ (๑), ข้อ ๒๐).
        (paid("0001", "2022-12-10", 360), "2023-04-18", ("member", "waiting")),
        (paid("0001", "2022-12-10", 360), "2023-04-19", ("active",)),
        # In arrears from the day after the due day (ข้อ ๑๓).
        (paid("0001", "2022-12-10", 30), "2023-01-10", ("member", "waiting")),
        (paid("0001", "2022-12-10", 30), "2023-01-11", ("member", "waiting", "arrears")),
        (paid("0001", "2022-12-10", 30), "2023-04-10", ("member", "waiting", "arrears")),
        (paid("0001", "2022-12-10", 30), "2023-04-11", ("lapse",)),
        (ended("0001", "2023-01-15", "death"), "2023-01-15", ("death",)),
        (ended("0001", "2023-01-15", "expelled"), "2023-01-14", ("member", "waiting", "arrears")),
        (
            reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP,
            "2023-07-20",
            ("member", "waiting", "arrears", "reinstated"),
        ),
    ],
)
def test_status_of_a_day(ledger: str, on: str, status: tuple[str, ...]) -> None:
    assert seen("sample", joined("0001", START) + ledger, on).status == status


def test_what_is_owed_and_what_comes_of_it() -> None:
    # A payment of April is not known in March: then the books said that May would be the end.
    found = seen("sample", ONE_PAID + paid("0001", "2023-04-05", 90), "2023-03-31")
    assert [(one.instalment.first, one.days) for one in found.owed] == [
        ("2023-01", 80),
        ("2023-02", 49),
        ("2023-03", 21),
    ]
    assert found.after is not None
    assert (found.after.day, found.after.article) == (day("2023-04-11"), "ข้อ ๑๔ (๑)")
    later = seen("sample", ONE_PAID + paid("0001", "2023-04-05", 90), "2023-04-05")
    assert later.owed == ()
    assert later.after is not None
    assert later.after.day == day("2023-07-11")


def test_lapsed_and_what_would_bring_back() -> None:
    found = seen("sample", ONE_PAID, "2023-04-11")
    assert found.article == "ข้อ ๑๔ (๑)"
    assert found.comeback is not None
    # January to April, due on or before the day of application.
    assert (found.comeback.verdict, found.comeback.instalments) == ("wait", 4)
    assert (found.comeback.due, found.comeback.fee) == (Decimal(120), Decimal(100))
    # 11 April and 120 days are 9 August.
    last = seen("sample", ONE_PAID, "2023-08-09").comeback
    late = seen("sample", ONE_PAID, "2023-08-10").comeback
    assert last is not None
    assert late is not None
    assert (last.verdict, late.reason) == ("wait", "LATE")


def test_gap_in_the_tenure() -> None:
    ledger = joined("0001", START) + reinstated("0001", "2023-07-09", "2023-07-20") + PAID_UP
    [gap] = seen("sample", ledger, "2023-08-01").gaps
    assert (gap.first, gap.last, gap.shifted) == (day("2023-03-11"), day("2023-07-19"), 131)
    assert (gap.reason, gap.article) == ("lapse", "ข้อ ๑๕")


@pytest.mark.parametrize(
    ("on", "fee"),
    [
        # ข้อ ๔ (๒) of the yearly fund: due on 31 January, 10 baht for each month begun.
        ("2012-01-31", 0),
        ("2012-02-01", 10),
        ("2012-02-29", 10),
        ("2012-03-01", 20),
        ("2012-03-31", 20),
    ],
)
def test_late_fee(on: str, fee: int) -> None:
    ledger = joined("0001", "2010-01-10", "yearly") + paid("0001", "2010-01-10", 200)
    [owed] = seen("b6", ledger + paid("0001", "2011-01-10", 200), on).owed
    assert (owed.instalment.amount, owed.fee) == (Decimal(200), Decimal(fee))


def test_notice_that_the_bylaws_ask_for() -> None:
    book = laid_down(LAPSE + '  unpaid: 3\n  notice: "30 days"\n', notice("2023-02-20"))
    before = view(book, "0001", day("2023-02-19"))
    after = view(book, "0001", day("2023-02-20"))
    assert before is not None
    assert after is not None
    assert before.after is not None
    assert (before.after.day, before.after.notice, before.notices) == (None, "30 days", ())
    assert after.after is not None
    assert (after.after.day, after.notices) == (day("2023-03-23"), (day("2023-02-20"),))


def test_codi_group() -> None:
    birth = date(1963, 10, 1)
    of = standing.group_of
    assert of({"birth": birth}, date(2023, 9, 30)) == "general"
    assert of({"birth": birth}, date(2023, 10, 1)) == "elderly"
    assert of({"birth": birth, "group": "disabled"}, date(2023, 10, 1)) == "disabled"
    assert of({"birth": birth, "group": "none"}, date(2023, 10, 1)) == "elderly"
    # Eighteen until the day before the nineteenth birthday.
    assert of({"birth": date(2004, 10, 1)}, date(2023, 9, 30)) == "child_youth"
    assert of({"birth": date(2004, 9, 30)}, date(2023, 9, 30)) == "general"


# --- refunds -------------------------------------------------------------------------------------

#: Under B2 membership begins with the first payment, and who resigns unhelped gets it all back.
SAVED = joined("0001", "2010-01-05")
SAVED += "".join(paid("0001", f"2010-{month:02}-05", 30) for month in (1, 2, 3))
LEFT = SAVED + ended("0001", "2010-03-20", "resign")


def given_back(number: str, on: str, amount: str, kind: str = "refund") -> str:
    return f"""
{on} * "คืนเงินสมทบ"
  kind: "{kind}"
  doc: "{number}"
  voucher: "PV-{number}"
  by: "K04"
  to: "0001"
  resolution: "R-{on}"
  Income:Contributions:Members  {amount} THB
    member: "0001"
  Assets:Cash  -{amount} THB
"""


HELPED = """
2010-03-10 * "จ่ายสวัสดิการ"
  kind: "benefit"
  voucher: "PV-1"
  by: "K04"
  to: "0001"
  Expenses:Welfare:Birth  500.00 THB
    member: "0001"
    claim: "C1"
  Assets:Cash  -500.00 THB
"""
TAKEN_AGAIN = """
2010-03-12 * "จ่ายผิดคน"
  kind: "reversal"
  by: "K04"
  reverses: "PV-1"
  Assets:Cash  500.00 THB
  Expenses:Welfare:Birth  -500.00 THB
    member: "0001"
    claim: "C1"
"""
CARRIED = """
2009-12-31 custom "carried" "member" "0001"
  wait-start: 2009-06-01
  tenure-start: 2009-06-01
  paid-through: "2010-12"
  matched-rounds: 0
  reinstated-before: FALSE
"""


@pytest.mark.parametrize(
    ("preset", "ledger", "expected"),
    [
        ("b2", LEFT, "90.00"),
        ("b2", SAVED, "R551"),
        ("b2", SAVED + ended("0001", "2010-03-20", "death"), "R551"),
        # Resigned the day after the refund is asked for.
        ("b2", SAVED + ended("0001", "2010-04-02", "resign"), "R551"),
        ("b2", SAVED + ended("0001", "2010-04-01", "resign"), "90.00"),
        ("b2", LEFT + HELPED, "R552"),
        ("b2", LEFT + HELPED + TAKEN_AGAIN, "90.00"),
        ("b2", LEFT + given_back("RP1", "2010-03-25", "90.00"), "R553"),
        (
            "b2",
            joined("0001", "2009-06-01") + CARRIED + ended("0001", "2010-03-20", "resign"),
            "R554",
        ),
        ("b1", joined("0001", "2013-03-01") + ended("0001", "2013-03-02", "resign"), "R550"),
    ],
)
def test_refund_of_contributions(preset: str, ledger: str, expected: str) -> None:
    on = "2010-04-01" if preset == "b2" else "2013-04-01"
    found = refunds.refund(Members(build(preset, ledger)), "0001", day(on))
    assert (found.against.code if found.against else f"{found.amount:.2f}") == expected


@pytest.mark.parametrize(
    ("ledger", "wrong"),
    [
        (LEFT + given_back("RP1", "2010-04-01", "90.00"), 0),
        (LEFT + given_back("RP1", "2010-04-01", "89.99"), 0),
        (LEFT + given_back("RP1", "2010-04-01", "90.01"), 1),
        (LEFT + given_back("RP1", "2010-03-19", "90.00"), 1),
        (LEFT + given_back("RP1", "2010-04-01", "90.00", "expense"), 1),
        (SAVED + given_back("RP1", "2010-04-01", "90.00"), 1),
        (LEFT + HELPED + given_back("RP1", "2010-04-01", "90.00"), 1),
        # Once: the second is wrong, the first is not.
        (
            LEFT
            + given_back("RP1", "2010-04-01", "40.00")
            + given_back("RP2", "2010-04-02", "50.00"),
            1,
        ),
    ],
)
def test_the_books_hold_no_other_refund(ledger: str, wrong: int) -> None:
    book = build("b2", ledger)
    found = [item.code for item in errors.of_entries(book.entries, book.options)]
    assert found.count("E520") == wrong


def test_a_refund_does_not_unpay() -> None:
    before = history(build("b2", LEFT))
    after = history(build("b2", LEFT + given_back("RP1", "2010-04-01", "90.00")))
    assert (after.receipts, after.strays) == (before.receipts, [])


# --- joining -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        # B3 admits from 1 to 70 years of age.
        ("2011-12-31", ["R560"]),
        ("2011-12-30", []),
        ("1942-01-01", []),
        ("1941-12-31", []),
        ("1941-12-30", ["R560"]),
        (None, ["R561"]),
    ],
)
def test_age_at_joining(birth: str | None, expected: list[str]) -> None:
    book = build("b3", "")
    born = day(birth) if birth else None
    found = joining.against(book, day("2012-12-30"), born, None)
    assert [item.code for item in found] == expected


def test_member_of_another_fund() -> None:
    book, on = build("b2", ""), day("2010-05-05")
    assert [item.code for item in joining.against(book, on, None, on)] == ["R562"]
    assert [*joining.against(book, on, None, day("2010-05-06"))] == []
    assert joining.certified(book, on) == ["residence", "guardian-consent"]


REJOIN = '2022-10-01 custom "bylaw" "rejoin"\n  article: "16"\n'


@pytest.mark.parametrize(
    ("rule", "on", "expected"),
    [
        # Lapsed on 11 February 2023.
        ("  allowed: TRUE\n", "2023-02-11", []),
        ("  allowed: FALSE\n", "2023-02-10", []),
        ("  allowed: FALSE\n", "2023-02-11", ["R563"]),
        # เมื่อพ้น ๖ เดือน: 11 August is the last day within.
        ('  allowed: TRUE\n  after: "6 months"\n', "2023-08-11", ["R564"]),
        ('  allowed: TRUE\n  after: "6 months"\n', "2023-08-12", []),
    ],
)
def test_joining_again(rule: str, on: str, expected: list[str]) -> None:
    members = Members(laid_down(LAPSE + "  unpaid: 3\n" + REJOIN + rule, ""))
    assert [item.code for item in joining.again(members, "0001", day(on))] == expected


def test_arrears_of_the_old_number() -> None:
    rules = LAPSE + "  unpaid: 3\n" + REJOIN + '  allowed: TRUE\n  old-arrears: "owed"\n'
    on = day("2023-05-05")
    # December to February; what fell due after the end is not owed.
    assert joining.old_arrears(Members(laid_down(rules, "")), "0001", on) == Decimal(90)
    forgotten = rules.replace("owed", "forgotten")
    assert joining.old_arrears(Members(laid_down(forgotten, "")), "0001", on) == 0


# --- the commands --------------------------------------------------------------------------------


def test_status_table_of_the_sample(tmp_path: Path, sample_once: Path, run: Run) -> None:
    out = tmp_path / "status.csv"
    assert run("members", "--status", "--csv", out, fund=sample_once).exit_code == 0
    assert rows_of(out) == rows_of(GOLDEN / "members_status.csv")
    # One day alone: those rows of that day.
    run("members", "--status", "--on", "2023-09-30", "--csv", out, fund=sample_once)
    first = [row for row in rows_of(GOLDEN / "members_status.csv") if row["fy"] == "2566"]
    assert rows_of(out) == first


def test_reinstatements_of_the_sample(tmp_path: Path, sample_once: Path, run: Run) -> None:
    out = tmp_path / "reinstatements.csv"
    assert run("reinstatements", "--csv", out, fund=sample_once).exit_code == 0
    assert rows_of(out) == rows_of(GOLDEN / "reinstatements.csv")


def test_tables_on_the_screen(sample_once: Path, run: Run) -> None:
    for lang, word in (("th", "ขาดส่ง"), ("en", "lapse")):
        shown = run("members", "--status", "--on", "2023-09-30", fund=sample_once, lang=lang)
        assert word in shown.output
    assert "0290" in run("reinstatements", fund=sample_once, lang="th").output
    assert run("members", fund=sample_once).exit_code == 2


def shown(run: Run, fund: Path, number: str, on: str) -> dict[str, object]:
    result = run("member", "show", number, "--on", on, "--json", fund=fund)
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert isinstance(found, dict)
    return found


def test_one_member_shown(sample_once: Path, run: Run) -> None:
    found = shown(run, sample_once, "0237", "2023-09-30")
    assert found["status"] == ["active", "arrears"]
    assert found["next"] == {"day": "2023-10-11", "article": "ข้อ ๑๔ (๑)", "notice": ""}
    assert found["matched"] == {
        "rounds": 1,
        "limit": 3,
        "lists": [{"year": 2566, "amount": "270.00"}],
    }
    page = run("member", "show", "237", "--on", "2023-09-30", fund=sample_once, lang="th").output
    assert "สมาชิกภาพสิ้นสุด 11 ต.ค. 2566 (ข้อ ๑๔ (๑))" in page
    # The register has the name of the nominee; whoever may see no names sees none.
    hidden = run("--no-names", "member", "show", "237", "--json", fund=sample_once)
    assert not {"name", "nominee-name"} & json.loads(hidden.output).keys()
    assert "nominee-name" in found
    early = run("member", "show", "0371", "--on", "2023-10-19", fund=sample_once)
    assert codes(early) == ["R555"]


def test_a_lapsed_member_is_not_listed(sample_once: Path, run: Run) -> None:
    listed = json.loads(run("member", "list", "--json", fund=sample_once).output)
    everybody = json.loads(run("member", "list", "--all", "--json", fund=sample_once).output)
    assert "0237" not in {row["member"] for row in listed}
    [row] = [row for row in everybody if row["member"] == "0237"]
    assert (row["ended"], row["reason"]) == ("2023-10-11", "lapse")


@pytest.fixture
def strict_fund(small_fund: Path) -> Path:
    """The small fund with limits on who joins, and a refund for who resigns unhelped."""
    path = small_fund / "bylaws.beancount"
    text = path.read_text(encoding="utf-8")
    limits = '  certify: "residence"\n  min-age: 1\n  max-age: 70\n  other-fund: "refused"\n'
    assert '  certify: "residence"\n' in text
    text = text.replace('  certify: "residence"\n', limits)
    text += '\n2022-10-01 custom "bylaw" "refund"\n  article: "9"\n  on: "resign"\n'
    path.write_text(text + '  if: "never-benefited"\n  share: 0.50\n', encoding="utf-8")
    return small_fund


def add(run: Run, fund: Path, on: str, *more: str, citizen: str = "") -> Result:
    words = ("--first-name", "มานะ", "--village", "1", "--frequency", "monthly", "--house-no", "99")
    return run("member", "add", "--date", on, *words, "--citizen-id", citizen, *more, fund=fund)


def test_who_may_not_join(strict_fund: Path, run: Run) -> None:
    before = digest(strict_fund)
    assert codes(add(run, strict_fund, "2023-06-20")) == ["R561"]
    assert codes(add(run, strict_fund, "2023-06-20", "--birth", "1952-06-19")) == ["R560"]
    both = ("--birth", "1952-06-19", "--other-fund-since", "2020-01-01")
    assert codes(add(run, strict_fund, "2023-06-20", *both)) == ["R560", "R562"]
    assert digest(strict_fund) == before
    right = add(run, strict_fund, "2023-06-20", "--birth", "1952-06-21")
    assert right.exit_code == 0
    assert "residence" in right.output


def test_who_lapsed_may_join_again(small_fund: Path, run: Run) -> None:
    citizen = "3003544664563"
    # 0001 paid October and November: December to March are unpaid, the end is 11 March.
    assert codes(add(run, small_fund, "2023-03-10", citizen=citizen)) == ["R403"]
    assert add(run, small_fund, "2023-03-11", citizen=citizen).exit_code == 0
    entry = books.load(small_fund).members["0007"]
    assert entry.facts["person"] == "0001"


def test_reinstatement_says_what_is_to_be_paid(small_fund: Path, run: Run) -> None:
    words = ("member", "reinstate", "1", "--applied", "2023-03-20")
    told = run(*words, fund=small_fund).output
    assert "4 instalments of 120.00 baht and a fee of 100.00 baht" in told
    assert "ข้อ ๑๕" in told
    late = run("member", "reinstate", "2", "--applied", "2023-07-10", fund=small_fund).output
    # Lapsed on 11 March: 9 July was the last day.
    assert "not reinstated" in late


def test_refund_by_command(strict_fund: Path, run: Run) -> None:
    words = ("member", "refund", "6", "--resolution", "2/2566-2", "--from", "cash", "--date")
    assert codes(run(*words, "2022-12-05", fund=strict_fund)) == ["R551"]
    run("member", "leave", "6", "--date", "2022-12-01", "--reason", "resign", fund=strict_fund)
    done = run(*words, "2022-12-05", fund=strict_fund)
    assert done.exit_code == 0, done.output
    # Half of the 30 baht that were received; the entry fee is none of it.
    book = books.load(strict_fund)
    [entry] = [entry for entry in book.transactions if entry.meta.get("kind") == "refund"]
    assert [(account, amount) for account, amount, _ in books.lines(entry)] == [
        (books.CONTRIBUTIONS, Decimal("15.00")),
        (books.CASH, Decimal("-15.00")),
    ]
    assert codes(run(*words, "2022-12-06", fund=strict_fund)) == ["R553"]
    assert codes(run("member", "refund", "1", *words[3:], "2022-12-06", fund=strict_fund)) == [
        "R551"
    ]


def test_the_same_bylaws_without_a_refund(small_fund: Path, run: Run) -> None:
    run("member", "leave", "6", "--date", "2022-12-01", "--reason", "resign", fund=small_fund)
    words = ("member", "refund", "6", "--resolution", "2/2566-2", "--from", "cash")
    before = digest(small_fund)
    assert codes(run(*words, fund=small_fund)) == ["R550"]
    assert digest(small_fund) == before
