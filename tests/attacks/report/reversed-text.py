# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error turns the direction of the text around and hides characters.
def backward(optimizer, loss):
    raise ValueError("score \u202e0/0\u2066 02\u2069 \u200b\u200d\ufeff\u00ad\U000e0041 \u2028 \u2029 \u0085 end")
