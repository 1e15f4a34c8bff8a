"""mnist-grade: a graded PyTorch exercise and the autograder that names the misconception."""
