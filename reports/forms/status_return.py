"""แบบแสดงสถานะกองทุน: CODI's status return, its 15 items in their order, from the books.

    welfare print status-return 2567
    welfare explain status-return 2567 10.assets_1.bank

Item 10 is the two-sided statement since the founding; welfare paid stands in it among the assets,
as the form has it. What the books cannot know stands as `welfare profile` recorded it, or is left
as a dotted line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from reports import annual
from reports.ask import Ask
from reports.forms import governance
from reports.forms.sheet import GROUPS
from reports.forms.sheet import LINE
from reports.forms.sheet import WHOLE_LINE
from reports.forms.sheet import Helped
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
from reports.model import Paragraph
from reports.model import Row
from reports.model import RowKind
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Together
from reports.model import Trace
from reports.parts import closing_line
from reports.parts import fund_name
from reports.words import DOTS
from rules import matching
from rules.membership import number_of
from rules.membership import rule_on
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.findings import refuse
from welfare.money import ZERO

#: The 16 categories of welfare by account code, in the words of the form.
CATEGORIES = {
    "5101": ("เด็กแรกเกิด/คลอดบุตร", "birth"),
    "5102": ("เจ็บป่วย/รักษาพยาบาล", "illness, hospital"),
    "5103": ("ผู้สูงอายุ", "elderly"),
    "5104": ("เสียชีวิต", "death"),
    "5105": ("ค่าใช้จ่ายเกี่ยวกับงานศพ", "funeral costs"),
    "5106": ("ด้อยโอกาส/พิการ", "disadvantaged, disabled"),
    "5107": ("พัฒนาอาชีพ", "occupation"),
    "5108": ("การศึกษา", "education"),
    "5109": ("ประเพณีวัฒนธรรม", "custom and culture"),
    "5110": ("ที่อยู่อาศัย (ซ่อม/สร้าง)", "housing (repair, building)"),
    "5111": ("ผู้ประสบภัยพิบัติ", "disaster"),
    "5112": ("กิจกรรมสาธารณประโยชน์", "public benefit"),
    "5113": ("ทรัพยากรธรรมชาติฯ", "natural resources"),
    "5114": ("อื่นๆ: ประชาสัมพันธ์", "other: public relations"),
    "5115": ("อื่นๆ: ตอบแทนองค์กร", "other: return to organisations"),
    "5116": ("อื่นๆ: Covid-19", "other: Covid-19"),
}
#: Categories that help the community rather than one person (item 7).
COMMUNAL = ("5109", "5112", "5113", "5114", "5115")
#: A line of item 10: line (or `section`, `total`, `side`), block, and its words.
Side = tuple[str, str, str, str]
#: Item 10, left and right as they stand on the form.
LEFT: tuple[Side | None, ...] = (
    ("section", "receipts_1", "1. รายรับ", "1. Receipts"),
    ("contributions", "receipts_1", "เงินสมทบจากสมาชิก", "members' contributions"),
    ("codi_seed", "receipts_1", "พอช. (55,000/100,000)", "CODI (55,000/100,000)"),
    ("state_match", "receipts_1", "พอช. (งบสมทบจากรัฐบาลผ่าน พอช.)", "CODI (state match)"),
    ("lao", "receipts_1", "อปท. (อบต./เทศบาล/อบจ.)", "local government"),
    ("other_state", "receipts_1", "หน่วยงานภาครัฐอื่นๆ", "other state bodies"),
    ("other", "receipts_1", "อื่นๆ", "other"),
    ("total", "receipts_1", "1. รวมรายรับ", "1. Total receipts"),
    ("section", "income_2", "2. รายได้", "2. Income"),
    ("entry_fees", "income_2", "ค่าธรรมเนียมแรกเข้า/ค่าสมัคร", "entry fees"),
    ("donations", "income_2", "เงินบริจาค", "donations"),
    ("interest", "income_2", "ดอกเบี้ยเงินฝากธนาคาร", "bank interest"),
    (
        "other_income",
        "income_2",
        "เงินรายได้อื่นๆ (สลาก ธ.ก.ส., ดอกเบี้ย…)",
        "other income (bonds, interest …)",
    ),
    ("total", "income_2", "2. รวมรายได้", "2. Total income"),
    None,
    ("side", "left", "รวมยอดบัญชีรายรับ", "Total of the receipts side"),
)
RIGHT: tuple[Side | None, ...] = (
    ("section", "assets_1", "1. สินทรัพย์/เงินคงเหลือ", "1. Assets and money left"),
    ("bank", "assets_1", "เงินฝากธนาคาร", "bank"),
    ("cash", "assets_1", "เงินสดในมือ", "cash in hand"),
    ("welfare_paid", "assets_1", "จ่ายสวัสดิการให้กับสมาชิก", "welfare paid to members"),
    ("investments", "assets_1", "เงินลงทุนอื่นๆ (เช่น ธนาคารหมู่บ้าน)", "other investments"),
    ("other", "assets_1", "อื่นๆ", "other"),
    None,
    ("total", "assets_1", "1. รวมสินทรัพย์/เงินคงเหลือ", "1. Total assets and money left"),
    ("section", "expenses_2", "2. ค่าใช้จ่าย", "2. Expenses"),
    ("honoraria", "expenses_2", "ค่าตอบแทนคนทำงาน", "honoraria"),
    ("travel", "expenses_2", "ค่าพาหนะ", "travel"),
    ("stationery", "expenses_2", "ค่าเอกสาร/เครื่องเขียน", "stationery"),
    ("meetings", "expenses_2", "ค่ากิจกรรม/ประชุม", "activities and meetings"),
    ("other", "expenses_2", "รายจ่ายอื่นๆ", "other expenses"),
    ("total", "expenses_2", "2. รวมค่าใช้จ่าย", "2. Total expenses"),
    ("side", "right", "รวมยอดบัญชีรายจ่าย", "Total of the payments side"),
)
BLOCKS = {"left": ("receipts_1", "income_2"), "right": ("assets_1", "expenses_2")}
#: Sources of money (item 4.3), each by what `_sources` calls it.
SOURCES = (
    ("contributions", "เงินสมทบจากสมาชิก", "members' contributions"),
    ("groups", "สมทบจากผลกำไรกลุ่มองค์กรในชุมชน", "profit of community groups"),
    ("lao", "อปท. (อบต./เทศบาล/อบจ.)", "local government"),
    ("codi_seed", "พอช. (55,000/100,000 บาท)", "CODI seed grant (55,000/100,000 baht)"),
    ("state_match", "งบสมทบจากรัฐบาลผ่าน พอช.", "state match via CODI"),
    ("other_state", "หน่วยงานภาครัฐอื่น", "other state bodies"),
    ("interest", "ดอกเบี้ยธนาคาร", "bank interest"),
    ("entry_fees", "ค่าธรรมเนียมแรกเข้า", "entry fees"),
    ("donations", "เงินบริจาค", "donations"),
    ("other", "อื่นๆ", "other"),
)


def status_return(book: Book, ask: Ask) -> Document:
    """The status return of a fiscal year, with the names that the form asks for.

    Args:
        book: the fund's books.
        ask: the fiscal year; `people` for the names of officers.

    Raises:
        Refused: R301 the year ends before the books begin; R910 the sides of item 10 differ.
    """
    form = sheet(book, ask)
    if form.last < book.begins:
        raise refuse("R301", period=str(calendars.be(form.last)), first=book.begins)
    words = form.words
    items: tuple[Callable[[Sheet], Iterator[Block]], ...] = (
        _identity,
        _founding,
        _people,
        _money,
        lambda form: _welfare(form, 5),
        lambda form: _welfare(form, 6),
        _others,
        governance.committee,
        governance.management,
        _position,
        _answers,
    )
    return Document(
        "status-return",
        words("แบบแสดงสถานะกองทุนสวัสดิการชุมชน", "Status return of a community welfare fund"),
        fund_name(book, words),
        words(f"ณ วันที่ {words.day(form.last)}", f"As of {words.day(form.last)}"),
        form.last,
        words.lang,
        "authority",
        (*_draft(form), *(block for item in items for block in item(form)), _signatures(form)),
        footer=closing_line(form.ask),
    )


def _draft(form: Sheet) -> Iterator[Block]:
    if form.ask.today < form.last:
        yield Paragraph(
            form.words(
                "ฉบับร่าง: ปีบัญชียังไม่สิ้นสุด ตัวเลขจึงยังเปลี่ยนได้",
                "Draft: the year has not ended, so the figures will change.",
            ),
            strong=True,
        )


# --- 1, 2 ----------------------------------------------------------------------------------------


def _identity(form: Sheet) -> Iterator[Block]:
    words, book = form.words, form.book
    chair = book.officer("chair", form.last)
    said = (
        (words("ที่ทำการกองทุน", "Office"), "office"),
        (words("ตำบล", "Tambon"), "tambon"),
        (words("อำเภอ", "Amphoe"), "amphoe"),
        (words("จังหวัด", "Province"), "province"),
    )
    yield Heading(words("1. ข้อมูลกองทุน", "1. The fund"))
    yield Facts(
        (
            (words("ชื่อกองทุน", "Name"), Cell(fund_name(book, words), keep=True)),
            *((text, form.said(key, f"1.{key}")) for text, key in said),
            (
                words("ประธานกองทุน", "Chair"),
                Cell(form.ask.name(chair, chair) if chair else DOTS, keep=True),
            ),
            (words("ผู้ประสานงาน", "Coordinator"), form.said("coordinator", "1.coordinator")),
        ),
        columns=2,
    )


def _founding(form: Sheet) -> Iterator[Block]:
    words = form.words
    yield Heading(words("2. การจัดตั้ง", "2. Founding"))
    yield Facts(
        (
            (words("วันที่จัดตั้ง", "Founded"), Cell(words.day(form.book.fund["founded"]), keep=True)),
            (words("ผู้สนับสนุนการจัดตั้ง", "Supported by"), form.said("supporter", "2.supporter")),
            (
                words("วัตถุประสงค์", "Objectives"),
                form.said("objectives", "2.objectives", line=LINE),
            ),
        )
    )


# --- 3 -------------------------------------------------------------------------------------------


def _people(form: Sheet) -> Iterator[Block]:
    words = form.words
    table = annual.member_table(form.members, form.last)
    yield Heading(words("3. สมาชิก", "3. Members"))
    yield Facts(
        (
            (words("3.1 สมาชิกแรกตั้ง (คน)", "3.1 At the founding"), _founders(form)),
            (
                words("สมาชิกสะสม (คน)", "Ever members"),
                count("3.1.cumulative", _numbers(form, 0)),
            ),
            (
                words("สมาชิกปัจจุบัน (คน)", "Members now"),
                count("3.1.current", _numbers(form, 1)),
            ),
            (words("ณ วันที่", "As of"), Cell(words.day(form.last), keep=True)),
            (
                words("ประชากรทั้งตำบล (คน)", "Population of the tambon"),
                form.said("population", "3.1.population"),
            ),
        ),
        columns=2,
    )
    yield _rounds(form)
    yield _groups(form, table)
    covered = _villages(form)
    assert len(covered) == table["villages_covered"], "villages do not tie to the register"
    all_ = int(form.book.fund["villages"])
    yield Facts(
        (
            (
                words("3.4 หมู่บ้านที่มีสมาชิก", "3.4 Villages with members"),
                count("3.4.covered", covered),
            ),
            (
                words("จากทั้งหมด (หมู่บ้าน)", "of villages in all"),
                Cell(all_, "3.4.villages", Trace(opening=all_, note='custom "fund"')),
            ),
        ),
        columns=2,
    )


def _numbers(form: Sheet, which: int) -> list[str]:
    return sorted(number for both in form.groups.values() for number in both[which])


def _founders(form: Sheet) -> Cell:
    """As recorded, or counted where the books begin with the founding."""
    founded = form.book.fund["founded"]
    if "founding-members" in form.profile or form.book.books_from > founded:
        return form.said("founding-members", "3.1.founding")
    first = [m.number for m in form.book.members.values() if m.joined <= founded]
    return count("3.1.founding", first)


def _villages(form: Sheet) -> list[str]:
    found = set()
    for number in form.current:
        history = form.members.of(number)
        village = str(history.facts(form.last).get("village", "")) if history else ""
        found.add(village)
    return sorted(found - {""})


def _rounds(form: Sheet) -> Table:
    """3.2: the lists for the state match, year by year, and what came of them."""
    words, book = form.words, form.book
    rows = {}
    for year, (day, heads, asked) in recorded_lists(book).items():
        if day <= form.last:
            note = f'custom "matching-list" "{year}"'
            cells = (
                Cell(heads, f"3.2.{year}.heads", Trace(opening=heads, note=note)),
                Cell(asked, f"3.2.{year}.asked", Trace(opening=asked, note=note)),
            )
            rows[year] = _round(form, year, day, cells)
    has_rule = any(key[0] == "matching" for key in book.bylaws.versions)
    for found in matching.listings(form.members, calendars.be(form.last)) if has_rule else ():
        if found.day <= form.last:
            asked = sum(found.listed.values(), ZERO)
            by_row = words(
                f"ผลรวมบัญชีรายชื่อ: welfare explain matching-proposal {found.year} total.asked",
                f"sum of the list: welfare explain matching-proposal {found.year} total.asked",
            )
            cells = (
                count(f"3.2.{found.year}.heads", found.listed),
                Cell(asked, f"3.2.{found.year}.asked", Trace(note=by_row)),
            )
            rows[found.year] = _round(form, found.year, found.day, cells)
    columns = (
        Column(words("ปีงบประมาณ", "Year")),
        Column(words("ณ วันที่", "As of"), "date"),
        Column(words("สมาชิก (คน)", "Members"), "count"),
        Column(words("ขอรับสมทบ (บาท)", "Asked for (baht)"), "money"),
        Column(words("ได้รับ (บาท)", "Received (baht)"), "money"),
        Column(words("รอคืน พอช. (บาท)", "To be returned (baht)"), "money"),
    )
    caption = words("3.2 สมาชิกที่ขอรับการสมทบ รายรอบ", "3.2 Members for the match, by round")
    return Table(
        columns,
        tuple(rows[year] for year in sorted(rows)),
        caption=caption,
        together=True,
        ruled=True,
        small=True,
    )


def _round(form: Sheet, year: int, day: date, cells: tuple[Cell, Cell]) -> Row:
    own = (label(str(year)), Cell(day), *cells, *received(form, f"3.2.{year}", year, day))
    return Row(own)


def _groups(form: Sheet, table: dict[str, Any]) -> Table:
    words, rows = form.words, []
    for name, (ever, current) in form.groups.items():
        cells = count(f"3.3.{name}.cumulative", ever), count(f"3.3.{name}.current", current)
        both = table["cumulative"][name], table["current"][name]
        assert (len(ever), len(current)) == both, f"group {name} does not tie to the register"
        rows.append(Row((label(words(*GROUPS[name])), *cells)))
    sums = (
        total(f"3.3.total.{part}", table[part]["total"], *(f"3.3.{n}.{part}" for n in GROUPS))
        for part in ("cumulative", "current")
    )
    rows.append(Row((label(words("รวม", "Total"), strong=True), *sums), "total"))
    return Table(
        (
            Column(words("ประเภทสมาชิก", "Group")),
            Column(words("สะสม (คน)", "Ever"), "count"),
            Column(words("ปัจจุบัน (คน)", "Now"), "count"),
        ),
        tuple(rows),
        caption=words("3.3 สมาชิกแยกตามประเภท", "3.3 Members by group"),
        together=True,
        ruled=True,
        small=True,
    )


# --- 4 -------------------------------------------------------------------------------------------


def _money(form: Sheet) -> Iterator[Block]:
    words = form.words
    position = annual.item10(form.book, form.last)
    left = sum(
        (position["assets_1"][line] for line in ("bank", "cash", "investments", "other")), ZERO
    )
    money_left = (f"10.assets_1.{line}" for line in ("bank", "cash", "investments", "other"))
    year = calendars.be(form.last)
    asked = _asked(form, year)
    yield Heading(words("4. เงินกองทุน", "4. Money of the fund"))
    yield Facts(
        (
            (
                words("4.1 เงินกองทุนวันแรก (บาท)", "4.1 On the first day (baht)"),
                form.said("founding-money", "4.1.first"),
            ),
            (
                words("เงินกองทุนสะสม (บาท)", "Since the founding (baht)"),
                total("4.1.cumulative", position["left_total"], "4.3.total.cumulative"),
            ),
            (
                words("เงินกองทุนคงเหลือ (บาท)", "Money left (baht)"),
                total("4.1.balance", left, *money_left),
            ),
            (
                words(
                    f"4.2 เงินสมทบของสมาชิกส่วนที่ขอรับการสมทบ ปี {year} (บาท)",
                    f"4.2 Members' money for which the match of {year} is asked (baht)",
                ),
                Cell(DOTS) if asked is None else total("4.2", asked, f"3.2.{year}.asked"),
            ),
        )
    )
    yield _sources(form)
    yield from _frequencies(form)


def _asked(form: Sheet, year: int) -> Decimal | None:
    if matching.cut_off(form.book, year) is None:
        return None
    found = [one for one in matching.listings(form.members, year) if one.day <= form.last]
    known = found and found[-1].year == year
    return sum(found[-1].listed.values(), ZERO) if known else None


def _sources(form: Sheet) -> Table:
    """4.3: all money that came in, by source; it is the receipts side of item 10."""
    words, rows = form.words, []
    accounts: dict[str, list[str]] = defaultdict(list)
    for account in form.since:
        place = annual.line10(form.book, account)
        if place is not None and place[0] in BLOCKS["left"]:
            own = "groups" if account == annual.COMMUNITY_GROUPS else place[1]
            known = {name for name, _, _ in SOURCES}
            accounts[own if own in known else "other"].append(account)
    for name, thai, english in SOURCES:
        cells = (
            form.flow(f"4.3.{name}.{part}", accounts[name], negative=True, year=part == "year")
            if accounts[name]
            else Cell(ZERO, f"4.3.{name}.{part}", Trace(opening=ZERO))
            for part in ("cumulative", "year")
        )
        rows.append(Row((label(words(thai, english)), *cells)))
    sums = []
    for index, part in enumerate(("cumulative", "year"), start=1):
        values = [row.cells[index].value for row in rows]
        amount = sum((value for value in values if isinstance(value, Decimal)), ZERO)
        refs = (f"4.3.{name}.{part}" for name, _, _ in SOURCES)
        sums.append(total(f"4.3.total.{part}", amount, *refs))
    rows.append(Row((label(words("รวม", "Total"), strong=True), *sums), "total"))
    return Table(
        (
            Column(words("แหล่งที่มาของเงิน", "Source")),
            Column(words("สะสมตั้งแต่จัดตั้ง (บาท)", "Since the founding (baht)"), "money"),
            Column(words("ปีที่ผ่านมา (บาท)", "Past year (baht)"), "money"),
        ),
        tuple(rows),
        caption=words("4.3 แหล่งที่มาของเงินกองทุน", "4.3 Sources of the money"),
        together=True,
        ruled=True,
        small=True,
    )


FREQUENCIES = (
    ("daily", "รายวัน", "daily"),
    ("monthly", "รายเดือน", "monthly"),
    ("half-year", "รายครึ่งปี", "half-yearly"),
    ("yearly", "รายปี", "yearly"),
)


def _frequencies(form: Sheet) -> Iterator[Block]:
    """4.4: how often members pay and how much, by the bylaws in force."""
    words, rows = form.words, []
    payers = defaultdict(list)
    for number in form.current:
        history = form.members.of(number)
        if history is not None:
            payers[str(history.facts(form.last).get("frequency"))].append(number)
    for name, thai, english in FREQUENCIES:
        rule = rule_on(form.book.bylaws, form.last, "contribution", name)
        amount = number_of(rule, "amount")
        article = rule.article if rule else words("ระเบียบไม่มีการส่งแบบนี้", "not in the bylaws")
        ref = f"4.4.{name}"
        note = f'custom "bylaw" "contribution" "{name}" ({article})'
        rows.append(
            Row(
                (
                    tick(f"{ref}.tick", words(thai, english), checked=rule is not None, note=note),
                    Cell(amount, f"{ref}.amount", Trace(note=note)) if amount else Cell(None),
                    count(f"{ref}.members", payers[name]),
                )
            )
        )
    yield Table(
        (
            Column(words("ความถี่ในการส่ง", "How often")),
            Column(words("งวดละ (บาท)", "Each (baht)"), "money"),
            Column(words("สมาชิกปัจจุบัน (คน)", "Members now"), "count"),
        ),
        tuple(rows),
        caption=words("4.4 ความถี่และจำนวนเงินสมทบ", "4.4 How often and how much members pay"),
        together=True,
        ruled=True,
        small=True,
    )


# --- 5, 6, 7 -------------------------------------------------------------------------------------


def _welfare(form: Sheet, item: int) -> Iterator[Block]:
    """Items 5 (since the founding) and 6 (past year): persons, cases and baht by category."""
    words, rows = form.words, []
    year = calendars.fiscal_year(form.last, form.book.fiscal_start)
    period = Period(form.first, form.last, str(year))
    known = {row["code"]: row for row in annual.welfare_16(form.members, period)}
    papers = form.helped
    names = {code: account for account, code in form.book.codes.items()}
    for place, code in enumerate([*CATEGORIES, *sorted(set(known) - set(CATEGORIES))], start=1):
        own = known.get(code, {})
        text = words(*CATEGORIES[code]) if code in CATEGORIES else str(own["name_th"])
        account = names.get(code, "")
        cells = _helped_cells(form, item, code, account, papers.get(account, {}))
        prefix = "cum_" if item == 5 else ""
        said = tuple(own.get(prefix + part, 0) for part in ("persons", "cases", "amount"))
        values = tuple(cell.value for cell in cells)
        assert values == said, f"category {code} does not tie"
        rows.append(Row((label(f"({place})"), label(text), *cells)))
    sums = []
    for index, part in enumerate(("persons", "cases", "amount"), start=2):
        values = tuple(row.cells[index].value for row in rows)
        start: Decimal | int = ZERO if part == "amount" else 0
        amount = sum((v for v in values if isinstance(v, Decimal | int)), start)
        sums.append(total(f"{item}.total.{part}", amount, f"{item}.5*.{part}"))
    rows.append(Row((label(""), label(words("รวม", "Total"), strong=True), *sums), "total"))
    heads = {
        5: ("5. การจัดสวัสดิการ (สะสมตั้งแต่จัดตั้ง)", "5. Welfare since the founding"),
        6: ("6. การจัดสวัสดิการ (ปีที่ผ่านมา)", "6. Welfare in the past year"),
    }
    note = words(
        "จำนวนคนนับสมาชิกแต่ละรายครั้งเดียวต่อประเภทต่อปีบัญชี จำนวนรายนับทุกครั้งที่จ่าย",
        "A person counts once for each category and fiscal year, a case is every payment.",
    )
    yield Heading(words(*heads[item]))
    table = Table(_welfare_columns(form), tuple(rows), together=True, ruled=True, small=True)
    yield Together((table, Paragraph(note, small=True)))


def _welfare_columns(form: Sheet) -> tuple[Column, ...]:
    words = form.words
    return (
        Column(words("ที่", "No.")),
        Column(words("ประเภทสวัสดิการ", "Category")),
        Column(words("จำนวนคน", "Persons"), "count"),
        Column(words("จำนวนราย", "Cases"), "count"),
        Column(words("บาท", "Baht"), "money"),
    )


def _helped_cells(
    form: Sheet, item: int, code: str, account: str, years: dict[str, Helped]
) -> tuple[Cell, Cell, Cell]:
    carried = form.carried.get(account)
    if item == 5:
        persons = [f"{p} ({year})" for year, own in years.items() for p in own.persons]
        cases = [number for own in years.values() for number in own.cases]
        before = (carried.persons, carried.cases) if carried else (0, 0)
    else:
        year = str(calendars.fiscal_year(form.last, form.book.fiscal_start))
        own_year = years.get(year, Helped([], []))
        persons, cases, before = own_year.persons, own_year.cases, (0, 0)
    amount = (
        form.flow(f"{item}.{code}.amount", [account], year=item == 6)
        if account
        else Cell(ZERO, f"{item}.{code}.amount", Trace(opening=ZERO))
    )
    return (
        count(f"{item}.{code}.persons", persons, before[0]),
        count(f"{item}.{code}.cases", cases, before[1]),
        amount,
    )


def _others(form: Sheet) -> Iterator[Block]:
    """7: what the fund did for non-members and for the community."""
    words = form.words
    codes = [code for code in COMMUNAL if code in form.book.codes.values()]
    amount = sum((form.in_year.get(name, ZERO) for name in _named(form, codes)), ZERO)
    cases = sum(len(_of_year(form, name).cases) for name in _named(form, codes))
    refs = [f"6.{code}" for code in codes] or ["6.0"]
    yield Heading(
        words(
            "7. การช่วยเหลือผู้ที่ไม่ใช่สมาชิกและกิจกรรมส่วนรวม",
            "7. Help to non-members and communal activities",
        )
    )
    yield Facts(
        (
            (
                words("ผู้ที่ไม่ใช่สมาชิก", "Non-members"),
                form.said("non-members", "7.non-members", line=LINE),
            ),
            (
                words("กิจกรรมส่วนรวม ปีที่ผ่านมา (ครั้ง)", "Communal activities, past year"),
                total("7.communal.cases", cases, *(f"{ref}.cases" for ref in refs)),
            ),
            (
                words("เป็นเงิน (บาท)", "Baht"),
                total("7.communal.amount", amount, *(f"{ref}.amount" for ref in refs)),
            ),
        )
    )


def _named(form: Sheet, codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [account for account, code in form.book.codes.items() if code in wanted]


def _of_year(form: Sheet, account: str) -> Helped:
    year = str(calendars.fiscal_year(form.last, form.book.fiscal_start))
    return form.helped.get(account, {}).get(year, Helped([], []))


# --- 10 ------------------------------------------------------------------------------------------


def _position(form: Sheet) -> Iterator[Block]:
    """10: the two-sided statement since the founding."""
    words = form.words
    found = annual.item10(form.book, form.last)
    if found["left_total"] != found["right_total"]:
        both = {"left": found["left_total"], "right": found["right_total"]}
        raise refuse("R910", day=form.last, **both)
    accounts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account in form.since:
        place = annual.line10(form.book, account)
        if place is not None:
            accounts[place].append(account)
    rows = []
    for left, right in zip(LEFT, RIGHT, strict=True):
        cells = (*_half(form, left, found, accounts), *_half(form, right, found, accounts))
        kinds: dict[str, RowKind] = {"section": "section", "side": "total"}
        rows.append(Row(cells, kinds.get(left[0], "body") if left else "body"))
    day, month, year = calendars.thai_date(form.last, "long").split()
    line = f"ยอดเงินคงเหลือ ณ วันที่ {day} เดือน {month} พ.ศ. {year}"
    title = words("10. รายงานฐานะการเงินกองทุนสวัสดิการชุมชน", "10. Financial position of the fund")
    columns = (
        Column(words("รายการรับ", "Receipts")),
        Column(words("บาท", "Baht"), "money"),
        Column(words("รายการจ่าย", "Payments")),
        Column(words("บาท", "Baht"), "money"),
    )
    table = Table(columns, tuple(rows), caption="", together=True, ruled=True)
    said = words(line, f"Balance on {words.day(form.last)}, since the founding")
    yield Together((Heading(title), Paragraph(said, "center"), table))


def _half(
    form: Sheet,
    side: Side | None,
    found: dict[str, Any],
    accounts: dict[tuple[str, str], list[str]],
) -> tuple[Cell, Cell]:
    if side is None:
        return Cell(None), Cell(None)
    line, block, *texts = side
    text = form.words(*texts)
    if line == "section":
        return label(text, strong=True), Cell(None)
    if line == "side":
        refs = (f"10.{one}_total" for one in BLOCKS[block])
        return label(text, strong=True), total(f"10.{block}_total", found[f"{block}_total"], *refs)
    if line == "total":
        own = total(f"10.{block}_total", found[f"{block}_total"], f"10.{block}.*")
        return label(text, strong=True), own
    names, ref = accounts[block, line], f"10.{block}.{line}"
    if not names:
        return label(text, indent=1), Cell(ZERO, ref, Trace(opening=ZERO))
    return label(text, indent=1), form.flow(ref, names, negative=block in BLOCKS["left"])


# --- 11 to 15 ------------------------------------------------------------------------------------


def _answers(form: Sheet) -> Iterator[Block]:
    words = form.words
    for item, key, thai, english in (
        (11, "links", "การเชื่อมโยงกับงานอื่น", "Links with other work"),
        (12, "support", "การสนับสนุนที่ได้รับ", "Support received"),
        (13, "plans", "แผนงาน", "Plans"),
        (14, "problems", "ปัญหาอุปสรรค", "Problems"),
        (15, "suggestions", "ข้อเสนอแนะ", "Suggestions"),
    ):
        heading = Heading(f"{item}. {words(thai, english)}")
        said = form.said(key, f"{item}.{key}", line=WHOLE_LINE)
        more = () if key in form.profile else (("", Cell(WHOLE_LINE)),)
        yield Together((heading, Facts((("", said), *more))))


def _signatures(form: Sheet) -> Block:
    words = form.words
    province = words(
        "ผู้รับรองข้อมูลระดับจังหวัด (คณะกรรมการสนับสนุนการขับเคลื่อนฯ จังหวัด)",
        "Certified for the province (provincial support committee)",
    )
    return Signatures(
        (
            form.signature("secretary", words("ผู้รวบรวมข้อมูล (เลขานุการ)", "Compiled by (secretary)")),
            form.signature("chair", words("ประธาน/รองประธาน", "Chair or vice-chair")),
            Signature(province),
        )
    )
