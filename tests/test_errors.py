"""Every error of the books: a ledger that has it, and its neighbour that is just right.

A test that takes `case` has two ledgers as its docstring, divided by `---`: the first must give
the code on the line marked `;!` and nothing else, the second nothing at all. Both stand in a fund
with accounts, officers, two members, minutes and the bylaws on resolutions.
"""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest
from beancount import loader

from rules import errors
from rules import form
from rules import guards
from rules import hygiene
from welfare import register
from welfare.findings import Finding

OPTIONS = """
option "title" "กองทุนทดสอบ"
option "operating_currency" "THB"
option "display_precision" "THB:0.01"
option "tolerance_multiplier" "0"
"""
FUND = """
2015-10-01 custom "fund" "test"
  name-th: "กองทุนทดสอบ"
  fiscal-year-start: 10
  villages: 2
  books-from: 2022-10-01
"""
HEAD = """
2015-10-01 open Assets:Cash THB
2015-10-01 open Assets:Collectors:Moo01 THB
2015-10-01 open Assets:Bank:Savings THB
2015-10-01 open Liabilities:Unidentified THB
2015-10-01 open Equity:Fund:Welfare THB
2015-10-01 open Income:Contributions:Members THB
2015-10-01 open Income:Fees:Entry THB
2015-10-01 open Income:Donations THB
2015-10-01 open Expenses:Welfare:Hospital THB
2015-10-01 open Expenses:Admin:Other THB

2022-10-01 custom "bylaw" "resolution"
  article: "41"
  not-needed: "bank-fee, deposit, withdrawal, handover"

2022-10-01 custom "officer" "K04" "treasurer"
  until: 2026-09-30
2022-10-01 custom "officer" "M01" "collector"
  until: 2026-09-30
  village: "01"

2020-01-01 custom "member" "joined" "0001"
  village: "01"
  frequency: "monthly"
2020-01-01 custom "member" "joined" "0002"
  village: "01"
  frequency: "monthly"

2022-10-05 custom "meeting" "1/2566"
  type: "committee"
  attendees: 9
2022-10-05 custom "resolution" "1/2566-1"
  meeting: "1/2566"
  text: "-"

2022-10-06 custom "claim" "filed" "C1"
  member: "0001"
  benefit: "hospital"
  event: 2022-10-02

2022-10-06 * "ใบเก็บเงินสมทบ หมู่ 1"
  kind: "collection"
  by: "M01"
  Assets:Collectors:Moo01        90.00 THB
  Income:Contributions:Members  -30.00 THB
    member: "0001"
    receipt: "01-66-0001"
  Income:Contributions:Members  -60.00 THB
    member: "0002"
    receipt: "01-66-0002"
"""


def check(folder: Path, files: dict[str, str | bytes]) -> list[Finding]:
    """The errors of a fund made of these files; `main.beancount` is the first to be read."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    entries, _, options = loader.load_file(str(folder / "main.beancount"))
    options["plugin"] = options["plugin"] or [("rules.plugin", None)]
    return errors.check(entries, options)


def fund(
    body: str | bytes, *, main: str = OPTIONS + FUND, name: str = "body"
) -> dict[str, str | bytes]:
    """The files of a fund whose second file is `body`."""
    includes = f'include "head.beancount"\ninclude "{name}.beancount"\n'
    return {"main.beancount": main + includes, "head.beancount": HEAD, f"{name}.beancount": body}


class Case(NamedTuple):
    """A wrong and a right ledger, checked."""

    wrong: list[Finding]
    line: int
    right: list[Finding]

    def proves(self, code: str) -> None:
        assert [(item.code, item.place.line) for item in self.wrong] == [(code, self.line)]
        assert self.right == []
        for lang in ("th", "en"):
            assert self.wrong[0].line(lang)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    wrong, _, right = dedent(request.function.__doc__).partition("\n---\n")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if ";!" in text)
    return Case(
        check(tmp_path / "wrong", fund(wrong)), line, check(tmp_path / "right", fund(right))
    )


def test_the_head_itself_is_sound(tmp_path: Path) -> None:
    assert check(tmp_path, fund("")) == []


# --- E1 and E2: form, amounts, accounts ----------------------------------------------------------


def test_unknown_directive(case: Case) -> None:
    """
    2022-10-07 custom "recipe" "x" ;!
    ---
    2022-10-07 custom "fava-option" "x" "y"
    """
    case.proves("E101")


def test_wrong_values(case: Case) -> None:
    """
    2022-10-07 custom "sheet-total" "2022-10/01" ;!
      by: "M01"
    ---
    2022-10-07 custom "sheet-total" "2022-10/01" 90.00 THB
      by: "M01"
    """
    case.proves("E102")


def test_missing_key(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "void" "01-66-0003" ;!
      by: "M01"
    ---
    2022-10-07 custom "receipt" "void" "01-66-0003"
      by: "M01"
      reason: "เขียนผิด"
    """
    case.proves("E103")


