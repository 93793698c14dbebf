"""What is meant, possible, exercised or still to come, by the words before it."""

WANTED = [
    ("Envoys flew to Doha to discuss a truce and the release of prisoners.", "release"),
    ("Chiefs can hold land and sign deals with the government of Mali.", "sign"),
    ("The premier ignored advice against visiting Kenya.", "visiting"),
    ("The pact is aimed at evacuating families.", "evacuating"),
    ("He told the boy to carry out an attack in Kenya.", "attack"),
    (
        "The family in Kabul lives with the threat of eviction and even deportation to Pakistan.",
        "deportation",
    ),
    ("Police in Lima offered a reward for information leading to the arrest of the men.", "arrest"),
    ("Talks on the withdrawal of Russian troops from Mali stalled.", "withdrawal"),
]


def test_what_is_wanted_has_not_happened(code, check_rows):
    def check(row):
        text, deed = row
        assert [each.status for each in code(text) if deed in each.mentions[0].text] in ([], ["hypothetical"])

    check_rows(WANTED, check)


STATUSES = [
    # to come
    ("Police will arrest the men.", "arrest", "future"),
    ("Police will soon arrest the men.", "arrest", "future"),
    ("The will of men arrested by police counts.", "arrested", "actual"),
    ("Police plan to arrest the men.", "arrest", "future"),
    ("Police are about to arrest the men.", "arrest", "future"),
    ("The upcoming talks with envoys matter.", "talks with", "future"),
    ("They left ahead of the talks with envoys.", "talks with", "future"),
    ("They will search homes and evacuate families.", "evacuate families", "future"),
    ("The mayor said that police would arrest the men.", "arrest", "future"),
    ("Police are to arrest the men.", "arrest", "future"),
    # possible
    ("Police could arrest the men.", "arrest", "hypothetical"),
    ("Police would arrest the men.", "arrest", "hypothetical"),
    ("Police may arrest the men.", "arrest", "hypothetical"),
    ("In May police arrested the men.", "arrested", "actual"),
    ("Men who could read were arrested by police.", "arrested", "actual"),
    ("If police arrested the men, crowds will come.", "arrested", "hypothetical"),
    ("Unless police arrested the men, crowds will come.", "arrested", "hypothetical"),
    ("Police arrested the men if they slept.", "arrested", "actual"),
    ("They can search homes and evacuate families.", "evacuate families", "hypothetical"),
    ("They feared a bombing.", "bombing", "hypothetical"),
    ("They lived with the threat of a long bombing.", "bombing", "hypothetical"),
    # only supposed
    ("Had police arrested the men, crowds would have come.", "arrested", "hypothetical"),
    ("Crowds would have come had police arrested the men.", "arrested", "hypothetical"),
    ("Should police have arrested the men, crowds will come.", "arrested", "hypothetical"),
    ("If police had arrested the men, crowds would have come.", "arrested", "hypothetical"),
    ("Police would have arrested the men.", "arrested", "hypothetical"),
    ("The mayor said that police would have arrested the men.", "arrested", "hypothetical"),
    ("Had police arrested the men?", "arrested", "actual"),
    ("Crowds came, and police had arrested the men.", "arrested", "actual"),
    ("The mayor would speak, and had arrested the men.", "arrested", "actual"),
    # meant
    ("They went there to arrest the men.", "arrest", "actual"),
    ("They came to arrest the men.", "arrest", "hypothetical"),
    ("They began to arrest the men.", "arrest", "actual"),
    ("They came to launch a bombing.", "bombing", "hypothetical"),
    ("They plan to launch a bombing.", "bombing", "future"),
    ("They began to launch a bombing.", "bombing", "actual"),
    ("They paid for information leading to the arrest of the men.", "arrest of", "hypothetical"),
    ("They advised against arresting the men.", "arresting", "hypothetical"),
    ("They were aimed at evacuating families.", "evacuating families", "hypothetical"),
    ("They were good at evacuating families.", "evacuating families", "actual"),
    ("Talks on the withdrawal of troops stalled.", "withdrawal of troops", "hypothetical"),
    ("They cheered the withdrawal of troops.", "withdrawal of troops", "actual"),
    # exercised
    ("Cadets rehearsed a bombing.", "bombing", "hypothetical"),
    ("Cadets staged a mock bombing.", "bombing", "hypothetical"),
    ("Cadets took part in a bombing drill.", "bombing", "hypothetical"),
]


def test_words_around_a_trigger(check_status, check_rows):
    check_rows(STATUSES, check_status)


def test_what_is_only_meant_is_no_event(code):
    assert [event.type for event in code("Peru sent soldiers to Lima to arrest the rebels.")] == ["MOBILIZE"]


def test_the_month_is_no_modal(code):
    (event,) = code("In May police arrested two soldiers in Lima.")
    assert event.status == "actual"
