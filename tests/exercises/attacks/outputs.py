# exercise: 21-dense-forward
"""Prints and raises what does something to those who look at it."""
print("\x1b[2J\x1b]0;title\x07 \u202e reversed <script>alert(1)</script> " + "x" * 10**7)


def dense(x, w, b):
    raise ValueError("=HYPERLINK(\"http://localhost\")\x1b[31m\u202e<img src=x>;=1+1\n=2+2")
