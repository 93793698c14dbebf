"""Where a locating phrase is: parts, borders, coasts, distances and routes as geometries.

`relations.relate` is the door; each family of phrases is a module.
"""
