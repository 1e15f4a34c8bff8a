"""PyTorch's own calls in the place of a learner's file that another one of theirs imports."""
