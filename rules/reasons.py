"""Every reason (เหตุ) that a decision can give: its number, and a sentence to read out.

Codes and numbers are stable and never reused. A sentence says what was compared with what, from
the facts that the decision hands over; `todo` says what may be done about it. Where one code is
given for several rights or conditions, the bylaw's own key picks the sentence.

    2023-04-20 custom "claim" "filed" "C66-0098"     ; 41 WAITING: the wait began on 20 Nov 2565
      member: "0347"                                 ; and 150 days are complete on 19 Apr 2566
      benefit: "hospital"
      event: 2023-04-18
      event-end: 2023-04-20

`docs/codes.md` lists them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from typing import NamedTuple

from rules import periods
from rules import schema
from rules.cases import Reason
from rules.cases import paper
from rules.membership import Reinstatement
from welfare import calendars
from welfare import money
from welfare.parameters import items
from welfare.vocabulary import PAPERS


class Words(NamedTuple):
    """One reason in words.

    Attributes:
        number: its number.
        th: Thai, to follow "because".
        en: English.
        todo_th: what may be done, Thai; "" if nothing.
        todo_en: the same in English.
        by_key: the sentence where the bylaw's key (`key` or `what`) has its own.
    """

    number: int
    th: str
    en: str
    todo_th: str = ""
    todo_en: str = ""
    by_key: Mapping[str, tuple[str, str]] = {}


_AGAIN_TH = "แก้ไขแล้วยื่นใหม่ได้ ไม่เป็นคำขอซ้ำ"
_AGAIN_EN = "Correct it and file again; that is no duplicate."

CODES: dict[str, Words] = {
    "OK": Words(1, "เข้าเงื่อนไขทุกข้อ", "all conditions are met"),
    # --- a ceiling or a right: made it smaller, or used up
    "STAY_CAP": Words(
        11,
        "นับให้ไม่เกิน {limit} ต่อครั้ง",
        "at most {limit} count in one stay",
    ),
    "AMOUNT_CAP": Words(
        12,
        "จ่ายได้ไม่เกิน {limit} ต่อราย",
        "at most {limit} are paid for one case",
    ),
    "YEAR_CEILING": Words(
        13,
        "เพดาน{year} {limit} ต่อคน ใช้ไปแล้ว {used}",
        "of the ceiling of {limit} a person in {year}, {used} were used before",
        "เหตุในปีถัดไปใช้เพดานของปีนั้น",
        "An event of the next year has that year's ceiling.",
        {
            "times-per-year": (
                "ใช้สิทธิใน{year} ครบ {limit} ต่อคนแล้ว",
                "the right of {limit} a person in {year} is used up",
            )
        },
    ),
    "LIFE_CEILING": Words(
        14,
        "เพดานตลอดชีวิต {limit} ใช้ไปแล้ว {used}",
        "of the ceiling of {limit} in a life, {used} were used before",
        by_key={
            "times-per-life": (
                "ใช้สิทธิครบ {limit} ตลอดชีวิตแล้ว",
                "the right of {limit} in a life is used up",
            )
        },
    ),
    "HOUSEHOLD_LIMIT": Words(
        15,
        "สิทธิของครัวเรือน {limit} ใช้ไปแล้ว {used}",
        "of the household's right of {limit}, {used} were used before",
        by_key={
            "max-per-household-year": (
                "เพดานของครัวเรือนใน{year} {limit} ใช้ไปแล้ว {used}",
                "of the household's ceiling of {limit} in {year}, {used} were used before",
            ),
            "max-per-household-event": (
                "เพดานของครัวเรือนในเหตุการณ์นี้ {limit} ใช้ไปแล้ว {used}",
                "of the household's ceiling of {limit} for this event, {used} were used before",
            ),
            "times-per-household-year": (
                "ครัวเรือนนี้ใช้สิทธิใน{year} ครบ {limit} แล้ว",
                "the household has used up its right of {limit} in {year}",
            ),
            "times-per-household-event": (
                "ครัวเรือนนี้ใช้สิทธิในเหตุการณ์นี้ครบ {limit} แล้ว",
                "the household has used up its right of {limit} for this event",
            ),
        },
    ),
    "EVENT_CEILING": Words(
        16,
        "เพดานรวมทุกรายของเหตุการณ์นี้ {limit} ใช้ไปแล้ว {used}",
        "of the ceiling of {limit} for the whole event, {used} were used before",
    ),
    "FUND_CEILING": Words(
        17,
        "เพดานรวมทั้งกองทุนใน{year} {limit} ใช้ไปแล้ว {used}",
        "of the whole fund's ceiling of {limit} in {year}, {used} were used before",
        "เหตุในปีถัดไปใช้เพดานของปีนั้น",
        "An event of the next year has that year's ceiling.",
    ),
    "JOINED_LATE_CAP": Words(
        18,
        "ผู้สมัครเมื่ออายุมากได้ไม่เกิน {limit}",
        "who joined late in life is paid {limit} at most",
    ),
    # --- sent back
    "DATE_AFTER_FILING": Words(
        21,
        "วันเกิดเหตุหรือวันสิ้นสุด {last} อยู่หลังวันยื่นคำขอ {filed}",
        "the event or its end, {last}, lies after the day of filing, {filed}",
        _AGAIN_TH,
        _AGAIN_EN,
    ),
    "DATE_ERROR": Words(
        22,
        "วันที่ไม่ถูกต้อง: เกิดเหตุ {event} สิ้นสุด {end}",
        "the dates are wrong: event {event}, end {end}",
        _AGAIN_TH,
        _AGAIN_EN,
    ),
    "MISSING_EVIDENCE": Words(
        23,
        "หลักฐานไม่ครบ ขาด{missing}",
        "evidence is missing: {missing}",
        "ทำหลักฐานให้ครบแล้วยื่นใหม่ได้ ไม่เป็นคำขอซ้ำ",
        "Complete it and file again; that is no duplicate.",
    ),
    "NOT_CERTIFIED": Words(
        24,
        "มติมิได้รับรอง{certify}",
        "the resolution does not certify: {certify}",
        "เสนอที่ประชุมให้รับรอง แล้วบันทึกด้วย --certify",
        "Have the meeting certify it, and record it with --certify.",
    ),
    "NO_RESOLUTION": Words(
        25,
        "ยังไม่มีมติที่ตรงกับรายงานการประชุม",
        "no resolution of the minutes has dealt with it",
        "เสนอที่ประชุม",
        "Put it to the meeting.",
    ),
    # --- refused
    "UNKNOWN_BENEFIT": Words(
        31,
        "ระเบียบไม่มีสวัสดิการ {benefit}",
        "the bylaws know no benefit {benefit}",
    ),
    "DUPLICATE": Words(
        32,
        "ซ้ำกับคำขอ {other} (เกิดเหตุ {event}) ซึ่งอนุมัติแล้ว",
        "it repeats claim {other} (event {event}), which was granted",
    ),
    "NOT_MEMBER": Words(
        33,
        "เลขที่ {member} ไม่เป็นสมาชิกในวันเกิดเหตุ",
        "number {member} was no member on the day of the event",
    ),
    "BEFORE_JOINING": Words(
        34,
        "วันเกิดเหตุ {event} อยู่ก่อนวันเริ่มเป็นสมาชิก {start}",
        "the event, {event}, came before membership began, {start}",
    ),
    "LAPSED": Words(
        35,
        "สมาชิกภาพสิ้นสุดเพราะขาดส่งเมื่อ {ended} ก่อนหรือในวันเกิดเหตุ {event}",
        "membership had lapsed on {ended}, by the day of the event, {event}",
        "เหตุหลังคืนสมาชิกภาพแล้วจึงมีสิทธิ",
        "Events after a reinstatement are covered again.",
    ),
    "DEAD": Words(
        36,
        "สมาชิกตายแล้วเมื่อ {ended} วันเกิดเหตุคือ {event}",
        "the member had died on {ended}; the event is of {event}",
    ),
    "RESIGNED": Words(
        37,
        "สมาชิกลาออกเมื่อ {ended} วันเกิดเหตุคือ {event}",
        "the member had resigned on {ended}; the event is of {event}",
    ),
    "EXPELLED": Words(
        38,
        "ที่ประชุมให้สมาชิกออกเมื่อ {ended} วันเกิดเหตุคือ {event}",
        "the member had been expelled on {ended}; the event is of {event}",
    ),
    "MOVED": Words(
        39,
        "สมาชิกภาพสิ้นสุดเพราะย้ายออกเมื่อ {ended} วันเกิดเหตุคือ {event}",
        "membership had ended on {ended} by moving away; the event is of {event}",
    ),
    "SUSPENDED": Words(
        40,
        "ในวันเกิดเหตุ {event} ค้างเงินสมทบ {count} งวด ตั้งแต่งวดที่ครบกำหนด {since} สิทธิจึงระงับ",
        "on the day of the event, {event}, {count} instalments due since {since} were unpaid:"
        " rights are suspended",
        "ชำระงวดที่ค้างแล้ว เหตุหลังจากนั้นจึงมีสิทธิ",
        "Once they are paid, later events are covered.",
    ),
    "WAITING": Words(
        41,
        "ยังไม่พ้นระยะเวลารอสิทธิ {wait}: เริ่ม {start} ครบ {first} แต่เกิดเหตุ {event} (วันที่ {days})",
        "the waiting period of {wait} from {start} is complete on {first};"
        " the event came on {event}, day {days}",
        "เหตุตั้งแต่ {first} จึงมีสิทธิ",
        "Events from {first} on are covered.",
    ),
    "NO_NIGHTS": Words(
        42,
        "จำหน่ายในวันที่รับไว้ {event} จำนวนคืนเป็นศูนย์",
        "discharged on the day of admission, {event}: no night",
    ),
    "NOT_ELIGIBLE": Words(
        43,
        "ขาดเงื่อนไข {what}: ต้อง {wanted} แต่เป็น {is}",
        "the condition {what} is not met: {wanted} is asked for, {is} is found",
        by_key={
            "choice": (
                "ระเบียบไม่มีอัตราสำหรับ {is} (มี: {wanted})",
                "the bylaws have no rate for {is} (they have: {wanted})",
            ),
            "sex": ("จ่ายแก่สมาชิก{wanted}เท่านั้น", "it is for {wanted} only"),
            "group": (
                "ทะเบียนสมาชิกในวันเกิดเหตุมิได้ระบุว่าเป็น{wanted}",
                "on the day of the event the member was not registered as {wanted}",
            ),
            "min-age": (
                "ในวันเกิดเหตุมีอายุ {is} ปี ยังไม่ครบ {wanted} ปี",
                "the member's age on the day of the event was {is}, not yet {wanted}",
            ),
            "max-age": (
                "ในวันเกิดเหตุมีอายุ {is} ปี เกิน {wanted} ปี",
                "the member's age on the day of the event was {is}, over {wanted}",
            ),
            "max-age-joined": (
                "สมัครเมื่ออายุ {is} ปี เกิน {wanted} ปี",
                "the member joined at the age of {is}, over {wanted}",
            ),
            "min-tenure": (
                "อายุสมาชิกยังไม่ครบ {wanted} นับแต่ {is}",
                "membership, counted from {is}, is not yet of {wanted}",
            ),
            "outcomes": (
                "ผลที่ได้คือ {is} จ่ายเฉพาะ {wanted}",
                "what was reached is {is}; it is paid for {wanted} only",
            ),
            "min-gpa": (
                "ผลการเรียนเฉลี่ย {is} ต่ำกว่า {wanted}",
                "the grade average is {is}, under {wanted}",
            ),
            "beneficiary": (
                "{is} มิได้เป็นบุคคลที่ระบุชื่อไว้กับสมาชิก ({wanted})",
                "{is} is not named for the member ({wanted} are)",
            ),
            "assessed-from": (
                "ความเสียหายที่ประเมิน {is} บาท ไม่ถึง {wanted} บาท",
                "the damage assessed is {is} baht, under {wanted}",
            ),
        },
    ),
    "LATE": Words(
        44,
        "ยื่นพ้นกำหนด: ภายใน {within} นับแต่ {from} ครบ {last} แต่ยื่น {filed} (วันที่ {days})",
        "it was filed too late: {within} from {from} end on {last}; it was filed on {filed},"
        " day {days}",
        by_key={
            "window": (
                "ยื่นนอกกำหนด: ต้องยื่นตั้งแต่ {from} ถึง {last} แต่ยื่น {filed}",
                "it was filed outside the time from {from} to {last}, on {filed}",
            )
        },
    ),
    "NOTHING_DUE": Words(
        45,
        "ระเบียบไม่ให้เงินในกรณีนี้ ({rate} บาท)",
        "the bylaws grant nothing in this case ({rate} baht)",
        by_key={
            "resolved": (
                "ไม่มีจำนวนเงินที่มติให้เป็นรายบุคคล",
                "no amount was resolved for the individual",
            )
        },
    ),
    "REFUSED_BY_MEETING": Words(
        46,
        "ที่ประชุมไม่อนุมัติ ตามมติ {resolution}",
        "the meeting refused it by resolution {resolution}",
    ),
}

#: What the bylaws say to an application for reinstatement.
REINSTATEMENT: dict[str, Words] = {
    "OK": Words(
        60,
        "ยื่น {applied} สิ้นสมาชิกภาพ {ended} ต้องชำระ {instalments} งวด {due} บาท"
        " และค่าธรรมเนียม {fee} บาท",
        "applied on {applied}, lapsed on {ended}; to pay: {instalments} instalments of {due} baht"
        " and a fee of {fee} baht",
    ),
    "ONCE_ONLY": Words(
        61,
        "เคยคืนสมาชิกภาพครบจำนวนครั้งแล้ว",
        "membership was reinstated as often as the bylaws allow",
        "สมัครเป็นสมาชิกใหม่ได้ถ้าระเบียบให้",
        "Joining again may be possible.",
    ),
    "LATE": Words(
        62,
        "ยื่น {applied} พ้นกำหนดนับแต่วันสิ้นสมาชิกภาพ {ended}",
        "applied on {applied}, too long after the lapse on {ended}",
        "สมัครเป็นสมาชิกใหม่ได้ถ้าระเบียบให้",
        "Joining again may be possible.",
    ),
    "NOT_PAID": Words(
        63,
        "ตั้งแต่วันยื่นจนถึงวันมีมติ ชำระไม่ครบ {instalments} งวด {due} บาท และค่าธรรมเนียม {fee} บาท",
        "{instalments} instalments of {due} baht and the fee of {fee} baht were not paid between"
        " application and resolution",
    ),
    "NOT_LAPSED": Words(
        64,
        "มิได้สิ้นสมาชิกภาพเพราะขาดส่ง จึงไม่มีสิ่งที่ต้องคืน",
        "membership had not lapsed by non-payment: there is nothing to reinstate",
    ),
    "NOT_ALLOWED": Words(
        65,
        "ระเบียบไม่มีการคืนสมาชิกภาพ",
        "the bylaws know no reinstatement",
    ),
}

_ONE = {"nights": "night", "months": "month", "children": "child", "times": "time"}
_UNITS = {"day": ("วัน", "day"), "month": ("เดือน", "month"), "year": ("ปี", "year")}
_YEARS = {
    "calendar": ("ปีปฏิทิน {0}", "calendar year {0}"),
    "membership": ("ปีที่ {0} ของการเป็นสมาชิก", "year {0} of membership"),
}


# --- values in words -----------------------------------------------------------------------------


def day(value: date, lang: str) -> str:
    """A date: พ.ศ. in Thai, ISO in English."""
    return calendars.thai_date(value) if lang == "th" else value.isoformat()


def period(text: object, lang: str) -> str:
    """A duration of the bylaws, `"150 days"`, in words."""
    found = periods.parse(text)
    if found is None:
        return "-"
    th, en = _UNITS[found.unit]
    if lang == "th":
        return f"{found.number} {th}"
    return f"{found.number} {en}{'s' if found.number != 1 else ''}"


def year(label: str, years: object, lang: str) -> str:
    """The year of a ceiling: `2566` or, by membership, `y3`."""
    th, en = _YEARS.get(str(years), ("ปีบัญชี {0}", "fiscal year {0}"))
    return (th if lang == "th" else en).format(label.removeprefix("y"))


def word(value: object, lang: str, key: str = "") -> str:
    """A word of the bylaws' closed lists, or the value itself."""
    found = schema.WORDS.get(f"{key}={value}") or schema.WORDS.get(str(value))
    return found[lang != "th"] if found else str(value)


