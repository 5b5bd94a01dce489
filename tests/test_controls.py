"""Controls on members and benefits: each alert on its limit, and just not.

The fund is that of `test_payments`, with one more benefit and the rules of the control in question;
without such a rule a fund is not watched.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from beancount import loader
from test_errors import OPTIONS
from test_payments import CLAIM
from test_payments import HEAD
from test_payments import MONEY
from test_payments import TWO
from test_payments import alerted
from test_payments import book
from test_payments import considered
from test_payments import filed
from test_payments import paid
from test_payments import receipt
from test_payments import reversal

from rules import alerts
from welfare.books import Book

Found = list[tuple[str, str, str]]


def dated(*texts: str) -> list[tuple[str, str]]:
    """(Code, day) of the alerts of a ledger."""
    return [(item.code, item.date.isoformat()) for item in alerts.alerts(book(*texts))]


# --- claims -------------------------------------------------------------------------------------


def stay(number: str, first: str, last: str, *, member: str = "0001", more: str = "") -> str:
    """A claim for nights, filed on 10 December, and granted."""
    text = filed(number, first, last, "2022-12-10").replace('"0001"', f'"{member}"')
    return f"{text}{more}{considered(number)}"


@pytest.mark.parametrize(
    ("first", "last", "again"),
    [
        ("2022-12-02", "2022-12-04", True),  # the night to the 3rd twice
        ("2022-12-03", "2022-12-04", False),  # admitted again on the day of discharge
        ("2022-11-30", "2022-12-01", False),
        ("2022-11-30", "2022-12-02", True),
    ],
)
def test_a_night_claimed_twice(first: str, last: str, again: bool) -> None:
    expected = [("CLAIM_DUPLICATE", "C2", "")] if again else []
    assert alerted(MONEY, CLAIM, stay("C2", first, last)) == expected


def test_no_claim_repeats_one_that_was_not_granted() -> None:
    late = filed("C1", "2022-11-01", "2022-11-03", "2022-12-09") + considered("C1")
    assert alerted(MONEY, late, stay("C2", "2022-11-15", "2022-11-17")) == []
    assert alerted(MONEY, late, filed("C2", "2022-11-01", "2022-11-03", "2022-12-10")) == []


PAPER = '  doc-ref: "รพ.5754"\n'
MONEY_2 = MONEY.replace("0001", "0002")


@pytest.mark.parametrize(
    ("member", "paper", "same"),
    [
        ("0002", PAPER, True),
        ("0002", PAPER.replace("5754", "5755"), False),
        ("0001", PAPER, False),  # his own, for another stay
        ("0002", "", False),
    ],
)
def test_one_paper_of_two_members(member: str, paper: str, same: bool) -> None:
    first = stay("C1", "2022-12-01", "2022-12-03", more=PAPER)
    second = stay("C2", "2022-12-04", "2022-12-05", member=member, more=paper)
    expected = [("CLAIM_SAME_PAPER", "C2", "")] if same else []
    assert alerted(MONEY, MONEY_2, first, second) == expected


def test_a_paper_of_a_refused_claim_is_free() -> None:
    first = stay("C1", "2022-11-01", "2022-11-03", more=PAPER)  # 37 days before filing
    second = stay("C2", "2022-12-04", "2022-12-05", member="0002", more=PAPER)
    assert alerted(MONEY, MONEY_2, first, second) == []


def test_paid_as_then_known_tells_what_is_to_be_settled() -> None:
    text = TWO + CLAIM + paid("200.00", "30.00") + receipt("2022-12-22")
    assert alerted(text) == [("PAID_AS_THEN_KNOWN", "C1", "-30.00")]
    (item,) = alerts.alerts(book(text))
    assert "30.00 baht" in item.text("en")
    assert "-30.00" not in item.text("en")


# --- members ------------------------------------------------------------------------------------

#: Member 0001 paid October: November to January make three, and membership ends on 11 January.
LAPSED = (
    MONEY.replace("90.00", "30.00")
    + """
2022-10-01 custom "bylaw" "lapse"
  article: "14"
  unpaid: 3
