from grader.kit import mistake

mistake(
    "spread-over-the-others",
    "What the right class loses goes to the other classes alone.",
    "Does the share that is spread out reach the right class, too?",
    edit=("epsilon * logs.mean()",
          "epsilon * (logs.sum(dim=1) - logs.gather(1, labels[:, None])[:, 0]).mean()"
          " / (logs.shape[1] - 1)"),
)
