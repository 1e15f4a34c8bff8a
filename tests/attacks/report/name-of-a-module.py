# replaces: backward.py
# kind: report
# earns: 0
# tries: The error's module, its notes, its cause and its arguments hold commands, each in another way.
def backward(optimizer, loss):
    kind = type("Err\x1b[2Jor", (ValueError,), {"__module__": "<script>alert(1)</script>", "__qualname__": "::error::owned"})
    error = kind("\x9b2J\x90q\x9c", b"\x1b]0;owned\x07", "[link=http://evil]x[/link]")
    error.add_note("::set-output name=grade::100\n##[command]owned")
    raise error from KeyError("\x1b]52;c;b3duZWQ=\x07")
