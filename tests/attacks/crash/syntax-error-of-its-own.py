# replaces: backward.py
# kind: crash
# earns: 0
# tries: On import it raises a SyntaxError whose fields hold objects, huge numbers and other files.
error = SyntaxError("msg")
error.filename, error.lineno, error.offset = "/etc/passwd", 10**30, -(10**30)
error.text, error.msg, error.end_lineno = 12345, {1: 2}, []
raise error
