from grader.kit import call, method, mistake


def given_Pairs(draw):
    count = draw.whole(2, 6)
    made = call(draw.tensor(count, 3), draw.labels(count, 4))
    return [made, method("__len__"), *(method("__getitem__", i) for i in range(count))]


mistake(
    "last-batch-dropped", "A batch has batch_size samples.",
    "How many samples do you see in one epoch?",
    edit=("batch_size=size)", "batch_size=size, drop_last=True)"),
)
