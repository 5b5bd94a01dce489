"""`welfare print`, and every document of the table through every renderer."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import LEDGER
from conftest import Run
from conftest import codes
from conftest import digest
from conftest import files_of
from openpyxl import load_workbook
from test_render import pages
from test_render import plain
from test_render import texts_of

from reports.ask import Ask
from reports.documents import DOCUMENTS
from reports.documents import Spec
from reports.model import Document
from reports.model import cells
from reports.render import html
from reports.render import pdf
from reports.render import xlsx
from reports.render.view import written
from reports.words import Words
from welfare import books
from welfare import calendars
from welfare import register
from welfare.books import Book
from welfare.calendars import Period

TODAY = date(2024, 10, 1)
DAY = date(2023, 9, 30)
PERIODS: dict[str, Period | None] = {
    "month": calendars.month_period("2023-09"),
    "year": calendars.fiscal_year_period(2566, 10),
    "day": Period(DAY, DAY, DAY.isoformat()),
    "number": None,
    "none": None,
}
#: One paper of each kind, so that the many others need not be set.
ONE: dict[str, dict[str, Any]] = {
    "receipt": {"number": "01-66-0001"},
    "voucher": {"number": "PV66-0001"},
    "claim": {"number": "C66-0001"},
    "passbook": {"member": "0002"},
    "member-register": {"village": "1"},
    "control-sheet": {"village": "1"},
    "collection-sheet": {"village": "1"},
}
Made = Callable[[Spec], Document]
every_document = pytest.mark.parametrize("spec", DOCUMENTS.values(), ids=DOCUMENTS)


@pytest.fixture(scope="module")
def book() -> Book:
    return books.load(LEDGER)


@pytest.fixture(scope="module")
def people() -> register.People:
    return register.load(LEDGER)


@pytest.fixture(scope="module")
def printer() -> Iterator[pdf.Printer]:
    with pdf.Printer() as made:
        yield made


@pytest.fixture(scope="module")
def made(book: Book, people: register.People) -> Made:
    """Each document in Thai, with names, built once."""

    @cache
    def build(spec: Spec) -> Document:
        return spec.build(book, ask(spec, people=people))

    return build


def ask(spec: Spec, **options: Any) -> Ask:
    """One paper of a document, of the sample's first year."""
    return Ask(today=TODAY, period=PERIODS[spec.periods], **ONE.get(spec.id, {}), **options)


def texts(document: Document) -> str:
    return "\n".join(texts_of(document))


# --- every document through every renderer --------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "lang"),
    [
        *((spec, "th") for spec in DOCUMENTS.values()),
        *((DOCUMENTS[name], "en") for name in ("monthly", "annual", "passbook", "receipt")),
    ],
    ids=lambda value: getattr(value, "id", value),
)
def test_every_document_can_be_printed(
    spec: Spec, lang: str, book: Book, made: Made, people: register.People, printer: pdf.Printer
) -> None:
    """Every amount and text of the model stands in the PDF, page by page on its own paper."""
    document = made(spec) if lang == "th" else spec.build(book, ask(spec, lang=lang, people=people))
    assert document.audience == spec.audience
    data = printer.pdf(document)
    sheets = pages(data)
    found = plain("".join(sheets))
    assert not [text for text in texts_of(document) if plain(text) not in found]
    page = Words(lang).page("1", r"\d+")
    assert re.search(page, sheets[0])


@every_document
def test_every_amount_stands_in_all_three(spec: Spec, book: Book, people: register.People) -> None:
    document = spec.build(book, ask(spec, people=people))
    page = html.render(document).decode()
    read = load_workbook(io.BytesIO(xlsx.render(document)))
    values = [cell.value for sheet in read for row in sheet.iter_rows() for cell in row]
    numbers = {Decimal(str(v)) for v in values if isinstance(v, int | float)}
    words = Words("th")
    for cell in cells(document):
        if isinstance(cell.value, Decimal | int):
            assert f">{written(cell.value, words, dash=cell.dash)}<" in page
            assert Decimal(cell.value) in numbers


@every_document
def test_without_the_register_nobody_is_named(
    spec: Spec, book: Book, people: register.People
) -> None:
    """`--no-names`, and all that the public gets: no name, no citizen id, no phone."""
    copies = [ask(spec)]
    if spec.public:
        copies.append(ask(spec, public=True))
    secrets = {
        *register.full_names(people),
        *(row.citizen_id for row in people.values() if row.citizen_id),
        *(row.phone for row in people.values() if row.phone),
    }
    for each in copies:
        shown = texts(spec.build(book, each))
        assert not [secret for secret in secrets if secret in shown]


@every_document
def test_the_public_copy_has_no_facts_of_single_members(
    spec: Spec, book: Book, people: register.People
) -> None:
    if not spec.public and spec.audience != "public":
        return
    # Whatever is asked for: even with the register, a public copy names nobody.
    document = spec.build(book, ask(spec, public=True))
    shown = texts(document)
    births = {str(m.facts.get("birth")) for m in book.members.values()}
    assert not [day for day in births if day != "None" and day in shown]
    assert not [row.name for row in people.values() if row.first_name and row.name in shown]


