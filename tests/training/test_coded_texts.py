"""Texts of coded reports, and the codings of our own passages."""

from __future__ import annotations

import json

import pytest

from training import coded_texts, codings
from training.event_words import words_of


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["He", "did", "n't", "go", ",", "she", "said", "."], "He didn't go, she said."),
        (["``", "Stop", ",", "''", "said", "Lima", "'s", "mayor"], "“Stop,” said Lima's mayor"),
        (['"', "Yes", '"', "(", "twice", ")"], "“Yes” (twice)"),
    ],
    ids=["points", "printed quotes", "plain quotes"],
)
def test_tokens_are_put_together_as_they_are_printed(tokens: list[str], text: str) -> None:
    assert coded_texts._detokenised(tokens, [0] * len(tokens)) == text


def test_every_span_of_our_own_passages_is_a_phrase_of_its_text() -> None:
    texts = {
        row["id"]: row["text"]
        for row in map(json.loads, coded_texts.PASSAGES.read_text(encoding="utf-8").splitlines())
    }
    coded = [
        doc
        for doc in map(json.loads, (codings.HERE / "parties.jsonl").read_text(encoding="utf-8").splitlines())
        if doc["doc"] in texts
    ]
    assert {doc["doc"] for doc in coded} == set(texts)
    for doc in coded:
        text = texts[doc["doc"]]
        for event in doc["events"]:
            mentions = (event, *event["also"])
            spans = [mention["trigger"] for mention in mentions] + event["times"]
            spans += [
                row[i : i + 2] for m in mentions for row in (*m["actors"], *m["recipients"]) for i in (0, 2)
            ]
            for start, end in filter(None, spans):
                phrase = text[start:end]
                assert phrase and phrase == phrase.strip(), (doc["doc"], phrase)


def test_words_on_which_coders_differ_teach_nothing() -> None:
    def event(
        trigger: tuple[int, int], status: str = "actual", *, optional: bool = False
    ) -> codings.CodedEvent:
        return codings.CodedEvent(
            (codings.CodedMention(trigger, (), ()),), ("ASSAULT",), status, optional, (), ()
        )

    report = codings.CodedReport(
        "one",
        "They shot, hit, beat, would strike and did not bomb; he shot a film.",
        None,
        (event((5, 9)), event((11, 14), optional=True), event((16, 20), "none")),
        (((28, 34), "ASSAULT", "hypothetical"), ((59, 63), "ASSAULT", "none")),
    )
    words = words_of(report)
    assert words.events == ((5, 9, ("ASSAULT",)),)
    assert sorted(words.left_open) == [(11, 14), (16, 20), (28, 34)]
