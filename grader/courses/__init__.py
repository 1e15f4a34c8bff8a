"""The courses that ship; the engine imports none of them by name."""
