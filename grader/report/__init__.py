"""Grades turned into what people and other systems read; knows the verdict alone, no torch."""
