"""Every mistake of a bylaw: rules that have it, and their neighbour that is just right.

A test that takes `case` has two texts of bylaws as its docstring, divided by `---`: the first must
give the code on the lines marked `;!` and nothing else, the second nothing at all.
"""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest
from beancount import loader
from beancount.core.data import Custom
from beancount.parser import parser
from conftest import Run
from conftest import codes
from test_errors import FUND
from test_errors import HEAD
from test_errors import OPTIONS

from rules import bylaws
from rules import prose
from rules import schema
from welfare import parameters
from welfare.books import Book
from welfare.findings import Finding

PRESETS = sorted(
    path.name.removesuffix(".beancount")
    for path in (resources.files("rules") / "presets").iterdir()
)


class Case(NamedTuple):
    """A wrong and a right text, checked."""

    wrong: list[Finding]
    lines: list[int]
    right: list[Finding]

    def proves(self, code: str) -> None:
        assert [(item.code, item.place.line) for item in self.wrong] == [
            (code, line) for line in self.lines
        ]
        assert self.right == []
        for item in self.wrong:
            assert item.place.file == "own.beancount"
            assert re.search("[\u0e01-\u0e4e]", item.line("th"))
            assert item.line("en")

    def tells(self, word: str) -> None:
        assert word in self.wrong[0].text("th")
        assert word in self.wrong[0].text("en")


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    wrong, _, right = dedent(request.function.__doc__).partition("\n---\n")
    lines = [n for n, text in enumerate(wrong.splitlines(), 1) if ";!" in text]
    assert lines
    return Case(of(wrong), lines, of(right))


def of(text: str) -> list[Finding]:
    return bylaws.check_text(text, "own.beancount")


def rules_of(text: str) -> parameters.Bylaws:
    entries, errors, _ = parser.parse_string(dedent(text))
    assert not errors
    return parameters.read(entry for entry in entries if isinstance(entry, Custom))


# --- one rule ------------------------------------------------------------------------------------


