"""The state with which the books begin: balances, totals since founding, the last matching list."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from welfare import tables
from welfare.findings import finding
from welfare.papers import rows
from welfare.papers.rows import Desk
from welfare.records import Batch
from welfare.records import baht
from welfare.records import custom
from welfare.records import transaction

COLUMNS: tables.Columns = tables.named(
    "section", "code", "name_th", "account", "amount", "persons", "cases", "note"
)
SECTIONS = {
    "balance": "balance",
    "cumulative": "cumulative",
    "match_entitlement": "match-entitlement",
    "match-entitlement": "match-entitlement",
}


def read(desk: Desk, path: Path) -> Batch:
    """Opening balances (one balanced transaction), cumulative totals, matching entitlement.

    All are dated the day before the books begin.
    """
    batch = Batch()
    day = desk.book.books_from - timedelta(days=1)
    postings: list[tuple[str, Decimal, dict[str, Any]]] = []
    for fields in rows.read(desk, path, COLUMNS, ("section", "code", "amount")):
        section = fields.word("section", SECTIONS, required=True)
        amount = fields.amount("amount", required=True, signed=True)
        code, account = fields.identifier("code", required=True), fields.text("account")
        if section != "match-entitlement" and account not in desk.book.opens:
            fields.wrong.append(finding("P501", fields.row.place, account=account, number=code))
        persons, cases = fields.whole("persons"), fields.whole("cases")
        if amount is None or fields.wrong:
            batch.refused += fields.wrong
            continue
        if section == "balance":
            credit = account.startswith(("Liabilities", "Equity", "Income"))
            postings.append((account, -amount if credit else amount, {}))
        elif section == "cumulative":
            batch.entries.append(
                custom(
                    day,
                    ("cumulative",),
                    [account, baht(amount)],
                    persons=persons,
                    cases=cases,
                    entered=day,
                    source=fields.source,
                )
            )
        else:
            batch.entries.append(
                custom(
                    day,
                    ("matching-list",),
                    [code],
                    total=baht(amount),
                    members=persons or 0,
                    entered=day,
                    source=fields.source,
                )
            )
    total = sum((amount for _, amount, _ in postings), Decimal(0))
    if total:
        batch.refused.append(finding("P502", amount=total))
    elif postings:
        batch.entries.append(
            transaction(day, "ยอดยกมา", postings, kind="opening", entered=day, source=path.name)
        )
    return batch
