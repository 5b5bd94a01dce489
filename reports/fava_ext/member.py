"""One member on one screen: all that `welfare member show` tells, with the way to each entry.

Status, tenure, waiting periods and what is owed; the years of contributions as the control sheet
has them; ceilings; claims with their verdicts; every line of money; every event of the register,
corrections with what stood there before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Posting
from beancount.core.data import Transaction

from reports.fava_ext.claim import resolutions_of
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Links
from reports.fava_ext.page import PageBlock
from reports.model import Cell
from reports.model import Column
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers import control_sheet
from reports.papers import parts
from reports.parts import capital
from reports.parts import readable
from rules import explain
from rules import member_text
from rules import member_view
from rules.cases import Claim
from rules.member_view import View
from rules.membership import members_of
from welfare import books
from welfare.books import Book
from welfare.findings import refuse
from welfare.labels import label
from welfare.labels import value
from welfare.records import split_number
from welfare.vocabulary import MONEY
from welfare.vocabulary import MONTHS
from welfare.vocabulary import facts
from welfare.vocabulary import kind_of
from welfare.vocabulary import values_of

#: The events of a member: their words, and which of their values names the member.
EVENTS = {
    ("member", "joined"): 0,
    ("member", "changed"): 0,
    ("member", "ended"): 0,
    ("notice",): 0,
    ("reinstatement", "applied"): 0,
    ("reinstatement", "considered"): 0,
    ("carried", "member"): 0,
    ("matched",): 1,
    ("register-change",): 0,
}
#: What has a column of its own, or none.
_APART = (*member_text.OWN, "resolution", "by", "seal")


def address(asked: Asked, number: str) -> str:
    """The way to a member's page, of the day that was typed."""
    return asked.page("members", member=number, **_typed(asked))


def _typed(asked: Asked) -> dict[str, str]:
    """The day that was typed, for an address."""
    typed = asked.args.get("on", "").strip()
    return {"on": typed} if typed else {}


def blocks(asked: Asked, number: str, day: date) -> Iterator[PageBlock]:
    """All about a member on a day.

    Raises:
        Refused: R555, the member was admitted later.
    """
    seen = member_view.view(asked.book, number, day)
    if seen is None:
        joined = asked.book.members[number].joined
        raise refuse("R555", member=number, day=joined, on=day)
    words = asked.words
    yield from _ways(asked, number)
    yield Facts(tuple(_pairs(asked, member_text.register_lines(seen, asked.people, asked.lang))), 3)
    yield Heading(words("สมาชิกภาพ", "Membership"))
    yield Facts(tuple(_pairs(asked, member_text.membership_lines(seen, asked.lang))))
    yield Heading(words("เงินสมทบ", "Contributions"))
    yield Facts(tuple(_pairs(asked, member_text.contribution_lines(seen, asked.lang))))
    yield control_sheet.years_of(seen.book, words, seen.history, day)
    yield Paragraph(control_sheet.legend(words), small=True)
    yield from _rights(asked, seen)
    yield from _claims(asked, seen)
    yield from _money(asked, seen)
    yield from _events(asked, seen)


def _ways(asked: Asked, number: str) -> Iterator[Links]:
    """To the member before and after, to the register, to other numbers of the same person."""
    words, book = asked.words, asked.book
    numbers = book.once(_numbers)
    index = numbers.index(number)
    before, after = numbers[max(index - 1, 0) : index], numbers[index + 1 : index + 2]
    ways = [
        (words("ทะเบียนทั้งหมด", "the register"), asked.page("members", **_typed(asked)), False),
        *((f"‹ {other}", address(asked, other), False) for other in before),
        *((f"{other} ›", address(asked, other), False) for other in after),
    ]
    yield Links(tuple(ways))
    members = members_of(book)
    others = [one for one in members.numbers(members.person(number)) if one != number]
    if others:
        told = tuple((one, address(asked, one), False) for one in others)
        yield Links(told, words("เลขที่อื่นของคนเดียวกัน", "other numbers of the same person"))


def _numbers(book: Book) -> list[str]:
    """Every membership number, in order."""
    return sorted(book.members, key=split_number)


def _pairs(asked: Asked, lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Cell]]:
    """Labels and texts as facts; a label that was just said is not said again."""
    before = ""
    for head, text in lines:
        shown = "" if head == before else capital(head.replace("-", " "))
        yield shown, Cell(readable(asked.book, text, asked.words))
        before = head


# --- rights and claims ---------------------------------------------------------------------------


