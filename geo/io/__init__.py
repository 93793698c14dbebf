"""Tables of a set and the files that hold them: writing, reading back, edits by hand."""
