"""`register/people.csv`: all that names or finds a person, and the only such place.

One row per person number: members under their first member number, nominees, officers and payees.
The file is UTF-8 with BOM so that Excel opens it; what Excel may do to it on saving (numbers as
3.1E+12, lost zeros, another code page, moved headings) is refused, and the last good copy is kept
beside it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from stdnum.th import pin

from welfare import writing
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding

PATH = "register/people.csv"
LAST_GOOD = "register/people.last-good.csv"
TITLES = (
    "นางสาว", "นาง", "นาย", "น.ส.", "ด.ช.", "ด.ญ.", "เด็กชาย", "เด็กหญิง", "พระ", "สามเณร", "แม่ชี",
)  # fmt: skip


class Person(NamedTuple):
    """A row of the register. Every field is text; empty where unknown."""

    person: str
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    citizen_id: str = ""
    house_no: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    relation: str = ""
    bank_account: str = ""

    @property
    def name(self) -> str:
        """Title, first and last name."""
        return f"{self.title}{self.first_name} {self.last_name}".strip()


People = dict[str, Person]


def id_check(citizen_id: str) -> str:
    """`valid`, `missing` or `invalid`: 13 digits with the right check digit."""
    if not citizen_id:
        return "missing"
    return "valid" if pin.is_valid(citizen_id) else "invalid"


_RELATION = re.compile(r"^(.*?)\s*\(([^()]*)\)$")


def named(person: str, text: str) -> Person:
    """A row from a full name as papers write it: title, first and last name, `(relation)`."""
    match = _RELATION.match(text)
    name, relation = (match[1], match[2]) if match else (text, "")
    title = next((title for title in TITLES if name.startswith(title)), "")
    first, _, last = name.removeprefix(title).strip().partition(" ")
    return Person(person, title, first, last.strip(), relation=relation)


def plain_name(text: str) -> str:
    """A name for comparing: NFC, without title, relation and spaces."""
    name = unicodedata.normalize("NFC", text or "").strip()
    match = _RELATION.match(name)
    name = re.sub(r"\s+", "", match[1] if match else name)
    for title in TITLES:
        if name.startswith(title):
            return name.removeprefix(title)
    return name


def full_names(people: People) -> set[str]:
    """`first last` of everyone who has both; what a free text may not hold."""
    return {
        f"{row.first_name} {row.last_name}"
        for row in people.values()
        if row.first_name and row.last_name
    }


#: What a spreadsheet would take for a formula; one apostrophe before it keeps it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
_SHIELDED = re.compile(r"'+[=+\-@\t\r].", re.DOTALL)


def _shielded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unshielded(cell: str) -> str:
    return cell[1:] if _SHIELDED.match(cell) else cell


def render(people: People) -> bytes:
    """The register as bytes: UTF-8 with BOM, CRLF, sorted by person number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Person._fields)
    writer.writerows([_shielded(cell) for cell in people[key]] for key in sorted(people))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def parse(raw: bytes, path: Path) -> People:
    """The register from bytes; none or an empty file is an empty register if it had never rows.

    Raises:
        Refused: F401 not UTF-8, F402 headings changed, F403 a row with other columns,
            F404 numbers damaged by a spreadsheet, F405 a person number twice, F406 gone or empty.
    """
    place = Place(PATH)
    good = path.parent / Path(LAST_GOOD).name
    if not raw.strip():
        if good.is_file():
            raise Refused(finding("F406", place, good=good.name))
        return {}
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(finding("F401", place, good=good.name)) from error
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise Refused(finding("F403", place, good=good.name)) from error
    if not rows or tuple(rows[0]) != Person._fields:
        raise Refused(finding("F402", place, wanted=", ".join(Person._fields), good=good.name))
    people: People = {}
    wrong = []
    for number, row in enumerate(rows[1:], start=2):
        where = Place(PATH, row=number)
        if not any(row):
            continue
        if len(row) != len(Person._fields):
            wrong.append(finding("F403", where, good=good.name))
            continue
        person = Person(*map(_unshielded, row))
        damaged = _damaged(person)
        if damaged:
            wrong.append(finding("F404", where._replace(column=damaged), good=good.name))
        if person.person in people:
            wrong.append(finding("F405", where, person=person.person, good=good.name))
        people[person.person] = person
    if wrong:
        raise Refused(*wrong)
    return people


def _damaged(row: Person) -> str:
    """The first column that a spreadsheet has turned into another number, or ""."""
    for column, value in zip(Person._fields, row, strict=True):
        if column in ("person", "citizen_id", "phone", "bank_account") and re.match(
            r"^\d+(\.\d+)?E\+\d+$", value, re.IGNORECASE
        ):
            return column
    # "0042" saved as 42: member numbers are never shorter than four digits.
    if re.match(r"^\d{1,3}$", row.person):
        return "person"
    return "phone" if re.match(r"^([689]\d{8}|[2-7]\d{7})$", row.phone) else ""


def load(folder: Path) -> People:
    """The register of a fund; empty if it has none yet."""
    path = folder / PATH
    return parse(writing.read(path) if path.is_file() else b"", path)
