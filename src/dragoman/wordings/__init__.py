"""Two wordings of a text: how near they are, and what makes one of the other."""
