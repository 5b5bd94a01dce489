"""Where to look: errors, alerts, and the lists that an auditor asks for, each row with its entry.

Every code of an error or alert stands in one section (`SECTIONS`); what `welfare check` counts is
what this page counts, as long as no filter of Fava narrows it. Beside the alerts of a section stand
lists that say nothing is wrong (`rules.listings`): every handover, payments to those in office …

    ?section=receipts       one section
    ?severity=high          all alerts of one severity
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from fnmatch import fnmatchcase
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive

from reports import checklist
from reports.fava_ext import base
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Links
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.fava_ext.page import by_place
from reports.forms.sheet import ROLES
from reports.model import Cell
from reports.model import Column
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import RowKind
from reports.model import Table
from reports.papers.parts import IRREGULAR
from reports.parts import capital
from reports.parts import readable
from rules import alerts
from rules import guards
from rules import listings
from rules.alert import Alert
from rules.alerts import Handover
from rules.listings import Join
from rules.listings import OwnPayment
from rules.listings import SameEvent
from rules.listings import SameLine
from rules.listings import Settlement
from welfare import books
from welfare import catalogue
from welfare.books import Book
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.vocabulary import MONEY
from welfare.vocabulary import values_of


class Section(NamedTuple):
    """A part of the page: its name in Thai and in English, and the codes that belong there.

    Errors are told by patterns: of the books, of a damaged register, and of money that reaches
    behind a carried state.
    """

    titles: tuple[str, str]
    codes: tuple[str, ...]


SEVERITIES = {
    "high": ("สำคัญมาก", "serious"),
    "medium": ("ควรตรวจ", "to be looked at"),
    "info": ("เพื่อทราบ", "for information"),
}
SECTIONS: dict[str, Section] = {
    "errors": Section(("ข้อผิดในสมุดบัญชี", "Errors"), ("E[0-9]*", "F4[0-9]*", "R85[0-9]")),
    "irregularities": Section(
        ("ความผิดปกติและการแก้ไข", "Irregularities"),
        ("IRREGULARITY", "PAID_AGAINST_RULES", "OVERPAID", "UNDERPAID", "PAID_AS_THEN_KNOWN"),
    ),
    "receipts": Section(
        ("เลขที่ขาด ยกเลิก ค้างตรวจ", "Gaps and voids"),
        ("RECEIPT_GAP", "RECEIPT_VOID", "RECEIPT_OUTSTANDING", "DOC_GAP", "VOUCHER_GAP"),
    ),
    "reversals": Section(("กลับรายการเงินสมทบ", "Reversals"), ("CONTRIBUTION_REVERSED",)),
    "custody": Section(("เงินกับผู้เก็บเงิน", "Collectors"), ("COLLECTOR_LATE", "SHEET_TOTAL_MISMATCH")),
    "cash": Section(
        ("เงินสดและเพดาน", "Cash ceiling"),
        ("CASH_CEILING_BREACH", "CASH_NEGATIVE", "CASH_COUNT_DIFFERS"),
    ),
    "resolutions": Section(
        ("จ่ายโดยไม่มีมติ และการประชุม", "Resolutions"),
        (
            "PAID_WITHOUT_RESOLUTION",
            "PAID_BEFORE_RESOLUTION",
            "EXPENSE_WITHOUT_RESOLUTION",
            "RESOLUTION_NOT_FOUND",
            "MEETING_NO_QUORUM",
            "AGM_LATE",
        ),
    ),
    "interests": Section(
        ("ผลประโยชน์ขัดกัน", "Conflicts of interest"),
        (
            "CONFLICT_OF_INTEREST",
            "PLANNER_HANDLED_MONEY",
            "TERM_EXPIRED",
            "PAYEE_OTHER",
            "PAYEE_NOT_NOMINEE",
        ),
    ),
    "joins": Section(
        ("การรับสมาชิกและสมาชิก", "Admissions"),
        (
            "DEATH_SOON_AFTER_JOINING",
            "REINSTATEMENT_REFUSED",
            "MONEY_FROM_NON_MEMBER",
            "CONTRIBUTION_NOT_DUE",
            "MEMBER_ID_MISSING",
            "MEMBER_ID_INVALID",
            "DOB_OLD_CALENDAR",
        ),
    ),
    "duplicates": Section(
        ("รายการซ้ำ", "Duplicates"), ("RECEIPT_DUPLICATE", "CLAIM_DUPLICATE", "CLAIM_SAME_PAPER")
    ),
    "bank": Section(
        ("ธนาคาร เงินรัฐ ค่าบริหาร", "Bank, state, costs"),
        (
            "BANK_BALANCE_BROKEN",
            "BANK_LINE_DIFFERS",
            "BANK_UNRECORDED",
            "BANK_OTHER",
            "DEPOSIT_IN_TRANSIT_YEAR_END",
            "STATE_MATCH_EXCESS",
            "ADMIN_OVER_SHARE",
        ),
    ),
}
#: Codes of which the subject is a year, however much it looks like a member's number.
OF_YEARS = ("STATE_MATCH_EXCESS", "ADMIN_OVER_SHARE", "AGM_LATE")


def sections_of(code: str) -> list[str]:
    """The sections that a code belongs to: one for errors and alerts, none for other codes."""
    return [
        name
        for name, section in SECTIONS.items()
        if any(fnmatchcase(code, pattern) for pattern in section.codes)
    ]


def section_of(item: Alert) -> str:
    """The section of an alert; irregularities of a code that nothing can confirm have their own."""
    return next(iter(sections_of(item.code)), "irregularities")


class Item(NamedTuple):
    """A row that is not written yet: its day, its entry, and what is told."""

    day: date | None
    entry: Directive | None
    of: Any


class Listing(NamedTuple):
    """A list beside the alerts of a section; cells are made for the rows shown alone.

    What nobody could look at is not known to be none: `known` is False, and the note says why.
    """

    title: str
    note: str
    columns: tuple[Column, ...]
    items: Sequence[Item]
    cells: Callable[[Asked, Any], tuple[Cell, ...]]
    known: bool = True


# --- the page ------------------------------------------------------------------------------------


def show(asked: Asked) -> Page:
    """The summary with all alerts, or one section of them.

    Raises:
        Refused: R930, R931: no such section or severity.
    """
    section, severity = asked.args.get("section", ""), asked.args.get("severity", "")
    if section and section not in SECTIONS:
        raise refuse("R930", section=section, known=", ".join(SECTIONS))
    if severity and severity not in SEVERITIES:
        raise refuse("R931", severity=severity, known=", ".join(SEVERITIES))
    asked.refuse_behind()
    words = asked.words
    found = _alerts(asked)
    own = [one for one in found if not section or section_of(one) == section]
    wrong = asked.book.once(checklist.errors) if section in ("", "errors") else []
    blocks: list[PageBlock] = [_nav(asked, found, section)]
    if section:
        blocks.append(Heading(words(*SECTIONS[section].titles)))
        blocks += _before(asked, section, own)
    else:
        blocks += _summary(asked, found)
        blocks.append(Heading(words("เรื่องสำคัญและเงินมากก่อน", "The most serious and largest first")))
    if wrong or section == "errors":
        blocks += _errors(asked, wrong)
    if section != "errors":
        blocks += _alert_table(asked, [x for x in own if severity in ("", x.severity)])
    if section:
        for listing in _listings(asked, section):
            blocks += _listed(asked, listing)
    return Page(words(*WelfareControls.titles), tuple(blocks))


def _alerts(asked: Asked) -> list[Alert]:
    """The alerts that Fava's filters let pass: by severity, then the largest amount first."""
    rank = list(SEVERITIES)
    items = [
        Item(one.date, _entry(asked.book, one.place), one)
        for one in asked.book.once(alerts.alerts)
        if asked.within(one.date)
    ]
    return sorted(
        (item.of for item in _passing(asked, items)),
        key=lambda one: (rank.index(one.severity), -(one.amount or ZERO), one.date),
    )


