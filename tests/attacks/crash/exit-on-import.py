# replaces: backward.py
# kind: crash
# earns: 0
# tries: It ends the process while it is imported.
import os

os._exit(3)
