"""หมายเหตุประกอบงบการเงิน: the notes of the annual book, all of them from the books.

What a note says of the bylaws it cites by article as the dated rules have it; what the books do not
hold is said to be missing, not made up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from beancount.core.data import Transaction

from reports import annual as figures_of
from reports import figures
from reports.annual import Case
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.model import Trace
from reports.parts import account_name
from reports.parts import fund_name
from reports.statements import parts
from reports.words import Words
from rules import guards
from rules import matching
from rules.membership import Members
from welfare import books
from welfare import calendars
from welfare.books import Book
from welfare.calendars import Period
from welfare.money import ZERO
from welfare.parameters import Rule
from welfare.vocabulary import values_of

if TYPE_CHECKING:
    from reports.statements.annual import Year

#: Years of lists for the state match that the note shows.
LISTS = 10


def notes(year: Year) -> Iterator[Block]:
    """All notes with their numbers."""
    for number, (name, make) in enumerate(NOTES, 1):
        yield Heading(f"{number}. {year.words(*name)}", 2)
        yield from make(year, year.members)


def _general(year: Year, members: Members) -> Iterator[Block]:
    words, book, table = year.words, year.book, year.found["member_table"]
    founded = words.day(book.fund["founded"])
    villages = int(book.fund.get("villages", 0))
    current = table["current"]["total"]
    covered = table["villages_covered"]
    yield Paragraph(
        words(
            f"{fund_name(book, words)} ก่อตั้งเมื่อ {founded} เป็นกองทุนของชุมชนที่สมาชิกร่วมกันบริหาร"
            f" วันสิ้นปีมีสมาชิก {words.heads(current)} ใน {covered} หมู่บ้าน จากทั้งหมด {villages} หมู่บ้าน"
            f" รับสมาชิกมาแล้วทั้งสิ้น {words.heads(table['cumulative']['total'])}",
            f"{fund_name(book, words)} was founded on {founded}; it belongs to the community"
            f" and is run by its members. At the end of the year it had {words.heads(current)} in"
            f" {covered} of {villages} villages, of"
            f" {table['cumulative']['total']:,} admitted since the founding.",
        ),
        keep=(founded,),
    )


# --- policy --------------------------------------------------------------------------------------


def _policy(year: Year, members: Members) -> Iterator[Block]:
    words, book = year.words, year.book
    yield Paragraph(
        words(
            "บันทึกบัญชีตามเกณฑ์เงินสด สวัสดิการเป็นค่าใช้จ่ายเต็มจำนวนในวันจ่าย เงินสมทบเป็นรายได้ในวันที่เก็บ"
            " แม้เงินยังอยู่กับผู้เก็บเงิน เงินสมทบค้างชำระไม่บันทึกเป็นลูกหนี้ เงินสมทบที่หักจากสวัสดิการแสดงทั้งสองด้าน",
            "The books are kept on the cash basis. A benefit is an expense in full on the day of"
            " payment; a contribution is income on the day of collection, while the collector"
            " still holds it too. Arrears are no asset. Contributions deducted from a benefit"
            " stand on both sides.",
        )
    )
    yield _no_withdrawal(year)
    rows = tuple(_split_rows(book, year.period, words))
    if rows:
        yield Table(
            columns=(
                Column(words("แบ่งรายได้จาก", "Income from"), width=2),
                Column(words("ตามข้อ", "Article"), width=1.4),
                Column(words("ใช้ตั้งแต่", "Since"), "date"),
                Column(words("เข้ากองทุนย่อย", "To the sub-funds"), width=2),
            ),
            rows=rows,
            caption=words(
                "รายได้แบ่งเข้ากองทุนย่อยทุกสิ้นเดือนตามระเบียบ เศษสตางค์เข้ากองที่รับส่วนที่เหลือ",
                "Income goes to the sub-funds each month as the bylaws say; satang left over go to"
                " the fund that takes the rest",
            ),
            small=True,
            name=words("การแบ่งรายได้", "Split of income"),
        )


def _no_withdrawal(year: Year) -> Paragraph:
    """Contributions are the fund's money: what the bylaws in force say about giving them back."""
    words, day = year.words, year.period.last
    said = parts.articles(year.book, day, "withdrawal")
    own = "" if said else parts.articles(year.book, day, "contribution")
    refund = parts.articles(year.book, day, "refund")
    cited = f" ({own})" if own else ""
    if refund:
        both = (
            f"คืนได้เฉพาะกรณีที่ระเบียบกำหนดเท่านั้น ({refund})",
            f"they are given back only where the bylaws say so ({refund}).",
        )
    else:
        both = (
            "สมาชิกจะถอนคืนมิได้ ระเบียบที่ใช้บังคับไม่มีข้อที่ให้คืน",
            "members cannot withdraw them, and the bylaws in force have no article that gives"
            " them back.",
        )
    if said and refund:
        both = f"สมาชิกจะถอนมิได้ ({said}) {both[0]}", f"not to be withdrawn ({said}); {both[1]}"
    elif said:
        both = (
            f"สมาชิกจะถอนหรือขอคืนมิได้ไม่ว่ากรณีใด ({said})",
            f"members can neither withdraw them nor ask for them back in any case ({said}).",
        )
    rest = words(*both)
    text = words(
        f"เงินสมทบของสมาชิก{cited} เป็นเงินของกองทุน มิใช่เงินออมหรือเงินฝาก {rest}",
        f"Members' contributions{cited} are the fund's money, no savings and no deposit; {rest}",
    )
    return Paragraph(text)