def _entry(book: Book, place: Place) -> Directive | None:
    entry: Directive | None = book.once(by_place).get((place.file, place.line))
    return entry


def _passing(asked: Asked, items: Iterable[Item]) -> list[Item]:
    """What Fava's filters let pass; what has no entry has no account."""
    return [
        item
        for item in items
        if (item.day is None or asked.within(item.day))
        and (asked.passes(item.entry) if item.entry is not None else not asked.account)
    ]


def _nav(asked: Asked, found: list[Alert], section: str) -> Links:
    """The sections with how much each holds."""
    words, counts = asked.words, Counter(map(section_of, found))
    counts["errors"] = len(asked.book.once(checklist.errors))
    every = words("ภาพรวม", "summary"), asked.here(section="", severity=""), not section
    own = [
        (
            f"{words(*titles)} {counts[name]}",
            asked.here(section=name, severity=""),
            name == section,
        )
        for name, (titles, _) in SECTIONS.items()
    ]
    return Links((every, *own), words("หัวข้อ", "sections"))


def _summary(asked: Asked, found: list[Alert]) -> Iterator[PageBlock]:
    """Each section: alerts by severity, rows of its lists, and what kinds of alerts there are."""
    words = asked.words
    rows = []
    total: Counter[str] = Counter()
    for name, (titles, _) in SECTIONS.items():
        own = [one for one in found if section_of(one) == name]
        listed = [listing for listing in _listings(asked, name) if listing.items]
        counts = Counter(one.severity for one in own)
        counts["errors"] = len(asked.book.once(checklist.errors)) if name == "errors" else 0
        counts["listed"] = sum(len(listing.items) for listing in listed)
        total += counts
        kinds = [f"{code} {n}" for code, n in Counter(one.code for one in own).most_common()]
        kinds += [f"{listing.title} {len(listing.items)}" for listing in listed]
        link = asked.here(section=name, severity="")
        rows.append(_counted(Cell(words(*titles), link=link, keep=True), counts, " · ".join(kinds)))
    rows.append(_counted(Cell(words("รวม", "Total")), total, "", "total"))
    heads = [words("ข้อผิด", "errors"), *(words(*one) for one in SEVERITIES.values())]
    yield Table(
        (
            Column(words("หัวข้อ", "section")),
            *(Column(head, "count") for head in (*heads, words("รายการให้ดู", "listed"))),
            Column(words("รหัสและรายการ", "codes and lists"), width=1),
        ),
        tuple(rows),
    )


