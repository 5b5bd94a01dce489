"""The page Claims: the register with every verdict, and one claim on one screen (`claim.py`).

    /extension/WelfareClaims/?benefit=hospital&verdict=refuse
    /extension/WelfareClaims/?claim=C66-0110

Every claim is decided again from the bylaws and the books, as `welfare decisions` prints it. The
time filter is by the day of filing; an account is that of the benefit, or one that was paid from.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from typing import NamedTuple

from beancount.core.data import Transaction

from reports import decisions
from reports.decisions import Judged
from reports.fava_ext import base
from reports.fava_ext import claim
from reports.fava_ext.page import Asked
from reports.fava_ext.page import Field
from reports.fava_ext.page import Form
from reports.fava_ext.page import Page
from reports.fava_ext.page import PageBlock
from reports.model import Cell
from reports.model import Column
from reports.model import Paragraph
from reports.model import Row
from reports.model import Table
from reports.papers import parts
from reports.parts import capital
from reports.parts import readable
from reports.words import Words
from rules import claims as desk
from rules import explain
from rules import reasons
from rules.cases import Claim
from welfare import counter
from welfare import money
from welfare.books import Book
from welfare.findings import Refused
from welfare.findings import refuse

#: What a claim asks for in baht, and how the register says it.
_SUMS = {
    "requested": ("ขอ", "asked"),
    "cost": ("จ่ายจริง", "cost"),
    "assessed": ("ประเมิน", "assessed"),
}
_COUNTS = {
    "months": ("เดือน", "month", "months"),
    "children": ("บุตร", "child", "children"),
}


class Line(NamedTuple):
    """A line of the register: the claim as it is decided, and what became of it."""

    judged: Judged
    state: str


def show(asked: Asked) -> Page:
    """One claim where its number is asked for, else the register."""
    title = asked.words(*WelfareClaims.titles)
    try:
        if asked.args.get("claim", "").strip():
            number = claim.number_of(asked.book, asked.args["claim"])
            own = tuple(claim.blocks(asked, number))
            return Page(asked.words(f"คำขอ {number}", f"Claim {number}"), own)
        return Page(title, (_form(asked), *_register(asked)))
    except Refused as refused:
        told = [Paragraph(item.text(asked.lang), strong=True) for item in refused.findings]
        return Page(title, (_form(asked), *told))


# --- what is asked -------------------------------------------------------------------------------


def _form(asked: Asked) -> Form:
    words = asked.words
    every, other = ("", words("ทั้งหมด", "all")), asked.lang != "th"
    verdicts = [(key, told[other]) for key, told in claim.verdict_words().items()]
    states = [(key, explain.STATES[key][other]) for key in desk.STATES]
    benefits = sorted(_benefits(asked).items(), key=lambda pair: pair[1])

    def field(name: str, label: str, options: Iterable[tuple[str, str]] = ()) -> Field:
        found = tuple(options)
        typed = asked.args.get(name, "")
        return Field(name, label, typed, options=(every, *found) if found else ())

    return Form(
        (
            field("claim", words("เลขที่คำขอ", "Claim No.")),
            field("member", words("เลขที่สมาชิก", "Member No.")),
            field("benefit", words("สวัสดิการ", "Benefit"), benefits),
            field("verdict", words("ผลตามระเบียบ", "Verdict"), verdicts),
            field("state", words("สถานะ", "State"), states),
        ),
        words("ค้นหา", "Search"),
    )


def _benefits(asked: Asked) -> dict[str, str]:
    """The benefits that somebody claimed, with their titles of the last day."""
    known = {one.claim.benefit: one.claim for one in asked.book.once(decisions.judged).values()}
    return {
        name: capital(explain.benefit_title(asked.book, one, asked.lang))
        for name, one in known.items()
    }


def _choice(asked: Asked, name: str, known: Iterable[str], th: str, en: str) -> str:
    """A word chosen from a list, or "" for all.

    Raises:
        Refused: R940 the list has no such word.
    """
    value = asked.args.get(name, "")
    if value and value not in known:
        raise refuse("R940", value=value[: claim.LONGEST], field=asked.words(th, en))
    return value


def lines(asked: Asked) -> list[Line]:
    """The claims that were asked for, in the order of their numbers.

    Raises:
        Refused: R107 no such member, R940 no such word in a list.
    """
    book = asked.book
    typed = asked.args.get("member", "").strip()[: claim.LONGEST]
    member = counter.member_of(book, typed).number if typed else ""
    benefit = _choice(asked, "benefit", _benefits(asked), "สวัสดิการ", "benefit")
    verdict = _choice(asked, "verdict", explain.VERDICTS, "ผลตามระเบียบ", "verdict")
    state = _choice(asked, "state", desk.STATES, "สถานะ", "state")
    known, found = book.once(desk.states), []
    for number, one in book.once(decisions.judged).items():
        own = desk.state_of(known[number], one.found)
        wanted = (
            asked.within(one.claim.filed)
            and member in ("", one.claim.member)
            and benefit in ("", one.claim.benefit)
            and verdict in ("", one.found.verdict)
            and state in ("", own)
        )
        if wanted and not claim.is_behind(book, one.claim) and _passes(asked, one.claim):
            found.append(Line(one, own))
    return found


def _passes(asked: Asked, own: Claim) -> bool:
    """Whether the claim, its payment or, for an account alone, its benefit passes the filters."""
    book = asked.book
    if asked.passes(book.claims[own.number]):
        return True
    paid: list[Transaction] = book.once(claim.entries).get(own.number, [])
    account = book.opens.get(book.benefit_account(own.benefit, own.event))
    by_account = account is not None and not asked.args.get("filter") and asked.passes(account)
    return by_account or any(asked.passes(entry) for entry in paid)


# --- the register --------------------------------------------------------------------------------


def _register(asked: Asked) -> Iterator[PageBlock]:
    words, found = asked.words, lines(asked)
    if asked.period:
        period = words.period(asked.period)
        yield Paragraph(words(f"คำขอที่ยื่นใน{period}", f"Claims filed in {period}"))
    behind = sum(claim.is_behind(asked.book, one) for one in _claims(asked.book))
    if behind:
        text = words(
            f"คำขออีก {behind:,} รายอยู่ก่อนยอดยกมา เปิดทั้งประวัติด้วย welfare audit --all",
            f"{behind:,} more claims reach behind the state carried forward: `welfare audit --all`",
        )
        yield Paragraph(text, small=True)
    if not found:
        yield Paragraph(words("ไม่มีคำขอตามที่ค้นหา", "There is no such claim."))
        return
    yield _totals(words, found)
    shown, way = asked.part(found)
    yield from way
    yield Table(_columns(asked), tuple(_row(asked, line) for line in shown), small=True)
    yield from way
    yield Paragraph(
        words(
            "ผล จำนวนที่ให้ และสุทธิ คำนวณใหม่จากระเบียบและสมุดบัญชี · จ่ายจริง คือเงินที่ออกจากกองทุน"
            " ตัวหนาเมื่อต่างจากสุทธิ",
            "Verdict, granted and net are worked out anew from the bylaws and the books; paid is"
            " what left the fund, in bold where it is not the net.",
        ),
        small=True,
    )


def _claims(book: Book) -> Iterator[Claim]:
    for one in book.once(decisions.judged).values():
        yield one.claim


def _totals(words: Words, found: list[Line]) -> Table:
    """Claims and baht by verdict, and in all."""
    rows = []
    told = {verdict: text[words.lang != "th"] for verdict, text in claim.verdict_words().items()}
    for verdict, text in told.items():
        own = [line.judged for line in found if line.judged.found.verdict == verdict]
        if own:
            rows.append(Row((Cell(capital(text)), *_sums(own))))
    every = [line.judged for line in found]
    rows.append(Row((Cell(words("รวม", "Total")), *_sums(every)), "total"))
    columns = (
        Column(words("ผลตามระเบียบ", "Verdict"), width=3),
        Column(words("ราย", "Claims"), "count", 1),
        Column(words("อัตราเต็ม", "Full rate"), "money", 1.5),
        Column(words("ให้", "Granted"), "money", 1.5),
        Column(words("หักค้างชำระ", "Deducted"), "money", 1.5),
        Column(words("สุทธิ", "Net"), "money", 1.5),
        Column(words("จ่ายจริง", "Paid"), "money", 1.5),
    )
    return Table(columns, tuple(rows))


def _sums(found: list[Judged]) -> Iterator[Cell]:
    yield Cell(len(found))
    yield Cell(parts.total(one.found.rate for one in found))
    yield Cell(parts.total(one.found.gross for one in found))
    yield Cell(parts.total(one.deducted for one in found))
    yield Cell(parts.total(one.net for one in found))
    yield Cell(parts.total(one.paid for one in found))


def _columns(asked: Asked) -> tuple[Column, ...]:
    words = asked.words
    named = [Column(words("ชื่อ - สกุล", "Name"), width=1.8)] if asked.people else []
    return (
        Column(words("คำขอ", "Claim"), width=1),
        Column(words("วันยื่น", "Filed"), "date", 1.1),
        Column(words("สมาชิก", "Member"), width=0.9),
        *named,
        Column(words("สวัสดิการ", "Benefit"), width=1.5),
        Column(words("วันเกิดเหตุ", "Event"), width=2.1),
        Column(words("ที่ขอ", "Asked"), width=1.2),
        Column(words("ผล", "Verdict"), width=1.3),
        Column(words("ให้", "Granted"), "money", 0.9),
        Column(words("สุทธิ", "Net"), "money", 0.9),
        Column(words("จ่ายจริง", "Paid"), "money", 0.9),
        Column(words("วันจ่าย", "Paid on"), "date", 1.1),
        Column(words("ใบสำคัญ", "Voucher"), width=1),
        Column(words("เหตุผล", "Reason"), width=3.2),
    )


def _row(asked: Asked, line: Line) -> Row:
    book, words, one = asked.book, asked.words, line.judged
    own, lang = one.claim, asked.lang
    person = parts.person_of(book, own.member)
    named = [Cell(asked.name(person))] if asked.people else []
    payment = claim.payment_of(book, own.number)
    voucher = str(payment.meta.get("voucher", "")) if payment else ""
    differs = one.paid != (one.net if own.paid_on else 0)
    return Row(
        (
            Cell(own.number, link=asked.page("claims", claim=own.number), keep=True),
            Cell(own.filed),
            Cell(own.member, link=asked.page("members", member=own.member), keep=True),
            *named,
            Cell(capital(explain.benefit_title(book, own, lang))),
            Cell(readable(book, _event(own, lang), words)),
            Cell(_asked_for(own, lang)),
            Cell(claim.verdict_text(one.found, line.state, words)),
            Cell(one.found.gross),
            Cell(one.net),
            Cell(one.paid, strong=differs),
            Cell(own.paid_on),
            Cell(voucher, link=asked.entry(payment) if payment else "", keep=True),
            Cell(capital(_why(asked, one))),
        )
    )


def _event(own: Claim, lang: str) -> str:
    """The days of the event; how many nights it had is what was asked for."""
    return explain.days_text(own.event, max(own.event, own.end or own.event), lang)


def _asked_for(own: Claim, lang: str) -> str:
    """What was asked for: baht where the claim tells them, else nights, months or children."""
    other = lang != "th"
    for key, words in _SUMS.items():
        number = getattr(own.facts.get(key), "number", None)
        if number is not None:
            return f"{words[other]} {money.text(number)}"
    if own.end is not None and own.end >= own.event:
        nights = (own.end - own.event).days
        return f"{nights} nights" if other else f"{nights} คืน"
    for key, (th, one, many) in _COUNTS.items():
        count = own.facts.get(key)
        if count is not None:
            text = f"{count} {one if count == 1 else many}"
            return text if other else f"{th} {count}" if key == "children" else f"{count} {th}"
    return ""


def _why(asked: Asked, one: Judged) -> str:
    """Why not all of it, with the article; then what was recorded as irregular."""
    book, lang, found = asked.book, asked.lang, one.found
    told = []
    if found.reason != "OK":
        text = readable(book, reasons.because(found.reasons[0], lang), asked.words)
        told.append(f"{text} ({found.article})" if found.article else text)
    irregular = parts.irregular(book, asked.words, one.claim.number)
    return " · ".join([*told, irregular] if irregular else told)


class WelfareClaims(base.Base):
    """Claims in the sidebar."""

    key = "claims"
    titles = ("คำขอสวัสดิการ", "Claims")

    def show(self, asked: Asked) -> Page:
        return show(asked)
