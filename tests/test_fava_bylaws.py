"""The page Bylaws: rules in force around an amendment, what changed when, and where each stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from beancount.core.compare import hash_entry
from beancount.core.data import Custom
from beancount.parser import parser

from reports.fava_ext import bylaws
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Form
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.model import Cell
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.parts import with_names
from rules import prose
from welfare import calendars
from welfare.books import Book

Audited = Callable[..., Asked]
AMENDED = date(2024, 4, 1)

TOY = """
2015-10-01 custom "fund" "toy"
  name-th: "ทดสอบ"
  fiscal-year-start: 10
  villages: 1
  books-from: 2022-10-01
2022-10-01 open Assets:Cash THB
  name-th: "เงินสดในมือ"
2022-10-01 custom "bylaw" "cash-ceiling"
  article: "38"
  account: "Assets:Cash"
  amount: 8000.00 THB
2022-10-01 custom "bylaw" "quorum"
  article: "47"
  share: 0.5
2024-02-10 custom "resolution" "1/2567-1"
  topic: "bylaw-amendment"
2024-04-01 custom "bylaw" "quorum"
  article: "47 (ฉบับที่ ๒)"
  resolution: "1/2567-1"
  repealed: TRUE
2024-04-01 custom "bylaw" "planner"
  article: "41"
  resolution: "<script>alert(1)</script>"
  may-handle-money: FALSE
2025-04-01 custom "bylaw" "quorum"
  article: "47"
  share: 0.6
2026-04-01 custom "bylaw" "quorum"
  article: "47"
  share: 0.6
