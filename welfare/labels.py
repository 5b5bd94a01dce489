"""What the facts of members are called: the books' keys and words, as a person reads them.

    label("village", "th")                  หมู่
    value("frequency", "monthly", "th")     รายเดือน
    value("birth", "1981-01-09", "th")      9 ม.ค. 2524

English keeps the books' own words.
"""

from __future__ import annotations

import re
from datetime import date

from welfare import calendars

#: Thai words for what `show` and `list` print; English keeps the books' own words.
LABELS = {
    "member": "เลขที่",
    "name": "ชื่อ",
    "joined": "รับเมื่อ",
    "ended": "สิ้นสภาพ",
    "reason": "เหตุ",
    "applied": "วันสมัคร",
    "resolution": "มติ",
    "birth": "วันเกิด",
    "sex": "เพศ",
    "village": "หมู่",
    "household": "ครัวเรือน",
    "frequency": "ประเภทการส่ง",
    "group": "กลุ่ม",
    "id-check": "เลขประจำตัวประชาชน",
    "nominee": "ผู้รับผลประโยชน์",
    "other-fund-since": "กองทุนอื่นตั้งแต่",
    "person": "เลขบุคคล",
    "by": "ผู้บันทึก",
    "on": "เกิดเหตุเมื่อ",
    "about": "เรื่อง",
    "how": "แจ้งโดย",
    "fields": "ช่องที่แก้",
    "round": "รอบที่",
    "note": "หมายเหตุ",
    "claims": "คำขอ",
    "date": "วันที่",
    "receipt": "ใบเสร็จ",
    "account": "บัญชี",
    "months": "งวด",
    "amount": "บาท",
}
VALUES = {
    "monthly": "รายเดือน",
    "half-year": "รายครึ่งปี",
    "yearly": "รายปี",
    "F": "หญิง",
    "M": "ชาย",
    "valid": "ถูกต้อง",
    "missing": "ไม่มี",
    "invalid": "ไม่ถูกต้อง",
    "disabled": "พิการ",
    "orphan": "กำพร้า",
    "disadvantaged": "ด้อยโอกาส",
    "none": "ทั่วไป",
    "death": "ตาย",
    "resign": "ลาออก",
    "expelled": "ให้ออก",
    "moved": "ย้าย",
    "lapse": "ขาดส่ง",
    "arrears": "ค้างชำระ",
    "other": "อื่น ๆ",
    "letter": "หนังสือ",
    "visit": "ไปพบ",
    "phone": "โทรศัพท์",
    "meeting": "ที่ประชุม",
    "board": "ปิดประกาศ",
}
_WORDS = {"sex", "frequency", "group", "id-check", "reason", "about", "how"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATES = {"joined", "ended", "applied", "birth", "other-fund-since", "on"}


def label(key: str, lang: str) -> str:
    """The heading of a fact; English keeps the books' own word."""
    return LABELS.get(key, key) if lang == "th" else key


def value(key: str, text: str, lang: str) -> str:
    """A fact as a person reads it: Thai words and พ.ศ. dates, or the books' own in English."""
    if lang != "th":
        return text
    if key in _DATES and _ISO.fullmatch(text):
        return calendars.thai_date(date.fromisoformat(text))
    return VALUES.get(text, text) if key in _WORDS else text
