"""Whatever is changed in closed periods is found and named, and an untouched fund is left alone."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path
from posixpath import dirname
from typing import Any

import pytest
from conftest import LEDGER
from conftest import Run
from conftest import codes
from conftest import files_of

from reports import figures
from reports import verifying
from rules import errors
from rules import seals as rules_of_seals
from welfare import books
from welfare import calendars
from welfare import main_files
from welfare import seals
from welfare import writing
from welfare.canonical import blocks
from welfare.findings import Finding
from welfare.findings import Refused

MAINS = ("main.beancount", "all.beancount")
JOURNAL = "journal/2023-10.beancount"
#: A month that is open, with its journal.
OPEN = "journal/2024-10.beancount"

Files = dict[str, bytes]
Change = Callable[[Files], None]


def package(fund: Path, book: books.Book, month: str) -> Files:
    """Everything that closes a month."""
    period = calendars.month_period(month)
    shown = figures.as_json(figures.figures(book, period))
    own = {"figures.json": (json.dumps(shown, ensure_ascii=False, indent=1) + "\n").encode()}
    entered = calendars.month_period(calendars.next_month(month)).first
    made = seals.seal(fund, book, month, "month", own, entered=entered, by="K04")
    for main in MAINS:
        line = f"closings/{month}/closing.beancount"
        made[main] = main_files.changed((fund / main).read_bytes(), [line])
    return made


def seal_months(fund: Path, first: str, last: str) -> None:
    """Close months one after the other, each on the day after its last one."""
    book = books.load(fund, whole=True)
    for month in calendars.months_between(first, last):
        made = package(fund, book, month)
        writing.commit(fund, made, writing.snapshot(fund, made))


def paper(fund: Path) -> dict[str, str]:
    """The codes as they are printed, by month."""
    return {link.period: link.code for link in seals.closings(fund)}


def named(files: Mapping[str, bytes], fund: Path) -> list[Finding]:
    """What `welfare verify --all` says of bytes and entries, before it comes to the figures."""
    case = verifying.open_case(files, fund, whole=True)
    found = [item for item in verifying.bytewise(case) if isinstance(item, Finding)]
    return [*found, *verifying.entries(case)]


# --- every byte ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small_closed(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund, two months closed, with no more bylaws and accounts than it needs."""
    fund = shutil.copytree(small_once, tmp_path_factory.mktemp("tamper") / "fund")
    for name, kept in (
        (
            "accounts.beancount",
            rb"open (A.*(Sav|Cash|0[12])|.*Unid|Eq.*[em] |Income:C|.*Entry|.*Birth|.*:A.*[ry] )",
        ),
        ("bylaws.beancount", rb'^2022-.*"bylaw" "(contribution|split|charge)"'),
    ):
        found = [block.raw for block in blocks((fund / name).read_bytes())]
        keep = [raw for raw in found if re.search(kept, raw, re.MULTILINE)]
        (fund / name).write_bytes(b"\n".join(keep) + b"\n")
    seal_months(fund, "2022-10", "2022-11")
    return fund


@pytest.fixture
def fund(tmp_path: Path, small_closed: Path) -> Path:
    """A copy of the small fund with two months closed."""
    return shutil.copytree(small_closed, tmp_path / "fund")


def sealed_bytes(name: str, raw: bytes, last: tuple[int, int, int]) -> list[int]:
    """Where bytes are sealed: all of a file, but of growing ones only the closed blocks."""
    if "/" in name:
        return list(range(len(raw)))
    found: list[int] = []
    at = 0
    for block in blocks(raw):
        at = raw.index(block.raw, at)
        if block.day <= last:
            found += range(at, at + len(block.raw))
        at += len(block.raw)
    return found


def test_every_byte(small_closed: Path) -> None:
    files = files_of(small_closed)
    case = verifying.open_case(files, small_closed, whole=True)
    assert not list(verifying.differences(case))
    listed = [item.file for item in verifying.sealed(case)]
    # All directives of this fund are closed; so are the line breaks between them.
    places = [(name, at) for name in listed for at in range(len(files[name]))]
    assert 20_000 < len(places) < 30_000
    for name, at in places:
        raw = files[name]
        changed = {**files, name: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]}
        case = verifying.open_case(changed, small_closed, whole=True)
        assert next(verifying.bytewise(case), None), f"{name}: byte {at}, {raw[at : at + 20]!r}"


