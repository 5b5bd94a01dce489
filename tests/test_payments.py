"""Payments held against the bylaws: each error, what turns it into an alert, what was known when.

The fund has one benefit by the night, 100 baht, at most 500 in a fiscal year, and one for members
of 60 years. Member 0001 was in hospital for two nights, claim C1, which a meeting granted on
20 December: 200 baht. Contributions are 30 baht, due on the 10th; October to December are paid.

A test that takes `case` has two ledgers as its docstring, divided by `---`: the first must give
the code on the line marked `;!` and nothing else, the second nothing at all.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from beancount import loader
from test_errors import OPTIONS
from test_errors import Case
from test_errors import check

from rules import alert
from rules import alerts
from rules import errors
from rules import payments
from welfare.books import Book
from welfare.findings import Finding

HEAD = """
2015-10-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2022-10-01

2015-10-01 open Assets:Cash THB
2015-10-01 open Equity:Fund:Welfare THB
2015-10-01 open Liabilities:Unidentified THB
2015-10-01 open Income:Contributions:Members THB
2015-10-01 open Expenses:Welfare:Hospital THB
2015-10-01 open Expenses:Welfare:Elderly THB

2022-10-01 custom "bylaw" "resolution"
  article: "41"
  not-needed: "bank-fee, deposit, withdrawal, handover"
2022-10-01 custom "bylaw" "contribution" "monthly"
  article: "10"
  amount: 30.00 THB
  months: 1
  due-day: 10
  first-month: "next"
2022-10-01 custom "bylaw" "deduction"
  article: "13"
  as-of: "payment"
  due: "before"
  parts: "whole"
2022-10-01 custom "bylaw" "claims"
  article: "34"
  order: "duplicate, dates, member, wait, eligible, late, evidence, limits, resolution"
  ceilings-count: "approved"
2022-10-01 custom "bylaw" "benefit" "hospital"
  article: "22"
  event: "วันที่รับไว้"
  per-night: 100.00 THB
  max-per-year: 500.00 THB
  year: "fund"
  claim-within: "30 days"
  claim-from: "event-end"
  duplicate: "event, nights"
2022-10-01 custom "bylaw" "benefit" "elderly"
  article: "25"
  event: "วันที่ครบอายุ"
  amount: 200.00 THB
  min-age: 60
  duplicate: "event"

2022-09-30 * "ยอดยกมา"
  kind: "opening"
  Assets:Cash           5000.00 THB
  Equity:Fund:Welfare  -5000.00 THB

2022-10-01 custom "officer" "K04" "treasurer"
  until: 2026-09-30
2022-09-20 custom "member" "joined" "0001"
  birth: 1962-06-01
  village: "01"
  frequency: "monthly"
2022-09-20 custom "member" "joined" "0002"
  village: "01"
  frequency: "monthly"

2022-12-20 custom "meeting" "3/2566"
  type: "committee"
  attendees: 9
2022-12-20 custom "resolution" "3/2566-1"
  meeting: "3/2566"
  text: "-"
"""
#: October to December, paid in October.
MONEY = """
2022-10-05 * "เงินสมทบ"
  kind: "collection"
  by: "K04"
  Assets:Cash                    90.00 THB
  Income:Contributions:Members  -90.00 THB
    member: "0001"
    receipt: "00-66-0001"
"""


def filed(number: str, first: str, last: str, day: str, entered: str = "") -> str:
    """A claim of member 0001 for nights in hospital."""
    return f"""
{day} custom "claim" "filed" "{number}"
  member: "0001"
  benefit: "hospital"
  event: {first}
  event-end: {last}
  entered: {entered or day}
"""


def considered(number: str, day: str = "2022-12-20", resolution: str = "3/2566-1") -> str:
    return f"""
{day} custom "claim" "considered" "{number}"
  resolution: "{resolution}"
  entered: {day}
