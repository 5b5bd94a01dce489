"""A decision in words: one sentence to read out, and each step with what was compared.

    C66-0110 นอนรักษาพยาบาล 2–9 พ.ค. 2566 (7 คืน): อนุมัติบางส่วน 660.00 บาท จาก 840.00 บาท
    เพราะเพดานปีบัญชี 2566 1,500.00 บาท ต่อคน ใช้ไปแล้ว 840.00 บาท (ข้อ ๒๒)

The steps follow the order of the bylaws and end where the decision ended. Whoever holds the text
of the bylaws can count each of them out again without the program.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any
from typing import NamedTuple

from rules import arrears
from rules import cases
from rules import grants
from rules import grounds
from rules import periods
from rules import reasons
from rules import schema
from rules.cases import Case
from rules.cases import Claim
from rules.cases import Tally
from rules.decision import GRANTED
from rules.decision import Decision
from rules.decision import cites_first
from rules.grants import Ceiling
from rules.grants import Grant
from rules.membership import Instalment
from rules.membership import Members
from rules.membership import Span
from rules.membership import rule_on
from welfare import books
from welfare import calendars
from welfare import money
from welfare.books import Book
from welfare.money import ZERO
from welfare.parameters import items
from welfare.vocabulary import values_of

DAY = timedelta(days=1)

VERDICTS = {
    "pay": ("อนุมัติ", "granted"),
    "part": ("อนุมัติบางส่วน", "granted in part"),
    "refuse": ("ไม่อนุมัติ", "refused"),
    "needs-info": ("ส่งคืนให้แก้ไข", "sent back"),
}
#: The same before any meeting.
FORECASTS = {
    **VERDICTS,
    "pay": ("ตามระเบียบได้", "by the bylaws"),
    "part": ("ตามระเบียบได้บางส่วน", "by the bylaws, in part"),
    "refuse": ("ตามระเบียบไม่ได้", "by the bylaws nothing"),
}
#: What became of a claim (`rules.claims.STATES`); `due` is one that nobody filed.
STATES = {
    "due": ("ยังไม่ยื่น", "not filed"),
    "open": ("รอพิจารณา", "open"),
    "sent-back": ("ส่งคืนแล้ว", "sent back"),
    "approved": ("อนุมัติ รอจ่าย", "approved"),
    "refused": ("ไม่อนุมัติ", "refused"),
    "paid": ("จ่ายแล้ว", "paid"),
}
#: What a step is called, by its ground.
TITLES = {
    "duplicate": ("คำขอซ้ำ", "duplicate"),
    "dates": ("วันที่", "dates"),
    "member": ("สมาชิกภาพ", "membership"),
    "suspended": ("ระงับสิทธิ", "suspension"),
    "wait": ("ระยะเวลารอสิทธิ", "waiting period"),
    "eligible": ("เงื่อนไข", "conditions"),
    "late": ("กำหนดยื่น", "filing"),
    "evidence": ("หลักฐาน", "evidence"),
    "limits": ("เงินและเพดาน", "amount, limits"),
    "resolution": ("มติ", "resolution"),
}
_FACTS = {
    "children": ("จำนวนบุตร", "children"),
    "damage": ("ความเสียหาย", "damage"),
    "assessed": ("มูลค่าที่ประเมิน", "assessed"),
    "edu-level": ("ระดับการศึกษา", "level"),
    "outcome": ("ผลที่ได้", "outcome"),
    "relation": ("ความเกี่ยวข้อง", "relation"),
    "beneficiary": ("ผู้ได้รับประโยชน์", "beneficiary"),
    "months": ("จำนวนเดือน", "months"),
    "cost": ("จ่ายจริง", "cost"),
    "gpa": ("ผลการเรียนเฉลี่ย", "grade average"),
    "requested": ("จำนวนที่ขอ", "requested"),
    "event-id": ("เหตุการณ์", "event id"),
    "doc-ref": ("เลขที่เอกสาร", "paper"),
    "note": ("หมายเหตุ", "note"),
}
_ENDS = {
    "lapse": ("ขาดส่งเงินสมทบ", "non-payment"),
    "death": ("ตาย", "death"),
    "resign": ("ลาออก", "resignation"),
    "expelled": ("ให้ออก", "expulsion"),
    "moved": ("ย้ายออก", "moving away"),
}


class Step(NamedTuple):
    """One step of a decision: what it is called, its article, and what was compared."""

    title: str
    article: str
    lines: list[str]


def benefit_title(book: Book, claim: Claim, lang: str) -> str:
    """The benefit as the bylaws of the day call it."""
    rule = rule_on(book.bylaws, claim.event, "benefit", claim.benefit)
    facts = rule.facts if rule else {}
    return str(facts.get("title" if lang == "th" else "title-en") or claim.benefit)


def days_text(first: date, last: date, lang: str) -> str:
    """From a day to another in one phrase: `2–9 พ.ค. 2566`."""
    if first == last:
        return reasons.day(first, lang)
    if lang == "th" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{reasons.day(last, lang)}"
    return f"{reasons.day(first, lang)} – {reasons.day(last, lang)}"


def event_text(claim: Claim, lang: str) -> str:
    """When it happened; for a stay from when to when, and how many nights."""
    if claim.end is None or claim.end < claim.event:
        return reasons.day(claim.event, lang)
    nights = (claim.end - claim.event).days
    word = "คืน" if lang == "th" else "night" if nights == 1 else "nights"
    return f"{days_text(claim.event, claim.end, lang)} ({nights} {word})"


def sentence(book: Book, found: Decision, claim: Claim, lang: str, deducted: Decimal = ZERO) -> str:
    """One sentence to read out.

    Args:
        book: the books.
        found: the decision.
        claim: the claim.
        lang: `th` or `en`.
        deducted: contributions deducted from it, if it is paid or would be.
    """
    title, event = benefit_title(book, claim, lang), event_text(claim, lang)
    # Only a meeting grants or refuses; before it the bylaws alone speak.
    words = VERDICTS if claim.resolution or claim.paid_on else FORECASTS
    verdict = words[found.verdict][lang != "th"]
    gross, rate = money.text(found.gross), money.text(found.rate)
    grounds = (" และ" if lang == "th" else "; ").join(
        f"{reasons.because(reason, lang)}{_cited(reason.article)}" for reason in found.reasons
    )
    net = money.text(found.gross - deducted)
    if lang == "th":
        head = f"คำขอ {claim.number} {title} {event}: {verdict}"
        paid = f" {gross} บาท"
        less = f" หักเงินสมทบค้าง {money.text(deducted)} บาท คงจ่าย {net} บาท" if deducted else ""
        part, why = f" จาก {rate} บาท", f" เพราะ{grounds}"
    else:
        head = f"Claim {claim.number}, {title}, {event}: {verdict}"
        paid = f", {gross} baht"
        less = f"; less arrears of {money.text(deducted)} baht, {net} baht are paid"
        less = less if deducted else ""
        part, why = f" of {rate}", f", because {grounds}"
    if found.verdict == "pay":
        return f"{head}{paid}{_cited(found.article)}{less}"
    if found.verdict == "part":
        return f"{head}{paid}{part}{why}{less}"
    return f"{head}{why}"


def _cited(article: str) -> str:
    return f" ({article})" if article else ""


# --- steps ---------------------------------------------------------------------------------------


def filed(book: Book, claim: Claim, lang: str) -> list[tuple[str, str]]:
    """What was filed, as pairs of a word and its value; the member by number."""
    th = lang == "th"
    pairs = [
        ("สมาชิก" if th else "member", claim.member),
        ("สวัสดิการ" if th else "benefit", benefit_title(book, claim, lang)),
        ("วันเกิดเหตุ" if th else "event", event_text(claim, lang)),
        ("วันยื่น" if th else "filed", reasons.day(claim.filed, lang)),
    ]
    for key, words in _FACTS.items():
        if key in claim.facts:
            pairs.append((words[not th], _fact(claim.facts[key], lang)))
    return pairs


def _fact(value: Any, lang: str) -> str:
    number = getattr(value, "number", None)
    if isinstance(number, Decimal):
        return reasons.quantity(number, lang, "", in_baht=True)
    return reasons.word(value, lang)


def steps(case: Case | None, found: Decision, lang: str, pay_day: date) -> list[Step]:
    """Every step of a decision, in the order of the bylaws, up to where it ended.

    Args:
        case: the claim as examined; None if the bylaws lack its benefit.
        found: the decision on it.
        lang: `th` or `en`.
        pay_day: the day whose arrears are told if it was not paid yet.
    """
    if case is None:
        return []
    made = [_version(case, found, lang)]
    stopped = {reason.code for reason in found.reasons} if found.verdict not in GRANTED else set()
    grounds = items(case.terms.get("order")) or list(schema.GROUNDS)
    until = max(case.claim.paid_on or pay_day, case.claim.event)
    first = cites_first(case)
    for ground in grounds:
        article = _article(case, ground)
        step = _STEPS.get(ground)
        lines = step(case, lang) if step else _member(case, lang, until)
        hit = [reason for reason in found.reasons if reason.code in _OF[ground] & stopped]
        for reason in hit:
            lines.append(f"✗ {_sentence_case(reasons.because(reason, lang), lang)}")
            more = reasons.todo(reason, lang)
            lines += [f"→ {more}"] if more else []
            article = reason.article
        if lines:
            made.append(Step(TITLES[ground][lang != "th"], article, lines))
        if hit and first:
            break
    if found.verdict in GRANTED:
        made.append(_arrears(case, found, lang, case.claim.paid_on or pay_day))
    return [*made, *_paid(case, lang)]


def _sentence_case(text: str, lang: str) -> str:
    return text if lang == "th" else text[:1].upper() + text[1:]


def _version(case: Case, found: Decision, lang: str) -> Step:
    """Which bylaws were applied, and the day that picks them."""
    by = str(case.terms.get("version-by") or "event")
    word = reasons.word(by, lang)
    own = case.terms.own
    if lang == "th":
        lines = [f"ใช้ระเบียบของ{word} (ฉบับที่ {found.version.replace('+', ' และ ')}): {own.article}"]
    else:
        lines = [f"the bylaws of {word} (version {found.version}): {own.article}"]
    if case.claim.event < own.since:
        lines = lines[:1]
    title = "ระเบียบที่ใช้" if lang == "th" else "bylaws"
    return Step(title, case.terms.article("version-by"), lines)


def _article(case: Case, ground: str) -> str:
    """The article of a ground, as the decision would cite it."""
    terms, key = case.terms, {"late": ("late", "claim-within", "claim-window")}
    if ground == "dates":
        return terms.article("dates", "order")
    if ground in ("eligible", "limits"):
        return terms.own.article
    if ground == "suspended":
        rule = rule_on(case.book.bylaws, case.claim.event, "suspension")
        return rule.article if rule else ""
    return terms.article(*key.get(ground, (ground,)))


def _duplicate(case: Case, lang: str) -> list[str]:
    kinds = items(case.terms.get("duplicate"))
    if not kinds:
        return []
    how = ", ".join(reasons.word(kind, lang, "duplicate") for kind in kinds)
    before = ", ".join(f"{one.number} ({event_text(one, lang)})" for one in case.granted)
    if lang == "th":
        return [f"คำขอที่อนุมัติก่อนหน้า: {before or 'ไม่มี'}", f"ซ้ำเมื่อ: {how}"]
    return [f"granted before: {before or 'none'}", f"a duplicate is: {how}"]


def _dates(case: Case, lang: str) -> list[str]:
    claim = case.claim
    days = [reasons.day(claim.event, lang)]
    days += [reasons.day(claim.end, lang)] if claim.end else []
    line = " ≤ ".join([*days, reasons.day(claim.filed, lang)])
    if max(claim.event, claim.end or claim.event) > claim.filed:
        return []
    if claim.end and claim.end < claim.event:
        return []
    return [f"เกิดเหตุ ≤ ยื่นคำขอ: {line}" if lang == "th" else f"event ≤ filing: {line}"]


def _member(case: Case, lang: str, until: date) -> list[str]:
    """Membership up to a day; what came later is no part of the decision."""
    history, event, th = case.history, case.claim.event, lang == "th"
    if history is None:
        return []
    lines: list[str] = []
    for span in history.spans:
        if span.start <= event:
            lines += _span(case, span, lang, until)
    if case.span is not None:
        day = reasons.day(event, lang)
        text = ("วันเกิดเหตุ {0} เป็นสมาชิก", "a member on the day of the event, {0}")
        lines.append(text[not th].format(day))
        if case.span.end == event:
            lines.append(_of_key("covers-last-day", "", lang))
    if case.of_nights and case.terms.get("judge-nights"):
        lines.append(_of_key("judge-nights", str(case.terms.get("judge-nights")), lang))
    return lines


def _of_key(key: str, value: str, lang: str) -> str:
    """The sentence of a benefit's key, as the bylaws' own text has it."""
    own = schema.BENEFIT[key]
    text = (own.th if lang == "th" else own.en).split("|")[0]
    return text.format(v=reasons.word(value, lang, key))


def _span(case: Case, span: Span, lang: str, until: date) -> Iterator[str]:
    """A stretch of membership; what ended it, with the instalments that were not paid."""
    assert case.history is not None
    th = lang == "th"
    start = reasons.day(span.start, lang)
    if span.reinstated:
        yield from _reinstated(case, span, lang)
    else:
        yield f"เริ่มเป็นสมาชิก {start}" if th else f"a member from {start}"
    if span.end is None or span.end > until:
        return
    end, why = reasons.day(span.end, lang), _ENDS.get(span.reason, (span.reason,) * 2)[not th]
    cited = _cited(span.lapse.article) if span.lapse else ""
    yield f"สิ้นสมาชิกภาพ {end} เพราะ{why}{cited}" if th else f"ended {end} by {why}{cited}"
    if span.lapse is not None:
        unpaid = [
            f"{_months(one, lang)} ({reasons.day(one.due, lang)})"
            for one in case.history.unpaid(span.end - DAY, (span.end, -1, ("", 0)))
        ]
        listed = ", ".join(unpaid)
        yield (
            f"งวดที่ยังไม่ชำระ (ครบกำหนด): {listed}" if th else f"instalments unpaid (due): {listed}"
        )


def _reinstated(case: Case, span: Span, lang: str) -> Iterator[str]:
    assert case.history is not None
    back = [
        one
        for one in case.history.reinstatements
        if one.verdict == "accept" and one.resolved == span.start
    ]
    for one in back:
        applied, start = reasons.day(one.applied, lang), reasons.day(span.start, lang)
        tenure = reasons.day(span.tenure_start, lang)
        if lang == "th":
            yield f"คืนสมาชิกภาพ {start} (ยื่น {applied}){_cited(one.article)}"
            yield f"ขาดไป {one.gap} วัน อายุสมาชิกจึงนับแต่ {tenure}"
        else:
            yield f"reinstated {start} (applied {applied}){_cited(one.article)}"
            yield f"a gap of {one.gap} days: tenure counts from {tenure}"


def _suspended(case: Case, lang: str) -> list[str]:
    rule = rule_on(case.book.bylaws, case.claim.event, "suspension")
    if rule is None or case.span is None:
        return []
    text = ("ตรวจงวดที่ค้างในวันเกิดเหตุ {0}", "instalments unpaid on the day of the event, {0}")
    return [text[lang != "th"].format(reasons.day(case.claim.event, lang))]


def _wait(case: Case, lang: str) -> list[str]:
    span = case.span
    if span is None:
        return []
    first = grounds.entitled_from(case)
    if first is None:
        return ["ไม่มีระยะเวลารอสิทธิ"] if lang == "th" else ["no waiting period"]
    wait = reasons.period(span.wait_for or grounds.wait_of(case), lang)
    start, complete, event = (
        reasons.day(day, lang) for day in (span.wait_start, first, case.claim.event)
    )
    days = (case.claim.event - span.wait_start).days
    if lang == "th":
        return [f"เริ่ม {start} ครบ {wait} {complete}", f"เกิดเหตุ {event} (วันที่ {days:,})"]
    return [f"from {start}, {wait} complete on {complete}", f"the event: {event} (day {days:,})"]


def _eligible(case: Case, lang: str) -> list[str]:
    terms, claim, span = case.terms, case.claim, case.span
    if span is None:
        return []
    th = lang == "th"
    lines = []
    for key in ("sex", "group"):
        if terms.get(key):
            wanted = reasons.word(terms.get(key), lang)
            own = reasons.word(case.facts.get(key, "-"), lang)
            lines.append(f"ต้องเป็น{wanted}: ทะเบียนว่า {own}" if th else f"for {wanted}: is {own}")
    birth = case.facts.get("birth")
    for key in ("min-age", "max-age"):
        limit = terms.whole(key)
        if limit is not None and isinstance(birth, date):
            age, born = periods.age(birth, claim.event), reasons.day(birth, lang)
            word = {"min-age": ("ครบ", "at least"), "max-age": ("ไม่เกิน", "at most")}[key][not th]
            lines.append(
                f"อายุ{word} {limit} ปี: เกิด {born} ในวันเกิดเหตุอายุ {age} ปี"
                if th
                else f"age {word} {limit}: born {born}, {age} on the day of the event"
            )
    tenure = case.period("min-tenure")
    if tenure is not None:
        start = reasons.day(span.tenure_start, lang)
        complete = periods.complete_on(span.tenure_start, tenure, case.clock)
        length, day = reasons.period(terms.get("min-tenure"), lang), reasons.day(complete, lang)
        lines.append(
            f"อายุสมาชิกครบ {length}: นับแต่ {start} ครบ {day}"
            if th
            else f"a member for {length}: from {start}, complete on {day}"
        )
    least = terms.baht("min-gpa")
    if least is not None:
        gpa = claim.facts.get("gpa", "-")
        lines.append(
            f"ผลการเรียนไม่ต่ำกว่า {least}: ได้ {gpa}" if th else f"grade of {least} or more: {gpa}"
        )
    if case.of_nights and case.nights is not None:
        lines.append(f"จำนวนคืน {case.nights}" if th else f"nights: {case.nights}")
    return lines


def _late(case: Case, lang: str) -> list[str]:
    claim, terms, th = case.claim, case.terms, lang == "th"
    filed_ = reasons.day(claim.filed, lang)
    window = terms.get("claim-window")
    if window:
        first, last = grounds.window_of(case)
        days = f"{reasons.day(first, lang)} – {reasons.day(last, lang)}"
        return [f"ยื่นได้ {days}: ยื่น {filed_}" if th else f"to be filed {days}: filed {filed_}"]
    within = case.period("claim-within")
    if within is None:
        return ["ไม่มีกำหนด"] if th else ["no time limit"]
    from_end = terms.get("claim-from") == "event-end" and claim.end is not None
    start = claim.end if from_end and claim.end else claim.event
    last = periods.last_day(start, within, case.clock)
    length, days_ = reasons.period(terms.get("claim-within"), lang), (claim.filed - start).days
    begin, end = reasons.day(start, lang), reasons.day(last, lang)
    if th:
        return [f"ภายใน {length} นับแต่ {begin}: วันสุดท้าย {end}", f"ยื่น {filed_} (วันที่ {days_})"]
    return [f"within {length} of {begin}: last day {end}", f"filed {filed_} (day {days_})"]


def _evidence(case: Case, lang: str) -> list[str]:
    wanted = items(case.terms.get("evidence"))
    lines = []
    given = set(case.claim.evidence) | ({"assessment"} if "assessed" in case.claim.facts else set())
    shown = [
        f"{'✓' if cases.paper(name) in given else '✗'} {reasons.evidence(name, lang)}"
        for name in wanted
    ]
    if shown:
        lines.append("  ".join(shown))
    certify = items(case.terms.get("certify"))
    if certify:
        listed = ", ".join(
            f"{'✓' if name in case.claim.certifies else '–'} {reasons.word(name, lang)}"
            for name in certify
        )
        lines.append(f"ที่ประชุมรับรอง: {listed}" if lang == "th" else f"certified: {listed}")
    return lines


def _resolution(case: Case, lang: str) -> list[str]:
    resolution = case.book.resolutions.get(case.claim.resolution)
    if resolution is None:
        return [] if not case.presume else [_presumed(lang)]
    number, day = values_of(resolution)[0], reasons.day(resolution.date, lang)
    return [f"มติ {number} วันที่ {day}" if lang == "th" else f"resolution {number} of {day}"]


def _presumed(lang: str) -> str:
    return "ยังไม่มีมติ ถือว่าที่ประชุมจะเห็นชอบ" if lang == "th" else "none yet: taken as given here"


# --- amounts -------------------------------------------------------------------------------------


def _limits(case: Case, lang: str) -> list[str]:
    """The rate, unit by unit where it changes or is cut, and the ceilings before and after."""
    if case.span is None:
        return []
    grant = grants.grant_of(case)
    units = list(grants.units_of(case))
    lines = list(_by_unit(case, grant, lang)) if len(units) > 1 else list(_one(case, grant, lang))
    if len(units) > 1:
        full, pays = money.text(grant.rate), money.text(grant.gross)
        lines.append(
            f"รวม {pays} บาท (อัตราเต็ม {full} บาท)"
            if lang == "th"
            else f"together {pays} baht (full rate {full})"
        )
    return [*lines, *_ceilings(case, grant, lang), *_times(case, lang)]


def _by_unit(case: Case, grant: Grant, lang: str) -> Iterator[str]:
    th = lang == "th"
    unit = schema.UNITS[grants.unit_of(case.terms)]
    articles = [unit.terms.own.article for unit in grants.units_of(case)]
    rows = list(zip(grant.lines, grant.why, articles, strict=True))
    # Units of one rate that are paid in full, or cut in the same way, make one line.
    for _, group in groupby(rows, key=lambda row: (*row[0][1:], *row[1:])):
        found = list(group)
        (first, rate, pay), why, article = found[0]
        cited = _cited(article) if len(set(articles)) > 1 else ""
        days = days_text(first, found[-1][0][0], lang)
        count = f"{len(found)} {unit[0] if th else unit[1]}"
        count = count.removesuffix("s") if not th and len(found) == 1 else count
        if why is None:
            total = money.text(rate * len(found))
            yield f"{days}: {count} × {money.text(rate)} = {total}{cited}"
        else:
            cut = _cut(case, why, lang)
            pays = money.text(pay)
            yield (
                f"{days}: {count} × {money.text(rate)} จ่าย {pays} {cut}"
                if th
                else f"{days}: {count} × {money.text(rate)} pays {pays}, {cut}"
            )


def _cut(case: Case, why: tuple[Ceiling, Tally], lang: str) -> str:
    """Why a unit was not paid in full."""
    ceiling, tally = why
    limit = reasons.quantity(
        ceiling.limit, lang, grants.unit_of(case.terms), in_baht=ceiling.in_baht
    )
    if ceiling.code in ("STAY_CAP", "AMOUNT_CAP", "JOINED_LATE_CAP"):
        return f"เพราะนับได้ไม่เกิน {limit}" if lang == "th" else f"as at most {limit} count"
    used = tally.amount if ceiling.in_baht else Decimal(tally.units)
    before = reasons.quantity(used, lang, grants.unit_of(case.terms), in_baht=ceiling.in_baht)
    name = ceiling_name(case, ceiling, lang)
    if lang == "th":
        return f"เพราะ{name} {limit} ใช้ถึงก่อนนี้ {before}"
    return f"as of {name}, {limit}, {before} were used by then"


_SCOPES = {
    "year": ("เพดานต่อคน", "the ceiling a person"),
    "life": ("เพดานตลอดชีวิต", "the ceiling in a life"),
    "household-year": ("เพดานต่อครัวเรือน", "the ceiling a household"),
    "household-event": ("เพดานต่อครัวเรือนในเหตุการณ์", "the household's ceiling for the event"),
    "event": ("เพดานรวมของเหตุการณ์", "the ceiling for the event"),
    "fund-year": ("เพดานรวมทั้งกองทุน", "the whole fund's ceiling"),
}


def ceiling_name(case: Case, ceiling: Ceiling, lang: str) -> str:
    """A ceiling with the year that it counts: `เพดานต่อคน ปีบัญชี 2566`."""
    name = _SCOPES[ceiling.scope][lang != "th"]
    if not ceiling.year:
        return name
    return f"{name} {reasons.year(ceiling.year, case.terms.get('year'), lang)}"


def _ceilings(case: Case, grant: Grant, lang: str) -> Iterator[str]:
    """Each ceiling with its use before and after; a year that was amended has two limits."""
    found: dict[tuple[str, str, str, str], dict[Ceiling, str]] = {}
    for unit in grants.units_of(case):
        for ceiling in grants.ceilings_of(case, unit):
            if ceiling.scope in _SCOPES:
                key = grants.tally_key(case, ceiling)
                found.setdefault(key, {}).setdefault(ceiling, unit.terms.own.article)
    unit_ = grants.unit_of(case.terms)
    for key, limits in found.items():
        ceiling = next(iter(limits))

        def shown(tally: Tally, *, in_baht: bool = ceiling.in_baht) -> str:
            used = tally.amount if in_baht else Decimal(tally.units)
            return reasons.quantity(used, lang, unit_, in_baht=in_baht)

        told = [
            reasons.quantity(one.limit, lang, unit_, in_baht=one.in_baht)
            + (_cited(article) if len(limits) > 1 else "")
            for one, article in limits.items()
        ]
        before = case.used.get(key, Tally())
        after = grant.uses.get(key, before)
        others = ", ".join(_users(case, ceiling))
        by = f" ({others})" if others else ""
        name, limit = ceiling_name(case, ceiling, lang), ", ".join(told)
        if lang == "th":
            yield f"{name}: {limit}"
            yield f"ใช้ก่อน {shown(before)}{by} หลัง {shown(after)}"
        else:
            yield f"{name}: {limit}"
            yield f"used before: {shown(before)}{by}, after: {shown(after)}"


def _users(case: Case, ceiling: Ceiling) -> list[str]:
    """The claims that used a person's ceiling of a year before, where they are of this benefit."""
    if ceiling.scope != "year" or case.terms.get("ceiling-of"):
        return []
    if case.terms.get("year") not in (None, "fund"):
        return []
    start = case.book.fiscal_start
    return [
        one.number
        for one in case.granted
        if ceiling.year
        in {str(calendars.fiscal_year(day, start)) for day in (one.event, one.end or one.event)}
    ]


