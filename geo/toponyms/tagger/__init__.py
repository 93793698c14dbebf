"""The neural tagger: a small encoder that says of each word whether it belongs to a place, a person or an organisation.

`windows` cuts a report into windows of words with their features, `wordpiece` cuts words into the encoder's vocabulary,
`network` runs the bundled weights, `decoding` reads spans off the scores. `training/` makes the weights with the very
same `windows`, so that what was trained is what runs.
"""
