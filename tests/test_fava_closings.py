"""The page Closings: the chain, what the plugin and the full verification find, codes, papers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import plain
import pytest
from beancount.core.compare import hash_entry
from conftest import LEDGER
from test_tamper import seal_months

from reports.fava_ext import closings
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Frame
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Seal
from reports.model import Table
from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import register
from welfare import seals
from welfare import writing
from welfare.findings import Refused
from welfare.seals import Closing

Audited = Callable[..., Asked]


def rows(page: Page | Document, head: str) -> list[Row]:
    """The rows of the table that begins with this heading; none where there is no such table."""
    found = [b for b in page.blocks if isinstance(b, Table) and b.columns[0].head == head]
    return [row for table in found for row in table.rows]


def chain(page: Page) -> list[Row]:
    return rows(page, "Period")


def values(row: Row) -> list[Any]:
    return [cell.value for cell in row.cells]


def said(page: Page | Document) -> str:
    return "\n".join(b.text for b in page.blocks if isinstance(b, Heading | Paragraph))


@pytest.fixture(scope="module")
def links() -> list[Closing]:
    """The chain of the committed sample: 24 months and two years."""
    return seals.closings(LEDGER)


# --- the chain -----------------------------------------------------------------------------------


def test_the_chain_of_the_sample(audited: Audited, links: list[Closing]) -> None:
    asked = audited("en")
    page = closings.show(asked)
    found = chain(page)
    assert len(found) == len(links) == 26
    for row, link in zip(found, reversed(links), strict=True):
        assert values(row)[1:5] == ["closed", "untouched", link.code, link.entered]
        assert values(row)[5] == "K04 treasurer"
        assert values(row)[6] == link.sha256[:12]
    # Each follows the one below it.
    assert [values(row)[7] for row in found] == [*(values(row)[6] for row in found[1:]), ""]
    periods = [values(row)[0] for row in found]
    assert periods[0] == "fiscal year 2024 (BE 2567)"
    assert periods[1] == "September 2024"
    (seal,) = [block for block in page.blocks if isinstance(block, Seal)]
    assert (seal.code, seal.label) == (links[-1].code, f"Last closing: {periods[0]}")
    assert "no closed period was found to be touched" in said(page)
    (frame,) = [block for block in page.blocks if isinstance(block, Frame)]
    assert (frame.address, frame.tall) == ("/x/closings/verify.html?", False)


def test_each_line_leads_to_its_directive(audited: Audited) -> None:
    asked = audited("en")
    known = {f"#context-{hash_entry(one)}": one for one in asked.book.customs("closing")}
    for row in chain(closings.show(asked)):
        entry = known[row.cells[-1].link]
        assert entry.meta["code"] == row.cells[3].value
        assert row.cells[-1].value == f"closings/{entry.values[0].value}/closing.beancount:1"


def test_the_time_filter(audited: Audited) -> None:
    for period, count in (
        (calendars.month_period("2023-10"), 1),
        (calendars.fiscal_year_period(2566, 10), 13),
        (calendars.month_period("2024-10"), 0),
    ):
        page = closings.show(audited("en", period=period))
        assert len(chain(page)) == count
        assert ("No closing in the time" in said(page)) == (count == 0)


def test_nothing_closed(audited: Audited, small_fund: Path) -> None:
    asked = audited("en", book=books.load(small_fund))
    assert said(closings.show(asked)) == "Nothing was ever closed."
    assert closings.verification(asked).title == "0 closings verified, 0 findings"


def test_names_only_where_they_are_asked_for(audited: Audited) -> None:
    people = register.load(LEDGER)
    name = people["K04"].name
    for known, by in ((people, f"K04 treasurer {name}"), ({}, "K04 treasurer")):
        told = facts(closings.show(audited("en", people=known, closing="2023-10")))
        assert told["By"] == by
    assert name not in plain.text(closings.verification(audited("en", people=people)))


# --- one closing ---------------------------------------------------------------------------------


def facts(page: Page) -> dict[str, Any]:
    return {
        label: cell.value
        for block in page.blocks
        if isinstance(block, Facts)
        for label, cell in block.items
    }


def downloads(page: Page) -> list[tuple[str, str, str]]:
    """Document, period and kind of each download, as the address says it."""
    found = []
    for block in page.blocks:
        if isinstance(block, Links) and block.download:
            for text, address, _ in block.items:
                split = urlsplit(address)
                query = parse_qs(split.query)
                assert split.path == "/x/statements/document"
                assert query["kind"] == [text.lower()]
                found.append((query["doc"][0], query["period"][0], query["kind"][0]))
    return found


def test_one_month(audited: Audited, links: list[Closing]) -> None:
    page = closings.show(audited("en", closing="2023-10"))
    (link,) = [one for one in links if one.period == "2023-10"]
    (before,) = [one for one in links if one.sha256 == link.previous]
    told = facts(page)
    assert told["Seal"] == "untouched"
    assert (told["First day"], told["Last day"]) == (date(2023, 10, 1), date(2023, 10, 31))
    assert told["SHA-256"] == link.sha256
    assert told["Follows"] == f"fiscal year 2023 (BE 2566) {before.code}"
    assert downloads(page) == [
        (doc, "2023-10", kind)
        for doc in ("monthly", "trial-balance", "cash-book", "bank-reconciliation")
        for kind in ("pdf", "xlsx", "html")
    ]


def test_one_year(audited: Audited) -> None:
    page = closings.show(audited(closing="2567"))
    found = {(doc, period) for doc, period, _ in downloads(page)}
    assert found == {("annual", "2567"), ("welfare-register", "2567")}
    (seen,) = [b for b in page.blocks if isinstance(b, Links) and b.label == "ดูบนจอ"]
    assert [address.partition("?")[2] for _, address, _ in seen.items] == [
        "doc=annual&period=2567",
        # Of a day, and so of the year's last one; the village is chosen there.
        "doc=member-register&period=2024-09-30",
        "doc=control-sheet&period=2567",
        "doc=welfare-register&period=2567",
    ]


@pytest.mark.parametrize("name", ["2024-10", "garbage", "", "../register", "x" * 10_000])
def test_a_closing_that_is_none(audited: Audited, name: str) -> None:
    with pytest.raises(Refused) as refused:
        closings.show(audited(closing=name))
    assert [item.code for item in refused.value.findings] == ["R945"]


# --- the code on paper ---------------------------------------------------------------------------


def agrees(asked: Asked) -> str:
    (answer,) = [b.text for b in closings.show(asked).blocks
                 if isinstance(b, Paragraph) and b.strong]  # fmt: skip
    return answer


def test_a_code_that_agrees(audited: Audited, links: list[Closing]) -> None:
    for link in (links[0], links[12], links[-1]):
        for code in (link.code, link.code.replace("-", " "), f"{link.period}={link.code}"):
            assert agrees(audited("en", code=code)).startswith("The code is that of the closing of")
    assert "December 2022" in agrees(audited("en", code=links[2].code))


def test_a_code_that_does_not(audited: Audited, links: list[Closing]) -> None:
    other = seals.code_of("0" * 64)
    for typed, code in (
        ("1234", "R805"),
        ("<script>", "R805"),
        (links[0].code[:-1] + str((int(links[0].code[-1]) + 1) % 10), "R805"),
        (other, "R808"),
        (f"2022-10={other}", "R809"),
        (f"2022-10={links[1].code}", "R809"),
        (f"2024-10={other}", "R810"),
        (f"nonsense={other}", "D114"),
    ):
        assert agrees(audited("en", code=typed)).startswith(code), typed


# --- the full verification -----------------------------------------------------------------------


def test_the_sample_is_as_it_was_closed(audited: Audited) -> None:
    asked = audited()
    document = closings.verification(asked)
    assert document.title == "ตรวจ 26 งวดที่ปิดแล้ว พบ 0 ข้อ"
    assert "รหัสบนกระดาษ" in said(document)
    assert closings.verified(asked.book) is closings.verified(asked.book)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund, two months closed; not to be changed."""
    fund = shutil.copytree(small_once, tmp_path_factory.mktemp("closed") / "fund")
    seal_months(fund, "2022-10", "2022-11")
    return fund


