"""Seals: canonical texts, the code on paper, what is closed, reopening, the register, the guard."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from beancount.parser import parser
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import files_of

from reports import closing
from reports import verifying
from rules import errors
from welfare import books
from welfare import calendars
from welfare import canonical
from welfare import main_files
from welfare import privacy
from welfare import register
from welfare import seals
from welfare import writing
from welfare.books import Book
from welfare.findings import BadValue
from welfare.findings import Refused

REOPENED = date(2022, 12, 5)
KEY = b"0123456789abcdef\n"


def close(
    fund: Path,
    period: str,
    kind: str = "month",
    book: Book | None = None,
    *,
    new_key: bool = False,
) -> None:
    """Close a period on its last day, with nothing in the package but the seal."""
    book = book or books.load(fund, whole=True)
    last = (
        calendars.month_period(period)
        if kind == "month"
        else calendars.fiscal_year_period(int(period), 10)
    ).last
    made: dict[str, bytes | None] = {
        **seals.seal(fund, book, period, kind, {}, entered=last, by="K04", new_key=new_key)
    }
    for main in ("main.beancount", "all.beancount"):
        line = f"closings/{period}/closing.beancount"
        made[main] = main_files.changed((fund / main).read_bytes(), [line])
    writing.commit(fund, made, writing.snapshot(fund, made))


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory, small_once: Path) -> Path:
    """The small fund with both of its months closed; not to be changed."""
    fund = shutil.copytree(small_once, tmp_path_factory.mktemp("seals") / "fund")
    for month in ("2022-10", "2022-11"):
        close(fund, month)
    return fund


@pytest.fixture
def fund(tmp_path: Path, closed_once: Path) -> Path:
    """A copy of the small fund with both of its months closed."""
    return shutil.copytree(closed_once, tmp_path / "fund")


def verified(fund: Path) -> list[str]:
    """The codes of what `welfare verify --all` finds."""
    case = verifying.open_case(seals.Disk(fund), fund, whole=True)
    return [item.code for item in verifying.differences(case)]


# --- canonical text ------------------------------------------------------------------------------

TEXT = """
2022-10-03 * "ร้าน" "ใบเก็บ \\"เงิน\\"" #b #a ^x
  kind: "collection"
  entered: 2022-10-03
  Assets:Cash   30.00 THB
  Income:Contributions:Members  -30.00 THB
    receipt: "01-66-0001"
    member: "0002"

2022-10-04 custom "cash-count" Assets:Cash 30.00 THB
  by: "K04"

2022-10-05 note Assets:Cash "หมายเหตุ"

2022-10-06 open Assets:Other THB
  code: "1"

