from grader.kit import mistake


def given(draw):
    rows = [draw.tensor(draw.whole(1, 6)) for _ in range(draw.whole(2, 5))]
    # One argument, which is a list: the comma makes it the arguments of one call.
    return ([(row, draw.whole(0, 9)) for row in rows],)


mistake(
    "filled-up-in-front",
    "Where the zeros stand is no matter.",
    "At which end does a row begin?",
    edit=("batch[i, : len(row)] = row", "batch[i, -len(row) :] = row"),
)