def _rights(asked: Asked, seen: View) -> Iterator[PageBlock]:
    words = asked.words
    rows = []
    for right in seen.rights:
        one = member_text.limit_of(seen, right, asked.lang)
        rules = asked.page("bylaws", on=seen.day.isoformat())
        rows.append(
            Row(
                (
                    Cell(capital(one.title)),
                    Cell(one.limit, keep=True),
                    Cell(one.used, keep=True),
                    Cell(one.left, keep=True),
                    Cell(one.whose),
                    Cell(one.article, link=rules, keep=True),
                )
            )
        )
    if not rows:
        return
    yield Heading(words("สิทธิและเพดานในปีนี้", "Rights and ceilings of the year"))
    columns = (
        Column(words("สวัสดิการ", "Benefit"), width=3),
        Column(words("เพดาน", "Limit"), align="right", width=2),
        Column(words("ใช้ไป", "Used"), align="right", width=2),
        Column(words("คงเหลือ", "Left"), align="right", width=2),
        Column(words("ของใคร ปีใด", "Whose, which year"), width=3),
        Column(words("ข้อ", "Article"), width=1.5),
    )
    yield Table(columns, tuple(rows))


def _claims(asked: Asked, seen: View) -> Iterator[PageBlock]:
    words = asked.words
    if not seen.claims:
        return
    yield Heading(words("คำขอสวัสดิการ", "Claims"))
    rows = tuple(
        Row(
            (
                Cell(claim.number, link=asked.page("claims", claim=claim.number), keep=True),
                Cell(claim.filed, keep=True),
                Cell(capital(explain.benefit_title(seen.book, claim, asked.lang))),
                Cell(readable(seen.book, explain.event_text(claim, asked.lang), words)),
                Cell(readable(seen.book, member_text.result_of(judged, asked.lang), words)),
                Cell(judged.gross),
                Cell(claim.paid_on, link=_payment(asked, seen.book, claim), keep=True),
                _resolutions(asked, claim.number),
            )
        )
        for claim, judged in seen.claims
    )
    columns = (
        Column(words("คำขอ", "Claim"), width=1.4),
        Column(words("ยื่นเมื่อ", "Filed"), "date", width=1.6),
        Column(words("สวัสดิการ", "Benefit"), width=3),
        Column(words("เหตุเมื่อ", "Event"), width=3),
        Column(words("ผลตามระเบียบ", "By the bylaws"), width=6),
        Column(words("ให้ (บาท)", "Granted (baht)"), "money", width=1.5),
        Column(words("จ่ายเมื่อ", "Paid"), "date", width=1.6),
        Column(words("มติ", "Resolution"), width=1.4),
    )
    yield Table(columns, rows)


def _resolutions(asked: Asked, number: str) -> Cell:
    """The resolution that dealt with a claim; several where the books name several."""
    named = resolutions_of(asked.book, number)
    passed = asked.book.resolutions.get(named[0]) if len(named) == 1 else None
    return Cell(", ".join(named), link=asked.entry(passed) if passed else "")


def _payment(asked: Asked, book: Book, claim: Claim) -> str:
    """The way to the entry that paid a claim, or ""."""
    for entry, posting in book.once(parts.lines_of).get(claim.member, ()):
        own = posting.meta or {}
        if own.get("claim") == claim.number and entry.date == claim.paid_on:
            return asked.entry(entry)
    return ""


# --- money ---------------------------------------------------------------------------------------


def _money(asked: Asked, seen: View) -> Iterator[PageBlock]:
    """Every line of money that names the member, within Fava's filters."""
    words, number = asked.words, seen.number
    every = seen.book.once(parts.lines_of).get(number, [])
    lines = [line for line in every if asked.within(line[0].date) and asked.passes(line[0])]
    yield Heading(words("เงินของสมาชิก", "Money"))
    told = member_text.before(seen, asked.lang)
    if told:
        yield Paragraph(readable(seen.book, told, words), small=True)
    if len(lines) < len(every):
        yield Paragraph(
            words(
                f"แสดง {len(lines)} จาก {len(every)} รายการ ตามตัวกรองของ Fava",
                f"{len(lines)} of {len(every)} lines, by Fava's filters",
            ),
            small=True,
        )
    if not lines:
        yield Paragraph(words("ไม่มีรายการ", "None."))
        return
    columns = (
        Column(words("วันที่", "Date"), "date", width=1.6),
        Column(words("ใบเสร็จ/ใบสำคัญ", "Paper"), width=1.8),
        Column(words("รายการ", "What"), width=3),
        Column(words("บัญชี", "Account"), width=3),
        Column(words("งวด", "Months"), width=2),
        Column(words("รับ (จ่าย) บาท", "In (out), baht"), "money", width=1.8),
        Column(words("คำขอ", "Claim"), width=1.4),
        Column(words("รายการในสมุดบัญชี", "Entry"), width=3.4),
    )
    yield Table(columns, tuple(_line(asked, *line) for line in lines))


