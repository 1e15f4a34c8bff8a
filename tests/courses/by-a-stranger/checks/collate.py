"""The mistakes of this exercise."""

from grader.kit import mistake

def given(draw):
    samples = [(draw.tensor(draw.whole(1, 7)), draw.whole(0, 9)) for _ in range(draw.whole(2, 5))]
    return (samples,)


EQUAL = {
    "`lengths = torch.tensor([len(sequence) for sequence, _ in samples])` comes one later": "neither line needs the other",
    "`labels = torch.tensor([label for _, label in samples])` comes one later": "neither line needs the other",
}

mistake(
    "padded-in-front",
    "It does not matter on which side the zeros stand.",
    "At which end should the zeros stand?",
    edit=("row[: len(sequence)]", "row[len(row) - len(sequence) :]"),
)
mistake(
    "cut-to-the-shortest",
    "A batch is as long as its shortest sequence.",
    "What becomes of the end of the longest sequence?",
    edit=[("lengths.max()", "lengths.min()"), ("= sequence\n", "= sequence[: len(row)]\n")],
)
