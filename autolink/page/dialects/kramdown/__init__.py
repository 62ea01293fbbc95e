"""The dialect of kramdown, which Jekyll reads."""