@pytest.fixture
def fund(tmp_path: Path, closed: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(closed, tmp_path / "fund")


def replace(path: Path, old: str, new: str) -> None:
    raw = path.read_text(encoding="utf-8")
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1).encode())


def test_a_changed_entry_is_named_and_leads_there(audited: Audited, fund: Path) -> None:
    replace(fund / "journal/2022-10.beancount", 'member: "0002"', 'member: "0003"')
    replace(fund / "register/people.csv", "0001,", "0001,X")
    asked = audited("en", book=books.load(fund))
    page = closings.show(asked)
    (found,) = rows(page, "Finding")
    assert str(found.cells[0].value).startswith("E803")
    where = str(found.cells[1].value)
    entry = next(e for e in asked.book.entries if found.cells[1].link.endswith(hash_entry(e)))
    assert where == f"journal/2022-10.beancount:{entry.meta['lineno']}"
    assert [values(row)[2] for row in chain(page)] == ["untouched", "1 finding"]
    (frame,) = [block for block in page.blocks if isinstance(block, Frame)]
    assert frame.tall

    detail = closings.show(audited("en", book=asked.book, closing="2022-10"))
    assert facts(detail)["Seal"] == "1 finding"
    assert [values(row) for row in rows(detail, "Finding")] == [values(found)]
    assert not rows(closings.show(audited("en", book=asked.book, closing="2022-11")), "Finding")

    document = closings.verification(asked)
    assert document.title == "2 closings verified, 2 findings"
    (changed, person) = rows(document, "Finding")
    assert values(changed) == values(found)
    assert changed.cells[1].link == f"/x/closings/?{found.cells[1].link}"
    assert (str(person.cells[0].value)[:4], person.cells[1].link) == ("R804", "")
    assert [values(row) for row in rows(document, "Person")] == [["0001", "November 2022", "no"]]
    # Numbers alone: nothing of the row itself.
    first = register.load(LEDGER)["0001"]
    assert first.first_name not in plain.text(document)


