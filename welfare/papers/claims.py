"""Claims as filed (คำขอรับสวัสดิการ), and the payments that their vouchers say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Transaction

from welfare import books
from welfare import calendars
from welfare import parameters
from welfare import privacy
from welfare import register
from welfare import tables
from welfare.books import Book
from welfare.findings import finding
from welfare.papers import money
from welfare.papers import rows
from welfare.papers.payees import Payees
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction
from welfare.vocabulary import values_of

COLUMNS: tables.Columns = tables.named(
    "claim_no",
    "filed_date",
    "member_no",
    "benefit",
    "event_date",
    "event_end_date",
    "children_born",
    "damage_type",
    "assessed_damage",
    "edu_level",
    "gpa",
    "outcome",
    "relation",
    "beneficiary",
    "months",
    "cost",
    "event_id",
    "certifies",
    "approved_amount",
    "doc_ref",
    "evidence",
    "resolution_no",
    "resolution_date",
    "pay_date",
    "pay_method",
    "payee",
    "voucher_no",
    "paid_amount",
    "deducted_amount",
    "paid_amount_actual",
    "note",
)
METHODS = {"cash": books.CASH, "transfer": books.SAVINGS, "เงินสด": books.CASH, "โอน": books.SAVINGS}
NARRATION = {
    "birth": "สวัสดิการคลอดบุตร",
    "hospital": "สวัสดิการนอนโรงพยาบาล",
    "death": "สวัสดิการเสียชีวิต",
    "funeral": "ค่าจัดการศพ",
    "elderly": "สวัสดิการผู้สูงอายุ",
    "disability": "สวัสดิการผู้พิการ",
    "education": "ทุนการศึกษา",
    "disaster": "สวัสดิการผู้ประสบภัย",
    "career": "พัฒนาอาชีพ",
}


class Paid(NamedTuple):
    """What one row says about its payment.

    Attributes:
        voucher: number of the voucher, which may pay several claims.
        terms: day, account that paid, payee's plain name, resolution: one voucher, one of each.
        payee: name as written.
        claim: number, member, account of the benefit, gross, deducted.
    """

    voucher: str
    terms: tuple[date, str, str, str]
    payee: str
    claim: tuple[str, str, str, Decimal, Decimal]


def read(desk: Desk, path: Path) -> Batch:
    """Claims with what the meeting and the treasurer did about them (CSV)."""
    batch = Batch()
    required = ("claim_no", "filed_date", "member_no", "benefit", "event_date")
    claims: list[tuple[Fields, list[Any]]] = []
    vouchers: dict[str, list[tuple[Fields, Paid | None]]] = {}
    for fields in rows.read(desk, path, COLUMNS, required):
        made = _claim(fields)
        claims.append((fields, made))
        paid = _paid(fields, made) if fields.text("pay_date") else None
        number = paid.voucher if paid else calendars.from_thai_digits(fields.text("voucher_no"))
        if number and (paid or fields.wrong):
            vouchers.setdefault(number, []).append((fields, paid))
    for number, group in vouchers.items():
        _agree(number, group)
    for fields, made in claims:
        batch.refused += fields.wrong
        batch.entries += [] if fields.wrong else made
    payees = Payees(desk.people)
    for group in vouchers.values():
        whole = [(fields, paid) for fields, paid in group if paid and not fields.wrong]
        if whole:
            payment_ = _payment(whole, payees)
            batch.entries.append(payment_)
            batch.irregular += _irregular(desk.book, payment_)
    batch.people = payees.new
    return batch


def _agree(voucher: str, group: list[tuple[Fields, Paid | None]]) -> None:
    """Find what does not fit together in the rows of one voucher: it is booked whole or not at all.

    A claim that stands there twice, with all the same, stands there once.
    """
    good = [(fields, paid) for fields, paid in group if paid]
    known: dict[str, Paid] = {}
    for fields, paid in good:
        same = known.setdefault(paid.claim[0], paid)
        if paid.terms != good[0][1].terms or paid.claim != same.claim:
            fields.bad("voucher_no", "P403", voucher=voucher, row=good[0][0].row.place.row)
    wrong = [fields.row.place.row for fields, _ in group if fields.wrong]
    for fields, _ in group:
        if wrong and not fields.wrong:
            fields.bad("voucher_no", "P404", voucher=voucher, row=wrong[0])


def _claim(fields: Fields) -> list[Any]:
    number = fields.identifier("claim_no", required=True)
    filed = fields.paper_day("filed_date")
    # A claim for an unknown member is kept: the decision refuses it, the paper stays.
    member = fields.member("member_no", known=False)
    evidence = fields.identifiers("evidence")
    facts = {
        "member": member,
        "benefit": fields.word("benefit", _benefits(fields.desk.book), required=True),
        "event": fields.day("event_date", required=True),
        "event_end": fields.day("event_end_date"),
        "children": fields.whole("children_born"),
        "damage": fields.identifier("damage_type"),
        "assessed": _baht(fields.amount("assessed_damage")),
        "edu_level": fields.identifier("edu_level"),
        "gpa": fields.number("gpa"),
        "outcome": fields.identifier("outcome"),
        "relation": fields.identifier("relation"),
        "beneficiary": fields.identifier("beneficiary"),
        "months": fields.whole("months"),
        "cost": _baht(fields.amount("cost")),
        "event_id": fields.identifier("event_id"),
        "requested": _baht(fields.amount("approved_amount")),
        # The number of a paper that carries health data is not recorded either.
        "doc_ref": "" if any(map(privacy.is_medical, evidence)) else fields.text("doc_ref"),
        "evidence": ", ".join(evidence),
        # Nor is a remark on a stay, which may tell the illness.
        "note": "" if any(map(privacy.is_medical, evidence)) else fields.text("note"),
    }
    if filed is None or fields.wrong:
        return []
    made: list[Any] = [
        custom(filed, ("claim", "filed"), [number], **facts, entered=filed, source=fields.source)
    ]
    resolution = fields.identifier("resolution_no")
    considered = fields.paper_day("resolution_date", required=False)
    if resolution and considered:
        made.append(
            custom(
                considered,
                ("claim", "considered"),
                [number],
                resolution=resolution,
                certifies=", ".join(fields.identifiers("certifies")),
                entered=considered,
                source=fields.source,
            )
        )
    return made


def _benefits(book: Book) -> dict[str, str]:
    """The benefits that a claim may be for: those of the bylaws, and CODI's categories."""
    own = [key[1] for key in book.bylaws.versions if key[0] == "benefit"]
    return {name: name for name in (*NARRATION, *own)}