def _times(case: Case, lang: str) -> Iterator[str]:
    for key, _, limit, tally in grants.times_of(case):
        used = case.used.get(tally, Tally()).times
        rule = schema.BENEFIT[key]
        year = reasons.year(tally[3], case.terms.get("year"), lang) if tally[3] else ""
        text = (rule.th if lang == "th" else rule.en).format(v=limit, year=year)
        yield f"{text}: ใช้ไปแล้ว {used}" if lang == "th" else f"{text}: {used} used before"


def _one(case: Case, grant: Grant, lang: str) -> Iterator[str]:
    """How the amount of a case came about."""
    th, terms, facts = lang == "th", case.terms, case.claim.facts
    share, assessed = terms.baht("assessed-share"), facts.get("assessed")
    rate, baht = money.text(grant.rate), "บาท" if th else "baht"
    if share is not None and assessed is not None:
        product = assessed.number * share
        yield (
            f"ประเมิน {money.text(assessed.number)} × {share} = {product.normalize():f}"
            f" → {rate} {baht}{_rounding(case, lang)}"
        )
    elif terms.numbered(schema.TIER) or terms.numbered(schema.TIER_OVER):
        yield from _tiers(case, lang)
    elif terms.get("resolved"):
        yield f"มติให้เป็นรายบุคคล {rate} {baht}" if th else f"resolved: {rate} {baht}"
    elif terms.get("actual-cost"):
        yield f"จ่ายจริง {rate} {baht}" if th else f"actual cost: {rate} {baht}"
    else:
        yield f"อัตรา {rate} {baht}" if th else f"rate: {rate} {baht}"
    for why in grant.why:
        if why is not None:
            pays = money.text(grant.gross)
            cut = _cut(case, why, lang)
            yield f"จ่าย {pays} บาท {cut}" if th else f"pays {pays} baht, {cut}"