def _counted(head: Cell, counts: Counter[str], kinds: str, kind: RowKind = "body") -> Row:
    names = ("errors", *SEVERITIES, "listed")
    strong = {"errors", "high"}
    cells = (Cell(counts[n], strong=n in strong and counts[n] > 0) for n in names)
    return Row((head, *cells, Cell(kinds)), kind)


# --- errors and alerts ---------------------------------------------------------------------------


def _errors(asked: Asked, wrong: Sequence[Finding]) -> Iterator[PageBlock]:
    """What the plugin and Beancount found wrong; filters do not hide it."""
    words = asked.words
    if not wrong:
        yield Paragraph(words("ไม่พบข้อผิดในสมุดบัญชี", "The books hold no errors."))
        return
    rows, way = asked.part(wrong)
    yield from way
    yield Table(
        (
            Column(words("วันที่", "date"), "date"),
            Column(words("รหัส", "code")),
            Column(words("ข้อผิด", "what is wrong"), width=3),
            Column(words("ต้องทำ", "what to do"), width=2),
            Column(words("ในสมุดบัญชี", "in the books")),
        ),
        tuple(_error(asked, one) for one in rows),
        caption=words("ข้อผิด (ตัวกรองไม่มีผลกับตารางนี้)", "Errors (whatever the filters)"),
    )


def _error(asked: Asked, one: Finding) -> Row:
    what, todo = catalogue.sentences(one.code, one.args, asked.lang)
    where = asked.at(one.place) if one.place.file else Cell("")
    entry = _entry(asked.book, one.place)
    day = Cell(entry.date if entry is not None else None)
    return Row((day, Cell(one.code), *_sentences(asked, what, todo), where))


def _sentences(asked: Asked, *texts: str) -> Iterator[Cell]:
    for text in texts:
        yield Cell(capital(readable(asked.book, text, asked.words)))


