"""แบบเสนอขอรับเงินสมทบจากรัฐ: the proposal for the state match of a budget year.

    welfare print matching-proposal 2567
    welfare explain matching-proposal 2567 list.0006.asked

Heads and baht are those of `welfare matching 2567`; where the list was recorded, what was recorded.
The list at the end bears names and citizen ids, as CODI asks for them; they come from the register
and go nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from reports import annual
from reports.ask import Ask
from reports.forms.sheet import GROUPS
from reports.forms.sheet import Sheet
from reports.forms.sheet import count
from reports.forms.sheet import label
from reports.forms.sheet import received
from reports.forms.sheet import recorded_lists
from reports.forms.sheet import sheet
from reports.forms.sheet import tick
from reports.forms.sheet import total
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import PageBreak
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Together
from reports.model import Trace
from reports.parts import closing_line
from reports.parts import fund_name
from reports.words import DOTS
from reports.words import Words
from rules import matching
from rules.matching import Listing
from rules.matching import Row as Listed
from rules.membership import number_of
from rules.membership import rule_on
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.money import text
from welfare.records import split_number
from welfare.vocabulary import place_of
from welfare.vocabulary import values_of

#: Why somebody does not stand on the list, in the order of the conditions.
REASONS = {
    "M1_NOT_CURRENT": ("ไม่เป็นสมาชิกในวันตัดยอด", "no member at the cut-off"),
    "M2_UNDER_ONE_YEAR": ("เป็นสมาชิกยังไม่ครบ 1 ปี", "not a member for a year"),
    "M3_ALREADY_THREE": ("ได้รับการสมทบครบ 3 ครั้งแล้ว", "matched three times already"),
    "M4_ID_INVALID": ("เลขประจำตัวประชาชนไม่มีหรือไม่ถูกต้อง", "no valid citizen id"),
    "M5_OTHER_FUND_FIRST": ("เป็นสมาชิกกองทุนอื่นก่อน", "of another fund first"),
    "M6_NOTHING_RECEIPTED": ("ไม่มีเงินสมทบที่ออกใบเสร็จในรอบ", "nothing receipted in the round"),
}
#: Benefits that CODI's fifth criterion asks for at least.
BASIC = 3


@dataclass(frozen=True)
class Proposal(Sheet):
    """The form, with the list of its year."""

    @cached_property
    def found(self) -> Listing:
        """The list of the year."""
        return matching.listing(self.members, calendars.be(self.last))

    @cached_property
    def round(self) -> tuple[date, date]:
        """First and last day whose contributions count."""
        return matching.period(self.book, self.found.year, self.found.day)

    @cached_property
    def rows(self) -> dict[str, Listed]:
        """Who stands on the list, in the order of numbers, with the baht asked for."""
        listed = self.found.listed
        return {
            number: self.found.rows[number]._replace(amount=listed[number])
            for number in sorted(listed, key=split_number)
            if number in self.found.rows
        }

    @cached_property
    def paid(self) -> dict[str, Decimal]:
        """Member to what was booked as contributions on days of the round."""
        sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
        first, last = self.round
        for entry in self.book.transactions:
            for account, amount, own in books.lines(entry) if first <= entry.date <= last else ():
                if account == books.CONTRIBUTIONS and "member" in own:
                    sums[str(own["member"])] -= amount
        return sums


def matching_proposal(book: Book, ask: Ask) -> Document:
    """The proposal of a budget year, which is the fiscal year of the same พ.ศ.

    Args:
        book: the fund's books.
        ask: the year; `people` for names and citizen ids.

    Raises:
        Refused: R540 the bylaws have no rule for the list; R541 its cut-off lies before the
            books; R912 the recorded list and its rows do not tie.
    """
    own = sheet(book, ask)
    form = Proposal(own.book, own.ask, own.first, own.last)
    _ties(form)
    words = form.words
    year, day = form.found.year, form.found.day
    blocks = (
        *_draft(form),
        *_fund(form),
        *_request(form),
        *_criteria(form),
        *_split(form),
        *_not_counted(form),
        *_history(form),
        *_pledge(form),
        PageBreak(),
        *_list(form),
    )
    title = words("แบบเสนอขอรับเงินสมทบจากรัฐบาลผ่าน พอช.", "Proposal for the state match via CODI")
    when = words(f"ปีงบประมาณ {year}", f"Budget year {year - calendars.BE_MINUS_CE} (BE {year})")
    fund = fund_name(book, words)
    foot = closing_line(form.ask)
    return Document(
        "matching-proposal", title, fund, when, day, words.lang, "authority", blocks, footer=foot
    )


def _ties(form: Proposal) -> None:
    """The rows are the list of the year, and the list that was recorded, to the satang."""
    found = form.found
    rows = len(form.rows), sum((row.amount for row in form.rows.values()), ZERO)
    if not found.recorded:
        assert rows == (found.heads, found.total), "the rows are not the list"
        return
    for entry in form.book.customs("matching-list"):
        if values_of(entry)[0] == str(found.year):
            said = int(entry.meta["members"]), entry.meta["total"].number
            if said != rows:
                raise refuse(
                    "R912",
                    place_of(entry.meta),
                    year=found.year,
                    heads=said[0],
                    total=said[1],
                    own_heads=rows[0],
                    own_total=rows[1],
                )


def _draft(form: Proposal) -> Iterator[Block]:
    words, found = form.words, form.found
    now = {number: row.amount for number, row in found.rows.items() if row.counted}
    if found.day > form.ask.today:
        yield Paragraph(
            words(
                "ฉบับร่าง: ยังไม่ถึงวันตัดยอด ตัวเลขจึงยังเปลี่ยนได้",
                "Draft: the cut-off lies ahead, so the figures will change.",
            ),
            strong=True,
        )
    elif found.recorded and dict(found.listed) != now:
        yield Paragraph(
            words(
                "รายชื่อตามที่บันทึกไว้ในวันตัดยอด ต่างจากที่คิดได้จากสมุดบัญชีในวันพิมพ์",
                "The list as it was recorded; from today's books it would be another.",
            ),
            strong=True,
        )


def _fund(form: Proposal) -> Iterator[Block]:
    words, book = form.words, form.book
    chair = book.officer("chair", form.last)
    places = (
        (words("ตำบล", "Tambon"), "tambon"),
        (words("อำเภอ", "Amphoe"), "amphoe"),
        (words("จังหวัด", "Province"), "province"),
        (words("องค์กรปกครองส่วนท้องถิ่น", "Local government"), "lao"),
    )
    ever = sorted(number for ever, _ in form.groups.values() for number in ever)
    yield Heading(words("1. ข้อมูลกองทุน", "1. The fund"))
    yield Facts(
        (
            (words("ชื่อกองทุน", "Name"), Cell(fund_name(book, words), keep=True)),
            (words("วันที่จัดตั้ง", "Founded"), Cell(words.day(book.fund["founded"]), keep=True)),
            *((thai, form.said(key, f"1.{key}")) for thai, key in places),
            (
                words("ประธานกองทุน", "Chair"),
                Cell(form.ask.name(chair, chair) if chair else DOTS, keep=True),
            ),
            (words("ผู้ประสานงาน", "Coordinator"), form.said("coordinator", "1.coordinator")),
            (words("สมาชิกสะสม (คน)", "Ever members"), count("1.cumulative", ever)),
            (words("สมาชิกปัจจุบัน (คน)", "Members now"), count("1.current", form.current)),
        ),
        columns=2,
    )


def _request(form: Proposal) -> Iterator[Block]:
    """What is asked for, as heads and baht, and what members and local government put up."""
    words, rows = form.words, form.rows
    asked = sum((row.amount for row in rows.values()), ZERO)
    first, last = form.round
    cap = number_of(rule_on(form.book.bylaws, form.found.day, "matching"), "cap")
    lao = [name for name in form.since if annual.line10(form.book, name) == ("receipts_1", "lao")]
    years = words(
        f"{words.day(first)} ถึง {words.day(last)}", f"{words.day(first)} to {words.day(last)}"
    )
    yield Heading(words("2. การขอรับเงินสมทบ", "2. The request"))
    yield Facts(
        (
            (words("ณ วันที่", "As of"), Cell(words.day(form.found.day), keep=True)),
            (words("เงินสมทบที่ออกใบเสร็จในรอบ", "Receipted in the round"), Cell(years)),
            (
                words("สมาชิกที่ขอรับการสมทบ (คน)", "Members for the match"),
                count("total.heads", rows),
            ),
            (
                words("เงินสมทบของสมาชิกดังกล่าว (บาท)", "Contributions of these members (baht)"),
                total(
                    "total.receipted",
                    sum((row.receipted for row in rows.values()), ZERO),
                    "list.*.receipted",
                ),
            ),
            (
                words("ขอรับสมทบจากรัฐ (บาท)", "Asked of the state (baht)"),
                total("total.asked", asked, "list.*.asked"),
            ),
            (
                words("อปท. สมทบในปี (บาท)", "From local government this year (baht)"),
                form.flow("total.lao", lao, negative=True, year=True)
                if lao
                else Cell(ZERO, "total.lao", Trace(opening=ZERO)),
            ),
        )
    )
    in_words = words.baht_in_words(asked)
    yield Paragraph(
        words(
            f"ขอรับเงินสมทบ {text(asked)} บาท ({in_words})"
            + (f" ไม่เกินคนละ {text(cap)} บาท" if cap else ""),
            f"Asked for: {text(asked)} baht ({in_words})"
            + (f", {text(cap)} baht a head at most" if cap else ""),
        ),
        keep=(f"{text(asked)} บาท",),
    )


# --- criteria ------------------------------------------------------------------------------------


def _criteria(form: Proposal) -> Iterator[Block]:
    """The six criteria of the form, each ticked by what the books hold."""
    words = form.words
    parts = (_a_year, _covered, _paying, _managed, _benefits, _links)
    rows = tuple(
        Row((tick(f"3.{place}", said, checked=done, note=note), label(note)))
        for place, (said, done, note) in enumerate((part(form) for part in parts), start=1)
    )
    heads = (
        Column(words("หลักเกณฑ์", "Criterion"), width=1.6),
        Column(words("หลักฐานในสมุดบัญชี", "Evidence in the books"), width=1.4),
    )
    yield Heading(words("3. หลักเกณฑ์ 6 ข้อ", "3. The six criteria"))
    yield Table(heads, rows, together=True, ruled=True)


Criterion = tuple[str, bool, str]


def _a_year(form: Proposal) -> Criterion:
    founded = form.book.fund["founded"]
    done = calendars.add_years(founded, 1) <= form.found.day
    words = form.words
    name = words("1) ดำเนินงานมาแล้วไม่น้อยกว่า 1 ปี", "1) running for a year at least")
    return name, done, words(f"จัดตั้ง {words.day(founded)}", f"founded {words.day(founded)}")


def _covered(form: Proposal) -> Criterion:
    words = form.words
    table = annual.member_table(form.members, form.last)
    covered, all_ = table["villages_covered"], int(form.book.fund["villages"])
    kinds = [name for name in GROUPS if table["current"][name]]
    named = ", ".join(words(*GROUPS[name]) for name in kinds)
    return (
        words(
            "2) สมาชิกครบ 1 ปี ครอบคลุมเด็ก ผู้สูงอายุ ผู้พิการ ผู้ด้อยโอกาส"
            " จากไม่น้อยกว่าร้อยละ 50 ของหมู่บ้าน (เทศบาลร้อยละ 20)",
            "2) members of a year, children, old, disabled and disadvantaged among them, from half"
            " of the villages at least (20 % in towns)",
        ),
        2 * covered >= all_ and len(kinds) > 1,
        words(
            f"{covered} ใน {all_} หมู่บ้าน; ครบ 1 ปี {table['members_one_year']} คน; {named}",
            f"{covered} of {all_} villages; {table['members_one_year']} of a year; {named}",
        ),
    )


def _paying(form: Proposal) -> Criterion:
    words = form.words
    amount = -form.in_year.get(books.CONTRIBUTIONS, ZERO)
    note = words(f"เงินสมทบในปี {text(amount)} บาท", f"contributions of the year {text(amount)} baht")
    return words("3) มีเงินสมทบจากสมาชิก", "3) members contribute"), amount > 0, note


def _managed(form: Proposal) -> Criterion:
    """Good management: a committee, a register, bylaws and accounts booked to the last month."""
    words = form.words
    officers = {term.person for term in form.terms if term.role != "auditor"}
    booked = [e.date for e in form.book.transactions if e.date <= form.found.day]
    newest = max(booked, default=form.book.books_from)
    fresh = newest >= min(form.found.day, form.ask.today).replace(day=1)
    done = bool(officers and form.current and form.book.bylaws.versions) and fresh
    return (
        words(
            "4) บริหารจัดการดี: คณะกรรมการ ทะเบียน ระเบียบ บัญชีเป็นปัจจุบัน แผน ประเมินผล รายงาน",
            "4) well run: committee, register, bylaws, accounts up to date, plan, reports",
        ),
        done,
        words(
            f"กรรมการ {len(officers)} คน บัญชีถึง {words.day(newest)}",
            f"{len(officers)} on the committee, booked until {words.day(newest)}",
        ),
    )


def _benefits(form: Proposal) -> Criterion:
    words = form.words
    known = [
        key[1]
        for key in form.book.bylaws.versions
        if key[0] == "benefit" and len(key) == 2 and form.book.bylaws.on(form.found.day, *key)
    ]
    name = words(f"5) สวัสดิการพื้นฐานอย่างน้อย {BASIC} เรื่อง", f"5) {BASIC} benefits at least")
    note = words(f"ตามระเบียบ {len(known)} เรื่อง", f"{len(known)} in the bylaws")
    return name, len(known) >= BASIC, note


def _links(form: Proposal) -> Criterion:
    """Benefits other than money, and links: only the fund itself can say."""
    said = form.profile.get("links")
    name = form.words(
        "6) สวัสดิการที่ไม่ใช่ตัวเงิน และเชื่อมโยงกับงานอื่น", "6) more than money, links with other work"
    )
    return name, said is not None, str(said) if said else DOTS


# --- the list taken apart ------------------------------------------------------------------------


def _split(form: Proposal) -> Iterator[Block]:
    words = form.words
    by_round: dict[str, list[str]] = defaultdict(list)
    by_village: dict[str, list[str]] = defaultdict(list)
    by_group: dict[str, list[str]] = {name: [] for name in GROUPS}
    group_of = {n: name for name, (ever, _) in form.groups.items() for n in ever}
    for number, row in form.rows.items():
        by_round[str(row.before + 1)].append(number)
        by_village[_village(form, number)].append(number)
        by_group[group_of[number]].append(number)
    yield Heading(words("4. จำแนกผู้ขอรับการสมทบ", "4. The members for the match"))
    if not form.rows:
        yield _nobody(words)
        return
    turns = {key: words(f"ครั้งที่ {key}", f"time {key}") for key in sorted(by_round)}
    groups = {key: words(*GROUPS[key]) for key in GROUPS}
    villages = {key: words(f"หมู่ {key}", f"village {key}") for key in _in_order(by_village)}
    title = words("ครั้งที่ขอรับการสมทบของสมาชิก", "How often they have been listed")
    yield _across(form, "round", title, turns, by_round)
    yield _across(form, "group", words("ประเภทสมาชิก", "Group"), groups, by_group)
    yield _part(form, "village", words("หมู่บ้าน", "Village"), villages, by_village)


def _nobody(words: Words) -> Paragraph:
    return Paragraph(words("ไม่มีสมาชิกที่ขอรับการสมทบ", "There is no member for the match."))


def _in_order(villages: Iterable[str]) -> list[str]:
    return sorted(villages, key=lambda v: (int(v) if v.isdecimal() else 0, v))


def _village(form: Sheet, number: str) -> str:
    history = form.members.of(number)
    village = str(history.facts(form.last).get("village", "")) if history else ""
    return str(int(village)) if village.isdecimal() else village


def _parts(
    form: Proposal, name: str, texts: Mapping[str, str], numbers: Mapping[str, list[str]]
) -> list[tuple[str, Cell, Cell]]:
    """Heads and baht by one mark, and their sums, which are those of the list."""
    found = []
    for key, text_ in texts.items():
        own = numbers[key]
        amount = sum((form.rows[number].amount for number in own), ZERO)
        refs = " + ".join(f"list.{number}.asked" for number in own)
        trace = Trace(note=f"= {refs}") if refs else Trace(opening=ZERO)
        cell = Cell(amount, f"4.{name}.{key}.asked", trace)
        found.append((text_, count(f"4.{name}.{key}.heads", own), cell))
    heads = total(f"4.{name}.total.heads", len(form.rows), *(f"4.{name}.{k}.heads" for k in texts))
    asked = sum((row.amount for row in form.rows.values()), ZERO)
    baht = total(f"4.{name}.total.asked", asked, *(f"4.{name}.{k}.asked" for k in texts))
    return [*found, (form.words("รวม", "Total"), heads, baht)]


def _across(
    form: Proposal,
    name: str,
    title: str,
    texts: Mapping[str, str],
    numbers: Mapping[str, list[str]],
) -> Table:
    """A column for each part: few parts take little room so."""
    words, parts = form.words, _parts(form, name, texts, numbers)
    rows = (
        Row((label(words("คน", "Members")), *(heads for _, heads, _ in parts))),
        Row((label(words("ขอรับสมทบ (บาท)", "Asked for (baht)")), *(baht for *_, baht in parts))),
    )
    columns = (Column(title), *(Column(text_, "money") for text_, _, _ in parts))
    return Table(columns, rows, together=True, ruled=True, small=True)


def _part(
    form: Proposal,
    name: str,
    title: str,
    texts: Mapping[str, str],
    numbers: Mapping[str, list[str]],
) -> Table:
    """A row for each part."""
    words, parts = form.words, _parts(form, name, texts, numbers)
    rows = [Row((label(text_), heads, baht)) for text_, heads, baht in parts[:-1]]
    rows.append(Row((label(parts[-1][0], strong=True), *parts[-1][1:]), "total"))
    return Table(
        (
            Column(title),
            Column(words("คน", "Members"), "count"),
            Column(words("ขอรับสมทบ (บาท)", "Asked for (baht)"), "money"),
        ),
        tuple(rows),
        together=True,
        ruled=True,
        small=True,
    )


def _not_counted(form: Proposal) -> Iterator[Block]:
    """Who is not asked for, by the first condition that fails."""
    words = form.words
    out: dict[str, list[str]] = {code: [] for code in REASONS}
    for number, row in form.found.rows.items():
        if number not in form.rows:
            out.setdefault(row.reason, []).append(number)
    known = [code for code in out if code in REASONS or out[code]]
    rows = [
        Row((label(words(*REASONS.get(code, (code, code)))), count(f"5.{code}", out[code])))
        for code in known
    ]
    all_ = sum(len(numbers) for numbers in out.values())
    sums = total("5.total", all_, *(f"5.{code}" for code in known))
    rows.append(Row((label(words("รวม", "Total"), strong=True), sums), "total"))
    yield Heading(words("5. ผู้ที่ไม่ได้ขอรับการสมทบ และเหตุ", "5. Who is not asked for, and why"))
    yield Table(
        (
            Column(words("เหตุแรกที่พบ", "First condition that fails")),
            Column(words("คน", "Members"), "count"),
        ),
        tuple(rows),
        together=True,
        ruled=True,
        small=True,
    )


def _history(form: Proposal) -> Iterator[Block]:
    """Earlier rounds: asked for and received."""
    words = form.words
    rows = {}
    for year, (day, heads, asked) in recorded_lists(form.book).items():
        if day <= form.found.day:
            note = f'custom "matching-list" "{year}"'
            told = (
                Cell(heads, f"6.{year}.heads", Trace(opening=heads, note=note)),
                Cell(asked, f"6.{year}.asked", Trace(opening=asked, note=note)),
            )
            own = received(form, f"6.{year}", year, day)
            rows[year] = (label(str(year)), Cell(day), *told, *own)
    for found in matching.listings(form.members, form.found.year):
        year, asked = found.year, sum(found.listed.values(), ZERO)
        this = year == form.found.year
        note = "= total.asked" if this else f"welfare explain matching-proposal {year} total.asked"
        told = (
            count(f"6.{year}.heads", found.listed),
            Cell(asked, f"6.{year}.asked", Trace(note=note)),
        )
        own = received(form, f"6.{year}", year, found.day)
        rows[year] = (label(str(year)), Cell(found.day), *told, *own)
    columns = (
        Column(words("ปีงบประมาณ", "Year")),
        Column(words("ณ วันที่", "As of"), "date"),
        Column(words("คน", "Members"), "count"),
        Column(words("ขอรับ (บาท)", "Asked for (baht)"), "money"),
        Column(words("ได้รับ (บาท)", "Received (baht)"), "money"),
        Column(words("รอคืน (บาท)", "To be returned (baht)"), "money"),
    )
    yield Heading(words("6. รอบที่ผ่านมา", "6. The rounds so far"))
    lines = tuple(Row(rows[year]) for year in sorted(rows))
    yield Table(columns, lines, together=True, ruled=True, small=True)


def _pledge(form: Proposal) -> Iterator[Block]:
    words = form.words
    lao = words(
        "ผู้บริหาร อปท. (นายก/รองนายก หรือปลัดซึ่งได้รับมอบอำนาจ)",
        "Local government (mayor, deputy, or the clerk where delegated)",
    )
    members = tuple(Signature(words("กรรมการ", "Committee member")) for _ in range(4))
    yield Together(
        (
            Heading(words("7. คำรับรอง", "7. Undertaking")),
            Paragraph(
                words(
                    "หากได้รับเงินสมทบเกินกว่าหลักเกณฑ์กำหนดยินดีจะคืนเงินส่วนเกินให้กับสถาบันโดยเร็ว",
                    "Should more be received than the rules allow, the excess will be returned to"
                    " the Institute without delay.",
                )
            ),
            Signatures((form.signature("chair"), *members, Signature(lao))),
        )
    )


# --- the list ------------------------------------------------------------------------------------


def _list(form: Proposal) -> Iterator[Block]:
    """บัญชีรายชื่อ: one line for each member, with the name and the citizen id from the register."""
    words = form.words
    yield Heading(words("บัญชีรายชื่อสมาชิกที่ขอรับการสมทบ", "List of the members for the match"))
    if not form.rows:
        yield _nobody(words)
        return
    rows = [_row(form, place, row) for place, row in enumerate(form.rows.values(), start=1)]
    asked = total("list.asked", sum((r.amount for r in form.rows.values()), ZERO), "total.asked")
    got = sum((r.receipted for r in form.rows.values()), ZERO)
    receipted = total("list.receipted", got, "total.receipted")
    blank = (Cell(None),) * 5
    text_ = label(words("รวม", "Total"), strong=True)
    rows.append(Row((Cell(None), text_, *blank, receipted, asked), "total"))
    yield Table(
        (
            Column(words("ที่", "No."), "count"),
            Column(words("เลขที่", "Number")),
            Column(words("ชื่อ สกุล", "Name")),
            Column(words("เลขประจำตัวประชาชน", "Citizen id")),
            Column(words("หมู่", "Village")),
            Column(words("เริ่ม", "Since"), "date"),
            Column(words("ครั้งที่", "Time"), "count"),
            Column(words("ออกใบเสร็จ", "Receipted"), "money"),
            Column(words("ขอรับ", "Asked for"), "money"),
        ),
        tuple(rows),
        small=True,
        ruled=True,
        name=words("บัญชีรายชื่อ", "List"),
    )


def _row(form: Proposal, place: int, row: Listed) -> Row:
    number = row.member
    known = form.ask.people.get(form.members.person(number))
    rounds = Trace(
        opening=row.before + 1,
        note=form.words(f"เคยมีชื่อ {row.before} ครั้ง", f"listed {row.before} times before"),
    )
    receipted = _receipted(form, row)
    capped = form.words("ไม่เกินเพดานต่อคนตามระเบียบ", "no more than the bylaws allow for one member")
    asked = Trace(note=f"= list.{number}.receipted" if row.amount == row.receipted else capped)
    return Row(
        (
            Cell(place),
            Cell(number, keep=True),
            Cell(known.name if known else "", keep=True),
            Cell(known.citizen_id if known else "", keep=True),
            Cell(_village(form, number)),
            Cell(row.start),
            Cell(row.before + 1, f"list.{number}.round", rounds),
            Cell(row.receipted, f"list.{number}.receipted", receipted),
            Cell(row.amount, f"list.{number}.asked", asked),
        )
    )


def _receipted(form: Proposal, row: Listed) -> Trace:
    """The member's own lines of the round; in words where not all of them count."""
    first, last = form.round
    before = row.receipted - form.paid.get(row.member, ZERO)
    carried = _carried(form, row.member)
    if before == carried:
        return Trace(
            (books.CONTRIBUTIONS,),
            first,
            last,
            negative=True,
            numbers=(row.member,),
            opening=carried or None,
        )
    return Trace(
        note=form.words(
            f"ใบเสร็จที่นับในรอบ: welfare member show {row.member}",
            f"receipts that count: welfare member show {row.member}",
        )
    )


def _carried(form: Proposal, member: str) -> Decimal:
    """What was receipted in the round before the books began in the midst of it."""
    first, last = form.round
    sums: Counter[str] = Counter()
    for entry in form.book.customs("carried", "member"):
        if first <= entry.date <= last and "receipted" in entry.meta:
            sums[str(values_of(entry)[0])] += entry.meta["receipted"].number
    return Decimal(sums[member]) + ZERO
