"""A function that ends without a return: the hints for that, whatever it is taken for."""

from __future__ import annotations

HINT = "What does a function give to whoever calls it, where it says no return?"
STEPS = (
    "Print what comes back to whoever calls your function. What do you see?",
    "Follow your result from line to line. Where is it when the function ends?",
    "What does Python give back for a function that ends without saying what?",
    "print shows a value to you. What hands it to the caller?",
    "The last line of the function hands the result over: return, and its name.",
)
