"""The hidden checks of this course: one file an exercise, one function a check."""
