"""The store of grades by key: SQLite in WAL mode beside the results, or PostgreSQL by its URL."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from grader.errors import BatchError
from grader.judge.job import JobResult
from grader.results.extras import coming_with

_METADATA = MetaData()

# `key` stands for the files and for all that decides their grade; who handed them in, and under
# which name, is no part of it. `times` counts how often the result was stored: once, unless it
# could not be judged the first time.
GRADES = Table(
    "mnist_grade_grades",
    _METADATA,
    Column("key", String(64), primary_key=True),
    Column("document", LargeBinary, nullable=False),  # zlib over the contract's JSON
    Column("failed", Boolean, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("stored", Float, nullable=False),  # seconds since 1970
    Column("times", Integer, nullable=False, default=1),
)


@dataclass(frozen=True)
class Store:
    """Grades by key, each stored in a transaction of its own; a context manager."""

    engine: Engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a store, and create what is not there.

        Raises:
            BatchError: it cannot be reached or used.
        """
        try:
            parsed = _with_our_driver(make_url(url))
            with coming_with("cluster", "mnist-grade batch --store"):
                engine = create_engine(parsed, pool_pre_ping=True)
            if parsed.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _prepare_sqlite)
        except (ArgumentError, NoSuchModuleError) as error:
            raise BatchError(
                f"--store {_shown(url)}: {error}; write sqlite:///grades.db or "
                "postgresql://user@host/database"
            ) from None
        with _explained(url):
            _create(engine)
        return cls(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def has(self, key: str) -> bool:
        """Whether there is a grade: one that could not be judged is none."""
        query = select(GRADES.c.key).where(GRADES.c.key == key, ~GRADES.c.failed)
        with self._explained(), self.engine.connect() as connection:
            return connection.execute(query).first() is not None

    def get(self, key: str) -> bytes | None:
        """The compressed document."""
        query = select(GRADES.c.document).where(GRADES.c.key == key)
        with self._explained(), self.engine.connect() as connection:
            found = connection.execute(query).scalar()
            return None if found is None else bytes(found)

    def put(self, graded: JobResult) -> None:
        """Store one grade; a judged one is never replaced by one that could not be judged."""
        insert: Any = (postgresql if self._is("postgresql") else sqlite).insert
        row = {
            "key": graded.key, "document": graded.document, "failed": graded.failed,
            "seconds": graded.seconds, "stored": time.time(), "times": 1,
        }  # fmt: skip
        statement = insert(GRADES).values(**row)
        fresh = {name: statement.excluded[name] for name in row if name not in ("key", "times")}
        statement = statement.on_conflict_do_update(
            index_elements=["key"],
            set_=fresh | {"times": GRADES.c.times + 1},
            where=GRADES.c.failed | ~statement.excluded.failed,
        )
        with self._explained(), self.engine.begin() as connection:
            connection.execute(statement)

    def forget(self, wanted: Callable[[bytes], bool]) -> int:
        """Take out the grades whose compressed document is wanted; how many that were."""
        query = select(GRADES.c.key, GRADES.c.document)
        with self._explained(), self.engine.connect() as connection:
            keys = [key for key, found in connection.execute(query) if wanted(bytes(found))]
        with self._explained(), self.engine.begin() as connection:
            for key in keys:
                connection.execute(delete(GRADES).where(GRADES.c.key == key))
        if keys and self._is("sqlite"):
            # Else what was deleted would stay readable in the file and in its log.
            alone = self.engine.execution_options(isolation_level="AUTOCOMMIT")
            with self._explained(), alone.connect() as connection:
                for words in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    connection.execute(text(words))
        return len(keys)

    def counted(self) -> tuple[int, int]:
        """How many grades there are, and the most often that one was stored."""
        query = select(func.count(), func.max(GRADES.c.times))
        with self._explained(), self.engine.connect() as connection:
            count, times = connection.execute(query).one()
            return int(count), int(times or 0)

    def _is(self, name: str) -> bool:
        return self.engine.dialect.name == name

    def _explained(self) -> Any:
        return _explained(self.engine.url.render_as_string(hide_password=False))


def local_url(out: Path) -> str:
    """The store in a folder of grades."""
    return URL.create("sqlite", database=str((out / "grades.db").absolute())).render_as_string()


def _create(engine: Engine) -> None:
    """Make the table, unless it is there or another run makes it at this moment."""
    try:
        with engine.begin() as connection:
            connection.execute(CreateTable(GRADES, if_not_exists=True))
    except SQLAlchemyError:
        if not inspect(engine).has_table(GRADES.name):
            raise


def _with_our_driver(url: URL) -> URL:
    """PostgreSQL through psycopg, by whatever of its names the URL calls it."""
    if url.get_backend_name() in ("postgresql", "postgres") or url.drivername == "postgres":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise ArgumentError(f"{url.get_backend_name()} is not supported")
    return url


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    # A reader does not wait for the writer, and what was committed survives a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def _explained(url: str) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        what = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
        raise BatchError(
            f"the store {_shown(url)} cannot be used: {what}; what is stored is safe, mend this "
            "and run the same command again"
        ) from None


def _shown(url: str) -> str:
    """The URL without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return repr(url[:60])