# --- the sample ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample fund, closed to its last month, and the next month open; not to be changed."""
    fund = shutil.copytree(LEDGER, tmp_path_factory.mktemp("closed") / "fund")
    links = seals.in_force(seals.closings(fund))
    done = max((link.period for link in links if link.kind == "month"), default="2022-09")
    if done < "2024-09":
        seal_months(fund, calendars.next_month(done), "2024-09")
    (fund / OPEN).write_text('\n2024-10-01 custom "claim" "filed" "X"\n', encoding="utf-8")
    for main in MAINS:
        raw = (fund / main).read_bytes()
        (fund / main).write_bytes(main_files.changed(raw, [OPEN]))
    return fund


@pytest.fixture(scope="module")
def sample(closed: Path) -> Files:
    """The files of the closed sample fund."""
    return files_of(closed)


def test_an_untouched_fund(closed: Path, sample: Files) -> None:
    case = verifying.open_case(sample, closed, whole=True)
    assert not list(verifying.differences(case))
    assert not list(verifying.notes(case))
    assert not verifying.persons(case)
    assert len([link for link in case.scope if link.kind == "month"]) == 24


def test_random_changes(closed: Path, sample: Files) -> None:
    case = verifying.open_case(sample, closed, whole=True)
    listed = [item.file for item in verifying.sealed(case)]
    chance = random.Random(2567)
    for _ in range(200):
        name = chance.choice(listed)
        raw = sample[name]
        at = chance.choice(sealed_bytes(name, raw, (2024, 9, 30)))
        new = chance.choice([b"", b"7", b"\n", "ก".encode(), raw[at : at + 1] * 2])
        if new == raw[at : at + 1]:
            new = b"\xff"
        changed = {**sample, name: raw[:at] + new + raw[at + 1 :]}
        found = named(changed, closed)
        files = {str(place) for x in found for place in (x.place.file, x.args.get("file"))}
        if name.startswith("closings/"):
            # Where a package does not agree with itself, the package is named.
            name, files = dirname(name), {dirname(file) for file in files}
        assert name in files, f"{name}: byte {at} replaced by {new!r}: {found}"


