"""The one way in which bytes reach a fund's folder: all files of a change, or none.

A command that writes does so under the lock, from what it has read:

    with writing.lock(fund):
        told = writing.recover(fund)            # None, or say finding(RECOVERED[told])
        seen: writing.Seen = {}
        old = writing.take(fund, "books/2567-01.beancount", seen)
        ...
        writing.commit(fund, {"books/2567-01.beancount": new, "register/people.csv": rows}, seen)

`commit` refuses if a file is not as it was read, stages every new content in `.staging/`, writes
down what it is about to do (`.staging/intent.json`), and only then replaces files one by one.
Killed before the intent stands, nothing has happened, and the next `recover` throws the staged
files away; killed after, the next `recover` completes the whole. Each step is synchronised to the
disk before the next one relies on it, folders too where the system can.

What happens to a file of an intent follows from two questions, is its staged content still there,
and is its target as it was: a staged content leaves `.staging/` only by becoming its target. For a
file that is to be removed an empty mark is staged, which goes after the file has gone.

A command that only reads asks `pending` before and after: true means that an unfinished change,
or one being written at this moment, stands between two states of the books.

All calls that change the disk go through the names below, so that a test can stop at each.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import time
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import filelock

from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import Refused
from welfare.findings import finding
from welfare.findings import refuse

#: Relative path -> sha256 of the file as it was read; None = there was no such file.
Seen = dict[str, str | None]

#: Relative path -> the whole new content of the file; None = it is to be removed.
Changes = Mapping[str, bytes | None]

#: What `recover` returns -> the code that tells it.
RECOVERED = {"completed": "F213", "discarded": "F214"}

STAGING = ".staging"
LOCK = ".lock"
LOCK_SECONDS = 2.0

_INTENT = "intent.json"
_WINDOWS = os.name == "nt"

_open = os.open
_write = os.write
_fsync = os.fsync
_replace = os.replace
_rename = os.rename
_unlink = os.unlink
_mkdir = os.mkdir
_rmdir = os.rmdir
_access = os.access

# What Windows cannot store in a name is refused everywhere: a fund's folder moves between machines.
_BAD_CHARACTER = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_STAGED = re.compile(r"\d+-of-(\d+)")
_LONGEST_PART = 255  # bytes on Linux; a Thai letter takes three
_LONGEST_WINDOWS_PATH = 259

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_HELD_ON_WINDOWS = {32, 33}
_BAD_NAME = {errno.ENOTDIR, errno.EISDIR, errno.EILSEQ, errno.ELOOP}
_NO_FOLDER_FSYNC = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.ENOSYS}


class _Step(NamedTuple):
    """One file of a change: its staged name, its target, the sha256 there before and after.

    None for the sha256 says that there is no such file.
    """

    staged: str
    target: str
    old: str | None
    new: str | None

    @property
    def content(self) -> str:
        """The sha256 of what is staged: the new content, or the mark of a removal."""
        return _MARK if self.new is None else self.new


# --- reading --------------------------------------------------------------------------------------


def digest(data: bytes) -> str:
    """The sha256 of a content, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


_MARK = digest(b"")


def read(path: Path) -> bytes:
    """The content of a file that must be there.

    Raises:
        Refused: it is not there, or cannot be read.
    """
    with _told(path.name):
        return path.read_bytes()


def take(fund: Path, name: str, seen: Seen) -> bytes | None:
    """Read one file of the fund and note in `seen` how it was.

    Args:
        fund: The fund's folder.
        name: The file's path below it, with forward slashes.
        seen: Where its sha256 is noted, for `commit`.
    Returns:
        The content, or None if there is no such file.
    """
    _check_name(name)
    with _told(name):
        data = _content(fund / name)
    seen[name] = None if data is None else digest(data)
    return data


def snapshot(fund: Path, names: Iterable[str]) -> Seen:
    """How the named files are now, for a `commit` that need not know their contents."""
    seen: Seen = {}
    for name in names:
        take(fund, name, seen)
    return seen


