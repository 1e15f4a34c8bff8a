# expect: misplaced-function
# believes: All functions may stand in one file.
# note: step.py beside this file holds backward; the other files are right.

# see step.py
