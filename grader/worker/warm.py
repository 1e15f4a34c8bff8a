"""Warming up: what every worker has done already when it is asked for the first time."""

from __future__ import annotations

import gc

import torch

from grader.frames.payload import unpack
from grader.sandbox import light_dynamo
from grader.scenes import asking, training
from grader.worker import main as worker


def warm_up() -> None:
    """Import and run what workers inherit: one whole training step and one epoch."""
    torch.set_num_threads(1)
    light_dynamo.install()
    images, labels = torch.rand(4, 1, 32, 32), torch.arange(4)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(1024, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    data = torch.utils.data.TensorDataset(images, labels)
    loader = torch.utils.data.DataLoader(data, batch_size=2)
    asking.plain_epoch(model, torch.nn.CrossEntropyLoss(), optimizer, loader)
    torch.vmap(torch.sin)(images)  # which registers kernels of its own, as no student code may
    # It looks at everything that is there, and a look after the fork copies the page it goes to.
    worker.get_ready()


def hold(digits: bytes, modules: list[str]) -> None:
    """Hold the public training digits, and import what takes long and will be used."""
    if held := unpack(digits):
        training.hold(held["images"].to(torch.float32) / 255, held["labels"])
    for module in modules:
        __import__(module)
    if modules:
        worker.look_around()
    gc.freeze()
