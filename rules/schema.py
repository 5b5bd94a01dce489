"""What a bylaw can say: the closed list of rules, their keys, and each key in words.

A rule is a `custom "bylaw"` directive; its values are its key, its metadata what it says:

    2022-10-01 custom "bylaw" "benefit" "hospital"
      article: "ข้อ ๒๒"
      per-night: 120.00 THB
      max-per-stay: 7
      max-per-year: 1500.00 THB

An amount counts baht, a bare number counts units (nights, months, children). Durations are strings
(`"180 days"`, `"6 months"`, `"5 years"`, `"none"`), shares are fractions (`0.20`), lists are
comma-separated strings. `article-KEY` names the article of one key where it is not the rule's own.
`docs/bylaws.md` is generated from the tables below.

In a sentence `{v}` is the value, `{n}` the number in the key's name, `{unit}` what the benefit
counts and `{year}` the year of its ceilings. The sentence of a TRUE or FALSE is two, divided by |.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from welfare import vocabulary
from welfare.books import FUNDS
from welfare.parameters import PAYMENTS
from welfare.parameters import items

#: Types of values besides those of the vocabulary, and how the reference page says them.
TYPES = {
    "duration": '"180 days", "6 months", "5 years" or "none"',
    "share": "a fraction from 0 to 1, `0.20`",
    "limit": "baht `1000.00 THB`, or a whole number of units `10`",
    "monthday": '"MM-DD"',
    "window": '"MM-DD..MM-DD"',
    "numbers": "comma-separated whole numbers",
    "month": 'the word "month"',
}

#: How a value of each type is written.
EXAMPLES = {
    "duration": '"180 days", "6 months", "5 years", "none"',
    "share": "0.20 (0-1)",
    "limit": "1000.00 THB, 10",
    "monthday": '"04-01" (MM-DD)',
    "window": '"04-01..04-30"',
    "numbers": '"10, 4"',
    "month": '"month"',
    "amount": "1000.00 THB",
    "whole": "10",
    "number": "3.25",
    "yes": "TRUE, FALSE",
    "date": "2024-04-01",
    "text": '"…"',
    "id": '"hospital"',
    "list": '"…, …"',
    "account": "Expenses:Welfare:Hospital",
}

DURATION = re.compile(r"^(none|(\d{1,5}) (day|month|year)s?)\Z", re.ASCII)
MONTHDAY = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", re.ASCII)
NUMBERS = re.compile(r"^\d{1,4}( *, *\d{1,4})*\Z", re.ASCII)


class Key(NamedTuple):
    """One key of a rule: type, its sentence in Thai and English (`{v}` is the value), need."""

    type: str
    th: str
    en: str
    required: bool = False


class Pattern(NamedTuple):
    """A family of keys such as `tier-5-years`: how the key is spelt, and its sentence."""

    regex: re.Pattern[str]
    spelt: str
    type: str
    th: str
    en: str


class Spec(NamedTuple):
    """One kind of rule: the name, what may follow it, its keys.

    Attributes:
        name: first value, "benefit".
        values: how the further values are called; a trailing ? marks one that may be missing.
        th: Thai title.
        title: English title.
        en: what the rule is for.
        keys: the keys that it knows.
        patterns: families of keys.
    """

    name: str
    values: tuple[str, ...]
    th: str
    title: str
    en: str
    keys: dict[str, Key]
    patterns: tuple[Pattern, ...] = ()


NEED = True

#: Keys that any rule may carry.
COMMON = {
    "article": Key("text", "{v}", "{v}", NEED),
    "resolution": Key("id", "ตามมติ {v}", "by resolution {v}"),
    "repealed": Key("yes", "ยกเลิก|ไม่ยกเลิก", "repealed|not repealed"),
    "note": Key("text", "หมายเหตุ: {v}", "note: {v}"),
    "entered": Key("date", "บันทึกเมื่อ {v}", "entered {v}"),
    "source": Key("text", "ที่มา: {v}", "source: {v}"),
}

UNDER = Pattern(
    re.compile(r"^amount-under-(\d{1,3})\Z", re.ASCII),
    "amount-under-N",
    "amount",
    "อายุต่ำกว่า {n} ปี {v}",
    "under the age of {n}: {v}",
)
TIER = Pattern(
    re.compile(r"^tier-(\d{1,5})-(day|month|year)s?\Z", re.ASCII),
    "tier-N-days|months|years",
    "amount",
    "ครบ {n} {v}",
    "{n} complete: {v}",
)
TIER_OVER = Pattern(
    re.compile(r"^tier-over-(\d{1,5})-(day|month|year)s?\Z", re.ASCII),
    "tier-over-N-days|months|years",
    "amount",
    "เกิน {n} {v}",
    "more than {n}: {v}",
)
WAIT_JOINED_OVER = Pattern(
    re.compile(r"^wait-joined-over-(\d{1,3})\Z", re.ASCII),
    "wait-joined-over-N",
    "duration",
    "ผู้สมัครเมื่ออายุเกิน {n} ปี รอสิทธิ {v}",
    "joined after the age of {n}: waits {v}",
)
MAX_JOINED_OVER = Pattern(
    re.compile(r"^max-joined-over-(\d{1,3})\Z", re.ASCII),
    "max-joined-over-N",
    "amount",
    "ผู้สมัครเมื่ออายุเกิน {n} ปี ได้ไม่เกิน {v}",
    "joined after the age of {n}: at most {v}",
)
ARTICLE_OF = Pattern(
    re.compile(r"^article-([a-z0-9-]+)\Z", re.ASCII),
    "article-KEY",
    "text",
    "{n}: {v}",
    "{n}: {v}",
)

#: Grounds on which a claim is examined, in the order of most bylaws.
GROUNDS = (
    "duplicate",
    "dates",
    "member",
    "suspended",
    "wait",
    "eligible",
    "late",
    "evidence",
    "limits",
    "resolution",
)
#: What else has an article of its own: membership that ended, by what was done or by non-payment.
CITED = (*GROUNDS, "ended", "lapsed")

#: What `duplicate:` may list.
DUPLICATES = ("event", "nights", "month", "months", "year", "ever")

#: Keys that "claims" sets for all benefits and that one benefit may set otherwise.
GENERAL = {
    "wait": Key("duration", "ระยะเวลารอสิทธิ {v}", "waiting period: {v}"),
    "order": Key("list", "พิจารณาตามลำดับ: {v}", "grounds in this order: {v}"),
    "version-by": Key(
        "event|night|filing|payment",
        "พิจารณาตามระเบียบซึ่งใช้บังคับใน{v}",
        "judged by the bylaws in force on {v}",
    ),
    "year": Key("fund|calendar|membership", "ปีของเพดานคือ{v}", "ceilings run by the {v}"),
    "year-by": Key(
        "event|night|filing|payment",
        "ใช้เพดานของปีที่มี{v}",
        "{v} picks the ceiling's year",
    ),
    "claim-within": Key("duration", "ยื่นคำขอภายใน {v}", "to be filed within {v}"),
    "claim-from": Key("event|event-end", "นับแต่{v}", "of {v}"),
    "covers-last-day": Key(
        "yes",
        "ถือว่าผู้ตายยังเป็นสมาชิกในวันที่ตาย|ไม่ถือว่าผู้ตายยังเป็นสมาชิกในวันที่ตาย",
        "the day of death still counts as membership|the day of death is no day of membership",
    ),
    "evidence": Key("list", "หลักฐาน: {v}", "evidence: {v}"),
    "certify": Key("list", "ที่ประชุมต้องรับรอง: {v}", "a resolution certifies: {v}"),
}

RATES = {
    "amount": Key("amount", "จ่าย {v}", "pays {v}"),
    "per-night": Key("amount", "คืนละ {v}", "{v} a night"),
    "per-month": Key("amount", "เดือนละ {v}", "{v} a month"),
    "per-child": Key("amount", "บุตรคนละ {v}", "{v} a child"),
    "choice": Key("damage|edu-level|relation|outcome", "แยกตาม{v}", "varies by {v}"),
    "resolved": Key(
        "yes",
        "จำนวนเงินตามที่คณะกรรมการมีมติเป็นรายบุคคล|จำนวนเงินไม่ขึ้นกับมติรายบุคคล",
        "the amount that the committee resolves for the individual|not resolved individually",
    ),
    "actual-cost": Key(
        "yes", "จ่ายเท่าที่จ่ายจริง|ไม่จ่ายตามที่จ่ายจริง", "pays the actual cost|not the actual cost"
    ),
    "assessed-share": Key("share", "{v} ของมูลค่าความเสียหายที่ประเมิน", "{v} of the damage assessed"),
    "assessed-from": Key("amount", "เฉพาะความเสียหายตั้งแต่ {v}", "damage of {v} and more only"),
    "round": Key("satang|baht|ten-baht", "เศษของ{v}ให้ตัดทิ้ง", "with fractions of {v} cut off"),
    "share": Key("share", "ได้ {v} ของอัตรา", "{v} of the rate"),
    "share-first-year": Key(
        "share",
        "ปีแรกที่เข้ากองทุนนี้ได้ {v} ของอัตรา",
        "{v} of the rate in the first year after joining this fund",
    ),
    "tier-by": Key("tenure|age", "จ่ายตาม{v}", "pays by {v}"),
    "base": Key("amount", "เริ่มที่ {v}", "{v} to begin with"),
    "per-tenure-year": Key(
        "amount", "ปีละ {v} ตามอายุสมาชิกเต็มปี", "{v} for each full year of membership"
    ),
    "part-year-over": Key(
        "duration",
        "เศษของปีที่เกิน {v} นับเป็นหนึ่งปี",
        "a part of a year over {v} counts as a year",
    ),
    "min-amount": Key("amount", "ไม่ต่ำกว่า {v}", "at least {v}"),
}

CEILINGS = {
    "max-per-case": Key("limit", "ไม่เกิน {v}ต่อราย", "at most {v} a case"),
    "max-per-stay": Key("limit", "ไม่เกิน {v}ต่อครั้ง", "at most {v} a stay"),
    "max-per-year": Key("limit", "ไม่เกิน {v}ต่อคนต่อ{year}", "at most {v} a person and {year}"),
    "max-per-life": Key("limit", "ไม่เกิน {v} ตลอดชีวิต", "at most {v} in a life"),
    "max-per-household-year": Key(
        "limit", "ไม่เกิน {v}ต่อครัวเรือนต่อ{year}", "at most {v} a household and {year}"
    ),
    "max-per-household-event": Key(
        "limit",
        "ไม่เกิน {v}ต่อครัวเรือนต่อเหตุการณ์",
        "at most {v} a household and event",
    ),
    "max-per-event": Key("limit", "รวมทุกรายไม่เกิน {v}ต่อเหตุการณ์", "at most {v} for the whole event"),
    "max-per-fund-year": Key(
        "limit",
        "รวมทั้งกองทุนไม่เกิน {v}ต่อ{year}",
        "at most {v} for the whole fund a {year}",
    ),
    "times-per-year": Key(
        "whole", "ไม่เกิน {v} ครั้งต่อคนต่อ{year}", "at most {v} times a person and {year}"
    ),
    "times-per-life": Key("whole", "ไม่เกิน {v} ครั้งตลอดชีวิต", "at most {v} times in a life"),
    "times-by": Key(
        "edu-level|damage|relation|outcome",
        "นับครั้งแยกตาม{v}",
        "times are counted apart by {v}",
    ),
    "times-per-household-year": Key(
        "whole",
        "ไม่เกิน {v} รายต่อครัวเรือนต่อ{year}",
        "at most {v} cases a household and {year}",
    ),
    "times-per-household-event": Key(
        "whole",
        "ไม่เกิน {v} รายต่อครัวเรือนต่อเหตุการณ์",
        "at most {v} cases a household and event",
    ),
    "ceiling-of": Key("id", "ใช้เพดานร่วมกับสวัสดิการ{v}", "shares the ceilings of the benefit {v}"),
    "unpaid-units-count": Key(
        "yes",
        "{unit}ที่ไม่ได้รับเงินเพราะเต็มเพดาน ให้นับรวมในจำนวนต่อครั้งด้วย"
        "|{unit}ที่ไม่ได้รับเงินเพราะเต็มเพดาน ไม่นับรวมในจำนวนต่อครั้ง",
        "{unit} unpaid for a full ceiling use up the stay"
        "|{unit} unpaid for a full ceiling do not use up the stay",
    ),
    "judge-nights": Key("first|each", "พิจารณาสิทธิใน{v}", "rights are judged on {v}"),
}

WHO = {
    "sex": Key("F|M", "เฉพาะสมาชิก{v}", "{v} only"),
    "min-age": Key("whole", "อายุครบ {v} ปี", "at least {v} years of age"),
    "max-age": Key("whole", "อายุไม่เกิน {v} ปี", "at most {v} years of age"),
    "min-tenure": Key("duration", "มีอายุสมาชิกครบ {v}", "a member for {v}"),
    "max-age-joined": Key("whole", "สมัครเมื่ออายุไม่เกิน {v} ปี", "joined at the age of {v} at most"),
    "group": Key(
        "disadvantaged|disabled|orphan",
        "เฉพาะผู้ที่ทะเบียนสมาชิกระบุว่าเป็น{v}",
        "registered as {v} only",
    ),
    "min-gpa": Key("number", "ผลการเรียนเฉลี่ยไม่ต่ำกว่า {v}", "a grade average of at least {v}"),
    "gpa-free": Key("list", "ไม่ต้องมีผลการเรียนเมื่อ: {v}", "no grade average needed for: {v}"),
    "outcomes": Key("list", "เฉพาะกรณี: {v}", "in these cases only: {v}"),
    "beneficiary": Key("member|named", "ผู้ได้รับประโยชน์คือ{v}", "the beneficiary is {v}"),
    "stays-covered": Key(
        "yes",
        "ผู้ย้ายออกนอกตำบลยังมีสิทธิ|ผู้ย้ายออกนอกตำบลไม่มีสิทธิ",
        "a member who moved away keeps the right|a member who moved away has no right",
    ),
}

BENEFIT = {
    "title": Key("text", "{v}", "{v}"),
    "title-en": Key("text", "{v}", "{v}"),
    "account": Key("account", "บันทึกในบัญชี {v}", "booked to {v}"),
    "event": Key("text", "วันเกิดเหตุคือ{v}", "the event is: {v}"),
    "event-day": Key("monthday", "วันเกิดเหตุคือวันที่ {v} ของปีที่ขอ", "the event is {v} of the year"),
    "every": Key("year|month", "ขอรับได้ทุก{v}", "due every {v}"),
    **RATES,
    **CEILINGS,
    **WHO,
    **GENERAL,
    "claim-window": Key("window", "ยื่นคำขอตั้งแต่วันที่ {v}", "to be filed from {v}"),
    "duplicate": Key(
        "list",
        "เป็นคำขอซ้ำเมื่อเคยได้รับอนุมัติแล้วโดย: {v}",
        "a duplicate of one approved before by: {v}",
    ),
}

FREQUENCIES = "monthly|half-year|yearly"
SUB_FUNDS = "|".join(FUNDS)

_MEMBERSHIP = (
    Spec(
        "time",
        (),
        "การนับเวลา",
        "Time",
        "How time is counted.",
        {
            "first-day": Key(
                "excluded|included",
                "ระยะเวลา{v}",
                "a period {v} its first day",
            ),
            "missing-day": Key(
                "last-day|next-day",
                "ถ้าเดือนนั้นไม่มีวันที่ตรงกัน ให้ครบใน{v}",
                "where a month lacks the day, a period is complete on {v}",
            ),
            "holidays": Key(
                "ignored|next-working-day",
                "กำหนดเวลาที่ตรงกับวันหยุด {v}",
                "a deadline on a holiday {v}",
            ),
        },
    ),
    Spec(
        "eligibility",
        (),
        "ผู้มีสิทธิสมัคร",
        "Who may join",
        "Who may join.",
        {
            "min-age": WHO["min-age"],
            "max-age": WHO["max-age"],
            "certify": GENERAL["certify"],
            "evidence": GENERAL["evidence"],
            "other-fund": Key(
                "allowed|refused",
                "เป็นสมาชิกกองทุนสวัสดิการอื่นด้วย{v}",
                "members of another fund {v}",
            ),
            "max-named": Key(
                "whole",
                "ระบุชื่อผู้รับประโยชน์ได้ไม่เกิน {v} คน",
                "names at most {v} persons who benefit",
            ),
        },
    ),
    Spec(
        "start",
        (),
        "วันเริ่มเป็นสมาชิก",
        "Start of membership",
        "The day on which membership, waits and tenure begin.",
        {
            "from": Key("application|resolution|first-payment", "คือ{v}", "the day of {v}", NEED),
        },
    ),
    Spec(
        "membership",
        (),
        "สิ้นสมาชิกภาพ",
        "End of membership",
        "How membership ends, other than by non-payment.",
        {
            "moved": Key("stays|ends|year-end", "ผู้ย้ายออกนอกตำบล {v}", "who moves away {v}"),
            "moved-after": Key(
                "duration", "สิ้นสมาชิกภาพเมื่อย้ายออกครบ {v}", "ends {v} after moving away"
            ),
        },
    ),
    Spec(
        "contribution",
        ("frequency",),
        "เงินสมทบ",
        "Contribution",
        "What one instalment is, by the member's frequency: monthly, half-year or yearly.",
        {
            "amount": Key("amount", "งวดละ {v}", "{v} an instalment", NEED),
            "months": Key("whole", "งวดหนึ่งมี {v} เดือน", "of {v} months", NEED),
            "starts": Key("numbers", "เริ่มเดือน{v}", "beginning in {v}"),
            "due-day": Key(
                "whole",
                "ครบกำหนดชำระวันที่ {v} ของเดือนแรกของงวด (หรือวันสิ้นเดือน)",
                "due on day {v} of the instalment's first month, or on the month's last day",
                NEED,
            ),
            "first-month": Key(
                "next|same",
                "เดือนแรกของสมาชิกใหม่คือ{v}",
                "a new member's first month is {v}",
            ),
            "first": Key(
                "prorated|whole",
                "งวดแรกที่เหลือไม่เต็มงวด {v}",
                "a first instalment of fewer months {v}",
            ),
            "first-per-month": Key("amount", "เดือนละ {v}", "at {v} a month"),
            "first-due-day": Key(
                "whole",
                "งวดแรกนั้นครบกำหนดวันที่ {v} ของเดือนแรก",
                "that first one is due on day {v} of its first month",
            ),
            "advance": Key(
                "whole",
                "ชำระล่วงหน้าได้ไม่เกิน {v} งวด",
                "at most {v} instalments in advance",
            ),
            "waived-groups": Key("list", "ยกเว้นให้: {v}", "waived for: {v}"),
        },
        (UNDER,),
    ),
    Spec(
        "fee",
        ("kind",),
        "ค่าธรรมเนียม",
        "Fee",
        "Fees: entry, reinstatement, late.",
        {
            "amount": Key("amount", "{v}", "{v}", NEED),
            "per": Key("once|month", "{v}", "{v}"),
            "waived-groups": Key("list", "ยกเว้นให้: {v}", "waived for: {v}"),
        },
        (UNDER,),
    ),
    Spec(
        "lapse",
        ("frequency?",),
        "สิ้นสมาชิกภาพเพราะขาดส่งเงินสมทบ",
        "Lapse by non-payment",
        "When non-payment ends membership; the day after, unless a notice or grace moves it.",
        {
            "unpaid": Key(
                "whole",
                "เมื่อสิ้นวันครบกำหนดชำระแล้วค้างรวม {v} งวด",
                "{v} instalments unpaid at the end of a due day",
            ),
            "missed": Key(
                "whole", "ไม่ชำระตามกำหนด {v} งวด", "{v} instalments not paid by the due day"
            ),
            "window": Key("duration", "ในช่วง {v} ใดๆ", "within any {v}"),
            "after": Key(
                "duration",
                "ไม่ชำระงวดใดภายใน {v} นับแต่วันครบกำหนดชำระ",
                "an instalment unpaid {v} after its due day",
            ),
            "until": Key(
                "monthday",
                "ไม่ชำระภายในวันที่ {v}",
                "an instalment unpaid at the end of {v}",
            ),
            "grace": Key("duration", "ผ่อนผันให้อีก {v}", "a grace of {v}"),
            "notice": Key(
                "duration",
                "สิ้นสมาชิกภาพเมื่อพ้น {v} หลังแจ้งเตือนแล้วเท่านั้น",
                "not before {v} after a notice",
            ),
        },
    ),
    Spec(
        "suspension",
        (),
        "ระงับสิทธิระหว่างค้างชำระ",
        "Rights suspended",
        "Rights suspended while in arrears.",
        {
            "unpaid": Key("whole", "เมื่อค้างตั้งแต่ {v} งวด", "from {v} instalments unpaid"),
            "after": Key("duration", "เมื่อค้างเกิน {v}", "once an instalment is unpaid for {v}"),
            "heals": Key("never|filing|payment", "การชำระย้อนหลัง{v}", "late payment {v}"),
            "spares": Key("list", "ยกเว้นสวัสดิการ: {v}", "but not for: {v}"),
        },
    ),
    Spec(
        "deduction",
        (),
        "หักเงินสมทบค้างชำระ",
        "Arrears deducted",
        "Arrears deducted from a benefit, oldest first.",
        {
            "as-of": Key(
                "payment|event|filing",
                "หักงวดที่ค้างชำระใน{v}",
                "instalments in arrears on {v}",
            ),
            "due": Key(
                "before|on-or-before",
                "คืองวดที่ครบกำหนด{v}วันนั้น",
                "which fell due {v} that day",
            ),
            "parts": Key("whole|any", "{v}", "{v}"),
            "after-end": Key(
                "due-before-end|all|none",
                "ถ้าสมาชิกภาพสิ้นสุดแล้ว {v}",
                "once membership has ended, {v}",
            ),
            "keep": Key("amount", "เหลือให้ผู้รับไม่ต่ำกว่า {v}", "leaves at least {v}"),
            "spares": Key("list", "ไม่หักจากสวัสดิการ: {v}", "not from: {v}"),
        },
    ),
    Spec(
        "reinstatement",
        (),
        "คืนสมาชิกภาพ",
        "Reinstatement",
        "How somebody who lapsed by non-payment comes back.",
        {
            "within": Key(
                "duration",
                "ยื่นคำขอภายใน {v} นับแต่วันสิ้นสมาชิกภาพ",
                "applied for within {v} of the lapse",
            ),
            "times": Key("whole", "ได้ {v} ครั้งตลอดชีวิต", "{v} times in a life"),
            "fee": Key("amount", "ค่าธรรมเนียม {v}", "fee {v}"),
            "pays": Key("due-by-application|due-by-lapse|none", "{v}", "{v}"),
            "wait": Key("restart|keep|delay", "ระยะเวลารอสิทธิ{v}", "waiting periods {v}"),
            "wait-for": Key("duration", "รอสิทธิใหม่ {v}", "with a new wait of {v}"),
            "tenure": Key("keep|shift|restart", "อายุสมาชิก{v}", "tenure {v}"),
        },
    ),
    Spec(
        "rejoin",
        (),
        "สมัครใหม่",
        "Joining again",
        "Joining again under a new number.",
        {
            "allowed": Key(
                "yes",
                "ผู้สิ้นสมาชิกภาพสมัครใหม่ได้|ผู้สิ้นสมาชิกภาพสมัครใหม่ไม่ได้",
                "may join again under a new number|may not join again",
                NEED,
            ),
            "after": Key("duration", "เมื่อพ้น {v}", "after {v}"),
            "old-arrears": Key(
                "owed|forgotten", "งวดที่ค้างตามเลขที่เดิม{v}", "arrears of the old number are {v}"
            ),
        },
    ),
    Spec(
        "withdrawal",
        (),
        "เงินสมทบเป็นเงินของกองทุน",
        "Contributions are the fund's",
        "That members cannot withdraw what they paid: passbooks and annual statements quote it. No"
        " right follows from it; what is given back all the same is the rule `refund`.",
        {
            "allowed": Key(
                "none|refund",
                "สมาชิกถอนหรือขอคืนมิได้{v}",
                "members may not withdraw them or ask for them back, {v}",
                NEED,
            )
        },
    ),
    Spec(
        "refund",
        (),
        "คืนเงินสมทบ",
        "Refund",
        "The only case in which contributions are given back; without this rule there is none.",
        {
            "on": Key("list", "เมื่อ: {v}", "on: {v}", NEED),
            "if": Key("never-benefited|always", "{v}", "{v}", NEED),
            "share": Key("share", "คืน {v} ของเงินสมทบ", "{v} of the contributions", NEED),
        },
    ),
)

_CLAIMS = (
    Spec(
        "claims",
        (),
        "การพิจารณาคำขอ",
        "Claims",
        "What holds for every benefit unless the benefit says otherwise.",
        {
            **GENERAL,
            "cite": Key("first|all", "อ้าง{v}", "cites {v}"),
            "ceilings-count": Key(
                "approved|filed",
                "เพดานนับเฉพาะ{v}",
                "ceilings count {v}",
            ),
        },
    ),
    Spec(
        "benefit",
        ("benefit", "variant?"),
        "สวัสดิการ",
        "Benefit",
        "A benefit, or one variant of it (by `choice:`), which says only what differs.",
        BENEFIT,
        (TIER, TIER_OVER, WAIT_JOINED_OVER, MAX_JOINED_OVER, UNDER),
    ),
    Spec(
        "payee",
        ("benefit",),
        "ผู้รับเงินสวัสดิการ",
        "Payee of the benefit",
        "Who is paid, if not the member.",
        {"to": Key("nominee|host|named", "จ่ายแก่{v}", "paid to {v}", NEED)},
    ),
)

_MONEY = (
    Spec(
        "split",
        ("source",),
        "จัดสรรรายได้เข้ากองทุนย่อย",
        "Income split between the sub-funds",
        "Shares of an income that go to the sub-funds, each cut to the satang.",
        {
            "accounts": Key("list", "รายได้รหัส {v}", "income of the codes {v}", NEED),
            "period": Key("month", "คิดยอดราย{v}", "by the {v}"),
            "sources": Key("together|each", "{v}", "{v}"),
            "welfare": Key("share", "เข้ากองทุนสวัสดิการ {v}", "welfare {v}"),
            "reserve": Key("share", "เข้ากองทุนสำรอง {v}", "reserve {v}"),
            "management": Key("share", "เข้ากองทุนบริหารจัดการ {v}", "management {v}"),
            "designated": Key("share", "เข้ากองทุนเฉพาะ {v}", "designated {v}"),
            "remainder": Key(SUB_FUNDS, "ที่เหลือทั้งหมดเข้า{v}", "the rest to {v}", NEED),
        },
    ),
    Spec(
        "charge",
        ("expenses",),
        "ค่าใช้จ่ายจ่ายจากกองทุนย่อย",
        "Expenses borne by a sub-fund",
        "Which sub-fund bears an expense.",
        {
            "accounts": Key(
                "list", "รายจ่ายรหัสที่ขึ้นต้นด้วย {v}", "expenses of the codes beginning with {v}", NEED
            ),
            "fund": Key(SUB_FUNDS, "จ่ายจาก{v}", "borne by {v}", NEED),
        },
    ),
    Spec(
        "admin-ceiling",
        ("spending?",),
        "เพดานค่าใช้จ่ายเทียบกับรายรับ",
        "Ceiling of spending",
        "The largest share of a year's income that administration, or another spending, may cost.",
        {
            "share": Key("share", "ไม่เกิน {v} ของรายรับของปี", "at most {v} of a year's income", NEED),
            "accounts": Key(
                "list", "นับรายจ่ายรหัสที่ขึ้นต้นด้วย {v}", "expenses of the codes beginning with {v}", NEED
            ),
        },
    ),
    Spec(
        "cash-ceiling",
        (),
        "เพดานเงินสดในมือ",
        "Ceiling of cash",
        "The largest cash at the end of a day.",
        {
            "account": Key("account", "บัญชี {v}", "account {v}"),
            "amount": Key("amount", "เมื่อสิ้นวันไม่เกิน {v}", "at most {v} at the end of a day", NEED),
        },
    ),
    Spec(
        "custody",
        (),
        "กำหนดนำส่งเงินของผู้เก็บเงิน",
        "Collectors hand in",
        "How long a collector may hold money.",
        {"within": Key("duration", "ภายใน {v} นับแต่วันที่เก็บ", "within {v} of collecting", NEED)},
    ),
    Spec(
        "bank",
        (),
        "บัญชีธนาคารของกองทุน",
        "Bank accounts",
        "The only bank accounts that the fund may use.",
        {"accounts": Key("text", "ใช้เฉพาะบัญชีรหัส {v}", "only the codes {v}", NEED)},
    ),
    Spec(
        "resolution",
        (),
        "มติก่อนจ่ายเงิน",
        "Resolutions before payments",
        "Every payment needs a resolution, but those listed.",
        {
            "not-needed": Key(
                "list", "ทุกรายการต้องมีมติก่อนจ่าย เว้นแต่: {v}", "needed for all payments but: {v}"
            )
        },
    ),
)

_OFFICE = (
    Spec(
        "planner",
        (),
        "ผู้รับผิดชอบแผนงาน",
        "Planner",
        "Whether who plans may handle money.",
        {
            "may-handle-money": Key(
                "yes",
                "เกี่ยวข้องกับการรับ จ่าย หรือเก็บรักษาเงินได้|ห้ามเกี่ยวข้องกับการรับ จ่าย หรือเก็บรักษาเงิน",
                "may handle money|may not handle money",
                NEED,
            )
        },
    ),
    Spec(
        "conflict",
        (),
        "ผลประโยชน์ขัดกัน",
        "Conflicts of interest",
        "Whom an approver may not be: the beneficiary, of their household, or who pays out.",
        {"approver-not": Key("list", "ผู้อนุมัติต้องมิใช่: {v}", "the approver is not: {v}", NEED)},
    ),
    Spec(
        "late-join",
        (),
        "สมัครก่อนตายไม่นาน",
        "Joined shortly before death",
        "A death so soon after joining is shown to the committee.",
        {
            "within": Key(
                "duration",
                "ตายภายใน {v} นับแต่เริ่มเป็นสมาชิก ให้เสนอคณะกรรมการ",
                "a death within {v} of joining is shown to the committee",
                NEED,
            )
        },
    ),
    Spec(
        "quorum",
        (),
        "องค์ประชุม",
        "Quorum",
        "The share of the committee that must be present.",
        {"share": Key("share", "ไม่น้อยกว่า {v} ของกรรมการ", "at least {v} of the committee", NEED)},
    ),
    Spec(
        "general-meeting",
        (),
        "ประชุมใหญ่สามัญ",
        "General meeting",
        "When the general meeting is due after the fiscal year.",
        {
            "within": Key(
                "duration",
                "ภายใน {v} นับแต่วันสิ้นปีบัญชี",
                "within {v} of the year's end",
                NEED,
            )
        },
    ),
    Spec(
        "matching",
        (),
        "บัญชีรายชื่อขอรับเงินสมทบจากรัฐ",
        "State matching",
        "Who stands on the list for the state match, and with how much.",
        {
            "cut-off": Key("monthday", "ณ วันที่ {v} ของทุกปี", "as of {v} of every year", NEED),
            "tenure": Key("duration", "มีอายุสมาชิกครบ {v}", "a member for {v}", NEED),
            "rounds": Key("whole", "คนละไม่เกิน {v} รอบ", "at most {v} rounds a person", NEED),
            "cap": Key("amount", "คนละไม่เกิน {v}", "at most {v} a head", NEED),
            "counts": Key("list", "นับเงินสมทบที่ออกใบเสร็จ: {v}", "counts contributions: {v}"),
            "valid-id": Key(
                "yes",
                "ต้องมีเลขประจำตัวประชาชนที่ถูกต้อง|ไม่ต้องมีเลขประจำตัวประชาชน",
                "a valid citizen id is needed|no citizen id is needed",
            ),
            "other-fund": Key(
                "later-only|any|none",
                "ถ้าเป็นสมาชิกกองทุนสวัสดิการอื่นด้วย {v}",
                "members of another fund: {v}",
            ),
        },
    ),
)

SPECS: dict[str, Spec] = {spec.name: spec for spec in (*_MEMBERSHIP, *_CLAIMS, *_MONEY, *_OFFICE)}

#: What may follow the name of a rule, where it is not free.
FOLLOWS = {
    ("contribution", "frequency"): FREQUENCIES,
    ("lapse", "frequency"): FREQUENCIES,
    ("fee", "kind"): "entry|reinstatement|late",
}

#: What the lists may list, where it is not free: rule ("" for any) and key.
LISTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "order"): GROUNDS,
    ("", "duplicate"): DUPLICATES,
    ("", "evidence"): tuple(
        name for kind, spelt in vocabulary.PAPERS.items() for name in (kind, *spelt)
    ),
    ("", "waived-groups"): ("disadvantaged", "disabled", "orphan"),
    ("refund", "on"): ("resign", "moved", "expelled", "death", "lapse"),
    ("resolution", "not-needed"): tuple(sorted(PAYMENTS)),
    ("conflict", "approver-not"): ("beneficiary", "household", "payer"),
    ("matching", "counts"): ("paid", "deducted", "reinstatement"),
}
#: Keys whose number has bounds of its own.
BOUNDS = {"due-day": (1, 31), "first-due-day": (1, 31), "months": (1, 120), "starts": (1, 12)}

#: Keys that go on with the sentence of another.
JOINS = {
    "months": "amount",
    "starts": "months",
    "per": "amount",
    "claim-from": "claim-within",
    "first-per-month": "first",
    "due": "as-of",
    "window": "missed",
    "round": "assessed-share",
    "after": "allowed",
}

#: The words of closed lists as people read them; `key=word` where a key reads it in its own way.
WORDS: dict[str, tuple[str, str]] = {
    "event": ("วันเกิดเหตุ", "the day of the event"),
    "event-end": ("วันที่เหตุสิ้นสุด (เช่น วันจำหน่าย)", "its last day, such as the discharge"),
    "claim-from=event": ("วันเกิดเหตุ", "the event"),
    "night": ("วันของแต่ละคืน", "the day of each night"),
    "filing": ("วันยื่นคำขอ", "the day of filing"),
    "payment": ("วันจ่ายเงิน", "the day of payment"),
    "fund": ("ปีบัญชี", "fiscal year"),
    "calendar": ("ปีปฏิทิน", "calendar year"),
    "membership": ("ปีของการเป็นสมาชิก", "year of membership"),
    "year": ("ปี", "year"),
    "month": ("เดือน", "month"),
    "damage": ("ลักษณะความเสียหาย", "the kind of damage"),
    "edu-level": ("ระดับการศึกษา", "the level of education"),
    "relation": ("ความเกี่ยวข้องกับสมาชิก", "the relation to the member"),
    "outcome": ("ผลที่ได้", "what was reached"),
    "satang": ("หนึ่งสตางค์", "a satang"),
    "baht": ("หนึ่งบาท", "a baht"),
    "ten-baht": ("สิบบาท", "ten baht"),
    "tenure": ("อายุสมาชิก", "tenure"),
    "age": ("อายุ", "age"),
    "judge-nights=first": ("วันที่รับไว้วันเดียว", "the first night alone"),
    "judge-nights=each": ("แต่ละคืน", "each night"),
    "F": ("หญิง", "women"),
    "M": ("ชาย", "men"),
    "disadvantaged": ("ผู้ด้อยโอกาส", "disadvantaged"),
    "disabled": ("คนพิการ", "disabled"),
    "orphan": ("เด็กกำพร้า", "orphaned"),
    "beneficiary=member": ("สมาชิกเอง", "the member"),
    "beneficiary=named": ("บุคคลที่ระบุชื่อไว้กับสมาชิก", "somebody named for the member"),
    # --- grounds and duplicates
    "duplicate": ("คำขอซ้ำ", "duplicate"),
    "dates": ("วันที่ไม่ถูกต้อง", "dates"),
    "member": ("ไม่เป็นสมาชิก", "membership"),
    "suspended": ("ถูกระงับสิทธิ", "suspension"),
    "wait": ("ยังไม่พ้นระยะเวลารอสิทธิ", "waiting period"),
    "eligible": ("ขาดเงื่อนไข", "conditions"),
    "late": ("ยื่นพ้นกำหนด", "late filing"),
    "evidence": ("หลักฐานไม่ครบ", "evidence"),
    "limits": ("สิทธิหรือเพดานเต็ม", "ceilings"),
    "resolution": ("ไม่มีมติ", "resolution"),
    "ended": ("สมาชิกภาพสิ้นสุดแล้ว", "membership ended"),
    "lapsed": ("สิ้นสมาชิกภาพเพราะขาดส่ง", "lapse"),
    "duplicate=event": ("วันเกิดเหตุวันเดียวกัน", "the same day of the event"),
    "duplicate=nights": ("มีคืนซ้อนกัน", "a night in common"),
    "duplicate=month": ("อยู่ในเดือนเดียวกัน", "the same month"),
    "duplicate=months": ("มีเดือนซ้อนกัน", "a month in common"),
    "duplicate=year": ("อยู่ในปีเดียวกัน", "the same year"),
    "duplicate=ever": ("ไม่ว่าวันใด", "whatever its day"),
    # --- time, joining, membership
    "excluded": ("ไม่นับวันแรก", "leaves out"),
    "included": ("นับวันแรกด้วย", "counts"),
    "last-day": ("วันสุดท้ายของเดือน", "the month's last day"),
    "next-day": ("วันแรกของเดือนถัดไป", "the first day of the next month"),
    "ignored": ("ไม่เลื่อนออกไป", "is not moved"),
    "next-working-day": ("เลื่อนไปวันทำการถัดไป", "moves to the next working day"),
    "allowed": ("ได้", "may join"),
    "refused": ("ไม่ได้", "may not join"),
    "application": ("วันยื่นใบสมัคร", "the application"),
    "from=resolution": ("วันที่คณะกรรมการมีมติรับ", "the resolution that admits"),
    "first-payment": ("วันที่ชำระเงินงวดแรก", "the first payment"),
    "stays": ("ยังเป็นสมาชิกต่อไป", "stays a member"),
    "ends": ("สิ้นสมาชิกภาพ", "is a member no more"),
    "year-end": ("สิ้นสมาชิกภาพเมื่อสิ้นปีบัญชี", "is a member until the year's end"),
    "next": ("เดือนถัดจากเดือนที่เริ่มเป็นสมาชิก", "the month after joining"),
    "same": ("เดือนที่เริ่มเป็นสมาชิก", "the month of joining"),
    "prorated": ("คิดตามจำนวนเดือนที่เหลือ", "is charged by its months"),
    "first=whole": ("ชำระเต็มงวด", "is charged whole"),
    "once": ("ครั้งเดียว", "once"),
    "per=month": ("ต่อเดือน", "a month"),
    "monthly": ("รายเดือน", "monthly"),
    "half-year": ("รายครึ่งปี", "half-yearly"),
    "yearly": ("รายปี", "yearly"),
    "entry": ("ค่าสมัคร", "entry"),
    "reinstatement": ("คืนสภาพ", "reinstatement"),
    "kind=late": ("ชำระล่าช้า", "late payment"),
    "never": ("ไม่ทำให้ได้สิทธิคืน", "does not heal"),
    "heals=filing": ("ก่อนยื่นคำขอทำให้ได้สิทธิคืน", "before filing heals"),
    "heals=payment": ("ก่อนจ่ายเงินทำให้ได้สิทธิคืน", "before the payment heals"),
    "before": ("ก่อน", "before"),
    "on-or-before": ("ในหรือก่อน", "on or before"),
    "parts=whole": ("หักเป็นจำนวนเต็มงวดเท่านั้น", "whole instalments only"),
    "parts=any": ("หักเป็นบางส่วนของงวดได้", "parts of instalments too"),
    "due-before-end": (
        "หักเฉพาะงวดที่ครบกำหนดก่อนวันสิ้นสมาชิกภาพ",
        "only what fell due before the end is deducted",
    ),
    "after-end=all": ("หักทุกงวดที่ค้าง", "all arrears are deducted"),
    "after-end=none": ("ไม่หัก", "nothing is deducted"),
    "due-by-application": (
        "ชำระทุกงวดที่ครบกำหนดในหรือก่อนวันยื่นคำขอ",
        "pays all that fell due by the application",
    ),
    "due-by-lapse": (
        "ชำระทุกงวดที่ครบกำหนดก่อนสิ้นสมาชิกภาพ",
        "pays all that fell due by the lapse",
    ),
    "pays=none": ("ไม่ต้องชำระงวดที่ค้าง", "arrears need not be paid"),
    "wait=restart": ("เริ่มนับใหม่ตั้งแต่วันที่มีมติให้คืน", "begin anew"),
    "wait=keep": ("นับต่อเนื่อง", "run on"),
    "wait=delay": ("เลื่อนออกไปเท่าช่วงที่มิได้เป็นสมาชิก", "are put off by the gap"),
    "tenure=keep": ("นับต่อเนื่อง", "runs on"),
    "tenure=shift": ("นับต่อเนื่องโดยเลื่อนออกไปเท่าช่วงที่มิได้เป็นสมาชิก", "runs on without the gap"),
    "tenure=restart": ("เริ่มนับใหม่", "begins anew"),
    "owed": ("ยังต้องชำระ", "owed"),
    "forgotten": ("ไม่ต้องชำระ", "forgotten"),
    "never-benefited": ("เฉพาะผู้ที่ยังไม่เคยได้รับสวัสดิการใดๆ", "only if no benefit was ever paid"),
    "always": ("ทุกกรณี", "in every case"),
    "allowed=none": ("ไม่ว่ากรณีใด", "in any case"),
    "allowed=refund": (" เว้นแต่ที่ระเบียบให้คืน", "but for the refund of the bylaws"),
    "resign": ("ลาออก", "resignation"),
    "moved": ("ย้ายออก", "moving away"),
    "expelled": ("ให้ออก", "expulsion"),
    "death": ("ตาย", "death"),
    "lapse": ("ขาดส่ง", "lapse"),
    # --- claims, payees, money
    "cite=first": ("เหตุแรกที่พบเพียงเหตุเดียว", "the first ground found"),
    "cite=all": ("ทุกเหตุที่พบ", "all grounds"),
    "approved": ("คำขอที่อนุมัติแล้ว", "approved claims"),
    "filed": ("คำขอที่ยื่นแล้ว", "filed claims"),
    "nominee": ("ผู้รับผลประโยชน์", "the nominee"),
    "host": ("ผู้รับผลประโยชน์หรือเจ้าภาพ", "the nominee or the host"),
    "named": ("บุคคลที่ระบุชื่อไว้กับสมาชิก", "the person named for the member"),
    "together": ("คิดรวมทุกบัญชี", "all accounts together"),
    "each": ("คิดแยกทีละบัญชี", "each account by itself"),
    "welfare": ("กองทุนสวัสดิการ", "welfare"),
    "reserve": ("กองทุนสำรอง", "reserve"),
    "management": ("กองทุนบริหารจัดการ", "management"),
    "designated": ("กองทุนเฉพาะ", "designated"),
    "contributions": ("เงินสมทบจากสมาชิก", "contributions"),
    "interest": ("ดอกเบี้ยธนาคาร", "interest"),
    "fees": ("ค่าสมัครและค่าธรรมเนียม", "fees"),
    "grants": ("เงินอุดหนุนและเงินบริจาค", "grants and donations"),
    "benefits": ("ค่าสวัสดิการ", "benefits"),
    "administration": ("ค่าใช้จ่ายบริหาร", "administration"),
    "beneficiary": ("ผู้ได้รับประโยชน์", "the beneficiary"),
    "household": ("ผู้อยู่ในครัวเรือนเดียวกัน", "of the beneficiary's household"),
    "payer": ("ผู้จ่ายเงิน", "who pays out"),
    "paid": ("ที่สมาชิกชำระ", "paid"),
    "deducted": ("ที่หักจากสวัสดิการ", "deducted from benefits"),
    "counts=reinstatement": ("ที่ชำระเพื่อคืนสมาชิกภาพ", "paid for reinstatement"),
    "later-only": (
        "ต้องเข้ากองทุนอื่นนั้นไม่ก่อนกองทุนนี้",
        "only if they joined the other one later",
    ),
    "other-fund=any": ("มีชื่อในบัญชีได้", "may be listed"),
    "other-fund=none": ("มีชื่อในบัญชีไม่ได้", "may not be listed"),
    # --- words of claims and papers
    "evidence=id-copy": ("สำเนาบัตรประชาชน", "id copy"),
    "evidence=police-or-lao-note": ("หนังสือรับรองของตำรวจหรือ อปท.", "police or LAO note"),
    "evidence=nominee-id": ("สำเนาบัตรผู้รับผลประโยชน์", "nominee id"),
    "attendance": ("การเข้าร่วมประชุม", "attendance"),
    "bed-bound": ("เป็นผู้ป่วยติดเตียง", "bed-bound"),
    "not-in-network-fund": (
        "มิได้เป็นสมาชิกกองทุนอื่นในเครือข่าย",
        "no member of another fund of the network",
    ),
    "lot-drawn": ("ผลการจับสลาก", "the lot drawn"),
    "primary-finished": ("จบประถมศึกษา", "primary school finished"),
    "lower-secondary-finished": ("จบมัธยมศึกษาตอนต้น", "lower secondary school finished"),
    "upper-secondary-finished": ("จบมัธยมศึกษาตอนปลาย", "upper secondary school finished"),
    "state-university-entered": ("เข้ามหาวิทยาลัยของรัฐ", "a state university entered"),
    "fire": ("อัคคีภัย", "fire"),
    "residence": ("การมีถิ่นที่อยู่ในตำบล", "residence in the tambon"),
    "residence-or-endorsement": (
        "ทะเบียนบ้านหรือการรับรองของกรรมการ",
        "house registration or a committee member's word",
    ),
    "guardian-consent": ("ความยินยอมของผู้ปกครอง", "the guardian's consent"),
    "not-paid-elsewhere": ("กองทุนอื่นมิได้จ่ายเรื่องเดียวกัน", "no other fund pays the same"),
    "committee-member": ("การเป็นกรรมการหรือผู้นำ", "being of the committee or a leader"),
    "primary": ("ประถมศึกษา", "primary school"),
    "secondary": ("มัธยมศึกษา", "secondary school"),
    "tertiary": ("อุดมศึกษา", "tertiary education"),
    "fire_whole": ("อัคคีภัยเสียหายทั้งหลัง", "fire, the whole house"),
    "fire_part": ("อัคคีภัยเสียหายบางส่วน", "fire, a part of the house"),
    "storm": ("วาตภัย", "storm"),
    "flood": ("อุทกภัย", "flood"),
    "spouse": ("คู่สมรส", "spouse"),
    "child": ("บุตร", "child"),
    "parent": ("บิดามารดา", "parent"),
    # --- kinds of payment
    "bank-fee": ("ค่าธรรมเนียมธนาคาร", "bank fees"),
    "deposit": ("การฝากเงิน", "deposits"),
    "withdrawal": ("การถอนเงิน", "withdrawals"),
    "handover": ("การนำส่งของผู้เก็บเงิน", "what collectors hand in"),
    "advance": ("เงินทดรอง", "advances"),
    "benefit": ("สวัสดิการ", "benefits"),
    "communal": ("สวัสดิการสาธารณะ", "communal welfare"),
    "expense": ("ค่าใช้จ่ายบริหาร", "administration"),
    "refund": ("การคืนเงิน", "refunds"),
    "transfer": ("การโอนระหว่างกองทุนย่อย", "transfers between sub-funds"),
    "shortage": ("เงินขาดบัญชี", "cash shortages"),
}

#: What a benefit counts by its rate: the Thai and the English word for many.
UNITS = {
    "per-night": ("คืน", "nights"),
    "per-month": ("เดือน", "months"),
    "per-child": ("คน", "children"),
    "": ("ครั้ง", "times"),
}


def fits(value: object, type_: str) -> bool:
    """Whether a value is of a type of this module or of the vocabulary; no amount is negative."""
    text = value if isinstance(value, str) else None
    match type_:
        case "duration":
            return text is not None and _is_duration(text)
        case "monthday":
            return text is not None and _is_day(text)
        case "window":
            sides = (text or "").split("..")
            return len(sides) == 2 and all(map(_is_day, sides))
        case "numbers":
            return text is not None and bool(NUMBERS.match(text))
        case "share":
            return vocabulary.fits(value, "number") and 0 <= value <= 1  # type: ignore[operator]
        case "month":
            return text == "month"
        case "limit":
            # `900.00` without THB was meant as baht.
            return fits(value, "amount") or _is_count(value)
        case "amount":
            return vocabulary.fits(value, "amount") and value.number >= 0  # type: ignore[attr-defined]
        case _:
            return vocabulary.fits(value, type_)


def within(name: str, value: object) -> bool:
    """Whether a value that fits its type lies within the bounds of its key, such as months 1-12."""
    low, high = BOUNDS.get(name, (None, None))
    if low is None or high is None:
        return True
    numbers = items(value) if isinstance(value, str) else [value]
    return all(low <= int(number) <= high for number in numbers)  # type: ignore[call-overload]


#: Days that a duration of one unit lasts at least; none is longer than a long life.
_DAYS = {"day": 1, "month": 28, "year": 365}
LONGEST = 150 * 366


def _is_duration(text: str) -> bool:
    match = DURATION.match(text)
    if match is None:
        return False
    return match[1] == "none" or int(match[2]) * _DAYS[match[3]] <= LONGEST


def _is_count(value: object) -> bool:
    """Whether a number is whole and written so."""
    if not isinstance(value, Decimal) or not vocabulary.fits(value, "whole"):
        return False
    return value.as_tuple().exponent == 0


def _is_day(text: str) -> bool:
    """Whether `MM-DD` is a day of some year; 29 February is."""
    match = MONTHDAY.match(text)
    try:
        return match is not None and bool(date(2000, int(match[1]), int(match[2])))
    except ValueError:
        return False


def key_of(spec: Spec, name: str) -> Key | None:
    """What a key of a rule is, be it one of its own, of a family or of all rules."""
    own = spec.keys.get(name) or COMMON.get(name)
    if own:
        return own
    for pattern in (*spec.patterns, ARTICLE_OF):
        if pattern.regex.match(name):
            return Key(pattern.type, pattern.th, pattern.en)
    return None