def replaced(name: str, old: str, new: str) -> Change:
    """A change of some text where it stands first."""

    def change(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def added(name: str, text: str) -> Change:
    """A change that adds text at a file's end."""

    def change(files: Files) -> None:
        files[name] = files.get(name, b"") + text.encode()

    return change


def dropped(start: str) -> Change:
    """A change that removes a file, or all of a folder."""

    def change(files: Files) -> None:
        for name in [name for name in files if name.startswith(start)]:
            del files[name]

    return change


def moved(source: str, target: str, words: str) -> Change:
    """A change that takes a directive from one file to another, or to none."""

    def change(files: Files) -> None:
        block = next(x.raw for x in blocks(files[source]) if words.encode() in x.raw) + b"\n"
        files[source] = files[source].replace(block, b"", 1)
        if target:
            files[target] += block

    return change


def swapped(name: str, one: str, other: str) -> Change:
    """A change that lets two directives change places."""

    def change(files: Files) -> None:
        first, second = (
            next(x.raw for x in blocks(files[name]) if words.encode() in x.raw)
            for words in (one, other)
        )
        raw = files[name].replace(first, b"\0", 1).replace(second, first, 1)
        files[name] = raw.replace(b"\0", second, 1)

    return change


VOID = '\n2023-10-14 custom "receipt" "void" "99-66-0001"\n  by: "K04"\n  reason: "x"\n'
BYLAW = (
    '\n2023-10-14 custom "bylaw" "benefit" "hospital"\n  article: "x"\n  per-night: 900.00 THB\n'
)
DEATH = '\n2023-10-14 custom "member" "ended" "0001"\n  reason: "death"\n'
FOOT = 'custom "sheet-total" "2023-10/01"'

#: What is done -> the code that tells it, what it names, where.
CHANGES: dict[str, tuple[Change, str, str, str]] = {
    "an entry is added to the open month, dated back": (
        added(OPEN, VOID), "E801", "receipt void 99-66-0001", OPEN,
    ),
    "an entry is added to the closed month": (
        added(JOURNAL, VOID), "E801", "receipt void 99-66-0001", JOURNAL,
    ),
    "an entry is added to a closed journal, dated in an open month": (
        added(JOURNAL, VOID.replace("2023-", "2024-")), "E801", "receipt void 99-66-0001", JOURNAL,
    ),
    "a bylaw is dated back": (
        added("bylaws.beancount", BYLAW), "E801", "bylaw benefit hospital", "bylaws.beancount",
    ),
    "a death is dated back": (
        added("members.beancount", DEATH), "E801", "member ended 0001", "members.beancount",
    ),
    "an entry is removed": (
        moved(JOURNAL, "", FOOT),
        "E802", "sheet-total 2023-10/01", JOURNAL,
    ),
    "a member is swapped": (
        replaced(JOURNAL, 'member: "0002"', 'member: "0003"'), "E803", "collection 2023-10/01",
        JOURNAL,
    ),
    "a fact of the fund is changed": (
        replaced("all.beancount", "villages: 8", "villages: 9"), "E803", "fund sample",
        "all.beancount",
    ),
    "an entry is dated otherwise": (
        replaced(JOURNAL, f"2023-10-03 {FOOT}", f"2023-10-05 {FOOT}"), "E804",
        "sheet-total 2023-10/01", JOURNAL,
    ),
    "an event is dated into the open month": (
        replaced("members.beancount", '2023-10-01 custom "member" "ended" "0042"',
                 '2024-10-01 custom "member" "ended" "0042"'),
        "E804", "member ended 0042", "members.beancount",
    ),
    "an entry is moved to the open month's journal": (
        moved(JOURNAL, OPEN, FOOT), "E805", "sheet-total 2023-10/01", OPEN,
    ),
    "an entry is moved to another closed journal": (
        moved(JOURNAL, "journal/2023-11.beancount", FOOT), "E805", "sheet-total 2023-10/01",
        "journal/2023-11.beancount",
    ),
    "two entries change places": (
        swapped(JOURNAL, FOOT, '"sheet-total" "2023-10/02"'), "E813", "sheet-total 2023-10/02",
        JOURNAL,
    ),
    "a comment is added": (
        replaced(JOURNAL, f"2023-10-03 {FOOT}", f"; ?\n2023-10-03 {FOOT}"), "E806", "", JOURNAL,
    ),
    "the layout is changed": (
        replaced("members.beancount", "\n  village:", "\n    village:"), "E806", "",
        "members.beancount",
    ),
    "line ends are changed": (
        lambda files: files.update({JOURNAL: files[JOURNAL].replace(b"\n", b"\r\n")}), "E806", "",
        JOURNAL,
    ),
    "a bank line is changed": (
        replaced("bank/1111/2023-10.csv", "2023-10", "2023-11"), "E816", "",
        "bank/1111/2023-10.csv",
    ),
    "a bank file is added": (
        added("bank/1119/2023-10.csv", "x"), "E808", "", "bank/1119/2023-10.csv",
    ),
    "a bank file is removed": (
        dropped("bank/1111/2023-10.csv"), "E807", "", "bank/1111/2023-10.csv",
    ),
    "a journal is removed": (dropped(JOURNAL), "E807", "", JOURNAL),
    "a journal is no longer included": (
        replaced("all.beancount", f'include "{JOURNAL}"\n', ""), "E814", "", JOURNAL,
    ),
    "a closing directive is changed": (
        replaced("closings/2023-10/closing.beancount", 'by: "K04"', 'by: "K01"'), "E809", "",
        "closings/2023-10/closing.beancount",
    ),
    "a manifest is changed": (
        replaced("closings/2023-10/manifest.json", '"by": "K04"', '"by": "K01"'), "E811", "",
        "closings/2023-11/manifest.json",
    ),
    "a manifest is spoilt": (
        replaced("closings/2023-10/manifest.json", "{", "["), "E810", "",
        "closings/2023-10/manifest.json",
    ),
    "figures are changed": (
        replaced("closings/2023-10/figures.json", "2023", "2024"), "E816", "",
        "closings/2023-10/figures.json",
    ),
    "a package loses a file": (
        dropped("closings/2023-10/persons.csv"), "E807", "", "closings/2023-10/persons.csv",
    ),
    "a package gets a file": (
        added("closings/2023-10/more.csv", "x"), "E815", "", "closings/2023-10/more.csv",
    ),
    "a whole closing is removed": (
        dropped("closings/2023-10/"),
        "E811", "", "closings/2023-11/manifest.json",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_named(closed: Path, sample: Files, what: str) -> None:
    change, code, name, file = CHANGES[what]
    files = dict(sample)
    change(files)
    found = named(files, closed)
    assert (code, file) in [(item.code, item.place.file) for item in found], found
    first = next(item for item in found if item.code == code)
    assert first.args.get("what", "") == name
    # One change, one finding; spoiling a manifest also breaks what hangs on it.
    assert len(found) == 1 or "closings/" in file, found
    for lang in ("th", "en"):
        assert first.text(lang)


def test_swapping_a_member_moves_no_balance(closed: Path, sample: Files) -> None:
    files = dict(sample)
    replaced(JOURNAL, 'member: "0002"', 'member: "0003"')(files)
    case = verifying.open_case(files, closed, whole=True)
    assert not list(verifying.balances(case))
    assert [item.code for item in verifying.entries(case)] == ["E803"]


def test_balances_and_figures_are_derived_anew(fund: Path) -> None:
    path = fund / "journal" / "2022-11.beancount"
    path.write_text(path.read_text("utf-8").replace("120.00", "121.00"), encoding="utf-8")
    case = verifying.open_case(seals.Disk(fund), fund, whole=True)
    found = list(verifying.differences(case))
    assert [item.code for item in found] == ["E803", "R801", "R802"]
    assert found[1].args["account"] == "Assets:Cash"
    assert found[2].args["period"] == "2022-11"


def test_figures_of_another_format_are_not_comparable(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "FIGURES_FORMAT", 2)
    path = fund / "journal" / "2022-11.beancount"
    case = verifying.open_case(seals.Disk(fund), fund, whole=True)
    assert not list(verifying.differences(case))
    assert [item.code for item in verifying.notes(case)] == ["R803", "R803"]
    path.write_text(path.read_text("utf-8").replace("120.00", "121.00"), encoding="utf-8")
    case = verifying.open_case(seals.Disk(fund), fund, whole=True)
    assert "R802" not in [item.code for item in verifying.differences(case)]


# --- the plugin and the command ------------------------------------------------------------------


def test_the_plugin_names_what_verify_names(fund: Path, run: Run) -> None:
    raw = (fund / "bylaws.beancount").read_text("utf-8")
    (fund / "bylaws.beancount").write_text(raw + BYLAW.replace("2023-", "2022-"), encoding="utf-8")
    book = books.load(fund)
    found = rules_of_seals.check(book.entries, book.options)
    assert [item.code for item in found] == ["E801"]
    assert found[0].place.file == str(fund / "bylaws.beancount")
    assert found[0].place.line == raw.count("\n") + 2
    messages = [error.message for error in book.errors if "E801" in error.message]
    assert len(messages) == 1
    assert "1 พ.ย. 2565" in messages[0]
    result = run("verify", fund=fund)
    assert result.exit_code == 1
    assert codes(result) == ["E801"]
    assert result.output.startswith("bylaws.beancount:")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replaced("journal/2022-10.beancount", 'member: "0002"', 'member: "0003"'), "E803"),
        (replaced("closings/2022-10/closing.beancount", 'by: "K04"', 'by: "K01"'), "E809"),
        (replaced("main.beancount", 'include "closings/2022-10/closing.beancount"\n', ""), "E812"),
        (replaced("closings/2022-10/manifest.json", "{", "["), "E810"),
        (dropped("bank/1111/2022-10.csv"), "E807"),
        (added("journal/2022-11.beancount", '\n2022-11-30 custom "closing" "2022-12"\n'), "E809"),
    ],
)
def test_the_plugin(fund: Path, change: Change, code: str) -> None:
    files = files_of(fund)
    before = dict(files)
    change(files)
    for name in before.keys() | files.keys():
        if files.get(name) != before.get(name):
            (fund / name).write_bytes(files[name]) if name in files else (fund / name).unlink()
    book = books.load(fund)
    assert code in [item.code for item in rules_of_seals.check(book.entries, book.options)]