def _alert_table(asked: Asked, found: Sequence[Alert]) -> Iterator[PageBlock]:
    words = asked.words
    if not found:
        yield Paragraph(words("ไม่มีเรื่องที่ควรดู", "Nothing to look at."))
        return
    rows, way = asked.part(found)
    yield from way
    yield Table(
        (
            Column(words("วันที่", "date"), "date"),
            Column(words("ระดับ", "severity")),
            Column(words("รหัส", "code")),
            Column(words("เรื่อง", "what"), width=3),
            Column(words("เกี่ยวกับ", "about"), width=1.5),
            Column(words("บาท", "baht"), "money"),
            Column(words("ต้องทำ", "what to do"), width=2),
            Column(words("ในสมุดบัญชี", "in the books")),
        ),
        tuple(_alert(asked, one) for one in rows),
        small=True,
    )


def _alert(asked: Asked, one: Alert) -> Row:
    what, todo = _sentences(asked, *one.said(asked.lang))
    where = asked.at(one.place) if one.place.file else Cell("")
    severity = Cell(
        asked.words(*SEVERITIES[one.severity]), strong=one.severity == "high", keep=True
    )
    own = _subject(asked, one.subject, of_year=one.code in OF_YEARS)
    return Row((Cell(one.date), severity, Cell(one.code), what, own, Cell(one.amount), todo, where))


def _subject(asked: Asked, subject: str, *, of_year: bool = False) -> Cell:
    """What an alert is about: leads to our page of it, else to its entry."""
    book = asked.book
    if of_year:
        return Cell(subject)
    if subject in book.members:
        return Cell(_person(asked, subject), link=asked.page("members", member=subject))
    if subject in book.claims:
        return Cell(subject, link=asked.page("claims", claim=subject), keep=True)
    numbers = book.once(guards.read_numbers)
    if subject in numbers.receipts:
        return Cell(subject, link=asked.page("statements", doc="receipt", number=subject))
    codes = {code: name for name, code in book.codes.items()} | {"CASH": books.CASH}
    if subject in codes:
        return Cell(f"{subject} {asked.account_name(codes[subject])}")
    papers = (numbers.documents.get((key, subject)) for key in ("doc", "voucher"))
    entry = next((used[0] for used in papers if used), book.meetings.get(subject))
    return Cell(_person(asked, subject), link=asked.entry(entry) if entry else "")


def _person(asked: Asked, number: str, day: date | None = None) -> str:
    """A number, with the office held and the name where names are shown."""
    terms = [
        term
        for term in asked.book.terms
        if term.person == number and (day is None or term.first <= day <= term.last)
    ]
    role = ""
    if terms:
        th, en = ROLES.get(terms[-1].role, (terms[-1].role,) * 2)
        role = asked.words(th, en).format(terms[-1].village.lstrip("0"))
    return " ".join(part for part in (number, role, asked.name(number)) if part)


# --- lists beside the alerts ---------------------------------------------------------------------


def _before(asked: Asked, section: str, own: list[Alert]) -> Iterator[PageBlock]:
    """What a section tells in short before its rows."""
    if section == "reversals":
        yield from _by_officer(asked, own)
    elif section == "cash":
        yield from _over(asked, own)
    elif section == "custody":
        yield from _still_held(asked)


def _by_officer(asked: Asked, own: list[Alert]) -> Iterator[PageBlock]:
    words = asked.words
    rows = [
        Row((Cell(_person(asked, one.person)), Cell(one.receipts), Cell(one.amount)))
        for one in listings.reversers(own)
    ]
    if rows:
        columns = (
            Column(words("ผู้กลับรายการ", "officer")),
            Column(words("ใบเสร็จ", "receipts"), "count"),
            Column(words("บาท", "baht"), "money"),
        )
        yield Table(columns, tuple(rows))


def _over(asked: Asked, own: list[Alert]) -> Iterator[PageBlock]:
    words = asked.words
    sums = [one.amount or ZERO for one in own if one.code == "CASH_CEILING_BREACH"]
    if sums:
        days = words("เงินสดเกินเพดาน (วัน)", "over the ceiling (days)")
        most = words("เกินมากที่สุด (บาท)", "most over it (baht)")
        yield Facts(((days, Cell(len(sums))), (most, Cell(max(sums)))), columns=2)


