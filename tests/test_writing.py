"""Writing: a change of several files happens whole or not at all, wherever it is killed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from welfare import catalogue
from welfare import writing
from welfare.findings import Refused

CALLS = ("_write", "_fsync", "_replace", "_unlink", "_mkdir", "_rmdir")
MODES = ("before", "after", "torn")
KILLED = 9

BEFORE = {
    "main.beancount": b'include "books/*.beancount"\n',
    "books/2567-01.beancount": b"2024-01-31 * one\n",
    "register/people.csv": b"id,name\n1,somsri\n",
    "closings/2567/01/manifest.json": b"{}\n",
}
CHANGES: dict[str, bytes | None] = {
    "books/2567-01.beancount": b"2024-01-31 * one\n2024-01-31 * two\n",
    "register/people.csv": b"id,name\n1,somsri\n2,somchai\n",
    "books/2567/02.beancount": b"2024-02-29 * three\n",
    "papers/2567/02/ใบเสร็จ.csv": b"\x00\x01\xff\r\n",
    "notes.txt": b"",
    "closings/2567/01/manifest.json": None,
}


def changed(files: dict[str, bytes], changes: dict[str, bytes | None]) -> dict[str, bytes]:
    """Files as they are after a change."""
    return {name: data for name, data in (files | changes).items() if data is not None}


AFTER = changed(BEFORE, CHANGES)
FEW = {
    name: CHANGES[name]
    for name in (
        "register/people.csv",
        "books/2567/02.beancount",
        "closings/2567/01/manifest.json",
    )
}

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="killing at the N-th system call needs os.fork (POSIX)"
)


def lay(fund: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = fund / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return fund


def files_of(fund: Path) -> dict[str, bytes]:
    """All files of a fund but its lock; an empty folder counts as `name/`."""
    found = {}
    for path in fund.rglob("*"):
        name = path.relative_to(fund).as_posix()
        if path.is_file() and name != writing.LOCK:
            found[name] = path.read_bytes()
        elif path.is_dir() and not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def as_read(fund: Path) -> writing.Seen:
    return writing.snapshot(fund, [*BEFORE, *CHANGES])


def write_all(fund: Path) -> None:
    writing.commit(fund, CHANGES, as_read(fund))


def write_few(fund: Path) -> None:
    writing.commit(fund, FEW, as_read(fund))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of a refusal, each of which must have its words in both languages."""
    for found in refused.value.findings:
        assert found.line("th")
        assert found.line("en")
    return [found.code for found in refused.value.findings]


@pytest.fixture
def fund(tmp_path: Path) -> Path:
    return lay(tmp_path / "กองทุน", BEFORE)


# --- killed ---------------------------------------------------------------------------------------


