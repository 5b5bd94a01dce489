"""One member told in lines: what `welfare member show` and the auditor's page of a member say.

    ชำระแล้วถึง     มิถุนายน 2566
    ค้าง          กรกฎาคม 2566 30.00 บาท ครบกำหนด 10 ก.ค. 2566 เกินมา 82 วัน
    ถ้าไม่ชำระอีก   สมาชิกภาพสิ้นสุด 11 ต.ค. 2566 (ข้อ ๑๔ (๑))

Each function gives labels and texts from a `member_view.View`; who prints them decides how.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from rules import explain
from rules import periods
from rules import reasons
from rules import standing
from rules.decision import Decision
from rules.member_view import Right
from rules.member_view import View
from rules.membership import Instalment
from rules.membership import Reinstatement
from welfare import calendars
from welfare import money
from welfare.labels import label
from welfare.labels import value
from welfare.money import ZERO
from welfare.register import Person

Lines = Iterator[tuple[str, str]]

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
#: What the books say of an entry, not of a member.
OWN = ("source", "entered", "note")
#: CODI's groups.
GROUPS = {
    "general": ("ทั่วไป", "general"),
    "child_youth": ("เด็กและเยาวชน", "child or youth"),
    "elderly": ("ผู้สูงอายุ", "elderly"),
    "disadvantaged": ("ผู้ด้อยโอกาส", "disadvantaged"),
    "disabled": ("คนพิการ", "disabled"),
    "orphan": ("เด็กกำพร้า", "orphaned"),
}


# --- who, and since when -------------------------------------------------------------------------


def status_of(word: str, lang: str) -> str:
    """A word of a status, `ค้างชำระ`."""
    return STATUS.get(word, (word, word))[lang != "th"]


def name_of(number: str, seen: View, people: Mapping[str, Person]) -> str:
    """The member's name, or "" where it is not known or not to be shown."""
    person = str(seen.facts.get("person", number))
    return people[person].name if person in people else ""


def register_lines(seen: View, people: Mapping[str, Person], lang: str) -> Lines:
    """The facts of the register, and the age."""
    name = name_of(seen.number, seen, people)
    if name:
        yield label("name", lang), name
    for key, fact in seen.facts.items():
        if key in OWN or not str(fact):
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


def _cite(article: str) -> str:
    return f" ({article})" if article else ""


def membership_lines(seen: View, lang: str) -> Lines:
    """Status, stretches and gaps, waiting periods, tenure, reinstatements, state matching."""
    thai, span = lang == "th", seen.span
    words = " · ".join(status_of(word, lang) for word in seen.status)
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


def _gap_lines(seen: View, lang: str) -> Lines:
    thai = lang == "th"
    for gap in seen.gaps:
        days = (gap.last - gap.first).days + 1
        first, last = reasons.day(gap.first, lang), reasons.day(gap.last, lang)
        reason = status_of(gap.reason, lang)
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
    titles = ", ".join(title_of(seen, name, lang) for name in wait.benefits)
    if wait.over:
        text = f"พ้นแล้วเมื่อ {first}" if thai else f"over since {first}"
    else:
        text = f"มีสิทธิตั้งแต่ {first}" if thai else f"rights from {first}"
    # One wait for all needs no list.
    names = f": {titles}" if len(seen.waits) > 1 else ""
    return f"{text}{names}{_cite(wait.article)}"


def title_of(seen: View, benefit: str, lang: str) -> str:
    """The name of a benefit by the bylaws of the day."""
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


# --- contributions -------------------------------------------------------------------------------


def contribution_lines(seen: View, lang: str) -> Lines:
    """Until when is paid, what is owed, and what that leads to."""
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


def _next_lines(seen: View, lang: str) -> Lines:
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


# --- rights and claims ---------------------------------------------------------------------------


class Limit(NamedTuple):
    """A right in words: what was used, of how much, what is left; of whom and in which year."""

    title: str
    used: str
    limit: str
    left: str
    whose: str
    article: str


def limit_of(seen: View, right: Right, lang: str) -> Limit:
    """A ceiling or a number of times in words, `600.00`, `1,000.00`, `400.00`, `ปีบัญชี 2566`."""
    in_baht = right.unit == "baht"
    unit = "" if in_baht else right.unit

    def told(amount: Decimal) -> str:
        return reasons.quantity(amount, lang, unit, in_baht=in_baht)

    rule = seen.book.bylaws.on(seen.day, "benefit", right.benefit)
    general = seen.book.bylaws.on(seen.day, "claims")
    years = (rule.facts.get("year") if rule else None) or (
        general.facts.get("year") if general else None
    )
    year = reasons.year(right.year, years, lang) if right.year else ""
    whose = WHOSE[right.whose][lang != "th"]
    return Limit(
        title_of(seen, right.benefit, lang),
        told(right.used),
        told(right.limit),
        told(max(right.limit - right.used, ZERO)),
        " ".join(word for word in (whose, year) if word),
        rule.article if rule else "",
    )


def right_lines(seen: View, lang: str) -> Lines:
    """The ceilings and rights of the running year, and what was used of them."""
    for right in seen.rights:
        one = limit_of(seen, right, lang)
        whose = f" ({one.whose})" if one.whose else ""
        th, en = (
            f"ใช้ไป {one.used} จาก {one.limit}{whose}",
            f"used {one.used} of {one.limit}{whose}",
        )
        yield one.title, th if lang == "th" else en


def result_of(judged: Decision, lang: str) -> str:
    """The verdict on a claim, why, and the article."""
    word = explain.VERDICTS[judged.verdict][lang != "th"]
    mark = " " if lang == "th" else ": "
    reason = "" if judged.reason == "OK" else mark + reasons.because(judged.reasons[0], lang)
    return f"{word}{reason}{_cite(judged.article)}"


# --- money ---------------------------------------------------------------------------------------


def before(seen: View, lang: str) -> str:
    """Which day these books begin on, where the member was there before; "" otherwise."""
    book = seen.book
    if book.carried is None or book.members[seen.number].joined > book.carried:
        return ""
    day, command = reasons.day(book.begins, lang), f"welfare print passbook --member {seen.number}"
    thai = f"ก่อนวันที่ {day} ดูในสมุดประจำตัว: {command}"
    return thai if lang == "th" else f"before {day} see the passbook: {command}"
