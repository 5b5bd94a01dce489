"""Every balance at every month's end, as Beancount, hledger and ledger-cli each add it up.

The books are exported (`reports.export`), each program reads its own journal, and every account's
balance at the end of every month is compared to the satang:

    >>> check = crosscheck(entries)
    >>> check.engines
    (Engine(name='hledger 1.25', compared=2880),
     Engine(name='Ledger 3.3.0-20230208', compared=2880))
    >>> check.ok, check.findings
    (True, ())

A program that is not installed is left out, and a finding says so (R701). One that fails is a
finding (R702 to R704), and so is each difference (R705). An account that only one side knows counts
as zero on the other. Debian's packages are `hledger` and `ledger`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from datetime import timedelta
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core import data

from reports import export
from welfare.findings import Finding
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse

if TYPE_CHECKING:
    from pandas import DataFrame

TIMEOUT = 300  # seconds for one program, on an old laptop

Balances = dict[date, dict[str, Decimal]]


class Engine(NamedTuple):
    """A program that has checked the books, and how many balances: accounts times month ends."""

    name: str
    compared: int


class Difference(NamedTuple):
    """One balance on which a program disagrees with Beancount."""

    engine: str
    day: date
    account: str
    ours: Decimal
    theirs: Decimal


class Crosscheck(NamedTuple):
    """What the other programs say of the books."""

    engines: tuple[Engine, ...]
    skipped: tuple[str, ...]
    compared: int
    differences: tuple[Difference, ...]
    failures: tuple[Finding, ...]
    #: Engine to its balances, Beancount's own first.
    balances: Mapping[str, Balances] = MappingProxyType({})

    @property
    def ok(self) -> bool:
        """No program failed or disagreed; true also where none is installed (see `engines`)."""
        return not self.differences and not self.failures

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is to be told: programs left out, failures, differences."""
        return (
            *(finding("R701", engine=name) for name in self.skipped),
            *self.failures,
            *(finding("R705", **item._asdict()) for item in self.differences),
        )


def month_ends(entries: Iterable[data.Directive]) -> list[date]:
    """The last day of every month from the first transaction's to the last one's."""
    days = [entry.date for entry in entries if isinstance(entry, data.Transaction)]
    if not days:
        return []
    first, last = min(days), max(days)
    ends = [_end_of_month(first)]
    while ends[-1] < last:
        ends.append(_end_of_month(ends[-1] + timedelta(days=1)))
    return ends


