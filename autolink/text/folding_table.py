"""The characters of the basic plane that may not fold one by one.

Those that compose with the character before them, and those that fold to none or to several. The table is
what Python's Unicode tables say (working that out takes longer than checking a page, and
`tests/text/test_folding.py` holds it to them), gaps of up to eight characters closed: one too many only costs
time, one too few is met when its stretch of text does not keep its length.
"""

from __future__ import annotations

import re
from functools import cache

_RANGES = """
a8-be 130-133 13f-140 149 1c4-1cc 1f0-1f3 2d8-2dd 300-36f 37a 384-385 390 3b0 483-489 587 591-5c7
610-61a 64b-65f 670-678 6d6-6ed 711 730-74a 7a6-7b0 7eb-7f3 7fd 816-82d 859-85b 898-89f 8ca-903
93a-963 981-983 9bc-9cd 9d7-9e3 9fe-a03 a33-a5e a70-a75 a81-a83 abc-acd ae2-ae3 afa-b03 b3c-b63 b82
bbe-bcd bd7 c00-c04 c3c-c56 c62-c63 c81-c83 cbc-cd6 ce2-ce3 d00-d03 d3b-d4d d57 d62-d63 d81-d83
dca-ddf df2-df3 e31-e3a e47-e4e eb1-ebc ec8-ecd edc-edd f18-f19 f35-f43 f4d-f5c f69-fbc fc6
102b-103e 1056-1074 1082-108f 109a-109d 1160-11ff 135d-135f 1712-1715 1732-1734 1752-1753 1772-1773
17b4-17d3 17dd 180b-180f 1885-1886 18a9 1920-193b 1a17-1a1b 1a55-1a7f 1ab0-1ace 1b00-1b04 1b34-1b44
1b6b-1b73 1b80-1b82 1ba1-1bad 1be6-1bf3 1c24-1c37 1cd0-1cf9 1dc0-1dff 1e96-1e9a 1f50-1f56 1f80-1ffe
2017 2025-2026 2033-203e 2047-2049 2057 20a8 20d0-20f0 2100-2109 2116 2120-2122 213b 2150-217b 2189
222c-2230 2469-24b5 2a0c 2a74-2a76 2adc 2cef-2cf1 2d7f 2de0-2dff 302a-302f 3099-309f 30ff 3200-3243
3250-325f 327c-327d 32b1-32cf 32ff-33ff a66f-a67d a69e-a69f a6f0-a6f1 a802-a80b a823-a82c a880-a881
a8b4-a8c5 a8e0-a8f1 a8ff a926-a92d a947-a953 a980-a983 a9b3-a9c0 a9e5 aa29-aa36 aa43 aa4c-aa4d
aa7b-aa7d aab0-aac1 aaeb-aaf6 abe3-abed fb00-fb06 fb13-fb1f fb2a-fb4f fbdd fbea-fd3d fd50-fdc7
fdf0-fe0f fe19-fe30 fe49-fe4c fe70-fe7f fef5-fefc ff9e-ff9f ffe3
"""


@cache
def complex_character() -> re.Pattern[str]:
    """Match one such character. One class of the basic plane is searched natively, fast."""
    ranges = (chunk.partition("-") for chunk in _RANGES.split())
    spans = (f"\\u{first:>04}-\\u{last or first:>04}" for first, _, last in ranges)
    return re.compile(f"[{''.join(spans)}]")
