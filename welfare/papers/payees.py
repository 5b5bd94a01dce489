"""Names on papers as person numbers: names stand in the register only, never in the books."""

from __future__ import annotations

from welfare import register
from welfare.register import Person


class Payees:
    """Who is known by which name; a payee who is not gets a number of their own, `P…`.

    Attributes:
        people: the register, with the payees that were new.
        new: the payees that were new.
    """

    def __init__(self, people: register.People) -> None:
        self.people = dict(people)
        self.new: register.People = {}
        self._named: dict[str, list[str]] = {}
        for row in people.values():
            self._remember(row)

    def _remember(self, row: Person) -> None:
        self._named.setdefault(register.plain_name(row.name), []).append(row.person)

    def named(self, name: str) -> list[str]:
        """The person numbers of everybody of this name."""
        plain = register.plain_name(name)
        return self._named.get(plain, []) if plain else []

    def number(self, name: str) -> str:
        """The number of a payee who is neither member nor officer, a new one if there is none."""
        known = next((found for found in self.named(name) if found.startswith("P")), "")
        if known:
            return known
        row = register.named(register.next_payee(self.people), name)
        self.people[row.person] = self.new[row.person] = row
        self._remember(row)
        return row.person


def same_person(people: register.People, one: str, other: str) -> bool:
    """Whether two person numbers are of one person, as far as number and name tell."""
    first, second = people.get(one), people.get(other)
    if one == other or first is None or second is None:
        return one == other
    return register.plain_name(first.name) == register.plain_name(second.name)