#: An entry of a closed month that changes no balance of cash or bank.
HONORARIA = (
    '\n2022-10-14 * "x"\n  kind: "expense"\n  doc: "66-9"\n  by: "K04"\n'
    "  Expenses:Admin:Honoraria 100.00 THB\n  Income:Donations -100.00 THB\n"
)
MEETING = '\n2022-10-14 custom "meeting" "9/2566"\n  type: "committee"\n  attendees: 9\n'


def told(fund: Path) -> tuple[set[str], set[str]]:
    """The codes that the plugin and `welfare verify` tell, of all books and of the main file."""
    plugin, verify = set(), set()
    for whole in (False, True):
        book = books.load(fund, whole=whole)
        plugin |= {item.code for item in rules_of_seals.check(book.entries, book.options)}
        case = verifying.open_case(seals.Disk(fund), fund, whole=whole)
        verify |= {item.code for item in verifying.differences(case)}
    return plugin, verify


def include(fund: Path, *names: str, drop: tuple[str, ...] = ()) -> None:
    for main in MAINS:
        raw = (fund / main).read_bytes()
        (fund / main).write_bytes(main_files.changed(raw, names, drop))


@pytest.mark.parametrize(
    ("file", "line", "code"),
    [
        ("../outside.beancount", "../outside.beancount", "E830"),
        ("../outside.beancount", "{}/outside.beancount", "E830"),
        ("../outside.beancount", "{}/out*.beancount", "E830"),
        ("extra/a.beancount", "extra/*.beancount", "E830"),
        ("extra/a.beancount", "extra/a.beancount", "E830"),
        ("journal/2022-10b.beancount", "journal/2022-10b.beancount", "E830"),
        ("closings/x.beancount", "closings/x.beancount", "E830"),
        ("closings/2022-10/x.beancount", "closings/2022-10/x.beancount", "E830"),
        ("extra.beancount", "extra.beancount", "E801"),
    ],
)
def test_a_file_more_is_told(fund: Path, file: str, line: str, code: str) -> None:
    (fund / file).parent.mkdir(exist_ok=True)
    (fund / file).write_text(HONORARIA, encoding="utf-8")
    include(fund, line.format(fund.parent))
    plugin, verify = told(fund)
    assert code in plugin & verify
    book = books.load(fund)
    assert rules_of_seals.is_torn(fund, book.options)