"""


CLAIM = filed("C1", "2022-12-01", "2022-12-03", "2022-12-05") + considered("C1")


def paid(
    gross: str = "200.00",
    deducted: str = "0.00",
    *,
    day: str = "2022-12-21",
    entered: str | None = "2022-12-21",
    account: str = "Hospital",
) -> str:
    """The payment of C1, cash being what the two amounts leave; line 8 is the expense."""
    # Nothing is keyed in before its own day.
    entered_ = f"\n  entered: {max(entered, day)}" if entered else '\n  note: "-"'
    return f"""{day} * "สวัสดิการ"
  kind: "benefit"
  voucher: "PV66-0001"
  by: "K04"
  to: "0001"
  resolution: "3/2566-1"{entered_}
  Expenses:Welfare:{account}  {gross} THB
    member: "0001"
    claim: "C1"
  Income:Contributions:Members  -{deducted} THB
    member: "0001"
    claim: "C1"
  Assets:Cash
"""


def book(*texts: str) -> Book:
    entries, wrong, options = loader.load_string(OPTIONS + HEAD + "".join(texts))
    assert wrong == []
    return Book(Path(), entries, wrong, options)


def wrongs(*texts: str) -> list[str]:
    """The codes of the errors of a ledger."""
    own = book(*texts)
    found = errors.of_entries(own.entries, own.options)
    for lang in ("th", "en"):
        assert all(item.line(lang) for item in found)
    return [item.code for item in found]


def alerted(*texts: str) -> list[tuple[str, str, str]]:
    """(Code, subject, amount) of the alerts of a ledger."""
    found = alerts.alerts(book(*texts))
    for lang in ("th", "en"):
        assert all(row["detail"] for row in alert.to_json(found, lang))
    return [(row["code"], row["subject"], row["amount"]) for row in alert.to_json(found, "en")]


def fund(body: str) -> dict[str, str | bytes]:
    include = 'include "head.beancount"\ninclude "body.beancount"\n'
    return {
        "main.beancount": OPTIONS + include,
        "head.beancount": HEAD + MONEY + CLAIM,
        "body.beancount": body,
    }


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    wrong, _, right = dedent(request.function.__doc__).partition("\n---\n")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if ";!" in text)
    sides: list[list[Finding]] = [
        check(tmp_path / name, fund(text)) for name, text in (("wrong", wrong), ("right", right))
    ]
    return Case(sides[0], line, sides[1])


def test_the_head_itself_is_sound(tmp_path: Path) -> None:
    assert check(tmp_path, fund("")) == []


# --- each error and its neighbour ---------------------------------------------------------------


def test_paid_though_filed_a_day_too_late(case: Case) -> None:
    """
    2023-01-05 custom "claim" "filed" "C2"
      member: "0001"
      benefit: "hospital"
      event: 2022-12-04
      event-end: 2022-12-05
    2023-01-06 custom "meeting" "4/2566"
      type: "committee"
      attendees: 9
    2023-01-06 custom "resolution" "4/2566-1"
      meeting: "4/2566"
      text: "-"
    2023-01-06 custom "claim" "considered" "C2"
      resolution: "4/2566-1"
    2023-01-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "4/2566-1"
      Expenses:Welfare:Hospital  100.00 THB ;!
        member: "0001"
        claim: "C2"
      Assets:Cash               -100.00 THB
    ---
    2023-01-04 custom "claim" "filed" "C2"
      member: "0001"
      benefit: "hospital"
      event: 2022-12-04
      event-end: 2022-12-05
    2023-01-06 custom "meeting" "4/2566"
      type: "committee"
      attendees: 9
    2023-01-06 custom "resolution" "4/2566-1"
      meeting: "4/2566"
      text: "-"
    2023-01-06 custom "claim" "considered" "C2"
      resolution: "4/2566-1"
    2023-01-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "4/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C2"
      Assets:Cash               -100.00 THB
    """
    case.proves("E701")


def test_paid_a_satang_more(case: Case) -> None:
    """
    2022-12-21 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  200.01 THB ;!
        member: "0001"
        claim: "C1"
      Assets:Cash               -200.01 THB
    ---
    2022-12-21 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  200.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -200.00 THB
    """
    case.proves("E702")


def test_paid_a_satang_less(case: Case) -> None:
    """
    2022-12-21 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  199.99 THB ;!
        member: "0001"
        claim: "C1"
      Assets:Cash               -199.99 THB
    ---
    2022-12-21 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  200.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -200.00 THB
    """
    case.proves("E703")


def test_an_instalment_netted_before_it_fell_due(case: Case) -> None:
    """
    2022-12-21 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital      230.00 THB ;!
        member: "0001"
        claim: "C1"
      Income:Contributions:Members   -30.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                   -200.00 THB
    ---
    2023-01-11 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital      200.00 THB
        member: "0001"
        claim: "C1"
      Income:Contributions:Members   -30.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                   -170.00 THB
    """
    case.proves("E704")


def test_another_amount_than_the_verdict_stored_in_a_locked_year() -> None:
    assert wrongs(MONEY, CLAIM, decided("150.00"), paid("200.00"), LOCKED) == ["E705"]
    assert wrongs(MONEY, CLAIM, decided("150.00"), paid("150.00"), LOCKED) == []


def test_paid_a_day_before_its_resolution(case: Case) -> None:
    """
    2022-12-19 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  200.00 THB ;!
        member: "0001"
        claim: "C1"
      Assets:Cash               -200.00 THB
    ---
    2022-12-20 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV66-0001"
      by: "K04"
      to: "0001"
      resolution: "3/2566-1"
      Expenses:Welfare:Hospital  200.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -200.00 THB
    """
    case.proves("E706")


def test_every_code_has_a_test() -> None:
    source = Path(str(payments.__file__)).read_text(encoding="utf-8")
    tested = Path(__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"(E\d{3})"', source))
    assert codes >= {"E701", "E706"}
    # A verdict stored in a locked year has tests of its own, below.
    for code in codes - {"E705"}:
        assert f'proves("{code}")' in tested, code


# --- what an irregularity excuses ---------------------------------------------------------------

LATE = filed("C1", "2022-11-17", "2022-11-19", "2022-12-20") + considered("C1")
LOCKED = """
2023-10-01 custom "closing" "2566"
  code: "1234-5678-9012-3456-7"
  manifest: "0"
  by: "K04"