def _rounding(case: Case, lang: str) -> str:
    size = case.terms.get("round")
    if not size:
        return ""
    words = schema.BENEFIT["round"]
    text = (words.th if lang == "th" else words.en).format(v=reasons.word(size, lang))
    return f" ({text})"


def _tiers(case: Case, lang: str) -> Iterator[str]:
    """From when tenure or age counts, the tier that was reached, and the next one."""
    span, terms, event = case.span, case.terms, case.claim.event
    assert span is not None
    by_age = terms.get("tier-by") == "age"
    start = case.facts.get("birth") if by_age else span.tenure_start
    if not isinstance(start, date):
        return
    th = lang == "th"
    what = {True: ("เกิด", "born"), False: ("อายุสมาชิกนับแต่", "tenure from")}[by_age][not th]
    yield f"{what} {reasons.day(start, lang)}"
    tiers = []
    for pattern, over in ((schema.TIER, False), (schema.TIER_OVER, True)):
        for count, unit, key in terms.numbered(pattern):
            period = periods.Period(count, unit)
            day = periods.complete_on(start, period, case.clock) if count else start
            tiers.append((day + DAY * over, count, unit, over, terms.baht(key) or ZERO))
    tiers.sort()
    reached = [tier for tier in tiers if tier[0] <= event][-1:]
    ahead = [tier for tier in tiers if tier[0] > event][:1]
    for marks, found in ((("✓", "✓"), reached), (("ยังไม่ถึง", "not yet"), ahead)):
        for day, count, unit, over, amount in found:
            length = reasons.period(f"{count} {unit}s", lang)
            word = ("เกิน" if over else "ครบ") if th else ("more than" if over else "complete")
            when, baht = reasons.day(day, lang), money.text(amount)
            yield f"{marks[not th]} {word} {length} ({when}): {baht}"


