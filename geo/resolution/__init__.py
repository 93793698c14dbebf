"""Which place a toponym means: its candidates, their features, the learned ranker, and why."""
