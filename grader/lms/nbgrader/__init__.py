"""A course in nbgrader: its commands stay, and its grade cells are filled by our judge."""
