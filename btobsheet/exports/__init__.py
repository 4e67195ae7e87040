"""How exports of other programs are understood: their headings, periods, names and shape."""
