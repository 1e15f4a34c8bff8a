# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error stacks hundreds of marks over one letter, which are drawn over the lines above and below.
def backward(optimizer, loss):
    marks = "".join(chr(n) for n in range(0x300, 0x36F)) * 3
    raise ValueError("a" + marks + " 0\u20e3\u20dd\u20e0 \u0e01" + "\u0e49" * 200)
