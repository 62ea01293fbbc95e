"""`autolink review`: the questions, what they show, and what the answers do."""
