"""Whether the books of closed periods are still what their closings sealed.

    2023-10-14 custom "bylaw" "benefit" "hospital"    ; E801: October 2023 was closed on 5 November
      article: "ข้อ ๑๒"
      per-night: 900.00 THB

`check` is what the plugin asks on every load. It costs little, since it compares bytes: the files
that are final, and the sealed part of those that grow; only what stands elsewhere is looked at
entry by entry. `welfare verify` (`reports.verifying`) asks the same and much more. What differs is
named by both in the same way: `entries.csv` of a package remembers where each entry stood.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from beancount.core.data import Custom
from beancount.core.data import Directive

from welfare import books
from welfare import canonical
from welfare import main_files
from welfare import seals
from welfare import writing
from welfare.books import Book
from welfare.canonical import Files
from welfare.canonical import Located
from welfare.canonical import Row
from welfare.canonical import blocks
from welfare.canonical import growing_sha256
from welfare.canonical import is_growing
from welfare.canonical import located
from welfare.canonical import month_of_file
from welfare.canonical import parse_rows
from welfare.canonical import relative
from welfare.canonical import sealed_text
from welfare.canonical import sha256
from welfare.canonical import short
from welfare.findings import Finding
from welfare.findings import Place
from welfare.findings import finding
from welfare.seals import Closing
from welfare.seals import manifest_of


class Broken(NamedTuple):
    """A sealed file that is not as it was: `changed`, `missing`, or `added` since."""

    closing: Closing
    file: str
    how: str


def check(entries: Sequence[Directive], options: dict[str, Any]) -> list[Finding]:
    """What the plugin tells of the closed periods that were loaded; places are whole paths.

    Args:
        entries: all directives, as Beancount read and booked them.
        options: Beancount's options.
    """
    main = Path(str(options.get("filename", "")))
    if writing.pending(main.parent):
        return []
    files = seals.Disk(main.parent)
    links = seals.chain(files)
    book = Book(main.parent, [entry for entry in entries if _is_about(entry)], [], options)
    below = relative(main.parent)
    read = {below(name) for name in options.get("include") or []}
    scope = loaded(files, links, read)
    found = [
        *_of_packages(files, links, read),
        *_directives(book, seals.folders(files), below),
        *included(scope, read, main.name),
        *changes(files, main.parent, entries, scope, read=read, quick=True),
    ]
    return [
        item._replace(place=item.place._replace(file=str(main.parent / item.place.file)))
        for item in found
    ]


def is_torn(folder: Path, options: dict[str, Any]) -> bool:
    """Whether bytes that closings sealed have changed, of the closings that were loaded."""
    below = relative(folder)
    read = {below(name) for name in options.get("include") or []}
    files = seals.Disk(folder)
    links = seals.chain(files)
    scope = loaded(files, links, read)
    return any(_of_packages(files, links, read)) or any(broken(files, scope, quick=True))


def _of_packages(
    files: Files, links: Sequence[Closing], read: Collection[str]
) -> Iterator[Finding]:
    """What can be told without looking at an entry or at a sealed file of the books."""
    yield from foreign(files, links, read)
    yield from unreadable(files, links)
    yield from chained(links)
    yield from _loaded_files(files, links, read)


def _is_about(entry: Directive) -> bool:
    """Whether a directive tells which years are closed or locked."""
    return isinstance(entry, Custom) and entry.type in _ABOUT


_ABOUT = frozenset({"fund", "closing", "reopening", "audit", "adoption"})


def loaded(files: Files, links: Iterable[Closing], read: Collection[str]) -> list[Closing]:
    """The closings in force from the first month of which something was loaded; else all.

    Args:
        files: the fund's files.
        links: the chain.
        read: the files that were loaded, below the fund's folder.
    """
    closings = seals.in_force(links)
    days = [
        link.last
        for link in closings
        if f"{link.folder}/{seals.CLOSING}" in read
        or any(name in read for name in manifest_of(files, link).final)
    ]
    first = min(days, default=date.min)
    return [link for link in closings if link.last >= first]


def foreign(files: Files, links: Iterable[Closing], read: Iterable[str]) -> Iterator[Finding]:
    """Files that were loaded and are none of the fund's books, so that nothing seals them."""
    allowed = _loadable(files, links)
    for name in sorted(read):
        if not (name in allowed or canonical.is_own(name)):
            yield finding("E830", Place(name, 1), file=name)


