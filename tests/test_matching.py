"""The list for the state match: who stands on it, with how much, and what its money becomes.

ข้อ ๔๕ of the sample's bylaws unless a test changes it: at the end of 30 September a member, for one
year, on fewer than three lists under all numbers, with a valid citizen id, of no other fund first,
and with contributions receipted from 1 October on, of which 365 baht at most are asked for.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import rows_of
from presets.world import benefit_paid
from presets.world import build
from presets.world import claim
from presets.world import ended
from presets.world import joined
from presets.world import paid
from presets.world import paid_fee
from presets.world import reinstated

from rules import matching
from rules.matching import Row
from rules.membership import Members
from welfare import books
from welfare.findings import Refused

GOLDEN = Path(__file__).parent / "golden" / "sample" / "matching"
FOUNDED = "2020-10-01"


def row(ledger: str, year: int, number: str = "0001") -> Row:
    """What the list of a year says of a member, in books that begin on 1 October 2020."""
    book = build("sample", ledger, founded=FOUNDED)
    return matching.listing(Members(book), year).rows[number]


def yearly(start: str = "2022-09-20", **facts: str) -> str:
    """A member whose first instalment of 365 baht is due on 31 October."""
    return joined("0001", start, "yearly", **facts)


IN_ROUND = paid("0001", "2022-10-05", 365)


@pytest.mark.parametrize(
    ("ledger", "reason"),
    [
        (yearly() + IN_ROUND, "OK"),
        # M1: at the end of the cut-off day.
        (yearly() + IN_ROUND + ended("0001", "2023-09-30", "resign"), "M1_NOT_CURRENT"),
        (yearly() + IN_ROUND + ended("0001", "2023-10-01", "resign"), "OK"),
        # M2: a year from 30 September 2022 is complete on 30 September 2023. One month is due by
        # 10 October.
        (yearly("2022-09-30") + IN_ROUND, "OK"),
        (yearly("2022-10-01") + paid("0001", "2022-11-05", 330), "M2_UNDER_ONE_YEAR"),
        # M4.
        (yearly(id_check='"invalid"') + IN_ROUND, "M4_ID_INVALID"),
        (yearly(id_check='"missing"') + IN_ROUND, "M4_ID_INVALID"),
        # M5: before the first day here, not on it.
        (yearly(other_fund_since="2022-09-19") + IN_ROUND, "M5_OTHER_FUND_FIRST"),
        (yearly(other_fund_since="2022-09-20") + IN_ROUND, "OK"),
        # M6: the round begins on 1 October.
        (yearly() + paid("0001", "2022-09-30", 365), "M6_NOTHING_RECEIPTED"),
        (yearly() + paid("0001", "2022-10-01", 365), "OK"),
        # The first that fails is the one told.
        (yearly("2022-10-01", id_check='"missing"'), "M1_NOT_CURRENT"),
        (
            yearly("2022-10-01", id_check='"missing"') + paid("0001", "2022-11-05", 330),
            "M2_UNDER_ONE_YEAR",
        ),
        (
            yearly(id_check='"missing"', other_fund_since="2020-01-01") + IN_ROUND,
            "M4_ID_INVALID",
        ),
    ],
)
def test_conditions(ledger: str, reason: str) -> None:
    found = row(ledger, 2566)
    assert found.reason == reason
    assert found.amount == (365 if reason == "OK" else 0)


@pytest.mark.parametrize(
    ("ledger", "receipted", "amount"),
    [
        # The next year's paid in advance counts in the round in which it was receipted.
        (paid("0001", "2022-10-05", 365) + paid("0001", "2023-09-30", 365), 730, 365),
        (paid("0001", "2022-10-05", 365) + paid("0001", "2023-10-01", 365), 365, 365),
        # Fees are no contributions.
        (IN_ROUND + paid_fee("0001", "2022-10-05", 40, "Income:Fees:Entry"), 365, 365),
    ],
)
def test_amount(ledger: str, receipted: int, amount: int) -> None:
    found = row(yearly() + ledger, 2566)
    assert (found.receipted, found.amount) == (Decimal(receipted), Decimal(amount))


def test_a_year_of_months_is_asked_for_as_paid() -> None:
    months = [f"2022-{month:02}-05" for month in (10, 11, 12)]
    months += [f"2023-{month:02}-05" for month in range(1, 10)]
    ledger = joined("0001", "2022-09-20") + "".join(paid("0001", day, 30) for day in months)
    assert row(ledger, 2566).amount == Decimal(360)


def test_deducted_contributions_count() -> None:
    # 450 baht pay for October 2021 to December 2022, before the round. January and February are
    # deducted on 15 March; March to August are paid on 5 April.
    ledger = joined("0001", "2021-09-20") + paid("0001", "2021-10-05", 450)
    ledger += claim("C1", "0001", "hospital", "2023-03-01", event_end="2023-03-05")
    ledger += benefit_paid("C1", "0001", "2023-03-15", 480, deducted=60)
    ledger += paid("0001", "2023-04-05", 180)
    found = row(ledger, 2566)
    assert (found.receipted, found.amount) == (Decimal(240), Decimal(240))


#: Unpaid from October 2021: 29 January 2022 is the ninetieth day, the end 30 January 2022.
LAPSED = joined("0001", "2020-09-20", "yearly") + paid("0001", "2020-10-05", 365)
BACK = reinstated("0001", "2022-03-01", "2022-03-20")
BACK += paid("0001", "2022-03-10", 365)
BACK += paid_fee("0001", "2022-03-10", 100, "Income:Fees:Reinstatement")


def test_what_is_paid_for_reinstatement_counts() -> None:
    # Tenure moves by 49 days to 8 November 2020: one year and more by 30 September 2022.
    found = row(LAPSED + BACK, 2565)
    assert (found.reason, found.receipted) == ("OK", Decimal(365))
    # The list of 2021 was the first: the year from 20 September 2020 was complete.
    assert found.before == 1


@pytest.mark.parametrize(
    ("counts", "receipted"), [("paid", 0), ("reinstatement", 365), ("deducted, paid", 0)]
)
def test_each_kind_of_receipt_counts_by_its_word(counts: str, receipted: int) -> None:
    rule = f"""
