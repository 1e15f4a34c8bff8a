"""What a grading ends in: values, a class's folder of them, and safe files to keep them in."""