def _loadable(files: Files, links: Iterable[Closing]) -> set[str]:
    """The files of packages that a main file may include."""
    found = set()
    for link in links:
        if link.kind in seals.IN_FORCE:
            listed = manifest_of(files, link).package
            names = [main_files.OPENING, main_files.VERDICTS]
            found |= {f"{link.folder}/{name}" for name in names if name in listed}
            found.add(f"{link.folder}/{seals.CLOSING}")
        elif link.kind == "reopening":
            found.add(f"{link.folder}/{seals.REOPENED}")
    return found


# --- the chain and the packages ------------------------------------------------------------------


def _directives(
    book: Book, folders: Iterable[str], below: Callable[[str], str]
) -> Iterator[Finding]:
    """A directive that speaks of a closing stands in its package and nowhere else."""
    names = {"closing": seals.CLOSING, "reopening": seals.REOPENED}
    own = {f"{folder}/{name}" for folder in folders for name in names.values()}
    for word in names:
        for entry in book.customs(word):
            name = below(str(entry.meta.get("filename", "")))
            if name not in own:
                period = str(entry.values[0].value) if entry.values else ""
                yield finding(
                    "E809",
                    Place(name, int(entry.meta.get("lineno", 0))),
                    file=name,
                    folder=seals.FOLDER,
                    period=period,
                    closed=entry.date,
                )


def chained(links: Sequence[Closing]) -> Iterator[Finding]:
    """Whether each link follows the one before it."""
    for link, before in zip(links, [None, *links], strict=False):
        if link.previous != (before.sha256 if before else ""):
            yield finding(
                "E811",
                Place(f"{link.folder}/{seals.MANIFEST}", 1),
                period=link.period,
                before=before.period if before else "–",
                file=f"{before.folder}/{seals.MANIFEST}" if before else "",
            )


def included(scope: Iterable[Closing], read: Collection[str], main: str) -> Iterator[Finding]:
    """Whether the closings are loaded, so that their balances are asserted on every load."""
    for link in scope:
        name = f"{link.folder}/{seals.CLOSING}"
        if name not in read:
            yield _told("E812", link, name)._replace(place=Place(main, 1))


def _loaded_files(
    files: Files, links: Iterable[Closing], read: Collection[str]
) -> Iterator[Finding]:
    """Whether the files of packages that were loaded are those that were sealed."""
    for link in links:
        if link.kind == "reopening" and f"{link.folder}/{seals.REOPENED}" in read:
            yield from directive(files, link)
    for link in seals.in_force(links):
        if f"{link.folder}/{seals.CLOSING}" in read:
            yield from directive(files, link)
        for name, sha in manifest_of(files, link).package.items():
            path = f"{link.folder}/{name}"
            if path in read and sha256(files.get(path, b"")) != sha:
                yield _told("E816", link, path)


def directive(files: Files, link: Closing) -> Iterator[Finding]:
    """Whether `closing.beancount` (or that of a reopening) is what its manifest makes it."""
    name = f"{link.folder}/{seals.CLOSING}"
    if link.kind == "reopening":
        name = f"{link.folder}/{seals.REOPENED}"
        data = seals.parse_reopening(files[f"{link.folder}/{seals.REOPENING}"])
        assert data is not None
        wanted = seals.render_reopening(data, link.sha256)
    else:
        wanted = seals.render_closing(manifest_of(files, link), link.sha256)
    there = files.get(name, b"")
    if there != wanted:
        lines = zip(there.split(b"\n"), wanted.split(b"\n"), strict=False)
        number = next((n for n, (one, other) in enumerate(lines, 1) if one != other), 1)
        yield _told("E809", link, name, number)