def _split_rows(book: Book, period: Period, words: Words) -> Iterator[Row]:
    """Every version of a split that was in force on some day of the year."""
    for key, versions in book.bylaws.versions.items():
        if key[0] != "split":
            continue
        for index, rule in enumerate(versions):
            later = versions[index + 1].since if index + 1 < len(versions) else date.max
            if rule.since <= period.last and later > period.first and "remainder" in rule.facts:
                yield Row(
                    (
                        Cell(parts.sources(book, rule.facts, words)),
                        Cell(rule.article),
                        Cell(rule.since),
                        Cell(_shares(rule, words)),
                    )
                )


def _shares(rule: Rule, words: Words) -> str:
    """`กองทุนสำรอง 15%, กองทุนบริหารจัดการ 10%, ที่เหลือเข้ากองทุนสวัสดิการ`."""
    found = parts.shares(rule.facts)
    shown = [f"{words(*parts.FUNDS[name])} {_percent(share)}" for name, share in found.items()]
    rest = words(*parts.FUNDS[str(rule.facts["remainder"])])
    every = words("ทั้งหมดเข้า", "all to ") if not shown else words("ที่เหลือเข้า", "the rest to ")
    return ", ".join([*shown, f"{every}{rest}"])


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


# --- balances ------------------------------------------------------------------------------------


def _cash(year: Year, members: Members) -> Iterator[Block]:
    words = year.words
    found = figures.reconciliation(year.book, year.period.last)
    own = [account for account in year.book.opens if account.startswith("Assets:")]
    yield from _balances(year, own, "note.assets", negative=False)
    if books.SAVINGS not in year.book.opens:
        return
    statement = words.baht(found["statement_balance"])
    transit = words.baht(found["deposits_in_transit_total"])
    unpaid = words.baht(found["outstanding_payments_total"])
    difference = words.baht(found["difference"])
    yield Paragraph(
        words(
            f"บัญชีออมทรัพย์: ยอดตามสมุดธนาคารวันสิ้นปี {statement} บวกเงินฝากระหว่างทาง {transit}"
            f" หักรายการจ่ายที่ธนาคารยังไม่ได้จ่าย {unpaid} ผลต่างจากบัญชี {difference}",
            f"Savings account: by the bank's statement at year end {statement}, deposits in transit"
            f" {transit}, payments not yet drawn {unpaid}, difference from the books {difference}.",
        ),
        keep=(statement, transit, unpaid, difference),
    )


def _debts(year: Year, members: Members) -> Iterator[Block]:
    own = [account for account in year.book.opens if account.startswith("Liabilities:")]
    yield from _balances(year, own, "note.debts", negative=True)


