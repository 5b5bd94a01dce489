"""What an everyday command leaves unread of the present: who left long ago, and what is settled.

    2032-04-11 custom "carried" "member" "0033"     ; no receipt of the last twelve months
    2015-10-01 custom "member" "joined" "0033"
    2031-05-20 custom "claim" "filed" "C74-0101"    ; judged, granted or not
    2031-06-20 custom "resolution" "9/2574-2"

These grow with the years, and a receipt asks for none of them. What is read names some of them: a
member who pays again, a claim that is paid again, the resolution of an adoption; those are read
too, and what they name in turn. The numbers of the rest are told: who names one asks all the tail.

Text is left out before Beancount reads it, and its line breaks stay, so that all else stands where
it stood. A piece of text is what stands between blank lines; only one that is a directive of these
kinds, and that alone, is ever left out. Where a text in quotation marks goes over lines or holds
one itself, nothing is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from itertools import islice

#: The files that grow with the years, beside the carried state.
GROWING = ("members.beancount", "governance.beancount")
#: What a directive is about: `member`, `claim`, `meeting` or `resolution`, and its number.
Subject = tuple[bytes, bytes]

_GAP = b"\n\n"
#: How many letters a date has.
_DATE = 10
_CUSTOM = b" custom "
_CARRIED_MEMBER = b' custom "carried" "member" "'
_NONE = [b""] * 6
_EVENTS, _MINUTES = (b"member", b"claim"), (b"meeting", b"resolution")
#: A comment at the margin, which may hold anything.
_COMMENT = re.compile(rb"\n;[^\n]*")
_TEXT = re.compile(rb'"([^"\n]*)"')
_REVERSES = re.compile(rb'\n +reverses: +"([^"\n]+)"')
_PERSON = re.compile(rb'\n +person: +"([^"\n]*)"')
_MEETING = re.compile(rb'\n +meeting: +"([^"\n]*)"')
_ALL_BUT_QUOTES = bytes(set(range(256)) - set(b'"\n'))


def shorten(
    texts: Mapping[str, bytes], main: bytes, last: date
) -> tuple[Mapping[str, bytes], frozenset[str]]:
    """Texts without what an everyday command does not ask for, and the numbers that went with it.

    Args:
        texts: name to text of all that is read but the main file, the carried state first.
        main: the main file.
        last: the last day that was carried.
    """
    state = next(iter(texts))
    growing = [name for name in (state, *GROWING) if name in texts]
    others = [main, *(raw for name, raw in texts.items() if name not in growing)]
    back = {number for raw in others for number in _REVERSES.findall(raw)}
    sound = all(map(is_plain, [main, *texts.values()]))
    if not sound or any(_pays(texts[state], number) for number in back):
        return texts, frozenset()
    pieces = {name: texts[name].split(_GAP) for name in growing}
    found = _Found([piece for own in pieces.values() for piece in own], last)
    gone = found.unnamed(told(others))
    left, short = iter(found.without(gone)), dict(texts)
    for name, own in pieces.items():
        short[name] = _GAP.join(islice(left, len(own)))
    return short, frozenset(number.decode("utf-8", "replace") for _, number in gone)


def is_plain(raw: bytes) -> bool:
    """Whether all that is in quotation marks ends in its line, so that a line is what it seems."""
    told = _COMMENT.sub(b"", b"\n" + raw)
    marks = told.translate(None, _ALL_BUT_QUOTES)
    return b'\\"' not in told and b'"' not in marks.replace(b'""', b"")


def _pays(state: bytes, number: bytes) -> bool:
    """Whether a number is that of a voucher that the carried state tells with its claims."""
    return b'\n  voucher: "' + number + b'"' in state


class _Found:
    """All pieces in a row, and which of them may be left out.

    Attributes:
        pieces: of the carried state, members and governance.
        about: what is settled, and the indexes of its pieces.
        told: all that the other pieces name, as far as anything is looked up by it.
    """

    def __init__(self, pieces: list[bytes], last: date) -> None:
        self.pieces = pieces
        self.about: dict[Subject, list[int]] = defaultdict(list)
        self.told: set[bytes] = set()
        settled, first = set[Subject](), dict[bytes, tuple[bytes, Subject]]()
        rest, until = [], last.isoformat().encode()
        # The carried state comes first, and so tells which members' events are asked for.
        for index, piece in enumerate(pieces):
            if piece.startswith(_CARRIED_MEMBER, _DATE) and b"\n  receipts: " in piece:
                continue
            words = piece.split(b'"', 6) + _NONE
            head, word, values = words[0], words[1], words[3::2]
            if head[_DATE:] != _CUSTOM or head[:_DATE] > until or not is_alone(piece):
                rest.append(piece)
            elif word == b"member" and (word, values[1]) not in settled:
                self.told |= names(values[1], (piece,))
            elif word in _EVENTS:
                self.about[word, values[1]].append(index)
            elif word in _MINUTES:
                subject = word, values[0]
                self.about[subject].append(index)
                settled.add(subject)
                # The first of each tells from when on there are minutes.
                first[word] = min(first.get(word, (head, subject)), (head, subject))
            elif word == b"carried" and values[0] in _EVENTS:
                subject = values[0], values[1]
                self.about[subject].append(index)
                settled |= {subject} if _is_done(values[0], piece) else set()
            else:
                rest.append(piece)
        settled -= {subject for _, subject in first.values()}
        self.told |= told(rest)
        for subject in self.about.keys() - settled:
            self.told |= self._says(subject)
            del self.about[subject]

    def _of(self, subject: Subject) -> list[bytes]:
        return [self.pieces[index] for index in self.about[subject]]

    def _says(self, subject: Subject) -> set[bytes]:
        """What the pieces about something name, as far as anything is looked up by it."""
        own, (word, number) = self._of(subject), subject
        if word == b"claim":
            return told(own)
        if word == b"member":
            return names(number, own)
        return {number}.union(*map(_MEETING.findall, own))

    def unnamed(self, told: set[bytes]) -> set[Subject]:
        """What is settled, and named by nothing that is read, nor by what that names."""
        known: dict[bytes, list[Subject]] = defaultdict(list)
        for subject in self.about:
            word, number = subject
            own = names(number, self._of(subject)) if word == b"member" else (number,)
            for name in own:
                known[name].append(subject)
        gone = set(self.about)
        told = told | self.told
        while named := {one for name in told & known.keys() for one in known[name]} & gone:
            gone -= named
            told = set[bytes]().union(*map(self._says, named))
        return gone

    def without(self, gone: Iterable[Subject]) -> list[bytes]:
        """All pieces, with nothing but line breaks in the place of these."""
        left = list(self.pieces)
        for subject in gone:
            for index in self.about[subject]:
                left[index] = b"\n" * left[index].count(b"\n")
        return left


def is_alone(piece: bytes) -> bool:
    """Whether all lines but the first are indented, being facts of the directive above them."""
    last = piece.endswith(b"\n")
    return piece.count(b"\n") == piece.count(b"\n ") + last


def _is_done(word: bytes, piece: bytes) -> bool:
    """Whether a carried state tells of a member long gone, or of a claim that was judged."""
    if word == b"member":
        return b"\n  receipts: " not in piece
    # What was deducted from a benefit is a contribution of its member.
    return b"\n  verdict: " in piece and b"\n  deducted: " not in piece


def names(number: bytes, pieces: Iterable[bytes]) -> set[bytes]:
    """By what a member is named: the number, typed without its zeros too, and the person's."""
    found = {number, number.lstrip(b"0")}
    for piece in pieces:
        if b" person:" in piece:
            for person in _PERSON.findall(piece):
                found |= {person, person.lstrip(b"0")}
    return found


def told(texts: Iterable[bytes]) -> set[bytes]:
    """All that stands in quotation marks; of lists every word."""
    found = set(_TEXT.findall(_GAP.join(texts)))
    for text in [text for text in found if b"," in text]:
        found.update(word.strip() for word in text.split(b","))
    return found