"""


def of(text: str) -> Book:
    entries, errors, options = parser.parse_string(text)
    assert not errors
    return Book(Path("toy"), entries, [], options)


def tables(page: Page) -> list[Table]:
    """The rules in force, and what changed; a table is missing where there is nothing."""
    return [block for block in page.blocks if isinstance(block, Table)]


def said(page: Page) -> str:
    texts = [b.text for b in page.blocks if isinstance(b, Heading | Paragraph)]
    return "\n".join(texts)


def values(row: Row) -> list[Any]:
    return [cell.value for cell in row.cells]


def rule(page: Page, title: str) -> list[Any]:
    (found,) = [values(row) for row in tables(page)[0].rows if row.cells[1].value == title]
    return found


def links(page: Page) -> list[Cell]:
    return [c for table in tables(page) for row in table.rows for c in row.cells if c.link]


# --- in force ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "night", "year", "since"),
    [
        ("2024-03-31", "120.00", "1,500.00", date(2022, 10, 1)),
        ("2024-04-01", "150.00", "1,800.00", AMENDED),
        ("2024-04-02", "150.00", "1,800.00", AMENDED),
    ],
)
def test_around_the_amendment(
    audited: Audited, day: str, night: str, year: str, since: date
) -> None:
    page = bylaws.show(audited(on=day))
    article, _, text, begun, resolution, place = rule(page, "สวัสดิการนอนรักษาพยาบาล")
    assert f"คืนละ {night} บาท" in text
    assert f"ไม่เกิน {year} บาทต่อคนต่อปีบัญชี" in text
    assert begun == since
    assert ("ฉบับที่ ๒" in article, resolution) == (
        (True, "ญ2/2567-1") if since == AMENDED else (False, "–")
    )
    assert place.startswith("bylaws.beancount:")
    assert "49 กฎ" in said(page)


@pytest.mark.parametrize(("day", "count"), [("2022-09-30", 0), ("2022-10-01", 49)])
def test_the_day_on_which_the_bylaws_begin(audited: Audited, day: str, count: int) -> None:
    page = bylaws.show(audited("en", on=day))
    assert f": {count} rules" in said(page)
    assert ("No rule is in force on that day." in said(page)) == (count == 0)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_all_rules_in_the_words_of_the_command(audited: Audited, lang: str) -> None:
    asked = audited(lang, on="2024-04-01")
    wanted = prose.text(asked.book.bylaws, AMENDED, lang)
    rows = tables(bylaws.show(asked))[0].rows
    assert [row.cells[0].value for row in rows] == [section.article for section in wanted]
    told = [str(row.cells[2].value) for row in rows]
    for text, section in zip(told, wanted, strict=True):
        assert text == with_names(asked.book, " · ".join(section.lines), asked.words)
    assert not [text for text in told if "Assets:" in text]
    (ceiling,) = [text for text in told if " 8,000.00" in text]
    assert {"th": "เงินสดในมือ", "en": "cash on hand"}[lang] in ceiling


@pytest.mark.parametrize("typed", ["1 เม.ย. 2567", "2567-04-01", "1/4/2567", "๑ เมษายน ๒๕๖๗"])
def test_a_day_as_people_type_it(audited: Audited, typed: str) -> None:
    page = bylaws.show(audited(on=typed))
    assert "1 เมษายน 2567" in said(page)
    (form,) = [block for block in page.blocks if isinstance(block, Form)]
    assert form.fields[0].value == "1/4/2567"
    assert bylaws.show(audited("en", on=typed)).blocks[0].fields[0].value == "2024-04-01"  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["garbage", "2024-02-30", "x" * 10_000, "<script>", "{{7*7}}"])
def test_what_is_no_day_is_told(audited: Audited, typed: str) -> None:
    page = bylaws.show(audited(on=typed))
    (wrong,) = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.strong]
    assert wrong.startswith("D10")
    assert len(wrong) < 500
    # What changed when is told all the same.
    assert len(tables(page)) == 1


def test_the_day_of_the_time_filter(audited: Audited) -> None:
    year = calendars.fiscal_year_period(2566, 10)
    page = bylaws.show(audited(period=year))
    assert "30 กันยายน 2566" in said(page)
    assert "คืนละ 120.00 บาท" in rule(page, "สวัสดิการนอนรักษาพยาบาล")[2]
    assert "ไม่มีการแก้ไขหรือยกเลิกกฎใด" in said(page)
    assert "49 กฎ (เลือกวันนั้น" in said(page)
    page = bylaws.show(audited(period=calendars.fiscal_year_period(2567, 10)))
    assert "คืนละ 150.00 บาท" in rule(page, "สวัสดิการนอนรักษาพยาบาล")[2]
    assert "ระเบียบแรก" not in said(page)
    assert len(tables(page)) == 2


def test_one_rule_on_a_day_and_how_it_changed(audited: Audited) -> None:
    page = bylaws.show(audited(on="31/3/2567", rule="benefit hospital"))
    (form,) = [block for block in page.blocks if isinstance(block, Form)]
    assert ("benefit hospital", "สวัสดิการนอนรักษาพยาบาล") in form.fields[1].options
    now, changed = tables(page)
    assert [row.cells[1].value for row in now.rows] == ["สวัสดิการนอนรักษาพยาบาล"]
    assert "คืนละ 120.00 บาท" in str(now.rows[0].cells[2].value)
    assert {row.cells[2].value for row in changed.rows} == {"สวัสดิการนอนรักษาพยาบาล", None}
    every = bylaws.show(audited(on="31/3/2567", rule="garbage"))
    assert len(tables(every)[0].rows) == 49


def test_the_days_of_change_lead_to_themselves(audited: Audited) -> None:
    for day, here in (("2024-03-31", [True, False]), ("2024-04-01", [False, True])):
        page = bylaws.show(audited(on=day))
        (days,) = [block for block in page.blocks if isinstance(block, Links)]
        assert [address for _, address, _ in days.items] == [
            "/x/here/?on=2022-10-01",
            "/x/here/?on=2024-04-01",
        ]
        assert [marked for _, _, marked in days.items] == here


# --- what changed when ---------------------------------------------------------------------------


def test_the_amendment_of_the_sample(audited: Audited) -> None:
    rows = [values(row) for row in tables(bylaws.show(audited("en")))[1].rows]
    heads = [row for row in rows if row[0]]
    assert [(row[0], row[2], row[3], row[6]) for row in heads] == [
        (AMENDED, title, "changed", "ญ2/2567-1")
        for title in (
            "Benefit: hospital",
            "Benefit: death",
            "Benefit: elderly",
            "Income split between the sub-funds: contributions",
            "Income split between the sub-funds: interest",
        )
    ]
    assert {row[7] for row in heads} == {date(2024, 3, 17)}
    assert [(row[4], row[5]) for row in rows] == [
        ("120.00 baht a night", "150.00 baht a night"),
        (
            "at most 1,500.00 baht a person and fiscal year",
            "at most 1,800.00 baht a person and fiscal year",
        ),
        ("to be filed within 90 days", "to be filed within 60 days"),
        ("5 years complete: 9,500.00 baht", "5 years complete: 10,500.00 baht"),
        ("8 years complete: 16,000.00 baht", "8 years complete: 18,000.00 baht"),
        ("pays 250.00 baht", ""),
        ("", "pays by age"),
        ("", "65 years complete: 250.00 baht"),
        ("", "80 years complete: 400.00 baht"),
        ("reserve 15 %", "reserve 20 %"),
        ("reserve 15 %", "reserve 20 %"),
    ]


def test_each_link_leads_to_the_line_that_it_names(audited: Audited) -> None:
    asked = audited()
    customs = [entry for entry in asked.book.entries if isinstance(entry, Custom)]
    known = {f"#context-{hash_entry(entry)}": entry for entry in customs}
    found = links(bylaws.show(asked))
    assert len(found) == 49 + 5 + 5 + 5
    for cell in found:
        entry = known[cell.link]
        if entry.type == "bylaw":
            assert cell.value == f"bylaws.beancount:{entry.meta['lineno']}"
        else:
            assert (entry.type, entry.values[0].value) == ("resolution", cell.value)


def test_added_repealed_and_restated(audited: Audited) -> None:
    page = bylaws.show(audited("en", book=of(TOY), on="2024-04-01"))
    assert [row.cells[1].value for row in tables(page)[0].rows] == ["Ceiling of cash", "Planner"]
    rows = [values(row)[:7] for row in tables(page)[1].rows]
    half, more = "at least 50 % of the committee", "at least 60 % of the committee"
    script = "<script>alert(1)</script>"
    amended = "47 (ฉบับที่ ๒)"
    assert rows == [
        [AMENDED, "41", "Planner", "added", "", "may not handle money", script],
        [AMENDED, amended, "Quorum", "repealed", half, "", "1/2567-1"],
        [date(2025, 4, 1), "47", "Quorum", "added", "", more, "–"],
        [date(2026, 4, 1), "47", "Quorum", "restated, the same", "", "", "–"],
    ]
    # A resolution that the books do not hold leads nowhere.
    assert [row.cells[6].link != "" for row in tables(page)[1].rows] == [False, True, False, False]


def test_a_fund_without_bylaws(audited: Audited) -> None:
    page = bylaws.show(audited("en", book=of(TOY.partition("2022-10-01 open")[0])))
    assert "0 rules" in said(page)
    assert not tables(page)


WRONG = """
2022-10-01 custom "bylaw" "contribution" "half-year"
  article: "99999999999999999999"
  amount: "x"
  months: "abc"
  starts: "13, zz"
  due-day: 77
2022-10-01 custom "bylaw" "matching"
  on: "13-45"
  rounds: "x"
2022-10-01 custom "bylaw" "nonsense" 5 TRUE
  some: 1
2022-10-01 custom "bylaw" "benefit" "x" "y" "z"
  title: 2022-01-01
  claim-window: "99"
  per-night: 2 USD
  evidence: 5
"""


@pytest.mark.parametrize("lang", ["th", "en"])
def test_rules_with_mistakes_are_shown_as_written(audited: Audited, lang: str) -> None:
    page = bylaws.show(audited(lang, book=of(TOY + WRONG), on="2023-01-01"))
    (warning,) = [b.text for b in page.blocks if isinstance(b, Paragraph) and b.strong]
    assert "welfare bylaws check" in warning
    told = " | ".join(str(row.cells[2].value) for row in tables(page)[0].rows)
    for text in ("starts: 13, zz", "due-day: 77", "on: 13-45", "per-night: 2 USD", "some: 1"):
        assert text in told
