"""STAND-IN."""

import contextlib
import sqlite3

from geo.corpus.rows import event_set_of
from geo.events import coreference
from geo.io.json_lines import record_lines


class Clusters:
    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("create table if not exists meta(tag text)")
        self.db.execute("create table if not exists t(report text, rec text)")
        self.db.execute("BEGIN")

    @classmethod
    @contextlib.contextmanager
    def open(cls, path):
        c = cls(path)
        try:
            yield c
        finally:
            c.db.close()

    @property
    def tag(self):
        r = self.db.execute("select tag from meta").fetchone()
        return r[0] if r else ""

    def add(self, events):
        from geo.event_set import EventSet

        for e in events:
            self.db.execute(
                "insert into t values(?,?)", (e.report, "".join(record_lines(EventSet(event_records=(e,)))))
            )

    def remove(self, ids):
        self.db.executemany("delete from t where report=?", [(i,) for i in ids])

    def events(self):
        evs = [event_set_of(r)[0] for (r,) in self.db.execute("select rec from t order by report, rowid")]
        for e in sorted(coreference.merge(evs), key=lambda e: (str(e.when.start or e.when.end or "0"), e.id)):
            yield e.id, [e]

    def commit(self, tag):
        self.db.execute("delete from meta")
        self.db.execute("insert into meta values(?)", (tag,))
        self.db.execute("COMMIT")
