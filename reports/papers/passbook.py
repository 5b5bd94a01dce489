"""The member's passbook (สมุดประจำตัวสมาชิก): what was paid, what was had, which rights are left.

    เลขที่สมาชิก 0237                       เริ่มเป็นสมาชิก 1 ตุลาคม 2558
    เงินสมทบเป็นเงินของกองทุน มิใช่เงินออมหรือเงินฝาก ถอนหรือขอคืนมิได้ …
    ครั้งที่ 1   7 ต.ค. 2565   06-66-0027   ต.ค. 65   30.00

One member, a village, or all of them in one file, as the books stand at the end of a day. What all
members share (decisions, ceilings, lines of money) is worked out once for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Heading
from reports.model import Paragraph
from reports.model import Row
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Together
from reports.model import Trace
from reports.papers import parts
from reports.parts import account_name
from reports.words import Words
from rules import cases
from rules import decision
from rules import explain
from rules import grounds
from rules import member_view
from rules import periods
from rules import prose
from rules import reasons
from rules import schema
from rules import standing
from rules.cases import Case
from rules.cases import Terms
from rules.cases import Used
from rules.member_view import Right
from rules.membership import DEDUCTED
from rules.membership import History
from rules.membership import lapse_rule
from rules.membership import members_of
from rules.membership import rule_on
from welfare import books
from welfare import counter
from welfare import money
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.records import split_number

ID = "passbook"
#: Money of a member that stands in the passbook, and how it is called there.
MONEY = {
    books.CONTRIBUTIONS: ("เงินสมทบ", "contribution"),
    books.ENTRY_FEES: ("ค่าสมัคร", "entry fee"),
    books.REINSTATEMENT_FEES: ("ค่าธรรมเนียมคืนสภาพ", "reinstatement fee"),
    books.UNIDENTIFIED: ("เงินรับรอตรวจสอบ (ไม่ใช่เงินสมทบ)", "held, no contribution"),
}


class Paid(NamedTuple):
    """One line of money from a member."""

    day: date
    paper: str
    account: str
    months: str
    amount: Decimal
    claim: str


class Had(NamedTuple):
    """What a member had for one claim in one payment."""

    day: date
    claim: str
    account: str
    gross: Decimal
    deducted: Decimal
    voucher: str


def passbook(book: Book, ask: Ask) -> Document:
    """One passbook, or those of a village or of all who are members on the day.

    Raises:
        Refused: R107 no such member, R415 no such village, R902 nobody.
    """
    day = parts.day_of(ask)
    seen = member_view.told(book, day)
    if ask.member:
        number = counter.member_of(book, ask.member).number
        history = members_of(seen).of(number)
        if history is None:
            raise refuse("R107", member=number)
        return _passbook(seen, ask, history, day)
    village = parts.village_asked(ask)
    parts.refuse_no_village(book, village)
    members = members_of(seen)
    with books.no_collection():
        made = [
            _passbook(seen, ask, history, day)
            for history in sorted(members.on(day), key=lambda one: split_number(one.number))
            if village in ("", parts.village_of(history.facts(day)))
        ]
    if not made:
        raise parts.none_of(ask, ask.words("สมุดประจำตัวสมาชิก", "passbook"), day)
    when = ask.words(f"ณ วันที่ {ask.words.day(day)}", f"As of {ask.words.day(day)}")
    file = parts.village_file(village) if village else "all"
    return parts.paper(book, ask, ID, when, day, (), parts=made, name=file)


def _passbook(book: Book, ask: Ask, history: History, day: date) -> Document:
    words, number = ask.words, history.number
    when = words.day(day)
    subtitle = words(f"สมาชิกเลขที่ {number} ณ วันที่ {when}", f"member {number}, as of {when}")
    blocks: list[Block] = [
        Facts(tuple(_cover(book, ask, history, day)), 2),
        Paragraph(clause(book, words, day, history), strong=True),
        *_contributions(book, words, history, day),
        *_owed(book, words, history, day),
        *_benefits(book, words, number),
        *_rights(book, words, history, day),
        *_reinstated(words, history),
        Signatures(
            (
                Signature(words("สมาชิก", "member"), parts.name_of(book, ask, number)),
                Signature(words("เหรัญญิก", "treasurer"), ask.name(_treasurer(book, day))),
            )
        ),
    ]
    return parts.paper(book, ask, ID, subtitle, day, blocks, name=ask.member or number)


def _treasurer(book: Book, day: date) -> str:
    return book.officer("treasurer", day) or ""


# --- cover ---------------------------------------------------------------------------------------


def _cover(book: Book, ask: Ask, history: History, day: date) -> Iterator[tuple[str, Cell]]:
    words, facts = ask.words, history.facts(day)
    name = parts.name_of(book, ask, history.number)
    if name:
        yield words("ชื่อ - สกุล", "Name"), Cell(name, keep=True, strong=True)
    village = parts.village_title(parts.village_of(facts), words)
    pays = parts.frequency(facts, words)
    yield words("หมู่บ้าน / ส่งเงินสมทบ", "Village, pays"), Cell(f"{village} / {pays}")
    nominee = str(facts.get("nominee", ""))
    if nominee:
        yield words("ผู้รับผลประโยชน์", "Beneficiary"), Cell(ask.name(nominee, nominee))
    span = history.last(day)
    if span is None:
        yield words("สถานะ", "Status"), Cell(words(*parts.STATUS["pending"]))
        return
    until = span.end if span.end and span.end <= day else day
    start, length = words.day(history.spans[0].start), _length(words, span.tenure_start, until)
    told = words(f"{start} อายุสมาชิก {length}", f"{start}, tenure {length}")
    if span.tenure_start != history.spans[0].start:
        since = words.day(span.tenure_start)
        told += words(f" (นับตั้งแต่ {since})", f" (from {since})")
    yield words("เริ่มเป็นสมาชิก", "Member since"), Cell(told)
    if history.span(day) is None:
        reason = words(*parts.STATUS.get(span.reason, (span.reason, span.reason)))
        ended = words.day(span.end or day)
        yield words("สิ้นสมาชิกภาพ", "Ended"), Cell(f"{ended} ({reason})", keep=True)


def _length(words: Words, start: date, until: date) -> str:
    months = max(periods.completed(start, until, "month"), 0)
    return words(
        f"{months // 12} ปี {months % 12} เดือน", f"{months // 12} years {months % 12} months"
    )


def clause(book: Book, words: Words, day: date, history: History) -> str:
    """That contributions are the fund's, with the article; and the refund, where bylaws know one.

    The article is that of the rule `withdrawal`. Bylaws that have none say it by having no rule
    `refund`; the article cited is then the one by which the member contributes.
    """
    rule, own = (rule_on(book.bylaws, day, name) for name in ("refund", "withdrawal"))
    frequency = str(history.facts(day).get("frequency", ""))
    base = None if own else rule_on(book.bylaws, day, "contribution", frequency)
    article = f" ({base.article})" if base and base.article else ""
    cited = f" ({own.article})" if own else ""
    head = words(
        f"เงินสมทบ{article} ค่าสมัคร และค่าธรรมเนียมเป็นเงินของกองทุน มิใช่เงินออมหรือเงินฝากของสมาชิก",
        f"Contributions{article} and fees are the fund's money, not savings or a deposit.",
    )
    if rule is None:
        return head + words(
            f" สมาชิกถอนหรือขอคืนมิได้ไม่ว่ากรณีใด{cited or ' (ระเบียบไม่มีข้อใดให้คืน)'}",
            " They are never withdrawn or given back"
            f"{cited or ' (no article of the bylaws knows a refund)'}.",
        )
    sections = prose.text(book.bylaws, day, words.lang)
    title = words(schema.SPECS["refund"].th, schema.SPECS["refund"].title)
    lines = next((one.lines for one in sections if one.title == title), [])
    said = " ".join(lines)
    return head + words(
        f" สมาชิกถอนหรือขอคืนมิได้{cited} เว้นแต่ตาม{rule.article} {said}",
        f" They are not given back{cited}, but for {rule.article}: {said}",
    )


# --- money in ------------------------------------------------------------------------------------


def paid_by(book: Book, number: str, history: History) -> list[Paid]:
    """Every line of money from a member that counts as one of MONEY, in the order of the books."""
    months = parts.months_at(history)
    found = []
    for entry, posting in book.once(parts.lines_of).get(number, ()):
        if posting.account not in MONEY:
            continue
        own = posting.meta or {}
        claim = str(own.get("claim", ""))
        paper = str(own.get("receipt") or entry.meta.get("voucher") or entry.meta.get("doc", ""))
        run = str(own.get("months", ""))
        if claim and not run:
            run = months.get((entry.date, DEDUCTED, split_number(claim)), "")
        amount = -books.number(posting)
        found.append(Paid(entry.date, paper, posting.account, run, amount, claim))
    return found


def _contributions(book: Book, words: Words, history: History, day: date) -> Iterator[Block]:
    number, rows = history.number, []
    lines = paid_by(book, number, history)
    for index, line in enumerate(lines, 1):
        by = (line.claim or line.paper or number,)
        traced = Trace((line.account,), line.day, line.day, negative=True, numbers=by)
        rows.append(
            Row(
                (
                    Cell(line.day, keep=True),
                    Cell(line.paper, keep=True),
                    Cell(parts.months_text(line.months, words), keep=True),
                    Cell(line.amount, f"{number}.paid.{index}", traced),
                    Cell(_remark(words, line)),
                )
            )
        )
    contributed = parts.total(line.amount for line in lines if line.account == books.CONTRIBUTIONS)
    traced = Trace((books.CONTRIBUTIONS,), last=day, negative=True, numbers=(number,))
    head = Cell(words("รวมเงินสมทบ (ไม่รวมค่าธรรมเนียม)", "All but fees"), strong=True, span=3)
    last = Cell(contributed, f"{number}.contributed", traced, strong=True)
    rows.append(Row((head, last, Cell("")), "total"))
    yield Heading(words("เงินสมทบที่ชำระ", "Contributions paid"), 2)
    if history.before:
        month = words.month(history.before)
        first = words.day(book.books_from)
        yield Paragraph(
            words(
                f"ชำระถึงเดือน{month} แล้วก่อนเริ่มสมุดบัญชีนี้ ({first})",
                f"Paid until {month} before these books began ({first}).",
            ),
            small=True,
            keep=(month, first),
        )
    columns = (
        Column(words("วัน เดือน ปี", "Date"), "date", 2),
        Column(words("ใบเสร็จ/ใบสำคัญ", "Paper"), width=2),
        Column(words("งวด", "Months"), width=2.6),
        Column(words("ส่ง (บาท)", "Baht"), "money", 1.6),
        Column(words("หมายเหตุ", "Remarks"), width=2.6),
    )
    yield Table(columns, tuple(rows), small=True, name=number)


def _remark(words: Words, line: Paid) -> str:
    if line.claim:
        return words(f"หักจากสวัสดิการ {line.claim}", f"deducted from {line.claim}")
    if line.account == books.CONTRIBUTIONS:
        return "" if line.amount > 0 else words("กลับรายการ", "taken back")
    return words(*MONEY[line.account])


def _owed(book: Book, words: Words, history: History, day: date) -> Iterator[Block]:
    """What is due and not paid (ขาด), and what that leads to."""
    if history.span(day) is None:
        return
    owed = [one for one in history.unpaid(day) if one.amount]
    total = parts.total(one.amount for one in owed)
    if not owed:
        yield Paragraph(words("ไม่มีงวดค้างชำระ", "Nothing is owed."))
        return
    months = (owed[0].first, owed[-1].last)
    run = parts.months_text(f"{months[0]}..{months[1]}", words)
    rule = lapse_rule(book.bylaws, day, str(history.facts(day).get("frequency")))
    cited = f" ({rule.article})" if rule and rule.article else ""
    end = history.spans[-1]
    yield Paragraph(
        words(
            f"ขาดส่ง {len(owed)} งวด {run} รวม {words.baht(total)}",
            f"Owed: instalments {len(owed)}, {run}, {words.baht(total)}.",
        ),
        strong=True,
        keep=(run, words.baht(total)),
    )
    if end.end is not None and end.reason == "lapse":
        last = words.day(end.end)
        yield Paragraph(
            words(
                f"ถ้าไม่ชำระ สมาชิกภาพสิ้นสุดวันที่ {last}{cited}",
                f"If nothing is paid, membership ends on {last}{cited}.",
            ),
            strong=True,
            keep=(last,),
        )


# --- benefits ------------------------------------------------------------------------------------


def had_by(book: Book, number: str) -> list[Had]:
    """What was paid for a member's claims: each payment, and what took one back with a minus."""
    found: dict[tuple[int, str], Had] = {}
    for entry, posting in book.once(parts.lines_of).get(number, ()):
        own, amount = posting.meta or {}, books.number(posting)
        claim = str(own.get("claim", ""))
        benefit = posting.account.startswith(f"{books.BENEFITS}:")
        if not benefit and not (claim and posting.account == books.CONTRIBUTIONS):
            continue
        voucher = str(entry.meta.get("voucher") or entry.meta.get("doc", ""))
        blank = Had(entry.date, claim, posting.account, ZERO, ZERO, voucher)
        before = found.get((id(entry), claim), blank)
        if benefit:
            before = before._replace(gross=before.gross + amount, account=posting.account)
        else:
            before = before._replace(deducted=before.deducted - amount)
        found[id(entry), claim] = before
    return list(found.values())