def test_a_carried_state_is_no_book(fund: Path) -> None:
    files = files_of(fund)
    links = seals.chain(files)
    read = ["main.beancount", "closings/2022-10/closing.beancount", "closings/2022-10/persons.csv"]
    found = list(rules_of_seals.foreign(files, links, read))
    assert [item.place.file for item in found] == ["closings/2022-10/persons.csv"]


@pytest.mark.parametrize(
    "date",
    ["2022-10-14", "2022/10/14", "2022-010-014", "02022-10-14", "\r2022-10-14", "2022-10-14\r"],
)
@pytest.mark.parametrize("glued", [False, True])
def test_however_beancount_reads_a_date(fund: Path, date: str, *, glued: bool) -> None:
    text = HONORARIA.replace("2022-10-14 *", f"{date}{'' if glued else ' '}*")
    with (fund / "governance.beancount").open("a", encoding="utf-8", newline="") as file:
        file.write('\n2022-12-05 custom "meeting" "3/2566"\n  type: "committee"\n' + text)
    assert any(entry.date.isoformat() == "2022-10-14" for entry in books.load(fund).transactions)
    plugin, verify = told(fund)
    assert "E801" in plugin & verify


def test_what_was_glued_when_it_was_closed_is_no_change(fund: Path) -> None:
    text = MEETING.replace("2022-10-14 ", "02022-12-14 ")
    path = fund / "governance.beancount"
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    seal_months(fund, "2022-12", "2023-01")
    assert told(fund) == (set(), set())


