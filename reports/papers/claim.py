"""The claim form (แบบคำขอรับสวัสดิการ) with its decision; without a number, an empty form.

    แบบคำขอรับสวัสดิการ  เลขที่ C66-0110           ยื่นวันที่ 9 พฤษภาคม 2566
    หลักฐาน     ☑ แบบคำขอ  ☑ สำเนาบัตร  ☑ ใบรับรองแพทย์
    ผล          อนุมัติบางส่วน 660.00 บาท จาก 840.00 บาท เพราะเพดาน… (ข้อ ๒๒)
    มติ 8/2566-2 วันที่ 20 พฤษภาคม 2566            ใบสำคัญจ่าย PV66-0101

What was filed, the papers ticked, what was compared with what under which article (as
`welfare claim show` tells it), the resolution, the payment, and who signs. Before the meeting it
says what the bylaws would carry. The empty form lists the benefits of the bylaws in force with
their papers.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from beancount.core.data import Transaction

from reports.ask import Ask
from reports.documents import DOCUMENTS
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
from reports.model import Tick
from reports.model import Together
from reports.model import Trace
from reports.papers import parts
from reports.parts import capital
from reports.parts import readable
from reports.parts import signatures
from reports.words import DOTS
from reports.words import Words
from rules import cases
from rules import decision
from rules import explain
from rules import payments
from rules import reasons
from rules.cases import Case
from rules.cases import Claim
from rules.decision import GRANTED
from rules.decision import Decision
from rules.explain import Step
from rules.membership import members_of
from rules.payments import Paid
from welfare import books
from welfare import counter
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.parameters import items
from welfare.vocabulary import values_of

ID, EMPTY = "claim", "claim-form"
#: What the steps write and no font of a government paper has.
_MARKS = {"✓": "(/)", "✗": "(×)"}


def claim(book: Book, ask: Ask) -> Document:
    """One claim, those filed in a period or by a member, or an empty form.

    Raises:
        Refused: R107 no such member, R511 no such claim, R902 none at all.
    """
    known = cases.claims_of(book)
    if ask.number:
        if ask.number not in known:
            raise refuse("R511", claim=ask.number)
        chosen = [known[ask.number]]
    elif ask.period or ask.member:
        chosen = list(_chosen(book, ask, known))
        if not chosen:
            raise parts.none_of(ask, ask.words("แบบคำขอ", "claim"))
    else:
        return claim_form(book, ask)
    open_ = frozenset(one.number for one in chosen if not one.resolution and not one.paid_on)
    examined = decision.examined(book, {one.number for one in chosen}, presume=open_)
    made = [_form(book, ask, one, *examined[one.number]) for one in chosen]
    if len(made) == 1:
        return made[0]
    first, last = chosen[0].number, chosen[-1].number
    subtitle = ask.words(f"เลขที่ {first} ถึง {last}", f"Numbers {first} to {last}")
    day = max(one.filed for one in chosen)
    return parts.paper(book, ask, ID, subtitle, day, (), parts=made)


def _chosen(book: Book, ask: Ask, known: dict[str, Claim]) -> Iterator[Claim]:
    member = counter.member_of(book, ask.member).number if ask.member else ""
    for one in known.values():
        inside = not ask.period or ask.period.first <= one.filed <= ask.period.last
        if inside and member in ("", one.member):
            yield one


# --- a claim that was filed ----------------------------------------------------------------------


def _form(book: Book, ask: Ask, own: Claim, case: Case | None, found: Decision) -> Document:
    words = ask.words
    filed = words.day(own.filed)
    subtitle = words(f"เลขที่ {own.number} ยื่นวันที่ {filed}", f"No. {own.number}, filed {filed}")
    blocks = [
        Facts(tuple(_filed(book, ask, own)), 2),
        *_papers(words, own, case),
        Together(tuple(_certified(words, parts.name_of(book, ask, own.member)))),
        Heading(words("ผลการพิจารณาตามระเบียบ", "Decision by the bylaws"), 2),
        *_decided(book, ask, own, case, found),
        Together(tuple(_resolved(book, ask, own, found))),
        Together(tuple(_payment(book, ask, own))),
    ]
    name = own.number.replace("/", "-")
    return parts.paper(book, ask, ID, subtitle, own.filed, blocks, name=name)


def _filed(book: Book, ask: Ask, own: Claim) -> Iterator[tuple[str, Cell]]:
    words = ask.words
    yield words("ผู้ขอ", "Claimant"), Cell(parts.name_of(book, ask, own.member, DOTS), keep=True)
    for label, value in explain.filed(book, own, ask.lang):
        yield capital(label), Cell(capital(readable(book, value, words)))
    member = book.members.get(own.member)
    if member is not None:
        village = parts.village_title(parts.village_of(member.facts), words)
        yield words("หมู่บ้าน", "Village"), Cell(village)


def _papers(words: Words, own: Claim, case: Case | None) -> Iterator[Block]:
    """A box for each paper that the benefit asks for, and for others that came with the claim."""
    wanted = [cases.paper(name) for name in items(case.terms.get("evidence"))] if case else []
    given = set(own.evidence) | ({"assessment"} if "assessed" in own.facts else set())
    listed = list(dict.fromkeys([*wanted, *sorted(own.evidence)]))
    if not listed:
        return
    ticks = [Tick(name in given, capital(reasons.evidence(name, words.lang))) for name in listed]
    yield Heading(words("หลักฐาน", "Papers"), 2)
    yield Facts(tuple(("", Cell(tick)) for tick in ticks), 3)


def _certified(words: Words, name: str = "") -> Iterator[Block]:
    """Who files, or files for a child, and the two of the village who certify."""
    yield Signatures(
        (
            Signature(words("ผู้ยื่นคำขอ", "Claimant"), name),
            Signature(words("ผู้แทนโดยชอบธรรม (ผู้ขอเป็นผู้เยาว์)", "Legal representative (of a minor)")),
        )
    )
    certified = words("กรรมการประจำหมู่บ้านผู้รับรอง", "Certified by (village committee)")
    yield Signatures((Signature(certified), Signature(certified)))


def _decided(
    book: Book, ask: Ask, own: Claim, case: Case | None, found: Decision
) -> Iterator[Block]:
    """The sentence to read out, then each step with what was compared."""
    words, pay_day = ask.words, own.paid_on or max(ask.today, own.filed)
    members = case.members if case else members_of(book)
    deducted = explain.deducted(members, own, found, pay_day)
    sentence = explain.sentence(book, found, own, ask.lang, deducted)
    yield Paragraph(readable(book, sentence, words), strong=True)
    steps = compared(book, words, own, explain.steps(case, found, ask.lang, pay_day))
    if steps.rows:
        yield steps


def compared(book: Book, words: Words, own: Claim, steps: Iterable[Step]) -> Table:
    """The steps of a decision: what was compared with what, under which article."""
    rows = []
    for step in steps:
        for index, line in enumerate(step.lines):
            title = capital(step.title) if not index else ""
            article = step.article if not index else ""
            compared = capital(_marked(readable(book, line, words)))
            rows.append(Row((Cell(title), Cell(compared), Cell(article, keep=True))))
    columns = (
        Column(words("ขั้นตอน", "Step"), width=2),
        Column(words("สิ่งที่เทียบ", "Compared"), width=7),
        Column(words("ข้อ", "Article"), width=1.6),
    )
    return Table(columns, tuple(rows), small=True, name=own.number[:31].replace("/", "-"))


def _marked(line: str) -> str:
    for mark, written in _MARKS.items():
        line = line.replace(mark, written)
    return line


def _outcome(book: Book, own: Claim, found: Decision, lang: str) -> tuple[str, Cell | None]:
    """What the meeting said, by the minutes and the payment alone: a verdict, baht granted.

    "" where the books tell no outcome: no meeting, or minutes that name the claim only.
    """
    ref, paid = f"{own.number}.granted", _paid_for(book, own)
    if own.refused:
        return "refuse", None
    if not own.resolution:
        return "", None
    if paid is not None:
        cell = Cell(paid.gross, ref, Trace(note=f"= {own.number}.gross"))
        return "part" if paid.gross < found.rate else "pay", cell
    said = {str(values_of(entry)[0]) for entry in book.customs("claim", "approved")}
    if own.number not in said or found.verdict not in GRANTED:
        return "", None
    # A resolution grants what the bylaws do.
    note = Words(lang)("ตามระเบียบ ซึ่งมติอนุมัติ", "by the bylaws, as the meeting granted it")
    return found.verdict, Cell(found.gross, ref, Trace(numbers=(own.number,), note=note))


def _resolved(book: Book, ask: Ask, own: Claim, found: Decision) -> Iterator[Block]:
    """The four outcomes, ticked as the books tell of the meeting; the resolution; who signs."""
    words = ask.words
    outcome, granted = _outcome(book, own, found, ask.lang)
    yield Heading(words("มติที่ประชุม", "Resolution"), 2)
    yield _verdicts(words, outcome)
    resolution = book.resolutions.get(own.resolution)
    told = DOTS
    if resolution is not None:
        day = words.day(resolution.date)
        told = words(f"{own.resolution} วันที่ {day}", f"{own.resolution} of {day}")
    pairs = [(words("มติ", "Resolution"), Cell(told))]
    if outcome != "refuse":
        label = words("จำนวนที่อนุมัติ (บาท)", "Granted (baht)")
        pairs.append((label, granted or Cell(DOTS)))
    yield Facts(tuple(pairs), 2)
    if resolution is not None and not outcome:
        yield Paragraph(
            words(
                "สมุดบัญชีบันทึกว่าที่ประชุมพิจารณาแล้ว แต่ไม่ได้บันทึกผล ให้ทำเครื่องหมายตามรายงานการประชุม",
                "The books tell that the meeting dealt with the claim, not what it said: tick as"
                " its minutes have it.",
            ),
            small=True,
        )
    yield signatures(
        book,
        ask,
        resolution.date if resolution else own.filed,
        (words("เลขานุการ", "Secretary"), "secretary"),
        (words("ประธานกองทุน", "Chair of the fund"), "chair"),
    )


def _verdicts(words: Words, outcome: str = "") -> Facts:
    """A box for each thing that a meeting can say."""
    ticks = [
        Tick(verdict == outcome, capital(explain.VERDICTS[verdict][words.lang != "th"]))
        for verdict in ("pay", "part", "refuse", "needs-info")
    ]
    return Facts(tuple(("", Cell(tick)) for tick in ticks), 4)


def _payment(book: Book, ask: Ask, own: Claim) -> Iterator[Block]:
    """What left the fund for the claim, and who received it; empty lines where nothing did yet."""
    entry, words = book.once(_paid_entries).get(own.number) if own.paid_on else None, ask.words
    if entry is None:
        if not own.refused:
            yield from _to_pay(words)
        return
    paid = _paid_for(book, own)
    assert paid is not None, f"{own.number}: its payment names another claim"
    voucher, to = str(entry.meta.get("voucher", "")), str(entry.meta.get("to", ""))
    yield Heading(words("การจ่ายเงิน", "Payment"), 2)
    figures: tuple[tuple[str, str, Decimal], ...] = (
        ("gross", words("สวัสดิการ (บาท)", "Benefit (baht)"), paid.gross),
        ("deducted", words("หักเงินสมทบค้าง (บาท)", "Arrears deducted (baht)"), paid.deducted),
        ("net", words("จ่ายสุทธิ (บาท)", "Net paid (baht)"), paid.net),
    )
    yield Facts(
        (
            (words("วันที่จ่าย", "Paid on"), Cell(words.day(entry.date), keep=True)),
            (words("ใบสำคัญจ่าย", "Voucher"), Cell(voucher, keep=True)),
            *(
                (label, Cell(amount, f"{own.number}.{ref}", _of_claim(own, entry.date, ref, words)))
                for ref, label, amount in figures
                if amount or ref != "deducted"
            ),
        ),
        2,
    )
    irregular = parts.irregular(book, words, own.number)
    if irregular:
        told = words(f"ความผิดปกติที่บันทึกไว้: {irregular}", f"Irregularity recorded: {irregular}")
        yield Paragraph(told, strong=True)
    spelt = words.baht_in_words(paid.net) if paid.net >= ZERO else ""
    yield Paragraph(f"({spelt})", keep=(spelt,))
    yield _handed_over(words, ask.name(to), ask.name(str(entry.meta.get("by", ""))))


def _to_pay(words: Words) -> Iterator[Block]:
    """The payment, to be filled in."""
    yield Heading(words("การจ่ายเงิน", "Payment"), 2)
    labels = (
        words("วันที่จ่าย", "Paid on"),
        words("ใบสำคัญจ่าย", "Voucher"),
        words("หักเงินสมทบค้าง (บาท)", "Arrears deducted (baht)"),
        words("จ่ายสุทธิ (บาท)", "Net paid (baht)"),
    )
    yield Facts(_dotted(*labels), 2)
    yield _handed_over(words)


def _handed_over(words: Words, to: str = "", by: str = "") -> Signatures:
    return Signatures(
        (
            Signature(words("ผู้รับเงิน", "Received by"), to),
            Signature(words("ผู้จ่ายเงิน", "Paid by"), by),
            Signature(words("พยาน", "Witness")),
        )
    )


def _of_claim(own: Claim, day: date, part: str, words: Words) -> Trace:
    """The lines that name a claim on the day of payment."""
    accounts, number = {"gross": books.BENEFITS, "deducted": books.CONTRIBUTIONS}, (own.number,)
    if part not in accounts:
        note = words("สวัสดิการหักด้วยเงินสมทบค้าง", "gross less what was deducted")
        return Trace(first=day, last=day, numbers=number, note=note)
    return Trace((accounts[part],), day, day, negative=part == "deducted", numbers=number)


def _paid_for(book: Book, own: Claim) -> Paid | None:
    """What the payment of a claim gave for it; None where nothing was paid."""
    entry = book.once(_paid_entries).get(own.number) if own.paid_on else None
    found = payments.lines(entry) if entry is not None else ()
    return next((one for one in found if one.claim == own.number), None)


def _paid_entries(book: Book) -> dict[str, Transaction]:
    """Claim to the payment that was not taken back."""
    back = book.taken_back
    found: dict[str, Transaction] = {}
    for entry in book.transactions:
        if entry.meta.get("kind") == "benefit" and id(entry) not in back:
            for one in payments.lines(entry):
                found.setdefault(one.claim, entry)
    return found


# --- an empty form -------------------------------------------------------------------------------


def claim_form(book: Book, ask: Ask) -> Document:
    """An empty form, with the benefits of the bylaws in force and their papers."""
    words, day = ask.words, parts.day_of(ask)
    whole = ((words("ชื่อ - สกุล ผู้ขอ", "Claimant"), Cell(DOTS * 4)),)
    labels = (
        words("เลขที่สมาชิก", "Member No."),
        words("หมู่บ้าน", "Village"),
        words("วันเกิดเหตุ", "Day of the event"),
        words("ถึงวันที่ (วันจำหน่าย)", "Until (discharge)"),
        words("จำนวนคืน", "Nights"),
        words("จำนวนเงินที่ขอ (บาท)", "Asked for (baht)"),
    )
    payee = (
        (words("ผู้รับเงิน (ถ้ามิใช่ผู้ขอ)", "Payee (if another)"), Cell(DOTS * 2)),
        (words("ความเกี่ยวข้องกับสมาชิก", "Relation to the member"), Cell(DOTS)),
    )
    blocks: list[Block] = [
        Facts(_dotted(words("เลขที่คำขอ", "Claim No."), words("วันที่ยื่น", "Filed on")), 2),
        Facts(whole),
        Facts(_dotted(*labels), 2),
        Facts(payee),
        Heading(words("ขอรับสวัสดิการ พร้อมหลักฐาน", "Benefit, with its papers"), 2),
        _choices(book, words, day),
        Paragraph(
            words(
                "ใบรับรองแพทย์ระบุเพียงวันรับไว้และวันจำหน่าย ไม่ต้องระบุโรค กองทุนไม่เก็บข้อมูลการเจ็บป่วย",
                "A medical certificate need only tell the days of admission and discharge: the fund"
                " keeps nothing about an illness.",
            ),
            small=True,
        ),
        Together(tuple(_certified(words))),
        Together(tuple(_to_resolve(words))),
        Together(tuple(_to_pay(words))),
    ]
    since = max((one for one in book.bylaws.days if one <= day), default=day)
    subtitle = words(
        f"ตามระเบียบที่ใช้ตั้งแต่ {words.day(since)}", f"By the bylaws in force since {words.day(since)}"
    )
    title = DOCUMENTS[ID].title(ask.lang)
    return parts.paper(book, ask, EMPTY, subtitle, day, blocks, title=title)


def _dotted(*labels: str) -> tuple[tuple[str, Cell], ...]:
    return tuple((label, Cell(DOTS)) for label in labels)


def _to_resolve(words: Words) -> Iterator[Block]:
    """What the meeting says, to be filled in."""
    yield Heading(words("มติที่ประชุม", "Resolution"), 2)
    yield _verdicts(words)
    yield Facts(
        _dotted(
            words("มติที่ / วันที่", "Resolution, day"),
            words("จำนวนที่อนุมัติ (บาท)", "Granted (baht)"),
            words("เพราะ", "Because"),
        ),
        2,
    )
    yield Signatures(
        (
            Signature(words("เลขานุการ", "Secretary")),
            Signature(words("ประธานกองทุน", "Chair of the fund")),
        )
    )


def _choices(book: Book, words: Words, day: date) -> Table:
    """A box for each benefit of the bylaws in force, its papers, and how soon it is to be filed."""
    rows = []
    for rule in book.bylaws.all_on(day, "benefit"):
        terms = cases.benefit_terms(book, rule.key[1], day) if len(rule.key) == 2 else None
        if terms is None:
            continue
        title = rule.facts.get("title" if words.lang == "th" else "title-en") or rule.key[1]
        papers = [reasons.evidence(name, words.lang) for name in items(terms.get("evidence"))]
        within = reasons.period(terms.get("claim-within"), words.lang)
        rows.append(
            Row(
                (
                    Cell(Tick(label=capital(str(title)))),
                    Cell(capital(", ".join(papers))),
                    Cell(within if within != "-" else "", keep=True),
                    Cell(rule.article, keep=True),
                )
            )
        )
    columns = (
        Column(words("สวัสดิการ", "Benefit"), width=3),
        Column(words("หลักฐาน", "Papers"), width=5),
        Column(words("ยื่นภายใน", "File within"), width=1.5),
        Column(words("ข้อ", "Article"), width=3),
    )
    return Table(columns, tuple(rows), ruled=True)
