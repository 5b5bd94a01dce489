"""Who left long ago, and the claims of the dead: a closing carries these on as they stand.

    2032-04-30 custom "carried" "member" "0033"     ; over before what is in sight, no receipts
      start: 2016-10-01
      spans: "2016-10-01..2029-05-20 death 2016-10-01 2016-10-01"
    2029-06-01 custom "claim" "filed" "C72-0101"    ; granted once in life, paid and out of sight
      member: "0033"
      benefit: "death"

Of these the next closing says the same again, but for its own day and the member's age. They grow
with the years, so the close of a month takes their text from the last package, whose manifest seals
it, and Beancount reads the rest. A member rests with all claims or not at all, and only while
nothing that is read names the member, a claim, or a paper or event that a claim names; and only
where every line is as a closing writes it and speaks of days before those in sight. Whatever else
there is, is read. Old minutes that nothing names are left out too: a closing carries none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from welfare import brief

MEMBERS, GOVERNANCE = "members.beancount", "governance.beancount"
#: The columns of a package's `members.csv`.
COLUMNS = (
    "fy",
    "as_of",
    "member_no",
    "status",
    "end_date",
    "end_reason",
    "village",
    "frequency",
    "group",
    "age",
    "start_date",
    "wait_start",
    "tenure_start",
    "paid_through",
    "installments_owed",
    "months_owed",
    "amount_owed",
    "contributions_in_fy",
    "matched_rounds_after",
)

_NUMBER = COLUMNS.index("member_no")
_GAP = b"\n\n"
_NONE = [b""] * 8
#: How many letters a date has.
_DATE = 10
_STAND, _STATE = b' custom "carried" "books"', b' custom "carried" "member" "'
_FILED = b' custom "claim" "filed" "'
_JUDGED = b' custom "carried" "claim" "'
_EVENT = b' custom "member" "'
_BOOKS = re.compile(
    rb'\d{4}-\d\d-\d\d custom "carried" "books"\n  since: (\d{4}-\d\d-\d\d)(?:\n[^\n]+)*'
)
_MINUTES = re.compile(rb'(\d{4}-\d\d-\d\d) custom "(meeting|resolution)" "([^"\n]+)"')
_MEETING = re.compile(rb'\n  meeting: "([^"\n]*)"')
#: A day as Beancount reads one; commands write all of them alike.
_DAY = re.compile(rb"\d{4}[-/]\d\d?[-/]\d\d?")
_BIRTH = re.compile(rb"\n  birth: (\d{4}-\d\d-\d\d)")
_FACT = re.compile(rb'\n  ([a-z-]+): "([^"\n]*)"')


def _lines(*lines: bytes) -> bytes:
    """A pattern of lines that may each be wanting, in their order."""
    return b"".join(rb"(?:\n  %s)?" % line for line in lines)


_TEXT, _BAHT, _COUNT, _ON = rb'"[^"\n]+"', rb"\d+\.\d\d THB", rb"[1-9]\d*", rb"\d{4}-\d\d-\d\d"
#: A membership that is over, as a closing tells it: its number, and the day on which it ended.
_OVER = re.compile(
    rb'\d{4}-\d\d-\d\d custom "carried" "member" "([^"\n]+)"\n  start: \d{4}-\d\d-\d\d\n'
    rb'  spans: "(?:[^";\n]+; )*\d{4}-\d\d-\d\d\.\.(\d{4}-\d\d-\d\d) [^";\n]+"'
    + _lines(
        b"paid-through: " + _TEXT,
        b"next: " + _TEXT,
        b"let-go: " + _TEXT,
        b"credit: " + _BAHT,
        b"late: " + _TEXT,
        b"forgiven: " + _ON,
        b"received: " + _BAHT,
        b"reinstated: " + _COUNT,
        b"benefited: " + _TEXT,
        b"matched-rounds: " + _COUNT,
    )
    + rb"\n?"
)
#: A claim that was granted, as a closing tells it once its payment is out of sight.
_GRANTED = re.compile(
    rb'\d{4}-\d\d-\d\d custom "carried" "claim" "([^"\n]+)"\n  verdict: "(?:pay|part)"'
    + _lines(
        b"gross: " + _BAHT,
        b"reasons: " + _TEXT,
        b"article: " + _TEXT,
        b"version: " + _TEXT,
        b"units: " + _COUNT,
        b"rate: " + _BAHT,
    )
    + rb"\n?"
)
_MEMBER = b"\n  member: "
#: Facts of a claim by which no other claim is found, and that of the paper handed in.
_PLAIN, _PAPER = (b"member", b"benefit"), b"doc-ref"
#: What a closing leaves out of a claim that was paid.
_ASIDE = (b"\n  entered: ", b"\n  evidence: ", b"\n  source: ", b"\n  note: ")


class OldClaim(NamedTuple):
    """A claim that rests: when it was filed, and how the last closing told it and its verdict."""

    filed: date
    text: str
    verdict: str


class Resting(NamedTuple):
    """What a closing carries on without reading it.

    Attributes:
        states: member number to the `carried "member"`, without the day in front.
        births: member number to the day of birth, where it is known.
        claims: claim number to the claim; verdicts are without the day in front.
        rows: the rows of these members in the last closing's `members.csv`, as COLUMNS.
        minutes: numbers of meetings and resolutions before what is in sight that nothing names.
    """

    states: Mapping[str, str]
    births: Mapping[str, date]
    claims: Mapping[str, OldClaim]
    rows: tuple[Mapping[str, str], ...]
    minutes: frozenset[str] = frozenset()

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of all members, claims, meetings and resolutions."""
        return frozenset({*self.states, *self.claims, *self.minutes})


