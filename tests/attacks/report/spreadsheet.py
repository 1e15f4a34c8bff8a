# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error begins as a formula does.
def backward(optimizer, loss):
    raise ValueError("=HYPERLINK(\"http://a\",\"+100\")\t@SUM(1)\r\n-1+1,\"x\"|table|")
