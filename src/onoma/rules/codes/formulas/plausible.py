"""Whether there can be such a compound or ion.

A compound is a known molecule, or a salt whose charges come to nothing, or an organic formula in
which the bonds of all atoms can be made. All else with a capital and a digit is a gene, a model or a
postcode, and is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from onoma.rules.codes.formulas.elements import (
    ANIONS,
    BARE_IONS,
    CATIONS,
    LIGANDS,
    METALS,
    MOLECULES,
    ORGANIC_VALENCE,
)
from onoma.rules.codes.formulas.parsing import Group, Part

__all__ = ["is_compound", "is_ion"]

Parts = tuple[Part, ...]

_ION_CATIONS = {"NH4": 1, "H3O": 1, "Hg2": 2, "UO2": 2, "VO": 2, "TiO": 2, "NO2": 1, "PH4": 1, "VO2": 1, "H5O2": 1}
_OXYGEN = {"O2": (-1, -2)}
_NO_ACIDS = frozenset(("N", "P", "As", "C", "O", "O2H", "NH2", "AlH4", "BH4", "H", "C2", "BO2"))
"""Anions that no acid H… is written with."""

_HYDRIDES = frozenset(("Li", "Na", "K", "Rb", "Cs", "Mg", "Ca", "Sr", "Ba", "Al", "Ti", "Zr", "Be"))
_PLAIN_PAIRS = frozenset(("F", "Cl", "Br", "I", "O", "S", "Se", "Te", "OH", "CN", "H", "HS", "SH", "ClO", "OCl", "SCN"))
"""Anions of formulas without any digit: with others, too many abbreviations would pass."""

_AMBIGUOUS_METALS = frozenset(("Co", "Ho", "Er", "Ra", "Cr", "In", "V", "Y", "W", "B", "Be"))
_LONGEST_ANION = 6
_GROUPS = frozenset(("CH3", "C2H5", "C3H7", "C4H9", "C6H5", "CF3", "OCH3", "SO3H"))

_FRAGMENTS = re.compile(
    r"(?:H\d?(?=C)|H(?=OO?C|S)|H2(?=N)|[FBI]\d?(?=C)|Cl\d?(?=C)|(?:Na|K|Li)(?=C\d*H))?"
    r"(?:C\d*H\d*|C(?=[CONSFBI(]|Cl|$)|COOH?|OO?H?|NH?\d?|NO2|SO2|SO3H?|SH?|PO3H2|OPO3H2|Si|P|F\d?|Cl\d?|Br\d?|I\d?"
    r"|(?:Na|K|Li)\d?(?=$)|\(\)\d*)+"
)
"""Condensed structures such as CH3CH2OH, or HOOC(CH2)4COOH with `()` for each bracket."""

_MANY = 3
"""With as many carbon and hydrogen atoms, both counted, a formula may be a radical or an ion's."""


def is_compound(text: str, parts: Parts) -> bool:
    """Whether a formula without charge, in ASCII, is plausible."""
    if text in MOLECULES or text in BARE_IONS or text in _GROUPS:
        return True
    if not any(character.isdigit() for character in text):
        return not text.isupper() and (_is_plain_pair(parts) or _is_organic(parts, charge=0))
    balanced = 0 in _charges(parts) or 0 in _complex_charges(parts)
    return balanced or _is_organic(parts, charge=0) or _is_halocarbon(parts)


def is_ion(text: str, parts: Parts, charge: int) -> bool:
    """Whether a formula in ASCII is plausible with this charge."""
    if _ION_CATIONS.get(text) == charge or charge in ANIONS.get(text, ()) or charge in _OXYGEN.get(text, ()):
        return True
    if len(parts) == 1 and parts[0].count == 1:
        return _is_single_ion(parts[0].what, charge)
    return charge in _complex_charges(parts) or charge in _charges(parts) or _is_organic(parts, charge=charge)


def _is_single_ion(what: str | Group, charge: int) -> bool:
    if isinstance(what, str):
        return what != "W" and charge in CATIONS.get(what, ())
    return is_ion(what.text, what.parts, charge) or (abs(charge) <= 4 and bool(_complex_charges(what.parts)))


def _is_plain_pair(parts: Parts) -> bool:
    if len(parts) not in (2, 3) or parts[0].what in _AMBIGUOUS_METALS:
        return False
    rest = _text(parts[1:])
    return rest in _PLAIN_PAIRS and 0 in _charges(parts)


def _charges(parts: Parts) -> frozenset[int]:
    """The charges that these parts can come to, read as cations and then anions."""
    return frozenset(_sums(parts, first="", in_anions=False))


def _sums(parts: Parts, *, first: str, in_anions: bool) -> Iterator[int]:
    if not parts:
        if in_anions:
            yield 0
        return
    if not in_anions:
        for n_parts, name, totals in _cations(parts):
            for rest in _sums(parts[n_parts:], first=first or name, in_anions=False):
                yield from (total + rest for total in totals)
    if first:
        for n_parts, name, total in _anions(parts):
            if _go_together(first, name):
                yield from (total + rest for rest in _sums(parts[n_parts:], first=first, in_anions=True))


