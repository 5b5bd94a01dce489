"""The page of a fund with other bylaws: its commands, their output, and verdicts worked by hand.

The page is run as it stands. A line `…` of it stands for any lines of the output.
`pytest --update-golden` writes anew what differs, with as many lines around the `…` as before.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount.core.data import Directive
from beancount.parser import parser
from click.testing import CliRunner

import cli
from rules import decision
from rules import membership
from rules import refunds
from welfare import books
from welfare import privacy
from welfare import vocabulary
from welfare.books import Book

ROOT = Path(cli.__file__).parent
PAGE = ROOT / "docs" / "own-bylaws.md"
PAPERS = ROOT / "docs" / "new-fund"
FENCE = re.compile(r"^```(console|beancount)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: No output of the page may depend on the day on which a reader types it.
READ_ON = "2027-03-01"
FLOODS = frozenset({"C67-0008", "C67-0009", "C67-0010"})

#: Worked out from the Thai text: claim to verdict, reason, baht. The floods as their meeting will
#: have certified them; the arithmetic of each stands in the table of the page.
VERDICTS = {
    "C67-0001": ("pay", "OK", "4000.00"),
    "C67-0002": ("pay", "OK", "8000.00"),
    "C67-0003": ("pay", "OK", "500.00"),
    "C67-0004": ("pay", "OK", "750.00"),
    "C67-0005": ("pay", "OK", "300.00"),
    "C67-0006": ("refuse", "SUSPENDED", "0.00"),
    "C67-0007": ("refuse", "WAITING", "0.00"),
    "C67-0008": ("pay", "OK", "1234.00"),
    "C67-0009": ("refuse", "HOUSEHOLD_LIMIT", "0.00"),
    "C67-0010": ("refuse", "NOT_ELIGIBLE", "0.00"),
    "C68-0001": ("refuse", "LIFE_CEILING", "0.00"),
    "C68-0002": ("part", "YEAR_CEILING", "600.00"),
}

#: One word of the bylaws changed, and the one verdict that is another then, with its reckoning.
CHANGES = {
    # Five years complete on the day of death are enough.
    "over": ("tier-over-5-years", "tier-5-years", "C67-0001", "pay", "OK", "8000.00"),
    # Payment after the event does not heal.
    "heals": ('"filing"', '"never"', "C67-0005", "refuse", "SUSPENDED", "0.00"),
    # Paid the day after filing, and nothing was paid out before.
    "two": ("unpaid: 1", "unpaid: 2", "C67-0006", "pay", "OK", "300.00"),
    # The wait was over on 10 July, 5 days before: 3 nights of 150.
    "keep": ('wait: "delay"', 'wait: "keep"', "C67-0007", "pay", "OK", "450.00"),
    # 19 February and 147 days are 15 July, the day of admission.
    "147": ('wait: "6 months"', 'wait: "147 days"', "C67-0007", "pay", "OK", "450.00"),
    "148": ('wait: "6 months"', 'wait: "148 days"', "C67-0007", "refuse", "WAITING", "0.00"),
    # From 5 February two months end before 5 April: the third miss is outside.
    "window": ('"12 months"', '"2 months"', "C67-0007", "pay", "OK", "450.00"),
    # 10 April and 100 days are 19 July: all was paid on 20 May, so that nothing lapsed.
    "notice": ('notice: "30 days"', 'notice: "100 days"', "C67-0007", "pay", "OK", "450.00"),
    # To the satang.
    "round": ('round: "baht"', 'round: "satang"', "C67-0008", "pay", "OK", "1234.55"),
    # A tenth of 8,000.
    "house": ("household-event: 1", "household-event: 2", "C67-0009", "pay", "OK", "800.00"),
    # A tenth of 1,999 is 199.90.
    "from": ("from: 2000.00", "from: 1999.00", "C67-0010", "pay", "OK", "199.00"),
    "twice": ("times-per-life: 1", "times-per-life: 2", "C68-0001", "pay", "OK", "500.00"),
    # The four nights of December use up four of the five: 150 and the night of 1 January.
    "count": ("count: FALSE", "count: TRUE", "C68-0002", "part", "YEAR_CEILING", "300.00"),
    # October to September: nothing used yet, so that the five nights of a stay are the limit.
    "year": ('year: "calendar"', 'year: "fund"', "C68-0002", "part", "STAY_CAP", "750.00"),
    # Of 1,000 in a life 750 were used.
    "life": ("9000.00", "1000.00", "C68-0002", "part", "LIFE_CEILING", "250.00"),
}


def blocks() -> list[tuple[str, str]]:
    """The fenced blocks of the page: language and content."""
    return [(m[1], m[2]) for m in FENCE.finditer(PAGE.read_text(encoding="utf-8"))]


def commands(block: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the output that stands below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *output = part.rstrip("\n").split("\n")
        yield line, [] if output == [""] else output


def shown(text: str) -> list[str]:
    """Output as the page has it: no blanks at line ends, no empty line before or after."""
    return [line.rstrip() for line in text.strip().split("\n")] if text.strip() else []


def agree(wanted: list[str], found: list[str]) -> bool:
    """Whether an output is the wanted one, where `…` stands for any lines."""
    pattern = "".join(
        "(?:.*\n)*" if one.strip() == "…" else re.escape(one) + "\n" for one in wanted
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in found)) is not None


def anew(wanted: list[str], found: list[str]) -> list[str]:
    """The output that takes the place of one that is out of date, left out where that was."""
    if "…" not in wanted:
        return found
    head = wanted.index("…")
    tail = len(wanted) - head - 1
    return [*found[:head], "…", *found[len(found) - tail :]]


def directives(text: str) -> list[tuple[Directive, dict[str, object]]]:
    """What a text of Beancount says, wherever it stands."""
    entries, errors, _ = parser.parse_string(text)
    assert not errors, text
    return [(entry._replace(meta={}), vocabulary.facts(entry)) for entry in entries]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the papers where the page has them, and the terminal that it names."""
    shutil.copytree(PAPERS, tmp_path / "docs" / "new-fund")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture(scope="module")
