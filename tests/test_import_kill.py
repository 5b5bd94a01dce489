"""An import killed at any moment leaves the books as before or as after, and can be repeated."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from conftest import files_of
from conftest import lay_papers

from welfare import books
from welfare import records
from welfare import register
from welfare import writing
from welfare.papers import folder as paper_folder
from welfare.papers.rows import Desk

CALLS = ("_open", "_write", "_fsync", "_replace", "_unlink", "_mkdir", "_rmdir")
KILLED = 9

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="killing at the N-th system call needs os.fork (POSIX)"
)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process loses nothing that it has written; waiting for the disk proves nothing."""
    monkeypatch.setattr(writing, "_fsync", lambda file: None)


def arm(n: int, mode: str) -> None:
    """In a child process: end it before the n-th call, or half way if that is a write."""
    count = 0

    def deadly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            nonlocal count
            count += 1
            if count == n:
                if mode == "torn":
                    assert name == "_write"
                    real(args[0], args[1][: len(args[1]) // 2])
                os._exit(KILLED)
            return real(*args)

        return call

    for name in CALLS:
        setattr(writing, name, deadly(name, getattr(writing, name)))


def calls_of(job: Callable[[], None]) -> list[str]:
    """The names of all calls that a job makes, in order."""
    names: list[str] = []

    def heard(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            names.append(name)
            return real(*args)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(writing, name, heard(name, getattr(writing, name)))
        job()
    return names


def in_child(n: int, mode: str, job: Callable[[], None]) -> int:
    """Fork, kill the child at the n-th call of the job; its exit code, 0 if it came to the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads of other tests
        pid = os.fork()
    if pid == 0:
        try:
            arm(n, mode)
            job()
        except BaseException:
            os._exit(77)  # the child must never reach pytest
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def settled(fund: Path) -> None:
    """What the next command does first, whichever it is."""
    with writing.lock(fund):
        records.settle(fund, lambda _: None)


def every_death(
    make: Callable[[], Path], write: Callable[[], None], before: Any, after: Any
) -> tuple[set[str], int]:
    """Kill a job before every call and within every write.

    What stands after the n-th call stands before the next one: "after" needs no round of its own.

    Returns:
        Which states the next command found, and how many calls there are.
    """
    found: set[str] = set()
    fund = make()
    calls = calls_of(write)
    assert files_of(fund) == after
    for n, name in enumerate(calls, 1):
        for mode in ("before", "torn") if name == "_write" else ("before",):
            make()
            assert in_child(n, mode, write) == KILLED, (n, mode)
            if fund.exists():
                settled(fund)
            state = files_of(fund) if fund.exists() else {}
            assert state in (before, after), (n, mode, sorted(state))
            found.add("before" if state == before else "after")
    return found, len(calls)


def test_a_new_fund_killed_anywhere(run: Run, tmp_path: Path, small_once: Path) -> None:
    papers = lay_papers(tmp_path / "papers")
    fund = tmp_path / "fund"
    after = files_of(small_once)
    # Without the head, and without resolutions that these papers do not hold.
    bylaws = after["bylaws.beancount"].decode().split("\n\n", 1)[1]
    book, base = paper_folder.start(papers, fund, bylaws)
    batch = paper_folder.read_all(book, papers, date(2023, 9, 30))
    plan = records.plan(book, batch, base)

    def fresh() -> Path:
        if fund.exists():
            shutil.rmtree(fund)
        return fund

    def write() -> None:
        with writing.lock(fund):
            records.settle(fund, lambda _: None)
            records.commit(plan)

    found, count = every_death(fresh, write, {}, after)
    assert found == {"before", "after"}
    assert count > 80  # each file is opened, written, synchronised and moved
    # And once through the command itself: killed half way, the repeat completes it.
    for n in (count // 4, count - 3):
        fresh()
        assert in_child(n, "before", write) == KILLED
        result = run("import", papers, "--bylaws", "sample", fund=fund)
        assert result.exit_code == 0, result.output
        assert files_of(fund) == after


def test_more_papers_killed_anywhere(run: Run, tmp_path: Path, small_once: Path) -> None:
    papers = lay_papers(tmp_path / "papers")
    with (papers / "members.csv").open("a", encoding="utf-8") as file:
        file.write("0007,,นาง,ใหม่,มาดี,F,9,2,1990-01-01,2023-01-01,2023-02-01,monthly,,,,,,\n")
    with (papers / "collections.csv").open("a", encoding="utf-8") as file:
        file.write("2023-03-03,2,M02,0007,30.00,2023-03,02-66-0003,contribution,\n")
    fund = tmp_path / "fund"

    def fresh() -> Path:
        if fund.exists():
            shutil.rmtree(fund)
        return shutil.copytree(small_once, fund)

    fresh()
    before = files_of(fund)
    book = books.load(fund)
    batch = paper_folder.read_one(
        Desk(book, register.load(fund), date(2024, 10, 1)), "members", [papers / "members.csv"]
    )
    known = books.with_entries(book, batch.entries)
    batch.add(
        paper_folder.read_one(
            Desk(known, register.load(fund), date(2024, 10, 1)),
            "collections",
            [papers / "collections.csv"],
        )
    )
    plan = records.plan(book, batch)

    def write() -> None:
        with writing.lock(fund):
            records.settle(fund, lambda _: None)
            records.commit(plan)

    write()
    after = files_of(fund)
    assert after != before
    found, count = every_death(fresh, write, before, after)
    assert found == {"before", "after"}
    for n in (count // 4, count - 3):
        fresh()
        assert in_child(n, "before", write) == KILLED
        result = run("import", papers, "--bylaws", "sample", fund=fund)
        assert result.exit_code == 0, result.output
        assert files_of(fund) == after
