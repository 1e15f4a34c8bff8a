"""The scene of a training that a learner watches: an epoch a play, for as long as they like.

It decides no point. What trains lives on between the plays, as it does in a program of one's own:
so an optimizer keeps what it remembers, and a model its statistics.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import methodcaller
from typing import Any

from torch import nn
from torch.utils.data import DataLoader

from grader.frames.keys import Key
from grader.scenes import asking
from grader.scenes.construct import affine_map
from grader.scenes.diaries import no_diary
from grader.scenes.given import see_number
from grader.scenes.models import Contents, require_own, see_buffers
from grader.scenes.props import Digits, epoch_loader
from grader.scenes.stage import Functions, Sight, Work, scene, threaded
from grader.scenes.training import held, see_map, see_parameters


@dataclass(slots=True)
class _Lasting:
    """What trains, once it is made."""

    model: nn.Module
    criterion: Any
    optimizer: Any
    data: Digits


# The one training of this process.
_LASTING: list[_Lasting] = []


@scene("at length")
def play_at_length(functions: Functions, work: Work) -> Sight:
    """Make what trains at epoch 0, train for one at each other; then measure, and show weights.

    All pieces are the learner's own. What their function for measuring says is about the public
    samples, on which it trains.
    """
    sight, epoch = Sight(), work.params["epoch"]
    if epoch == 0:
        _LASTING[:] = [_made(functions, work)]
    (lasting,) = _LASTING
    if epoch:
        train = functions[work.params["parts"]["loop"]]
        loader = _loader(functions, work, lasting)
        returned = train(lasting.model, lasting.criterion, lasting.optimizer, loader)
        see_number(sight, Key(0, "loss"), functions, returned, tensors=True)
    _measure(sight, functions, work, lasting)
    threaded(functions, methodcaller("eval"))(lasting.model)
    if shape := work.params["affine"]:
        see_map(sight, "after", affine_map(functions, lasting.model, shape))
    else:
        see_parameters(sight, "after", functions, lasting.model)
        see_buffers(sight, 0, Contents(lasting.model))
    return sight


def _made(functions: Functions, work: Work) -> _Lasting:
    parts = work.params["parts"]
    model = functions[parts["model"]]()
    require_own(model)
    criterion = functions[parts["loss"]]()
    optimizer = functions[parts["optimizer"]](model, work.params["lr"])
    images, labels = held()
    return _Lasting(
        model, criterion, optimizer, threaded(functions, Digits)(images, labels, no_diary())
    )


def _loader(functions: Functions, work: Work, lasting: _Lasting) -> DataLoader[Any]:
    make: Callable[..., DataLoader[Any]] = threaded(functions, epoch_loader)
    return make(lasting.data, work.params["batch_size"], work.params["order"])


def _measure(sight: Sight, functions: Functions, work: Work, lasting: _Lasting) -> None:
    """What the learner's own function says of loss and accuracy, where the course names one."""
    name = work.params["measure"]
    if name is None:
        return
    returned = functions[name](lasting.model, lasting.criterion, _loader(functions, work, lasting))
    both = threaded(functions, asking.parts)(returned, 2) or (None, None)
    for aspect, value in zip(("own loss", "own accuracy"), both, strict=True):
        see_number(sight, Key(0, aspect), functions, value, tensors=True)
