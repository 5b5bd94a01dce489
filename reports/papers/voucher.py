"""Payment vouchers (ใบสำคัญจ่าย): to whom, for what, by which resolution, how much in words.

    ใบสำคัญจ่าย เลขที่ PV66-0095    5 พฤษภาคม 2566    จ่ายแก่ นาง…  (เงินสดในมือ)
    C66-0091 สวัสดิการผู้สูงอายุ 1 เม.ย. 2566               250.00
    หักเงินสมทบค้าง ก.พ. 66–เม.ย. 66                        (90.00)
    จ่ายสุทธิ (หนึ่งร้อยหกสิบบาทถ้วน)                        160.00

Gross less what was deducted is what left cash or bank: compared at each printing. A spoiled number
is printed as ยกเลิก. Where a deduction has no receipt, the voucher is the proof of its payment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Transaction

from reports.ask import Ask
from reports.model import Block
from reports.model import Cell
from reports.model import Column
from reports.model import Document
from reports.model import Facts
from reports.model import Paragraph
from reports.model import Row
from reports.model import RowKind
from reports.model import Signature
from reports.model import Signatures
from reports.model import Table
from reports.model import Together
from reports.model import Trace
from reports.papers import parts
from reports.parts import account_name
from reports.parts import capital
from reports.parts import readable
from reports.words import DOTS
from rules import cases
from rules import explain
from rules.cases import Claim
from rules.membership import DEDUCTED
from rules.membership import members_of
from welfare import books
from welfare import privacy
from welfare.books import Book
from welfare.findings import refuse
from welfare.money import ZERO
from welfare.records import split_number
from welfare.vocabulary import values_of

ID = "voucher"


class Line(NamedTuple):
    """One line: gross with a plus, what was deducted with a minus; `what` as the books word it."""

    account: str
    amount: Decimal
    member: str
    claim: str
    months: str
    receipt: str
    what: str
    day: date


def voucher(book: Book, ask: Ask) -> Document:
    """One voucher, or all of a period, in the order of their numbers.

    Raises:
        Refused: R900 a voucher does not add up, R901 no such voucher, R902 none in the period.
    """
    title = ask.words("ใบสำคัญจ่าย", "voucher")
    entries = book.once(_entries)
    spoiled = {str(values_of(entry)[0]): entry for entry in book.customs("voucher", "void")}
    if ask.number:
        numbers = [ask.number] if ask.number in entries or ask.number in spoiled else []
        if not numbers:
            raise refuse("R901", paper=title, number=ask.number)
    else:
        dated = {number: own[0].date for number, own in entries.items()}
        dated = {number: entry.date for number, entry in spoiled.items()} | dated
        wanted = ask.period
        numbers = [
            n for n, day in dated.items() if not wanted or wanted.first <= day <= wanted.last
        ]
        if not numbers:
            raise parts.none_of(ask, title)
    made = [
        _sheet(book, ask, number, entries.get(number, []), spoiled.get(number))
        for number in sorted(numbers, key=split_number)
    ]
    if len(made) == 1:
        return made[0]
    first, last = made[0].name, made[-1].name
    subtitle = ask.words(f"เลขที่ {first} ถึง {last}", f"Numbers {first} to {last}")
    return parts.paper(book, ask, ID, subtitle, max(one.day for one in made), (), parts=made)


def _entries(book: Book) -> dict[str, list[Transaction]]:
    """Voucher number to the payments that it stands for."""
    found: dict[str, list[Transaction]] = defaultdict(list)
    for entry in book.transactions:
        if "voucher" in entry.meta:
            found[str(entry.meta["voucher"])].append(entry)
    return dict(found)


def _lines(book: Book, entries: list[Transaction]) -> list[Line]:
    return [
        Line(
            account,
            amount,
            str(own.get("member", "")),
            str(own.get("claim", "")),
            str(own.get("months", "")) or _months(book, entry, own),
            str(own.get("receipt", "")),
            str(entry.narration or ""),
            entry.date,
        )
        for entry in entries
        for account, amount, own in books.lines(entry)
        if not account.startswith(parts.LIQUID)
    ]


def _months(book: Book, entry: Transaction, own: dict[str, Any]) -> str:
    """The months that a deduction pays, where the books do not write them."""
    history = members_of(book).of(str(own.get("member", "")))
    if history is None or "claim" not in own:
        return ""
    moment = (entry.date, DEDUCTED, split_number(str(own["claim"])))
    return parts.months_at(history).get(moment, "")


# --- the paper -----------------------------------------------------------------------------------


def _sheet(
    book: Book, ask: Ask, number: str, entries: list[Transaction], spoiled: Custom | None
) -> Document:
    words = ask.words
    day = entries[0].date if entries else spoiled.date if spoiled else ask.today
    blocks: list[Block] = []
    if spoiled is not None:
        reason = str(spoiled.meta.get("reason", ""))
        blocks.append(
            Paragraph(words(f"ยกเลิก ({reason})", f"VOID ({reason})"), "center", strong=True)
        )
    if entries:
        blocks += _paid(book, ask, number, entries)
    subtitle = words(f"เลขที่ {number} วันที่ {words.day(day)}", f"No. {number}, {words.day(day)}")
    name = number.replace("/", "-")
    return parts.paper(book, ask, ID, subtitle, day, blocks, name=name)


def _paid(book: Book, ask: Ask, number: str, entries: list[Transaction]) -> Iterator[Block]:
    words, lines = ask.words, _lines(book, entries)
    net = parts.total(line.amount for line in lines)
    left = -parts.total(
        amount
        for entry in entries
        for account, amount, _ in books.lines(entry)
        if account.startswith(parts.LIQUID)
    )
    parts.tie(ask, ID, number, net, left)
    yield Facts(tuple(_facts(book, ask, entries)), 2)
    yield _table(book, ask, number, lines, net)
    spelt = words.baht_in_words(net) if net >= 0 else ""
    yield Paragraph(words(f"จ่ายสุทธิ ({spelt})", f"Net: {spelt}"), strong=True, keep=(spelt,))
    bare = [line for line in lines if line.amount < 0 and line.claim and not line.receipt]
    if bare:
        yield Paragraph(
            words(
                "เงินสมทบที่หักถือเป็นการชำระงวดนั้นในวันจ่าย ใบสำคัญนี้เป็นหลักฐานการชำระ (ไม่ได้ออกเลขที่ใบเสร็จ)",
                "What was deducted pays the instalment on this day; this voucher is the proof, for"
                " no receipt bears a number.",
            ),
            small=True,
        )
    subjects = [line.claim for line in lines] + [str(e.meta.get("doc", "")) for e in entries]
    told = parts.irregular(book, words, *subjects)
    if told:
        text = words(f"ความผิดปกติที่บันทึกไว้: {told}", f"Irregularity recorded: {told}")
        yield Paragraph(text, strong=True)
    signed = list(_signatures(ask, entries[0]))
    yield Together((Signatures(tuple(signed[:2])), Signatures(tuple(signed[2:]))))


def _facts(book: Book, ask: Ask, entries: list[Transaction]) -> Iterator[tuple[str, Cell]]:
    words, entry = ask.words, entries[0]
    to = str(entry.meta.get("to", ""))
    row = ask.people.get(to)
    yield words("จ่ายแก่", "Paid to"), Cell(_payee(book, ask, entry), keep=True)
    yield words("จ่ายจาก", "Paid from"), Cell(_from(book, ask, entries))
    if row is not None:
        masked = privacy.mask(row.citizen_id) if row.citizen_id else DOTS
        yield words("เลขประจำตัวประชาชน", "Citizen id"), Cell(masked, keep=True)
        yield words("ที่อยู่", "Address"), Cell(_address(ask, row.house_no, row.village, row.address))
    resolution = str(entry.meta.get("resolution", ""))
    passed = book.resolutions.get(resolution)
    told = resolution or "–"
    if passed is not None:
        told = words(
            f"{resolution} วันที่ {words.day(passed.date)}",
            f"{resolution} of {words.day(passed.date)}",
        )
    yield words("มติ", "Resolution"), Cell(told)
    document = str(entry.meta.get("doc", ""))
    if document:
        yield words("เอกสาร", "Document"), Cell(document, keep=True)
    if entry.meta.get("reverses"):
        reverses = str(entry.meta["reverses"])
        yield words("กลับรายการ", "Takes back"), Cell(reverses, keep=True)


def _payee(book: Book, ask: Ask, entry: Transaction) -> str:
    """Whom was paid: a person by name or number, else as the books name it."""
    to = str(entry.meta.get("to", ""))
    if not to:
        return str(entry.payee or "") or DOTS
    words = ask.words
    member = book.members.get(to)
    number = words(f"สมาชิกเลขที่ {to}", f"member {to}") if member else to
    name = ask.name(to)
    return f"{name} ({number})" if name else number


def _address(ask: Ask, house: str, village: str, address: str) -> str:
    words = ask.words
    moo = parts.village_of({"village": village})
    told = [words(f"เลขที่ {house}", f"No. {house}") if house else ""]
    told += [words(f"หมู่ที่ {moo}", f"village {moo}") if moo else "", address]
    return " ".join(word for word in told if word) or DOTS


def _from(book: Book, ask: Ask, entries: list[Transaction]) -> str:
    accounts = dict.fromkeys(
        account
        for entry in entries
        for account, amount, _ in books.lines(entry)
        if account.startswith(parts.LIQUID) and amount < 0
    )
    return ", ".join(account_name(book, account, ask.words) for account in accounts) or "–"


def _table(book: Book, ask: Ask, number: str, lines: list[Line], net: Decimal) -> Table:
    words = ask.words
    known = cases.claims_of(book)
    rows = [
        _row(book, ask, f"{number}.{index}", line, known.get(line.claim), number)
        for index, line in enumerate(lines, 1)
    ]
    gross = parts.total(line.amount for line in lines if line.amount > 0)
    refs = {f"{number}.{index}": line.amount for index, line in enumerate(lines, 1)}
    sums: tuple[tuple[str, str, list[str], Decimal], ...] = (
        ("gross", words("รวมก่อนหัก", "Gross"), [r for r, a in refs.items() if a > 0], gross),
        (
            "deducted",
            words("หักเงินสมทบค้าง", "Arrears deducted"),
            [r for r, a in refs.items() if a <= 0],
            net - gross,
        ),
        ("net", words("จ่ายสุทธิ", "Net paid"), list(refs), net),
    )
    for ref, title, added, amount in sums:
        if ref == "net" or net != gross:
            traced = Trace(numbers=(number,), note=f"= {' + '.join(added)}")
            cell = Cell(amount, f"{number}.{ref}", traced, strong=True)
            kind: RowKind = "total" if ref == "net" else "subtotal"
            rows.append(Row((Cell(title, strong=True, span=2), cell), kind))
    columns = (
        Column(words("คำขอ/บัญชี", "Claim, account"), width=2),
        Column(words("รายการ", "For"), width=6),
        Column(words("จำนวนเงิน (บาท)", "Baht"), "money", 2.2),
    )
    return Table(columns, tuple(rows), together=True, name=number[:31].replace("/", "-"))


def _row(book: Book, ask: Ask, ref: str, line: Line, claim: Claim | None, number: str) -> Row:
    words = ask.words
    account = account_name(book, line.account, ask.words)
    said = f" – {line.what}" if line.what and line.what != account else ""
    what, first = account + said, line.claim or book.codes.get(line.account, "")
    if claim is not None and line.account != books.CONTRIBUTIONS:
        title = capital(explain.benefit_title(book, claim, ask.lang))
        event = readable(book, explain.event_text(claim, ask.lang), words)
        name = parts.name_of(book, ask, claim.member)
        whose = words(f"สมาชิก {claim.member}", f"member {claim.member}")
        what = f"{title} {event}, {whose} {name}".strip()
    elif line.amount < ZERO and line.claim:
        paper = (
            words(f" ใบเสร็จ {line.receipt}", f", receipt {line.receipt}") if line.receipt else ""
        )
        months = parts.months_text(line.months, words)
        what = words(f"หัก{account} {months}{paper}", f"less {account} {months}{paper}")
    day = (line.day, line.day)
    traced = Trace((line.account,), *day, numbers=(line.claim or number,))
    return Row((Cell(first, keep=True), Cell(what), Cell(line.amount, ref, traced)))


def _signatures(ask: Ask, entry: Transaction) -> Iterator[Signature]:
    words = ask.words
    to, by = str(entry.meta.get("to", "")), str(entry.meta.get("by", ""))
    approver = str(entry.meta.get("approved-by", ""))
    yield Signature(words("ผู้รับเงิน", "Received by"), ask.name(to))
    yield Signature(words("พยาน", "Witness"))
    yield Signature(words("ผู้จ่ายเงิน", "Paid by"), ask.name(by))
    yield Signature(words("ผู้อนุมัติ", "Approved by"), ask.name(approver))