2022-01-01 custom "bylaw" "matching"
  article: "45"
  cut-off: "09-30"
  tenure: "1 year"
  rounds: 3
  cap: 365.00 THB
  counts: "{counts}"
"""
    assert row(LAPSED + BACK + rule, 2565).receipted == Decimal(receipted)


EVERY_YEAR = "".join(paid("0001", f"{year}-10-05", 365) for year in range(2020, 2025))


def test_three_rounds_and_no_more() -> None:
    ledger = yearly("2020-09-20") + EVERY_YEAR
    found = [row(ledger, year) for year in range(2564, 2569)]
    assert [one.before for one in found] == [0, 1, 2, 3, 3]
    assert [one.reason for one in found] == ["OK"] * 3 + ["M3_ALREADY_THREE"] * 2


def test_all_numbers_of_a_person_count_together() -> None:
    # Listed in 2021 and 2022; unpaid since, so gone on 30 January 2023; back as 0002, of whom 210
    # are due for March to September.
    ledger = yearly("2020-09-20")
    ledger += paid("0001", "2020-10-05", 365) + paid("0001", "2021-10-05", 365)
    ledger += joined("0002", "2023-02-20", "yearly", person='"0001"')
    ledger += paid("0002", "2023-03-05", 210) + paid("0002", "2023-10-05", 365)
    ledger += paid("0002", "2024-10-05", 365)
    old, new = row(ledger, 2567, "0001"), row(ledger, 2567, "0002")
    assert (old.before, old.reason) == (2, "M1_NOT_CURRENT")
    assert (new.before, new.reason) == (2, "OK")
    assert (row(ledger, 2568, "0002").before, row(ledger, 2568, "0002").reason) == (
        3,
        "M3_ALREADY_THREE",
    )


CARRIED = """
2022-09-30 custom "carried" "member" "0001"
  wait-start: 2015-10-01
  tenure-start: 2015-10-01
  paid-through: "2022-09"
  matched-rounds: {rounds}
  reinstated-before: FALSE