def _balances(year: Year, accounts: list[str], key: str, *, negative: bool) -> Iterator[Block]:
    """The balances of accounts at both year ends; those with none in both years are left out."""
    words, book = year.words, year.book
    days = year.days
    rows: list[Row] = []
    sums: list[list[Cell]] = [[] for _ in days]
    for account in sorted(accounts, key=lambda name: book.codes[name]):
        values = [(-1 if negative else 1) * book.balance(account, day) for day in days]
        if not any(values):
            continue
        code = book.codes[account]
        cells = [
            parts.amount(
                value or ZERO,
                f"{key}.{index}.{code}",
                parts.standing_at(account, day, negative=negative),
            )
            for index, (value, day) in enumerate(zip(values, days, strict=True))
        ]
        for index, cell in enumerate(cells):
            sums[index].append(cell)
        rows.append(Row((Cell(f"{code} {account_name(book, account, words)}"), *cells)))
    if not rows:
        yield Paragraph(words("ไม่มี", "None."))
        return
    ends = (parts.total_of(own, f"{key}.{index}.total") for index, own in enumerate(sums))
    rows.append(Row((parts.label(words("รวม", "Total"), strong=True), *ends), "total"))
    yield Table(
        columns=(
            Column(words("บัญชี", "Account"), width=3),
            *(Column(words.short_day(day), "money") for day in days),
        ),
        rows=tuple(rows),
        together=True,
    )


# --- state match ---------------------------------------------------------------------------------


class _Listed(NamedTuple):
    """A list for the state match: heads and baht asked for, and what came in for it."""

    heads: int | None
    asked: Decimal | None
    received: Decimal
    documents: tuple[str, ...]


def _state(year: Year, members: Members) -> Iterator[Block]:
    words = year.words
    lists = _lists(year.book, members, year.period.last)
    if not lists:
        yield Paragraph(words("ไม่มี", "None."))
        return
    accounts = (books.STATE_MATCH, books.MATCH_REFUND)
    rows = []
    for label, one in sorted(lists.items())[-LISTS:]:
        trace = Trace(
            accounts if one.documents else (),
            None,
            year.period.last,
            negative=True,
            numbers=one.documents,
            opening=None if one.documents else ZERO,
        )
        heads: Cell = parts.NOTHING
        asked: Cell = parts.NOTHING
        if one.heads is not None and one.asked is not None:
            by = words("ตามบัญชีรายชื่อ ณ วันตัดยอด", "by the list of the cut-off day")
            heads = Cell(one.heads, f"match.{label}.heads", Trace(note=by))
            asked = Cell(one.asked, f"match.{label}.asked", Trace(note=by))
        received = parts.amount(one.received, f"match.{label}.received", trace)
        rows.append(Row((Cell(label), heads, asked, received)))
    yield Table(
        columns=(
            Column(words("บัญชีรายชื่อปี", "List of")),
            Column(words("ขอรับ (คน)", "People"), "count"),
            Column(words("ขอรับ (บาท)", "Asked for (baht)"), "money"),
            Column(words("ได้รับแล้ว (บาท)", "Received (baht)"), "money"),
        ),
        rows=tuple(rows),
        caption=words(
            f"บัญชีรายชื่อและเงินที่ได้รับจนถึงวันสิ้นปี {_cited(year, 'matching')}",
            f"Lists, and what came in by the end of the year {_cited(year, 'matching')}",
        ),
        together=True,
        small=True,
    )
    yield Paragraph(
        words(
            "เงินที่ได้รับรวมส่วนที่เกินบัญชีรายชื่อซึ่งต้องคืน พอช. (บัญชี 2101) ช่องว่างคือบัญชีรายชื่อก่อนเริ่มสมุดบัญชี",
            "What came in includes what goes back to CODI (account 2101). Empty: a list from before"
            " these books.",
        ),
        small=True,
    )


def _cited(year: Year, *keys: str) -> str:
    found = parts.articles(year.book, year.period.last, *keys)
    return f"({found})" if found else ""


def _lists(book: Book, members: Members, last: date) -> dict[str, _Listed]:
    """Year of the list (พ.ศ.) to the list and what was received for it by a day."""
    received: dict[str, Decimal] = defaultdict(lambda: ZERO)
    documents: dict[str, list[str]] = defaultdict(list)
    for entry in figures.within(book.transactions, date.min, last):
        label = str(entry.meta.get("matching", ""))
        for account, amount, _ in books.lines(entry) if label else ():
            if account in (books.STATE_MATCH, books.MATCH_REFUND):
                received[label] -= amount
                documents[label].append(guards.document(entry))
    found = {
        label: _Listed(None, None, amount, tuple(dict.fromkeys(documents[label])))
        for label, amount in received.items()
    }
    for one in matching.listings(members, calendars.be(last)):
        if one.day <= last:
            label = str(one.year)
            papers = tuple(dict.fromkeys(documents[label]))
            asked = sum(one.listed.values(), ZERO)
            found[label] = _Listed(len(one.listed), asked, received[label], papers)
    return found


