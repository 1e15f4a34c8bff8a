from grader.kit import mistake

mistake(
    "weights-left-moved",
    "A finder only looks.",
    "Compare one weight before and after. Whose training was that?",
    edit=("    model.load_state_dict(before)\n", ""),
)

# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`for group in optimizer.param_groups:` comes one later": "the rate is set before the step",
    "`optimizer.step()` comes one later": "the loss is known before the step",
    "`optimizer.zero_grad()` comes one later": "gradients are cleared before or after the loss",
}
