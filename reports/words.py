"""Words, dates and amounts as documents write them, in Thai and in English.

    words = Words("th")
    words("รวม", "Total")                   รวม
    words.day(date(2023, 9, 30))            30 กันยายน 2566
    words.month("2023-10")                  ตุลาคม 2566
    words.period(period)                    เดือนตุลาคม 2566, ปีบัญชี 2566 …
    words.baht_in_words(Decimal("101"))     หนึ่งร้อยเอ็ดบาทถ้วน

A final 1 is read เอ็ด after any ten, a zero one too (101: หนึ่งร้อยเอ็ด), as banks and Excel do.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from welfare import calendars
from welfare import money
from welfare.calendars import Period

MONTHS_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: A dotted line to write on, as wide as a short word or a name.
DOTS = "." * 24


class Words(NamedTuple):
    """The words of one language, `th` or `en`."""

    lang: str

    def __call__(self, th: str, en: str) -> str:
        """The one of two texts that is in this language."""
        return th if self.lang == "th" else en

    def day(self, day: date) -> str:
        """A day in full: `30 กันยายน 2566`, `30 September 2023`."""
        english = f"{day.day} {MONTHS_ENGLISH[day.month - 1]} {day.year}"
        return self(calendars.thai_date(day, "long"), english)

    def short_day(self, day: date) -> str:
        """A day as it stands in tables: `30 ก.ย. 2566`, `30 Sep 2023`."""
        english = f"{day.day} {MONTHS_ENGLISH[day.month - 1][:3]} {day.year}"
        return self(calendars.thai_date(day), english)

    def month(self, month: str) -> str:
        """A month given as `YYYY-MM`: `ตุลาคม 2566`, `October 2023`."""
        english = f"{MONTHS_ENGLISH[int(month[5:]) - 1]} {month[:4]}"
        return self(calendars.thai_month(month), english)

    def short_month(self, month: str) -> str:
        """A month as a heading of a narrow column: `ต.ค. 66`, `Oct 23`."""
        first = date.fromisoformat(f"{month}-01")
        thai = f"{calendars.MONTHS_SHORT[first.month - 1]} {calendars.be(first) % 100:02}"
        return self(thai, f"{MONTHS_ENGLISH[first.month - 1][:3]} {month[2:4]}")

    def month_name(self, month: str) -> str:
        """A month of any year: `ต.ค.`, `Oct`."""
        index = int(month[5:]) - 1
        return self(calendars.MONTHS_SHORT[index], MONTHS_ENGLISH[index][:3])

    def year(self, year: int | str) -> str:
        """A fiscal year given in พ.ศ.: `ปีบัญชี 2566`, `fiscal year 2023 (BE 2566)`."""
        ended = int(year) - calendars.BE_MINUS_CE
        return self(f"ปีบัญชี {year}", f"fiscal year {ended} (BE {year})")

    def period(self, period: Period) -> str:
        """A month, a fiscal year or a run of days, in words."""
        if period.label.isdigit():
            return self.year(period.label)
        if period.first == period.last:
            return self.day(period.first)
        if period.label == calendars.month_of(period.first):
            return self("เดือน", "") + self.month(period.label)
        first, last = self.day(period.first), self.day(period.last)
        return self(f"{first} ถึง {last}", f"{first} to {last}")

    def baht(self, amount: Decimal) -> str:
        """An amount in a sentence: `1,234.50 บาท`."""
        return f"{money.text(amount)} {self('บาท', 'baht')}"

    def heads(self, count: int) -> str:
        """A number of people: `1,234 คน`."""
        return f"{count:,} {self('คน', 'person' if count == 1 else 'people')}"

    def baht_in_words(self, amount: Decimal) -> str:
        """An amount spelt out, as receipts and vouchers need it (จำนวนเงินตัวอักษร).

        Args:
            amount: baht, exact to the satang, not negative.
        """
        from num2words import num2words  # noqa: PLC0415 - only papers spell amounts

        assert amount >= 0, f"{amount} cannot be received or paid"
        baht, satang = divmod(money.satang(amount), 100)
        if self.lang == "th":
            exact = money.from_satang(money.satang(amount))
            return str(num2words(exact, lang="th", to="currency", currency="THB"))
        parts = f" and {num2words(satang)} satang" if satang else " only"
        return f"{num2words(baht)} baht{parts}"

    def page(self, page: str, pages: str) -> str:
        """The line that counts pages: `หน้า 1/8`, `page 1 of 8`."""
        return self(f"หน้า {page}/{pages}", f"page {page} of {pages}")

    @property
    def draft(self) -> str:
        """What stands where the code of the closing would stand."""
        return self("ยังไม่ปิดงวด / ฉบับร่าง", "period not closed / draft")
