"""Claims as filed (คำขอรับสวัสดิการ), and the payments that their vouchers say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from welfare import books
from welfare import register
from welfare import tables
from welfare.books import Book
from welfare.findings import finding
from welfare.papers import money
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction
from welfare.register import Person

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
#: Kinds of evidence that carry health data: their numbers are not recorded either.
MEDICAL = {"medical_cert", "medical-certificate"}
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


class Payees:
    """Names on vouchers as person numbers: the member, the nominee, else a payee of their own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.new: dict[str, Person] = {}
        self.others = {
            register.plain_name(row.name): row.person
            for row in desk.people.values()
            if row.person.startswith("P")
        }

    def number(self, name: str, member: str) -> str:
        """The person number of a payee of one member's claim."""
        plain = register.plain_name(name)
        facts = self.desk.book.members[member].facts
        for number in (str(facts.get("person", member)), str(facts.get("nominee", ""))):
            row = self.desk.people.get(number)
            if row and register.plain_name(row.name) == plain:
                return number
        if plain not in self.others:
            number = f"P{len(self.others) + 1:04d}"
            self.others[plain] = number
            self.new[number] = register.named(number, name)
        return self.others[plain]


def read(desk: Desk, path: Path) -> Batch:
    """Claims with what the meeting and the treasurer did about them (CSV)."""
    batch = Batch()
    payees = Payees(desk)
    required = ("claim_no", "filed_date", "member_no", "benefit", "event_date")
    for fields in rows.read(desk, path, COLUMNS, required):
        made = _claim(fields, payees)
        if fields.wrong:
            batch.refused += fields.wrong
        else:
            batch.entries += made
            batch.irregular += _irregular(desk.book, made)
    batch.people = payees.new
    return batch


def _claim(fields: Fields, payees: Payees) -> list[Any]:
    number = fields.identifier("claim_no", required=True)
    filed = fields.paper_day("filed_date")
    # A claim for an unknown member is kept: the decision refuses it, the paper stays.
    member = fields.member("member_no", known=False)
    evidence = fields.identifiers("evidence")
    facts = {
        "member": member,
        "benefit": fields.word("benefit", {name: name for name in NARRATION}, required=True),
        "event": fields.day("event_date", required=True),
        "event_end": fields.day("event_end_date"),
        "children": fields.whole("children_born"),
        "damage": fields.identifier("damage_type"),
        "assessed": _baht(fields.amount("assessed_damage")),
        "edu_level": fields.identifier("edu_level"),
        "gpa": fields.number("gpa"),
        "requested": _baht(fields.amount("approved_amount")),
        "doc_ref": "" if MEDICAL & set(evidence) else fields.text("doc_ref"),
        "evidence": ", ".join(evidence),
        "note": fields.text("note"),
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
                entered=considered,
                source=fields.source,
            )
        )
    paid = fields.paper_day("pay_date", required=False)
    if paid and not fields.wrong:
        made.append(_payment(fields, number, facts, paid, payees))
    return made


def _payment(fields: Fields, number: str, facts: dict[str, Any], paid: date, payees: Payees) -> Any:
    fields.member("member_no")
    net = fields.amount("paid_amount", required=True) or Decimal(0)
    deducted = fields.amount("deducted_amount") or Decimal(0)
    cash = fields.word("pay_method", METHODS, required=True)
    payee = fields.text("payee", required=True)
    voucher = fields.identifier("voucher_no", required=True)
    if net + deducted == 0 and not fields.wrong:
        fields.wrong.append(finding("P110", tables.place_of(fields.row, "paid_amount")))
    treasurer = fields.desk.book.officer("treasurer", paid)
    if treasurer is None:
        fields.wrong.append(
            finding("P303", fields.row.place, role="treasurer", day=paid, village="")
        )
    if fields.wrong:
        return None
    return payment(
        paid,
        [(number, facts["member"], facts["benefit"], net + deducted, deducted)],
        cash=cash,
        voucher=voucher,
        by=treasurer or "",
        to=payees.number(payee, facts["member"]),
        resolution=fields.text("resolution_no"),
        entered=paid,
        source=fields.source,
    )


def payment(
    day: date,
    claims: list[tuple[str, str, str, Decimal, Decimal]],
    *,
    cash: str,
    **facts: Any,
) -> Any:
    """A benefit payment, gross: the expense by claim, the arrears deducted, the net from cash.

    Args:
        day: day of payment.
        claims: (claim, member, benefit, gross, deducted) of each claim of this payee.
        cash: account that paid.
        facts: voucher, by, to, resolution, entered, source.
    """
    postings: list[tuple[str, Decimal, dict[str, Any]]] = []
    net = Decimal(0)
    for number, member, benefit, gross, deducted in claims:
        own = {"member": member, "claim": number}
        postings.append((books.BENEFIT_ACCOUNTS[benefit], gross, own))
        postings.append((books.CONTRIBUTIONS, -deducted, own))
        net += gross - deducted
    postings.append((cash, -net, {}))
    narration = ", ".join(dict.fromkeys(NARRATION[benefit] for _, _, benefit, _, _ in claims))
    return transaction(day, narration, postings, kind="benefit", **facts)


def _irregular(book: Book, made: list[Any]) -> list[Any]:
    """A payment without any resolution really left the fund: it is booked and marked."""
    found = []
    for item in made:
        if getattr(item, "meta", {}).get("kind") != "benefit" or "resolution" in item.meta:
            continue
        if not money.needs_resolution(book, "benefit", item.date):
            continue
        for posting in item.postings:
            number = (posting.meta or {}).get("claim")
            if number and posting.units.number > 0:
                found.append(
                    custom(
                        item.date,
                        ("irregularity", "recorded"),
                        ["PAID_WITHOUT_RESOLUTION", number],
                        amount=baht(posting.units.number),
                        found=item.date,
                        by=item.meta["by"],
                        entered=item.date,
                        source=item.meta.get("source"),
                    )
                )
    return found


def _baht(amount: Decimal | None) -> Any:
    return None if amount is None else baht(amount)
