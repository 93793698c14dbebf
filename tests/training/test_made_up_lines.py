"""Made-up lines: their names are marked where they stand."""

from training.made_up_lines import lines


def test_names_are_marked_as_what_they_are():
    made = list(lines(400, seed=5))
    labels = {span.label for line in made for span in line.spans}
    assert labels == {"PLACE", "PERSON", "ORG"}
    for line in made:
        assert "{" not in line.text
        for span in line.spans:
            name = line.text[span.start : span.end]
            assert name == name.strip() != ""
            before, after = line.text[: span.start][-1:], line.text[span.end :][:1]
            assert not before.isalnum()
            assert not after.isalnum()


def test_two_names_that_make_one_are_marked_once():
    compounds = [
        line.text[span.start : span.end]
        for line in lines(800, seed=6)
        for span in line.spans
        if span.label == "ORG"
    ]
    assert any("-" in name for name in compounds)


def test_the_same_seed_makes_the_same_lines():
    assert list(lines(50, seed=8)) == list(lines(50, seed=8)) != list(lines(50, seed=9))