def _benefits(book: Book, words: Words, number: str) -> Iterator[Block]:
    lines = had_by(book, number)
    if not lines:
        return
    known, rows = cases.claims_of(book), []
    for index, line in enumerate(lines, 1):
        own, by = known.get(line.claim), (line.claim or number,)
        gross = Trace((line.account,), line.day, line.day, numbers=by)
        taken = Trace((books.CONTRIBUTIONS,), line.day, line.day, negative=True, numbers=by)
        what = account_name(book, line.account, words)
        if own is not None:
            title = explain.benefit_title(book, own, words.lang)
            what = f"{title} {explain.event_text(own, words.lang)}"
        rows.append(
            Row(
                (
                    Cell(line.day, keep=True),
                    Cell(line.claim, keep=True),
                    Cell(what),
                    Cell(line.gross, f"{number}.had.{index}", gross),
                    Cell(line.deducted, f"{number}.deducted.{index}", taken),
                    Cell(line.voucher, keep=True),
                )
            )
        )
    sums = [
        Cell(
            parts.total(amounts),
            f"{number}.{name}",
            Trace(note=f"= {number}.{name}.*"),
            strong=True,
        )
        for name, amounts in (
            ("had", [line.gross for line in lines]),
            ("deducted", [line.deducted for line in lines]),
        )
    ]
    rows.append(
        Row(
            (
                Cell(words("รวม", "Total"), strong=True, span=3),
                *sums,
                Cell(""),
            ),
            "total",
        )
    )
    yield Heading(words("สวัสดิการที่ได้รับ", "Benefits received"), 2)
    columns = (
        Column(words("วันที่จ่าย", "Paid"), "date", 2),
        Column(words("คำขอ", "Claim"), width=1.6),
        Column(words("สวัสดิการ", "Benefit"), width=3.6),
        Column(words("บาท", "Baht"), "money", 1.6),
        Column(words("หักค้าง", "Deducted"), "money", 1.3),
        Column(words("ใบสำคัญ", "Voucher"), width=1.8),
    )
    yield Table(columns, tuple(rows), small=True, name=f"{number} (2)")