def _end_of_month(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def balances_beancount(entries: Iterable[data.Directive], days: Sequence[date]) -> Balances:
    """Every account's balance at the end of each day, in one pass over the postings."""
    transactions = sorted(
        (entry for entry in entries if isinstance(entry, data.Transaction)),
        key=lambda entry: entry.date,
    )
    changes = (
        (entry.date, posting.account, export.number(posting))
        for entry in transactions
        for posting in entry.postings
    )
    return _accumulated(changes, days)


def _accumulated(changes: Iterable[tuple[date, str, Decimal]], days: Sequence[date]) -> Balances:
    """Running totals by account, as they stand at the end of each day.

    Args:
      changes: Day, account and amount, by day.
      days: The days, in any order.
    """
    balances: Balances = {}
    running: dict[str, Decimal] = defaultdict(Decimal)
    waiting = sorted(days, reverse=True)
    for day, account, number in changes:
        while waiting and waiting[-1] < day:
            balances[waiting.pop()] = dict(running)
        running[account] += number
    while waiting:
        balances[waiting.pop()] = dict(running)
    return balances


def balances_hledger(
    text: str, days: Sequence[date], program: str = "hledger", timeout: int = TIMEOUT
) -> Balances:
    """Every account's balance at the end of each month, as hledger adds it up, in one call.

    Args:
      text: A journal from `export.to_hledger`.
      days: Ends of months without a gap, from `month_ends`.
      program: The program's name or path.
      timeout: Seconds that it may take.

    Raises:
      Refused: R701 to R704.
    """
    if not days:
        return {}
    span = ["--begin", min(days).replace(day=1).isoformat()]
    span += ["--end", (max(days) + timedelta(days=1)).isoformat()]
    report = ["balance", "--historical", "--monthly", "--flat", "--no-total", "-O", "json"]
    output = _run(program, ["-f", "{journal}", *report, *span], text, timeout)
    try:
        return _read_hledger(json.loads(output, parse_float=Decimal), days)
    except (ValueError, LookupError, TypeError, InvalidOperation) as error:
        raise refuse("R704", engine=program, detail=_one_line(repr(error))) from error


def _read_hledger(report: Any, days: Sequence[date]) -> Balances:
    """A periodic balance report; later versions of hledger wrap its dates in an object."""
    ends = [period[1] for period in report["prDates"]]
    ends = [end["contents"] if isinstance(end, dict) else end for end in ends]
    columns = [date.fromisoformat(end) - timedelta(days=1) for end in ends]
    if columns != sorted(days):
        raise ValueError(f"{len(columns)} columns for {len(days)} months")
    balances: Balances = {day: {} for day in columns}
    for row in report["prRows"]:
        for day, amounts in zip(columns, row["prrAmounts"], strict=True):
            balances[day][row["prrName"]] = sum(map(_quantity, amounts), Decimal())
    return balances


def _quantity(amount: Mapping[str, Any]) -> Decimal:
    """hledger's number, exactly: all digits and where the point stands; never its float."""
    if amount["acommodity"] != export.CURRENCY:
        raise ValueError(f"commodity {amount['acommodity']}")
    exact = amount["aquantity"]
    return Decimal(f"{exact['decimalMantissa']}E-{exact['decimalPlaces']}")


def balances_ledger(
    text: str, days: Sequence[date], program: str = "ledger", timeout: int = TIMEOUT
) -> Balances:
    """Every account's balance at the end of each day, as ledger-cli adds it up, in one call.

    ledger-cli sums each account's postings by month, and the months are added up here: a call for
    each month's balance would read the whole journal as often as there are months.

    Args:
      text: A journal from `export.to_ledger`.
      days: Ends of months.
      program: The program's name or path.
      timeout: Seconds that it may take.

    Raises:
      Refused: R701 to R704.
    """
    fields = ('format_date(date, "%Y-%m-%d")', "account", "quantity(amount)", "commodity(amount)")
    line = r"\t".join(f"%({field})" for field in fields) + r"\n"
    report = ["register", "--monthly", "--format", line]
    # --args-only: neither the user's settings nor the environment may change the report.
    output = _run(program, ["--args-only", "-f", "{journal}", *report], text, timeout)
    try:
        return _accumulated(sorted(map(_read_ledger, output.splitlines())), days)
    except (ValueError, InvalidOperation) as error:
        raise refuse("R704", engine=program, detail=_one_line(repr(error))) from error


def _read_ledger(line: str) -> tuple[date, str, Decimal]:
    """One line of ledger-cli's monthly register: the month, the account and the change."""
    month, account, number, commodity = line.split("\t")
    if commodity not in (export.CURRENCY, ""):  # nothing is nothing, of no commodity
        raise ValueError(f"commodity {commodity}")
    return date.fromisoformat(month), account, Decimal(number)


def _run(program: str, arguments: Sequence[str], text: str, timeout: int) -> str:
    """What a program prints about a journal.

    Args:
      program: Its name or path.
      arguments: Its arguments; `{journal}` stands for the journal's file.
      text: The journal.
      timeout: Seconds that it may take.

    Raises:
      Refused: R701 not installed, R702 it failed, R703 it took too long, R704 no UTF-8 came out.
    """
    path = shutil.which(program)
    if path is None:
        raise refuse("R701", engine=program)
    # The journal lies in a folder of its own, which is the program's home as well: no one's
    # settings are read, and nothing is left behind.
    with tempfile.TemporaryDirectory(prefix="crosscheck-") as folder:
        journal = Path(folder, "books.journal")
        journal.write_bytes(text.encode())
        command = [path, *(str(journal) if part == "{journal}" else part for part in arguments)]
        try:
            done = subprocess.run(  # noqa: S603 - a found program, our own arguments, no shell
                command,
                capture_output=True,
                check=False,
                cwd=folder,
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                timeout=timeout,
            )
        except subprocess.TimeoutExpired as error:
            raise refuse("R703", engine=program, seconds=timeout) from error
        except OSError as error:
            raise refuse("R702", engine=program, detail=_one_line(str(error))) from error
    if done.returncode:
        detail = done.stderr.decode(errors="replace").replace(f"{folder}{os.sep}", "")
        raise refuse("R702", engine=program, detail=_one_line(detail) or str(done.returncode))
    try:
        return done.stdout.decode()
    except UnicodeDecodeError as error:
        raise refuse("R704", engine=program, detail=_one_line(str(error))) from error


def _environment(home: str) -> dict[str, str]:
    """This process's environment, in UTF-8 and without anyone's settings for the programs."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEDGER")}
    return {**kept, "HOME": home, "XDG_CONFIG_HOME": home, "LC_ALL": "C.UTF-8"}


def _one_line(text: str) -> str:
    """The beginning of a program's message, for a finding."""
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:300]}…"