def pending(fund: Path) -> bool:
    """True while a change is between its first and its last file: running, or killed there."""
    return (fund / STAGING / _INTENT).exists()


def open_in_excel(path: Path) -> bool:
    """True if Excel or LibreOffice seems to have the file open (their owner file is beside it)."""
    return _owner(path) is not None


def _owner(path: Path) -> tuple[str, str] | None:
    """The program that has the file open and the name of its owner file, or None."""
    for program, name in (("Excel", f"~${path.name}"), ("LibreOffice", f".~lock.{path.name}#")):
        if path.with_name(name).exists():
            return program, name
    return None


def _content(path: Path) -> bytes | None:
    """The content of a file, or None if there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _state(fund: Path, name: str) -> str | None:
    """The sha256 of a file as it is now, or None if there is none."""
    with _told(name):
        data = _content(fund / name)
    return None if data is None else digest(data)


# --- the lock -------------------------------------------------------------------------------------


@contextmanager
def lock(fund: Path) -> Iterator[None]:
    """Hold the fund's lock; its folder is created if needed. Not to be taken twice.

    Raises:
        Refused: another command holds it, or the folder cannot be written.
    """
    held = filelock.FileLock(fund / LOCK, timeout=LOCK_SECONDS)
    with _told(str(fund)):
        _make_folders(fund, [])
        try:
            held.acquire()
        except filelock.Timeout:
            raise refuse("F201", Place(str(fund))) from None
    try:
        yield
    finally:
        held.release()


# --- writing --------------------------------------------------------------------------------------


def commit(fund: Path, changes: Changes, seen: Seen) -> None:
    """Replace or remove several files as one; the caller holds the lock.

    Args:
        fund: The fund's folder.
        changes: Relative path, with forward slashes -> its whole new content, None to remove it;
            a folder that becomes empty by that goes too.
        seen: How every file that the change rests on was when it was read; a file of `changes`
            that is not in it must not exist yet.
    Raises:
        Refused: a file has changed since, is open elsewhere, or the system does not let us write.
            Nothing has been written then, unless the findings end with F210.
    """
    _check_names(changes, seen)
    recover(fund)
    _check_seen(fund, changes, seen)
    steps = _steps(changes, seen)
    if not steps:
        return
    _check_targets(fund, steps)
    _stage(fund, steps, changes)
    if not _consistent(fund, steps):
        _discard_quietly(fund)
        _check_seen(fund, changes, seen)
        raise refuse("F212", Place(STAGING))
    _finish_or_undo(fund, steps)


def recover(fund: Path) -> str | None:
    """Complete or discard what a killed command left; the caller holds the lock.

    Returns:
        None if there was nothing, else `completed` or `discarded` (see `RECOVERED`).
    Raises:
        Refused: it cannot be completed now (F210 says that it stays), or not without a person.
    """
    staging = fund / STAGING
    with _told(STAGING):
        if not staging.exists():
            return None
        left = [path.name for path in staging.iterdir()]
    # An empty folder is the trace of a change that ended, one way or the other.
    if _INTENT in left:
        steps = _intended(fund, left)
        if steps and _consistent(fund, steps):
            try:
                _check_targets(fund, _undone(fund, steps))
                _finish(fund, steps, [])
            except Refused as why:
                raise _kept(why) from why
            return "completed"
    with _told(STAGING):
        _discard(fund)
    return "discarded" if left else None


def _steps(changes: Changes, seen: Seen) -> list[_Step]:
    """The files that really change, existing ones first: those are the ones that may be held.

    What goes comes last, when all that takes its place stands.
    """
    news = {name: None if data is None else digest(data) for name, data in changes.items()}
    names = [name for name, new in news.items() if new != seen.get(name)]
    names.sort(key=lambda name: (news[name] is None, seen.get(name) is None, name))
    # The number of files is in each staged name, so that a damaged intent can still be judged.
    return [
        _Step(f"{number}-of-{len(names)}", name, seen.get(name), news[name])
        for number, name in enumerate(names, 1)
    ]


def _stage(fund: Path, steps: list[_Step], changes: Changes) -> None:
    """Write all new contents and then the intent; whatever goes wrong, leave nothing behind."""
    staging = fund / STAGING
    try:
        with _told(str(fund)):
            _make_folders(fund, [])
            _mkdir(staging, 0o700)
            _sync_folder(fund)
        for step in steps:
            with _told(step.target):
                _write_file(staging / step.staged, changes[step.target] or b"")
                _keep_mode(fund / step.target, staging / step.staged)
        with _told(str(fund)):
            _sync_folder(staging)
            _write_file(staging / f"{_INTENT}.tmp", _intent_text(steps))
            _replace(staging / f"{_INTENT}.tmp", staging / _INTENT)
            _sync_folder(staging)
    except BaseException:
        _discard_quietly(fund)
        raise


def _finish_or_undo(fund: Path, steps: list[_Step]) -> None:
    """Complete the change; if not even its first file could be replaced, take it back."""
    made: list[Path] = []
    try:
        _finish(fund, steps, made)
    except Refused as why:
        if len(_undone(fund, steps)) < len(steps):
            raise _kept(why) from why
        _discard_quietly(fund)
        for folder in reversed(made):
            with suppress(OSError):
                _rmdir(folder)
        raise


def _finish(fund: Path, steps: list[_Step], made: list[Path]) -> None:
    """Replace what is still staged, synchronise, and remove the intent.

    Args:
        fund: The fund's folder.
        steps: The intent.
        made: Takes the folders that were created.
    """
    staging = fund / STAGING
    for step in _undone(fund, steps):
        with _told(step.target):
            if step.new is None:
                _remove(fund / step.target, staging / step.staged)
                continue
            _make_folders((fund / step.target).parent, made)
            _replace_patiently(staging / step.staged, fund / step.target)
    # Also the folders of files that an earlier, killed attempt replaced.
    for folder in sorted({(fund / step.target).parent for step in steps}):
        with _told(folder.name):
            # A person may have moved a whole folder away since; then there is nothing to keep.
            if folder.exists():
                _sync_folder(folder)
    _remove_empty(fund, {(fund / step.target).parent for step in steps if step.new is None})
    # The change is in the books for good; what cannot be cleared now, the next command clears.
    with suppress(OSError):
        _sync_folder(staging)
        _unlink(staging / _INTENT)
        _rmdir(staging)
        _sync_folder(fund)


def _undone(fund: Path, steps: list[_Step]) -> list[_Step]:
    """The steps whose content is still staged."""
    return [step for step in steps if (fund / STAGING / step.staged).exists()]


def _consistent(fund: Path, steps: list[_Step]) -> bool:
    """Whether an intent may be completed.

    Returns:
        True to complete it, False to discard it: it does not fit the files, and none is replaced.
    Raises:
        Refused: it does not fit the files, and some are replaced already.
    """
    now = {step: _state(fund, step.target) for step in steps}
    staged = {step: _state(fund, f"{STAGING}/{step.staged}") for step in steps}
    lost = [
        step
        for step in steps
        if (staged[step] is None and now[step] == step.old)
        or staged[step] not in (None, step.content)
    ]
    # A missing target is no obstacle: moving a file away is how a person rescues it (F211).
    foreign = [
        step
        for step in steps
        if staged[step] == step.content and now[step] not in (step.old, step.new, None)
    ]
    if not lost and not foreign:
        return True
    if all(staged[step] is not None or step in lost for step in steps):
        return False
    if lost:
        raise refuse("F212", Place(STAGING))
    raise Refused(*(finding("F211", Place(step.target), file=step.target) for step in foreign))


def _kept(why: Refused) -> Refused:
    """The same refusal, saying also that the change waits to be completed."""
    return Refused(*why.findings, finding("F210"))


def _discard_quietly(fund: Path) -> None:
    """Throw the staged files away as far as possible; `recover` does what is left."""
    with suppress(OSError):
        _discard(fund)


def _discard(fund: Path) -> None:
    """Throw the staged files away, the intent first: without it they mean nothing."""
    staging = fund / STAGING
    if not staging.exists():
        return
    if (staging / _INTENT).exists():
        _unlink(staging / _INTENT)
        _sync_folder(staging)
    for path in sorted(staging.iterdir()):
        _unlink(path)
    _rmdir(staging)
    _sync_folder(fund)


# --- the intent -----------------------------------------------------------------------------------


def _intent_text(steps: list[_Step]) -> bytes:
    """The intent as JSON, with a checksum of itself."""
    files = [step._asdict() for step in steps]
    return json.dumps({"files": files, "sha256": _checksum(files)}, indent=1).encode()


def _checksum(files: object) -> str:
    """The sha256 of the files of an intent."""
    return digest(json.dumps(files, sort_keys=True).encode())


def _parsed(data: bytes) -> list[_Step]:
    """The steps of an intent; none if it is damaged."""
    try:
        intent = json.loads(data)
        if intent["sha256"] != _checksum(intent["files"]):
            return []
        steps = [_Step(**entry) for entry in intent["files"]]
        for step in steps:
            _check_name(step.target)
    except (ValueError, KeyError, TypeError, Refused):
        return []
    return steps


def _intended(fund: Path, left: list[str]) -> list[_Step]:
    """The steps of the intent that stands; none if it is damaged and nothing has been replaced."""
    with _told(f"{STAGING}/{_INTENT}"):
        steps = _parsed((fund / STAGING / _INTENT).read_bytes())
    numbers = [int(match[1]) for match in map(_STAGED.fullmatch, left) if match]
    if not steps and (not numbers or len(numbers) < max(numbers)):
        raise refuse("F212", Place(STAGING))
    return steps


# --- checks before the first write ----------------------------------------------------------------


def _check_names(changes: Changes, seen: Seen) -> None:
    """Refuse names outside the fund, or two that are one file on some system."""
    for name in (*changes, *seen):
        _check_name(name)
    folded = {name.casefold() for name in changes}
    for name in changes:
        deeper = any(other.startswith(f"{name.casefold()}/") for other in folded)
        twice = sum(other.casefold() == name.casefold() for other in changes) > 1
        if deeper or twice:
            raise refuse("F207", Place(name), name=name)


def _check_name(name: str) -> None:
    """Refuse a path that does not stay below the fund's folder on Linux and on Windows."""
    parts = name.split("/")
    if any(_bad_part(part) for part in parts) or parts[0].casefold() in (STAGING, LOCK):
        raise refuse("F207", Place(name), name=name)
    if any(len(part.encode()) > _LONGEST_PART for part in parts):
        raise refuse("F208", Place(name))


