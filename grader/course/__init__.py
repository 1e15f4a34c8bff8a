"""A course: its course.yaml and its folder, read, and cut into what learners get."""