def _still_held(asked: Asked) -> Iterator[PageBlock]:
    """What collectors hold at the end of the day that is told."""
    words, book, last = asked.words, asked.book, asked.last
    day = words.short_day(last)
    rows = [row for account, parts in _held(asked) for row in parts]
    if not rows:
        nothing = words(f"ณ {day} ผู้เก็บเงินไม่มีเงินค้างนำส่ง", f"On {day} no collector holds money.")
        yield Paragraph(nothing)
        return
    sources = book.once(_collected)
    yield Table(
        (
            Column(words("ผู้เก็บเงิน", "collector")),
            Column(words("เก็บเมื่อ", "collected"), "date"),
            Column(words("ถือมาแล้ว (วัน)", "days held"), "count"),
            Column(words("ต้องส่งภายใน", "to be handed in by"), "date"),
            Column(words("บาท", "baht"), "money"),
            Column(words("ในสมุดบัญชี", "in the books")),
        ),
        tuple(_held_row(asked, *row, sources) for row in rows),
        caption=words(f"เงินที่ยังอยู่กับผู้เก็บเงิน ณ {day}", f"Still held on {day}"),
    )


def _held(asked: Asked) -> Iterator[tuple[str, list[tuple[str, date, Any]]]]:
    for account, parts in sorted(alerts.held(asked.book, asked.last).items()):
        if not asked.account or account.startswith(asked.account):
            yield account, [(account, day, amount) for day, amount in parts]


def _collected(book: Book) -> dict[tuple[str, date], Directive]:
    """Custody account and day to the first entry that brought money there."""
    found: dict[tuple[str, date], Directive] = {}
    for told in book.customs("carried", "held"):
        found.setdefault((str(values_of(told)[0]), told.meta["collected"]), told)
    for entry in book.transactions:
        for posting in entry.postings:
            if posting.account.startswith(books.COLLECTORS):
                found.setdefault((posting.account, entry.date), entry)
    return found


def _held_row(
    asked: Asked, account: str, day: date, amount: Any, sources: dict[tuple[str, date], Directive]
) -> Row:
    last, _ = alerts.custody(asked.book, day)
    late = last is not None and last < asked.last
    entry = sources.get((account, day))
    return Row(
        (
            Cell(asked.account_name(account)),
            Cell(day),
            Cell((asked.last - day).days, strong=late, dash=False),
            Cell(last),
            Cell(amount),
            asked.at(entry) if entry is not None else Cell(""),
        )
    )


def _listed(asked: Asked, listing: Listing) -> Iterator[PageBlock]:
    count = f" ({len(listing.items):,})" if listing.known else ""
    yield Heading(listing.title + count, 2)
    if listing.note:
        yield Paragraph(listing.note, small=True)
    if not listing.items:
        return
    items, way = asked.part(listing.items)
    yield from way
    columns = (*listing.columns, Column(asked.words("ในสมุดบัญชี", "in the books")))
    rows = []
    for item in items:
        where = asked.at(item.entry) if item.entry is not None else Cell("")
        rows.append(Row((*listing.cells(asked, item.of), where)))
    yield Table(columns, tuple(rows), small=True)


def _listings(asked: Asked, section: str) -> Iterator[Listing]:
    """The lists of a section, as far as Fava's filters let them pass."""
    for listing in LISTINGS[section](asked) if section in LISTINGS else ():
        yield listing._replace(items=_passing(asked, listing.items))


# --- each list -----------------------------------------------------------------------------------


