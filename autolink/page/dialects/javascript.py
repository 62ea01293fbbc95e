"""Where JavaScript in an MDX page ends: an `{expression}`, or a block of `import` and `export` statements.

MDX asks a JavaScript parser whether what it has read so far is complete. Brackets, strings, templates,
comments, regular expressions and JSX decide that, so a lexer that knows these finds the same end. It need not
see all that a parser would refuse, as such a page is never built.
"""

from __future__ import annotations

import re

_COMMENT = rb"//(?:[^\r\n\xe2]++|\xe2(?!\x80[\xa8\xa9]))*+|/\*(?:[^*]++|\*(?!/))*+\*/"
_STRING = rb'"(?:[^"\\\r\n]++|\\(?:\r\n|.))*+"' rb"|'(?:[^'\\\r\n]++|\\(?:\r\n|.))*+'"
_TOKEN = re.compile(
    rb"(?P<space>[ \t\r\n\v\f]++)"
    rb"|(?P<comment>%b)"
    rb"|(?P<word>(?:[\w$#@\x80-\xff]|\\u)++)"
    rb"|(?P<string>%b)"
    rb"|(?P<mark>=>|\+\+|--|\?\.|.)" % (_COMMENT, _STRING),
    re.DOTALL,
)
_REGEX = re.compile(rb"/(?:[^/\\\[\r\n]++|\\[^\r\n]|\[(?:[^\]\\\r\n]++|\\[^\r\n])*+\])++/\w*+")
_TEMPLATE = re.compile(rb"(?:[^`\\$]++|\\.|\$(?!\{))*+(?:`|\$\{)", re.DOTALL)
_JSX_START = re.compile(rb"<\s*+[A-Za-z_$\x80-\xff>]")
_JSX_IN_TAG = re.compile(rb"(?:[^\"'{}<>/]++|%b)*+(?:(/\s*+>)|.)" % _COMMENT, re.DOTALL)
_JSX_TEXT = re.compile(rb"[^<{]*+(?:<\s*+/|.)", re.DOTALL)
_BLANK = re.compile(rb"(?:\r\n|\r(?!\n)|\n)[ \t]*+[\r\n]")
_CALL = re.compile(rb"\s*+[(.]")

# Words after which an operand follows: a regular expression or JSX, no division and no comparison.
_BEFORE_OPERAND = frozenset(
    b"await case const default delete do else export extends import in instanceof let new return throw"
    b" typeof var void yield for if while with".split()
)
_BEFORE_CONDITION = frozenset({b"for", b"if", b"while", b"with"})
_BEFORE_BLOCK = frozenset({b"do", b"else"})

# What may be open: a bracket, a template or a piece of JSX.
_PAREN, _CONDITION, _SQUARE, _OBJECT, _BLOCK = "(", "if (", "[", "{", "{;"
_SUBSTITUTION, _CONTAINER, _TAG, _CLOSING_TAG, _CHILDREN = "${", "<{", "<", "</", "<>"
_CLOSED_BY = {_PAREN: b")", _CONDITION: b")", _SQUARE: b"]"}


class CompileError(Exception):
    """MDX does not compile the page: what starts at byte `start` never ends, or cannot start there."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


def expression_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return the offset after the `}` that closes the `{` at `start`. Raises CompileError when none does."""
    return _Lexer(text, start, start + 1, limit).run(module=False)


def module_end(text: bytes | bytearray, start: int, limit: int) -> int:
    """Return where the `import` and `export` statements at `start` end: at a blank line, or at `limit`.

    Raises CompileError when a bracket or the like is still open there.
    """
    return _Lexer(text, start, start, limit).run(module=True)


