from grader.kit import call, method, mistake


def given(draw):
    width = draw.whole(2, 5)
    return [call(width)] + [method("__call__", draw.tensor(n, width)) for n in (1, 4)]


mistake(
    "no-bias", "A map of the inputs needs no offset.",
    "What passes where all inputs are tiny?",
    edit=(" + self.bias).sigmoid()", ").sigmoid()"),
)

# How a weight begins is the learner's: known weights are put in its place.
BEGINS = "`self.weight = nn.Parameter(torch.randn(width, width) * 0.1)` becomes `self.weight = "
EQUAL = dict.fromkeys(
    [
        f"{BEGINS}nn.Parameter(torch.randn(width, width) {end})`"
        for end in ("+ 0.1", "- 0.1", "/ 0.1", "* 1.1", "* -0.9")
    ]
    + ["`self.weight = nn.Parameter(torch.randn(width, width) * 0.1)` comes one later"],
    "known weights are put in the place of the first ones",
)