2023-11-01 custom "audit" "2566"
  by: "K04"
  opinion: "unqualified"
2023-12-01 custom "meeting" "G/2567"
  type: "general"
  attendees: 200
2023-12-01 custom "resolution" "G/2567-1"
  meeting: "G/2567"
  text: "รับรองงบการเงิน"
2023-12-01 custom "adoption" "2566"
  resolution: "G/2567-1"
"""


def decided(gross: str, verdict: str = "pay", day: str = "2022-12-20") -> str:
    return f"""
{day} custom "claim" "decided" "C1"
  verdict: "{verdict}"
  gross: {gross} THB
  reasons: "OK"
  article: "22"
  by: "K04"
"""


def recorded(code: str, amount: str) -> str:
    return f"""
2023-02-01 custom "irregularity" "recorded" "{code}" "C1"
  amount: {amount} THB
  found: 2023-02-01
  by: "K04"
"""


@pytest.mark.parametrize(
    ("error", "code", "amount", "off", "text"),
    [
        ("E701", "PAID_AGAINST_RULES", "200.00", ("199.99", "200.01"), LATE + paid()),
        ("E702", "OVERPAID", "40.00", ("39.99", "40.01"), CLAIM + paid("240.00")),
        ("E703", "UNDERPAID", "0.50", ("0.49", "0.51"), CLAIM + paid("199.50")),
        (
            "E706",
            "PAID_BEFORE_RESOLUTION",
            "200.00",
            ("199.99", "200.01"),
            CLAIM + paid(day="2022-12-19"),
        ),
        (
            "E705",
            "OVERPAID",
            "50.00",
            ("49.99", "50.01"),
            CLAIM + decided("150.00") + LOCKED + paid(),
        ),
        (
            "E705",
            "UNDERPAID",
            "50.00",
            ("49.99", "50.01"),
            CLAIM + decided("250.00") + LOCKED + paid(),
        ),
        (
            "E705",
            "PAID_AGAINST_RULES",
            "200.00",
            ("199.99", "200.01"),
            CLAIM + decided("0.00", "refuse") + LOCKED + paid(),
        ),
    ],
    ids=["E701", "E702", "E703", "E706", "E705-over", "E705-under", "E705-against"],
)
def test_an_irregularity_of_this_code_and_amount_makes_it_an_alert(
    error: str, code: str, amount: str, off: tuple[str, str], text: str
) -> None:
    assert wrongs(MONEY, text) == [error]
    assert alerted(MONEY, text) == []
    assert wrongs(MONEY, text, recorded(code, amount)) == []
    assert alerted(MONEY, text, recorded(code, amount)) == [(code, "C1", amount)]
    for other in off:
        assert sorted(wrongs(MONEY, text, recorded(code, other))) == sorted([error, "E526"])
        assert alerted(MONEY, text, recorded(code, other)) == []
    another = "UNDERPAID" if code != "UNDERPAID" else "OVERPAID"
    assert sorted(wrongs(MONEY, text, recorded(another, amount))) == sorted([error, "E526"])


def test_netting_is_excused_by_nothing() -> None:
    text = CLAIM + paid("230.00", "30.00")
    for code in ("OVERPAID", "UNDERPAID", "PAID_AGAINST_RULES"):
        assert sorted(wrongs(MONEY, text, recorded(code, "30.00"))) == ["E526", "E704"]


def test_an_import_offers_what_would_excuse_its_payments() -> None:
    for text in (LATE + paid(), CLAIM + paid("240.00"), CLAIM + paid(day="2022-12-19")):
        own = book(MONEY, text)
        offered = payments.irregular(own)
        assert len(offered) == 1
        assert errors.of_entries(own.entries, own.options) != []
        assert errors.of_entries([*own.entries, *offered], own.options) == []
    assert payments.irregular(book(MONEY, CLAIM, paid("230.00", "30.00"))) == []


# --- what was taken back ------------------------------------------------------------------------


def reversal(expense: str, cash: str) -> str:
    return f"""