def test_unknown_rule(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custdy" ;!
      article: "39"
      within: "7 days"
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    """
    case.proves("E601")
    case.tells('"custody"')


def test_values_after_the_name(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custody" "monthly" ;!
      article: "39"
      within: "7 days"
    2022-10-01 custom "bylaw" "lapse" "weekly" ;!
      article: "14"
      unpaid: 4
    2022-10-01 custom "bylaw" "payee" ;!
      article: "36"
      to: "nominee"
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2022-10-01 custom "bylaw" "lapse" "monthly"
      article: "14"
      unpaid: 4
    2022-10-01 custom "bylaw" "lapse"
      article: "14"
      unpaid: 4
    2022-10-01 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    """
    case.proves("E602")


def test_unknown_key(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-nigth: 120.00 THB ;!
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "21"
      tier-over-3-weeks: 120.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 120.00 THB
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "21"
      tier-by: "tenure"
      tier-0-years: 120.00 THB
      tier-over-3-months: 130.00 THB
    """
    case.proves("E603")
    case.tells("per-night:")


def test_missing_key(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "fee" "entry" ;!
      article: "7"
    2022-10-01 custom "bylaw" "suspension" ;!
      article: "14"
      heals: "never"
    ---
    2022-10-01 custom "bylaw" "fee" "entry"
      article: "7"
      amount: 40.00 THB
    2022-10-01 custom "bylaw" "suspension"
      article: "14"
      heals: "never"
      unpaid: 2
    """
    case.proves("E604")


def test_missing_article(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custody" ;!
      within: "7 days"
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    """
    case.proves("E103")


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ('"custody"', 'within: "7"', 'within: "7 days"'),
        ('"custody"', 'within: "๗ วัน"', 'within: "1 month"'),
        ('"quorum"', "share: 50", "share: 1"),
        ('"quorum"', "share: -0.5", "share: 0"),
        ('"planner"', 'may-handle-money: "no"', "may-handle-money: FALSE"),
        ('"start"', 'from: "today"', 'from: "application"'),
        ('"cash-ceiling"', "amount: 8000.00", "amount: 8000.00 THB"),
        ('"cash-ceiling"', "amount: -1.00 THB", "amount: 0.00 THB"),
        ('"lapse"', 'until: "02-30"', 'until: "02-29"'),
        ('"lapse"', 'until: "13-01"', 'until: "12-31"'),
        ('"lapse"', "unpaid: 1.5", "unpaid: 2"),
    ],
)
def test_value_of_the_wrong_type(rule: str, wrong: str, right: str) -> None:
    text = f'2022-10-01 custom "bylaw" {rule}\n  article: "1"\n  '
    assert [(item.code, item.place.line) for item in of(text + wrong + "\n")] == [("E605", 3)]
    assert of(text + right + "\n") == []


def test_value_out_of_bounds(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "contribution" "yearly"
      article: "10"
      amount: 365.00 THB
      months: 12
      starts: "13" ;!
      due-day: 32 ;!
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      amount: 250.00 THB
      claim-window: "04-01..04-31" ;!
      max-per-year: "1500" ;!
    ---
    2022-10-01 custom "bylaw" "contribution" "yearly"
      article: "10"
      amount: 365.00 THB
      months: 12
      starts: "12"
      due-day: 31
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      amount: 250.00 THB
      claim-window: "04-01..04-30"
      max-per-year: 1500.00 THB
    """
    case.proves("E605")


def test_unknown_word_in_a_list(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "claims"
      article: "34"
      order: "duplicate, dates, membr" ;!
      evidence: "claim-form, deathcert" ;!
    2022-10-01 custom "bylaw" "benefit" "funeral"
      article: "24"
      amount: 600.00 THB
      duplicate: "event, nigths" ;!
    ---
    2022-10-01 custom "bylaw" "claims"
      article: "34"
      order: "duplicate, dates, member"
      evidence: "claim-form, death-cert"
    2022-10-01 custom "bylaw" "benefit" "funeral"
      article: "24"
      amount: 600.00 THB
      duplicate: "event, nights"
    """
    case.proves("E606")
    case.tells('"member"')


def test_article_of_nothing(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "claims"
      article: "34"
      wait: "150 days"
      article-wiat: "20" ;!
    ---
    2022-10-01 custom "bylaw" "claims"
      article: "34"
      wait: "150 days"
      article-wait: "20"
      article-late: "32"
      article-ended: "8"
      article-lapsed: "14"
    """
    case.proves("E623")
    case.tells("article-wait")


def test_repealed_with_more(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2023-10-01 custom "bylaw" "custody"
      article: "39"
      repealed: TRUE
      within: "30 days" ;!
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2023-10-01 custom "bylaw" "custody"
      article: "39"
      repealed: TRUE
      note: "ที่ประชุมใหญ่ยกเลิก"
    """
    case.proves("E624")


def test_repealed_before_it_was(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    2023-10-01 custom "bylaw" "payee" "funeral"
      article: "36"
      repealed: TRUE ;!
    ---
    2022-10-01 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    2023-10-01 custom "bylaw" "payee" "death"
      article: "36"
      repealed: TRUE
    """
    case.proves("E625")


# --- the amount ----------------------------------------------------------------------------------


def test_two_ways_to_say_the_amount(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "hospital" ;!
      article: "22"
      per-night: 120.00 THB
      amount: 500.00 THB
    2022-10-01 custom "bylaw" "benefit" "death" ;!
      article: "23"
      tier-by: "tenure"
      tier-0-years: 2500.00 THB
      base: 1000.00 THB
      per-tenure-year: 100.00 THB
    2022-10-01 custom "bylaw" "benefit" "education" ;!
      article: "27"
      choice: "edu-level"
      amount: 300.00 THB
    2022-10-01 custom "bylaw" "benefit" "education" "primary"
      article: "27"
      amount: 400.00 THB
    ---
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 120.00 THB
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      base: 1000.00 THB
      per-tenure-year: 100.00 THB
    2022-10-01 custom "bylaw" "benefit" "education"
      article: "27"
      choice: "relation"
      amount: 300.00 THB
      amount-under-15: 200.00 THB
    2022-10-01 custom "bylaw" "benefit" "education" "child"
      article: "27"
      share: 0.5
    """
    case.proves("E607")


def test_no_amount(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "career" ;!
      article: "29"
      max-per-case: 2000.00 THB
      resolved: FALSE
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
    2022-10-01 custom "bylaw" "benefit" "disaster" "storm" ;!
      article: "28"
      max-per-case: 1500.00 THB
    ---
    2022-10-01 custom "bylaw" "benefit" "career"
      article: "29"
      max-per-case: 2000.00 THB
      resolved: TRUE
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
    2022-10-01 custom "bylaw" "benefit" "disaster" "storm"
      article: "28"
      assessed-share: 0.50
      max-per-case: 1500.00 THB
    """
    case.proves("E608")


def test_choice_without_variants(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage" ;!
    2022-10-02 custom "bylaw" "benefit" "disaster" "storm"
      article: "28"
      amount: 1500.00 THB
    ---
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
    2022-10-01 custom "bylaw" "benefit" "disaster" "storm"
      article: "28"
      amount: 1500.00 THB
    """
    case.proves("E609")


def test_variant_without_choice(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      amount: 1000.00 THB
    2022-10-01 custom "bylaw" "benefit" "disaster" "storm" ;!
      article: "28"
      amount: 1500.00 THB
    2022-10-01 custom "bylaw" "benefit" "education" "primary" ;!
      article: "27"
      amount: 1500.00 THB
    ---
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
    2022-10-01 custom "bylaw" "benefit" "disaster" "storm"
      article: "28"
      amount: 1500.00 THB
    2022-10-01 custom "bylaw" "benefit" "education"
      article: "27"
      amount: 1500.00 THB
    """
    case.proves("E610")


# --- ceilings ------------------------------------------------------------------------------------


def test_least_above_most(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "eligibility"
      article: "6"
      min-age: 61 ;!
      max-age: 60
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      base: 0.00 THB
      min-amount: 5000.01 THB ;!
      max-per-case: 5000.00 THB
    ---
    2022-10-01 custom "bylaw" "eligibility"
      article: "6"
      min-age: 60
      max-age: 60
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      base: 0.00 THB
      min-amount: 5000.00 THB
      max-per-case: 5000.00 THB
    """
    case.proves("E611")


def test_ceiling_above_the_one_that_holds_it(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 200.00 THB
      max-per-stay: 1000.01 THB ;!
      max-per-year: 1000.00 THB
    2022-10-01 custom "bylaw" "benefit" "education"
      article: "27"
      amount: 500.00 THB
      times-per-year: 2 ;!
      times-per-life: 1
    ---
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 200.00 THB
      max-per-stay: 1000.00 THB
      max-per-year: 1000.00 THB
    2022-10-01 custom "bylaw" "benefit" "education"
      article: "27"
      amount: 500.00 THB
      times-per-year: 1
      times-per-life: 1
    """
    case.proves("E612")


def test_ceilings_of_two_units_are_not_compared() -> None:
    text = """
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 120.00 THB
      max-per-stay: 700
      max-per-year: 600.00 THB
    """
    assert of(dedent(text)) == []


def test_ceiling_below_the_rate(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 200.00 THB
      max-per-stay: 199.99 THB ;!
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
      max-per-case: 1500.00 THB ;!
    2022-10-01 custom "bylaw" "benefit" "disaster" "fire_whole"
      article: "28"
      amount: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-0-years: 2500.00 THB
      tier-5-years: 9500.00 THB
      max-per-case: 9000.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "22"
      per-night: 200.00 THB
      max-per-stay: 200.00 THB
    2022-10-01 custom "bylaw" "benefit" "disaster"
      article: "28"
      choice: "damage"
      max-per-case: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "disaster" "fire_whole"
      article: "28"
      amount: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-0-years: 2500.00 THB
      tier-5-years: 9500.00 THB
      max-joined-over-70: 5000.00 THB
    """
    case.proves("E616")


# --- tiers ---------------------------------------------------------------------------------------


def test_tiers_that_do_not_rise(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-0-days: 1000.00 THB
      tier-365-days: 2000.00 THB
      tier-1-years: 3000.00 THB ;!
      tier-3-years: 2999.99 THB ;!
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      tier-by: "age"
      min-age: 80
      tier-80-years: 400.00 THB
      tier-65-years: 400.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-0-days: 1000.00 THB
      tier-364-days: 2000.00 THB
      tier-1-years: 3000.00 THB
      tier-3-years: 3000.00 THB
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      tier-by: "age"
      min-age: 65
      tier-65-years: 400.00 THB
      tier-80-years: 400.00 THB
    """
    case.proves("E613")


def test_gap_below_the_lowest_tier(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "claims"
      article: "20"
      wait: "150 days"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-180-days: 2500.00 THB ;!
      tier-1-years: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      tier-by: "age"
      min-age: 60
      tier-65-years: 250.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "claims"
      article: "20"
      wait: "180 days"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-180-days: 2500.00 THB
      tier-1-years: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      tier-by: "age"
      min-age: 65
      tier-65-years: 250.00 THB
    """
    case.proves("E614")
    case.tells("150")


def test_gap_that_an_amendment_opens(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "claims"
      article: "20"
      wait: "180 days"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-6-months: 2500.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "claims"
      article: "20"
      wait: "180 days"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      wait: "6 months"
      tier-by: "tenure"
      tier-6-months: 2500.00 THB
    2023-10-01 custom "bylaw" "claims"
      article: "20"
      wait: "150 days"
    """
    case.proves("E614")


# --- keys that go together -----------------------------------------------------------------------


def test_keys_that_exclude_each_other(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "elderly" ;!
      article: "25"
      amount: 250.00 THB
      claim-within: "30 days"
      claim-window: "04-01..04-30"
    ---
    2022-10-01 custom "bylaw" "claims"
      article: "25"
      claim-within: "30 days"
    2022-10-01 custom "bylaw" "benefit" "elderly"
      article: "25"
      amount: 250.00 THB
      claim-window: "04-01..04-30"
    """
    case.proves("E615")


def test_keys_that_need_each_other(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "lapse"
      article: "14"
      unpaid: 3
      window: "12 months" ;!
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "21"
      amount: 700.00 THB
      claim-from: "event" ;!
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-0-years: 700.00 THB ;!
    ---
    2022-10-01 custom "bylaw" "lapse"
      article: "14"
      missed: 3
      window: "12 months"
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "21"
      amount: 700.00 THB
      claim-from: "event"
      claim-within: "30 days"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      tier-by: "tenure"
      tier-0-years: 700.00 THB
    """
    case.proves("E621")


def test_lapse_in_one_way(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "lapse" "monthly" ;!
      article: "14"
      grace: "30 days"
    2022-10-01 custom "bylaw" "lapse" "yearly" ;!
      article: "14"
      after: "90 days"
      until: "03-31"
    ---
    2022-10-01 custom "bylaw" "lapse" "monthly"
      article: "14"
      unpaid: 4
      grace: "30 days"
    2022-10-01 custom "bylaw" "lapse" "yearly"
      article: "14"
      until: "03-31"
    """
    case.proves("E620")


def test_instalments_of_a_year(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "contribution" "half-year"
      article: "10"
      amount: 180.00 THB
      months: 6
      starts: "10, 3" ;!
      due-day: 31
    2022-10-01 custom "bylaw" "contribution" "monthly"
      article: "10"
      amount: 90.00 THB
      months: 3
      starts: "1, 4, 7" ;!
      due-day: 31
    ---
    2022-10-01 custom "bylaw" "contribution" "half-year"
      article: "10"
      amount: 180.00 THB
      months: 6
      starts: "10, 4"
      due-day: 31
    2022-10-01 custom "bylaw" "contribution" "monthly"
      article: "10"
      amount: 90.00 THB
      months: 3
      starts: "1, 4, 7, 10"
      due-day: 31
    """
    case.proves("E622")


# --- the rules together --------------------------------------------------------------------------


def test_benefit_that_nobody_grants(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      amount: 5000.00 THB
      ceiling-of: "death" ;!
    2022-10-01 custom "bylaw" "payee" "deth" ;!
      article: "36"
      to: "nominee"
    2022-10-01 custom "bylaw" "deduction"
      article: "13"
      spares: "funeral" ;!
    ---
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "23"
      amount: 5000.00 THB
    2022-10-01 custom "bylaw" "benefit" "funeral"
      article: "23"
      amount: 500.00 THB
      ceiling-of: "death"
    2022-10-01 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    2022-10-01 custom "bylaw" "deduction"
      article: "13"
      spares: "funeral"
    """
    case.proves("E617")


def test_shares_over_the_whole(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "split" "contributions" ;!
      article: "42"
      accounts: "4101"
      welfare: 0.70
      reserve: 0.20
      management: 0.11
      remainder: "welfare"
    ---
    2022-10-01 custom "bylaw" "split" "contributions"
      article: "42"
      accounts: "4101"
      welfare: 0.70
      reserve: 0.20
      management: 0.10
      remainder: "welfare"
    """
    case.proves("E618")


def test_account_in_two_rules(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "split" "contributions"
      article: "42"
      accounts: "4101"
      remainder: "welfare"
    2023-10-01 custom "bylaw" "split" "interest"
      article: "42"
      accounts: "4203, 4101" ;!
      remainder: "welfare"
    2022-10-01 custom "bylaw" "charge" "benefits"
      article: "42"
      accounts: "51"
      fund: "welfare"
    2022-10-01 custom "bylaw" "charge" "culture"
      article: "42"
      accounts: "5109" ;!
      fund: "management"
    ---
    2022-10-01 custom "bylaw" "split" "contributions"
      article: "42"
      accounts: "4101"
      remainder: "welfare"
    2023-10-01 custom "bylaw" "split" "contributions"
      article: "42"
      repealed: TRUE
    2023-10-01 custom "bylaw" "split" "interest"
      article: "42"
      accounts: "4203, 4101"
      remainder: "welfare"
    2022-10-01 custom "bylaw" "charge" "benefits"
      article: "42"
      accounts: "51"
      fund: "welfare"
    2022-10-01 custom "bylaw" "charge" "culture"
      article: "42"
      accounts: "5209"
      fund: "management"
    """
    case.proves("E619")


def test_benefit_without_an_account(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "benefit" "ordination" ;!
      article: "30"
      amount: 500.00 THB
    ---
    2022-10-01 custom "bylaw" "benefit" "ordination"
      article: "30"
      account: Expenses:Welfare:Culture
      amount: 500.00 THB
    2022-10-01 custom "bylaw" "benefit" "culture"
      article: "30"
      amount: 500.00 THB
    """
    case.proves("E627")


# --- the file ------------------------------------------------------------------------------------


def test_key_that_stands_twice(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
      within: "30 days" ;!
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    """
    case.proves("E410")


def test_rule_that_stands_twice(case: Case) -> None:
    """
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2022-10-01 custom "bylaw" "custody" ;!
      article: "39"
      within: "7 days"
    ---
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2022-10-02 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    """
    case.proves("E416")


def test_one_mistake_is_told_once() -> None:
    """A key of the wrong type brings no second finding about the amount that it was meant to be."""
    text = """
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "21"
      amount: 700.00
      duplicate: "evnt"
    2022-10-01 custom "bylaw" "payee" "birth"
      article: "36"
      to: "nominee"
    """
    found = of(dedent(text))
    assert [(item.code, item.place.line) for item in found] == [("E605", 4), ("E606", 5)]


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_sound(name: str) -> None:
    text = (resources.files("rules") / "presets" / f"{name}.beancount").read_text("utf-8")
    assert [item.line("en") for item in of(text)] == []


# --- in the books --------------------------------------------------------------------------------


def load(folder: Path, text: str, main: str = "") -> Book:
    folder.mkdir()
    plugin = 'plugin "rules.plugin" "en"\n'
    includes = 'include "head.beancount"\ninclude "bylaws.beancount"\n'
    (folder / "main.beancount").write_text(
        OPTIONS + (main or plugin) + FUND + includes, encoding="utf-8"
    )
    (folder / "head.beancount").write_text(HEAD, encoding="utf-8")
    (folder / "bylaws.beancount").write_text(dedent(text), encoding="utf-8")
    entries, errors, options = loader.load_file(str(folder / "main.beancount"))
    return Book(folder, entries, errors, options)


def told(book: Book) -> list[tuple[str, str, int]]:
    """Code (or the name of Beancount's error), file and line of each error."""
    return [
        (
            error.finding.code if getattr(error, "finding", None) else type(error).__name__,
            Path(error.source["filename"]).name,
            error.source["lineno"],
        )
        for error in book.errors
    ]


CUSTODY = """
2022-10-07 custom "bylaw" "custody"
  article: "39"
  resolution: "1/2566-1"
  within: "7 days"
"""


def test_the_plugin_reports_it_at_its_line(tmp_path: Path) -> None:
    wrong = load(tmp_path / "wrong", CUSTODY.replace("7 days", "a week"))
    assert told(wrong) == [("E605", "bylaws.beancount", 5)]
    assert bylaws.broken(wrong)
    right = load(tmp_path / "right", CUSTODY)
    assert told(right) == []
    assert not bylaws.broken(right)


def test_resolution_that_is_not_in_the_minutes(tmp_path: Path) -> None:
    wrong = load(tmp_path / "wrong", CUSTODY.replace("1/2566-1", "1/2566-9"))
    assert told(wrong) == [("E626", "bylaws.beancount", 4)]
    # The minutes of the years before these books are not in them.
    older = CUSTODY.replace("1/2566-1", "9/2560-1").replace("2022-10-07", "2017-10-07")
    assert told(load(tmp_path / "older", older)) == []


def test_amendment_before_the_founding(tmp_path: Path) -> None:
    text = CUSTODY.replace('  resolution: "1/2566-1"\n', "")
    wrong = load(tmp_path / "wrong", text.replace("2022-10-07", "2015-09-30"))
    assert told(wrong) == [("E404", "bylaws.beancount", 2)]
    assert bylaws.broken(wrong)
    assert told(load(tmp_path / "right", text.replace("2022-10-07", "2015-10-01"))) == []


def test_a_bylaw_that_does_not_parse_switches_all_off(tmp_path: Path, run: Run) -> None:
    book = load(tmp_path / "fund", CUSTODY.replace('"7 days"', "7 days"))
    assert {code for code, _, _ in told(book)} >= {"E412"}
    assert bylaws.broken(book)
    checked = run("check", fund=tmp_path / "fund")
    assert checked.exit_code == 1
    assert {"E100", "E412"} <= set(codes(checked))
    checked = run("bylaws", "check", fund=tmp_path / "fund")
    assert checked.exit_code == 1
    assert {"E100", "E412"} <= set(codes(checked))


def test_broken_without_the_plugin(tmp_path: Path) -> None:
    """Nobody can switch the check off by taking the plugin's line out."""
    none = 'plugin "beancount.plugins.unique_prices"\n'
    assert bylaws.broken(load(tmp_path / "line", CUSTODY.replace('"7 days"', "7 days"), none))
    assert bylaws.broken(load(tmp_path / "rule", CUSTODY.replace("within", "wihtin"), none))
    assert not bylaws.broken(load(tmp_path / "sound", CUSTODY, none))


def test_other_errors_do_not_break_the_bylaws(tmp_path: Path) -> None:
    text = CUSTODY + "; โทร 081-234-5678\n"
    book = load(tmp_path / "fund", text)
    assert [code for code, _, _ in told(book)] == ["E302"]
    assert not bylaws.broken(book)


# --- commands ------------------------------------------------------------------------------------


def begin(run: Run, fund: Path, name: object) -> tuple[int, list[str], str]:
    result = run(
        "init", fund, "--name-th", "ทดสอบ", "--founded", "2022-10-01", "--villages", "2",
        "--bylaws", name,
    )  # fmt: skip
    return result.exit_code, codes(result), result.output


def test_a_fund_does_not_begin_with_a_mistake(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.beancount"
    own.write_text('\n2022-10-01 custom "bylaw" "custody"\n  article: "39"\n', encoding="utf-8")
    status, found, output = begin(run, tmp_path / "fund", own)
    assert (status, found) == (1, ["E604"])
    assert "own.beancount:2:" in output
    assert not (tmp_path / "fund").exists()
    with own.open("a", encoding="utf-8") as file:
        file.write('  within: "7 days"\n\n2023-04-13 custom "holiday" "สงกรานต์"\n')
    assert begin(run, tmp_path / "fund", own)[:2] == (0, [])
    assert run("check", fund=tmp_path / "fund").exit_code == 0


def test_an_unknown_preset_lists_the_known_ones(run: Run, tmp_path: Path) -> None:
    status, found, output = begin(run, tmp_path / "fund", "smaple")
    assert (status, found) == (1, ["R112"])
    assert ", ".join(PRESETS) in output


@pytest.mark.parametrize("name", PRESETS)
def test_a_fund_begins_with_a_preset(run: Run, tmp_path: Path, name: str) -> None:
    assert begin(run, tmp_path / "fund", name)[:2] == (0, [])
    checked = run("bylaws", "check", fund=tmp_path / "fund")
    assert checked.exit_code == 0, checked.output


def test_import_refuses_a_mistake(run: Run, papers: Path) -> None:
    own = papers / "bylaws.beancount"
    own.write_text('2022-10-01 custom "bylaw" "custdy"\n  article: "39"\n', encoding="utf-8")
    fund = papers.parent / "fund"
    result = run("import", papers, fund=fund)
    assert (result.exit_code, codes(result)) == (1, ["E601"])
    assert not fund.exists()


def test_check_of_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.beancount"
    path.write_text(CUSTODY + '\n2022-10-01 open Assets:Cash\ninclude "x"\n', encoding="utf-8")
    result = run("bylaws", "check", path)
    assert (result.exit_code, set(codes(result))) == (1, {"E111"})
    path.write_text(CUSTODY, encoding="utf-8")
    result = run("bylaws", "check", path)
    assert (result.exit_code, codes(result)) == (0, [])
    assert codes(run("bylaws", "check", tmp_path / "none.beancount")) == ["R113"]


def test_show_and_diff(run: Run, tmp_path: Path) -> None:
    fund = tmp_path / "fund"
    begin(run, fund, "sample")
    shown = run("bylaws", "show", "--on", "2566-10-01", fund=fund, lang="th").output
    for line in ("ข้อ ๒๒\n", "คืนละ 120.00 บาท", "ไม่เกิน 7 คืนต่อครั้ง"):
        assert line in shown
    assert "แก้ไขโดยฉบับที่ ๒" not in shown
    shown = run("bylaws", "show", "--on", "2567-04-01", fund=fund).output
    assert "150.00 baht a night" in shown
    assert "at most 1,800.00 baht a person and fiscal year" in shown
    changed = run("bylaws", "diff", "2024-03-31", "2024-04-01", fund=fund).output
    assert "120.00 baht a night → 150.00 baht a night" in changed
    assert "5 rules differ" in changed
    assert "0 rules differ" in run("bylaws", "diff", "2023-01-01", "2024-03-31", fund=fund).output


# --- prose ---------------------------------------------------------------------------------------

HOSPITAL = """
2022-10-01 custom "bylaw" "claims"
  article: "ข้อ ๑๐"
  year: "calendar"
2022-10-01 custom "bylaw" "benefit" "hospital"
  article: "ข้อ ๙"
  title: "นอนรักษา"
  title-en: "hospital"
  event-day: "04-01"
  per-night: 120.00 THB
  max-per-stay: 7
  max-per-year: 1500.00 THB
  covers-last-day: FALSE
  min-tenure: "2 years"
  claim-window: "04-01..04-30"
  evidence: "claim-form, medical-cert"
  article-max-per-year: "ข้อ ๑๑"
"""


def test_a_rule_as_text() -> None:
    (first, second) = prose.text(rules_of(HOSPITAL), date(2023, 1, 1), "th")
    assert (first.article, second.article) == ("ข้อ ๙", "ข้อ ๑๐")
    assert first.title == "สวัสดิการนอนรักษา"
    assert set(first.lines) == {
        "วันเกิดเหตุคือวันที่ 1 เมษายน ของปีที่ขอ",
        "คืนละ 120.00 บาท",
        "ไม่เกิน 7 คืนต่อครั้ง",
        "ไม่เกิน 1,500.00 บาทต่อคนต่อปีปฏิทิน (ข้อ ๑๑)",
        "ไม่ถือว่าผู้ตายยังเป็นสมาชิกในวันที่ตาย",
        "มีอายุสมาชิกครบ 2 ปี",
        "ยื่นคำขอตั้งแต่วันที่ 1 เมษายน ถึงวันที่ 30 เมษายน",
        "หลักฐาน: แบบคำขอ, ใบรับรองแพทย์",
    }
    (first, _) = prose.text(rules_of(HOSPITAL), date(2023, 1, 1), "en")
    assert first.title == "Benefit: hospital"
    assert "at most 1,500.00 baht a person and calendar year (ข้อ ๑๑)" in first.lines
    assert "at most 7 nights a stay" in first.lines
    assert "a member for 2 years" in first.lines


def test_before_the_first_rule_there_is_no_text() -> None:
    assert prose.text(rules_of(HOSPITAL), date(2022, 9, 30), "th") == []
    assert len(prose.text(rules_of(HOSPITAL), date(2022, 10, 1), "th")) == 2


def test_sentences_that_go_on_stand_in_one_line() -> None:
    text = """
    2022-10-01 custom "bylaw" "claims"
      article: "1"
      claim-within: "90 days"
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "2"
      amount: 700.00 THB
      claim-from: "event"
    2022-10-01 custom "bylaw" "contribution" "half-year"
      article: "3"
      amount: 180.00 THB
      months: 6
      starts: "10, 4"
      due-day: 31
    """
    sections = prose.text(rules_of(text), date(2023, 1, 1), "th")
    assert "ยื่นคำขอภายใน 90 วัน นับแต่วันเกิดเหตุ" in sections[1].lines
    assert "งวดละ 180.00 บาท งวดหนึ่งมี 6 เดือน เริ่มเดือนตุลาคม, เมษายน" in sections[2].lines


def test_half_of_a_deadline_is_told_whole() -> None:
    text = """
    2022-10-01 custom "bylaw" "claims"
      article: "1"
      claim-within: "90 days"
      claim-from: "event"
    2022-10-01 custom "bylaw" "benefit" "death"
      article: "2"
      amount: 700.00 THB
      claim-within: "1 year"
    2022-10-01 custom "bylaw" "benefit" "birth"
      article: "3"
      amount: 700.00 THB
      claim-from: "event-end"
    """
    general, death, birth = prose.text(rules_of(text), date(2023, 1, 1), "en")
    assert general.lines == ["to be filed within 90 days of the event"]
    assert "to be filed within 1 year of the event" in death.lines
    last = "its last day, such as the discharge"
    assert f"to be filed within 90 days of {last}" in birth.lines


def test_shares_and_words() -> None:
    text = """
    2022-10-01 custom "bylaw" "split" "contributions"
      article: "42"
      accounts: "4101"
      reserve: 0.15
      management: 0.125
      remainder: "welfare"
    """
    (section,) = prose.text(rules_of(text), date(2023, 1, 1), "th")
    assert section.title == "จัดสรรรายได้เข้ากองทุนย่อย: เงินสมทบจากสมาชิก"
    assert section.lines == [
        "รายได้รหัส 4101",
        "เข้ากองทุนสำรอง ร้อยละ 15",
        "เข้ากองทุนบริหารจัดการ ร้อยละ 12.5",
        "ที่เหลือทั้งหมดเข้ากองทุนสวัสดิการ",
    ]


def test_what_changed() -> None:
    text = """
    2022-10-01 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2022-10-01 custom "bylaw" "quorum"
      article: "47"
      share: 0.5
    2024-04-01 custom "bylaw" "custody"
      article: "39 (2)"
      within: "10 days"
    2024-04-01 custom "bylaw" "quorum"
      article: "47"
      repealed: TRUE
    2024-04-01 custom "bylaw" "planner"
      article: "41"
      may-handle-money: FALSE
    """
    found = prose.diff(rules_of(text), date(2024, 3, 31), date(2024, 4, 1), "en")
    assert [(change.kind, change.article, change.lines) for change in found] == [
        ("changed", "39 (2)", ["within 7 days of collecting → within 10 days of collecting"]),
        ("added", "41", ["may not handle money"]),
        ("repealed", "47", []),
    ]
    assert prose.diff(rules_of(text), date(2024, 4, 1), date(2025, 4, 1), "en") == []


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PRESETS)
def test_presets_read_as_text(name: str, lang: str) -> None:
    """No placeholder, bar or English word of the schema is left in a sentence."""
    text = (resources.files("rules") / "presets" / f"{name}.beancount").read_text("utf-8")
    rules = rules_of(text)
    last = max(rule.since for versions in rules.versions.values() for rule in versions)
    sections = prose.text(rules, last, lang)
    assert sections
    lines = [line for section in sections for line in (section.title, *section.lines)]
    assert not [line for line in lines if re.search(r"[{}|]|\bNone\b", line)]
    if lang == "th":
        said = " ".join(line for line in lines if not re.search(r"[A-Z]\w+:", line))
        closed = {
            word
            for spec in schema.SPECS.values()
            for key in spec.keys.values()
            if key.type not in schema.TYPES and "|" in key.type
            for word in key.type.split("|")
        }
        assert not closed & set(re.findall(r"[a-z][a-z-]+", said))


def test_every_word_of_a_closed_list_has_words() -> None:
    lists = {(name, word) for (_, name), words in schema.LISTS.items() for word in words}
    lists = {(name, word) for name, word in lists if name != "evidence"}
    for spec in schema.SPECS.values():
        for name, key in spec.keys.items():
            if "|" in key.type:
                lists |= {(name, word) for word in key.type.split("|")}
    known = set(schema.WORDS)
    assert not [pair for pair in lists if "=".join(pair) not in known and pair[1] not in known]


def test_every_code_has_a_test() -> None:
    source = Path(str(bylaws.__file__)).read_text(encoding="utf-8")
    tested = Path(__file__).read_text(encoding="utf-8")
    for code in set(re.findall(r'"(E6\d{2})"', source)):
        assert f'"{code}"' in tested, code
