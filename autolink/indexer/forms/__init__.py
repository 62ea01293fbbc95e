"""The source forms: how glossaries are kept. Each module has `entries`, from a page to its terms."""