2022-12-22 * "กลับรายการ"
  kind: "reversal"
  by: "K04"
  reverses: "PV66-0001"
  Expenses:Welfare:Hospital  -{expense} THB
    member: "0001"
    claim: "C1"
  Assets:Cash  {cash} THB
"""


@pytest.mark.parametrize(
    "text", [CLAIM + paid("240.00"), LATE + paid("240.00")], ids=["over", "against"]
)
def test_only_a_whole_reversal_takes_a_payment_back(text: str) -> None:
    (error,) = wrongs(MONEY, text)
    assert wrongs(MONEY, text, reversal("240.00", "240.00")) == []
    assert wrongs(MONEY, text, reversal("239.99", "239.99")) == [error]
    assert wrongs(MONEY, text, reversal("0.01", "0.01")) == [error]


def test_a_day_mistyped_is_mended_by_a_reversal() -> None:
    text = CLAIM + paid(day="2022-12-19")
    again = paid(day="2022-12-22").replace("PV66-0001", "PV66-0002")
    assert wrongs(MONEY, text) == ["E706"]
    assert wrongs(MONEY, text, reversal("200.00", "200.00"), again) == []


# --- what was known when ------------------------------------------------------------------------

#: October and November only: the instalment of 10 December is owed on the 21st.
TWO = MONEY.replace("90.00", "60.00")


def receipt(entered: str, day: str = "2022-12-08") -> str:
    return f"""
{day} * "เงินสมทบ"
  kind: "collection"
  by: "K04"
  entered: {entered}
  Assets:Cash                    30.00 THB
  Income:Contributions:Members  -30.00 THB
    member: "0001"
    receipt: "00-66-0002"
"""


def resigned(entered: str) -> str:
    return f"""
2022-11-30 custom "member" "ended" "0001"
  reason: "resign"
  entered: {entered}
"""


def sick_before(entered: str) -> str:
    """Four nights filed a day before C1: 100 of the year's 500 baht are left for it."""
    return filed("C0", "2022-11-25", "2022-11-29", "2022-12-04", entered) + considered("C0")


def amended(entered: str) -> str:
    """Half as much by the night, from 1 December."""
    return f"""
2022-12-01 custom "bylaw" "benefit" "hospital"
  article: "22"
  resolution: "3/2566-1"
  event: "วันที่รับไว้"
  per-night: 50.00 THB
  max-per-year: 500.00 THB
  year: "fund"
  claim-within: "30 days"
  claim-from: "event-end"
  duplicate: "event, nights"
  entered: {entered}
"""


LATER = {
    # Paid 170 with 30 deducted; 200 are due, since the 30 had been paid on the 8th.
    "receipt": (TWO + CLAIM + paid("200.00", "30.00"), receipt, "-30.00", "E703"),
    "claim": (MONEY + CLAIM + paid(), sick_before, "100.00", "E702"),
    "end of membership": (MONEY + CLAIM + paid(), resigned, "200.00", "E701"),
    "amendment": (MONEY + CLAIM + paid(), amended, "100.00", "E702"),
}


