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
from rules import periods
from rules import reasons
from rules import standing
from rules.member_view import Right
from rules.member_view import View
from rules.membership import Instalment
from rules.membership import Reinstatement
from welfare import books
from welfare import calendars
from welfare import money
from welfare import register
from welfare.commands.members import label
from welfare.commands.members import value
from welfare.money import ZERO

#: What a member is on a day, and what else holds: Thai and English.
STATUS = {
    "pending": ("ยังไม่เริ่มเป็นสมาชิก (รอชำระงวดแรก)", "not begun: the first payment is awaited"),
    "active": ("สมาชิกที่มีสิทธิครบ", "active"),
    "member": ("สมาชิก", "member"),
    "waiting": ("อยู่ในระยะเวลารอสิทธิ", "in the waiting period"),
    "suspended": ("ถูกระงับสิทธิ", "rights suspended"),
    "arrears": ("ค้างชำระ", "in arrears"),
    "reinstated": ("เคยคืนสมาชิกภาพ", "reinstated before"),
    "lapse": ("สิ้นสมาชิกภาพเพราะขาดส่ง", "lapsed by non-payment"),
    "death": ("ตาย", "dead"),
    "resign": ("ลาออก", "resigned"),
    "expelled": ("ให้ออก", "expelled"),
    "moved": ("ย้ายออก", "moved away"),
}
WHOSE = {
    "person": ("", ""),
    "household": ("ครัวเรือน", "household"),
    "fund": ("ทั้งกองทุน", "whole fund"),
}
_OWN = ("source", "entered", "note")


# --- as data -------------------------------------------------------------------------------------


def as_data(seen: View, people: register.People) -> dict[str, Any]:
    """Everything as JSON takes it: ISO dates, baht with two decimals."""
    found, history = seen.book.members[seen.number], seen.history
    span = seen.span
    ended = span.end if span and span.end and span.end <= seen.day else None
    gone = ended or found.ended
    name = _name(seen.number, seen, people)
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
        **{key: str(fact) for key, fact in seen.facts.items() if key not in _OWN},
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


def _name(number: str, seen: View, people: register.People) -> str:
    person = str(seen.facts.get("person", number))
    return people[person].name if person in people else ""


# --- as a page -----------------------------------------------------------------------------------