2022-10-07 close Assets:Other
"""


def texts(text: str) -> list[str]:
    entries, found, _ = parser.parse_string(text)
    assert not found
    return [canonical.canonical(entry) for entry in entries]


def test_canonical_text() -> None:
    assert texts(TEXT) == [
        '2022-10-03 transaction * "ร้าน" "ใบเก็บ \\"เงิน\\"" #a #b ^x\n'
        ' entered: 2022-10-03\n kind: "collection"\n'
        " Assets:Cash 30.00 THB\n Income:Contributions:Members -30.00 THB\n"
        ' member: "0002"\n receipt: "01-66-0001"\n',
        '2022-10-04 custom "cash-count" Assets:Cash 30.00 THB\n by: "K04"\n',
        '2022-10-05 note Assets:Cash "หมายเหตุ"\n',
        '2022-10-06 open Assets:Other THB \n code: "1"\n',
        "2022-10-07 close Assets:Other\n",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30.00", "30.0"),
        ("ร้าน", "ร้านค้า"),
        ('"K04"', '"K03"'),
        ("2022-10-05", "2022-10-06"),
        ("#a", "#c"),
        ("^x", "^y"),
        ('receipt: "01-66-0001"', 'note: "01-66-0001"'),
        ("Assets:Cash 30", '"Assets:Cash" 30'),
        ("open Assets:Other THB", "open Assets:Other"),
        ("entered: 2022-10-03", 'entered: "2022-10-03"'),
    ],
)
def test_every_meaning_changes_the_canonical_text(old: str, new: str) -> None:
    assert old in TEXT
    assert sorted(texts(TEXT)) != sorted(texts(TEXT.replace(old, new, 1)))


def test_layout_does_not_change_the_canonical_text() -> None:
    other = TEXT
    for old, new in (
        ("   30.00", " 30.00"),
        ("\n\n", "\n; ?\n\n"),
        ("#b #a", "#a #b"),
        ('    receipt: "01-66-0001"\n', ""),
        ('    member: "0002"\n', '    member: "0002"\n    receipt: "01-66-0001"\n'),
    ):
        assert old in other
        other = other.replace(old, new)
    assert texts(other) == texts(TEXT)


def test_blocks_are_all_of_a_file_but_its_end() -> None:
    raw = b"; head\n\n2022-10-01 open A\n  code: 1\n; next\n2022-10-02 * x\n\tk: 1\n; end\n"
    found = canonical.blocks(raw)
    assert [(block.day, block.line) for block in found] == [((2022, 10, 1), 3), ((2022, 10, 2), 6)]
    assert b"\n".join(block.raw for block in found) + b"\n; end\n" == raw
    assert canonical.sealed_text(raw, date(2022, 10, 1)) == found[0].raw
    spaced = raw.replace(b"; next", b"\n \n; next").replace(b"; head", b"\r\n\n; head")
    assert [block.raw for block in canonical.blocks(spaced)] == [block.raw for block in found]


# --- the code ------------------------------------------------------------------------------------


def test_code() -> None:
    code = seals.code_of("f" * 64)
    digits = str(int("f" * 64, 16) % 10**16).zfill(16)
    assert code[:-2].replace("-", "") == digits
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4, 1]
    assert seals.parse_code(f" {code.replace('-', ' ')}") == code
    assert seals.parse_code(code.translate(str.maketrans("0123456789-", "๐๑๒๓๔๕๖๗๘๙–"))) == code


def test_mistyped_codes() -> None:
    digits = seals.code_of("a1" * 32).replace("-", "")
    wrong = [
        digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
        for at in range(17)
        for more in range(1, 10)
    ]
    wrong += [
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(16)
        if digits[at] != digits[at + 1]
    ]
    for text in [*wrong, "", digits[:-1], digits + "0", "x" * 17, "²" * 17]:
        with pytest.raises(BadValue) as bad:
            seals.parse_code(text)
        assert bad.value.code == "R805"


def test_codes_are_not_taken_for_citizen_ids() -> None:
    many = [seals.code_of(f"{number:064x}") for number in range(1000)]
    assert not [code for code in many if any(privacy.citizen_ids(f"รหัส {code} ค่ะ"))]
    assert list(privacy.citizen_ids("3-0035-44664-56-3"))


# --- closings ------------------------------------------------------------------------------------


def test_what_a_closing_holds(fund: Path) -> None:
    first, second = seals.closings(fund)
    assert (first.kind, first.period, first.previous) == ("month", "2022-10", "")
    assert (second.first, second.last) == (date(2022, 11, 1), date(2022, 11, 30))
    assert (
        second.previous
        == first.sha256
        == writing.digest((fund / "closings" / "2022-10" / "manifest.json").read_bytes())
    )
    manifest = seals.manifest_of(seals.Disk(fund), second)
    assert manifest.previous == {
        "folder": "2022-10",
        "sha256": first.sha256,
        "code": first.code,
    }
    assert set(manifest.final) == {"journal/2022-11.beancount"}
    assert "main.beancount" not in manifest.growing
    text = (fund / "closings" / "2022-11" / "closing.beancount").read_text("utf-8")
    assert text.startswith('2022-12-01 custom "closing" "2022-11"\n')
    assert f'  code: "{second.code}"\n' in text
    book = books.load(fund)
    assert not book.errors
    cash = book.balance(books.CASH, date(2022, 11, 30))
    assert f"2022-12-01 balance Assets:Cash {cash} THB\n" in text
    assert "Income" not in text
    assert "Equity" not in text


def test_the_same_books_give_the_same_seal(small_fund: Path) -> None:
    (small_fund / seals.KEY).write_bytes(KEY)
    whole, main = books.load(small_fund, whole=True), books.load(small_fund)

    def made(book: Book) -> dict[str, bytes]:
        return seals.seal(
            small_fund, book, "2022-10", "month", {}, entered=date(2022, 11, 1), by="K04"
        )

    assert seals.KEY not in made(main)
    assert made(main) == made(main)
    ours, theirs = (
        seals.parse_manifest(made(book)["closings/2022-10/manifest.json"]) for book in (whole, main)
    )
    assert ours
    assert theirs
    assert ours.digest == theirs.digest


def test_states(fund: Path) -> None:
    book = books.load(fund)
    assert seals.closed_until(fund) == date(2022, 11, 30)
    assert seals.locked_until(book) == date.min
    for month in calendars.months_between("2022-12", "2023-09"):
        close(fund, month, book=book)
    close(fund, "2566", "year")
    assert seals.locked_years(books.load(fund)) == []
    report = {
        word: f'\n2023-12-01 custom "{word}" "2566"\n{rest}'
        for word, rest in (
            ("audit", '  by: "K03"\n  opinion: "unqualified"\n  entered: 2023-12-01\n'),
            ("adoption", '  resolution: "2/2566-1"\n  entered: 2023-12-01\n'),
        )
    }
    path = fund / "governance.beancount"
    for number, text in enumerate(report.values(), 1):
        path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
        assert seals.locked_years(books.load(fund)) == ([2566] if number == 2 else [])
    book = books.load(fund)
    assert seals.locked_until(book) == date(2023, 9, 30)
    assert verified(fund) == []
    kinds = [link.kind for link in seals.closings(fund)]
    assert kinds == [*["month"] * 12, "year"]


def test_not_closed(small_fund: Path) -> None:
    assert seals.closings(small_fund) == []
    assert seals.closed_until(small_fund) == date.min
    assert verified(small_fund) == []


def test_a_copy_of_a_package_is_left_alone(fund: Path) -> None:
    folder = fund / "closings"
    shutil.copytree(folder / "2022-11", folder / "2022-11 - Copy")
    assert len(seals.closings(fund)) == 2
    assert verified(fund) == []
    shutil.copytree(folder / "2022-11", folder / "2022-12")
    assert verified(fund) == ["E810"]


@pytest.mark.parametrize(
    ("begun", "through", "periods"),
    [
        (("--founded", "15/5/2567", "--fiscal-start", "1"), date(2024, 6, 30), 2),
        (
            ("--founded", "1/10/2560", "--books-from", "1/3/2567", "--fiscal-start", "10"),
            date(2024, 9, 30),
            8,
        ),
    ],
)
def test_books_may_begin_anywhere(
    tmp_path: Path, run: Run, begun: tuple[str, ...], through: date, periods: int
) -> None:
    fund = tmp_path / "fund"
    words = ("--name-th", "ทดสอบ", "--villages", "1", "--bylaws", "b1")
    result = run("init", fund, *begun, *words)
    assert result.exit_code == 0, result.output
    done = closing.close_history(books.load(fund, whole=True), through)
    assert len(done) == periods
    assert verified(fund) == []


# --- reopening -----------------------------------------------------------------------------------


def reopen(fund: Path, period: str) -> None:
    changes = seals.reopen(
        fund,
        period,
        entered=REOPENED,
        by="K04",
        resolution="2/2566-2",
        reason="ใบเสร็จตกหล่น",
    )
    made = next(name for name in changes if name.endswith("/reopening.beancount"))
    for main in ("main.beancount", "all.beancount"):
        raw = (fund / main).read_bytes()
        changes[main] = main_files.changed(raw, [made], [f"closings/{period}/closing.beancount"])
    writing.commit(fund, changes, writing.snapshot(fund, changes))


def test_reopening(fund: Path) -> None:
    before = seals.closings(fund)
    for again in (1, 2):
        reopen(fund, "2022-11")
        assert seals.closed_until(fund) == date(2022, 10, 31)
        assert verified(fund) == []
        path = fund / "journal" / "2022-11.beancount"
        path.write_text(path.read_text("utf-8") + f"; again {again}\n", encoding="utf-8")
        assert verified(fund) == []
        close(fund, "2022-11")
        assert verified(fund) == []
        assert books.load(fund).errors == books.load(fund, whole=True).errors == []
    links = seals.closings(fund)
    assert links[0] == before[0]
    assert [link.kind for link in links] == [
        "month",
        "reopened",
        "reopening",
        "reopened",
        "reopening",
        "month",
    ]
    assert links[1].code == before[1].code
    assert links[1].folder == "closings/2022-11.reopened-1"
    assert [link.period for link in seals.in_force(links)] == ["2022-10", "2022-11"]
    text = (fund / "closings/2022-11.reopened-2/reopening.beancount").read_text("utf-8")
    assert text.startswith('2022-12-05 custom "reopening" "2022-11"\n')
    # The paper of a closing that was taken back is void, and the one in force is named.
    for link in links:
        for papers in ([verifying.Paper(link.code)], [verifying.Paper(link.code, link.period)]):
            found = list(verifying.against_paper(links, papers))
            assert [x.code for x in found] == (["R816"] if link.kind == "reopened" else [])
            assert all(x.args["now"] == links[-1].code for x in found)
            attested = verifying.attested(links, papers)
            assert attested == (None if link.kind == "reopened" else link)
    reopen(fund, "2022-11")
    links = seals.closings(fund)
    paper = verifying.Paper(links[-2].code, "2022-11")
    assert [x.code for x in verifying.against_paper(links, [paper])] == ["R817"]


@pytest.mark.parametrize(
    "name", ["manifest.json", "closing.beancount", "reopening.json", "reopening.beancount"]
)
def test_a_reopened_package_is_sealed_too(fund: Path, name: str) -> None:
    reopen(fund, "2022-11")
    path = fund / "closings" / "2022-11.reopened-1" / name
    path.write_bytes(path.read_bytes().replace(b"K04", b"K01"))
    assert verified(fund)


def test_reopening_what_is_not_closed(fund: Path) -> None:
    with pytest.raises(Refused) as refused:
        reopen(fund, "2022-12")
    assert [item.code for item in refused.value.findings] == ["R807"]


def test_a_broken_chain_is_not_continued(fund: Path) -> None:
    shutil.rmtree(fund / "closings" / "2022-10")
    with pytest.raises(Refused) as refused:
        reopen(fund, "2022-11")
    assert [item.code for item in refused.value.findings] == ["R806"]
    with pytest.raises(Refused) as refused:
        close(fund, "2022-12")
    assert [item.code for item in refused.value.findings] == ["R806"]


# --- the register --------------------------------------------------------------------------------


def test_persons(fund: Path, run: Run) -> None:
    assert (fund / seals.KEY).is_file()
    words = ("member", "change", "0002", "--phone", "000-000-0009", "--by", "K04")
    assert run(*words, fund=fund).exit_code == 0
    case = verifying.open_case(seals.Disk(fund), fund, whole=True)
    assert [(x.person, x.since.period, x.recorded) for x in verifying.persons(case)] == [
        ("0002", "2022-11", True)
    ]
    assert verified(fund) == []
    assert "person 0002: changed since 2022-11, as recorded" in run("verify", fund=fund).output
    people = register.load(fund)
    people["0003"] = people["0003"]._replace(bank_account="1234567890")
    del people["0004"]
    (fund / register.PATH).write_bytes(register.render(people))
    result = run("verify", fund=fund)
    assert codes(result) == ["R804", "R804"]
    assert "person 0003" in result.output
    assert "1234567890" not in result.output


def test_no_person_in_a_package(fund: Path) -> None:
    row = register.load(fund)["0002"]
    raw = b"".join(files_of(fund / "closings").values()).decode()
    for text in (row.first_name, row.last_name, row.citizen_id):
        assert text
        assert text not in raw
    key = (fund / seals.KEY).read_text("utf-8").strip()
    assert len(key) == 64
    assert key not in raw


def test_one_recorded_change_excuses_no_other(fund: Path, run: Run) -> None:
    words = ("member", "change", "0002", "--phone", "000-000-0009", "--by", "K04")
    assert run(*words, fund=fund).exit_code == 0
    assert verified(fund) == []
    people = register.load(fund)
    people["0002"] = people["0002"]._replace(bank_account="1234567890")
    (fund / register.PATH).write_bytes(register.render(people))
    assert verified(fund) == ["R804"]
    (change,) = books.load(fund).customs("register-change")
    assert change.meta["seal"].isalpha()


def test_a_new_key_is_told_for_ever(fund: Path, run: Run) -> None:
    key = (fund / seals.KEY).read_bytes()
    people = register.load(fund)
    people["0003"] = people["0003"]._replace(last_name="x")
    (fund / register.PATH).write_bytes(register.render(people))
    for other in (None, KEY):
        (fund / seals.KEY).unlink(missing_ok=True)
        if other:
            (fund / seals.KEY).write_bytes(other)
        with pytest.raises(Refused) as refused:
            close(fund, "2022-12")
        assert [item.code for item in refused.value.findings] == ["R814"]
    close(fund, "2022-12", new_key=True)
    result = run("verify", "--all", fund=fund)
    assert result.exit_code == 0
    assert codes(result) == ["R815"]
    close(fund, "2023-01")
    assert codes(run("verify", "--all", fund=fund)) == ["R815"]
    (fund / seals.KEY).write_bytes(key)
    assert codes(run("verify", "--all", fund=fund)) == ["R815", "R811"]


def test_without_the_key(fund: Path, run: Run) -> None:
    (fund / seals.KEY).write_bytes(KEY)
    result = run("verify", fund=fund)
    assert result.exit_code == 0
    assert codes(result) == ["R811"]
    shutil.rmtree(fund / "register")
    assert codes(run("verify", fund=fund)) == ["R811"]


# --- the guard -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "code"), [("2022-11-30", "E820"), ("2022-12-01", ""), ("2022-10-07", "E820")]
)
def test_nothing_is_dated_into_a_closed_month(fund: Path, run: Run, day: str, code: str) -> None:
    before = digest(fund)
    result = run("spend", "bank-fee", "30", "--date", day, fund=fund)
    assert codes(result) == ([code] if code else [])
    assert result.exit_code == (1 if code else 0)
    assert (digest(fund) == before) is bool(code)
    if code:
        assert "2022-12-01 or later" in result.output


def test_members_and_minutes_are_not_dated_back_either(fund: Path, run: Run) -> None:
    before = digest(fund)
    for words, code in (
        (("member", "change", "0002", "--date", "2022-11-29", "--by", "K04", "--sex", "F"), "E824"),
        (("meeting", "9/2566", "--date", "2022-11-29", "--attendees", "10"), "E822"),
    ):
        result = run(*words, fund=fund)
        assert result.exit_code == 1
        assert codes(result) == [code], result.output
    assert digest(fund) == before


def test_the_bank_file_of_a_closed_month_stays(fund: Path, run: Run, tmp_path: Path) -> None:
    before = files_of(fund)
    late = tmp_path / "bank.csv"
    late.write_text(
        "line_no,date,description,ref,withdrawal,deposit,balance\n"
        "3,2022-11-21,ฝากเงินสด,RP66-0003,,400.00,20780.00\n",
        encoding="utf-8",
    )
    result = run("import", "bank", late, fund=fund)
    assert result.exit_code == 0, result.output
    assert codes(result) == ["P604"]
    now = files_of(fund)
    assert {name for name in now if now[name] != before.get(name)} == {"bank/1111/2022-12.csv"}
    assert before.keys() <= now.keys()
    assert verified(fund) == []


# --- the schema ----------------------------------------------------------------------------------


def test_closing_directives_fit_the_vocabulary(fund: Path) -> None:
    reopen(fund, "2022-11")
    book = books.load(fund)
    assert not errors.check(book.entries, book.options)
    assert len(book.customs("closing")) == len(book.customs("reopening")) == 1


def test_spoilt_manifests_are_none() -> None:
    for raw in (b"", b"[]", b"{}", b'{"kind": 1}', b"\xff"):
        assert seals.parse_manifest(raw) is None
        assert seals.parse_reopening(raw) is None
