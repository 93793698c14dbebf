"""The encoder: a small network that reads a report once, for all who listen to it.

`windows` cuts a report into windows of words with their features, of which `geo.nlp.wordpiece` makes pieces; `network`
opens the bundled weights, `encoding` runs them; `truecasing` gives texts of one case their capitals first. What the
last layer says is read by `geo.toponyms.tagger` (places, people, organisations), what the second layer says by
`geo.events.reader` (events). `training/` makes the weights with the very same `windows`, so that what was trained is
what runs.
"""