def test_an_adoption_by_hand_hides_nothing(fund: Path) -> None:
    seal_months(fund, "2022-12", "2023-10")
    path = fund / "governance.beancount"
    for year in ("2566", "2567"):
        text = (
            f'\n2023-11-01 custom "audit" "{year}"\n  by: "K03"\n  opinion: "unqualified"\n'
            f'\n2023-11-01 custom "adoption" "{year}"\n  resolution: "1/2566-1"\n'
            f'\n2023-11-01 custom "closing" "{year}"\n'
        )
        path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    with (fund / "journal" / "2022-10.beancount").open("a", encoding="utf-8") as file:
        file.write(HONORARIA)
    case = verifying.open_case(seals.Disk(fund), fund, whole=False)
    assert len(case.scope) == 13
    plugin, verify = told(fund)
    assert "E801" in plugin & verify
    book = books.load(fund)
    found = {item.code for item in errors.check(book.entries, book.options)}
    assert found & {"E801", "E809", "E831", "E832"} == {"E801", "E809", "E832"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('plugin "rules.plugin"', "", "E406"),
        ('option "tolerance_multiplier" "0"', 'option "tolerance_multiplier" "9"', "E407"),
        ('plugin "rules.plugin"', 'plugin "rules.plugin"\nplugin "beancount.plugins.auto"', "E417"),
    ],
)
def test_the_main_files_are_looked_at(fund: Path, old: str, new: str, code: str) -> None:
    for main in MAINS:
        text = (fund / main).read_text("utf-8")
        assert old in text
        (fund / main).write_text(text.replace(old, new), encoding="utf-8")
    assert code in told(fund)[1]


def test_padding_is_told(fund: Path) -> None:
    with (fund / "accounts.beancount").open("a", encoding="utf-8") as file:
        file.write("\n2022-12-05 pad Assets:Cash Income:Donations\n")
    assert "E401" in told(fund)[1]


def test_a_file_that_was_not_read_is_not_said_to_say_the_same(fund: Path) -> None:
    path = fund / "opening.beancount"
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    include(fund, drop=("opening.beancount",))
    case = verifying.open_case(seals.Disk(fund), fund, whole=False)
    found = list(verifying.entries(case))
    assert [(x.code, x.place.file) for x in found] == [("E816", "opening.beancount")]


def test_later_blocks_may_stand_anywhere(fund: Path, run: Run) -> None:
    path = fund / "governance.beancount"
    raw = path.read_bytes()
    first = blocks(raw)[0].raw
    new = b'\n; later\n2022-12-05 custom "meeting" "3/2566"\n  type: "committee"\n  attendees: 10'
    path.write_bytes(new + b"\n" + raw.replace(first, first + b"\n" + new.replace(b"3/", b"4/")))
    result = run("verify", "--all", fund=fund)
    assert result.exit_code == 0, result.output
    # Nor need there be a blank line between a later block and its neighbours.
    path.write_bytes(raw.replace(first, first + new + b"\n").replace(b"\n\n\n", b"\n"))
    assert told(fund) == (set(), set())


def test_nothing_closed(small_fund: Path, run: Run) -> None:
    assert run("verify", fund=small_fund).exit_code == 0
    code = seals.code_of("0" * 64)
    assert codes(run("verify", "--code", code, fund=small_fund)) == ["R808"]


def test_verify_tells_as_data(fund: Path, run: Run) -> None:
    data = json.loads(run("verify", "--json", fund=fund).output)
    assert [(link["period"], link["verified"]) for link in data["closings"]] == [
        ("2022-10", True),
        ("2022-11", True),
    ]
    assert data["findings"] == data["notes"] == data["persons"] == []
    kinds = {row["file"]: row["how"] for row in data["files"]}
    assert kinds["journal/2022-10.beancount"] == "final"
    assert kinds["members.beancount"] == "growing"
    assert kinds["closings/2022-11/manifest.json"] == "package"
    shown = run("verify", "--files", fund=fund).output
    assert all(name in shown for name in kinds)


