"""A machine's accelerators change no grade: workers say that they have none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from grader.worker.accelerators import hide_accelerators

ASKED: list[tuple[object, str]] = [
    (torch.cuda, "is_available"),
    (torch.cuda, "device_count"),
    (torch.xpu, "is_available"),
    (torch.xpu, "device_count"),
    (torch.mtia, "is_available"),
    (torch.mtia, "device_count"),
    (torch.mps, "device_count"),
    (torch.backends.mps, "is_available"),
    (torch.accelerator, "is_available"),
    (torch.accelerator, "device_count"),
    (torch.accelerator, "current_accelerator"),
]


@pytest.fixture
def accelerated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has all of them, until the test is over."""
    for module, name in ASKED:
        monkeypatch.setattr(module, name, lambda *_: 1)


@pytest.mark.usefixtures("accelerated")
def test_whoever_asks_for_an_accelerator_is_told_that_there_is_none() -> None:
    asked: list[Callable[[], object]] = [getattr(module, name) for module, name in ASKED]
    assert all(ask() for ask in asked)
    hide_accelerators()
    assert not any(getattr(module, name)() for module, name in ASKED)
    # A build may name a device that the machine lacks; what moves nothing is right everywhere.
    assert torch.nn.Linear(2, 2).to(torch.accelerator.current_accelerator()).weight.is_cpu