def find(
    texts: Mapping[str, bytes], main: bytes, table: bytes, for_ever: Collection[str]
) -> tuple[Mapping[str, bytes], Resting | None]:
    """The texts without what rests, line breaks kept, and what does; None where nothing can.

    Args:
        texts: name to text of all that is read but the main file, the carried state first.
        main: the main file.
        table: the last closing's `members.csv`.
        for_ever: benefits that are granted once in life: their claims are carried for good.
    """
    own = [name for name in (next(iter(texts)), MEMBERS) if name in texts]
    others = [main, *(_spoken(name, raw) for name, raw in texts.items() if name not in own)]
    lines = _table(table)
    if lines is None or not all(map(brief.is_plain, [main, *texts.values()])):
        return texts, None
    pieces = {name: texts[name].split(_GAP) for name in own}
    found = _Found([piece for part in pieces.values() for piece in part], for_ever)
    told = brief.told(others)
    gone = found.unnamed(told) if found.sound else set()
    if not gone:
        return texts, None
    left, shorter = iter(found.without(gone)), dict(texts)
    for name, part in pieces.items():
        shorter[name] = _GAP.join(islice(left, len(part)))
    minutes = frozenset[str]()
    if GOVERNANCE in texts:
        raw = texts[GOVERNANCE]
        shorter[GOVERNANCE], minutes = _without_minutes(raw, found.since, told | found.told)
    try:
        return shorter, found.resting(gone, lines, minutes)
    except ValueError:  # a day that is none
        return texts, None


def _spoken(name: str, raw: bytes) -> bytes:
    """What a file says but for the minutes: by what these refer to nobody and nothing is found."""
    if name != GOVERNANCE:
        return raw
    return _GAP.join(p for p in raw.split(_GAP) if not (_MINUTES.match(p) and brief.is_alone(p)))


def _without_minutes(
    raw: bytes, since: bytes, told: Collection[bytes]
) -> tuple[bytes, frozenset[str]]:
    """What governance says but for old minutes that nothing read names; and their numbers.

    General meetings are asked for by their years, and from the first minutes on there are some.
    """
    pieces = raw.split(_GAP)
    old: dict[bytes, list[tuple[bytes, bytes, int]]] = {b"meeting": [], b"resolution": []}
    named = set[bytes]()
    for index, piece in enumerate(pieces):
        found = _MINUTES.match(piece)
        if found is None or not brief.is_alone(piece):
            continue
        day, word, number = found.groups()
        if day >= since or number in told or b'"general"' in piece:
            named.update(_MEETING.findall(piece))
        else:
            old[word].append((day, number, index))
    first = [min(own) for own in old.values() if own]
    named.update(*(_MEETING.findall(pieces[index]) for _, _, index in first))
    gone = set[bytes]()
    for word, own in old.items():
        for one in own:
            if one not in first and not (word == b"meeting" and one[1] in named):
                gone.add(one[1])
                pieces[one[2]] = b"\n" * pieces[one[2]].count(b"\n")
    return _GAP.join(pieces), frozenset(number.decode() for number in gone)


