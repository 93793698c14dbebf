"""What each rule of the coder of events is worth: F1 on the coded development reports without it.

Every rule named here is switched off alone, by a function that always gives the same answer, and the reports are coded
again. The networks read each report once; a run of one rule takes seconds. A rule without which nothing gets worse has
no place in the coder. The reports lie beside the checkout; without them this says so and stops.

    python benchmarks/event_rules.py [RULE ...]

RULE is the beginning of a name such as `negation` or `place_syntax.modifies`.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from geo.events import coreference
from geo.language import load, make_doc
from geo.plover import HAZARD
from geo.records import Report
from training import codings
from training.corpora import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from geo.records import Event

OFF: Final[dict[str, Any]] = {
    "attachment._joined": None, "attachment.modifies_number": False, "cancellation.cancelled": None,
    "causes_in_context._nearest_cause": None, "causes_of_death._has_object": False, "causes_of_death._is_effect": False,
    "claims.claimants": (), "clauses._coordinates": False, "clauses._opening": None, "clauses._resumes": False,
    "clauses._speaker_ahead": False, "clauses._subject_ahead": False, "clauses._that": None,
    "commemoration.remembered": None, "event_identity._have_other_participants": False,
    "event_identity._is_campaign": False, "event_identity.is_one_toll": False, "genre.is_play": False,
    "modality.future": None, "modality.hypothetical": None, "modality.meant": None, "modality.rehearsed": None,
    "negation.denied": None, "negation.negated": None, "participants._light_verb": False,
    "participants._own_subject": (), "participants.participants": ((), ()), "passive_voice._passive_before": False,
    "place_syntax.is_in_purpose": False, "place_syntax.is_of_trigger": False, "place_syntax.is_struck": False,
    "place_syntax.modifies": False, "place_syntax.names_site": False, "reader.status.read_status": None,
    "reported_content._is_crime": False, "reported_content._speaks": False, "subjects._antecedent": (),
    "trigger_fusion._is_object": False, "trigger_fusion._is_part": False, "triggers._nominal": False,
    "unlisted_actors.acting_countries": [], "unlisted_actors.unknown_names": [],
}  # fmt: skip
"""The functions of `geo.events` that are rules, and what each answers where it is switched off."""


def main() -> int:
    """Print the F1 of the coder as it is, and by how much it changes without each rule."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rules", nargs="*", help="beginnings of the names of rules; all by default")
    options = parser.parse_args()
    if not (SHARED / "corpora").is_dir():
        print(f"nothing to measure: {SHARED} lacks the corpora", file=sys.stderr)
        return 0
    nlp = load()
    reports = [report for report in codings.read() if report.is_development]
    docs = [_read(nlp, report) for report in reports]
    whole = figures(nlp, reports, docs)
    print(f"{'as it is':<42} typed {whole[0]:.4f}  parties {whole[1]:.4f}")
    for name, answer in OFF.items():
        if options.rules and not name.startswith(tuple(options.rules)):
            continue
        with switched_off(name, answer):
            without = figures(nlp, reports, docs)
        print(f"{name:<42} typed {without[0] - whole[0]:+.4f}  parties {without[1] - whole[1]:+.4f}")
    return 0


def _read(nlp: Language, report: codings.CodedReport) -> Doc:
    """Return a report as the networks and the resolver read it, its events not yet coded."""
    doc = make_doc(nlp, Report(id=report.name, text=report.text, published=report.day))
    for name, component in nlp.pipeline:
        if name not in ("dateline_events", "dateline_completion"):
            doc = component(doc)
    return doc


@contextmanager
def switched_off(name: str, answer: Any) -> Iterator[None]:
    """Let a function of `geo.events` always give the same answer, in every module that has it."""
    module, _, function = name.rpartition(".")
    rule = getattr(importlib.import_module(f"geo.events.{module}"), function)
    holders = [
        (holder, key)
        for path, holder in list(sys.modules.items())
        if path.startswith("geo.")
        for key, value in vars(holder).items()
        if value is rule
    ]
    for holder, key in holders:
        setattr(holder, key, lambda *_, **__: answer)
    try:
        yield
    finally:
        for holder, key in holders:
            setattr(holder, key, rule)


def figures(
    nlp: Language, reports: Sequence[codings.CodedReport], docs: Sequence[Doc]
) -> tuple[float, float]:
    """Return the F1 of events of the right type, and that of the parties of these, each in its slot."""
    coder = nlp.get_pipe("dateline_events")
    found = wanted = right = 0
    named, told, agreed = 0, 0, 0
    for report, doc in zip(reports, docs, strict=True):
        events = [event for event in coreference.merge(coder(doc)._.events) if event.type != HAZARD]
        golds = [event for event in report.events if not event.optional]
        wanted += len(golds)
        found += len(events) - sum(any(_meet(e, o) for o in report.events if o.optional) for e in events)
        for gold in golds:
            event = next((each for each in events if each.type in gold.roots and _meet(each, gold)), None)
            if event is None:
                continue
            right += 1
            events.remove(event)
            for slot in ("actors", "recipients"):
                spans = [
                    s
                    for m in gold.mentions
                    for party in getattr(m, slot)
                    for s in (party.span, party.name)
                    if s
                ]
                names = {report.text[start:end].casefold() for start, end in spans}
                hits = sum(
                    actor.name.casefold() in names or any(s < actor.end and actor.start < e for s, e in spans)
                    for actor in getattr(event, slot)
                )
                named += len(getattr(event, slot))
                told += len({party.span for mention in gold.mentions for party in getattr(mention, slot)})
                agreed += hits
    return 2 * right / (found + wanted), 2 * agreed / (named + told)


def _meet(event: Event, gold: codings.CodedEvent) -> bool:
    """Return whether a mention of an event and one of a coded event share a trigger."""
    return any(
        one.start < mention.trigger[1] and mention.trigger[0] < one.end
        for one in event.mentions
        for mention in gold.mentions
    )


if __name__ == "__main__":
    sys.exit(main())
