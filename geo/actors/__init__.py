"""Actors of a report, with country and sector.

`recogniser.find_actors` is the door; the dictionaries are the CSV files beside it.
"""
