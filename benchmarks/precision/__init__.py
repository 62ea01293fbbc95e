"""How many of the links are ones that a careful writer would keep: a judged sample of them."""