class _Lexer:
    def __init__(self, text: bytes | bytearray, start: int, at: int, limit: int) -> None:
        self._text = text
        self._start = start
        self._at = at
        self._limit = limit
        self._open: list[str] = []
        self._operand = False
        """Whether the last token ends an operand."""
        self._last = b""
        """The last token that is no white space."""
        self._last_block = False
        """Whether the last token is the `}` of a block."""
        self._awaited = ""
        """What the statement is incomplete without: the `source` of an import, the `body` of a function."""
        self._condition = False

    def run(self, module: bool) -> int:
        """Return where the expression or module ends."""
        while True:
            opened = self._open[-1] if self._open else ""
            if opened in (_TAG, _CLOSING_TAG):
                self._tag()
                continue
            if opened == _CHILDREN:
                self._children()
                continue
            match = _TOKEN.match(self._text, self._at, self._limit)
            if match is None:
                if module and not self._open:
                    return self._limit
                raise CompileError(self._start)
            token, kind = bytes(match[0]), match.lastgroup
            self._at = match.end()
            if kind == "space":
                blank = _BLANK.search(token) if module else None
                if blank and self._complete():
                    return match.start() + blank.start()
            elif kind == "mark":
                if token == b"}" and not opened and not module:
                    return self._at
                self._mark(token)
            elif kind != "comment":
                self._word(token, kind == "string")

    def _complete(self) -> bool:
        """Tell whether the statements read so far are whole."""
        if self._open or self._awaited:
            return False
        return self._operand or self._last == b";" or self._last_block

    def _word(self, token: bytes, is_string: bool) -> None:
        """Read a name, a keyword, a number or a string."""
        is_property = self._last in (b".", b"?.")
        self._condition = token in _BEFORE_CONDITION and not is_property
        is_operator = token in _BEFORE_OPERAND or (token == b"of" and self._open[-1:] == [_CONDITION])
        self._operand = is_property or not is_operator
        if not self._open and not is_property:
            if is_string and self._awaited == "source":
                self._awaited = ""
            elif token == b"import" and not _CALL.match(self._text, self._at, self._limit):
                self._awaited = "source"
            elif token in (b"function", b"class"):
                self._awaited = "body"
        self._last, self._last_block = token, False

    def _mark(self, token: bytes) -> None:
        """Read an operator or a bracket."""
        at, operand, self._operand = self._at - 1, self._operand, False
        if token == b"{":
            self._open.append(_BLOCK if self._opens_block(operand) else _OBJECT)
        elif token == b"(":
            self._open.append(_CONDITION if self._condition else _PAREN)
        elif token == b"[":
            self._open.append(_SQUARE)
        elif token in (b")", b"]", b"}"):
            self._close(token)
            return
        elif token == b"`":
            self._template()
            return
        elif token == b"/" and self._text.startswith(b"/*", at):  # a comment that never ends
            raise CompileError(self._start)
        elif token == b"/" and not operand:
            self._regex(at)
        elif token == b"<" and not operand and _JSX_START.match(self._text, at, self._limit):
            self._open.append(_TAG)
        elif token in (b"++", b"--"):
            self._operand = operand
        elif token == b"*" and self._last == b"export" and not self._open:
            self._awaited = "source"
        elif token in (b'"', b"'"):  # a string that its line does not close
            raise CompileError(self._start)
        self._condition = False
        self._last, self._last_block = token, False

    def _opens_block(self, operand: bool) -> bool:
        """Tell whether a `{` opens statements or a class; else it opens an object."""
        last = self._last
        if last in (b")", b"=>", b";") or self._last_block or last in _BEFORE_BLOCK:
            return True
        if last == b"{":
            return self._open[-1:] == [_BLOCK]
        return operand and (last[-1:].isalnum() or last[-1:] in b"_$" or last[-1:] >= b"\x80")

    def _close(self, token: bytes) -> None:
        opened = self._open.pop() if self._open else ""
        if token == b"}" and opened == _SUBSTITUTION:
            self._template()
            return
        is_brace = opened in (_OBJECT, _BLOCK, _CONTAINER)
        if _CLOSED_BY.get(opened) != token and not (token == b"}" and is_brace):
            raise CompileError(self._start)
        self._operand = opened not in (_CONDITION, _BLOCK)
        self._last, self._last_block = token, opened == _BLOCK
        if not self._open and opened == _BLOCK and self._awaited == "body":
            self._awaited = ""

    def _template(self) -> None:
        """Read the text of a template up to its end or to the next `${`."""
        match = _TEMPLATE.match(self._text, self._at, self._limit)
        if match is None:
            raise CompileError(self._start)
        self._at = match.end()
        self._operand = self._text[self._at - 1] == ord("`")
        self._last, self._last_block = b"`", False
        if not self._operand:
            self._last = b"${"
            self._open.append(_SUBSTITUTION)

    def _regex(self, at: int) -> None:
        match = _REGEX.match(self._text, at, self._limit)
        if match is None:
            raise CompileError(self._start)
        self._at = match.end()
        self._operand = True

    # JSX within JavaScript, where tags may hold comments and values may be elements

    def _tag(self) -> None:
        """Read on inside a tag."""
        match = _JSX_IN_TAG.match(self._text, self._at, self._limit)
        if match is None:
            raise CompileError(self._start)
        self._at = match.end()
        mark = self._text[self._at - 1 : self._at]
        if mark in (b'"', b"'"):
            end = self._text.find(mark, self._at, self._limit)
            if end < 0:
                raise CompileError(self._start)
            self._at = end + 1
        elif mark == b"{":
            self._enter(_CONTAINER)
        elif mark == b"<":
            self._open.append(_TAG)
        elif mark == b">":
            tag = self._open.pop()
            if tag == _CLOSING_TAG or match[1]:
                self._operand, self._last, self._last_block = True, b">", False
            else:
                self._open.append(_CHILDREN)
        elif mark == b"}" or self._text.startswith(b"/*", self._at - 1):
            raise CompileError(self._start)

    def _children(self) -> None:
        """Read on between tags."""
        match = _JSX_TEXT.match(self._text, self._at, self._limit)
        if match is None:
            raise CompileError(self._start)
        self._at = match.end()
        mark = self._text[self._at - 1]
        if mark == ord("/"):
            self._open[-1] = _CLOSING_TAG
        elif mark == ord("{"):
            self._enter(_CONTAINER)
        else:
            self._open.append(_TAG)

    def _enter(self, opened: str) -> None:
        self._open.append(opened)
        self._operand, self._last, self._last_block, self._condition = False, b"<{", False, False