def unreadable(files: Files, links: Iterable[Closing]) -> Iterator[Finding]:
    """Packages of which nobody can say what they closed; a main file names some that are gone."""
    known: dict[str, list[Closing]] = defaultdict(list)
    for link in links:
        known[link.folder].append(link)
    mains = [main_files.included(files.get(name, b"")) for name in (books.MAIN, books.ALL)]
    named = {"/".join(name.split("/")[:2]) for main in mains for name in main}
    for folder in sorted({*seals.folders(files), *filter(seals.is_package, named)}):
        if not known[folder]:
            yield _unreadable(folder, seals.MANIFEST)
        elif ".reopened-" in folder and len(known[folder]) == 1:
            yield _unreadable(folder, seals.REOPENING)


def packages(files: Files, links: Iterable[Closing]) -> Iterator[Finding]:
    """What is wrong with the packages themselves, byte by byte; no other file is looked at."""
    inside: dict[str, list[str]] = defaultdict(list)
    for name in files:
        if name.startswith(f"{seals.FOLDER}/"):
            folder, _, own = name.removeprefix(f"{seals.FOLDER}/").partition("/")
            inside[f"{seals.FOLDER}/{folder}"].append(own)
    for link in links:
        yield from directive(files, link)
        if link.kind != "reopening":
            yield from _package(files, link, inside[link.folder])


def _unreadable(folder: str, name: str) -> Finding:
    return finding("E810", Place(f"{folder}/{name}", 1), file=f"{folder}/{name}", folder=folder)


def _package(files: Files, link: Closing, inside: Iterable[str]) -> Iterator[Finding]:
    """The files of one package: those that it lists, all of them and no more."""
    listed = manifest_of(files, link).package
    own = {seals.MANIFEST, seals.CLOSING}
    own |= {seals.REOPENING, seals.REOPENED} if link.kind == "reopened" else set()
    for name, sha in listed.items():
        path = f"{link.folder}/{name}"
        raw = files.get(path)
        if raw is None:
            yield _told("E807", link, path)
        elif sha256(raw) != sha:
            yield _told("E816", link, path)
    for name in inside:
        if name not in listed and name not in own:
            yield _told("E815", link, f"{link.folder}/{name}")


def _told(code: str, link: Closing, file: str, line: int = 1) -> Finding:
    """A finding about a file of a closed period."""
    return finding(
        code,
        Place(file, line),
        file=file,
        folder=link.folder,
        period=link.period,
        closed=link.entered,
        open=link.last + timedelta(days=1),
    )


# --- files of closed periods ---------------------------------------------------------------------


def broken(files: Files, scope: Sequence[Closing], *, quick: bool = False) -> Iterator[Broken]:
    """Sealed files that are not as they were when their period was closed; bytes only.

    Args:
        files: the fund's files.
        scope: closings in force, in order. A growing file is told at the first that it fails.
        quick: of a growing file believe the last closing, which seals what those before it do.
    """
    months = [link for link in scope if link.kind == "month"]
    wanted: dict[str, str] = {}
    told: set[str] = set()
    sound = _sound(files, months[-1]) if quick and months else frozenset[str]()
    for link in months:
        manifest = manifest_of(files, link)
        wanted |= manifest.final
        sums = [(name, sha, None) for name, sha in manifest.final.items()]
        grown = [(name, sha, link.last) for name, sha in manifest.growing.items()]
        for name, sha, last in [*sums, *grown]:
            if name in sound or name in told:
                continue
            raw = files.get(name)
            is_now = None if raw is None else growing_sha256(raw, last) if last else sha256(raw)
            if is_now != sha:
                told.add(name)
                yield Broken(link, name, "missing" if raw is None else "changed")
    closed = {link.period: link for link in months}
    for name in seals.outside(files):
        month = month_of_file(name)
        sealed_by = _link_of(month, months, closed) if month and name not in wanted else None
        if months and is_growing(name) and _is_new(files, name, months[-1]):
            sealed_by = months[-1]
        if sealed_by:
            yield Broken(sealed_by, name, "added")


