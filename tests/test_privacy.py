"""What finds a person never reaches the books, however it is spelt."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import files_of
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from welfare import privacy
from welfare import register
from welfare.calendars import to_thai_digits
from welfare.findings import NOWHERE
from welfare.records import custom
from welfare.records import transaction

NAMES = {"คำปัน สมมติรัตน์", "ดี มาก", "John Smith"}


def codes(text: str) -> list[str]:
    return [item.code for item in privacy.findings("note", text, NAMES, NOWHERE)]


def with_check_digit(twelve: str) -> str:
    return twelve + pin.calc_check_digit(twelve)


TWELVE = st.from_regex(r"[1-8][0-9]{11}", fullmatch=True)
VALID = TWELVE.map(with_check_digit).filter(pin.is_valid)
SEPARATORS = st.sampled_from(["", " ", "-", "\u00a0", "–", "‑"])
AROUND = st.sampled_from(["", "เลขบัตร ", "id:", "(", "ของนาย ก ", "12 ", "1,200.50 "])


@st.composite
def spelt(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number as written: parted anywhere, in Thai or Arabic digits, amid other words."""
    number = draw(numbers)
    groups = draw(st.sampled_from([[1, 4, 5, 2, 1], [13], [1] * 13, [3, 10], [6, 7]]))
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    text = draw(SEPARATORS).join(parts)
    if draw(st.booleans()):
        text = to_thai_digits(text)
    before, after = draw(AROUND), draw(AROUND)
    return f"{before.rstrip('0123456789 ')}{' ' if before else ''}{text}{' x' if after else ''}"


@given(spelt(VALID))
def test_a_citizen_id_is_found_in_every_spelling(text: str) -> None:
    assert "E301" in codes(text)


@given(spelt(VALID.map(lambda n: n[:-1] + str((int(n[-1]) + 1) % 10))))
def test_a_number_with_a_wrong_check_digit_is_no_citizen_id(text: str) -> None:
    assert "E301" not in codes(text)


@pytest.mark.parametrize(
    "text", ["12345 30035446 64563", "3003544664563\u200b.", "๓-๐๐๓๕-๔๔๖๖๔-๕๖-๓"]
)
def test_a_citizen_id_is_not_hidden_by_what_stands_beside_it(text: str) -> None:
    assert codes(text) == ["E301"]


def test_messages_do_not_tell_the_number() -> None:
    (item,) = privacy.findings("note", "3003544664563", (), NOWHERE)
    assert "•••••••••4563" in item.text("th")
    assert "300354466" not in item.text("th") + item.text("en")


@pytest.mark.parametrize(
    "number",
    ["0812345678", "081-234-5678", "081 234 5678", "08-1234-5678", "081-2345678", "+66812345678",
     "+66 81 234 5678", "+66(0)81-234-5678", "๐๘๑-๒๓๔-๕๖๗๘", "081–234–5678", "0612345678",
         "0912345678"],
)  # fmt: skip
def test_mobile_numbers_are_found(number: str) -> None:
    assert codes(f"โทร.{number} ถามที่บ้าน") == ["E302"]


@pytest.mark.parametrize(
    "text",
    ["06-66-0001 ถึง 06-66-0010", "06-66-0001 06-66-0010", "ใบเสร็จ 00-66-0008", "2566-08-01",
     "โทร 02-123-4567", "1,200.50 บาท", "มติ 9/2566-12", "รุ่น 0801", "PV66-0812"],
)  # fmt: skip
def test_numbers_of_papers_are_no_phones(text: str) -> None:
    assert codes(text) == []


@given(st.from_regex(r"0[689][0-9]{8}", fullmatch=True))
def test_any_mobile_number_is_found(number: str) -> None:
    assert "E302" in codes(number)
    assert "E302" in codes(to_thai_digits(f"{number[:3]}-{number[3:6]}-{number[6:]}"))


@pytest.mark.parametrize(
    "text",
    ["จ่ายให้ นายคำปัน สมมติรัตน์ แล้ว", "คำปัน  สมมติรัตน์", "คำปัน\u00a0สมมติรัตน์",
        "คำปันสมมติรัตน์",
     "คำปัน\u200bสมมติรัตน์", "คําปัน สมมติรัตน์", "john smith", "ดี มาก",
     unicodedata.normalize("NFD", "คำปัน สมมติรัตน์")],
)  # fmt: skip
def test_registered_names_are_found(text: str) -> None:
    assert codes(text) == ["E303"]