def _columns(asked: Asked, *heads: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns by kind (`date`, `money`, `count`, `text`) and heading in Thai and in English."""
    return tuple(
        Column(asked.words(th, en), kind, width=float(kind == "text"))  # type: ignore[arg-type]
        for kind, th, en in heads
    )


def _irregularities(asked: Asked) -> Iterator[Listing]:
    words = asked.words
    found = asked.book.once(listings.settlements)
    yield Listing(
        words("ความผิดปกติที่บันทึกไว้", "Recorded irregularities"),
        "",
        _columns(
            asked,
            ("date", "พบเมื่อ", "found"),
            ("text", "เรื่อง", "what"),
            ("text", "รหัส", "code"),
            ("text", "เกี่ยวกับ", "about"),
            ("money", "บาท", "baht"),
            ("text", "ผู้บันทึก", "recorded by"),
            ("text", "การแก้ไข", "settlement"),
        ),
        [Item(one.item.entry.date, one.item.entry, one) for one in found],
        _irregularity,
    )


def _irregularity(asked: Asked, one: Settlement) -> tuple[Cell, ...]:
    entry = one.item.entry
    by = _person(asked, str(entry.meta.get("by", "")), entry.date)
    return (
        Cell(entry.meta.get("found", entry.date)),
        Cell(capital(asked.words(*IRREGULAR.get(one.item.code, ("", ""))))),
        Cell(one.item.code),
        _subject(asked, one.item.subject, of_year=one.item.code in OF_YEARS),
        Cell(one.item.amount),
        Cell(by),
        _settled(asked, one.settled),
    )


def _settled(asked: Asked, entry: Custom | None) -> Cell:
    words = asked.words
    if entry is None:
        return Cell(words("ยังไม่แก้ไข", "open"), strong=True)
    day, ways = words.short_day(entry.date), []
    if "resolution" in entry.meta:
        number = entry.meta["resolution"]
        ways.append(words(f"ที่ประชุมรับรอง มติ {number}", f"ratified by resolution {number}"))
    if "doc" in entry.meta:
        number = entry.meta["doc"]
        ways.append(words(f"ได้เงินคืน เอกสาร {number}", f"recovered by {number}"))
    text = f"{', '.join(ways) or words('แก้ไขแล้ว', 'settled')} ({day})"
    return Cell(text, link=asked.entry(entry))


#: What became of a number that was not used, in Thai and in English.
UNUSED = {
    "receipt void": ("ใบเสร็จยกเลิก", "spoiled receipt"),
    "receipt missing": ("ใบเสร็จสูญหาย", "lost receipt"),
    "receipt outstanding": ("ใบเสร็จค้างตรวจ", "receipt not seen yet"),
    "voucher void": ("ใบสำคัญยกเลิก", "spoiled voucher"),
}


def _receipts(asked: Asked) -> Iterator[Listing]:
    yield Listing(
        asked.words("เลขที่ที่บันทึกว่าไม่ได้ใช้", "Numbers recorded as not used"),
        "",
        _columns(
            asked,
            ("date", "วันที่", "date"),
            ("text", "เป็นอะไร", "what"),
            ("text", "เลขที่", "number"),
            ("text", "ผู้บันทึก", "recorded by"),
            ("text", "เหตุ", "reason"),
        ),
        [Item(entry.date, entry, entry) for entry in asked.book.once(listings.unused)],
        _unused,
    )


def _unused(asked: Asked, entry: Custom) -> tuple[Cell, ...]:
    kind = f"{entry.type} {entry.values[0].value}"
    by = _person(asked, str(entry.meta.get("by", "")), entry.date)
    number = Cell(str(values_of(entry)[0]), keep=True)
    what = Cell(asked.words(*UNUSED[kind]))
    return Cell(entry.date), what, number, Cell(by), Cell(str(entry.meta.get("reason", "")))


def _custody(asked: Asked) -> Iterator[Listing]:
    words = asked.words
    found = asked.book.once(_handovers)
    yield Listing(
        words("การนำส่งเงินทุกครั้ง", "Every handover"),
        words(
            "เงินที่เก็บก่อนถือว่าส่งก่อน วันที่เกินกำหนดเป็นตัวหนา",
            "What was collected first counts as handed in first. Days over the limit are bold.",
        ),
        _columns(
            asked,
            ("date", "นำส่งเมื่อ", "handed in"),
            ("text", "จาก", "of"),
            ("text", "ผู้นำส่ง", "handed in by"),
            ("date", "เก็บเมื่อ", "collected"),
            ("count", "ถือไว้ (วัน)", "days held"),
            ("date", "กำหนดส่ง", "due"),
            ("money", "บาท", "baht"),
        ),
        [Item(one.entry.date, one.entry, one) for one in found],
        _handover,
    )


def _handovers(book: Book) -> list[Handover]:
    return list(alerts.handovers(book))


def _handover(asked: Asked, one: Handover) -> tuple[Cell, ...]:
    return (
        Cell(one.entry.date),
        Cell(asked.account_name(one.account)),
        Cell(_person(asked, one.collector, one.entry.date)),
        Cell(one.collected),
        Cell(one.days, strong=one.is_late, dash=False),
        Cell(one.last),
        Cell(one.amount),
    )


WAYS = {
    "payee": ("เป็นผู้รับเงิน", "is the payee"),
    "member": ("เป็นเจ้าของคำขอ", "made the claim"),
    "household": ("คำขอของคนในครัวเรือน", "a claim of the household"),
    "approver": ("เป็นผู้อนุมัติเอง", "approved it"),
    "payer": ("เป็นผู้จ่ายเอง", "paid it out"),
}


def _interests(asked: Asked) -> Iterator[Listing]:
    words = asked.words
    found = asked.book.once(listings.own_payments)
    yield Listing(
        words("จ่ายแก่ผู้ดำรงตำแหน่งหรือคนในครัวเรือน", "Payments to those in office or their households"),
        f"{words('รายการให้ตรวจ ไม่ใช่ข้อผิด', 'To be looked at; nothing need be wrong.')}"
        f" {_unknown(asked)}".rstrip(),
        _columns(
            asked,
            ("date", "วันที่", "date"),
            ("text", "เอกสาร", "paper"),
            ("text", "รายการ", "what"),
            ("text", "ผู้ดำรงตำแหน่ง", "officer"),
            ("text", "เกี่ยวข้องอย่างไร", "part in it"),
            ("money", "บาท", "baht"),
        ),
        [Item(one.entry.date, one.entry, one) for one in found],
        _own_payment,
    )


def _unknown(asked: Asked) -> str:
    """Of how many in office the books do not tell which member they are, so that claims hide."""
    words, terms = asked.words, asked.book.terms
    known = {term.person for term in terms if term.member}
    unknown = words.heads(len({term.person for term in terms} - known))
    if len(known) == len({term.person for term in terms}):
        return ""
    return words(
        f"ผู้ดำรงตำแหน่ง {unknown} ไม่ได้บันทึกเลขที่สมาชิกไว้ในสมุดบัญชี"
        " จึงไม่ทราบว่าผู้นั้นหรือคนในครัวเรือนได้รับสวัสดิการเท่าใด",
        f"Of {unknown} in office the books hold no membership number: which benefits they or their"
        " households received is not known.",
    )


def _own_payment(asked: Asked, one: OwnPayment) -> tuple[Cell, ...]:
    words, entry = asked.words, one.entry
    kind = MONEY.get(str(entry.meta.get("kind")))
    ways = ", ".join(words(*WAYS[way]) for way in one.ways)
    what = words(kind.thai, kind.doc.rstrip(".")) if kind else ""
    return (
        Cell(entry.date),
        Cell(guards.document(entry), keep=True),
        Cell(what),
        Cell(_person(asked, one.person, entry.date)),
        Cell(ways, strong="approver" in one.ways),
        Cell(one.amount),
    )


def _joins(asked: Asked) -> Iterator[Listing]:
    words = asked.words
    found = asked.book.once(listings.joins)
    late, soon = listings.LATE_DAYS, listings.SOON_DAYS
    yield Listing(
        words("การรับย้อนหลัง และเหตุที่เกิดใกล้วันรับ", "Back-dated admissions, and events soon after"),
        words(
            f"บันทึกหลังวันรับเกิน {late} วัน วันรับก่อนวันสมัครหรือวันมีมติ เหตุก่อนวันรับหรือก่อนวันที่บันทึกการรับ"
            f" และเหตุภายใน {soon} วันหลังวันรับ เป็นรายการให้ตรวจ ไม่ใช่ข้อผิด",
            f"Keyed in more than {late} days after admission; admitted before application or"
            " resolution; events before admission, or before it was keyed in; events within"
            f" {soon} days after it. To be looked at; nothing need be wrong.",
        ),
        _columns(
            asked,
            ("date", "วันที่บันทึก", "dated"),
            ("text", "สมาชิก", "member"),
            ("date", "วันรับ", "joined"),
            ("text", "เรื่อง", "what"),
            ("date", "วันนั้น", "that day"),
            ("count", "หลังวันรับ (วัน)", "days after"),
            ("text", "คำขอ", "claim"),
        ),
        [Item(one.entry.date, one.entry, one) for one in found],
        _join,
    )


JOINS = {
    "entered": ("บันทึกหลังวันรับนาน", "keyed in long after"),
    "applied": ("วันรับก่อนวันสมัคร", "admitted before the application"),
    "resolved": ("วันรับก่อนวันมีมติ", "admitted before the resolution"),
    "before": ("เหตุเกิดก่อนวันรับ", "event before admission"),
    "keyed-after": ("เหตุเกิดก่อนวันที่บันทึกการรับ", "event before the admission was keyed in"),
    "soon": ("เหตุเกิดใกล้วันรับ", "event soon after"),
}


def _join(asked: Asked, one: Join) -> tuple[Cell, ...]:
    grave = one.what not in ("soon", "entered")
    return (
        Cell(one.entry.date),
        _subject(asked, one.number),
        Cell(one.joined),
        Cell(asked.words(*JOINS[one.what]), strong=grave),
        Cell(one.day),
        Cell(one.days, dash=False),
        _subject(asked, one.claim) if one.claim else Cell(""),
    )


def _duplicates(asked: Asked) -> Iterator[Listing]:
    words, book = asked.words, asked.book
    yield Listing(
        words("เหตุเดียวกัน สองคนในครัวเรือนเดียวกัน", "One event, two of a household"),
        "",
        _columns(
            asked,
            ("date", "วันเกิดเหตุ", "event"),
            ("text", "สวัสดิการ", "benefit"),
            ("text", "คำขอแรก", "first claim"),
            ("text", "สมาชิก", "member"),
            ("text", "คำขอหลัง", "later claim"),
            ("text", "สมาชิก", "member"),
        ),
        [
            Item(book.claims[one.second].date, book.claims[one.second], one)
            for one in book.once(listings.same_events)
        ],
        _same_event,
    )
    yield Listing(
        words("บรรทัดธนาคารเดียวกัน", "One line of the bank statement"),
        "",
        _columns(
            asked, ("date", "วันที่", "date"), ("text", "บรรทัด", "line"), ("money", "บาท", "baht")
        ),
        [Item(one.day, one.entry, one) for one in book.once(listings.same_lines)],
        _same_line,
    )
    yield _same_ids(asked)


def _same_event(asked: Asked, one: SameEvent) -> tuple[Cell, ...]:
    claims = asked.book.claims
    who = (str(claims[number].meta["member"]) for number in (one.first, one.second))
    first, second = (_subject(asked, number) for number in who)
    return (
        Cell(one.event),
        Cell(one.benefit),
        _subject(asked, one.first),
        first,
        _subject(asked, one.second),
        second,
    )


def _same_line(_: Asked, one: SameLine) -> tuple[Cell, ...]:
    return Cell(one.day), Cell(f"BANK{one.number}"), Cell(one.amount)


def _same_ids(asked: Asked) -> Listing:
    """Who bears one citizen id: only numbers are told, and only where the register was opened."""
    words, book = asked.words, asked.book
    closed = words(
        "ดูได้เมื่อเปิดด้วย welfare audit --with-names เพราะอยู่ในทะเบียนบุคคล",
        "Told under `welfare audit --with-names` alone: it stands in the register of persons.",
    )
    found = listings.same_ids(book, asked.people) if asked.people else []
    return Listing(
        words("เลขประจำตัวประชาชนเดียวกัน", "One citizen id"),
        "" if asked.people else closed,
        _columns(asked, ("text", "สมาชิก", "member"), ("text", "กับสมาชิก", "and member")),
        [Item(book.joins[ids[-1]].date, book.joins[ids[-1]], ids) for ids in found],
        lambda own, ids: (_subject(own, ids[0]), _subject(own, ids[-1])),
        bool(asked.people),
    )


LISTINGS: dict[str, Callable[[Asked], Iterable[Listing]]] = {
    "irregularities": _irregularities,
    "receipts": _receipts,
    "custody": _custody,
    "interests": _interests,
    "joins": _joins,
    "duplicates": _duplicates,
}


class WelfareControls(base.Base):
    """Controls in the sidebar."""

    key = "controls"
    titles = ("จุดควบคุม", "Controls")

    def show(self, asked: Asked) -> Page:
        return show(asked)
