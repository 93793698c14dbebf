"""The trained reader of events: triggers, their arguments and status, noun phrases and what these refer to.

One network upon the tagger's second layer (`network`) reads each window once; small heads over its states say which
words are triggers, who takes part in them and which earlier mention a noun phrase refers to. `reading.read` puts that
together for a report.
"""