def _bad_part(part: str) -> bool:
    """True for what cannot be a file's or a folder's name everywhere; `.` and `..` are among it."""
    return (
        not part
        or part.endswith((".", " "))
        or _BAD_CHARACTER.search(part) is not None
        or _DEVICE.fullmatch(part) is not None
        or any("\ud800" <= letter <= "\udfff" for letter in part)
    )


def _check_seen(fund: Path, changes: Changes, seen: Seen) -> None:
    """Refuse if a file is not as the caller has read it."""
    names = sorted({*changes, *seen})
    changed = [name for name in names if _state(fund, name) != seen.get(name)]
    if changed:
        raise Refused(*(finding("F202", Place(name), file=name) for name in changed))


def _check_targets(fund: Path, steps: list[_Step]) -> None:
    """Refuse, naming all of them, if some targets could not be replaced."""
    found = [obstacle for step in steps if (obstacle := _obstacle(fund, step.target))]
    if found:
        raise Refused(*found)


def _obstacle(fund: Path, name: str) -> Finding | None:
    """Why a file could not be replaced, or None."""
    target = fund / name
    try:
        if _WINDOWS and len(str(target.absolute())) > _LONGEST_WINDOWS_PATH:
            return finding("F208", Place(name))
        owner = _owner(target)
        if owner:
            return finding("F206", Place(name), file=name, program=owner[0], owner=owner[1])
        folder = _nearest(target.parent)
        inside = target.parent.resolve().is_relative_to(fund.resolve())
        if not inside or target.is_symlink() or target.is_dir() or not folder.is_dir():
            return finding("F207", Place(name), name=name)
        if not all(_access(path, os.W_OK) for path in (folder, target) if path.exists()):
            return finding("F204", Place(name))
        if _WINDOWS and target.exists():
            # Renaming a file to itself needs the same rights as replacing it, and changes nothing.
            _rename(target, target)
    except OSError as error:
        return _cause(error, name)
    return None


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder


