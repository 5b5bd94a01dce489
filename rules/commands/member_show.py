"""`welfare member show`: one member as data, and as a page that can be read out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import Group
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from rules import explain
from rules import member_text
from rules import periods
from rules import reasons
from rules.member_view import Right
from rules.member_view import View
from welfare import books
from welfare import money
from welfare import register
from welfare.labels import label
from welfare.money import ZERO

# --- as data -------------------------------------------------------------------------------------


def as_data(seen: View, people: register.People) -> dict[str, Any]:
    """Everything as JSON takes it: ISO dates, baht with two decimals."""
    found, history = seen.book.members[seen.number], seen.history
    span = seen.span
    ended = span.end if span and span.end and span.end <= seen.day else None
    gone = ended or found.ended
    name = member_text.name_of(seen.number, seen, people)
    nominee = str(seen.facts.get("nominee", ""))
    data: dict[str, Any] = {
        "member": seen.number,
        **({"name": name} if name else {}),
        "on": seen.day,
        "status": list(seen.status),
        "joined": found.joined,
        "ended": gone or "",
        "reason": span.reason if span and ended else found.reason,
        "article": seen.article,
        **{key: str(fact) for key, fact in seen.facts.items() if key not in member_text.OWN},
        **({"nominee-name": people[nominee].name} if nominee in people else {}),
        "start": history.spans[0].start if history.spans else "",
        "wait-start": span.wait_start if span else "",
        "waits": [{**wait._asdict(), "benefits": list(wait.benefits)} for wait in seen.waits],
        "suspended": seen.suspended,
        "tenure-start": span.tenure_start if span else "",
        "tenure-years": periods.completed(span.tenure_start, ended or seen.day, "year")
        if span
        else 0,
        "gaps": [gap._asdict() for gap in seen.gaps],
        "paid-through": history.paid_through(seen.day),
        "received": sum((one.amount for one in history.receipts if one.day <= seen.day), ZERO),
        "owed": [
            {**one.instalment._asdict(), "days": one.days, "late-fee": one.fee} for one in seen.owed
        ],
        "next": seen.after._asdict() if seen.after else None,
        "notices": list(seen.notices),
        "reinstatements": [one._asdict() for one in history.reinstatements],
        "comeback": seen.comeback._asdict() if seen.comeback else None,
        "rights": [_right(right) for right in seen.rights],
        "matched": {
            "rounds": seen.matched.rounds,
            "limit": seen.matched.limit,
            "lists": [{"year": year, "amount": baht} for year, baht in seen.matched.lists],
        },
        "claims": [
            {
                "claim": claim.number,
                "benefit": claim.benefit,
                "event": claim.event,
                "verdict": judged.verdict,
                "reasons": [reason.code for reason in judged.reasons],
                "article": judged.article,
                "gross": judged.gross,
                "paid": claim.paid_on,
            }
            for claim, judged in seen.claims
        ],
        "money": list(_money(seen)),
    }
    return {key: _plain(entry) for key, entry in data.items()}


def _right(right: Right) -> dict[str, Any]:
    """A right; what counts baht has two decimals, what counts times has none."""
    counts = right.unit != "baht"
    whole = {"used": int(right.used), "limit": int(right.limit)} if counts else {}
    return {**right._asdict(), **whole}


def _plain(entry: Any) -> Any:
    if isinstance(entry, date):
        return entry.isoformat()
    if isinstance(entry, Decimal):
        return f"{entry:.2f}"
    if isinstance(entry, dict):
        return {key: _plain(each) for key, each in entry.items()}
    if isinstance(entry, list):
        return [_plain(each) for each in entry]
    return entry


def _money(seen: View) -> Iterator[dict[str, str]]:
    """Every line of money that names the member."""
    for entry in seen.book.transactions:
        for account, amount, own in books.lines(entry):
            if own.get("member") == seen.number:
                yield {
                    "date": entry.date.isoformat(),
                    "receipt": str(own.get("receipt") or entry.meta.get("voucher", "")),
                    "account": seen.book.codes.get(account, account),
                    "months": str(own.get("months", "")),
                    "amount": f"{-amount:.2f}",
                }


# --- as a page -----------------------------------------------------------------------------------


def as_screen(seen: View, people: register.People, lang: str) -> RenderableType:
    """The page: who, what holds that day, contributions, rights, claims, money."""
    thai = lang == "th"
    on = reasons.day(seen.day, lang)
    title = f"สมาชิกเลขที่ {seen.number}  ณ วันที่ {on}" if thai else f"Member {seen.number} on {on}"
    sections = [
        ("ทะเบียน", "Register", _pairs(member_text.register_lines(seen, people, lang))),
        ("สมาชิกภาพ", "Membership", _pairs(member_text.membership_lines(seen, lang))),
        ("เงินสมทบ", "Contributions", _pairs(member_text.contribution_lines(seen, lang))),
        ("สิทธิในปีนี้", "Rights of the year", _pairs(member_text.right_lines(seen, lang))),
        ("คำขอ", "Claims", _claims(seen, lang)),
        ("เงินของสมาชิก", "Money", _receipts(seen, lang)),
    ]
    parts: list[RenderableType] = [Text(title, style="bold")]
    for th, en, body in sections:
        if body is not None:
            parts += [Text(), Text(th if thai else en, style="bold"), body]
    return Group(*parts)


def _pairs(rows: Iterator[tuple[str, str]]) -> Grid | None:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    before = ""
    for head, text in rows:
        # Lines of one heading stand below each other.
        grid.add_row(f"  {'' if head == before else head}", text)
        before = head
    return grid if grid.row_count else None


def _claims(seen: View, lang: str) -> Grid | None:
    if not seen.claims:
        return None
    thai = lang == "th"
    grid = Grid()
    heads = ("เลขที่", "สวัสดิการ", "วันเกิดเหตุ", "ผล", "บาท", "จ่ายเมื่อ")
    plain = ("claim", "benefit", "event", "verdict", "baht", "paid")
    for head in heads if thai else plain:
        right = head in ("บาท", "baht")
        grid.add_column(head, justify="right" if right else "left", overflow="fold")
    for claim, judged in seen.claims:
        grid.add_row(
            claim.number,
            explain.benefit_title(seen.book, claim, lang),
            explain.event_text(claim, lang),
            member_text.result_of(judged, lang),
            money.text(judged.gross),
            reasons.day(claim.paid_on, lang) if claim.paid_on else "-",
        )
    return grid


def _receipts(seen: View, lang: str) -> RenderableType | None:
    """What was paid since the books begin, and where the rest is told."""
    rows, told = list(_money(seen)), member_text.before(seen, lang)
    before = Text(f"  {told}") if told else None
    if not rows:
        return before
    grid = Grid()
    for head in ("date", "receipt", "account", "months"):
        grid.add_column(label(head, lang))
    grid.add_column(label("amount", lang), justify="right")
    for row in rows:
        grid.add_row(
            reasons.day(date.fromisoformat(row["date"]), lang),
            *(row[key] for key in ("receipt", "account", "months", "amount")),
        )
    return Group(grid, before) if before else grid
