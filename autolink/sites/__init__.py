"""The sites that publish pages, and what follows from each of them."""