def _is_new(files: Files, name: str, link: Closing) -> bool:
    """Whether a growing file that a closing did not know holds what is dated before its end."""
    known = manifest_of(files, link).growing
    return name not in known and sealed_text(files[name], link.last) != b""


def _sound(files: Files, link: Closing) -> frozenset[str]:
    """The growing files of which all that a closing sealed is as it was."""
    growing = manifest_of(files, link).growing.items()
    return frozenset(
        name
        for name, sha in growing
        if name in files and growing_sha256(files[name], link.last) == sha
    )


def _link_of(
    month: str, months: Sequence[Closing], closed: Mapping[str, Closing]
) -> Closing | None:
    """The closing that seals a month's files: its own, or the first for all before it."""
    if month in closed:
        return closed[month]
    return months[0] if months and months[0].previous == "" and month < months[0].period else None


# --- naming what changed -------------------------------------------------------------------------


class _Now(NamedTuple):
    """A directive as it stands now; `free` if it may stand there, being of an open period."""

    item: Located
    free: bool

    @property
    def row(self) -> Row:
        return self.item.row


class _Was(NamedTuple):
    """A directive as it was sealed, and by which closing."""

    row: Row
    link: Closing


def changes(
    files: Files,
    root: Path,
    entries: Iterable[Directive],
    scope: Sequence[Closing],
    *,
    read: Collection[str],
    unlike: Collection[Closing] = (),
    quick: bool = False,
) -> list[Finding]:
    """What is not as it was sealed, by entry where that can be told, else by file.

    Args:
        files: the fund's files.
        root: the fund's folder.
        entries: the directives that were loaded.
        scope: the closings in force that are asked about, in order.
        read: the files that were loaded.
        unlike: closings of which the digest is known to differ.
        quick: as in `broken`.
    """
    if not scope:
        return []
    torn = list(broken(files, scope, quick=quick))
    entries = list(entries)
    strays, gone = _loose(files, root, entries, scope)
    if not (torn or strays or gone or unlike):
        return []
    return list(_named(_Case(files, root, entries, scope, read, unlike, torn, strays, gone)))


class _Case(NamedTuple):
    """All that naming the changes needs."""

    files: Files
    root: Path
    entries: list[Directive]
    scope: Sequence[Closing]
    read: Collection[str]
    unlike: Collection[Closing]
    torn: list[Broken]
    strays: list[Located]
    gone: set[str]

    @property
    def last(self) -> date:
        """The last closed day."""
        return max(link.last for link in self.scope)


def _loose(
    files: Files, root: Path, entries: list[Directive], scope: Sequence[Closing]
) -> tuple[list[Located], set[str]]:
    """Directives of closed periods that no text seals: the unknown ones; those gone."""
    everything = [manifest_of(files, link) for link in seals.in_force(seals.chain(files))]
    last = max(link.last for link in scope)
    here = located(_unsealed(files, root, entries, scope), files, root, date.min, last)
    known = Counter(hash_ for manifest in everything for hash_ in manifest.loose)
    strays = []
    for item in here:
        if known[item.row.hash] > 0:
            known[item.row.hash] -= 1
        else:
            strays.append(item)
    wanted = {hash_ for link in scope for hash_ in manifest_of(files, link).loose}
    gone = wanted - {item.row.hash for item in here}
    if gone:
        # A file that was not final then may be so by now.
        gone -= {item.row.hash for item in located(entries, files, root, date.min, last)}
    return strays, gone