2022-10-01 custom "bylaw" "reinstatement"
  article: "15"
  within: "30 days"
  times: 1
  fee: 100.00 THB
  pays: "due-by-application"
  wait: "restart"
  tenure: "keep"
2015-10-01 open Income:Fees:Reinstatement THB
"""
)


def comes_back(applied: str, resolved: str = "2023-03-20") -> str:
    return f"""
{applied} custom "reinstatement" "applied" "0001"
{resolved} custom "meeting" "9/2566"
  type: "committee"
  attendees: 9
{resolved} custom "resolution" "9/2566-1"
  meeting: "9/2566"
  text: "-"
{resolved} custom "reinstatement" "considered" "0001"
  resolution: "9/2566-1"
  applied: {applied}
"""


def pays(day: str, amount: str, fee: str) -> str:
    return f"""
{day} * "เงินสมทบค้างและค่าธรรมเนียม"
  kind: "collection"
  by: "K04"
  Assets:Cash
  Income:Contributions:Members  -{amount} THB
    member: "0001"
    receipt: "00-66-0002"
  Income:Fees:Reinstatement     -{fee} THB
    member: "0001"
    receipt: "00-66-0002"
"""


#: November to February: four of 30 baht are due by the day of application, 10 February.
REFUSED: Found = [("REINSTATEMENT_REFUSED", "0001", "")]


@pytest.mark.parametrize(
    ("applied", "amount", "fee", "refused"),
    [
        ("2023-02-10", "120.00", "100.00", False),
        ("2023-02-10", "119.99", "100.00", True),
        ("2023-02-10", "120.00", "99.99", True),
        ("2023-02-09", "90.00", "100.00", False),  # February is not due yet
        ("2023-02-11", "120.00", "100.00", True),  # the 31st day after 11 January
    ],
)
def test_reinstatement_in_time_and_paid(applied: str, amount: str, fee: str, refused: bool) -> None:
    found = alerted(LAPSED, comes_back(applied), pays("2023-03-01", amount, fee))
    assert [item for item in found if item[0] == "REINSTATEMENT_REFUSED"] == (
        REFUSED if refused else []
    )


def test_reinstatement_waits_for_its_meeting() -> None:
    assert alerted(LAPSED, '2023-02-10 custom "reinstatement" "applied" "0001"\n') == []
    assert alerted(LAPSED, '2023-02-11 custom "reinstatement" "applied" "0001"\n') == REFUSED


@pytest.mark.parametrize(
    ("day", "alert"),
    [("2023-01-10", []), ("2023-01-11", [("CONTRIBUTION_NOT_DUE", "0001", "30.00")])],
)
def test_a_contribution_taken_on_the_day_of_the_lapse(day: str, alert: Found) -> None:
    assert alerted(LAPSED, receipt(day, day)) == alert


def test_money_of_an_application_is_due() -> None:
    found = alerted(LAPSED, comes_back("2023-02-10"), pays("2023-02-15", "120.00", "100.00"))
    assert found == []
    early = alerted(LAPSED, comes_back("2023-02-10"), pays("2023-02-09", "120.00", "100.00"))
    assert early == [("CONTRIBUTION_NOT_DUE", "0001", "120.00"), *REFUSED]


SOON = """
2022-10-01 custom "bylaw" "late-join"
  article: "12"
  within: "180 days"
"""


def died(day: str, reason: str = "death") -> str:
    return f'{day} custom "member" "ended" "0001"\n  reason: "{reason}"\n'


@pytest.mark.parametrize(
    ("day", "reason", "alerted_"),
    [
        ("2023-03-19", "death", True),  # 180 days after 20 September
        ("2023-03-20", "death", False),
        ("2023-03-19", "resign", False),
    ],
)
def test_death_soon_after_joining(day: str, reason: str, alerted_: bool) -> None:
    expected = [("DEATH_SOON_AFTER_JOINING", "0001", "")] if alerted_ else []
    assert alerted(MONEY, SOON, died(day, reason)) == expected
    assert alerted(MONEY, died(day, reason)) == []


# --- who approved -------------------------------------------------------------------------------

RULE = """
2022-10-01 custom "bylaw" "conflict"
  article: "40"
  approver-not: "{words}"
