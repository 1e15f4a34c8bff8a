"""The parts of this course: what right code does, in pieces that a mistake can replace.

They give no points, the solutions do: they are the material of the mistakes, and a test holds that
both do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from grader.findings.variants import Parts
from grader.frames.lazy_torch import nn, torch

if TYPE_CHECKING:
    Batch = tuple[torch.Tensor, torch.Tensor]
else:
    Batch = tuple


class TrainingParts(Parts):
    """Right code for every function of the contract, and the parts that it is made of."""

    one_step = "train_step"
    of_the_loss = frozenset({"mean_loss", "reported"})
    of_the_loss_alone = frozenset({"mean_loss"})
    makes = MappingProxyType({
        "zero_grad": "zero_grad", "backward": "differentiate", "step": "update",
        "train": "training_mode", "eval": "evaluation_mode", "no_grad": "graph_switch",
        "model in": "taken_in", "model out": "given_out", "loss in": "scores",
        "loss out": "compute_loss",
    })  # fmt: skip

    # --- models -------------------------------------------------------------------------------
    def SimpleNN(self) -> nn.Module:  # noqa: N802 - the contract's name
        """Flatten, then one linear layer: 7,850 parameters, raw logits."""
        return network(self, [self.flatten(), nn.Linear(784, 10)])

    def HiddenNN(self) -> nn.Module:  # noqa: N802 - the contract's name
        """Flatten, linear, ReLU, linear: the ReLU makes it more than one affine map."""
        hidden, output = nn.Linear(784, 128), nn.Linear(128, 10)
        return network(self, [self.flatten(), hidden, self.activation(), output])

    def flatten(self) -> nn.Module:
        """An image becomes one row of 784 pixels."""
        return nn.Flatten()

    def activation(self) -> nn.Module:
        """What stands between two linear layers, so that they are more than one."""
        return nn.ReLU()

    # --- forward, loss ------------------------------------------------------------------------
    def forward(self, model: nn.Module, images: torch.Tensor) -> Any:
        """Logits (N, 10) of the given model, on the graph."""
        return self.given_out(self.run(model, self.taken_in(images)))

    def taken_in(self, images: torch.Tensor) -> Any:
        """The images as they are."""
        return images

    def run(self, model: nn.Module, images: Any) -> Any:
        """One pass of the given model, in the mode that it has."""
        return model(images)

    def given_out(self, logits: torch.Tensor) -> Any:
        """The logits as they are, raw and on the graph."""
        return logits

    def make_criterion(self) -> Any:
        """Cross entropy of raw logits, averaged over the batch."""
        return nn.CrossEntropyLoss()

    def scores(self, logits: torch.Tensor) -> torch.Tensor:
        """What goes into the criterion: the logits as they are."""
        return logits

    def compute_loss(self, criterion: Any, logits: torch.Tensor, labels: torch.Tensor) -> Any:
        """A 0-d loss on the graph: logits first, labels second."""
        return criterion(self.scores(logits), labels)

    # --- backward -----------------------------------------------------------------------------
    def zero_grad(self, optimizer: torch.optim.Optimizer) -> None:
        """Clear the gradient of every parameter that the optimizer holds."""
        optimizer.zero_grad()

    def differentiate(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        """Add this loss's gradients to `.grad`."""
        loss.backward()

    def backward(self, optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        """Clear the old gradients, then compute the new ones."""
        self.zero_grad(optimizer)
        self.differentiate(optimizer, loss)

    # --- step ---------------------------------------------------------------------------------
    def parameters(self, model: nn.Module) -> Iterable[nn.Parameter]:
        """Every parameter of the model."""
        return model.parameters()

    def algorithm(self, parameters: Iterable[nn.Parameter], lr: float) -> torch.optim.Optimizer:
        """Plain stochastic gradient descent."""
        return torch.optim.SGD(parameters, lr=lr)

    def make_optimizer(self, model: nn.Module, lr: float = 0.1) -> torch.optim.Optimizer:
        """Plain SGD over every parameter."""
        return self.algorithm(self.parameters(model), lr)

    def update(self, optimizer: torch.optim.Optimizer) -> None:
        """Move every weight by -lr times its gradient."""
        optimizer.step()

    def step(self, optimizer: torch.optim.Optimizer) -> None:
        """One update."""
        self.update(optimizer)

    # --- train --------------------------------------------------------------------------------
    def train_step(
        self,
        model: nn.Module,
        criterion: Any,
        optimizer: torch.optim.Optimizer,
        images: torch.Tensor,
        labels: torch.Tensor,
    ) -> Any:
        """One batch through the five calls; the loss before the update."""
        self.zero_grad(optimizer)
        loss = self.compute_loss(criterion, self.forward(model, images), labels)
        self.differentiate(optimizer, loss)
        self.update(optimizer)
        return self.reported(model, criterion, loss, images, labels)

    def reported(
        self, model: nn.Module, criterion: Any, loss: Any, images: Any, labels: Any
    ) -> Any:
        """What train_step returns: the batch's loss as a Python float."""
        return loss.item()

    def training_mode(self, model: nn.Module) -> None:
        """Dropout drops and batch norm learns while training."""
        model.train()

    def batches(self, loader: Any) -> Iterable[Batch]:
        """Every batch of the loader, once."""
        return loader  # type: ignore[no-any-return]

    def train_epoch(
        self, model: nn.Module, criterion: Any, optimizer: torch.optim.Optimizer, loader: Any
    ) -> Any:
        """Every batch once in training mode; the mean loss per sample."""
        self.training_mode(model)
        losses, sizes = [], []
        for images, labels in self.batches(loader):
            losses.append(self.train_step(model, criterion, optimizer, images, labels))
            sizes.append(len(labels))
        return self.mean_loss(losses, sizes, loader)

    def mean_loss(self, losses: list[float], sizes: list[int], loader: Any) -> Any:
        """Each batch's mean counts as often as the batch has samples."""
        return sum(x * n for x, n in zip(losses, sizes, strict=True)) / sum(sizes)

    # --- evaluate -----------------------------------------------------------------------------
    def graph_switch(self) -> Any:
        """No graph is built inside of it."""
        return torch.no_grad()

    def evaluation_mode(self, model: nn.Module) -> None:
        """Dropout rests and batch norm uses what it learned."""
        model.eval()

    def restore_mode(self, model: nn.Module, was_training: bool) -> None:
        """The mode that the model had before is back."""
        model.train(was_training)

    def evaluation_batch(
        self, model: nn.Module, criterion: Any, images: torch.Tensor, labels: torch.Tensor
    ) -> tuple[Any, torch.Tensor]:
        """The loss and the logits of one batch."""
        logits = self.forward(model, images)
        return self.compute_loss(criterion, logits, labels), logits

    def correct(self, logits: torch.Tensor, labels: torch.Tensor) -> float:
        """How many of the batch the largest logit names."""
        return (logits.argmax(dim=1) == labels).sum().item()

    def accuracy(self, hits: list[float], sizes: list[int], loader: Any) -> Any:
        """The share of right answers, in [0, 1]."""
        return sum(hits) / sum(sizes)

    def evaluate(self, model: nn.Module, criterion: Any, loader: Any) -> Any:
        """Mean loss per sample and accuracy, without a graph, the model left as it was."""
        was_training = model.training
        self.evaluation_mode(model)
        losses, hits, sizes = [], [], []
        with self.graph_switch():
            for images, labels in self.batches(loader):
                loss, logits = self.evaluation_batch(model, criterion, images, labels)
                losses.append(loss.item())
                hits.append(self.correct(logits, labels))
                sizes.append(len(labels))
        self.restore_mode(model, was_training)
        return self.mean_loss(losses, sizes, loader), self.accuracy(hits, sizes, loader)


def with_parts(
    base: type[TrainingParts] = TrainingParts, /, **parts: Callable[..., Any]
) -> type[TrainingParts]:
    """The right parts, or those of a mistake, with these in the place of those of their names."""
    return type("And".join(parts), (base,), parts)


def network(parts: TrainingParts, layers: Iterable[nn.Module]) -> nn.Module:
    """Layers in a row, between what a course's parts take in and what they give out."""
    made: nn.Module = _network_class()(parts, layers)
    return made


@cache
def _network_class() -> Any:
    class Network(nn.Module):
        def __init__(self, parts: TrainingParts, layers: Iterable[nn.Module]) -> None:
            super().__init__()
            self.layers = nn.Sequential(*layers)
            self.parts = parts

        def forward(self, images: torch.Tensor) -> Any:
            taken = self.parts.taken_in(images)
            return self.parts.given_out(self.parts.run(self.layers, taken))

    return Network


def held(optimizer: torch.optim.Optimizer) -> list[torch.Tensor]:
    """Every parameter of every group of an optimizer."""
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]