def _unsealed(
    files: Files, root: Path, entries: Iterable[Directive], scope: Sequence[Closing]
) -> Iterator[Directive]:
    """Directives that stand in no final file and begin no block of a growing one.

    Beancount reads dates in more ways than one would think of, so a block must bear the same day.
    """
    below = relative(root)
    links = seals.in_force(seals.chain(files))
    final = {name for link in links for name in manifest_of(files, link).final}
    months = [link for link in scope if link.kind == "month"]
    if not months:
        return
    growing = manifest_of(files, months[-1]).growing
    closed = {link.period for link in months}

    @cache
    def starts(filename: str) -> frozenset[tuple[int, tuple[int, ...]]] | None:
        """Line and day of each block; None where every directive's text is sealed."""
        name = below(filename)
        month = month_of_file(name)
        # A month between others of which no manifest can be read: that is told already.
        lost = "" < month <= max(closed, default="") and month not in closed
        if name in final or lost:
            return None
        found = blocks(files.get(name, b"")) if name in growing else ()
        return frozenset((block.line, block.day) for block in found)

    for entry in entries:
        known = starts(entry.meta.get("filename", ""))
        start = (entry.meta.get("lineno", 0), (entry.date.year, entry.date.month, entry.date.day))
        if known is not None and start not in known:
            yield entry


def _named(case: _Case) -> Iterator[Finding]:
    torn = {item.file: item for item in case.torn}
    # Only what was loaded can be looked into.
    names = {
        name
        for name, item in torn.items()
        if name.endswith(".beancount") and name in case.read and item.how != "missing"
    }
    now, was = _sides(case, names)
    told: set[str] = set()
    missing = {item.file for item in case.torn if item.how == "missing"}
    for code, sealed, standing in _paired(now, was):
        if sealed and not standing and sealed.row.file in missing:
            continue
        told |= {sealed.row.file} if sealed else set()
        told |= {standing.row.file} if standing else set()
        yield _change(code, sealed, standing, case)
    for name, item in torn.items():
        if item.how == "missing":
            yield _told("E807", item.closing, name)
        elif item.how == "added":
            # Of a growing file what is wrong are its entries.
            if name not in told or not is_growing(name):
                yield _told("E808", item.closing, name)
        elif not name.endswith(".beancount") or name not in case.read:
            yield _told("E816", item.closing, name)
        elif name not in told:
            yield _text(name, item.closing, case)
    for name, link in _unread(case):
        yield _told("E814", link, name)


def _unread(case: _Case) -> Iterator[tuple[str, Closing]]:
    """Final journals of closings whose digest differs that were not loaded."""
    for link in case.unlike:
        for name in manifest_of(case.files, link).final:
            if name.endswith(".beancount") and name in case.files and name not in case.read:
                yield name, link


def _sides(case: _Case, names: Collection[str]) -> tuple[list[_Now], list[_Was]]:
    """What stands now and what was sealed, of the files and periods in question."""
    final = {name for link in case.scope for name in manifest_of(case.files, link).final}
    items = located(case.entries, case.files, case.root, date.min, date.max, names.__contains__)
    for link in case.unlike:
        since = manifest_of(case.files, link).since
        items += located(case.entries, case.files, case.root, since, link.last)
    seen: set[tuple[str, int]] = set()
    now = []
    for item in [*items, *case.strays]:
        place = (item.row.file, item.row.line)
        if place not in seen:
            seen.add(place)
            free = item.row.date > case.last and item.row.file not in final
            now.append(_Now(item, free))
    missing = {item.file for item in case.torn if item.how == "missing"}
    read = {_main(name) for name in case.read}
    was = [
        _Was(row, link)
        for link in seals.in_force(seals.chain(case.files))
        for row in parse_rows(case.files.get(f"{link.folder}/{seals.ENTRIES}", b""))
        if row.file in names
        or (link in case.unlike and _main(row.file) in read)
        or row.hash in case.gone
        or (case.strays and row.file in missing)
    ]
    return now, was


def _main(name: str) -> str:
    """Both main files hold the same directives: they count as one."""
    return books.MAIN if name == books.ALL else name


_Pair = tuple[str, _Was | None, _Now | None]


