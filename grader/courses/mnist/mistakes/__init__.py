"""What learners of this course believe that is not so: each module holds one or more."""
