"""The spaCy components: each takes a doc, finds one thing, and leaves it on the doc for those that come after it."""