def test_the_table_names_each_document_once() -> None:
    for name, spec in DOCUMENTS.items():
        assert name == spec.id
        assert spec.title("th") != spec.title("en")
        assert spec.audience != "public" or not spec.public
    assert len({spec.source for spec in DOCUMENTS.values()}) == len(DOCUMENTS)
    assert {spec.pack for spec in DOCUMENTS.values()} == {"", "month", "year"}


# --- the command ----------------------------------------------------------------------------------


def test_a_document_goes_to_the_folder_print(run: Run, small_fund: Path) -> None:
    before = files_of(small_fund)
    done = run("print", "monthly", "2022-10", fund=small_fund, lang="th")
    assert done.exit_code == 0, done.output
    made = {name: data for name, data in files_of(small_fund).items() if name not in before}
    assert set(made) == {"print/.gitignore", "print/monthly-2565-10.pdf"}
    assert made["print/.gitignore"] == b"*\n"
    assert {name: files_of(small_fund)[name] for name in before} == before
    assert "print/monthly-2565-10.pdf" in done.output
    sheet = "".join(pages(made["print/monthly-2565-10.pdf"]))
    assert "ฉบับร่าง" in sheet
    # Once more: the same bytes, over the old ones.
    assert run("print", "monthly", "ต.ค.2565", fund=small_fund, lang="th").exit_code == 0
    assert files_of(small_fund)["print/monthly-2565-10.pdf"] == made["print/monthly-2565-10.pdf"]


def test_a_closed_month_bears_its_code(run: Run, small_fund: Path, tmp_path: Path) -> None:
    done = run("close", "month", "2022-10", "--with-open-points", fund=small_fund)
    assert done.exit_code == 0, done.output
    (found,) = re.findall(r"(\d{4}   \d{4}   \d{4}   \d{4}   \d)", done.output)
    assert run("print", "monthly", "2022-10", "--out", tmp_path, fund=small_fund).exit_code == 0
    sheet = "".join(pages((tmp_path / "monthly-2565-10-en.pdf").read_bytes()))
    assert found.replace("   ", "-") in sheet
    assert "draft" not in sheet


def test_a_meetings_pack_is_written_whole(run: Run, small_once: Path, tmp_path: Path) -> None:
    done = run("print", "all", "2022-11", "--out", tmp_path, "--html", fund=small_once, lang="th")
    assert done.exit_code == 0, done.output
    names = ["monthly", "trial-balance", "cash-book", "bank-reconciliation"]
    assert set(files_of(tmp_path)) == {".gitignore", *(f"{name}-2565-11.html" for name in names)}
    done = run("print", "all", "2022-11", "--out", tmp_path / "p", "--public", fund=small_once)
    assert done.exit_code == 0, done.output
    public = [name for name in names if DOCUMENTS[name].public]
    assert set(files_of(tmp_path / "p")) == {f"{name}-2565-11-public-en.pdf" for name in public}


def test_names_are_printed_only_where_they_may_be(
    run: Run, small_once: Path, tmp_path: Path
) -> None:
    def sheet(*options: str) -> str:
        out = tmp_path / "-".join(("out", *options))
        given = ("print", "member-register", "2022-11-30", "--out", out, *options)
        before = ("--no-names",) if "--no-names" in options else ()
        done = run(*before, *(o for o in given if o != "--no-names"), fund=small_once, lang="th")
        assert done.exit_code == 0, done.output
        (data,) = (data for name, data in files_of(out).items() if name != ".gitignore")
        return "".join(pages(data))

    assert "คำปัน" in sheet()
    assert "คำปัน" not in sheet("--no-names")
    if DOCUMENTS["member-register"].public:
        assert "คำปัน" not in sheet("--public")


def test_a_workbook_of_one_village(run: Run, small_once: Path, tmp_path: Path) -> None:
    given = ("collection-sheet", "2022-12", "--village", "2", "--xlsx", "--out", tmp_path)
    done = run("print", *given, fund=small_once, lang="th")
    assert done.exit_code == 0, done.output
    ((name, data),) = (one for one in files_of(tmp_path).items() if one[0] != ".gitignore")
    assert name.startswith("collection-sheet-2565-12")
    values = [c.value for s in load_workbook(io.BytesIO(data)) for r in s.iter_rows() for c in r]
    assert any("บุญมี" in str(value) for value in values)
    assert not any("พรทิพย์" in str(value) for value in values)


def test_a_name_that_cannot_be_printed_stops_all(
    run: Run, small_fund: Path, tmp_path: Path
) -> None:
    path = small_fund / register.PATH
    path.write_bytes(path.read_bytes().replace("คำปัน".encode(), "王".encode()))
    given = ("print", "member-register", "2022-11-30", "--out", tmp_path / "out")
    done = run(*given, fund=small_fund, lang="th")
    assert done.exit_code == 1
    assert codes(done) == ["R870"]
    assert "U+738B" in done.output
    assert not (tmp_path / "out").exists()
    # A browser has other fonts.
    assert run(*given, "--html", fund=small_fund, lang="th").exit_code == 0