# --- welfare -------------------------------------------------------------------------------------


def _welfare(year: Year, members: Members) -> Iterator[Block]:
    words, book = year.words, year.book
    cases = {
        one.label: figures_of.cases(members, one.first, one.last)
        for one in figures_of.years(book, year.period)
    }
    carried = figures_of.carried_totals(book, year.period.last)
    rows = [
        _category(year, row, cases, carried)
        for row in year.found["welfare_16"]
        if row["cases"] or row["cum_cases"] or row["cum_amount"]
    ]
    if not rows:
        yield Paragraph(words("ไม่มี", "None."))
        return
    keys = ("persons", "cases", "amount", "ever.persons", "ever.cases", "ever.amount")
    ends = []
    for index, key in enumerate(keys, 1):
        own = [row.cells[index] for row in rows]
        if key.endswith("persons"):  # somebody helped in two ways is one person
            ends.append(parts.NOTHING)
        elif key.endswith("cases"):
            count = sum(cell.value for cell in own if isinstance(cell.value, int))
            note = "= " + " + ".join(cell.ref for cell in own)
            ends.append(Cell(count, f"welfare.total.{key}", Trace(note=note), strong=True))
        else:
            ends.append(parts.total_of(own, f"welfare.total.{key}"))
    assert ends[2].value == year.found["income_statement"]["welfare_total"]
    total = (parts.label(words("รวม", "Total"), strong=True), *ends)
    yield Table(
        columns=(
            Column(words("ประเภทตามแบบ พอช.", "CODI's category"), width=2.4),
            *_counted(words),
            *_counted(words),
        ),
        rows=(*rows, Row(total, "total")),
        heads=(
            ("", 1),
            (words.year(year.period.label), 3),
            (words("สะสมตั้งแต่จัดตั้ง", "since the founding"), 3),
        ),
        small=True,
        name=words("สวัสดิการ", "Welfare"),
    )
    yield Paragraph(
        words(
            "จำนวนคนนับสมาชิกที่ได้รับ คนหนึ่งได้หลายครั้งในปีเดียวกันนับหนึ่งคนในประเภทนั้น"
            " จำนวนคนสะสมคือผลรวมของแต่ละปี สวัสดิการสาธารณะนับเป็นครั้ง ไม่มีจำนวนคน",
            "People are the members helped, each once in a category and year; since the founding"
            " the years are added up. Communal spending has cases, and no people.",
        ),
        small=True,
    )


def _counted(words: Words) -> tuple[Column, ...]:
    return (
        Column(words("คน", "People"), "count"),
        Column(words("ครั้ง", "Cases"), "count"),
        Column(words("บาท", "Baht"), "money"),
    )


def _category(
    year: Year,
    row: dict[str, int | str | Decimal],
    cases: dict[str, list[Case]],
    carried: dict[str, figures_of.Carried],
) -> Row:
    code = str(row["code"])
    account = parts.account_of(year.book, code)
    before = carried.get(account, figures_of.Carried(date.min, ZERO, 0, 0))
    own = {label: [one for one in all_ if one.account == account] for label, all_ in cases.items()}
    people = {label: sorted({one.person for one in all_} - {""}) for label, all_ in own.items()}
    this = year.period.label
    key = f"welfare.{code}"
    ever = Trace((account,), None, year.period.last)
    if account in carried:
        ever = Trace((account,), before.day + parts.DAY, year.period.last, opening=before.amount)
    numbers = (
        ("persons", people[this], 0),
        ("cases", [one.number for one in own[this]], 0),
        ("cum_persons", [n for some in people.values() for n in some], before.persons),
        ("cum_cases", [one.number for some in own.values() for one in some], before.cases),
    )
    counts = {}
    for name, found, opening in numbers:
        assert len(found) + opening == row[name], f"{code}: {name} does not tie"
        ref = f"{key}.{name.replace('cum_', 'ever.')}"
        counts[name] = Cell(len(found) + opening, ref, Trace(numbers=tuple(found), opening=opening))
    amounts = [
        parts.amount(Decimal(row["amount"]), f"{key}.amount", parts.moved(account, year.period)),
        parts.amount(Decimal(row["cum_amount"]), f"{key}.ever.amount", ever),
    ]
    return Row(
        (
            Cell(account_name(year.book, account, year.words)),
            counts["persons"],
            counts["cases"],
            amounts[0],
            counts["cum_persons"],
            counts["cum_cases"],
            amounts[1],
        )
    )