2022-10-01 custom "officer" "0002" "chair"
  until: 2026-09-30
2022-10-01 custom "officer" "K01" "vice-chair"
  until: 2026-09-30
2022-10-01 custom "member" "changed" "0001"
  household: "H1"
2022-10-01 custom "member" "changed" "0002"
  household: "{household}"
"""


def approved(by: str, *, to: str = "0001", payer: str = "K04") -> str:
    own = paid().replace('to: "0001"', f'to: "{to}"').replace('by: "K04"', f'by: "{payer}"')
    return own.replace("  resolution:", f'  approved-by: "{by}"\n  resolution:')


@pytest.mark.parametrize(
    ("words", "text", "household", "conflict"),
    [
        ("beneficiary", approved("0002", to="0002"), "H2", True),
        ("beneficiary", approved("0002", to="0001"), "H1", False),  # of one household only
        ("beneficiary", approved("0001", to="N0001"), "H2", True),  # the nominee is paid,
        ("beneficiary", approved("K01", to="K01"), "H2", True),
        ("household", approved("0002"), "H1", True),
        ("household", approved("0002"), "H2", False),
        ("household", approved("K01"), "H1", False),  # no member, no household
        ("household", approved("0001"), "H2", True),  # the beneficiary
        ("payer", approved("K01", payer="K01"), "H2", True),
        ("payer", approved("K01", payer="K04"), "H2", False),
        # What the bylaws do not name is no conflict.
        ("payer", approved("0002", to="0002"), "H1", False),
        ("beneficiary, household", approved("K01", payer="K01"), "H1", False),
    ],
)
def test_conflict_of_interest(words: str, text: str, household: str, conflict: bool) -> None:
    rule = RULE.format(words=words, household=household)
    found = [
        item for item in alerted(MONEY, CLAIM, rule, text) if item[0] == "CONFLICT_OF_INTEREST"
    ]
    assert found == ([("CONFLICT_OF_INTEREST", "PV66-0001", "200.00")] if conflict else [])
    assert "CONFLICT_OF_INTEREST" not in dict(dated(MONEY, CLAIM, text))


def test_each_interest_is_told() -> None:
    rule = RULE.format(words="beneficiary, household, payer", household="H1")
    found = alerted(MONEY, CLAIM, rule, approved("0002", to="0002", payer="0002"))
    assert [code for code, _, _ in found].count("CONFLICT_OF_INTEREST") == 3


def test_households_are_those_of_the_day_of_payment() -> None:
    rule = RULE.format(words="household", household="H2")
    moved = '{} custom "member" "changed" "0002"\n  household: "H1"\n'
    text = approved("0002")
    assert "CONFLICT_OF_INTEREST" in dict(
        dated(MONEY, CLAIM, rule, text, moved.format("2022-12-21"))
    )
    assert "CONFLICT_OF_INTEREST" not in dict(
        dated(MONEY, CLAIM, rule, text, moved.format("2022-12-22"))
    )


# --- money --------------------------------------------------------------------------------------

BANKS = """
2015-10-01 open Assets:Bank:Savings THB
  code: "1111"
2015-10-01 open Assets:Bank:Fixed THB
  code: "1112"
"""
NAMED = """
2022-10-05 custom "bylaw" "bank"
  article: "37"
  accounts: "1111"
"""


def banked(account: str, day: str = "2022-10-05") -> str:
    return f"""
{day} * "ฝาก"
  kind: "deposit"
  doc: "RP66-0001"
  by: "K04"
  Assets:Bank:{account}  50.00 THB
  Assets:Cash           -50.00 THB
"""


@pytest.mark.parametrize(
    ("account", "day", "other"),
    [
        ("Savings", "2022-10-05", False),
        ("Fixed", "2022-10-05", True),
        ("Fixed", "2022-10-04", False),  # the rule is not in force yet
    ],
)
def test_a_bank_account_that_the_bylaws_do_not_name(account: str, day: str, other: bool) -> None:
    expected = [("BANK_OTHER", "RP66-0001", "50.00")] if other else []
    assert alerted(BANKS, NAMED, banked(account, day)) == expected
    by_name = NAMED.replace('"1111"', '"Assets:Bank:Fixed"')
    named = [] if account == "Fixed" or day < "2022-10-05" else ["BANK_OTHER"]
    assert [code for code, _, _ in alerted(BANKS, by_name, banked(account, day))] == named


ADMIN = """
2015-10-01 open Expenses:Admin:Other THB
  code: "5299"
