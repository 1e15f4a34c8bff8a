"""Grades are kept by key, each in a transaction of its own, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.store import Store, local_url
from grader.errors import BatchError, WireError
from grader.judge.job import JobResult, intake_digest, pack, unpack
from grader.submission.origin import Origin
from grader.submission.submission import Submission


def graded(key: str, document: bytes = b"document", failed: bool = False) -> JobResult:
    return JobResult(key, document, failed, 1.0)


def test_a_grade_is_there_for_the_next_run(store_url: str) -> None:
    with Store.open(store_url) as store:
        assert not store.has("a" * 64)
        store.put(graded("a" * 64, b"\x00\xff"))
    with Store.open(store_url) as store:
        assert store.has("a" * 64)
        assert store.get("a" * 64) == b"\x00\xff"
        assert store.get("missing") is None


def test_what_could_not_be_judged_is_tried_again_and_replaced(store_url: str) -> None:
    with Store.open(store_url) as store:
        store.put(graded("b", b"trouble", failed=True))
        assert not store.has("b")
        assert store.get("b") == b"trouble"
        store.put(graded("b", b"judged"))
        assert store.has("b")
        store.put(graded("b", b"trouble", failed=True))
        assert store.get("b") == b"judged"


def test_several_runs_may_fill_one_store(store_url: str) -> None:
    with Store.open(store_url) as store:
        threads = [
            threading.Thread(target=lambda n=n: [store.put(graded(f"{n}-{i}")) for i in range(20)])
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(store.has(f"{n}-{i}") for n in range(4) for i in range(20))


def test_sqlite_writes_ahead_so_that_readers_do_not_wait(tmp_path: Path) -> None:
    with Store.open(local_url(tmp_path)) as store, store.engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        assert mode == "wal"


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("nonsense", "--store 'nonsense': "),
        ("mysql://u:secret@host/db", "mysql is not supported; write sqlite:///grades.db or"),
        ("sqlite:////nowhere/at/all.db", "unable to open database file"),
        ("postgresql://u:secret@127.0.0.1:1/db", "the store postgresql://u:***@127.0.0.1:1/db"),
    ],
)
def test_a_store_that_cannot_be_used_is_named_without_its_password(
    url: str, complaint: str
) -> None:
    with pytest.raises(BatchError) as error:
        Store.open(url)
    assert complaint in str(error.value)
    assert "secret" not in str(error.value)


# --- jobs --------------------------------------------------------------------------------------
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
origins = st.builds(
    Origin,
    names,
    st.dictionaries(
        names,
        st.lists(st.none() | st.tuples(st.integers(1, 99), st.integers(1, 99))).map(tuple),
        max_size=3,
    ),
)
submissions = st.builds(
    Submission,
    names,
    st.dictionaries(names, st.binary(max_size=50), max_size=5),
    st.lists(names, max_size=3).map(tuple),
    st.none() | origins,
)


@given(submissions)
def test_a_submission_arrives_as_it_was_sent_but_for_its_name(submission: Submission) -> None:
    arrived = unpack(pack(submission))
    assert (arrived.files, arrived.left_out) == (submission.files, submission.left_out)
    assert arrived.origin == submission.origin
    assert arrived.name == ""
    assert intake_digest(arrived) == intake_digest(submission)


@given(submissions, st.data())
def test_a_submission_that_was_damaged_is_never_graded(
    submission: Submission, data: st.DataObject
) -> None:
    content = bytearray(pack(submission))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        arrived = unpack(bytes(content))
    except WireError:
        return
    assert intake_digest(arrived) == intake_digest(submission)


def test_whose_it_is_does_not_matter_and_what_was_left_out_does() -> None:
    one = Submission("ada", {"loss.py": b"x"})
    assert intake_digest(one) == intake_digest(Submission("bob", {"loss.py": b"x"}))
    assert intake_digest(one) != intake_digest(Submission("ada", {"loss.py": b"x"}, ("a: b",)))
