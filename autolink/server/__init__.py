"""The language server: a client of project/, as cli/ is. The only room that knows pygls and lsprotocol."""