def evidence(name: str, lang: str) -> str:
    """A kind of paper, as the bylaws or the papers spell it, in words."""
    kind = paper(name)
    if lang == "th":
        thai = [spelt for spelt in PAPERS.get(kind, ()) if not spelt.isascii()]
        return thai[0] if thai else kind
    return kind.replace("-", " ")


def quantity(value: Decimal, lang: str, unit: str, *, in_baht: bool) -> str:
    """What a limit counts: baht, or units such as nights; of rights that count times, times."""
    if in_baht:
        return f"{money.text(value)} {'บาท' if lang == 'th' else 'baht'}"
    th, en = schema.UNITS.get(unit, schema.UNITS[""])
    if lang == "th":
        return f"{value} {th}"
    return f"{value} {_ONE.get(en, en) if value == 1 else en}"


def _filled(args: Mapping[str, Any], lang: str) -> dict[str, str]:
    """The facts of a reason as text."""
    unit, in_baht = str(args.get("unit") or ""), bool(args.get("in_baht"))
    what = str(args.get("what", ""))
    # A verdict that a closing carried tells its code and article alone.
    shown: dict[str, str] = defaultdict(lambda: "…")
    for key, value in args.items():
        if isinstance(value, date):
            shown[key] = day(value, lang)
        elif key in ("limit", "used"):
            shown[key] = quantity(value, lang, unit, in_baht=in_baht)
        elif key in ("rate", "gross", "due", "fee"):
            shown[key] = money.text(value)
        elif key in ("wait", "within") or (what == "min-tenure" and key == "wanted"):
            shown[key] = period(value, lang)
        elif key == "year":
            shown[key] = year(str(value), args.get("years"), lang)
        elif key == "missing":
            shown[key] = ", ".join(evidence(name, lang) for name in items(value))
        elif value is None:
            shown[key] = "-"
        else:
            shown[key] = ", ".join(word(one, lang, what) for one in items(value))
    return shown