# --- arrears and payment -------------------------------------------------------------------------


def _months(one: Instalment, lang: str) -> str:
    def month(text: str) -> str:
        return calendars.thai_date(date.fromisoformat(f"{text}-01"))[2:] if lang == "th" else text

    if one.first == one.last:
        return month(one.first)
    return f"{month(one.first)}–{month(one.last)}"


def _arrears(case: Case, found: Decision, lang: str, day: date) -> Step:
    """Instalment by instalment, and what is left to be paid."""
    th = lang == "th"
    rule, unpaid = arrears.arrears(case.members, case.claim, day)
    taken = arrears.deduction(case.members, case.claim, found.gross, day)
    shown = reasons.day(day, lang)
    title = "หักเงินสมทบค้าง" if th else "arrears"
    net = money.text(found.gross - arrears.total(taken))
    if rule is None:
        lines = ["ระเบียบไม่ให้หัก" if th else "nothing is deducted by the bylaws"]
    elif not unpaid:
        lines = [f"ไม่มีงวดค้างในวันจ่าย {shown}" if th else f"none on the day of payment, {shown}"]
    else:
        lines = [f"งวดที่ค้างในวันจ่าย {shown}:" if th else f"unpaid on the day of payment, {shown}:"]
        lines += _instalments(unpaid, taken, found.gross, lang)
    last = (
        f"อนุมัติ {money.text(found.gross)} จ่ายสุทธิ {net} บาท"
        if th
        else f"granted {money.text(found.gross)}, net {net} baht"
    )
    return Step(title, rule.article if rule else "", [*lines, last])