@pytest.mark.parametrize("what", LATER)
def test_a_paper_keyed_in_later_makes_an_alert(what: str) -> None:
    text, paper, settle, error = LATER[what]
    assert wrongs(text) == []
    assert alerted(text) == []
    # The day after, and a month after.
    for day in ("2022-12-22", "2023-01-22"):
        assert wrongs(text, paper(day)) == []
        assert alerted(text, paper(day)) == [("PAID_AS_THEN_KNOWN", "C1", settle)]
    # It was there when the payment was keyed in.
    assert wrongs(text, paper("2022-12-20")) == [error]
    assert alerted(text, paper("2022-12-20")) == []


@pytest.mark.parametrize("what", ["receipt", "claim"])
def test_a_paper_of_the_same_day_counts_as_either(what: str) -> None:
    text, paper, settle, _ = LATER[what]
    assert wrongs(text, paper("2022-12-21")) == []
    assert alerted(text, paper("2022-12-21")) == [("PAID_AS_THEN_KNOWN", "C1", settle)]


@pytest.mark.parametrize("what", ["end of membership", "amendment"])
def test_an_event_of_the_same_day_was_known(what: str) -> None:
    """Money and claims come in all day; that a member left, or a rule changed, is asked first."""
    text, paper, _, error = LATER[what]
    assert wrongs(text, paper("2022-12-21")) == [error]


def test_paid_by_the_paper_of_the_same_day() -> None:
    right = {
        "receipt": TWO + CLAIM + paid("200.00"),
        "claim": MONEY + CLAIM + paid("100.00"),
        "amendment": MONEY + CLAIM + paid("100.00"),
    }
    for what, text in right.items():
        assert wrongs(text, LATER[what][1]("2022-12-21")) == [], what
        assert alerted(text, LATER[what][1]("2022-12-21")) == [], what


def test_two_papers_of_the_same_day_one_before_and_one_after() -> None:
    """Paid with what the claim of that day left, but without that day's receipt."""
    text = TWO + CLAIM + paid("100.00", "30.00")
    day = "2022-12-21"
    assert wrongs(text, sick_before(day), receipt(day)) == []
    assert alerted(text, sick_before(day), receipt(day)) == [("PAID_AS_THEN_KNOWN", "C1", "-30.00")]


def test_what_is_right_by_no_paper_stays_an_error() -> None:
    assert wrongs(TWO, CLAIM, paid("199.00", "30.00"), receipt("2022-12-22")) == ["E703"]
    assert wrongs(MONEY, CLAIM, paid("200.01"), sick_before("2022-12-22")) == ["E702"]


def test_a_payment_without_a_day_of_keying_in_is_judged_by_all_that_is_known() -> None:
    text = TWO + CLAIM + paid("200.00", "30.00", entered=None)
    assert wrongs(text, receipt("2022-12-22")) == ["E703"]


def test_an_earlier_claim_granted_after_the_payment() -> None:
    """Filed before C1 and four nights long, it had no resolution yet when C1 was paid."""
    before = filed("C0", "2022-11-25", "2022-11-29", "2022-12-04")
    minutes = """
2023-01-20 custom "meeting" "4/2566"
  type: "committee"
  attendees: 9
2023-01-20 custom "resolution" "4/2566-1"
  meeting: "4/2566"
  text: "-"
"""
    text = MONEY + CLAIM + before + minutes + paid()
    assert wrongs(text) == []
    later = considered("C0", "2023-01-20", "4/2566-1")
    assert wrongs(text, later) == []
    assert alerted(text, later) == [("PAID_AS_THEN_KNOWN", "C1", "100.00")]
    assert wrongs(text, considered("C0")) == ["E702"]


def test_a_birth_date_corrected_after_the_payment() -> None:
    """60 on the day by the date known then; 59 by the date of the identity card."""
    claim = CLAIM.replace("hospital", "elderly")
    correction = """
{day} custom "member" "changed" "0001"
  birth: 1963-06-01
  entered: {day}
"""
    text = MONEY + claim + paid(account="Elderly")
    assert wrongs(text) == []
    assert wrongs(text, correction.format(day="2023-01-15")) == []
    assert alerted(text, correction.format(day="2023-01-15")) == [
        ("PAID_AS_THEN_KNOWN", "C1", "200.00")
    ]
    assert wrongs(text, correction.format(day="2022-12-20")) == ["E701"]