# --- rights --------------------------------------------------------------------------------------


def _used(book: Book) -> Used:
    """Every ceiling as all claims of the books left it."""
    return decision.judged(members_of(book))[1]


def _rights(book: Book, words: Words, history: History, day: date) -> Iterator[Block]:
    """When the wait of each benefit is over, and what is left of the year's ceilings."""
    if history.span(day) is None:
        return
    asked = dict(_cases(book, history, day))
    if not asked:
        return
    yield Heading(words("สิทธิและเพดานคงเหลือ", "Rights, and what is left of them"), 2)
    yield Paragraph("\n".join(_waits(words, asked, day)))
    rows = [
        _right(words, history, asked[right.benefit], right)
        for right in member_view._rights(asked, day, book.once(_used))
    ]
    columns = (
        Column(words("สวัสดิการ", "Benefit"), width=2.6),
        Column(words("เพดาน", "Limit"), width=4.4),
        Column(words("ใช้ไป", "Used"), width=1.8, align="right"),
        Column(words("คงเหลือ", "Left"), width=1.8, align="right"),
        Column(words("ข้อ", "Article"), width=1.6),
    )
    if rows:
        yield Table(columns, tuple(rows), small=True, name=f"{history.number} (3)")


def _waits(words: Words, asked: dict[str, Case], day: date) -> Iterator[str]:
    """A line for each day on which waiting is over: `ตั้งแต่ 19 มิ.ย. 2562: คลอดบุตร, …`."""
    firsts: dict[date | None, list[str]] = defaultdict(list)
    for case in asked.values():
        firsts[grounds.entitled_from(case)].append(_title(words, case))
    for first, titles in sorted(firsts.items(), key=lambda pair: pair[0] or date.min):
        listed = ", ".join(titles)
        since = words.short_day(first) if first else ""
        if first is None:
            yield words(f"ไม่มีระยะเวลารอสิทธิ: {listed}", f"Without waiting period: {listed}")
        elif first <= day:
            yield words(
                f"พ้นระยะเวลารอสิทธิแล้วเมื่อ {since}: {listed}", f"Wait over since {since}: {listed}"
            )
        else:
            yield words(
                f"ยังไม่พ้นระยะเวลารอสิทธิ มีสิทธิตั้งแต่ {since}: {listed}",
                f"Rights from {since} on: {listed}",
            )


