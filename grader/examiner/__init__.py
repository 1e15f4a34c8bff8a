"""The examiner: everything that a hidden check needs, and nothing of pytest or processes."""
