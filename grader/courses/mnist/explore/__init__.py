"""What a learner of this course looks into: a training step, and loops with a mistake."""
