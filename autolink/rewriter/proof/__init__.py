"""The proof that changes alter nothing but links."""
