"""The catalogue's entries that only whole scripts make: a rule names them, and no exercise."""
