"""The rules, what they report, and the comments that switch them off."""
