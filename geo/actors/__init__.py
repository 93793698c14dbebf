"""Who is named in a report, of which country and sector.

`recogniser.find_actors` is the door; the dictionaries are the CSV files beside it.
"""
