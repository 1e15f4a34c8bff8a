"""Right code in small parts, some of which a mistake of the catalogue replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from grader.findings.ruled import Ruled

if TYPE_CHECKING:
    from grader.findings.rules import Rules
    from grader.scenes import Sight, Work


class Parts:
    """The base of a course's parts: one class of its own says in them what right code does.

    Each method is one idea. A mistake is a subclass of that class which overrides some, and two
    mistakes combine by inheritance.
    """

    # The function that takes one training step, called with a model, a loss function, an optimizer,
    # images and labels.
    one_step = ""
    # The parts that make the loss which is returned, and of those the ones that change no more.
    of_the_loss: frozenset[str] = frozenset()
    of_the_loss_alone: frozenset[str] = frozenset()
    # The part that makes each kind of call, and the rules for calls that hold beside a mistake,
    # with the parts that those change.
    makes: Mapping[str, str] = {}
    rules: tuple[Rules, ...] = ()
    ruled: frozenset[str] = frozenset()

    @classmethod
    def ways(cls, work: Work, sight: Sight) -> Iterable[dict[str, Any]]:
        """Settings to try, each a way to do this: a mistake may have several.

        Where a mistake leaves a number free, it reads it off the student's sight of the work;
        that the whole sight then comes out proves it.
        """
        return ({},)

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of the contract, as these parts make them."""
        functions = _Functions(self)
        return Ruled(functions, self.rules) if self.rules else functions


class _Functions(dict[str, Callable[..., Any]]):
    """Each function of the contract, from the first time it is asked for."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, name: str) -> Callable[..., Any]:
        self[name] = function = getattr(self._parts, name)
        return function  # type: ignore[no-any-return]


def right_parts(mistake: type[Parts]) -> type[Parts]:
    """The class of the course's that a mistake is made of."""
    return mistake.__mro__[mistake.__mro__.index(Parts) - 1]
