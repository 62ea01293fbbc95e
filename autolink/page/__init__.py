"""From bytes to a page: headings, prose, links, anchors and comments, each with byte ranges.

The only room that knows the parser pyromark.
"""