# --- related parties -----------------------------------------------------------------------------


def _related(year: Year, members: Members) -> Iterator[Block]:
    """Benefits of officers and their households: cases and baht by office, nobody named."""
    words, book = year.words, year.book
    terms = [t for t in book.terms if t.first <= year.period.last and t.last >= year.period.first]
    unknown = {term.person for term in terms if not term.member}
    found: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for case in figures_of.cases(members, year.period.first, year.period.last):
        office = _office(members, terms, case)
        if office:
            found[office].append(case)
    if found:
        yield _related_table(year, found)
    elif len(unknown) < len({term.person for term in terms}):
        yield Paragraph(
            words(
                "ไม่มีสวัสดิการที่จ่ายให้กรรมการ ผู้เก็บเงิน ผู้ตรวจสอบ หรือผู้อยู่ในครัวเรือนเดียวกัน",
                "No benefit was paid to an officer or to the household of one.",
            )
        )
    if unknown:
        yield Paragraph(
            words(
                f"กรรมการ ผู้เก็บเงิน และผู้ตรวจสอบ {words.heads(len(unknown))}"
                " ไม่ได้บันทึกเลขสมาชิกไว้ในสมุดบัญชี จึงไม่ทราบว่าได้รับสวัสดิการเท่าใด",
                f"Of {words.heads(len(unknown))} in office the books hold no membership number:"
                " what they received is not known.",
            )
        )
    if not terms:
        yield Paragraph(words("ไม่มีวาระกรรมการในสมุดบัญชี", "The books hold no terms of office."))


def _office(members: Members, terms: list[books.Term], case: Case) -> tuple[str, bool] | None:
    """The office of who was helped, and whether it was another of the officer's household."""
    on = [term for term in terms if term.member and term.first <= case.day <= term.last]
    for term in on if case.member else ():
        if members.person(term.member) == case.person:
            return term.role, False
    for term in on if case.member else ():
        if members.household(term.member, case.day) == members.household(case.member, case.day):
            return term.role, True
    return None


def _related_table(year: Year, found: dict[tuple[str, bool], list[Case]]) -> Table:
    words, rows = year.words, []
    for (role, household), cases in sorted(found.items()):
        office = words(*parts.ROLES.get(role, (role, role)))
        text = words(f"ครัวเรือนของ{office}", f"Household of: {office}") if household else office
        key = f"related.{role}.{'household' if household else 'own'}"
        papers = tuple(case.number for case in cases)
        total = sum((case.amount for case in cases), ZERO)
        trace = Trace((books.BENEFITS,), year.period.first, year.period.last, numbers=papers)
        rows.append(
            Row(
                (
                    Cell(text),
                    Cell(len(cases), f"{key}.cases", Trace(numbers=papers)),
                    parts.amount(total, f"{key}.amount", trace),
                )
            )
        )
    return Table(
        columns=(
            Column(words("ตำแหน่ง", "Office"), width=3),
            Column(words("ครั้ง", "Cases"), "count"),
            Column(words("บาท", "Baht"), "money"),
        ),
        rows=tuple(rows),
        caption=words(
            "สวัสดิการที่จ่ายให้กรรมการและครัวเรือน (สิทธิเท่าสมาชิกทั่วไป)",
            "Benefits of officers and their households, by the same rules as for anybody",
        ),
        together=True,
    )


# --- irregularities and what came after ----------------------------------------------------------


def _irregular(year: Year, members: Members) -> Iterator[Block]:
    """Each kind with its cases, baht and how many are settled: a number would tell who it was."""
    words, last = year.words, year.period.last
    settled = {
        tuple(map(str, values_of(entry)[:2])): entry.date
        for entry in year.book.customs("irregularity", "settled")
    }
    kinds: dict[str, list[tuple[Decimal | None, bool]]] = defaultdict(list)
    for item in guards.irregularities(year.book):
        done = settled.get((item.code, item.subject), date.max)
        if item.entry.date <= last and done >= year.period.first:
            kinds[item.code].append((item.amount, done < date.max))
    if not kinds:
        yield Paragraph(words("ไม่มี", "None."))
        return
    yield Table(
        columns=(
            Column(words("เรื่อง", "What"), width=3),
            Column(words("จำนวน", "Count"), "count"),
            Column(words("บาท", "Baht"), "money"),
            Column(words("แก้ไขแล้ว", "Settled"), "count"),
        ),
        rows=tuple(_kind(words, code, own) for code, own in kinds.items()),
        together=True,
        small=True,
        name=words("ความผิดปกติ", "Irregularities"),
    )
    yield Paragraph(
        words(
            "รายการพร้อมเลขที่เอกสารอยู่ในรายงานประจำเดือนของคณะกรรมการ นับการแก้ไขถึงวันที่พิมพ์",
            "The monthly reports of the committee list each with its number. Settled: as the books"
            " stand on the day of printing.",
        ),
        small=True,
    )