def _instalments(
    unpaid: list[Instalment], taken: list[Instalment], gross: Decimal, lang: str
) -> Iterator[str]:
    th, left = lang == "th", gross
    for index, one in enumerate(unpaid):
        due = reasons.day(one.due, lang)
        head = f"{_months(one, lang)} {money.text(one.amount)}"
        head += f" ครบกำหนด {due}" if th else f", due {due}"
        if index < len(taken):
            left -= taken[index].amount
            rest = money.text(left)
            yield f"{head}: หัก เหลือ {rest}" if th else f"{head}: deducted, {rest} left"
        else:
            yield (
                f"{head}: ไม่หัก เหลือ {money.text(left)} ไม่พอเต็มงวด"
                if th
                else f"{head}: not deducted, {money.text(left)} left are no whole instalment"
            )
            return


def payment_of(book: Book, number: str) -> Any:
    """The transaction that paid a claim and was not taken back, or None."""
    day = cases.payments(book).get(number)
    for entry in book.transactions:
        if day != entry.date or entry.meta.get("kind") != "benefit":
            continue
        if any(own.get("claim") == number for _, _, own in books.lines(entry)):
            return entry
    return None


def _paid(case: Case, lang: str) -> list[Step]:
    entry = payment_of(case.book, case.claim.number)
    if entry is None:
        return []
    gross, taken = arrears.paid_amounts(case.book)[case.claim.number]
    account = next(
        (a for a, amount, _ in books.lines(entry) if a.startswith("Assets:") and amount < 0), ""
    )
    names = case.book.opens
    th = lang == "th"
    place = str(names[account].meta.get("name-th", account)) if th and account in names else account
    day, net = reasons.day(entry.date, lang), money.text(gross - taken)
    voucher, to = entry.meta.get("voucher", "-"), entry.meta.get("to", "-")
    line = (
        f"จ่าย {day} ใบสำคัญ {voucher} จาก{place} แก่ {to}: {net} บาท"
        if th
        else f"paid {day}, voucher {voucher}, from {place}, to {to}: {net} baht"
    )
    return [Step("การจ่ายเงิน" if th else "payment", "", [line])]


