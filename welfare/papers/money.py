"""Receipts, payments and transfers other than contributions and benefits."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount.core.data import Transaction

from welfare import books
from welfare import parameters
from welfare import register
from welfare import tables
from welfare.books import Book
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.payees import Payees
from welfare.papers.payees import same_person
from welfare.papers.rows import Desk
from welfare.papers.rows import Fields
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction
from welfare.vocabulary import MONEY

COLUMNS: tables.Columns = tables.named(
    "doc_no",
    "date",
    "kind",
    "sub_kind",
    "village",
    "amount",
    "place",
    "payee_payer",
    "description",
    "receipt_no",
    "voucher_no",
    "resolution_no",
    "handled_by",
    "for_register",
)

#: Where the money stands: on hand or in the savings account.
PLACES = {"cash": books.CASH, "bank": books.SAVINGS}

#: Word for an income or expense, as papers and the command line say it: kind of entry and account.
INCOME = {
    "grant-seed": ("grant", "Income:Grants:CODISeed"),
    "grant-state-match": ("grant", books.STATE_MATCH),
    "grant-lao": ("grant", "Income:Grants:LAO"),
    "grant-other-state": ("grant", "Income:Grants:OtherState"),
    "grant-group-profit": ("grant", "Income:Grants:CommunityGroups"),
    "donation": ("donation", "Income:Donations"),
    "interest": ("interest", "Income:Interest"),
}
SPENDING = {
    "honoraria": ("expense", "Expenses:Admin:Honoraria"),
    "travel": ("expense", "Expenses:Admin:Travel"),
    "stationery": ("expense", "Expenses:Admin:Stationery"),
    "meeting": ("expense", "Expenses:Admin:Meetings"),
    "other-expense": ("expense", "Expenses:Admin:Other"),
    "bank-fee": ("bank-fee", "Expenses:Admin:Other"),
    "culture": ("communal", "Expenses:Welfare:Culture"),
    "public-benefit": ("communal", "Expenses:Welfare:Public"),
    "environment": ("communal", "Expenses:Welfare:Environment"),
    "public-relations": ("communal", "Expenses:Welfare:PublicRelations"),
    "organisation-reward": ("communal", "Expenses:Welfare:OrgReward"),
}


@dataclass(frozen=True)
class Paper:
    """One document of money, from a row of paper or from the command line.

    Attributes:
        kind: a word of INCOME, SPENDING, or deposit, withdrawal, handover-cash, handover-bank,
            advance-out, advance-clear, advance-return, unidentified-in, unidentified-clear,
            refund-state-match, refund-nonmember, subfund-transfer.
        sub_kind: what an advance or unidentified money became; `welfare>reserve` of a transfer.
        amount: baht; negative for a correction (money returned).
        place: `cash` or `bank`.
        party: person number of the payer or payee, or "".
        payee: name of an institution, never of a person.
    """

    doc: str
    day: date
    kind: str
    amount: Decimal
    place: str
    by: str
    sub_kind: str = ""
    village: str = ""
    party: str = ""
    payee: str = ""
    narration: str = ""
    receipt: str = ""
    voucher: str = ""
    resolution: str = ""
    approved_by: str = ""
    matching: str = ""
    #: Part of a state match that exceeds the list's entitlement.
    excess: Decimal = Decimal(0)
    entered: date | None = None
    source: str = ""


def entry(book: Book, paper: Paper) -> Transaction:
    """The double entry of one document."""
    kind, debit, credit = _accounts(book, paper)
    postings: list[tuple[str, Decimal, dict[str, Any]]] = [
        (debit, paper.amount, {}),
        (credit, -paper.amount, {}),
    ]
    if paper.excess:
        rest = paper.amount - paper.excess
        postings = [(debit, paper.amount, {}), (credit, -rest, {})]
        postings.append((books.MATCH_REFUND, -paper.excess, {}))
    funds = paper.sub_kind.split(">") if kind == "transfer" else ["", ""]
    party = {}
    if paper.party:
        party["to" if kind in _PAYING else "received_from"] = paper.party
    return transaction(
        paper.day,
        paper.narration or MONEY[kind].thai,
        postings,
        payee=paper.payee,
        kind=kind,
        doc=paper.doc,
        receipt=paper.receipt,
        voucher=paper.voucher,
        by=paper.by,
        **party,
        approved_by=paper.approved_by,
        resolution=paper.resolution,
        matching=paper.matching,
        from_fund=funds[0],
        to_fund=funds[1],
        entered=paper.entered or paper.day,
        source=paper.source,
    )


_PAYING = {"expense", "communal", "advance", "refund", "bank-fee", "shortage"}


def _accounts(book: Book, paper: Paper) -> tuple[str, str, str]:
    """(Kind, account debited, account credited) of a document."""
    place = PLACES.get(paper.place, books.CASH)
    word = paper.kind
    if word in INCOME:
        kind, account = INCOME[word]
        return kind, place, account
    if word in SPENDING:
        kind, account = SPENDING[word]
        return kind, account, place
    fixed = {
        "deposit": ("deposit", books.SAVINGS, books.CASH),
        "withdrawal": ("withdrawal", books.CASH, books.SAVINGS),
        "advance-out": ("advance", books.ADVANCES, place),
        "advance-return": ("advance-return", place, books.ADVANCES),
        "unidentified-in": ("unidentified", place, books.UNIDENTIFIED),
        "refund-state-match": ("refund", books.MATCH_REFUND, place),
        "refund-nonmember": ("refund", books.UNIDENTIFIED, place),
    }
    if word in fixed:
        return fixed[word]
    if word in ("handover-cash", "handover-bank"):
        custody = book.collectors.get(paper.village, f"{books.COLLECTORS}:Moo{paper.village}")
        return "handover", PLACES[word.removeprefix("handover-")], custody
    if word == "advance-clear":
        return "advance-clear", SPENDING[paper.sub_kind][1], books.ADVANCES
    if word == "unidentified-clear":
        return "identified", books.UNIDENTIFIED, INCOME[paper.sub_kind][1]
    assert word == "subfund-transfer", word
    giver, _, taker = paper.sub_kind.partition(">")
    return "transfer", books.FUNDS[giver], books.FUNDS[taker]


WORDS = {
    *INCOME,
    *SPENDING,
    "deposit",
    "withdrawal",
    "handover-cash",
    "handover-bank",
    "advance-out",
    "advance-clear",
    "advance-return",
    "unidentified-in",
    "unidentified-clear",
    "refund-state-match",
    "refund-nonmember",
    "subfund-transfer",
}
PLACE_WORDS = {"cash": "cash", "bank": "bank", "เงินสด": "cash", "ธนาคาร": "bank"}
#: Kinds of paper that must say where the money went or came from.
_PLACED = {
    *INCOME,
    *SPENDING,
    "advance-out",
    "advance-return",
    "unidentified-in",
    "refund-state-match",
    "refund-nonmember",
}
_OTHER_SPELLINGS = {"remit-cash": "handover-cash", "remit-bank": "handover-bank"}


def read(desk: Desk, path: Path) -> Batch:
    """Other receipts, payments and transfers (CSV)."""
    batch = Batch()
    papers: list[Paper] = []
    payees = Payees(desk.people)
    for fields in rows.read(desk, path, COLUMNS, ("doc_no", "date", "kind", "amount")):
        paper = _paper(fields, payees)
        if paper is None:
            batch.refused += fields.wrong
        else:
            papers.append(paper)
    papers, remarks = _split_excess(papers)
    batch.noticed += remarks
    batch.entries += [entry(desk.book, paper) for paper in papers]
    batch.irregular += _unresolved(desk.book, papers)
    batch.people = payees.new
    return batch


def _paper(fields: Fields, payees: Payees) -> Paper | None:
    word = fields.text("kind", required=True).replace("_", "-")
    word = _OTHER_SPELLINGS.get(word, word)
    if word not in WORDS:
        fields.wrong.append(
            finding("P107", fields.row.place, value=word, known=", ".join(sorted(WORDS)))
        )
    sub_kind = fields.text("sub_kind").replace("_", "-")
    known = {
        "advance-clear": SPENDING,
        "unidentified-clear": INCOME,
        "subfund-transfer": {f"{a}>{b}" for a in books.FUNDS for b in books.FUNDS if a != b},
    }.get(word)
    if known is not None and sub_kind not in known:
        fields.wrong.append(
            finding("P107", fields.row.place, value=sub_kind, known=", ".join(sorted(known)))
        )
    day = fields.paper_day("date")
    amount = fields.amount("amount", required=True, signed=word in SPENDING)
    if amount == 0:
        fields.wrong.append(finding("P110", tables.place_of(fields.row, "amount")))
    doc = fields.identifier("doc_no", required=True)
    place = fields.word("place", PLACE_WORDS, required=word in _PLACED)
    receipt, voucher = fields.identifier("receipt_no"), fields.identifier("voucher_no")
    resolution, matching = fields.identifier("resolution_no"), fields.identifier("for_register")
    village = fields.village("village", required=word.startswith("handover"))
    giver = fields.text("payee_payer", required=word.startswith("handover"))
    party, payee = _party(fields, payees)
    if giver and not party and word.startswith("handover"):
        fields.bad("payee_payer", "P111", person=giver[:40])
    narration = fields.text("description")
    by = fields.officer("handled_by") or (
        fields.desk.book.officer("treasurer", day) if day else None
    )
    if day is None or amount is None or fields.wrong:
        return None
    if payee.startswith(register.TITLES):
        party, payee = payees.number(payee), ""
    return Paper(
        doc,
        day,
        word,
        amount,
        place,
        by or "",
        sub_kind=sub_kind,
        village=village,
        party=party,
        payee=payee,
        narration=narration,
        receipt=receipt,
        voucher=voucher,
        resolution=resolution,
        approved_by=approver(fields.desk.book, payees.people, day, resolution, party),
        matching=matching,
        source=fields.source,
    )


def _party(fields: Fields, payees: Payees) -> tuple[str, str]:
    """Payer or payee: a person number, or a name that nobody in the register has."""
    text = fields.text("payee_payer")
    if text in fields.desk.people:
        return text, ""
    found = payees.named(text)
    if len(found) > 1:
        fields.bad("payee_payer", "P402", persons=", ".join(found))
    return (found[0], "") if found else ("", text)


def approver(book: Book, people: register.People, day: date, resolution: str, payee: str) -> str:
    """Who signs for what a resolution allows: the chair of the day, never for money to himself."""
    chair = book.officer("chair", day) if resolution else None
    return chair if chair and not same_person(people, chair, payee) else ""


def _split_excess(papers: list[Paper]) -> tuple[list[Paper], list[Any]]:
    """State match that the same papers show going back to CODI was never income.

    The refund is set against the latest state match before it.
    """
    papers = sorted(papers, key=lambda paper: paper.day)
    remarks = []
    for refund in [paper for paper in papers if paper.kind == "refund-state-match"]:
        earlier = [
            index
            for index, paper in enumerate(papers)
            if paper.kind == "grant-state-match"
            and paper.day <= refund.day
            and paper.amount - paper.excess >= refund.amount
        ]
        if earlier:
            grant = papers[earlier[-1]]
            papers[earlier[-1]] = replace(grant, excess=grant.excess + refund.amount)
            remarks.append(finding("P401", doc=grant.doc, refund=refund.doc, amount=refund.amount))
    return papers, remarks


def _unresolved(book: Book, papers: list[Paper]) -> list[Any]:
    """Payments without a resolution where the bylaws ask for one: they really left the fund."""
    found = []
    for paper in papers:
        kind, _, _ = _accounts(book, paper)
        if (
            paper.resolution
            or paper.amount < 0
            or not parameters.needs_resolution(book.bylaws, kind, paper.day)
        ):
            continue
        found.append(
            custom(
                paper.day,
                ("irregularity", "recorded"),
                ["EXPENSE_WITHOUT_RESOLUTION", paper.doc],
                amount=baht(paper.amount),
                found=paper.day,
                by=paper.by,
                entered=paper.day,
                source=paper.source,
            )
        )
    return found