def _paired(now: list[_Now], was: list[_Was]) -> Iterator[_Pair]:
    """What was sealed held against what stands now: a code for each that differs."""
    rest_now, rest_was = list(now), list(was)

    def match(
        code: str,
        ours: Callable[[_Now], object],
        theirs: Callable[[_Was], object],
        fits: Callable[[_Was, _Now], bool] = lambda _was, _now: True,
    ) -> Iterator[_Pair]:
        nonlocal rest_now, rest_was
        there: dict[object, list[_Now]] = defaultdict(list)
        for one in rest_now:
            there[ours(one)].append(one)
        left, taken = [], set()
        for sealed in rest_was:
            found = next((x for x in there.get(theirs(sealed), ()) if fits(sealed, x)), None)
            if found is None:
                left.append(sealed)
                continue
            there[theirs(sealed)].remove(found)
            taken.add(id(found))
            if code:
                yield code, sealed, found
        rest_was, rest_now = left, [one for one in rest_now if id(one) not in taken]

    def place(side: _Now | _Was) -> object:
        return side.row.hash, _main(side.row.file)

    yield from match("", place, place)
    yield from match("E805", lambda x: x.row.hash, lambda x: x.row.hash)
    yield from match("E804", lambda x: x.row.label, lambda x: x.row.label, _redated)
    rest_now = [one for one in rest_now if not one.free]
    for keys in (("label", "date"), ("label",), ("file", "line")):

        def key(side: _Now | _Was, keys: tuple[str, ...] = keys) -> object:
            return tuple(getattr(side.row, name) for name in keys)

        for code, sealed, standing in match("E803", key, key):
            assert sealed
            assert standing
            same_day = sealed.row.date == standing.row.date
            yield code if same_day else "E804", sealed, standing
    yield from (("E802", sealed, None) for sealed in rest_was)
    yield from (("E801", None, one) for one in rest_now)


def _redated(sealed: _Was, standing: _Now) -> bool:
    """Whether a directive is as sealed but for its date."""
    entry = standing.item.entry._replace(date=sealed.row.date)
    return short(canonical.canonical(entry).encode()) == sealed.row.hash


def _change(code: str, sealed: _Was | None, standing: _Now | None, case: _Case) -> Finding:
    """The words for one directive that differs."""
    row = standing.row if standing else sealed.row if sealed else None
    assert row is not None
    link = sealed.link if sealed else _link_at(row, case)
    return finding(
        code,
        Place(row.file, row.line),
        what=sealed.row.label if sealed else row.label,
        day=sealed.row.date if sealed else row.date,
        now=row.date,
        file=sealed.row.file if sealed else row.file,
        period=link.period,
        closed=link.entered,
        open=case.last + timedelta(days=1),
    )


def _link_at(row: Row, case: _Case) -> Closing:
    """The closing that a directive offends: that of its file, or of its date."""
    months = [link for link in case.scope if link.kind == "month"]
    for link in months:
        if row.file in manifest_of(case.files, link).final:
            return link
    return next((link for link in months if row.date <= link.last), months[-1])


def _text(name: str, link: Closing, case: _Case) -> Finding:
    """A file whose entries say what they said, while its bytes differ: where, as far as known."""
    was = sorted(
        (row.line, row)
        for other in seals.in_force(seals.chain(case.files))
        for row in parse_rows(case.files.get(f"{other.folder}/{seals.ENTRIES}", b""))
        if row.file == name
    )
    here = located(case.entries, case.files, case.root, date.min, date.max, name.__eq__)
    rows = sorted((item.row.line, item.row) for item in here)
    texts = {row.hash: row for _, row in rows}
    for _, row in was:
        standing = texts.get(row.hash)
        if standing is not None and standing.text != row.text:
            return _told("E806", link, name, standing.line)
    known = {row.hash for _, row in was}
    ours = [row for _, row in rows if row.hash in known]
    for (_, sealed), standing in zip(was, ours, strict=False):
        if sealed.hash != standing.hash:
            told = _told("E813", link, name, standing.line)
            return told._replace(args={**told.args, "what": standing.label, "day": standing.date})
    return _told("E806", link, name)
