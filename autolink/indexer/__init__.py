"""From the glossary's pages to the glossary: the dictionary of all terms."""
