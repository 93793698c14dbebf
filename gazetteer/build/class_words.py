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

_OF_TOWNS = re.compile(
    r"^(?:Thành Phố|Thị Xã|Huyện|Kota|Amphoe) +|(?: +|-)(?:shi|si|gun|ku|gu|qu|xian|İlçesi|Ilcesi)$",
    re.IGNORECASE,
)
"""Class words of districts that are a town and its surroundings, in languages other than English."""


def without_class_words(name: str) -> str:
    """Return the name of a division without the words that say what kind of division it is.

    Examples
    --------
    >>> without_class_words("Provincia di Foggia"), without_class_words("Harju County"), without_class_words("Fife")
    ('Foggia', 'Harju', 'Fife')
    """
    return _CLASS_AFTER.sub("", _CLASS_BEFORE.sub("", name))


_ENGLISH = {
    "Province": "Provincia Province Provinsi", "Commune": "Comuna",
    "District": "Okres Landkreis Kreis District Distrito",
    "Department": "Departamento Departement Department", "Regency": "Kabupaten Regency",
    "County": "Powiat County apskritis",
    "Region": "Region", "Governorate": "Governorate", "State": "State", "Municipality": "Obcina Municipio Municipality",
    "Oblast": "Oblast", "Prefecture": "Prefecture", "Canton": "Canton", "Voivodeship": "Voivodeship",
}  # fmt: skip
_ENGLISH_OF = {word: english for english, words in _ENGLISH.items() for word in words.split()}


def english_form(name: str) -> str:
    """Return the name of a division with an English class word last; empty where it has none that we know.

    Examples
    --------
    >>> english_form("Provincia de Zaragoza"), english_form("Powiat krakowski"), english_form("Fife")
    ('Zaragoza Province', 'krakowski County', '')
    """
    for pattern in (_CLASS_BEFORE, _CLASS_AFTER):
        found = pattern.search(name)
        bare = pattern.sub("", name)
        if found and bare and (english := _ENGLISH_OF.get(found[0].split()[0])):
            return f"{bare} {english}"
    return ""


def town_of(name: str) -> str:
    """Return the name of the town that a district is named after, by its class word.

    Examples
    --------
    >>> town_of("Chitose Shi"), town_of("Thành Phố Cao Lãnh"), town_of("Yıldırım İlçesi"), town_of("Shiga")
    ('Chitose', 'Cao Lãnh', 'Yıldırım', 'Shiga')
    """
    return _OF_TOWNS.sub("", without_class_words(name))
