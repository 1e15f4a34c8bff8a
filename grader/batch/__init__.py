"""Grading a whole class: what was handed in, who by, graded once, stored as it comes."""