def test_the_list_shows_all_documents(run: Run) -> None:
    for given in (("print", "--list"), ("print",)):
        done = run(*given, lang="th")
        assert done.exit_code == 0
        assert all(name in done.output for name in DOCUMENTS)


@pytest.mark.parametrize(
    ("given", "code", "status", "said"),
    [
        (("monthyl", "2565-10"), "R871", 2, "monthly?"),
        (("งบทดอง", "2565-10"), "R871", 2, "trial-balance?"),
        (("monthly",), "R872", 2, "print monthly 2566-10"),
        (("annual",), "R872", 2, "print annual 2566"),
        (("all",), "R872", 2, "print all 2566-10"),
        (("receipt",), "R872", 2, "--number"),
        (("monthly", "2566"), "R873", 2, "ปีบัญชี 2566"),
        (("annual", "2565-10"), "R873", 2, "ตุลาคม 2565"),
        (("monthly", "เดือนหน้า"), "D114", 2, "เดือนหน้า"),
        (("monthly", "2564-09"), "R874", 1, "กันยายน 2564"),
        (("monthly", "2567-11"), "R874", 1, "พฤศจิกายน 2567"),
        (("member-register", "2567-10-02"), "R874", 1, "ของ 2 ตุลาคม 2567"),
        (("passbook", "9999"), "R107", 1, "9999"),
        (("claim", "C99-0001"), "R511", 1, "C99-0001"),
        (("cash-book", "2565-10", "--public"), "R875", 2, "monthly"),
        (("monthly", "2565-10", "--member", "0001"), "R876", 2, "--member"),
        (("passbook", "--number", "1"), "R876", 2, "--number"),
    ],
)
def test_what_cannot_be_printed(
    run: Run,
    small_once: Path,
    given: tuple[str, ...],
    code: str,
    status: int,
    said: str,
) -> None:
    before = digest(small_once)
    done = run("print", *given, fund=small_once, lang="th")
    assert (codes(done), done.exit_code) == ([code], status)
    assert said in done.output
    assert digest(small_once) == before


def test_the_pack_is_for_the_whole_fund(run: Run, small_once: Path) -> None:
    done = run("print", "all", "2022-11", "--village", "1", fund=small_once)
    assert done.exit_code == 2


def test_a_file_in_the_way_is_told(run: Run, small_once: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("no folder", encoding="utf-8")
    done = run("print", "monthly", "2022-10", "--out", tmp_path / "out", fund=small_once)
    assert done.exit_code == 1
    assert codes(done) == ["R877"]


def test_a_quiet_month_can_be_printed(run: Run, small_once: Path, tmp_path: Path) -> None:
    """Any month that has begun: nothing moved in May 2023, and October 2024 begins today."""
    for month in ("2566-05", "2567-10"):
        done = run("print", "monthly", month, "--html", "--out", tmp_path, fund=small_once)
        assert done.exit_code == 0, done.output


def test_a_number_or_member_may_stand_where_the_period_does(
    run: Run, small_once: Path, tmp_path: Path
) -> None:
    for given in (("receipt", "01-66-0001"), ("passbook", "1")):
        done = run("print", *given, "--html", "--out", tmp_path, fund=small_once, lang="th")
        assert done.exit_code == 0, done.output
    # Without a day a passbook speaks of the last one that is written up.
    names = sorted(name for name in files_of(tmp_path) if name != ".gitignore")
    assert names == ["passbook-2565-11-25-1.html", "receipt-01-66-0001.html"]


def test_several_formats_at_once(run: Run, small_once: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    given = ("monthly", "2022-10", "--html", "--xlsx", "--public", "--out", out)
    assert run("print", *given, fund=small_once, lang="th").exit_code == 0
    names = {path.name for path in out.iterdir()}
    assert names == {f"monthly-2565-10-public.{kind}" for kind in ("html", "xlsx")}


def test_a_folder_of_others_is_left_as_it_is(run: Run, small_once: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    given = ("monthly", "2022-10", "--html", "--out", tmp_path)
    assert run("print", *given, fund=small_once, lang="th").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt", "monthly-2565-10.html"}


def test_an_explanation_fits_an_old_window(
    run: Run, small_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every entry with its whole file and line, the figures in 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    done = run("explain", "trial-balance", "2022-11", "5203.debit", fund=small_once, lang="th")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    places = [line for line in lines if re.match(r" {4}journal/2022-1[01]:\d+  \S", line)]
    assert places
    for line in places:
        name, number = line.split()[0].split(":")
        text = (small_once / f"{name}.beancount").read_text(encoding="utf-8").splitlines()
        assert "Expenses:" in text[int(number) - 1]
    assert max(len(line) for line in lines if line not in places) <= 80


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("nonsense",), "R871"),
        (("receipt", "--list"), "R872"),
        (("passbook", "--list"), "R872"),
        (("monthly", "2567-11", "--list"), "R874"),
    ],
)
def test_what_cannot_be_explained(
    run: Run, small_once: Path, given: tuple[str, ...], code: str
) -> None:
    """Explaining reads documents and periods as printing does."""
    done = run("explain", *given, fund=small_once, lang="th")
    assert codes(done) == [code]
