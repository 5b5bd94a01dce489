"""One alert: something that people did wrong, as data and in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from welfare import catalogue
from welfare.findings import NOWHERE
from welfare.findings import Place

HIGH = (
    "CASH_CEILING_BREACH",
    "CASH_COUNT_DIFFERS",
    "CASH_NEGATIVE",
    "COLLECTOR_LATE",
    "RECEIPT_GAP",
    "RECEIPT_DUPLICATE",
    "DOC_GAP",
    "VOUCHER_GAP",
    "RESOLUTION_NOT_FOUND",
    "PAID_WITHOUT_RESOLUTION",
    "PAID_BEFORE_RESOLUTION",
    "PAYEE_NOT_NOMINEE",
    "EXPENSE_WITHOUT_RESOLUTION",
    "PLANNER_HANDLED_MONEY",
    "MONEY_FROM_NON_MEMBER",
    "STATE_MATCH_EXCESS",
    "PAYEE_OTHER",
    "CLAIM_DUPLICATE",
    "CLAIM_SAME_PAPER",
    "PAID_AGAINST_RULES",
    "OVERPAID",
    "CONFLICT_OF_INTEREST",
    "BANK_OTHER",
    "ADMIN_OVER_SHARE",
    "DEATH_SOON_AFTER_JOINING",
)
INFO = ("RECEIPT_VOID", "RECEIPT_OUTSTANDING", "DEPOSIT_IN_TRANSIT_YEAR_END", "DOB_OLD_CALENDAR")


class Alert(NamedTuple):
    """One thing that people did wrong, or that somebody should look at.

    Attributes:
        code: named code, as in the catalogue.
        severity: high, medium or info.
        date: the day that it is about.
        subject: receipt, claim, document, member, collector …
        amount: baht concerned, or None.
        args: what fills the catalogue's text.
        place: the line of the books.
    """

    code: str
    severity: str
    date: date
    subject: str
    amount: Decimal | None
    args: dict[str, Any]
    place: Place = NOWHERE

    def text(self, lang: str) -> str:
        """What is wrong and what to do, without the code."""
        return " ".join(part for part in self.said(lang) if part)

    def said(self, lang: str) -> tuple[str, str]:
        """What is wrong, and what to do."""
        code = "IRREGULARITY" if _is_recorded(self.args) else self.code
        return catalogue.sentences(code, self.args, lang)


def alert(
    code: str,
    day: date,
    subject: str,
    amount: Decimal | None = None,
    place: Place = NOWHERE,
    /,
    **args: Any,
) -> Alert:
    """An alert with the severity of its code; keyword arguments fill its text."""
    high = code in HIGH or _is_recorded(args)
    severity = "high" if high else "info" if code in INFO else "medium"
    return Alert(code, severity, day, subject, amount, args, place)


def _is_recorded(args: dict[str, Any]) -> bool:
    """Whether an alert repeats an irregularity of a code that nothing here can confirm."""
    return "alert" in args


def to_json(alerts: Iterable[Alert], lang: str) -> list[dict[str, str]]:
    """Alerts as rows of text: amounts with two decimals, or empty."""
    return [
        {
            "code": item.code,
            "severity": item.severity,
            "date": item.date.isoformat(),
            "subject": item.subject,
            "amount": "" if item.amount is None else f"{item.amount:.2f}",
            "detail": item.text(lang),
        }
        for item in alerts
    ]