def fund(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fund as imported, with the notice; not to be changed."""
    folder = tmp_path_factory.mktemp("own") / "fund"
    rules = PAPERS / "bylaws.beancount"
    (notice,) = (line for line in PAGE.read_text("utf-8").splitlines() if "member notice" in line)
    for words in (["import", PAPERS, "--bylaws", rules], shlex.split(notice)[2:]):
        own = ["--today", READ_ON, "--fund", folder, *words]
        result = CliRunner().invoke(cli.main, [*map(str, own)])
        assert result.exit_code == 0, result.output
    return folder


def changed(fund: Path, folder: Path, name: str, old: str, new: str) -> Book:
    """The fund with one word of one of its files changed, wherever that word stands."""
    shutil.copytree(fund, folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return sound(folder)


def sound(folder: Path) -> Book:
    """Books without an error."""
    book = books.load(folder)
    assert not book.errors
    return book


def verdicts(book: Book) -> dict[str, tuple[str, str, str]]:
    """Claim to verdict, reason and baht, before the meeting on the floods."""
    found = decision.decisions(book, presume=FLOODS)
    return {number: (one.verdict, one.reason, f"{one.gross:.2f}") for number, one in found.items()}


def test_the_page_runs_as_it_stands(
    clone: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for language, block in blocks():
        if language == "beancount":
            continue
        made = ""
        for line, wanted in commands(block):
            program, *words = shlex.split(line)
            found = []
            if program == "cd":
                monkeypatch.chdir(Path.cwd() / words[0])
            else:
                assert program == "welfare"
                result = CliRunner().invoke(cli.main, ["--today", READ_ON, *words])
                assert isinstance(result.exception, SystemExit | None), line
                found = shown(result.output)
            same = agree(wanted, found)
            made += "\n".join([f"$ {line}", *(wanted if same else anew(wanted, found))]) + "\n"
            assert same or request.config.getoption("--update-golden"), (line, found)
        page = page.replace(f"```console\n{block}```", f"```console\n{made}```")
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, encoding="utf-8")


def test_the_page_holds_the_bylaws_whole() -> None:
    own = [text for kind, text in blocks() if kind == "beancount" and '"bylaw"' in text]
    text = (PAPERS / "bylaws.beancount").read_text(encoding="utf-8")
    assert directives("\n".join(own)) == directives(text)
    # Each article of the text is followed by rules that cite it and no other.
    page = PAGE.read_text(encoding="utf-8")
    articles = re.findall(r"^\*\*ข้อ ([๐-๙]+)\*\*", page, re.MULTILINE)
    assert [int(one) for one in articles] == list(range(1, 15))
    for article, block in zip(articles, own, strict=True):
        assert set(re.findall(r'article: "ข้อ ([๐-๙]+)', block)) == {article}


def test_the_page_has_the_verdicts_worked_by_hand() -> None:
    rows = re.findall(
        r"^\| (C\d\d-\d{4}) \|.*\| (.*?) \| ([\d,.]+) \|$", PAGE.read_text("utf-8"), re.M
    )
    told = {claim: (*words.split(), baht.replace(",", "")) for claim, words, baht in rows}
    assert told == VERDICTS


def test_the_engine_decides_as_the_text_does(fund: Path) -> None:
    assert verdicts(sound(fund)) == VERDICTS


@pytest.mark.parametrize("name", CHANGES)
def test_each_word_of_the_bylaws_counts(name: str, fund: Path, tmp_path: Path) -> None:
    old, new, claim, *wanted = CHANGES[name]
    book = changed(fund, tmp_path / "fund", "bylaws.beancount", old, new)
    assert verdicts(book) == {**VERDICTS, claim: tuple(wanted)}


def test_without_notice_nobody_lapses(fund: Path, tmp_path: Path) -> None:
    book = changed(fund, tmp_path / "fund", "members.beancount", 'about: "lapse"', 'about: "other"')
    # A member since 10 January: the wait was over on 10 July, and 3 nights are 450.
    assert verdicts(book)["C67-0007"] == ("pay", "OK", "450.00")


def test_who_comes_back_keeps_tenure_and_waits_longer(fund: Path) -> None:
    history = membership.Members(sound(fund)).of("0005")
    assert history is not None
    first, second = history.spans
    assert (first.start, first.end, first.reason) == (
        # Admitted on 5 January, first payment on the 10th.
        date(2024, 1, 10),
        # Told on 10 April: 30 days end with 10 May.
        date(2024, 5, 11),
        "lapse",
    )
    # From 11 May to 19 June are 21 + 19 = 40 days; 10 January and 40 days are 19 February.
    assert (second.start, second.wait_start, second.tenure_start) == (
        date(2024, 6, 20),
        date(2024, 2, 19),
        date(2024, 1, 10),
    )
    (back,) = history.reinstatements
    # February to May at 20 baht, all due by the application of 20 May.
    assert (back.verdict, back.instalments, back.due, back.fee, back.gap) == (
        "accept",
        4,
        Decimal(80),
        Decimal(50),
        40,
    )


def test_arrears_that_need_not_be_paid_are_gone(fund: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fund"
    changed(fund, folder, "bylaws.beancount", '"due-by-application"', '"none"')
    # Of the receipt of 20 May the fee alone was paid.
    path = folder / "journal" / "2024-05.beancount"
    text = path.read_text(encoding="utf-8").replace("130.00 THB", "50.00 THB")
    line = r"  Income:Contributions:Members +-80.00 THB\n(?:    .*\n)*"
    path.write_text(re.sub(line, "", text), encoding="utf-8")
    history = membership.Members(sound(folder)).of("0005")
    assert history is not None
    assert history.reinstatements[0].due == Decimal(0)
    # February to May are struck: the 160 baht of 20 June are eight months from June on, in which
    # membership came back.
    assert [one.first for one in history.instalments[:3]] == ["2024-01", "2024-06", "2024-07"]
    assert history.paid_through(date(2024, 6, 20)) == "2025-01"
    assert history.unpaid(date(2025, 1, 31)) == []


def test_months_between_lapse_and_return_are_not_asked_for(fund: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fund"
    changed(fund, folder, "bylaws.beancount", '"due-by-application"', '"due-by-lapse"')
    # The meeting of 20 August instead of 20 June, and nothing was paid in June.
    path = folder / "members.beancount"
    text = path.read_text(encoding="utf-8").replace("2024-06-20 custom", "2024-08-20 custom")
    path.write_text(text.replace("9/2567-2", "11/2567-1"), encoding="utf-8")
    path = folder / "journal" / "2024-06.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"2024-06-20 \* .*\n(?:  .*\n)*", "", text), encoding="utf-8")
    history = membership.Members(sound(folder)).of("0005")
    assert history is not None
    # Lapsed on 11 May with February to May unpaid; June and July passed without membership.
    assert history.reinstatements[0].due == Decimal(80)
    assert [one.first for one in history.unpaid(date(2024, 8, 31))] == ["2024-08"]


def test_a_child_pays_half(fund: Path) -> None:
    history = membership.Members(sound(fund)).of("0004")
    assert history is not None
    assert [one.amount for one in history.instalments[:2]] == [Decimal(120), Decimal(120)]
    assert history.paid_through(date(2025, 1, 31)) == "2025-12"


def test_who_resigns_and_was_never_helped_has_half_back(fund: Path, tmp_path: Path) -> None:
    event = """
2025-01-20 custom "member" "ended" "0009"
  reason: "resign"
"""
    folder = tmp_path / "fund"
    shutil.copytree(fund, folder)
    with (folder / "members.beancount").open("a", encoding="utf-8") as file:
        file.write(event)
    members = membership.Members(sound(folder))
    # Two receipts of 160 baht in these books; the claim of June was refused.
    assert refunds.refund(members, "0009", date(2025, 1, 20)).amount == Decimal(160)
    assert refunds.refund(members, "0008", date(2025, 1, 20)).against is not None


def test_nobody_in_the_papers_is_real() -> None:
    lines = (PAPERS / "members.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 9
    for line in lines:
        _, _, number, _, _, last, *_ = line.split(",")
        assert number[1:3] == "00"
        assert list(privacy.citizen_ids(number)) == [number]
        assert last.startswith("สมมติ")
