# expect: misplaced-function
# believes: Both networks belong in the file with the networks.
# note: forward.py beside this file holds HiddenNN; both replace the files of an otherwise right submission.

# HiddenNN is in forward.py