_STEPS: dict[str, Callable[[Case, str], list[str]]] = {
    "duplicate": _duplicate,
    "dates": _dates,
    "suspended": _suspended,
    "wait": _wait,
    "eligible": _eligible,
    "late": _late,
    "evidence": _evidence,
    "limits": _limits,
    "resolution": _resolution,
}
#: The reasons that each ground can give.
_OF: dict[str, set[str]] = {
    "duplicate": {"DUPLICATE"},
    "dates": {"DATE_AFTER_FILING", "DATE_ERROR"},
    "member": {
        "NOT_MEMBER", "BEFORE_JOINING", "LAPSED", "DEAD", "RESIGNED", "EXPELLED", "MOVED",
    },
    "suspended": {"SUSPENDED"},
    "wait": {"WAITING"},
    "eligible": {"NOT_ELIGIBLE", "NO_NIGHTS"},
    "late": {"LATE"},
    "evidence": {"MISSING_EVIDENCE", "NOT_CERTIFIED"},
    "limits": {*grants.CUTS, "NOTHING_DUE"},
    "resolution": {"NO_RESOLUTION", "REFUSED_BY_MEETING"},
}  # fmt: skip


def deducted(members: Members, claim: Claim, found: Decision, day: date) -> Decimal:
    """Contributions that are deducted from a decision's payment on a day; nothing if refused."""
    if found.verdict not in GRANTED:
        return ZERO
    return arrears.total(arrears.deduction(members, claim, found.gross, day))