# --- the forger ----------------------------------------------------------------------------------


@pytest.fixture
def forged(fund: Path) -> tuple[Path, dict[str, str]]:
    """Five closed months; the second was edited and all from then on closed anew; the paper."""
    seal_months(fund, "2022-12", "2023-02")
    printed = paper(fund)
    for month in list(printed)[1:]:
        shutil.rmtree(fund / "closings" / month)
    path = fund / "journal" / "2022-11.beancount"
    path.write_text(path.read_text("utf-8").replace("120.00", "121.00"), encoding="utf-8")
    for main in MAINS:
        lines = [f"closings/{month}/closing.beancount" for month in list(printed)[1:]]
        (fund / main).write_bytes(main_files.changed((fund / main).read_bytes(), (), lines))
    seal_months(fund, "2022-11", "2023-02")
    return fund, printed


def test_the_forger(forged: tuple[Path, dict[str, str]], run: Run) -> None:
    fund, printed = forged
    silent = run("verify", "--all", fund=fund)
    assert silent.exit_code == 0, silent.output
    links = seals.closings(fund)
    for month, code in printed.items():
        found = list(verifying.against_paper(links, [verifying.Paper(code)]))
        dated = list(verifying.against_paper(links, [verifying.Paper(code, month)]))
        assert [x.code for x in found] == ([] if month == "2022-10" else ["R808"])
        assert [x.code for x in dated] == ([] if month == "2022-10" else ["R809"])
    result = run("verify", "--all", "--code", printed["2023-02"], fund=fund)
    assert result.exit_code == 1
    assert codes(result) == ["R808"]
    assert printed["2023-02"] in result.output


def test_the_first_paper_that_differs(forged: tuple[Path, dict[str, str]], run: Run) -> None:
    fund, printed = forged
    words = [f"--code={month}={code}" for month, code in reversed(printed.items())]
    result = run("verify", "--all", *words, fund=fund)
    assert codes(result) == ["R809"]
    assert "the code of 2022-11 is" in result.output
    assert "agrees with the closing of 2022-10" in result.output


def test_a_cut_off_tail(fund: Path, run: Run) -> None:
    printed = paper(fund)
    shutil.rmtree(fund / "closings" / "2022-11")
    for main in MAINS:
        gone = ["closings/2022-11/closing.beancount"]
        (fund / main).write_bytes(main_files.changed((fund / main).read_bytes(), (), gone))
    assert run("verify", "--all", fund=fund).exit_code == 0
    last = printed["2022-11"]
    assert codes(run("verify", "--all", "--code", last, fund=fund)) == ["R808"]
    assert codes(run("verify", "--all", "--code", f"พ.ย.2565={last}", fund=fund)) == ["R810"]
    agreed = run("verify", "--all", "--code", printed["2022-10"], fund=fund)
    assert agreed.exit_code == 0


def test_a_mistyped_code(fund: Path, run: Run) -> None:
    code = paper(fund)["2022-11"]
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    result = run("verify", "--code", wrong, fund=fund)
    assert result.exit_code == 2
    assert codes(result) == ["R805"]
    spoken = code.replace("-", " ").translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert run("verify", "--code", spoken, fund=fund).exit_code == 0


# --- the disk fills up ---------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_half_sealed(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = package(fund, books.load(fund, whole=True), "2022-12")
    before = files_of(fund)
    for left in range(100):
        budget = [left]

        def write(file: int, data: Any, budget: list[int] = budget) -> int:
            if not budget[0]:
                raise OSError(errno.ENOSPC, "full")
            budget[0] -= 1
            return os.write(file, data)

        monkeypatch.setattr(writing, "_write", write)
        try:
            writing.commit(fund, made, writing.snapshot(fund, made))
        except Refused as refused:
            why = [item.code for item in refused.findings]
        else:
            break
        assert why == ["F203"]
        assert files_of(fund) == before
        assert seals.closed_until(fund).isoformat() == "2022-11-30"
    assert left > len(made)
    assert files_of(fund) == before | made
    assert not named(files_of(fund), fund)
