"""What is denied, or said not to have happened, by the words before it."""

STATUSES = [
    # not, never, no, failed: before the trigger in its clause
    ("Police did not arrest the men.", "arrest", "negated"),
    ("Police never really ever arrested the men.", "arrested", "negated"),
    ("Police slept, and did not see that soldiers arrested the men.", "arrested", "actual"),
    ("No men were arrested.", "arrested", "negated"),
    ("With no warning police arrested the men.", "arrested", "actual"),
    ("He failed to attend the talks with envoys.", "talks with", "negated"),
    ("He never saw it. He survived the bombing.", "bombing", "actual"),
    ("Food could not be delivered to the town.", "Food could not be delivered", "negated"),
    # denied
    ("Egypt denied that it had arrested the men.", "arrested", "negated"),
    ("Egypt dismissed reports that police had arrested the men.", "arrested", "negated"),
    ("Egypt denies that soldiers, who were there, arrested the men.", "arrested", "negated"),
    ("Egypt did not deny that it had arrested the men.", "arrested", "actual"),
    ("Egypt denied involvement in the bombing.", "bombing", "actual"),
    ("Egypt denied any bombing.", "bombing", "negated"),
    ("Egypt denied that a bombing took place.", "bombing", "negated"),
    ("Egypt denied that the delay was due to the bombing.", "bombing", "actual"),
    ("Egypt, which denied it, arrested the men.", "arrested", "actual"),
    # a negation reaches over no comma and no auxiliary that the trigger has for itself
    ("The talks fail, and police arrested the men.", "arrested", "actual"),
    ("Men who did not vote were arrested.", "arrested", "actual"),
    ("The men did not vote and were arrested.", "arrested", "actual"),
    ("The men were not held or arrested.", "arrested", "negated"),
]


def test_words_around_a_trigger(check_status, check_rows):
    check_rows(STATUSES, check_status)


def test_with_no_warning_is_no_negation(code):
    (event,) = code("With no warning police arrested two soldiers in Lima.")
    assert event.status == "actual"