def test_unknown_key(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "outstanding" "01-66-0003" ;!
      by: "M01"
      colour: "red"
    ---
    2022-10-07 custom "receipt" "outstanding" "01-66-0003"
      by: "M01"
      note: "red"
    """
    case.proves("E104")


def test_wrong_type(case: Case) -> None:
    """
    2022-10-07 custom "officer" "K05" "secretary" ;!
      until: "2026-09-30"
    ---
    2022-10-07 custom "officer" "K05" "secretary"
      until: 2026-09-30
    """
    case.proves("E105")


def test_does_not_balance(case: Case) -> None:
    """
    2022-10-07 * "บริจาค" ;!
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations    -9.99 THB
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    """
    case.proves("E201")


def test_account_that_is_not_in_the_chart(case: Case) -> None:
    """
    2022-10-07 custom "cumulative" Income:Nothing 5.00 THB ;!
    ---
    2022-10-07 custom "cumulative" Income:Donations 5.00 THB
    """
    case.proves("E202")


def test_finer_than_a_satang(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.005 THB ;!
      Income:Donations    -5.00 THB
      Liabilities:Unidentified
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.05 THB
      Income:Donations   -10.05 THB
    """
    codes = [(item.code, item.place.line) for item in case.wrong]
    assert ("E203", case.line) in codes
    assert {code for code, _ in codes} == {"E203"}
    assert case.right == []


def test_another_currency(case: Case) -> None:
    """
    2022-10-07 price USD 35.00 THB ;!
    ---
    2022-10-07 commodity USD
    """
    case.proves("E204")


def test_a_price_on_a_posting(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB @ 1.00 THB ;!
      Income:Donations   -10.00 THB
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    """
    case.proves("E204")


def test_account_names_are_plain(case: Case) -> None:
    """
    2022-10-07 open Assets:Cashก THB ;!
    ---
    2022-10-07 open Assets:Cash-2 THB
    """
    case.proves("E205")


# --- E3: personal data ---------------------------------------------------------------------------


def test_citizen_id_in_a_note(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "void" "01-66-0003" ;!
      by: "M01"
      reason: "บัตร 1101700203450"
    ---
    2022-10-07 custom "receipt" "void" "01-66-0003"
      by: "M01"
      reason: "บัตร 1101700203459"
    """
    case.proves("E301")


def test_phone_number_in_a_comment(case: Case) -> None:
    """
    2022-10-07 commodity THB ; โทร 081-234-5678 ;!
    ---
    2022-10-07 commodity THB ; โทรแล้ว 3 ครั้ง
    """
    case.proves("E302")


# --- E4: files and dates -------------------------------------------------------------------------


def test_pad(case: Case) -> None:
    """
    2022-10-07 pad Assets:Cash Equity:Fund:Welfare ;!
    2022-10-08 balance Assets:Cash 5.00 THB
    ---
    2022-10-08 balance Assets:Cash 0.00 THB
    """
    case.wrong[:] = [item for item in case.wrong if item.code != "E103"]
    case.proves("E401")


def test_year_of_the_buddhist_era(case: Case) -> None:
    """
    2566-10-07 note Assets:Cash "ตรวจแล้ว" ;!
    ---
    2023-10-07 note Assets:Cash "ตรวจแล้ว"
    """
    case.proves("E402")


def test_buddhist_era_in_a_fact(case: Case) -> None:
    """
    2022-10-07 custom "member" "changed" "0001" ;!
      birth: 2501-01-01
    ---
    2022-10-07 custom "member" "changed" "0001"
      birth: 1958-01-01
    """
    case.proves("E402")


def test_impossible_year(case: Case) -> None:
    """
    2201-10-07 note Assets:Cash "ตรวจแล้ว" ;!
    ---
    2200-10-07 note Assets:Cash "ตรวจแล้ว"
    """
    case.proves("E403")


def test_before_the_founding(case: Case) -> None:
    """
    2015-09-30 custom "meeting" "0" ;!
      type: "general"
      attendees: 50
    ---
    2015-10-01 custom "meeting" "0"
      type: "general"
      attendees: 50
    """
    case.proves("E404")


@pytest.mark.parametrize(
    "line",
    [
        'option "operating_currency" "THB"',
        'plugin "beancount.plugins.auto"',
        "pushtag #a\npoptag #a",
        'pushmeta aa: "1"\npopmeta aa:',
    ],
)
def test_stray_lines_of_included_files(tmp_path: Path, line: str) -> None:
    found = check(tmp_path, fund(f"\n{line}\n"))
    assert {item.code for item in found} == {"E405"}
    assert found[0].place.line == 2
    assert found[0].place.file.endswith("body.beancount")


def test_our_plugin_comes_first(tmp_path: Path) -> None:
    ours, other = 'plugin "rules.plugin"\n', 'plugin "beancount.plugins.leafonly"\n'
    found = check(tmp_path / "wrong", fund("", main=OPTIONS + other + ours + FUND))
    assert [(item.code, item.place.line) for item in found] == [("E406", 7)]
    assert check(tmp_path / "right", fund("", main=OPTIONS + ours + other + FUND)) == []


@pytest.mark.parametrize(
    "name", ["title", "operating_currency", "display_precision", "tolerance_multiplier"]
)
def test_needed_options(tmp_path: Path, name: str) -> None:
    options = "".join(line + "\n" for line in OPTIONS.splitlines() if name not in line)
    found = check(tmp_path, fund("", main=options + FUND))
    assert [(item.code, item.args["option"]) for item in found] == [("E407", name)]


def test_bytes_of_a_file(tmp_path: Path) -> None:
    note = '2022-10-07 note Assets:Cash "ตรวจแล้ว"\r\n'
    found = check(tmp_path / "bom", fund(b"\xef\xbb\xbf\n" + note.encode()))
    assert [(item.code, item.place.line) for item in found] == [("E408", 1)]
    found = check(tmp_path / "cp874", fund(b"\n" + note.encode("cp874")))
    assert ("E409", 2) in [(item.code, item.place.line) for item in found]
    assert check(tmp_path / "crlf", fund(note)) == []


def test_key_that_stands_twice(case: Case) -> None:
    """
    2022-10-07 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
      within: "30 days" ;!
    ---
    2022-10-07 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    2022-10-07 custom "bylaw" "planner"
      article: "39"
      may-handle-money: FALSE
    """
    case.proves("E410")


def test_line_break_in_a_text(case: Case) -> None:
    """
    2022-10-07 * "บริจาค ;!
    งานบุญ"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    ---
    2022-10-07 * "บริจาค งานบุญ"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    """
    case.proves("E411")


def test_line_break_in_metadata(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "outstanding" "01-66-0003" ;!
      by: "M01"
      note: "ถาม
      แล้ว"
    ---
    2022-10-07 custom "receipt" "outstanding" "01-66-0003"
      by: "M01"
      note: "ถาม แล้ว"
    """
    case.proves("E411")


def test_bylaw_that_does_not_parse(case: Case) -> None:
    """
    2022-10-07 custom "bylaw" "custody" ;!
      article: "39"
      within: 7 days
    ---
    2022-10-07 custom "bylaw" "custody"
      article: "39"
      within: "7 days"
    """
    case.proves("E412")


def test_file_of_another_month(tmp_path: Path) -> None:
    body = '\n2022-11-01 note Assets:Cash "ตรวจแล้ว"\n'
    found = check(tmp_path / "wrong", fund(body, name="journal/2022-10"))
    assert [(item.code, item.place.line) for item in found] == [("E413", 2)]
    assert check(tmp_path / "right", fund(body, name="journal/2022-11")) == []


def test_the_register_is_never_included(tmp_path: Path) -> None:
    found = check(tmp_path / "wrong", fund("", name="register/notes"))
    # Nor is it one of the files that closings could seal.
    assert sorted(item.code for item in found) == ["E414", "E830"]
    assert check(tmp_path / "right", fund("", name="notes")) == []


def test_one_fund(tmp_path: Path) -> None:
    found = check(tmp_path / "none", fund("", main=OPTIONS))
    assert [item.code for item in found] == ["E415"]
    found = check(tmp_path / "two", fund(FUND))
    assert [item.code for item in found] == ["E415"]


def test_bylaw_that_stands_twice(case: Case) -> None:
    """
    2022-10-07 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    2022-10-07 custom "bylaw" "payee" "death" ;!
      article: "37"
      to: "nominee"
    ---
    2022-10-07 custom "bylaw" "payee" "death"
      article: "36"
      to: "nominee"
    2022-10-08 custom "bylaw" "payee" "death"
      article: "37"
      to: "nominee"
    """
    case.proves("E416")


ADOPTED = """
2023-12-20 custom "meeting" "8/2567"
  type: "{type}"
  attendees: 90
2023-12-20 custom "resolution" "8/2567-1"
  meeting: "8/2567"
  text: "-"
{audit} custom "audit" "2566"
  by: "K04"
  opinion: "unqualified"
{adopted} custom "adoption" "{year}"
  resolution: "8/2567-1"
"""
RIGHT = {"type": "general", "audit": "2023-12-20", "adopted": "2023-12-20", "year": "2566"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, []),
        ({"type": "extraordinary"}, []),
        ({"audit": "2023-12-21"}, ["E831"]),
        ({"type": "committee"}, ["E832"]),
        ({"adopted": "2023-12-21"}, ["E832"]),
        ({"year": "2567"}, ["E831", "E833"]),
        # A year before these books was adopted on paper.
        ({"year": "2565", "type": "committee"}, []),
    ],
)
def test_a_year_is_adopted_as_it_must_be(
    tmp_path: Path, wrong: dict[str, str], told: list[str]
) -> None:
    found = check(tmp_path, fund(ADOPTED.format(**{**RIGHT, **wrong})))
    assert [item.code for item in found] == told


# --- E5: records ---------------------------------------------------------------------------------


def test_unknown_member(case: Case) -> None:
    """
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB ;!
        member: "0003"
        receipt: "00-66-0001"
    ---
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0002"
        receipt: "00-66-0001"
    2022-10-07 custom "claim" "filed" "C9"
      member: "9999"
      benefit: "hospital"
      event: 2022-10-02
    """
    case.proves("E501")


def test_officer_without_any_term(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "outstanding" "01-66-0003" ;!
      by: "K99"
    ---
    2022-09-30 custom "receipt" "outstanding" "01-66-0003"
      by: "K04"
    """
    case.proves("E502")


def test_claim_never_filed(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB ;!
        member: "0001"
        claim: "C2"
      Assets:Cash               -100.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E503")


def test_resolution_that_is_not_in_the_minutes(case: Case) -> None:
    """
    2022-10-05 * "จ่าย" ;!
      kind: "expense"
      doc: "RP1"
      by: "K04"
      resolution: "12/2565-9"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    ---
    ; Minutes of before the first meeting of the books are not at hand.
    2022-10-04 * "จ่าย"
      kind: "expense"
      doc: "RP1"
      by: "K04"
      resolution: "12/2565-9"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    """
    case.proves("E504")


def test_benefit_without_resolution(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ" ;!
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    2022-10-08 custom "irregularity" "recorded" "PAID_WITHOUT_RESOLUTION" "C1"
      amount: 100.00 THB
      found: 2022-10-08
      by: "K04"
    """
    case.proves("E505")


def test_expense_without_resolution(case: Case) -> None:
    """
    2022-10-07 * "จ่าย" ;!
      kind: "expense"
      doc: "RP1"
      by: "K04"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    ---
    2022-10-07 * "จ่าย"
      kind: "expense"
      doc: "RP1"
      by: "K04"
      Expenses:Admin:Other  5.00 THB
      Assets:Cash          -5.00 THB
    2022-10-08 custom "irregularity" "recorded" "EXPENSE_WITHOUT_RESOLUTION" "RP1"
      amount: 5.00 THB
      found: 2022-10-08
      by: "K04"
    2022-10-08 * "ได้คืน"
      kind: "expense"
      doc: "RP2"
      by: "K04"
      Expenses:Admin:Other -1.00 THB
      Assets:Cash           1.00 THB
    2022-10-08 * "ฝาก"
      kind: "deposit"
      doc: "RP3"
      by: "K04"
      Assets:Bank:Savings   1.00 THB
      Assets:Cash          -1.00 THB
    """
    case.proves("E506")


def test_irregularity_of_another_amount_excuses_nothing(tmp_path: Path) -> None:
    assert test_expense_without_resolution.__doc__ is not None
    _, _, right = dedent(test_expense_without_resolution.__doc__).partition("\n---\n")
    found = check(tmp_path, fund(right.replace("amount: 5.00", "amount: 5.01")))
    assert [item.code for item in found] == ["E506", "E526"]


def test_receipt_of_two_payers(case: Case) -> None:
    """
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    60.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "00-66-0001"
      Income:Contributions:Members  -30.00 THB ;!
        member: "0002"
        receipt: "00-66-0001"
    ---
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    60.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "00-66-0001"
      Income:Fees:Entry             -30.00 THB
        member: "0001"
        receipt: "00-66-0001"
    """
    case.proves("E507")


def test_receipt_issued_twice_and_recorded(case: Case) -> None:
    """
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB ;!
        member: "0001"
        receipt: "01-66-0002"
    ---
    2022-10-07 * "รับชำระที่เหรัญญิก"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "01-66-0002"
    2022-10-07 custom "irregularity" "recorded" "RECEIPT_DUPLICATE" "01-66-0002"
      amount: 30.00 THB
      found: 2022-10-07
      by: "K04"
    """
    case.proves("E507")


def test_document_number_twice(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    2022-10-08 * "บริจาค" ;!
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP1"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    2022-10-08 * "บริจาค"
      kind: "donation"
      by: "K04"
      doc: "RP2"
      Assets:Cash         10.00 THB
      Income:Donations   -10.00 THB
    """
    case.proves("E508")


def test_void_receipt_that_was_used(case: Case) -> None:
    """
    2022-10-07 custom "receipt" "void" "01-66-0002" ;!
      by: "M01"
      reason: "เขียนผิด"
    ---
    2022-10-07 custom "receipt" "void" "01-66-0002"
      by: "M01"
      reason: "ไม่ได้รับเงิน"
    2022-10-07 * "ลงผิด"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0002"
      Income:Contributions:Members   60.00 THB
        member: "0002"
        receipt: "01-66-0002"
      Assets:Collectors:Moo01       -60.00 THB
    """
    case.proves("E509")


def test_joined_twice(case: Case) -> None:
    """
    2022-10-07 custom "member" "joined" "0001" ;!
      village: "01"
      frequency: "monthly"
    ---
    2022-10-07 custom "member" "joined" "0003"
      village: "01"
      frequency: "monthly"
    """
    case.proves("E510")


def test_ended_twice(case: Case) -> None:
    """
    2022-10-07 custom "member" "ended" "0001"
      reason: "resign"
    2022-10-08 custom "member" "ended" "0001" ;!
      reason: "death"
    ---
    2022-10-07 custom "member" "ended" "0001"
      reason: "resign"
    2022-10-08 custom "member" "ended" "0002"
      reason: "death"
    """
    case.proves("E511")


def test_ended_before_joining(case: Case) -> None:
    """
    2022-10-07 custom "member" "ended" "0003"
      reason: "resign"
    2022-10-08 custom "member" "joined" "0003" ;!
      village: "01"
      frequency: "monthly"
    ---
    2022-10-08 custom "member" "ended" "0003"
      reason: "resign"
    2022-10-08 custom "member" "joined" "0003"
      village: "01"
      frequency: "monthly"
    """
    case.proves("E512")


def test_ended_after_the_date_of_its_record(case: Case) -> None:
    """
    2022-10-07 custom "member" "ended" "0001" ;!
      reason: "death"
      on: 2022-10-08
    ---
    2022-10-07 custom "member" "ended" "0001"
      reason: "death"
      on: 2022-10-07
    """
    case.proves("E537")


def test_ended_long_before_its_record_and_before_joining(case: Case) -> None:
    """
    2022-10-08 custom "member" "joined" "0003" ;!
      village: "01"
      frequency: "monthly"
    2022-11-07 custom "member" "ended" "0003"
      reason: "resign"
      on: 2022-10-07
    ---
    2022-10-08 custom "member" "joined" "0003"
      village: "01"
      frequency: "monthly"
    2022-11-07 custom "member" "ended" "0003"
      reason: "resign"
      on: 2022-10-08
    """
    case.proves("E512")


def test_joined_again_under_the_old_number(case: Case) -> None:
    """
    2022-10-07 custom "member" "ended" "0001"
      reason: "resign"
    2022-10-08 custom "member" "joined" "0001" ;!
      village: "01"
      frequency: "monthly"
    ---
    2022-10-07 custom "member" "ended" "0001"
      reason: "resign"
    2022-10-08 custom "member" "joined" "0003"
      person: "0001"
      village: "01"
      frequency: "monthly"
    """
    case.proves("E513")


def test_resolution_twice(case: Case) -> None:
    """
    2022-10-07 custom "resolution" "1/2566-1" ;!
      meeting: "1/2566"
      text: "-"
    ---
    2022-10-07 custom "resolution" "1/2566-2"
      meeting: "1/2566"
      text: "-"
    """
    case.proves("E514")


def test_cash_count(case: Case) -> None:
    """
    2022-10-07 custom "cash-count" Assets:Cash 60.25 THB ;!
      by: "K04"
      witness: "K01"
      baht-20: 3
    ---
    2022-10-07 custom "cash-count" Assets:Cash 60.25 THB
      by: "K04"
      witness: "K01"
      baht-20: 3
      satang-25: 1
    """
    case.proves("E515")


def test_benefit_without_claim(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB ;!
        member: "0001"
      Assets:Cash               -100.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E518")


def test_debit_to_contributions(case: Case) -> None:
    """
    2022-10-07 * "คืนเงิน"
      kind: "refund"
      by: "K04"
      doc: "RP1"
      resolution: "1/2566-1"
      Income:Contributions:Members   30.00 THB ;!
        member: "0001"
      Assets:Cash                   -30.00 THB
    ---
    2022-10-07 * "เปลี่ยนผู้จ่าย"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
        receipt: "01-66-0001"
      Income:Contributions:Members  -30.00 THB
        member: "0002"
        receipt: "01-66-0001"
    """
    case.proves("E520")


def test_reversal_of_nothing(case: Case) -> None:
    """
    2022-10-07 * "กลับ" ;!
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0009"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    ---
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    """
    case.proves("E521")


def test_reversal_of_another_amount(case: Case) -> None:
    """
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   60.00 THB ;!
        member: "0001"
      Liabilities:Unidentified      -60.00 THB
    ---
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0002"
      Income:Contributions:Members   60.00 THB
        member: "0002"
      Liabilities:Unidentified      -60.00 THB
    """
    case.proves("E522")


def test_reversed_twice(case: Case) -> None:
    """
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    2022-10-08 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB ;!
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    ---
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    """
    case.proves("E523")


def test_reversed_money_goes_elsewhere(case: Case) -> None:
    """
    2022-10-07 * "กลับ" ;!
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Expenses:Admin:Other          -30.00 THB
    ---
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Income:Fees:Entry             -30.00 THB
        member: "0001"
    """
    case.proves("E524")


def test_cash_leaves_in_a_reversal(case: Case) -> None:
    """
    2022-10-07 * "กลับ" ;!
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Assets:Cash                   -30.00 THB
    ---
    2022-10-07 * "กลับ"
      kind: "reversal"
      by: "K04"
      reverses: "01-66-0001"
      Income:Contributions:Members   30.00 THB
        member: "0001"
      Liabilities:Unidentified      -30.00 THB
    """
    case.proves("E525")


def test_irregularity_of_nothing(case: Case) -> None:
    """
    2022-10-08 custom "irregularity" "recorded" "PAPER_FALSE" "C2" ;!
      amount: 5.00 THB
      found: 2022-10-08
      by: "K04"
    ---
    2022-10-08 custom "irregularity" "recorded" "PAPER_FALSE" "C1"
      amount: 5.00 THB
      found: 2022-10-08
      by: "K04"
    2022-10-09 custom "irregularity" "settled" "PAPER_FALSE" "C1"
      resolution: "1/2566-1"
      by: "K04"
    """
    case.proves("E526")


def test_lapse_typed_in(case: Case) -> None:
    """
    2022-10-01 custom "member" "ended" "0001" ;!
      reason: "lapse"
    ---
    2022-09-30 custom "member" "ended" "0001"
      reason: "lapse"
    """
    case.proves("E527")


def test_plugin_that_could_change_entries(tmp_path: Path) -> None:
    ours = 'plugin "rules.plugin"\n'
    other = 'plugin "beancount.plugins.noduplicates"\nplugin "fava.plugins.link_documents"\n'
    found = check(tmp_path, fund("", main=OPTIONS + ours + other + FUND))
    assert [(item.code, item.place.line) for item in found] == [("E417", 8)]
    assert found[0].args["plugin"] == "fava.plugins.link_documents"
    for lang in ("th", "en"):
        assert found[0].line(lang)


def test_file_that_nothing_includes(tmp_path: Path) -> None:
    files = fund("", name="journal/2022-10")
    files["register/old.beancount"] = files["closings/2022/closing.beancount"] = ""
    assert check(tmp_path, files) == []
    files |= {"journal/2022-11.beancount": "", "old.beancount": ""}
    found = check(tmp_path, files)
    assert [(item.code, item.args["file"]) for item in found] == [
        ("E418", "journal/2022-11.beancount"),
        ("E418", "old.beancount"),
    ]
    for lang in ("th", "en"):
        assert found[0].line(lang)
    # A command that was cut off between two files is completed by the next one.
    (tmp_path / ".staging").mkdir()
    (tmp_path / ".staging" / "intent.json").write_text("{}")
    assert check(tmp_path, files) == []


def _two(left_out: str = "", added: str = "") -> dict[str, str | bytes]:
    """A fund with both main files; the whole history lacks a line, or has one of its own."""
    files = fund("", main=OPTIONS + 'plugin "rules.plugin"\n' + FUND)
    text = str(files["main.beancount"])
    assert left_out in text
    return {**files, "all.beancount": text.replace(left_out, "") + added}


@pytest.mark.parametrize("main", ["main.beancount", "all.beancount"])
@pytest.mark.parametrize(
    ("left_out", "added", "expected"),
    [
        ("", "", []),
        ("", 'include "journal/2020-10.beancount"\n', []),
        ('include "body.beancount"\n', "", ["E419"]),
        ('option "tolerance_multiplier" "0"\n', "", ["E419"]),
        ("", 'option "infer_tolerance_from_cost" "TRUE"\n', ["E419"]),
        ('plugin "rules.plugin"\n', "", ["E419"]),
        ("", 'plugin "beancount.plugins.leafonly"\n', ["E419"]),
        (
            'plugin "rules.plugin"\n',
            'plugin "beancount.plugins.leafonly"\nplugin "rules.plugin"\n',
            ["E406", "E419"],
        ),
    ],
)
def test_two_main_files(
    tmp_path: Path, main: str, left_out: str, added: str, expected: list[str]
) -> None:
    files = {**_two(left_out, added), "journal/2020-10.beancount": ""}
    if "journal" not in added:
        del files["journal/2020-10.beancount"]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(str(text), encoding="utf-8")
    entries, _, options = loader.load_file(str(tmp_path / main))
    # What the file that was opened says by itself, the other codes tell.
    found = {item.code for item in hygiene.check(entries, options)}
    assert sorted(found - {"E407", "E418"} - ({"E406"} - set(expected))) == expected


def test_sub_fund_that_changes_by_hand(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash           50.00 THB
      Equity:Fund:Welfare  -50.00 THB ;!
    ---
    2015-10-01 open Equity:Fund:Reserve THB
    2022-10-07 * "ยอดยกมา"
      kind: "opening"
      Assets:Cash           50.00 THB
      Equity:Fund:Welfare  -50.00 THB
    2022-10-07 * "โอน"
      kind: "transfer"
      doc: "RP1"
      by: "K04"
      resolution: "1/2566-1"
      Equity:Fund:Welfare   20.00 THB
      Equity:Fund:Reserve  -20.00 THB
    """
    case.proves("E528")


def test_contribution_of_nobody(case: Case) -> None:
    """
    2022-10-07 * "-"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB ;!
        receipt: "00-66-0001"
    ---
    2022-10-07 * "-"
      kind: "collection"
      by: "K04"
      Assets:Cash                    30.00 THB
      Income:Contributions:Members  -30.00 THB
        member: "0001"
        receipt: "00-66-0001"
    """
    case.proves("E533")


def test_reversal_that_pays_money_out(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      receipt: "00-66-0001"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 * "ธนาคารคืน" ;!
      kind: "reversal"
      doc: "RP2"
      by: "K04"
      reverses: "RP1"
      voucher: "PV1"
      Income:Donations   50.00 THB
      Assets:Cash       -50.00 THB
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      receipt: "00-66-0001"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 * "วัดตัวอย่าง" "คืนเงินบริจาค"
      kind: "reversal"
      doc: "RP2"
      by: "K04"
      reverses: "RP1"
      voucher: "PV1"
      Income:Donations   50.00 THB
      Assets:Cash       -50.00 THB
    """
    case.proves("E529")


def test_reversal_of_a_receipt_without_money(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      receipt: "00-66-0001"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 * "ไม่ได้รับเงิน" ;!
      kind: "reversal"
      by: "K04"
      reverses: "00-66-0001"
      Income:Donations   50.00 THB
      Assets:Cash       -50.00 THB
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      receipt: "00-66-0001"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 * "ไม่ได้รับเงิน"
      kind: "reversal"
      by: "K04"
      reverses: "00-66-0001"
      Income:Donations   50.00 THB
      Assets:Cash       -50.00 THB
    2022-10-08 custom "receipt" "void" "00-66-0001"
      by: "K04"
      reason: "ไม่ได้รับเงิน"
    2022-10-08 * "ฝากผิด กลับรายการ"
      kind: "reversal"
      by: "K04"
      reverses: "RP9"
      Assets:Bank:Savings   5.00 THB
      Assets:Cash          -5.00 THB
    """
    case.proves("E529")


def test_void_voucher_that_was_used(case: Case) -> None:
    """
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 custom "voucher" "void" "RP1" ;!
      by: "K04"
      reason: "เขียนผิด"
    ---
    2022-10-07 * "บริจาค"
      kind: "donation"
      doc: "RP1"
      by: "K04"
      Assets:Cash        50.00 THB
      Income:Donations  -50.00 THB
    2022-10-08 custom "voucher" "void" "RP2"
      by: "K04"
      reason: "เขียนผิด"
    """
    case.proves("E509")


def test_claim_of_another_member(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0002"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB ;!
        member: "0002"
        claim: "C1"
      Assets:Cash               -100.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0002"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E530")


def test_claim_of_another_benefit(case: Case) -> None:
    """
    2015-10-01 open Expenses:Welfare:Death THB
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Death  100.00 THB ;!
        member: "0001"
        claim: "C1"
      Assets:Cash            -100.00 THB
    ---
    2015-10-01 open Expenses:Welfare:Death THB
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E531")


def test_claim_paid_twice(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    2022-10-08 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV2"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB ;!
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    2022-10-08 * "กลับรายการ"
      kind: "reversal"
      by: "K04"
      reverses: "PV1"
      Expenses:Welfare:Hospital -100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                100.00 THB
    2022-10-08 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV2"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E532")


def test_reversal_that_spends(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    2022-10-08 * "กลับรายการ"
      kind: "reversal"
      doc: "RP1"
      reverses: "PV1"
      by: "K04"
      Expenses:Welfare:Hospital  -100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                100.00 THB
    2022-10-09 * "กลับรายการที่กลับ"
      kind: "reversal"
      doc: "RP2"
      reverses: "RP1"
      voucher: "PV2"
      to: "0001"
      by: "K04"
      Expenses:Welfare:Hospital  900.00 THB ;!
      Assets:Cash               -900.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    2022-10-08 * "กลับรายการ"
      kind: "reversal"
      doc: "RP1"
      reverses: "PV1"
      by: "K04"
      Expenses:Welfare:Hospital  -100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                100.00 THB
    """
    case.proves("E534")


def test_benefit_with_another_line(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Expenses:Admin:Other       700.00 THB ;!
      Assets:Cash               -800.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital  100.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash               -100.00 THB
    """
    case.proves("E535")


def test_deduction_of_another_member(case: Case) -> None:
    """
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital      100.00 THB
        member: "0001"
        claim: "C1"
      Income:Contributions:Members   -30.00 THB ;!
        member: "0002"
        claim: "C1"
      Assets:Cash                    -70.00 THB
    ---
    2022-10-07 * "สวัสดิการ"
      kind: "benefit"
      voucher: "PV1"
      by: "K04"
      to: "0001"
      resolution: "1/2566-1"
      Expenses:Welfare:Hospital      100.00 THB
        member: "0001"
        claim: "C1"
      Income:Contributions:Members   -30.00 THB
        member: "0001"
        claim: "C1"
      Assets:Cash                    -70.00 THB
    """
    case.proves("E530")


def test_keyed_in_before_it_happened(case: Case) -> None:
    """
    2022-10-07 * "ค่าเครื่องเขียน" ;!
      kind: "expense"
      doc: "RP1"
      by: "K04"
      resolution: "1/2566-1"
      entered: 2022-10-06
      Expenses:Admin:Other  10.00 THB
      Assets:Cash          -10.00 THB
    ---
    2022-10-07 * "ค่าเครื่องเขียน"
      kind: "expense"
      doc: "RP1"
      by: "K04"
      resolution: "1/2566-1"
      entered: 2022-10-07
      Expenses:Admin:Other  10.00 THB
      Assets:Cash          -10.00 THB
    """
    case.proves("E536")


def test_names_of_the_register(tmp_path: Path) -> None:
    people = {"0001": register.Person("0001", "นาย", "คำปัน", "สมมติรัตน์")}
    raw = register.render(people)
    body = """
2022-10-06 query "คำปัน" "SELECT 'คำปัน-สมมติรัตน์'"
; จ่ายให้ คำปัน สมมติรัตน์
2022-10-07 note Assets:Cash "คำปัน สมมติรัตน์" #คำปัน-สมมติรัตน์
"""
    assert not [item for item in check(tmp_path, fund(body)) if item.code == "E303"]
    found = check(tmp_path, {register.PATH: raw, **fund(body)})
    keys = {str(item.args["key"]) for item in found if item.code == "E303"}
    assert keys >= {"query_string", "comment"}
    damaged = {register.PATH: raw.replace(b"0001", b"1"), **fund("")}
    (item,) = check(tmp_path, damaged)
    assert (item.code, item.place.line) == ("F404", 2)


def test_every_code_has_a_test() -> None:
    modules = (errors, form, guards, hygiene)
    text = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules)
    tested = Path(__file__).read_text(encoding="utf-8")
    for code in set(re.findall(r'"(E\d{3})"', text)):
        assert f'"{code}"' in tested, code