def test_what_no_longer_balances_is_told(audited: Audited, fund: Path) -> None:
    replace(fund / "journal/2022-10.beancount", "-30.00 THB", "-31.00 THB")
    asked = audited("en", book=books.load(fund))
    told = [str(row.cells[0].value) for row in rows(closings.verification(asked), "Finding")]
    assert {text[:4] for text in told} == {"E100", "E803"}
    assert any("does not balance: (-1.00 THB)" in text for text in told)


def test_a_file_that_changes_is_verified_again(audited: Audited, fund: Path) -> None:
    asked = audited("en", book=books.load(fund))
    first = closings.verified(asked.book)
    assert closings.verified(asked.book) is first
    assert not first.findings
    # The same length, and set back to the time of before: that the file was touched still tells.
    path = fund / "bank/1111/2022-10.csv"
    before = path.stat()
    replace(path, "2022-10-", "2022-11-")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    second = closings.verified(asked.book)
    assert [item.code for item in second.findings] == ["E816", "R802"]
    assert closings.verified(asked.book) is second
    (fund / "closings/2022-10/members.csv").write_bytes(b"")
    assert "E815" in [item.code for item in closings.verified(asked.book).findings]


def test_an_unfinished_write_is_not_judged(audited: Audited, fund: Path) -> None:
    asked = audited("en", book=books.load(fund))
    staging = fund / writing.STAGING
    staging.mkdir(exist_ok=True)
    (staging / "intent.json").write_bytes(b"{}")
    assert writing.pending(fund)
    assert "A write is not finished" in closings.verification(asked).title


def test_a_closing_that_was_taken_back(audited: Audited, fund: Path) -> None:
    book = books.load(fund)
    made = seals.reopen(
        fund,
        "2022-11",
        entered=date(2022, 12, 8),
        by="K04",
        resolution="1/2566-1",
        reason="<b>x</b>",
    )
    old, new = "closings/2022-11/closing.beancount", "closings/2022-11.reopened-1"
    for main in (books.MAIN, books.ALL):
        raw = (fund / main).read_bytes()
        made[main] = main_files.changed(raw, [f"{new}/{seals.REOPENED}"], (old,))
    writing.commit(fund, made, writing.snapshot(fund, made))
    book = books.load(fund)
    page = closings.show(audited("en", book=book))
    assert [values(row)[:3] for row in chain(page)] == [
        ["November 2022", "reopening", None],
        ["November 2022", "taken back", None],
        ["October 2022", "closed", "untouched"],
    ]
    (seal,) = [block for block in page.blocks if isinstance(block, Seal)]
    assert seal.label == "Last closing: October 2022"
    assert chain(page)[0].cells[-1].value == f"{new}/reopening.beancount:1"
    detail = closings.show(audited("en", book=book, closing="2022-11.reopened-1"))
    assert (facts(detail)["Resolution"], facts(detail)["Reason"]) == ("1/2566-1", "<b>x</b>")
    assert not downloads(detail)


def test_a_link_that_is_gone(audited: Audited, fund: Path) -> None:
    shutil.rmtree(fund / "closings" / "2022-10")
    page = closings.show(audited("en", book=books.load(fund)))
    (row,) = chain(page)
    assert row.cells[2].value == "2 findings"
    assert str(row.cells[7].value).endswith(" (missing)")
    told = [str(found.cells[0].value)[:4] for found in rows(page, "Finding")]
    assert told == ["E810", "E811", "E801"]


def test_years_that_were_not_loaded(audited: Audited, fund: Path) -> None:
    names = ("journal/2022-10.beancount", "closings/2022-10/closing.beancount")
    raw = (fund / books.MAIN).read_bytes()
    (fund / books.MAIN).write_bytes(main_files.changed(raw, [], names))
    page = closings.show(audited("en", book=books.load(fund)))
    assert [values(row)[2] for row in chain(page)][1] == "not loaded"
    assert "welfare audit --all" in said(page)
