"""The file keeps what was committed, and says why it cannot be used."""

import sqlite3

import pytest

from geo.corpus.clusters.store import _CACHED, Account, Store
from geo.errors import UnreadableSet
from geo.events.mention_features import views_of


@pytest.fixture
def opened(tmp_path):
    made = Store(tmp_path / "x.sqlite")
    yield made
    made.close()


def put(store, event, place=b"\0" * 16, strand=None):
    record = store.encode(event)
    n = store.new_number()
    account = Account(n, place, event, views_of(event), strand or n, strand or n)
    store.insert(account, record)
    return account


def test_a_account_comes_back_from_the_file(opened, tell):
    put(opened, tell("a1"))
    opened.commit()
    opened.close()
    again = Store(opened.path)
    (n,) = again.of_report("a1")
    assert again.account(n).event == tell("a1")
    assert again.new_number() > n
    again.close()


def test_a_number_is_never_used_again(opened, tell):
    gone = put(opened, tell("a1"))
    opened.delete(gone, [])
    opened.commit()
    opened.close()
    again = Store(opened.path)
    assert again.new_number() == gone.n + 1
    again.close()


def test_the_members_compared_are_the_founder_and_the_latest(opened, tell):
    founder = put(opened, tell("a1"), b"\0\1")
    others = [put(opened, tell(f"a{n}"), bytes([0, n]), founder.n) for n in range(2, 12)]
    expected = [founder.n, *(each.n for each in others[2:5])]
    assert opened.members(founder.n, bytes([0, 7]), 4) == expected


def test_equal_geometries_are_stored_once(opened, tell):
    for n in range(3):
        put(opened, tell(f"a{n}"), bytes([0, n]))
    assert opened.db.execute("SELECT count(*) FROM shapes").fetchone() == (1,)


def test_few_accounts_stay_in_memory(opened, tell):
    event = tell("a1")
    for n in range(_CACHED + 10):
        opened._keep(Account(n, b"", event, [], n, n))
    assert len(opened._accounts) == _CACHED


def test_another_process_is_kept_out(opened):
    with pytest.raises(UnreadableSet, match="another process"):
        Store(opened.path)


@pytest.mark.parametrize(
    "content", [b"no store" * 1000, b"SQLite format 3\0" + b"\xff" * 4000], ids=["text", "damaged"]
)
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "x.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnreadableSet, match="no store of events"):
        Store(path)


def test_other_tables_are_refused(tmp_path):
    path = tmp_path / "x.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE things(n)")
    with pytest.raises(UnreadableSet, match="no store of events"):
        Store(path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableSet, match="cannot be opened"):
        Store(tmp_path / "none" / "x.sqlite")


def test_another_version_is_refused(opened):
    opened.set_meta("layout", "{}")
    opened.commit()
    opened.close()
    with pytest.raises(UnreadableSet, match="another version"):
        Store(opened.path)
