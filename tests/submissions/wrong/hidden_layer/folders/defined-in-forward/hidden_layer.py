# expect: misplaced-function
# believes: Both networks belong in the file with the networks.
# note: forward.py beside this file holds HiddenNN; the other files are right.

# HiddenNN is in forward.py