# --- the system -----------------------------------------------------------------------------------


def _write_file(path: Path, data: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = _open(path, flags, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[_write(file, rest) :]
        _fsync(file)
    finally:
        os.close(file)


def _keep_mode(target: Path, staged: Path) -> None:
    """Give a staged content the rights of the file that it will replace."""
    if not _WINDOWS and target.exists():
        staged.chmod(stat.S_IMODE(target.stat().st_mode))


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Create a folder and those above it; add the new ones to `made`, the topmost first."""
    if not folder.is_dir():
        _make_folders(folder.parent, made)
        _mkdir(folder)
        made.append(folder)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can (Windows cannot)."""
    if _WINDOWS:
        return
    file = _open(folder, os.O_RDONLY)
    try:
        _fsync(file)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FSYNC:
            raise
    finally:
        os.close(file)


def _remove(target: Path, mark: Path) -> None:
    """Remove a file, and only then the mark that says it is to go."""
    with suppress(FileNotFoundError):
        _unlink(target)
        _sync_folder(target.parent)
    _unlink(mark)


def _remove_empty(fund: Path, folders: Iterable[Path]) -> None:
    """Remove folders in which nothing is left, and those above, as far as the system lets us."""
    for emptied in folders:
        folder = emptied
        with suppress(OSError):
            while folder != fund:
                if folder.exists():  # a killed attempt may have come so far
                    _rmdir(folder)
                    _sync_folder(folder.parent)
                folder = folder.parent


def _replace_patiently(staged: Path, target: Path) -> None:
    """Replace a file; on Windows a virus scanner may hold it for a moment."""
    for wait in (0.1, 0.2, 0.4) if _WINDOWS else ():
        try:
            _replace(staged, target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    _replace(staged, target)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Turn what the system refuses into a finding about the file."""
    try:
        yield
    except OSError as error:
        raise Refused(_cause(error, file)) from error


def _cause(error: OSError, file: str) -> Finding:
    """The finding that tells a system's error."""
    place = Place(file)
    windows = getattr(error, "winerror", None)
    if error.errno in _FULL or windows in _FULL_ON_WINDOWS:
        return finding("F203", place)
    if windows in _HELD_ON_WINDOWS or (error.errno in _DENIED and _held(error)):
        return finding("F205", place, file=file)
    if error.errno in _DENIED:
        return finding("F204", place)
    if error.errno == errno.ENAMETOOLONG or windows == 206:
        return finding("F208", place)
    if error.errno in _BAD_NAME or windows == 123:
        return finding("F207", place, name=file)
    if isinstance(error, FileNotFoundError):
        return finding("F101", place)
    return finding("F209", place, reason=error.strerror or str(error))


def _held(error: OSError) -> bool:
    """On Windows, access denied to a file that is not read-only: some program holds it."""
    path = error.filename2 or error.filename
    return _WINDOWS and path is not None and Path(path).is_file() and _access(path, os.W_OK)
