"""`autolink review`: the questions, what they show, and what is done with the answers."""
