"""The explorer: real training steps, recorded with the catalogue's own mistakes, as one page."""
