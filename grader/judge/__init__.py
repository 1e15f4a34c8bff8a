"""The judge: trusted, and the only place where points are decided."""
