# replaces: backward.py
# kind: report
# earns: 0
# tries: The type of its error has a name with commands, markup and line ends.
Named = type("\x1b[2J\n::error::owned<script>[red]\u202e", (Exception,), {})


def backward(optimizer, loss):
    raise Named("=cmd|'/c calc'!A0")
