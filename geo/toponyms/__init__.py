"""Which words of a report name places, people and organisations: a neural tagger, or rules that need none."""
