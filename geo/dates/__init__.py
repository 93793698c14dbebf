"""Expressions of time to closed intervals of days; text in, records out, without spaCy.

`recogniser.find_dates` is the door; each family of rules is a module.
"""
