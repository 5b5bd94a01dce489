"""The decision on every claim as a table (ผลการพิจารณาคำขอทุกราย), for a file or the screen."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from rules import arrears
from rules import cases
from rules import decision
from rules.cases import Claim
from rules.decision import GRANTED
from rules.decision import Decision
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import members_of
from welfare import calendars
from welfare.books import Book
from welfare.money import ZERO

COLUMNS = (
    "claim_no",
    "member_no",
    "benefit",
    "verdict",
    "reason",
    "version",
    "article",
    "entitled_from",
    "units",
    "rate_amount",
    "gross",
    "arrears",
    "arrears_installments",
    "net",
    "ceiling_used_after",
    "missing",
    "pay_date",
    "paid_actual",
    "note",
)


class Judged(NamedTuple):
    """A claim with the decision on it.

    Attributes:
        claim: the claim.
        found: the decision, by all that the books hold.
        taken: instalments of contributions to be deducted on the day on which it was paid.
        paid: baht that left cash or bank for it.
    """

    claim: Claim
    found: Decision
    taken: tuple[Instalment, ...]
    paid: Decimal

    @property
    def deducted(self) -> Decimal:
        """Baht to be deducted."""
        return arrears.total(self.taken)

    @property
    def net(self) -> Decimal:
        """Baht that the bylaws carry, after what is deducted."""
        return self.found.gross - self.deducted


def judged(book: Book) -> dict[str, Judged]:
    """Every claim with the decision on it, in the order of their numbers."""
    members = members_of(book)
    found = decision.decisions(book, members=members)
    claims, paid = cases.claims_of(book), _left(book)
    return {
        number: Judged(
            claims[number],
            found[number],
            tuple(_taken(members, claims[number], found[number])),
            paid.get(number, ZERO),
        )
        for number in sorted(found)
    }


def _taken(members: Members, claim: Claim, found: Decision) -> list[Instalment]:
    if claim.paid_on is None or found.verdict not in GRANTED:
        return []
    return arrears.deduction(members, claim, found.gross, claim.paid_on)


def table(book: Book) -> list[dict[str, str]]:
    """A row for each claim, in the order of their numbers; money as text with two decimals."""
    return [_row(book, one) for one in judged(book).values()]


def _row(book: Book, one: Judged) -> dict[str, str]:
    claim, found = one.claim, one.found
    values = (
        claim.number,
        claim.member,
        claim.benefit,
        found.verdict,
        found.reason,
        found.version,
        article_number(found.article),
        found.entitled_from.isoformat() if found.entitled_from else "",
        str(found.units),
        f"{found.rate:.2f}",
        f"{found.gross:.2f}",
        f"{one.deducted:.2f}",
        str(len(one.taken)),
        f"{one.net:.2f}",
        _ceilings(book, claim, found),
        ";".join(word.replace("-", "_") for word in found.missing),
        claim.paid_on.isoformat() if claim.paid_on else "",
        f"{one.paid:.2f}",
        # Remarks are for the committee, not for a table that goes round.
        "",
    )
    return dict(zip(COLUMNS, values, strict=True))


def article_number(article: str) -> str:
    """The number of an article, `ข้อ ๑๔ (๑)` as `14`; the article itself if it bears none."""
    plain = calendars.from_thai_digits(article)
    match = re.search(r"\d+", plain)
    return match[0] if match else article


def _ceilings(book: Book, claim: Claim, found: Decision) -> str:
    """`2566=1500.00;2567=360.00`: of what was granted, and of a stay for which nothing is left."""
    terms = cases.terms_on(book, claim, claim.event)
    stay = terms is not None and terms.get("per-night") is not None
    if found.verdict not in GRANTED and not stay:
        return ""
    return ";".join(
        f"{use.year}={use.amount:.2f}" if use.in_baht else f"{use.year}={use.units}"
        for use in found.used
    )


def _left(book: Book) -> dict[str, Decimal]:
    """Claim to what left cash or bank for it: gross less what was deducted."""
    standing = cases.payments(book)
    return {
        number: gross - taken
        for number, (gross, taken) in arrears.paid_amounts(book).items()
        if number in standing
    }