# --- locked years -------------------------------------------------------------------------------

#: As if the text of the bylaw had been changed after the payment of 200 baht.
DEARER = HEAD.replace("per-night: 100.00 THB", "per-night: 150.00 THB")


def wrongs_today(monkeypatch: pytest.MonkeyPatch, *texts: str) -> list[str]:
    with monkeypatch.context() as patch:
        patch.setitem(globals(), "HEAD", DEARER)
        return wrongs(MONEY, CLAIM, *texts)


def test_a_locked_year_is_held_against_its_stored_verdicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdict = decided("200.00")
    assert wrongs(MONEY, CLAIM, paid(), verdict, LOCKED) == []
    # Today's text grants 300: in an open year that counts, in a locked one the verdict does.
    assert wrongs_today(monkeypatch, paid(), verdict) == ["E703"]
    assert wrongs_today(monkeypatch, paid(), verdict, LOCKED) == []
    assert wrongs_today(monkeypatch, paid("300.00"), verdict, LOCKED) == ["E705"]
    assert wrongs_today(monkeypatch, paid("200.01"), verdict, LOCKED) == ["E705"]
    # Without a stored verdict, as in books from papers, the payment is decided again.
    assert wrongs_today(monkeypatch, paid(), LOCKED) == ["E703"]


def test_the_last_verdict_counts_and_one_that_sends_back_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, last = decided("100.00", day="2022-12-10"), decided("200.00", day="2022-12-20")
    back = decided("0.00", "needs-info", day="2022-12-21")
    assert wrongs_today(monkeypatch, paid(), first, last, back, LOCKED) == []
    assert wrongs_today(monkeypatch, paid("100.00"), first, last, back, LOCKED) == ["E705"]


def test_a_year_is_locked_by_its_closing_the_audit_and_the_adoption(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closing, _, audit = LOCKED.partition("2023-11-01")
    audit, _, adoption = f"2023-11-01{audit}".partition("2023-12-01")
    adoption = f"2023-12-01{adoption}"
    for lock, locked in (
        (closing + audit, False),
        (closing + adoption, False),
        (audit + adoption, False),
        (closing + audit + adoption, True),
    ):
        found = wrongs_today(monkeypatch, paid(), decided("200.00"), lock)
        assert [code for code in found if code != "E831"] == ([] if locked else ["E703"])


@pytest.mark.parametrize(("day", "locked"), [("2023-09-30", True), ("2023-10-01", False)])
def test_the_last_day_of_a_locked_year(
    monkeypatch: pytest.MonkeyPatch, day: str, locked: bool
) -> None:
    """Nine instalments are owed by then; 200 baht leave room for six."""
    payment = paid("200.00", "180.00", day=day)
    found = wrongs_today(monkeypatch, payment, decided("200.00"), LOCKED)
    assert found == ([] if locked else ["E703"])
    assert wrongs(MONEY, CLAIM, payment) == []


# --- bylaws and records that are wrong themselves -----------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        '"benefit" "hospital"\n  article: "22"\n  per-night: "x"\n',
        '"claims"\n  article: "34"\n  order: "limits, nonsense"\n',
        '"claims"\n  article: "34"\n  order: 5\n',
        '"contribution" "monthly"\n  article: "10"\n  amount: "x"\n  due-day: "no"\n',
        '"contribution" "monthly"\n  article: "10"\n  amount: 0.00 THB\n  due-day: 0\n',
        '"lapse"\n  article: "14"\n  until: "02-30"\n',
    ],
)
def test_a_bylaw_that_is_wrong_stops_no_guard(text: str) -> None:
    """Nothing can be decided by it: it is told, and the other guards and the alerts still run."""
    bylaw = f'2022-11-01 custom "bylaw" {text}'
    found = wrongs(MONEY, CLAIM, paid("240.00"), bylaw, '2022-12-30 custom "recipe" "x"\n')
    assert "E101" in found
    assert any(code.startswith("E6") for code in found)
    assert "E702" not in found
    alerts.alerts(book(MONEY, CLAIM, paid("240.00"), bylaw))


def test_a_claim_without_its_day_is_told_once() -> None:
    claim = CLAIM.replace("  event: 2022-12-01\n", "")
    assert wrongs(MONEY, claim, paid()) == ["E103"]
