"""The one table of documents: what can be printed, for whom, of what period, and who builds it.

`welfare print --list` shows it. A builder is `build(book, ask) -> Document`, pure, in a module that
bears the document's name, and imported only when it is asked for. Where a document is made for each
village, member or number (`per`) and the ask names none, the builder returns all of them, one
after another, as `parts` of one document.

    DOCUMENTS["monthly"].build(book, Ask(today=day, period=calendars.month_period("2023-10")))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any
from typing import Literal

from welfare import calendars
from welfare import records

if TYPE_CHECKING:
    from reports.ask import Ask
    from reports.model import Audience
    from reports.model import Document
    from welfare.books import Book

#: What a document's period is; `number`: none needed, it speaks of a paper with a number.
Periods = Literal["month", "year", "day", "number", "none"]
Per = Literal["", "village", "member", "number"]


@dataclass(frozen=True)
class Spec:
    """One kind of document.

    Attributes:
        id: the word by which `welfare print` knows it.
        thai: its name.
        english: its name in English.
        audience: who may see it; there is one for each document.
        periods: what its period is.
        source: the builder, "module:function".
        per: what single papers are made for.
        public: whether `--public` makes a copy without names and facts of single members.
        pack: with which period `welfare print all` prints it: month, year or neither.
        ahead: whether it may be for days of which the books hold nothing yet.
        back: how much of the time before its period it tells too, or that it tells of all years.
    """

    id: str
    thai: str
    english: str
    audience: Audience
    periods: Periods
    source: str
    per: Per = ""
    public: bool = False
    pack: Literal["", "month", "year"] = ""
    ahead: bool = False
    back: Literal["", "month", "all"] = ""

    def reaches_back(self, book: Book, ask: Ask) -> bool:
        """Whether it tells more than books hold that begin with a carried state."""
        if book.carried is None or self.back == "all":
            return book.carried is not None
        if ask.number:
            kinds = (*records.KINDS_OF_NUMBERS, *records.SPOILED)
            return any(book.past.holds(kind, ask.number) for kind in kinds)
        if ask.period is None:
            return self.periods == "number"
        first = ask.period.first
        return (calendars.add_months(first, -1) if self.back else first) < book.begins

    def build(self, book: Book, ask: Ask) -> Document:
        """The document, from the books."""
        module, _, name = self.source.partition(":")
        builder: Callable[[Book, Ask], Any] = getattr(import_module(module), name)
        found: Document = builder(book, ask)
        return found

    def title(self, lang: str) -> str:
        """Its name in one language."""
        return self.thai if lang == "th" else self.english


_STATEMENTS = "reports.statements"
_PAPERS = "reports.papers"
_FORMS = "reports.forms"

DOCUMENTS: dict[str, Spec] = {
    spec.id: spec
    for spec in (
        Spec(
            "monthly",
            "รายงานรับ-จ่ายประจำเดือน",
            "Monthly receipts and payments",
            "committee",
            "month",
            f"{_STATEMENTS}.monthly:monthly",
            public=True,
            pack="month",
            back="month",
        ),
        Spec(
            "trial-balance",
            "งบทดลอง",
            "Trial balance",
            "committee",
            "month",
            f"{_STATEMENTS}.trial_balance:trial_balance",
            public=True,
            pack="month",
        ),
        Spec(
            "cash-book",
            "สมุดเงินสด",
            "Cash book",
            "committee",
            "month",
            f"{_STATEMENTS}.cash_book:cash_book",
            pack="month",
        ),
        Spec(
            "bank-reconciliation",
            "งบกระทบยอดเงินฝากธนาคาร",
            "Bank reconciliation",
            "committee",
            "month",
            f"{_STATEMENTS}.bank_reconciliation:bank_reconciliation",
            pack="month",
        ),
        Spec(
            "annual",
            "รายงานประจำปี",
            "Annual report",
            "public",
            "year",
            f"{_STATEMENTS}.annual:annual",
            pack="year",
            back="all",
        ),
        Spec(
            "member-register",
            "ทะเบียนสมาชิก",
            "Register of members",
            "committee",
            "day",
            f"{_PAPERS}.member_register:member_register",
            per="village",
            public=True,
            pack="year",
        ),
        Spec(
            "control-sheet",
            "ทะเบียนคุมเงินสมทบ",
            "Control sheet of contributions",
            "committee",
            "year",
            f"{_PAPERS}.control_sheet:control_sheet",
            per="village",
            public=True,
            pack="year",
        ),
        Spec(
            "welfare-register",
            "ทะเบียนจ่ายสวัสดิการ",
            "Register of welfare paid",
            "committee",
            "year",
            f"{_PAPERS}.welfare_register:welfare_register",
            public=True,
            pack="year",
        ),
        Spec(
            "collection-sheet",
            "ใบเก็บเงินสมทบ",
            "Collection sheet",
            "committee",
            "month",
            f"{_PAPERS}.collection_sheet:collection_sheet",
            per="village",
            ahead=True,
        ),
        Spec(
            "receipt",
            "ใบเสร็จรับเงิน",
            "Receipt",
            "member",
            "number",
            f"{_PAPERS}.receipt:receipt",
            per="number",
        ),
        Spec(
            "voucher",
            "ใบสำคัญจ่าย",
            "Payment voucher",
            "committee",
            "number",
            f"{_PAPERS}.voucher:voucher",
            per="number",
        ),
        Spec(
            "claim",
            "แบบคำขอรับสวัสดิการ",
            "Claim form",
            "committee",
            "number",
            f"{_PAPERS}.claim:claim",
            per="number",
        ),
        Spec(
            "claim-form",
            "แบบคำขอรับสวัสดิการ (แบบเปล่า)",
            "Empty claim form",
            "public",
            "none",
            f"{_PAPERS}.claim:claim_form",
        ),
        Spec(
            "passbook",
            "สมุดประจำตัวสมาชิก",
            "Member's passbook",
            "member",
            "none",
            f"{_PAPERS}.passbook:passbook",
            per="member",
            back="all",
        ),
        Spec(
            "status-return",
            "แบบแสดงสถานะกองทุน",
            "Status return",
            "authority",
            "year",
            f"{_FORMS}.status_return:status_return",
            back="all",
        ),
        Spec(
            "matching-proposal",
            "แบบเสนอขอรับเงินสมทบจากรัฐ",
            "State matching proposal",
            "authority",
            "year",
            f"{_FORMS}.matching_proposal:matching_proposal",
            back="all",
        ),
    )
}