#: Member number to the line of a `members.csv`.
Table = Mapping[str, str]


def _table(raw: bytes) -> Table | None:
    """The lines of a `members.csv`; None if it is not as closings write it now."""
    head, *lines = raw.decode("utf-8", "replace").split("\n")
    if head != ",".join(COLUMNS) or lines[-1:] != [""] or b'"' in raw:
        return None
    if any(line.count(",") != len(COLUMNS) - 1 for line in lines[:-1]):
        return None
    return {line.split(",", _NUMBER + 1)[_NUMBER]: line for line in lines[:-1]}


class _Found:
    """All pieces in a row, and the members that may rest.

    Attributes:
        pieces: of the carried state and of the members' events.
        sound: whether the carried state says since when receipts are in sight, and all else once.
        states, filed, judged: number to the index of the piece.
        events, claims: member to indexes of pieces, member to claim numbers.
        births: member to the day of birth.
        told: all that the pieces name that are read in any case.
    """

    def __init__(self, pieces: list[bytes], for_ever: Collection[str]) -> None:
        self.pieces = pieces
        self.states, self.filed, self.judged = (dict[bytes, int]() for _ in range(3))
        self.events: dict[bytes, list[int]] = defaultdict(list)
        self.claims: dict[bytes, list[bytes]] = defaultdict(list)
        self.births: dict[bytes, bytes] = {}
        self.told: set[bytes] = set()
        since = [_BOOKS.fullmatch(piece) for piece in pieces if piece.startswith(_STAND, _DATE)]
        self.since = since[0][1] if len(since) == 1 and since[0] else b""
        self.sound = self.since != b""
        self.benefits = {benefit.encode() for benefit in for_ever}
        rest: list[bytes] = []
        claims: list[int] = []
        for index, piece in enumerate(pieces):
            if piece.startswith(_STATE, _DATE):
                # Receipts are told of members who are read; by them nothing else is named.
                if b"\n  receipts: " not in piece and not self._is_over(index, piece):
                    rest.append(piece)
            elif piece.startswith((_FILED, _JUDGED), _DATE):
                claims.append(index)
            elif piece.startswith(_EVENT, _DATE) and brief.is_alone(piece):
                self._event(index, piece)
            else:
                rest.append(piece)
        self._claims(claims)
        kept = {known[n] for known in (self.filed, self.judged) for n in self.judged}
        rest += [pieces[index] for index in claims if index not in kept]
        self.told |= brief.told(rest)
        # Whose ceiling it is may be told with more words.
        self.told |= {word for text in self.told if b" " in text for word in text.split()}

    def _is_over(self, index: int, piece: bytes) -> bool:
        """Whether a state tells of a membership that ended before what is in sight."""
        over = _OVER.fullmatch(piece)
        if over is None or over[2] > self.since:
            return False
        self.sound &= over[1] not in self.states
        self.states[over[1]] = index
        return True

    def _event(self, index: int, piece: bytes) -> None:
        """An event of a member: of one that may rest, or what it names."""
        number = (piece.split(b'"', 6) + _NONE)[5]
        if number in self.states and self._is_past(piece):
            self.events[number].append(index)
        elif b"person:" in piece:
            self.told |= brief.names(number, (piece,))
        else:
            self.told |= {number, number.lstrip(b"0")}

    def _claims(self, indexes: Iterable[int]) -> None:
        """Find the claims that may rest, each with a verdict that may."""
        verdicts: dict[bytes, list[int]] = defaultdict(list)
        for index in indexes:
            piece = self.pieces[index]
            words = piece.split(b'"', 8) + _NONE
            if piece.startswith(_JUDGED, _DATE):
                verdicts[words[5]].append(index)
            elif words[6] == _MEMBER and words[7] in self.states and self._is_old(piece):
                self.sound &= words[5] not in self.filed
                self.filed[words[5]] = index
        for number, index in self.filed.items():
            own = verdicts[number]
            if len(own) == 1 and _GRANTED.fullmatch(self.pieces[own[0]]):
                self.judged[number] = own[0]
                self.claims[self.pieces[index].split(b'"', 8)[7]].append(number)

    def _is_old(self, piece: bytes) -> bool:
        """Whether a claim was filed before what is in sight, for what is granted once in life."""
        return (
            dict(_FACT.findall(piece)).get(b"benefit") in self.benefits
            and self._is_past(piece)
            and brief.is_alone(piece)
            and not any(word in piece for word in _ASIDE)
        )

    def _is_past(self, piece: bytes) -> bool:
        """Whether all days that a piece speaks of lie before those in sight."""
        days = _DAY.findall(piece)
        told = b"".join(days)
        return (
            max(days, default=self.since) < self.since
            and len(told) == _DATE * len(days)
            and (b"/" not in told)
        )

    def _papers(self, member: bytes) -> tuple[set[bytes], set[bytes]]:
        """By what claims of a member are found: numbers and events; and papers."""
        found, papers = set(self.claims[member]), set[bytes]()
        for number in self.claims[member]:
            for key, text in _FACT.findall(self.pieces[self.filed[number]]):
                if key not in _PLAIN:
                    own = papers if key == _PAPER else found
                    own |= {text, *(word.strip() for word in text.split(b","))}
        return found, papers

    def unnamed(self, told: set[bytes]) -> set[bytes]:
        """The members whom nothing that is read names, nor what those name that it does.

        Args:
            told: all that is named outside the pieces. Only there a paper is looked up: who hands
                in one that was handed in before is told in the month of the claim.
        """
        known, names = dict[bytes, set[bytes]](), defaultdict[bytes, list[bytes]](list)
        gone, named = set(self.states), set[bytes]()
        for member in self.states:
            events = b"".join([self.pieces[index] for index in self.events[member]])
            known[member] = brief.names(member, (events,))
            if member in self.claims:
                found, papers = self._papers(member)
                known[member] |= found
                if not told.isdisjoint(papers):
                    named.add(member)
            if not self._is_clear(member, events):
                named.add(member)
            for name in known[member]:
                names[name].append(member)
        told = told | self.told
        named |= {one for name in told & names.keys() for one in names[name]}
        while named:
            gone -= named
            told = set[bytes]().union(*(known[member] for member in named))
            named = {one for name in told & names.keys() for one in names[name]} & gone
        return gone

    def _is_clear(self, member: bytes, events: bytes) -> bool:
        """Whether a member joined once, and the day of birth was never corrected."""
        born = _BIRTH.findall(events)
        if born:
            self.births[member] = born[0]
        once = events.count(b' custom "member" "joined" ') == 1
        return once and len(set(born)) <= 1 and len(born) == events.count(b"birth:")

    def _of(self, member: bytes) -> list[int]:
        """The indexes of all pieces about a member."""
        numbers = self.claims.get(member, ())
        claims = [known[number] for known in (self.filed, self.judged) for number in numbers]
        return [self.states[member], *self.events[member], *claims]

    def without(self, gone: Iterable[bytes]) -> list[bytes]:
        """All pieces, with nothing but line breaks in the place of these members."""
        left = list(self.pieces)
        for member in gone:
            for index in self._of(member):
                left[index] = b"\n" * left[index].count(b"\n")
        return left

    def _text(self, index: int) -> str:
        return self.pieces[index].decode().rstrip("\n") + "\n"

    def resting(self, gone: set[bytes], table: Table, minutes: frozenset[str]) -> Resting:
        """What the pieces of these members say, and their rows."""
        states, births, claims = dict[str, str](), dict[str, date](), dict[str, OldClaim]()
        for member in gone:
            number = member.decode()
            states[number] = self._text(self.states[member])[_DATE:]
            if member in self.births:
                births[number] = date.fromisoformat(self.births[member].decode())
            for claim in self.claims.get(member, ()):
                text = self._text(self.filed[claim])
                filed = date.fromisoformat(text[:_DATE])
                verdict = self._text(self.judged[claim])[_DATE:]
                claims[claim.decode()] = OldClaim(filed, text, verdict)
        rows = [
            dict(zip(COLUMNS, table[number].split(","), strict=True))
            for number in states
            if number in table
        ]
        return Resting(states, births, claims, tuple(rows), minutes)
