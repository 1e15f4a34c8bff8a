"""Misconceptions about the calls of any loop; a rule is the mistake, whatever the solution."""