def _version(program: str) -> str:
    """`hledger 1.25`, `Ledger 3.3.0-20230208`."""
    return _run(program, ["--version"], "", TIMEOUT).split(",", maxsplit=1)[0].strip()


def differences(engine: str, ours: Balances, theirs: Balances) -> list[Difference]:
    """Where two sets of balances differ, by day, then account; an unknown account has nothing."""
    zero = Decimal()
    return [
        Difference(engine, day, account, left, right)
        for day in sorted(ours.keys() | theirs.keys())
        for account in _accounts(ours, theirs, day)
        if (left := ours.get(day, {}).get(account, zero))
        != (right := theirs.get(day, {}).get(account, zero))
    ]


def _accounts(ours: Balances, theirs: Balances, day: date) -> list[str]:
    """All accounts that one side or the other knows on a day."""
    return sorted(ours.get(day, {}).keys() | theirs.get(day, {}).keys())


class _Result(NamedTuple):
    """What came of one program."""

    engine: Engine | None = None
    skipped: str = ""
    differences: tuple[Difference, ...] = ()
    failures: tuple[Finding, ...] = ()
    balances: Balances | None = None


_Ask = Callable[[str, Sequence[date], str, int], Balances]


def _check(program: str, ask: _Ask, text: str, ours: Balances, timeout: int) -> _Result:
    """Hold one program's balances against ours."""
    days = sorted(ours)
    if shutil.which(program) is None:
        return _Result(skipped=program)
    try:
        name = _version(program)
        theirs = ask(text, days, program, timeout)
    except Refused as refused:
        return _Result(failures=refused.findings)
    known = {account for day in days for account in _accounts(ours, theirs, day)}
    compared = len(known) * len(days)
    return _Result(
        Engine(name, compared), "", tuple(differences(program, ours, theirs)), (), theirs
    )


def crosscheck(entries: Sequence[data.Directive], timeout: int = TIMEOUT) -> Crosscheck:
    """Compare every balance at every month's end with the other programs.

    Args:
      entries: Booked directives.
      timeout: Seconds that each program may take.

    Returns:
      Which programs ran, how many balances they checked, and what is wrong as findings; only our
      own bugs are exceptions.
    """
    try:
        journals = (export.to_hledger(entries), export.to_ledger(entries))
    except Refused as refused:
        return Crosscheck((), (), 0, (), refused.findings)
    ours = balances_beancount(entries, month_ends(entries))
    asked = (("hledger", balances_hledger), ("ledger", balances_ledger))
    # Threads, since they only wait: both programs work at the same time.
    with ThreadPoolExecutor() as pool:
        waiting = [
            pool.submit(_check, program, ask, text, ours, timeout)
            for (program, ask), text in zip(asked, journals, strict=True)
        ]
        results = [item.result() for item in waiting]
    engines = tuple(result.engine for result in results if result.engine)
    return Crosscheck(
        engines,
        tuple(result.skipped for result in results if result.skipped),
        sum(engine.compared for engine in engines),
        tuple(item for result in results for item in result.differences),
        tuple(item for result in results for item in result.failures),
        {
            "beancount": ours,
            **{r.engine.name: r.balances for r in results if r.engine and r.balances is not None},
        },
    )


def side_by_side(check: Crosscheck) -> DataFrame:
    """All balances as a table: one row for each month's end and account, one column an engine.

    Amounts stay Decimal objects, so nothing is rounded; an account unknown to an engine is 0.
    """
    from pandas import DataFrame  # noqa: PLC0415 - slow to import, and only this table needs it

    table = DataFrame(
        {
            engine: {
                (day.isoformat(), account): amount
                for day, accounts in balances.items()
                for account, amount in accounts.items()
            }
            for engine, balances in check.balances.items()
        },
        dtype=object,
    )
    table.index = table.index.set_names(["day", "account"])
    # The stubs know no Decimal as a value, though object columns hold any.
    return table.fillna(Decimal(0)).sort_index()  # type: ignore[arg-type]