def arm(n: int, mode: str) -> None:
    """In a child process: end it at the n-th call, before it, after it, or half way a write."""
    count = 0

    def deadly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            nonlocal count
            count += 1
            if count == n and mode == "torn" and name == "_write":
                real(args[0], args[1][: len(args[1]) // 2])
            if count == n and mode == "after":
                real(*args)
            if count == n:
                os._exit(KILLED)
            return real(*args)

        return call

    for name in CALLS:
        # A killed process loses nothing that it has written; waiting for the disk proves nothing.
        real = (lambda file: None) if name == "_fsync" else getattr(writing, name)
        setattr(writing, name, deadly(name, real))


def killed(n: int, mode: str, work: Callable[[Path], object], fund: Path) -> bool:
    """Run `work` in a child that ends at its n-th call; False if it has fewer than n."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads of other tests
        child = os.fork()
    if not child:
        try:
            arm(n, mode)
            work(fund)
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, KILLED), f"call {n}, {mode}"
    return status == KILLED


@pytest.fixture
def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_fsync", lambda file: None)


def check_whole(fund: Path, after: dict[str, bytes], told: str | None, where: str) -> None:
    found = files_of(fund)
    assert found in (BEFORE, after), where
    assert not (fund / writing.STAGING).exists(), where
    if told:
        assert found == (after if told == "completed" else BEFORE), where
    assert writing.recover(fund) is None, where


@needs_fork
@pytest.mark.usefixtures("no_fsync")
@pytest.mark.parametrize("mode", MODES)
def test_killed_at_any_call_the_change_is_whole_or_absent(tmp_path: Path, mode: str) -> None:
    outcomes = set()
    n = 0
    while True:
        n += 1
        fund = lay(tmp_path / str(n), BEFORE)
        if not killed(n, mode, write_all, fund):
            break
        told = writing.recover(fund)
        outcomes.add(told)
        check_whole(fund, AFTER, told, f"call {n}, {mode}")
        write_all(fund)
        assert files_of(fund) == AFTER, f"call {n}, {mode}"
    assert n > 30
    assert outcomes == {None, "completed", "discarded"}


@needs_fork
@pytest.mark.usefixtures("no_fsync")
def test_killed_again_while_recovering(tmp_path: Path) -> None:
    states = []
    n = 0
    while True:
        n += 1
        left = lay(tmp_path / f"{n}", BEFORE)
        if not killed(n, "torn", write_few, left):
            break
        if files_of(left) in states:
            continue
        states.append(files_of(left))
        m = 0
        while True:
            m += 1
            fund = tmp_path / f"{n}-{m}"
            shutil.copytree(left, fund)
            again = killed(m, "after" if m % 2 else "before", writing.recover, fund)
            told = writing.recover(fund)
            check_whole(fund, changed(BEFORE, FEW), told, f"call {n}, then {m}")
            if not again:
                break
    assert len(states) > 10


@needs_fork
@pytest.mark.usefixtures("no_fsync")
def test_the_next_commit_recovers_by_itself(tmp_path: Path) -> None:
    for n in range(1, 60):
        fund = lay(tmp_path / str(n), BEFORE)
        if not killed(n, "before", write_all, fund):
            return
        seen = writing.snapshot(fund, ["other.txt"])
        writing.commit(fund, {"other.txt": b"x"}, seen)
        found = files_of(fund)
        assert found.pop("other.txt") == b"x"
        assert found in (BEFORE, AFTER)
    pytest.fail("the commit never ended")


def test_the_disk_has_each_step_before_the_next_relies_on_it(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log: list[str] = []
    opened: dict[int, str] = {}

    def name_of(path: Any) -> str:
        return Path(path).relative_to(fund).as_posix()

    def note(call: str) -> None:
        real = getattr(writing, call)

        def noted(*args: Any) -> Any:
            result = real(*args)
            if call == "_open":
                opened[result] = name_of(args[0])
            elif call == "_fsync":
                log.append(f"sync {opened[args[0]]}")
            else:
                log.append(f"{call[1:]} {name_of(args[call == '_replace'])}")
            return result

        monkeypatch.setattr(writing, call, noted)

    for call in ("_open", "_fsync", "_replace", "_unlink", "_mkdir"):
        note(call)
    write_all(fund)
    intent = log.index("replace .staging/intent.json")
    first = log.index(next(line for line in log[intent + 1 :] if line.startswith("replace")))
    calls = {name: "replace" if data is not None else "unlink" for name, data in CHANGES.items()}
    last = max(log.index(f"{call} {name}") for name, call in calls.items())
    end = log.index("unlink .staging/intent.json")
    staged = {f"sync .staging/{number}-of-6" for number in range(1, 7)}
    assert staged | {"sync .staging/intent.json.tmp"} <= set(log[:intent])
    assert last < end
    if os.name != "nt":
        assert "sync ." in log[:intent]
        assert "sync .staging" in log[intent:first]
        parents = {Path(name).parent.as_posix() for name, call in calls.items() if call != "unlink"}
        assert {f"sync {parent}" for parent in parents} <= set(log[last:end])
        gone = log.index("unlink closings/2567/01/manifest.json")
        mark = next(line for line in log[gone:] if line.startswith("unlink .staging/"))
        assert "sync closings/2567/01" in log[gone : log.index(mark)]
        assert log.index("sync papers") < log.index("replace papers/2567/02/ใบเสร็จ.csv")


# --- a plain change -------------------------------------------------------------------------------


def test_a_change_of_several_files(fund: Path) -> None:
    seen: writing.Seen = {}
    assert writing.take(fund, "main.beancount", seen) == BEFORE["main.beancount"]
    assert writing.take(fund, "missing.txt", seen) is None
    assert seen == {
        "main.beancount": writing.digest(BEFORE["main.beancount"]),
        "missing.txt": None,
    }
    with writing.lock(fund):
        assert writing.recover(fund) is None
        write_all(fund)
    assert files_of(fund) == AFTER
    assert not writing.pending(fund)
    assert writing.read(fund / "notes.txt") == b""


def test_a_new_fund(tmp_path: Path) -> None:
    fund = tmp_path / "new" / "fund"
    with writing.lock(fund):
        writing.commit(fund, {"a/b.txt": b"1"}, {})
    assert files_of(fund) == {"a/b.txt": b"1"}


def test_unchanged_content_is_not_written(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_mkdir", None)
    writing.commit(fund, {"main.beancount": BEFORE["main.beancount"]}, as_read(fund))
    assert files_of(fund) == BEFORE


def test_a_system_that_writes_little_at_a_time(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing._write
    monkeypatch.setattr(writing, "_write", lambda file, data: real(file, data[:3]))
    write_all(fund)
    assert files_of(fund) == AFTER


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_private_file_stays_private(fund: Path) -> None:
    people = fund / "register/people.csv"
    people.chmod(0o600)
    write_all(fund)
    assert people.stat().st_mode & 0o777 == 0o600


def test_pending_from_the_intent_to_the_last_file(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    during = []
    real = writing._replace

    def replace(source: Path, target: Path) -> None:
        during.append(writing.pending(fund))
        real(source, target)

    monkeypatch.setattr(writing, "_replace", replace)
    write_all(fund)
    assert during == [False] + [True] * (len(CHANGES) - 1)  # one is removed


# --- refused --------------------------------------------------------------------------------------


def failing(
    monkeypatch: pytest.MonkeyPatch, call: str, error: BaseException, *, after: int = 0
) -> None:
    """Make a system call raise from its `after`-th use on."""
    real = getattr(writing, call)
    left = iter(range(after))

    def fail(*args: Any) -> Any:
        if next(left, None) is None:
            raise error
        return real(*args)

    monkeypatch.setattr(writing, call, fail)


def refused_unchanged(fund: Path, work: Callable[[], object]) -> list[str]:
    before = files_of(fund)
    with pytest.raises(Refused) as refused:
        work()
    assert files_of(fund) == before
    return codes(refused)


HOLD = """
import sys, pathlib
from welfare import writing
with writing.lock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_command_is_running(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.2)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(fund)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    with other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(Refused) as refused, writing.lock(fund):
            pass
        other.communicate()
    assert codes(refused) == ["F201"]
    with writing.lock(fund):
        pass


def test_a_file_was_changed_since_it_was_read(fund: Path) -> None:
    seen = as_read(fund)
    (fund / "main.beancount").write_bytes(b"edited")  # only read, not to be replaced
    (fund / "notes.txt").write_bytes(b"new since")
    with pytest.raises(Refused) as refused:
        writing.commit(fund, CHANGES, seen)
    assert codes(refused) == ["F202", "F202"]
    assert [found.place.file for found in refused.value.findings] == ["main.beancount", "notes.txt"]


def test_an_existing_file_that_was_never_read(fund: Path) -> None:
    codes_found = refused_unchanged(fund, lambda: writing.commit(fund, {"main.beancount": b""}, {}))
    assert codes_found == ["F202"]


def test_a_file_changed_while_the_change_was_staged(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing._replace

    def replace(source: Path, target: Path) -> None:
        (fund / "main.beancount").write_bytes(b"edited")
        (fund / "register/people.csv").write_bytes(b"edited")
        real(source, target)

    monkeypatch.setattr(writing, "_replace", replace)
    with pytest.raises(Refused) as refused:
        write_all(fund)
    assert codes(refused) == ["F202", "F202"]
    assert files_of(fund) == BEFORE | {
        "main.beancount": b"edited",
        "register/people.csv": b"edited",
    }


@pytest.mark.parametrize("number", [errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)])
@pytest.mark.parametrize("after", range(5))
@pytest.mark.parametrize("call", ["_write", "_fsync"])
def test_disk_full(
    fund: Path, monkeypatch: pytest.MonkeyPatch, number: int, after: int, call: str
) -> None:
    failing(monkeypatch, call, OSError(number, "full"), after=after)
    assert refused_unchanged(fund, lambda: write_all(fund)) == ["F203"]


def test_disk_full_before_the_first_file_is_replaced(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = {"new/folder/a.txt": b"1", "new/folder/b.txt": b"2"}
    failing(monkeypatch, "_replace", OSError(errno.ENOSPC, "full"), after=1)
    assert refused_unchanged(fund, lambda: writing.commit(fund, changes, {})) == ["F203"]


def test_read_only(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_access", lambda path, mode: Path(path).name != "people.csv")
    with pytest.raises(Refused) as refused:
        write_all(fund)
    assert codes(refused) == ["F204"]
    assert refused.value.findings[0].place.file == "register/people.csv"
    assert files_of(fund) == BEFORE


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_read_only_folder(fund: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    failing(monkeypatch, "_mkdir", OSError(number, "denied"))
    assert refused_unchanged(fund, lambda: write_all(fund)) == ["F204"]


def held_on_windows(number: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "held")
    setattr(error, "winerror", number)  # noqa: B010 - the attribute exists on Windows only
    return error


@pytest.mark.parametrize("number", [32, 33])
def test_held_by_another_program_on_windows(
    fund: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(writing, "_WINDOWS", True)
    failing(monkeypatch, "_rename", held_on_windows(number))
    with pytest.raises(Refused) as refused:
        write_all(fund)
    assert codes(refused) == ["F205", "F205", "F205"]
    assert "people.csv" in refused.value.findings[1].text("th")
    assert files_of(fund) == BEFORE


def test_held_after_some_files_were_replaced(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(writing, "_WINDOWS", True)
        patch.setattr(time, "sleep", lambda seconds: None)
        error = PermissionError(errno.EACCES, "denied", "x", 5, str(fund / "register/people.csv"))
        failing(patch, "_replace", error, after=2)
        with pytest.raises(Refused) as refused:
            write_all(fund)
        assert codes(refused) == ["F205", "F210"]
        assert writing.pending(fund)
        with pytest.raises(Refused) as refused:
            writing.recover(fund)
        assert codes(refused) == ["F205", "F210"]
    assert writing.recover(fund) == "completed"
    assert files_of(fund) == AFTER


def test_a_virus_scanner_holds_a_file_for_a_moment(
    fund: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_WINDOWS", True)
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)
    real = writing._replace

    def replace(source: Path, target: Path) -> None:
        if target.name == "people.csv" and len(naps) < 2:
            raise held_on_windows(32)
        real(source, target)

    monkeypatch.setattr(writing, "_replace", replace)
    write_all(fund)
    assert files_of(fund) == AFTER
    assert len(naps) == 2


@pytest.mark.parametrize(
    ("owner", "program"),
    [("~$people.csv", "Excel"), (".~lock.people.csv#", "LibreOffice")],
)
def test_open_in_a_spreadsheet(fund: Path, owner: str, program: str) -> None:
    people = fund / "register/people.csv"
    assert not writing.open_in_excel(people)
    people.with_name(owner).write_bytes(b"")
    assert writing.open_in_excel(people)
    assert refused_unchanged(fund, lambda: write_all(fund)) == ["F206"]
    with pytest.raises(Refused) as refused:
        write_all(fund)
    assert refused.value.findings[0].args == {
        "file": "register/people.csv",
        "program": program,
        "owner": owner,
    }


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../out.txt",
        "books/../../out.txt",
        "./a.txt",
        "a//b",
        "a/",
        "C:/a.txt",
        "a\\b.txt",
        "a\0b",
        "a?.csv",
        "nul.csv",
        "books/COM1",
        "a./b",
        "a ",
        "\ud800",
        ".staging/intent.json",
        ".Lock",
        "main.beancount/x",
        "books",
    ],
)
def test_names_that_cannot_be_a_file_of_the_fund(fund: Path, name: str) -> None:
    assert refused_unchanged(fund, lambda: writing.commit(fund, {name: b"x"}, {})) == ["F207"]


@pytest.mark.parametrize("names", [("a.csv", "A.csv"), ("a", "a/b"), ("A/b/c", "a/B")])
def test_two_names_for_one_place(fund: Path, names: tuple[str, str]) -> None:
    changes = dict.fromkeys(names, b"x")
    assert refused_unchanged(fund, lambda: writing.commit(fund, changes, {})) == ["F207"]


@pytest.mark.skipif(os.name == "nt", reason="links need administrator's rights on Windows")
def test_a_link_out_of_the_fund(fund: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (fund / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(Refused) as refused:
        writing.commit(fund, {"link/a.txt": b"x"}, {})
    assert codes(refused) == ["F207"]
    assert not any((tmp_path / "outside").iterdir())


def test_too_long(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "ก" * 86 + ".csv"
    assert refused_unchanged(fund, lambda: writing.commit(fund, {long: b"x"}, {})) == ["F208"]
    monkeypatch.setattr(writing, "_WINDOWS", True)
    deep = "/".join(["folder"] * 40)
    assert refused_unchanged(fund, lambda: writing.commit(fund, {deep: b"x"}, {})) == ["F208"]


def test_the_drive_fails(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, "_fsync", OSError(errno.EIO, "Input/output error"), after=3)
    assert refused_unchanged(fund, lambda: write_all(fund)) == ["F209"]


def test_a_missing_file(fund: Path) -> None:
    with pytest.raises(Refused) as refused:
        writing.read(fund / "missing.csv")
    assert codes(refused) == ["F101"]


def test_stopped_with_ctrl_c_while_staging(fund: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "_replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all(fund)
    assert files_of(fund) == BEFORE


# --- an unfinished change, and what happened since -----------------------------------------------


def half_written(fund: Path, replaced: int) -> None:
    """Leave a change with so many files replaced."""

    class Power(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patch:
        failing(patch, "_replace", Power(), after=1 + replaced)
        with pytest.raises(Power):
            write_all(fund)


def test_edited_before_the_first_file_was_replaced(fund: Path) -> None:
    half_written(fund, 0)
    lay(fund, {"register/people.csv": b"edited"})
    assert writing.recover(fund) == "discarded"
    assert files_of(fund) == BEFORE | {"register/people.csv": b"edited"}


@needs_fork
@pytest.mark.usefixtures("no_fsync")
def test_killed_while_discarding_because_of_an_edit(tmp_path: Path) -> None:
    edited = BEFORE | {"register/people.csv": b"edited"}
    for n in range(1, 20):
        fund = lay(tmp_path / str(n), BEFORE)
        half_written(fund, 0)
        lay(fund, edited)
        again = killed(n, "before", writing.recover, fund)
        writing.recover(fund)
        assert files_of(fund) == edited
        if not again:
            return
    pytest.fail("recover never ended")


def test_edited_half_way(fund: Path) -> None:
    half_written(fund, 1)
    people = lay(fund, {"register/people.csv": b"edited"}) / "register/people.csv"
    assert refused_unchanged(fund, lambda: writing.recover(fund)) == ["F211"]
    people.rename(fund.parent / "people.csv")
    assert writing.recover(fund) == "completed"
    assert files_of(fund) == AFTER


def test_edited_after_it_was_replaced(fund: Path) -> None:
    half_written(fund, 1)
    lay(fund, {"books/2567-01.beancount": b"edited"})
    assert writing.recover(fund) == "completed"
    assert files_of(fund) == AFTER | {"books/2567-01.beancount": b"edited"}


@pytest.mark.parametrize(("replaced", "damage"), [(0, b"no"), (0, None), (2, b"no"), (2, None)])
def test_a_staged_file_is_damaged_or_lost(fund: Path, replaced: int, damage: bytes | None) -> None:
    half_written(fund, replaced)
    staged = fund / ".staging/5-of-6"
    staged.unlink() if damage is None else staged.write_bytes(damage)
    if replaced:
        assert refused_unchanged(fund, lambda: writing.recover(fund)) == ["F212"]
    else:
        assert writing.recover(fund) == "discarded"
        assert files_of(fund) == BEFORE


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b"null", None])
@pytest.mark.parametrize("replaced", [0, 1])
def test_the_intent_is_damaged(fund: Path, damage: bytes | None, replaced: int) -> None:
    half_written(fund, replaced)
    intent = fund / ".staging/intent.json"
    text = intent.read_bytes()
    intent.write_bytes(text.replace(b"notes.txt", b"other.txt") if damage is None else damage)
    if replaced:
        assert refused_unchanged(fund, lambda: writing.recover(fund)) == ["F212"]
    else:
        assert writing.recover(fund) == "discarded"
        assert files_of(fund) == BEFORE


def test_people_csv_is_open_when_the_change_is_to_be_completed(fund: Path) -> None:
    half_written(fund, 1)
    owner = fund / "register/~$people.csv"
    owner.write_bytes(b"")
    assert refused_unchanged(fund, lambda: writing.recover(fund)) == ["F206", "F210"]
    owner.unlink()
    assert writing.recover(fund) == "completed"
    assert files_of(fund) == AFTER


def test_what_recover_tells_has_words() -> None:
    for code in writing.RECOVERED.values():
        assert catalogue.render(code, {}, "th")


# --- any sequence of changes ----------------------------------------------------------------------

NAMES = ["a.csv", "b.csv", "books/1.beancount", "books/2567/1.beancount", "ทะเบียน/คน.csv"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=20) | st.none()),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_any_sequence_of_changes_is_as_a_dict(
    sequence: list[tuple[dict[str, bytes | None], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_fsync", lambda file: None)
        fund = Path(folder)
        model: dict[str, bytes] = {}
        seen: writing.Seen = {}
        for changes, current in sequence:
            if current:
                seen = writing.snapshot(fund, NAMES)
            stale = any(
                seen.get(name) != (writing.digest(model[name]) if name in model else None)
                for name in {*changes, *seen}
            )
            if stale:
                with pytest.raises(Refused) as refused:
                    writing.commit(fund, changes, seen)
                assert set(codes(refused)) == {"F202"}
            else:
                writing.commit(fund, changes, seen)
                model = changed(model, changes)
            assert files_of(fund) == model
