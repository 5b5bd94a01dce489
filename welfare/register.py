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
from collections.abc import Iterable
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from welfare import writing
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding

PATH = "register/people.csv"
LAST_GOOD = "register/people.last-good.csv"
#: How the codes begin that tell of a damaged register.
DAMAGED = "F4"
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
    from stdnum.th import pin  # noqa: PLC0415 - slow to import, and seldom asked

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


def next_payee(people: People) -> str:
    """The next free number of a payee, `P0001`; a number once given is never given again."""
    taken = (int(key[1:]) for key in people if key[0] == "P" and key[1:].isdecimal())
    return f"P{max(taken, default=0) + 1:04d}"


def plain_name(text: str) -> str:
    """A name for comparing: NFC, without title, relation and spaces."""
    name = unicodedata.normalize("NFC", text or "").strip()
    match = _RELATION.match(name)
    name = re.sub(r"\s+", "", match[1] if match else name)
    for title in TITLES:
        if name.startswith(title):
            return name.removeprefix(title)
    return name


def full_names(people: People) -> frozenset[str]:
    """`first last` of everyone who has both; what a free text may not hold."""
    return frozenset(
        f"{row.first_name} {row.last_name}"
        for row in people.values()
        if row.first_name and row.last_name
    )


def overlaid(row: Person, given: Mapping[str, str]) -> tuple[Person, list[str]]:
    """A row with what was given, nothing blanked, and the names of the fields that it changed."""
    new = {key: value for key, value in given.items() if value}
    changed = sorted(key for key, value in new.items() if getattr(row, key) != value)
    return row._replace(**new), changed


def same_name(one: Person, other: Person) -> bool:
    """Whether two rows bear one name, whatever the titles; a row without name bears any."""
    names = {plain_name(one.name), plain_name(other.name)} - {""}
    return len(names) <= 1


#: What a spreadsheet would take for a formula; one apostrophe before it keeps it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
_SHIELDED = re.compile(r"'+[=+\-@\t\r].", re.DOTALL)


def _shielded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unshielded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _SHIELDED.match(cell) else cell


def render(people: People) -> bytes:
    """The register as bytes: UTF-8 with BOM, CRLF, sorted by person number.

    Raises:
        Refused: P214, a value that loading would take for a spreadsheet's damage.
    """
    damaged = [(row.person, column) for row in people.values() if (column := damage(row))]
    if damaged:
        raise Refused(
            *(finding("P214", Place(PATH, column=column), person=who) for who, column in damaged)
        )
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
    shields = "'" in text
    sound = not shields and _is_undamaged(rows)
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        if len(row) != len(Person._fields):
            wrong.append(finding("F403", Place(PATH, row=number), good=good.name))
            continue
        person = Person(*map(_unshielded, row) if shields else row)
        if not sound and (damaged := damage(person)):
            place = Place(PATH, row=number, column=damaged)
            wrong.append(finding("F404", place, good=good.name))
        if person.person in people:
            place = Place(PATH, row=number)
            wrong.append(finding("F405", place, person=person.person, good=good.name))
        people[person.person] = person
    if wrong:
        raise Refused(*wrong)
    return people


_POWER = re.compile(r"\d+(\.\d+)?E\+\d+", re.IGNORECASE)
#: `19/3` as a spreadsheet takes it: Mar-19, 19-Mar, 19/3/2026, 2026-03-19, มี.ค.-19.
_DATE = re.compile(
    r"(\d{1,4}[- ])?[A-Z][a-z]{2}([- ]\d{1,4})?"
    r"|(\d{1,4}[- ])?[ก-๎]{1,3}\.[ก-ฮ]\.([- ]\d{1,4})?"
    r"|\d{1,2}[-/]\d{1,2}[-/](19|20|24|25)\d\d"
    r"|(19|20|24|25)\d\d[-/]\d\d[-/]\d\d.*"
)
#: What each column never holds, unless a spreadsheet has put it there. "0042" becomes 42: member
#: numbers have four digits at least; phones have nine or ten, bank accounts ten or twelve.
_DAMAGE = {
    "person": re.compile(rf"\d{{1,3}}|{_POWER.pattern}", re.IGNORECASE),
    "citizen_id": _POWER,
    "house_no": _DATE,
    "phone": re.compile(rf"[689]\d{{8}}|[2-7]\d{{7}}|{_POWER.pattern}", re.IGNORECASE),
    "bank_account": re.compile(rf"\d{{1,9}}|\d{{11}}|{_POWER.pattern}", re.IGNORECASE),
}


def _is_undamaged(rows: list[list[str]]) -> bool:
    """Whether no cell is one that `damage` tells of; by column, which is quick."""
    columns = dict(zip(rows[0], zip_longest(*rows, fillvalue=""), strict=False))
    return not any(any(map(pattern.fullmatch, columns[name])) for name, pattern in _DAMAGE.items())


def damage(row: Person) -> str:
    """The first column that a spreadsheet has turned into another value, or ""."""
    for column, pattern in _DAMAGE.items():
        value = getattr(row, column)
        if value and pattern.fullmatch(value):
            return column
    return ""


def render_good(raw: bytes, people: People, changed: Iterable[str]) -> bytes:
    """The next last good copy: the one before with the rows that a command has changed.

    What was changed by hand in people.csv does not become good by standing there.

    Args:
        raw: the last good copy so far; without one, all rows are taken.
        people: the register as it will be.
        changed: person numbers of the rows that the command changes.
    """
    try:
        good = parse(raw, Path(LAST_GOOD)) if raw.strip() else people
    except Refused:
        good = people
    return render({**good, **{key: people[key] for key in changed}})


def load(folder: Path) -> People:
    """The register of a fund; empty if it has none yet."""
    path = folder / PATH
    return parse(writing.read(path) if path.is_file() else b"", path)
