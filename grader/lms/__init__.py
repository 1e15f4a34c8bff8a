"""What other systems hand over and get back: exports, and nbgrader's workflow."""
