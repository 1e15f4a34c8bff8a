"""Findings about code of any kind: each module holds one or more."""