def _paid(fields: Fields, made: list[Any]) -> Paid | None:
    """What a row says about its payment; None if the row is wrong."""
    if fields.wrong:
        return None
    filed = made[0]
    benefit = str(filed.meta["benefit"])
    account = fields.desk.book.benefit_account(benefit, filed.meta["event"])
    if not account:
        fields.bad("benefit", "P112", benefit=benefit)
    day = fields.paper_day("pay_date")
    member = fields.member("member_no")
    net = fields.amount("paid_amount", required=True) or Decimal(0)
    deducted = fields.amount("deducted_amount") or Decimal(0)
    cash = fields.word("pay_method", METHODS, required=True)
    payee = fields.text("payee", required=True)
    voucher = fields.identifier("voucher_no", required=True)
    if net + deducted == 0 and not fields.wrong:
        fields.bad("paid_amount", "P110")
    if day and fields.desk.book.officer("treasurer", day) is None:
        fields.wrong.append(
            finding("P303", fields.row.place, role="treasurer", day=day, village="")
        )
    if day is None or fields.wrong:
        return None
    return Paid(
        voucher,
        (day, cash, register.plain_name(payee), fields.identifier("resolution_no")),
        payee,
        (values_of(filed)[0], member, account, net + deducted, deducted),
    )


def _payment(group: list[tuple[Fields, Paid]], payees: Payees) -> Transaction:
    """The payment of one voucher, from the rows of its claims."""
    fields, first = group[0]
    book = fields.desk.book
    day, cash, _, resolution = first.terms
    to = _payee(book, payees, first.payee, first.claim[1])
    return payment(
        day,
        list(dict.fromkeys(paid.claim for _, paid in group)),
        cash=cash,
        voucher=first.voucher,
        by=book.officer("treasurer", day) or "",
        to=to,
        approved_by=money.approver(book, payees.people, day, resolution, to),
        resolution=resolution,
        entered=day,
        source=fields.source,
    )


def _payee(book: Book, payees: Payees, name: str, member: str) -> str:
    """A name on a voucher as a person number: the member, the nominee, else an other payee."""
    facts = book.members[member].facts
    own = (str(facts.get("person", member)), str(facts.get("nominee", "")))
    named = payees.named(name)
    return next((number for number in own if number in named), "") or payees.number(name)


def payment(
    day: date,
    claims: list[tuple[str, str, str, Decimal, Decimal]],
    *,
    cash: str,
    **facts: Any,
) -> Transaction:
    """A benefit payment, gross: the expense by claim, the arrears deducted, the net from cash.

    Args:
        day: day of payment.
        claims: (claim, member, account, gross, deducted) of each claim of this payee.
        cash: account that paid.
        facts: voucher, by, to, approved_by, resolution, entered, source.
    """
    postings: list[tuple[str, Decimal, dict[str, Any]]] = []
    net = Decimal(0)
    for number, member, account, gross, deducted in claims:
        own = {"member": member, "claim": number}
        postings.append((account, gross, own))
        postings.append((books.CONTRIBUTIONS, -deducted, own))
        net += gross - deducted
    postings.append((cash, -net, {}))
    names = {books.BENEFIT_ACCOUNTS[benefit]: text for benefit, text in NARRATION.items()}
    paid = (names.get(account, "สวัสดิการ") for _, _, account, _, _ in claims)
    narration = ", ".join(dict.fromkeys(paid))
    return transaction(day, narration, postings, kind="benefit", **facts)


def _irregular(book: Book, paid: Transaction) -> Iterator[Custom]:
    """A payment without any resolution really left the fund: it is booked and marked."""
    if "resolution" in paid.meta:
        return
    if not parameters.needs_resolution(book.bylaws, "benefit", paid.date):
        return
    for _, amount, own in books.lines(paid):
        if "claim" in own and amount > 0:
            yield custom(
                paid.date,
                ("irregularity", "recorded"),
                ["PAID_WITHOUT_RESOLUTION", own["claim"]],
                amount=baht(amount),
                found=paid.date,
                by=paid.meta["by"],
                entered=paid.date,
                source=paid.meta.get("source"),
            )


def _baht(amount: Decimal | None) -> Any:
    return None if amount is None else baht(amount)