def _line(asked: Asked, entry: Transaction, posting: Posting) -> Row:
    own, words = posting.meta or {}, asked.words
    claim, months = str(own.get("claim", "")), str(own.get("months", ""))
    link = asked.page("claims", claim=claim) if claim else ""
    month = entry.date.strftime("%Y-%m")
    account = asked.account_name(posting.account)
    return Row(
        (
            Cell(entry.date, keep=True),
            asked.number(str(own.get("receipt") or entry.meta.get("voucher", ""))),
            Cell(_what(asked, entry)),
            Cell(account, link=asked.ledger(posting.account, month)),
            Cell(parts.months_text(months, words) if MONTHS.match(months) else months, keep=True),
            Cell(-books.number(posting)),
            Cell(claim, link=link, keep=True),
            asked.at(posting),
        )
    )


def _what(asked: Asked, entry: Transaction) -> str:
    """What kind of entry it is, and which paper it takes back."""
    kind = str(entry.meta.get("kind", ""))
    known = MONEY.get(kind)
    told = asked.words(known.thai, capital(kind)) if known else kind
    reverses = entry.meta.get("reverses")
    return f"{told} {reverses}" if reverses else told


# --- events --------------------------------------------------------------------------------------


def events(book: Book) -> dict[str, list[Custom]]:
    """Member to the events of the register that name it, in the order of the books."""
    found: dict[str, list[Custom]] = defaultdict(list)
    for words, index in EVENTS.items():
        for entry in book.customs(*words):
            for number in values_of(entry)[index : index + 1]:
                found[str(number)].append(entry)
    return {number: sorted(own, key=lambda entry: entry.date) for number, own in found.items()}


def _events(asked: Asked, seen: View) -> Iterator[PageBlock]:
    """Every event, and what a correction changed."""
    words, person = asked.words, parts.person_of(seen.book, seen.number)
    known = seen.book.once(events)
    own = known.get(seen.number, [])
    if person != seen.number:
        of_person = [e for e in known.get(person, []) if e.type == "register-change"]
        own = sorted([*own, *of_person], key=lambda entry: entry.date)
    yield Heading(words("เหตุการณ์ในทะเบียน", "Events of the register"))
    columns = (
        Column(words("วันที่", "Date"), "date", width=1.6),
        Column(words("เหตุการณ์", "Event"), width=2.4),
        Column(words("ข้อมูล", "Facts"), width=5),
        Column(words("มติ", "Resolution"), width=1.4),
        Column(words("บันทึกโดย", "By"), width=1.4),
        Column(words("บันทึกเมื่อ", "Entered"), "date", width=1.6),
        Column(words("รายการในสมุดบัญชี", "Entry"), width=3.4),
    )
    before: dict[str, Any] = {}
    rows = []
    for entry in own:
        rows.append(_event(asked, seen, entry, before))
        if entry.type == "member":
            before |= facts(entry)
    yield Table(columns, tuple(rows))


def _event(asked: Asked, seen: View, entry: Custom, before: dict[str, Any]) -> Row:
    words, kind, told = asked.words, kind_of(entry), facts(entry)
    resolution, by = str(told.get("resolution", "")), str(told.get("by", ""))
    passed = seen.book.resolutions.get(resolution)
    entered = told.get("entered")
    name = " ".join(kind.words) if kind else entry.type
    return Row(
        (
            Cell(entry.date, keep=True),
            Cell(words(kind.thai if kind else name, capital(name))),
            Cell(_facts(asked, entry, before)),
            Cell(resolution, link=asked.entry(passed) if passed else "", keep=True),
            Cell(asked.name(by) or by),
            Cell(entered if isinstance(entered, date) else None, keep=True),
            asked.at(entry),
        )
    )


def _facts(asked: Asked, entry: Custom, before: dict[str, Any]) -> str:
    """What an event tells; a correction with what stood there before.

    What an admission and a carried state tell stands at the head of the page.
    """
    lang, told, word = asked.lang, [], str(entry.values[0].value)
    if word == "joined" or entry.type == "carried":
        return ""
    if entry.type == "matched":
        told += [str(each) for each in values_of(entry)[::2]]
    for key, fact in facts(entry).items():
        if key in _APART:
            continue
        text = value(key, str(fact), lang)
        if entry.type == "member" and word == "changed":
            old = str(before.get(key, ""))
            text = f"{value(key, old, lang) if old else '–'} → {text}"
        told.append(f"{label(key, lang)}: {text}")
    return readable(asked.book, " · ".join(told), asked.words)
