"""The only code that runs beside a student's: it knows the wire and the scenes alone."""
