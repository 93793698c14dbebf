"""The encoder: a small network that reads a report once, for all who listen to it.

`windows` cuts a report into windows of words with their features, `wordpiece` cuts words into the network's vocabulary,
`network` opens the bundled weights, `encoding` runs them. What the last layer says is read by `geo.toponyms.tagger`
(places, people, organisations), what the second layer says by `geo.events.reader` (events). `training/`
makes the weights with the very same `windows`, so that what was trained is what runs.
"""