def _title(words: Words, case: Case) -> str:
    title = case.terms.get("title" if words.lang == "th" else "title-en")
    return str(title or case.claim.benefit)


def _cases(book: Book, history: History, day: date) -> Iterator[tuple[str, Case]]:
    """Each benefit as if something had happened to the member on the day."""
    members = members_of(book)
    for rule in book.bylaws.all_on(day, "benefit"):
        terms = cases.benefit_terms(book, rule.key[1], day)
        if len(rule.key) == 2 and terms is not None and _may(terms, history.facts(day)):
            asked = cases.imagined("", history.number, rule.key[1], day, day)
            yield rule.key[1], Case(members, asked, terms, history, [], {}, presume=True)


def _may(terms: Terms, facts: dict[str, Any]) -> bool:
    """Whether a benefit is for persons of the member's sex."""
    return terms.get("sex") in (None, facts.get("sex"))


def _right(words: Words, history: History, case: Case, right: Right) -> Row:
    ref = f"{history.number}.right.{right.benefit}.{right.key}"
    traced = Trace(numbers=(history.number,), note="as the claims granted so far left it")
    used, left = _quantity(right, right.used), _quantity(right, right.limit - right.used)
    return Row(
        (
            Cell(_title(words, case)),
            Cell(_limit(words, right, case.terms.get("year"))),
            Cell(used, f"{ref}.used", traced, keep=True),
            Cell(left, f"{ref}.left", traced, keep=True),
            Cell(case.terms.own.article, keep=True),
        )
    )


