"""Python-Markdown with pymdown-extensions, as MkDocs, Material, ProperDocs and Zensical use it.

One module per piece of syntax. Each has a public function from the bytes of a page and the offset after its
front matter to what it finds there, in order; `syntax` says which belong to which extension.
"""