2015-10-01 open Expenses:Fees THB
  code: "5301"
2022-10-01 custom "bylaw" "admin-ceiling"
  article: "43"
  share: 0.10
  accounts: "52"
"""


def spent(amount: str, account: str = "Admin:Other", day: str = "2022-11-01") -> str:
    return f"""
{day} * "ค่าบริหาร"
  kind: "bank-fee"
  by: "K04"
  doc: "RP-{day}-{account}"
  Expenses:{account}  {amount} THB
  Assets:Cash        -{amount} THB
"""


@pytest.mark.parametrize(
    ("income", "amount", "over"),
    [
        ("90.00", "9.00", None),
        ("90.00", "9.01", "0.01"),
        ("90.09", "9.00", None),
        ("90.09", "9.01", "0.01"),  # 9.009 is cut to 9.00
        ("90.10", "9.01", None),
    ],
)
def test_administration_over_its_share(income: str, amount: str, over: str | None) -> None:
    money = MONEY.replace("90.00", income)
    expected = [("ADMIN_OVER_SHARE", "FY2566", over)] if over else []
    assert alerted(money, ADMIN, spent(amount)) == expected


def test_administration_of_each_fiscal_year_and_of_its_accounts() -> None:
    other = spent("50.00", "Fees")
    assert alerted(MONEY, ADMIN, spent("9.00"), other) == []
    assert dated(MONEY, ADMIN, spent("9.00"), spent("0.01", day="2023-09-30")) == [
        ("ADMIN_OVER_SHARE", "2023-09-30")
    ]
    # There is no income in the year that begins a day later, so nothing may be spent.
    # A year that runs yet is told with its last entry's day.
    assert dated(MONEY, ADMIN, spent("9.00"), spent("0.01", day="2023-10-01")) == [
        ("ADMIN_OVER_SHARE", "2023-10-01")
    ]


def test_benefits_are_no_administration() -> None:
    assert alerted(MONEY, ADMIN, CLAIM, paid()) == []


def test_an_account_without_a_code_is_no_administration() -> None:
    """Accounts that were never opened are an error of the books; the controls still run."""
    entries, wrong, options = loader.load_string(
        OPTIONS + HEAD + MONEY + ADMIN + spent("50.00", "Nothing")
    )
    assert len(wrong) == 1
    found = alerts.alerts(Book(Path(), entries, wrong, options))
    assert "ADMIN_OVER_SHARE" not in {item.code for item in found}


BACK = """
2022-12-23 * "ใบเสร็จของผู้อื่น"
  kind: "reversal"
  by: "K04"
  reverses: "00-66-0001"
  {account}  90.00 THB
    member: "0001"
  Liabilities:Unidentified  -90.00 THB
    member: "0001"
"""


def test_contributions_reversed_are_told_by_officer() -> None:
    text = BACK.format(account="Income:Contributions:Members")
    assert alerted(MONEY, text) == [("CONTRIBUTION_REVERSED", "0001", "90.00")]
    (item,) = alerts.alerts(book(MONEY, text))
    assert item.args["by"] == "K04"
    assert item.args["receipt"] == "00-66-0001"


def test_a_deduction_taken_back_is_told_and_an_expense_is_not() -> None:
    """One instalment owed: 170 baht were paid; the whole payment is taken back."""
    whole = reversal("200.00", "170.00").replace(
        "  Assets:Cash",
        '  Income:Contributions:Members  30.00 THB\n    member: "0001"\n'
        '    claim: "C1"\n  Assets:Cash',
    )
    assert alerted(TWO, CLAIM, paid("200.00", "30.00"), whole) == [
        ("CONTRIBUTION_REVERSED", "0001", "30.00")
    ]
    assert alerted(MONEY, CLAIM, paid(), reversal("200.00", "200.00")) == []