def _cations(parts: Parts) -> Iterator[tuple[int, str, Iterable[int]]]:
    what, count = parts[0].what, parts[0].count
    name = what if isinstance(what, str) else what.text
    if name in CATIONS:
        states = CATIONS[name]
        # Oxides such as Fe3O4 hold one metal with several charges.
        mixed = count > 1 and len(states) > 1
        yield 1, name, range(min(states) * count, max(states) * count + 1) if mixed else [n * count for n in states]
    elif isinstance(what, Group):
        yield 1, name, [charge * count for charge in _complex_charges(what.parts) if charge > 0]
    if parts[:2] == (Part("N", 1), Part("H", 4)):
        yield 2, "NH4", [1]


def _anions(parts: Parts) -> Iterator[tuple[int, str, int]]:
    what, count = parts[0].what, parts[0].count
    name = what if isinstance(what, str) else what.text
    if name == "H" and isinstance(what, str):
        yield 1, name, -count
    for charge in ANIONS.get(name, ()):
        yield 1, name, charge * count
    if isinstance(what, Group) and name not in ANIONS:
        yield from ((1, name, charge * count) for charge in _complex_charges(what.parts) if charge < 0)
    for n_parts in range(1, min(len(parts), _LONGEST_ANION) + 1):
        text = _text(parts[:n_parts])
        if n_parts > 1 or parts[0].count > 1:
            yield from ((n_parts, text, charge) for charge in ANIONS.get(text, ()))


def _go_together(cation: str, anion: str) -> bool:
    if anion == "H":
        return cation in _HYDRIDES
    return not (cation == "H" and anion in _NO_ACIDS)


def _complex_charges(parts: Parts) -> frozenset[int]:
    """The charges of a metal with what is bound to it."""
    if len(parts) < 2 or parts[0].what not in METALS or parts[0].count != 1:
        return frozenset()
    bound = 0
    position = 1
    while position < len(parts):
        n_parts, charge = _ligand(parts[position:])
        if not n_parts:
            return frozenset()
        bound += charge
        position += n_parts
    return frozenset(state + bound for state in CATIONS[str(parts[0].what)])


def _ligand(parts: Parts) -> tuple[int, int]:
    what, count = parts[0].what, parts[0].count
    name = what if isinstance(what, str) else what.text
    pair = _text(parts[:2])
    if isinstance(what, str) and len(parts) > 1 and pair in LIGANDS:
        return 2, LIGANDS[pair]
    return (1, LIGANDS[name] * count) if name in LIGANDS else (0, 0)


def _is_organic(parts: Parts, *, charge: int) -> bool:
    atoms = _atoms(parts)
    if "C" not in atoms or "H" not in atoms or not atoms.keys() <= ORGANIC_VALENCE.keys():
        return False
    hill = _is_in_hill_order(parts)
    if not hill and not _is_condensed(parts):
        return False
    many = hill and atoms["C"] >= _MANY and atoms["H"] >= _MANY and len(atoms) > 2
    bonds = 2 + charge + sum((ORGANIC_VALENCE[symbol] - 2) * count for symbol, count in atoms.items())
    return many or (bonds % 2 == 0 and bonds >= -2 * atoms["N"])


def _is_in_hill_order(parts: Parts) -> bool:
    symbols = [part.what for part in parts]
    if not all(isinstance(symbol, str) for symbol in symbols) or symbols[:2] != ["C", "H"]:
        return False
    others = [str(symbol) for symbol in symbols[2:]]
    return len(set(symbols)) == len(symbols) and (others == sorted(others) or len(others) <= 2)


def _is_condensed(parts: Parts) -> bool:
    head = parts[0].what
    if isinstance(head, Group):
        return head.parts[0].what == "C" or _text(head.parts) in ANIONS
    if head not in ("C", "H") and len(parts) > 1 and isinstance(parts[1].what, Group):
        return all(isinstance(part.what, Group) and part.what.parts[0].what == "C" for part in parts[1:])
    outline = "".join((part.what if isinstance(part.what, str) else "()") + _times(part.count) for part in parts)
    return _FRAGMENTS.fullmatch(outline) is not None


def _is_halocarbon(parts: Parts) -> bool:
    atoms = _atoms(parts)
    n_carbons, n_halogens = atoms["C"], sum(atoms.values()) - atoms["C"]
    if parts[0].what != "C" or not atoms.keys() <= {"C", "F", "Cl", "Br", "I"}:
        return False
    n_missing = 2 * n_carbons + 2 - n_halogens
    return n_missing >= 0 and n_missing % 2 == 0 and n_missing // 2 < n_carbons


def _atoms(parts: Parts) -> Counter[str]:
    atoms: Counter[str] = Counter()
    for part in parts:
        inside = {part.what: 1} if isinstance(part.what, str) else _atoms(part.what.parts)
        for symbol, n in inside.items():
            atoms[symbol] += n * part.count
    return atoms


def _text(parts: Parts) -> str:
    names = (part.what if isinstance(part.what, str) else f"({part.what.text})" for part in parts)
    return "".join(name + _times(part.count) for name, part in zip(names, parts, strict=True))


def _times(count: int) -> str:
    return str(count) if count > 1 else ""
