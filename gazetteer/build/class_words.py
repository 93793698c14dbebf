"""Class words in the names of divisions ("County", "Provincia di"), which writers leave out."""

from __future__ import annotations

import re

_CLASS_BEFORE = re.compile(
    r"^(?:Provincia|Province|Provinsi|Comuna|Oras|Orasul|Municipiul|Municipio|Okres|Landkreis|Kreis|District|Departamento|Departement|"
    r"Distrito|Kabupaten|Kota|Powiat|Obcina|County|Region|Governorate|City and County|City and Borough|State|Parish)"
    r"(?: (?:of|de|del|di|da|do|d'|la))? +(?=\w)"
)  # fmt: skip
_CLASS_AFTER = re.compile(
    r" +(?:County|Parish|Borough|Census Area|Municipality|District|Province|Governorate|Region|Oblast|Rayon|Raion|"
    r"Department|Prefecture|Okrug|Kommune|Kommun|Municipio|Division|Shire|apskritis|Regency|State|Voivodeship|Canton)$"
)


def without_class_words(name: str) -> str:
    """Return the name of a division without the words that say what kind of division it is.

    Examples
    --------
    >>> without_class_words("Provincia di Foggia"), without_class_words("Harju County"), without_class_words("Fife")
    ('Foggia', 'Harju', 'Fife')
    """
    return _CLASS_AFTER.sub("", _CLASS_BEFORE.sub("", name))