# --- sentences -----------------------------------------------------------------------------------


def words_of(reason: Reason) -> tuple[Words, tuple[str, str]]:
    """The words of a reason, and its sentence as its key has it."""
    words = CODES[reason.code]
    key = str(reason.args.get("key") or reason.args.get("what") or "")
    if reason.code == "LATE" and "within" not in reason.args:
        key = "window"
    return words, words.by_key.get(key, (words.th, words.en))


def because(reason: Reason, lang: str) -> str:
    """What was compared with what, to follow "because"; without the article."""
    _, sentence = words_of(reason)
    return sentence[lang != "th"].format_map(_filled(reason.args, lang))


def todo(reason: Reason, lang: str) -> str:
    """What may be done, and from which day on the ground would not stand; "" if nothing."""
    words = CODES[reason.code]
    text = (words.todo_th if lang == "th" else words.todo_en).format_map(_filled(reason.args, lang))
    if reason.payable is not None and reason.code != "WAITING":
        first = day(reason.payable, lang)
        more = ("เหตุตั้งแต่ {0} จึงพ้นข้อนี้", "From {0} on this would not stand.")[lang != "th"]
        text = f"{text} {more.format(first)}".strip()
    return text


def of_reinstatement(found: Reinstatement, lang: str) -> str:
    """What the bylaws say to an application for reinstatement."""
    words = REINSTATEMENT[found.reason]
    args = {
        "applied": day(found.applied, lang),
        "ended": day(found.ended, lang),
        "instalments": found.instalments,
        "due": money.text(found.due),
        "fee": money.text(found.fee),
    }
    return (words.th if lang == "th" else words.en).format(**args)