def as_screen(seen: View, people: register.People, lang: str) -> RenderableType:
    """The page: who, what holds that day, contributions, rights, claims, money."""
    thai = lang == "th"
    on = reasons.day(seen.day, lang)
    title = f"สมาชิกเลขที่ {seen.number}  ณ วันที่ {on}" if thai else f"Member {seen.number} on {on}"
    sections = [
        ("ทะเบียน", "Register", _pairs(_register(seen, people, lang))),
        ("สมาชิกภาพ", "Membership", _pairs(_membership(seen, lang))),
        ("เงินสมทบ", "Contributions", _pairs(_contributions(seen, lang))),
        ("สิทธิในปีนี้", "Rights of the year", _pairs(_rights(seen, lang))),
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


def _register(seen: View, people: register.People, lang: str) -> Iterator[tuple[str, str]]:
    name = _name(seen.number, seen, people)
    if name:
        yield label("name", lang), name
    for key, fact in seen.facts.items():
        if key in _OWN or not str(fact):
            continue
        text = value(key, str(fact), lang)
        if key == "nominee" and str(fact) in people:
            text = f"{people[str(fact)].name} ({text})"
        yield label(key, lang), text
    birth = seen.facts.get("birth")
    if isinstance(birth, date):
        years = periods.age(birth, seen.day)
        group = standing.group_of(seen.facts, seen.day)
        word = GROUPS[group][lang != "th"]
        yield ("อายุ", f"{years} ปี ({word})") if lang == "th" else ("age", f"{years} ({word})")


GROUPS = {
    "general": ("ทั่วไป", "general"),
    "child_youth": ("เด็กและเยาวชน", "child or youth"),
    "elderly": ("ผู้สูงอายุ", "elderly"),
    "disadvantaged": ("ผู้ด้อยโอกาส", "disadvantaged"),
    "disabled": ("คนพิการ", "disabled"),
    "orphan": ("เด็กกำพร้า", "orphaned"),
}


def _cite(article: str) -> str:
    return f" ({article})" if article else ""


def _membership(seen: View, lang: str) -> Iterator[tuple[str, str]]:
    thai, span = lang == "th", seen.span
    words = " · ".join(STATUS[word][not thai] for word in seen.status)
    article = seen.article or (seen.suspended and f"ระงับตาม{seen.suspended}" if thai else "")
    yield "สถานะ" if thai else "status", f"{words}{_cite(article or seen.suspended)}"
    if span is None:
        return
    start = reasons.day(seen.history.spans[0].start, lang)
    yield "เริ่มเป็นสมาชิก" if thai else "since", start
    ended = span.end if span.end and span.end <= seen.day else None
    if ended:
        yield "สิ้นสมาชิกภาพ" if thai else "ended", reasons.day(ended, lang)
    yield from _gap_lines(seen, lang)
    for wait in seen.waits:
        yield "ระยะเวลารอสิทธิ" if thai else "waiting period", _wait_line(seen, wait, lang)
    tenure = reasons.day(span.tenure_start, lang)
    length = _length(span.tenure_start, ended or seen.day, lang)
    head, text = ("อายุสมาชิก", "นับตั้งแต่ {0} ได้ {1}") if thai else ("tenure", "from {0}: {1}")
    yield head, text.format(tenure, length)
    for one in seen.history.reinstatements:
        yield ("ขอคืนสมาชิกภาพ" if thai else "reinstatement"), _applied(one, lang)
    if seen.comeback is not None:
        head = "ถ้าขอคืนในวันนี้" if thai else "if applied for today"
        yield head, standing.verdict(seen.comeback, lang)
    matched = seen.matched
    most = f"/{matched.limit}" if matched.limit is not None else ""
    lists = ", ".join(f"{year}: {money.text(baht)}" for year, baht in matched.lists)
    lists = f" ({lists})" if lists else ""
    if thai:
        yield "สมทบจากรัฐ", f"มีชื่อแล้ว {matched.rounds}{most} รอบ{lists}"
    else:
        yield "state match", f"listed {matched.rounds}{most} times{lists}"


def _gap_lines(seen: View, lang: str) -> Iterator[tuple[str, str]]:
    thai = lang == "th"
    for gap in seen.gaps:
        days = (gap.last - gap.first).days + 1
        first, last = reasons.day(gap.first, lang), reasons.day(gap.last, lang)
        reason = STATUS[gap.reason][not thai]
        if thai:
            shift = f" อายุสมาชิกเลื่อนไป {gap.shifted} วัน" if gap.shifted else ""
            text = f"{first} – {last} ({days} วัน) {reason} แล้วคืนสมาชิกภาพ{shift}"
        else:
            shift = f"; tenure put off by {gap.shifted} days" if gap.shifted else ""
            text = f"{first} – {last} ({days} days): {reason}, then reinstated{shift}"
        yield "ขาดช่วง" if thai else "gap", f"{text}{_cite(gap.article)}"


def _wait_line(seen: View, wait: Any, lang: str) -> str:
    thai = lang == "th"
    first = reasons.day(wait.first, lang)
    titles = ", ".join(_title(seen, name, lang) for name in wait.benefits)
    if wait.over:
        text = f"พ้นแล้วเมื่อ {first}" if thai else f"over since {first}"
    else:
        text = f"มีสิทธิตั้งแต่ {first}" if thai else f"rights from {first}"
    # One wait for all needs no list.
    names = f": {titles}" if len(seen.waits) > 1 else ""
    return f"{text}{names}{_cite(wait.article)}"


def _title(seen: View, benefit: str, lang: str) -> str:
    rule = seen.book.bylaws.on(seen.day, "benefit", benefit)
    facts = rule.facts if rule else {}
    return str(facts.get("title" if lang == "th" else "title-en") or benefit)


def _length(start: date, day: date, lang: str) -> str:
    """Whole years and months, and days: `4 ปี 8 เดือน 10 วัน`."""
    months = periods.completed(start, day, "month")
    days = (day - calendars.add_months(start, months)).days
    if lang == "th":
        return f"{months // 12} ปี {months % 12} เดือน {days} วัน"
    return f"{months // 12} years, {months % 12} months, {days} days"


def _applied(one: Reinstatement, lang: str) -> str:
    resolved = reasons.day(one.resolved, lang) if one.resolved else "-"
    text = standing.verdict(one, lang)
    return f"{text} มติ {resolved}" if lang == "th" else f"{text}, resolved {resolved}"


def _contributions(seen: View, lang: str) -> Iterator[tuple[str, str]]:
    thai, history = lang == "th", seen.history
    receipts = [one for one in history.receipts if one.day <= seen.day]
    through = history.paid_through(seen.day)
    if through:
        yield "ชำระแล้วถึง" if thai else "paid through", _month(through, lang)
    total = money.text(sum((one.amount for one in receipts), ZERO))
    count = len(receipts)
    if thai:
        yield "รับในสมุดบัญชีนี้", f"{count} ครั้ง {total} บาท"
    else:
        yield "received in these books", f"{total} baht, receipts: {count}"
    for owed in seen.owed:
        yield "ค้าง" if thai else "owed", _owed_line(owed.instalment, owed.days, owed.fee, lang)
    if seen.owed:
        owing = sum((one.instalment.amount + one.fee for one in seen.owed), ZERO)
        text = f"{len(seen.owed)} งวด {money.text(owing)} บาท" if thai else ""
        text = text or f"{len(seen.owed)} instalments, {money.text(owing)} baht"
        yield "รวมค้าง" if thai else "owed in all", text
    yield from _next_lines(seen, lang)


def _owed_line(one: Instalment, days: int, fee: Decimal, lang: str) -> str:
    thai = lang == "th"
    months = _month(one.first, lang)
    if one.first != one.last:
        months = f"{months} – {_month(one.last, lang)}"
    due, baht = reasons.day(one.due, lang), money.text(one.amount)
    text = f"{months} {baht} บาท ครบกำหนด {due}" if thai else f"{months}: {baht} baht, due {due}"
    if days:
        text += f" เกินมา {days} วัน" if thai else f", {days} days ago"
    if fee:
        text += f" ค่าปรับ {money.text(fee)} บาท" if thai else f", late fee {money.text(fee)} baht"
    return text


def _month(month: str, lang: str) -> str:
    return calendars.thai_month(month) if lang == "th" else month


def _next_lines(seen: View, lang: str) -> Iterator[tuple[str, str]]:
    thai, after = lang == "th", seen.after
    if after is not None and after.day is not None:
        day = reasons.day(after.day, lang)
        head, text = (
            ("ถ้าไม่ชำระอีก", f"สมาชิกภาพสิ้นสุด {day}")
            if thai
            else ("if nothing is paid", f"membership ends on {day}")
        )
        yield head, f"{text}{_cite(after.article)}"
    elif after is not None:
        wait = reasons.period(after.notice, lang)
        head, text = (
            ("ถ้าไม่ชำระอีก", f"สมาชิกภาพสิ้นสุดเมื่อพ้น {wait} หลังแจ้งเตือนแล้วเท่านั้น")
            if thai
            else ("if nothing is paid", f"membership ends only {wait} after a notice")
        )
        yield head, f"{text}{_cite(after.article)}"
    if not seen.owed:
        return
    days = ", ".join(reasons.day(day, lang) for day in seen.notices)
    yield (("แจ้งเตือน", days or "ยังไม่ได้แจ้ง") if thai else ("notices", days or "none given yet"))


def _rights(seen: View, lang: str) -> Iterator[tuple[str, str]]:
    for right in seen.rights:
        yield _title(seen, right.benefit, lang), _right_line(seen, right, lang)


def _right_line(seen: View, right: Right, lang: str) -> str:
    thai, in_baht = lang == "th", right.unit == "baht"
    unit = "" if in_baht else right.unit
    used = reasons.quantity(right.used, lang, unit, in_baht=in_baht)
    limit = reasons.quantity(right.limit, lang, unit, in_baht=in_baht)
    whose = WHOSE[right.whose][not thai]
    rule = seen.book.bylaws.on(seen.day, "benefit", right.benefit)
    general = seen.book.bylaws.on(seen.day, "claims")
    years = (rule.facts.get("year") if rule else None) or (
        general.facts.get("year") if general else None
    )
    year = reasons.year(right.year, years, lang) if right.year else ""
    extra = " ".join(word for word in (whose, year) if word)
    extra = f" ({extra})" if extra else ""
    return f"ใช้ไป {used} จาก {limit}{extra}" if thai else f"used {used} of {limit}{extra}"


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
        verdict = explain.VERDICTS[judged.verdict][not thai]
        reason = "" if judged.reason == "OK" else f" {reasons.because(judged.reasons[0], lang)}"
        grid.add_row(
            claim.number,
            explain.benefit_title(seen.book, claim, lang),
            explain.event_text(claim, lang),
            f"{verdict}{reason}{_cite(judged.article)}",
            money.text(judged.gross),
            reasons.day(claim.paid_on, lang) if claim.paid_on else "-",
        )
    return grid


def _receipts(seen: View, lang: str) -> RenderableType | None:
    """What was paid since the books begin, and where the rest is told."""
    rows, before = list(_money(seen)), _before(seen, lang)
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


def _before(seen: View, lang: str) -> Text | None:
    """Which day these books begin on, where the member was there before."""
    book = seen.book
    if book.carried is None or book.members[seen.number].joined > book.carried:
        return None
    day, command = reasons.day(book.begins, lang), f"welfare print passbook --member {seen.number}"
    thai = f"  ก่อนวันที่ {day} ดูในสมุดประจำตัว: {command}"
    return Text(thai if lang == "th" else f"  before {day} see the passbook: {command}")
