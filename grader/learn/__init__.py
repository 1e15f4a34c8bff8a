"""A learner's tools: hints, where one stands, and grading again on every save."""
