"""Raw text in, Issue out: decoding, lines, furniture, links and marks, titles, and the account of every line."""
