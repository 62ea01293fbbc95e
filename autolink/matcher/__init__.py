"""From the glossary and a page to the mentions of terms, each with a verdict."""