"""


@pytest.mark.parametrize(("rounds", "reason"), [(2, "OK"), (3, "M3_ALREADY_THREE")])
def test_rounds_carried_into_the_books(rounds: int, reason: str) -> None:
    ledger = joined("0001", "2015-10-01", "yearly") + CARRIED.format(rounds=rounds) + IN_ROUND
    book = build("sample", ledger)
    assert matching.listing(Members(book), 2566).rows["0001"].reason == reason
    with pytest.raises(Refused) as before:
        matching.listing(Members(book), 2565)
    assert [item.code for item in before.value.findings] == ["R541"]


def test_books_that_begin_within_a_round() -> None:
    ledger = joined("0001", "2015-10-01", "yearly") + CARRIED.format(rounds=0)
    ledger = ledger.replace("2022-09-30", "2022-12-31").replace('"2022-09"', '"2023-09"')
    ledger += "  receipted: 365.00 THB\n"
    book = build("sample", ledger, founded="2023-01-01")
    assert matching.listing(Members(book), 2566).rows["0001"].amount == Decimal(365)


def test_bylaws_without_such_a_list() -> None:
    with pytest.raises(Refused) as refused:
        matching.listing(Members(build("b7", "")), 2567)
    assert [item.code for item in refused.value.findings] == ["R540"]


# --- the list in the books -----------------------------------------------------------------------

RECORDED = """
2021-09-30 custom "matching-list" "2564"
  total: 365.00 THB
  members: 1
2021-09-30 custom "matched" "2564" "0001" 365.00 THB
  round: 1
