"""What an exercise is to others and what its checks ask, as its record in course.yaml says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from grader.course.marks import contract_of
from grader.course.plain_yaml import shortened
from grader.course.shipped import CourseFolder, shipped_folder

Kind = Literal["functions", "predictions", "training"]
# Answers are compared in lower case, and a dash in them is as good as _.
Word = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]


class Part(BaseModel):
    """A frozen piece of the course; a field that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def folder_in(info: ValidationInfo) -> CourseFolder:
    """The folder of the course that is being read."""
    return info.context or shipped_folder()


def _defined(name: str, info: ValidationInfo) -> str:
    known = contract_of(folder_in(info)).definitions
    if name not in known:
        raise ValueError(f"no solution defines {shortened(name)}; known are: {', '.join(known)}")
    return name


Piece = Annotated[str, AfterValidator(_defined)]


class Uses(Part):
    """What a training is made of: the learner's own where they passed, and else PyTorch's.

    `measure` is no part of it: it gives the loss and the accuracy that a learner is shown who lets
    it run at length.
    """

    model: Piece
    loss: Piece
    optimizer: Piece
    loop: Piece
    measure: Piece | None = None

    def parts(self) -> dict[str, str]:
        """The piece in each role of the training."""
        return self.model_dump(exclude={"measure"})

    def roles(self) -> dict[str, str]:
        """The role of each piece."""
        return {piece: role for role, piece in self.parts().items()}


class Question(Part):
    """What a check of kind `predictions` asks, and what is right: one of the words, all of them in
    one of some orders, or so many words of one's own at least.

    `experiment` are lines that whoever was wrong can run, and `look` says where else it shows:
    neither says what is right.
    """

    asks: str | None = Field(default=None, min_length=1, max_length=200)
    words: tuple[Word, ...] = ()
    right: Word | None = None
    orders: tuple[tuple[Word, ...], ...] = ()
    least: int | None = Field(default=None, ge=1, le=1000)
    experiment: str | None = Field(default=None, min_length=1, max_length=1000)
    look: str | None = Field(default=None, min_length=1, max_length=200)

    @property
    def is_a_question(self) -> bool:
        return any(getattr(self, field) for field in Question.model_fields)

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if not self.is_a_question:
            return self
        if self.asks is None:
            raise ValueError("asks: is missing; add the line that students read")
        if (self.right is not None) + bool(self.orders) + (self.least is not None) != 1:
            raise ValueError("right, orders, least: give exactly one of them")
        if self.right is not None and self.right not in self.words:
            raise ValueError(
                f"right: {shortened(self.right)} is none of the words; add it there, or write "
                "one of them"
            )
        for order in self.orders:
            if sorted(order) != sorted(self.words):
                raise ValueError(
                    f"orders: {', '.join(order)} is no order of the words; write each word once"
                )
        return self


class Relations(Part):
    """How an exercise is judged, and what of others it needs.

    `builds_on` names what a function calls, where that is not to be read off its solution. `alone`
    keeps it to a worker that judges nothing else. `stand_in` is a file of the author's that takes
    the place of the learner's where that does not pass and another one imports it.
    """

    kind: Kind = "functions"
    builds_on: dict[Piece, tuple[Piece, ...]] = {}
    uses: Uses | None = None
    alone: bool = False
    # SECURITY: a stand-in enters a worker, a solution never does.
    stand_in: str | None = Field(default=None, pattern=r"^stand_ins/[a-z_]+\.py$")

    @field_validator("stand_in")
    @classmethod
    def _stand_in_is_there(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name is not None and not (folder_in(info).code / name).is_file():
            raise ValueError(f"there is no file {shortened(name)} in the course; write it")
        return name

    @model_validator(mode="after")
    def _a_training_uses_pieces(self) -> Self:
        if self.kind == "training" and self.uses is None:
            raise ValueError("uses: is missing; a training needs model, loss, optimizer and loop")
        if self.kind != "training" and self.uses is not None:
            raise ValueError("uses: is for kind: training alone; remove it")
        return self


def fields_of(part: type[Part] = Part) -> Iterator[str]:
    """The name of every field that a course may have."""
    for kind in part.__subclasses__():
        yield from kind.model_fields
        yield from fields_of(kind)