def _kind(words: Words, code: str, own: list[tuple[Decimal | None, bool]]) -> Row:
    what = words(*parts.IRREGULARITIES.get(code, (code, code)))
    ref, done = f"irregular.{code}", sum(settled for _, settled in own)
    total = sum((amount or ZERO for amount, _ in own), ZERO)
    return Row(
        (
            Cell(what),
            Cell(len(own), f"{ref}.count", Trace(opening=len(own))),
            Cell(total, f"{ref}.amount", Trace(note=what)),
            Cell(done, f"{ref}.settled", Trace(opening=done)),
        )
    )


def _after(year: Year, members: Members) -> Iterator[Block]:
    """What the books tell of the days after the year that bears on its statements."""
    words, book, last = year.words, year.book, year.period.last
    said = []
    amended = [
        rule.article
        for rules in book.bylaws.versions.values()
        for rule in rules
        if rule.since > last
    ]
    if amended:
        cited = ", ".join(dict.fromkeys(amended))
        said.append(
            words(f"ระเบียบแก้ไขหลังวันสิ้นปี: {cited}", f"Bylaws amended after the year: {cited}")
        )
    own = _documents(book, year.period)
    back = [e for e in book.transactions if e.date > last and _reverses(e) in own]
    if back:
        count = len(dict.fromkeys(_reverses(entry) for entry in back))
        said.append(
            words(
                f"กลับรายการของปีนี้ในปีถัดไป {count} รายการ",
                f"Entries of the year reversed since: {count}",
            )
        )
    paid = -sum(
        (
            amount
            for entry in book.transactions
            if entry.date > last and entry.meta.get("kind") == "refund"
            for account, amount, _ in books.lines(entry)
            if not account.startswith(("Liabilities:", "Income:"))
        ),
        ZERO,
    )
    if paid:
        said.append(
            words(
                f"จ่ายคืนเงินหลังวันสิ้นปี {words.baht(paid)}",
                f"Money given back after the year: {words.baht(paid)}",
            )
        )
    end = max((entry.date for entry in book.transactions), default=last)
    if not said:
        until = words.day(max(end, last))
        text = f"ไม่มีเหตุการณ์ที่กระทบงบในสมุดบัญชีถึง {until}"
        said.append(words(text, f"The books tell of none up to {until}."))
    for text in said:
        yield Paragraph(text)


def _documents(book: Book, period: Period) -> set[str]:
    found = {
        str(meta[key])
        for entry in figures.within(book.transactions, period.first, period.last)
        for meta in (entry.meta, *(own for _, _, own in books.lines(entry)))
        for key in ("doc", "voucher", "receipt")
        if key in meta
    }
    return found - {""}


def _reverses(entry: Transaction) -> str:
    return str(entry.meta.get("reverses", ""))


NOTES: tuple[tuple[tuple[str, str], Callable[[Year, Members], Iterator[Block]]], ...] = (
    (("ข้อมูลทั่วไป", "The fund"), _general),
    (("นโยบายการบัญชี", "Accounting policy"), _policy),
    (("เงินสด เงินฝากธนาคาร และสินทรัพย์อื่น", "Cash, bank and other assets"), _cash),
    (("หนี้สิน", "Liabilities"), _debts),
    (("เงินสมทบจากรัฐผ่าน พอช.", "State match via CODI"), _state),
    (("สวัสดิการตามประเภท", "Welfare by category"), _welfare),
    (("สวัสดิการของกรรมการและครัวเรือน", "Benefits of officers and their households"), _related),
    (("ความผิดปกติและการแก้ไข", "Irregularities and their settlement"), _irregular),
    (("เหตุการณ์หลังวันสิ้นปี", "Events after the year"), _after),
)
