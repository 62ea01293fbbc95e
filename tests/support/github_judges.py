"""The judges of pages on GitHub, and of directives, by name."""

from __future__ import annotations

import re

from tests.support import judges
from tests.support.fuzzing import Judge, html_judge

_MATH = r"\$.*\$"
JUDGES = {
    "cmark": Judge(html_judge(judges.cmark), unknown=re.compile(_MATH, re.DOTALL)),
    "markdown-it": Judge(html_judge(judges.markdown_it), unknown=re.compile(rf"\[\^|{_MATH}", re.DOTALL)),
    "commonmark": Judge(html_judge(judges.commonmark), unknown=re.compile(rf"\[\^|\||{_MATH}", re.DOTALL)),
    "micromark": Judge(html_judge(judges.micromark), unknown=re.compile(r"\$[\s$]|\s\$|^\$|\$\Z")),
    "directives": Judge(
        html_judge(judges.directives), site="starlight", styles=("markdown",), unknown=re.compile(r"\$")
    ),
}