"""


def test_recorded_and_worked_out_rounds_are_the_same() -> None:
    ledger = yearly("2020-09-20") + EVERY_YEAR
    assert row(ledger + RECORDED, 2567) == row(ledger, 2567)
    # A list that was recorded is what counts: this one had nobody on it.
    empty = RECORDED[: RECORDED.index('2021-09-30 custom "matched"')].replace("s: 1", "s: 0")
    assert row(ledger + empty, 2567).before == 2


@pytest.mark.parametrize("year", ["2566", "2567"])
def test_lists_of_the_sample(year: str, tmp_path: Path, sample_once: Path, run: Run) -> None:
    out = tmp_path / "list.csv"
    assert run("matching", year, "--csv", out, fund=sample_once).exit_code == 0
    assert rows_of(out) == rows_of(GOLDEN / f"{year}.csv")


def test_a_recorded_list_counts_from_then_on(tmp_path: Path, sample_fund: Path, run: Run) -> None:
    done = run("matching", "2566", "--record", fund=sample_fund)
    assert done.exit_code == 0, done.output
    book = books.load(sample_fund)
    assert book.errors == []
    [listed] = [entry for entry in book.customs("matching-list") if entry.date.year == 2023]
    assert (listed.meta["total"].number, listed.meta["members"]) == (Decimal("65260.00"), 182)
    assert len(book.customs("matched")) == 182
    out = tmp_path / "list.csv"
    run("matching", "2567", "--csv", out, fund=sample_fund)
    assert rows_of(out) == rows_of(GOLDEN / "2567.csv")
    # Again: all is there already.
    before = digest(sample_fund)
    assert run("matching", "2566", "--record", fund=sample_fund).exit_code == 0
    assert digest(sample_fund) == before
    # 0004 had two rounds before: without the line of 2566 there is a third to come.
    path = sample_fund / "members.beancount"
    text = path.read_text(encoding="utf-8")
    line = '2023-09-30 custom "matched" "2566" "0004" 365.00 THB\n  round: 3\n'
    assert text.count(line) == 1
    path.write_text(text.replace(line, ""), encoding="utf-8")
    run("matching", "2567", "--csv", out, fund=sample_fund)
    rows = {one["member_no"]: one for one in rows_of(out)}
    assert (rows["0004"]["matched_before"], rows["0004"]["reason"]) == ("2", "OK")
    assert codes(run("matching", "2566", "--record", fund=sample_fund)) == ["R543"]
    assert "181" in run("matching", "2566", fund=sample_fund).output


def test_a_list_that_says_something_else_is_not_recorded_over(sample_fund: Path, run: Run) -> None:
    run("matching", "2567", "--record", fund=sample_fund)
    path = sample_fund / "members.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("55540.00 THB", "55541.00 THB"), encoding="utf-8")
    before = digest(sample_fund)
    assert codes(run("matching", "2567", "--record", fund=sample_fund)) == ["R543"]
    assert digest(sample_fund) == before


def test_what_cannot_be_recorded(sample_fund: Path, run: Run) -> None:
    before = digest(sample_fund)
    # The run's day is 1 October 2024; the books end with September 2024.
    assert codes(run("matching", "2568", "--record", fund=sample_fund)) == ["R542"]
    assert codes(run("matching", "2565", "--record", fund=sample_fund)) == ["R541"]
    assert digest(sample_fund) == before
    ahead = run("matching", "2568", fund=sample_fund)
    assert (ahead.exit_code, "the cut-off lies ahead" in ahead.output) == (0, True)
    path = sample_fund / "bylaws.beancount"
    text = path.read_text(encoding="utf-8")
    rule = re.search(r'\n[0-9-]+ custom "bylaw" "matching"\n(  .*\n)+', text)
    assert rule is not None
    path.write_text(text.replace(rule[0], "\n"), encoding="utf-8")
    assert codes(run("matching", "2567", "--record", fund=sample_fund)) == ["R540"]


def test_a_month_that_is_not_booked_yet(small_fund: Path, run: Run) -> None:
    # The small fund's books end in November 2022.
    assert codes(run("matching", "2566", "--record", fund=small_fund)) == ["R542"]


def test_page_of_a_list(sample_once: Path, run: Run) -> None:
    page = run("matching", "๒๕๖๗", fund=sample_once, lang="th").output
    assert "154 คน  55,540.00 บาท" in page
    assert "0309, 0310" in page
    assert "นาย" in page
    hidden = run("--no-names", "matching", "2567", fund=sample_once, lang="th").output
    assert "นาย" not in hidden


# --- the money -----------------------------------------------------------------------------------


def received(fund: Path) -> list[tuple[Decimal, Decimal]]:
    """(Income, to be refunded) of each transfer for the list of 2567, in their order."""
    found = []
    for entry in books.load(fund).transactions:
        if entry.meta.get("matching") == "2567":
            lines = {account: -amount for account, amount, _ in books.lines(entry)}
            zero = Decimal(0)
            found.append((lines.get(books.STATE_MATCH, zero), lines.get(books.MATCH_REFUND, zero)))
    return found


def test_state_money_up_to_the_list(sample_fund: Path, run: Run) -> None:
    grant = ("receive", "grant-state-match")
    before = digest(sample_fund)
    assert codes(run(*grant, "50000", "--matching", "2567", fund=sample_fund)) == ["R544"]
    assert digest(sample_fund) == before
    run("matching", "2567", "--record", fund=sample_fund)
    # 55,540 are the list's: 50,000, then 5,540 of 10,000, then nothing.
    for amount in ("50000", "10000", "100"):
        done = run(*grant, amount, "--matching", "2024", "--place", "bank", fund=sample_fund)
        assert done.exit_code == 0, done.output
    assert received(sample_fund) == [
        (Decimal(50000), Decimal(0)),
        (Decimal(5540), Decimal(4460)),
        (Decimal(0), Decimal(100)),
    ]
    again = run(*grant, "100", "--matching", "2567", "--place", "bank", fund=sample_fund)
    assert codes(again) == ["R401"]
    assert date(2024, 10, 1) in {e.date for e in books.load(sample_fund).transactions}


def test_a_transfer_taken_back_leaves_room(sample_fund: Path, run: Run) -> None:
    grant = ("receive", "grant-state-match")
    run("matching", "2567", "--record", fund=sample_fund)
    run(*grant, "55540", "--matching", "2567", fund=sample_fund)
    [entry] = [e for e in books.load(sample_fund).transactions if e.meta.get("matching") == "2567"]
    back = ("--reason", "ลงผิด", "--by", "K04", "--to", "พอช.")
    assert run("reverse", entry.meta["doc"], *back, fund=sample_fund).exit_code == 0
    run(*grant, "55541", "--matching", "2567", fund=sample_fund)
    assert received(sample_fund)[1:] == [(Decimal(55540), Decimal(1))]


def test_what_is_said_against_the_list(sample_fund: Path, run: Run) -> None:
    grant = ("receive", "grant-state-match", "56000", "--matching", "2567")
    # A list that the books do not hold: somebody says what is to go back.
    assert run(*grant, "--excess", "460", "--doc", "RP68-0009", fund=sample_fund).exit_code == 0
    assert received(sample_fund) == [(Decimal(55540), Decimal(460))]
    run("matching", "2566", "--record", fund=sample_fund)
    wrong = ("receive", "grant-state-match", "100", "--matching", "2566", "--excess", "50")
    assert codes(run(*wrong, fund=sample_fund)) == ["R545"]
    for words in (
        ("donation", "10", "--matching", "2567"),
        ("grant-state-match", "10", "--excess", "1"),
        ("grant-state-match", "10", "--matching", "2567", "--excess", "10"),
    ):
        assert run("receive", *words, fund=sample_fund).exit_code == 2
