"""The reader: a process of its own in which strangers' text is opened, parsed and searched."""