@pytest.mark.parametrize("text", ["คำปัน", "สมมติรัตน์", "ทำดีมาก", "ประชุมสามัญ ครั้งที่ 1/2566", ""])
def test_other_words_are_no_names(text: str) -> None:
    assert codes(text) == []


def test_nobody_of_the_register_is_found_outside_it(sample_once: Path) -> None:
    people = register.load(sample_once)
    names = register.full_names(people)
    numbers = {n for row in people.values() for n in (row.citizen_id, row.phone) if n}
    assert names
    assert numbers
    for file, raw in files_of(sample_once).items():
        if not file.startswith("register/"):
            text = raw.decode("utf-8")
            assert list(privacy.names_in(text, names)) == [], file
            assert [number for number in numbers if number in text] == [], file


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("โอนจ่ายสวัสดิการ นายคำปัน สมมติรัตน์ (หลาน)", "โอนจ่ายสวัสดิการ … (หลาน)"),
        ("รับจาก คำปันสมมติรัตน์", "รับจาก …"),
        ("โอน JOHN  SMITH", "โอน …"),
        ("เลขบัตร 3-0035-44664-56-3 โอน", "เลขบัตร … โอน"),
        ("พร้อมเพย์ 081-234-5678", "พร้อมเพย์ …"),
        ("คํา\u200bปัน สมมติรัตน์", "-"),
        ("ค่าธรรมเนียมโอน 12 บาท", "ค่าธรรมเนียมโอน 12 บาท"),
        ("06-66-0001", "06-66-0001"),
    ],
)
def test_texts_of_others_are_masked(text: str, kept: str) -> None:
    assert privacy.masked(text, NAMES, "-") == kept
    assert codes(kept) == []


def found(*entries: object) -> list[tuple[str, str]]:
    return [
        (item.code, str(item.args.get("key", "")))
        for entry in entries
        for key, text in privacy.free_texts(entry)  # type: ignore[arg-type]
        for item in privacy.findings(key, text, NAMES, NOWHERE)
    ]


def test_identifiers_are_looked_at_too() -> None:
    day = date(2023, 1, 1)
    paper = custom(day, ("attachment",), ["PV66-0001"], paper="คำปัน-สมมติรัตน์", by="K04")
    joined = custom(day, ("member", "joined"), ["3003544664563"], village="01")
    lines = [
        ("Assets:Cash", Decimal("30.00"), {}),
        ("Income:Donations", Decimal("-30.00"), {"member": "0001", "note": "john_smith"}),
    ]
    money = transaction(
        day, "-", lines, kind="donation", receipt="3003544664563", source="คำปัน สมมติรัตน์.csv #2"
    )
    tagged = money._replace(meta={}, postings=[], links=frozenset(["John-Smith"]))
    assert found(paper) == [("E303", "paper")]
    assert found(joined) == [("E301", "member"), ("E304", "")]
    assert set(found(money)) == {("E303", "note"), ("E301", "receipt"), ("E303", "source")}
    assert found(tagged) == [("E303", "links")]


def test_receipts_of_a_carried_member_are_no_phones() -> None:
    """The end of one receipt's number and the day of the next have nine digits after a nought."""
    told = "230105:30:03-66-0750 230204::0998 230304::0612 230405:60:1-66-0001 230505"
    entry = custom(date(2023, 9, 30), ("carried", "member"), ["0042"], receipts=told)
    texts = [one for _, one in privacy.free_texts(entry)]
    assert any("230304" in text for text in texts)
    assert not [one for text in texts for one in privacy.findings("note", text, (), NOWHERE)]


def test_numbers_of_papers_are_no_members() -> None:
    day = date(2023, 1, 1)
    assert found(custom(day, ("member", "joined"), ["123456"], village="01")) == []
    assert found(custom(day, ("member", "joined"), ["1234567"], village="01")) == [("E304", "")]
    digest = {"sha256": "a3003544664563b" * 4, "file": "PV66-0001-photo-30035446.jpg"}
    assert found(custom(day, ("attachment",), ["PV66-0001"], paper="photo", **digest)) == []


@pytest.mark.parametrize(
    "paper", ["medical_cert", "Medical-Certificate", "ใบรับรองแพทย์", "ใบ รับรองแพทย์", "ใบสรุปการรักษา"]
)
def test_medical_papers(paper: str) -> None:
    assert privacy.is_medical(paper)
    assert not privacy.is_medical("birth_cert")