def _limit(words: Words, right: Right, years: object) -> str:
    """`1,500.00 บาท ต่อคน ปีบัญชี 2566`."""
    in_baht = right.unit == "baht"
    quantity = reasons.quantity(
        right.limit, words.lang, "" if in_baht else right.unit, in_baht=in_baht
    )
    whose = {
        "person": words("", ""),
        "household": words(" ต่อครัวเรือน", " a household"),
        "fund": words(" ทั้งกองทุน", " for the whole fund"),
    }[right.whose]
    year = f" {reasons.year(right.year, years, words.lang)}" if right.year else ""
    return f"{quantity}{whose}{year}"


def _quantity(right: Right, amount: Decimal) -> str:
    return money.text(amount) if right.unit == "baht" else f"{int(amount)}"


# --- reinstatement -------------------------------------------------------------------------------


def _reinstated(words: Words, history: History) -> Iterator[Block]:
    if not history.reinstatements:
        return
    lines: list[Block] = [Heading(words("การคืนสมาชิกภาพ", "Reinstatement"), 2)]
    for one in history.reinstatements:
        applied = words.short_day(one.applied)
        told = standing.verdict(one, words.lang)
        if one.resolved is not None:
            passed = words.short_day(one.resolved)
            told += words(f" มติ {passed}", f", resolved {passed}")
        lines.append(Paragraph(words(f"ยื่น {applied}: {told}", f"applied {applied}: {told}")))
    yield Together(tuple(lines))
