"""Whether a change is seen at once: the worker's look at what student code may not replace."""

import types
from collections.abc import Callable

import pytest

from grader.scenes import Tampered
from grader.worker import integrity, versions
from grader.worker.versions import places_of

MODULE, CLASS = types.ModuleType("watched"), type("Watched", (), {})

CHANGES: dict[str, Callable[[], object]] = {
    "an attribute of a module is set": lambda: setattr(MODULE, "part", object()),
    "a module's dictionary is written to": lambda: MODULE.__dict__.update(part=object()),
    "a new name comes": lambda: setattr(MODULE, "another", 1),
    "a name goes": lambda: MODULE.__dict__.pop("part"),
    "a name goes and comes back": lambda: MODULE.__dict__.update(part=MODULE.__dict__.pop("part")),
    "all of it is cleared": lambda: MODULE.__dict__.clear(),
    "a global is assigned by code": lambda: exec("part = 3", MODULE.__dict__),
    "an attribute of a class is set": lambda: setattr(CLASS, "part", object()),
    "a class is written to by its kind": lambda: type.__setattr__(CLASS, "part", object()),
    "an attribute of a class goes": lambda: delattr(CLASS, "part"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_gives_a_new_version(change: Callable[[], object]) -> None:
    for thing in (MODULE, CLASS):
        thing.part = object()
    mappings = vars(MODULE), vars(CLASS)
    places = places_of(mappings)
    before = b"".join(places)
    change()
    assert b"".join(places) != before or not versions._can_be_read()


def test_looking_changes_no_version() -> None:
    MODULE.part = 1
    places = places_of([vars(MODULE)])
    before = b"".join(places)
    assert (MODULE.part, len(vars(MODULE)) > 0, dict(vars(MODULE))["part"]) == (1, True, 1)
    assert b"".join(places) == before


def test_where_no_version_can_be_read_every_part_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "_can_be_read", lambda: False)
    assert places_of([vars(MODULE)]) == []
    held = {"part": object()}
    integrity.survey.cache_clear()
    try:
        require = integrity.watch(held)
        require()
        held["part"] = object()
        with pytest.raises(Tampered, match="part was replaced"):
            require()
    finally:
        integrity.survey.cache_clear()
