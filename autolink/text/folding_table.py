"""The characters of the basic plane that may not fold one by one, under any version of Unicode.

Those that compose with the character before them and those that fold to none or to several, as of Unicode 14
(Python 3.11), and all code points that it leaves unassigned: later versions add such characters there and
nowhere else (Unicode Character Encoding Stability Policies, "Normalization Stability", "Case Folding
Stability"). Gaps of up to two characters are closed; one too many only costs time.

It is written down because working it out takes longer than checking a page.
"""

from __future__ import annotations

from functools import cache

_RANGES = """
a8 af b4 b8 bc-be 130-133 13f-140 149 1c4-1cc 1f0-1f3 2d8-2dd 300-36f 378-37a 380-385 38b-390 3a2 3b0
483-489 530 557-558 587 58b-58c 590-5cf 5eb-5ee 5f5-5ff 610-61a 64b-65f 670 675-678 6d6-6ed 70e-711 730-74c
7a6-7bf 7eb-7f3 7fb-7fd 816-82f 83f 859-85f 86b-86f 88f-89f 8ca-903 93a-963 981-984 98d-992 9a9 9b1-9b5
9ba-9e5 9fe-a04 a0b-a12 a29 a31-a65 a70-a71 a75-a84 a8e a92 aa9 ab1-ab4 aba-ae5 af2-b04 b0d-b12 b29 b31-b34
b3a-b5e b62-b65 b78-b84 b8b-b8d b91 b96-ba7 bab-bad bba-be5 bfb-c04 c0d c11 c29 c3a-c57 c5b-c65 c70-c76
c81-c83 c8d c91 ca9 cb4 cba-ce5 cf0-d03 d0d d11 d3b-d53 d57 d62-d65 d80-d84 d97-d99 db2 dbc-dbf dc7-de5
df0-e00 e31-e3e e47-e4e e5c-e85 e8b ea4-ea6 eb1-ebf ec5-ecf eda-eff f18-f19 f35-f39 f3e-f3f f43 f48 f4d f52
f57 f5c f69 f6d-f87 f8d-fbd fc6 fcd fdb-fff 102b-103e 1056-1059 105e-106d 1071-1074 1082-108f 109a-109d
10c6-10cf 1160-11ff 1249 124e-124f 1257-1259 125e-125f 1289 128e-128f 12b1 12b6-12b7 12bf-12c1 12c6-12c7
12d7 1311 1316-1317 135b-135f 137d-137f 139a-139f 13f6-13f7 13fe-13ff 169d-169f 16f9-16ff 1712-171e
1732-173f 1752-175f 176d 1771-177f 17b4-17d3 17dd-17df 17ea-17ef 17fa-17ff 180b-180f 181a-181f 1879-187f
1885-1886 18a9-18af 18f6-18ff 191f-1943 196e-196f 1975-197f 19ac-19af 19ca-19cf 19db-19dd 1a17-1a1d
1a55-1a7f 1a8a-1a8f 1a9a-1a9f 1aae-1b04 1b34-1b44 1b4d-1b4f 1b6b-1b73 1b7f-1b82 1ba1-1bad 1be6-1bfb
1c24-1c3a 1c4a-1c4c 1c89-1c8f 1cbb-1cbc 1cc8-1ce8 1ced 1cf4-1cff 1dc0-1dff 1e96-1e9a 1f16-1f17 1f1e-1f1f
1f46-1f47 1f4e-1f5e 1f7e-1fb7 1fbc-1fc7 1fcc-1fd7 1fdc-1fe7 1fed-1ff7 1ffc-1fff 2017 2025-2026 2033-2037
203c-203e 2047-2049 2057 2065 2072-2073 208f 209d-209f 20a8 20c1-2109 2116 2120-2122 213b 2150-216b
2171-217b 2189-218f 222c-2230 2427-243f 244b-245f 2469-24b5 2a0c 2a74-2a76 2adc 2b74-2b75 2b96 2cef-2cf8
2d26-2d2f 2d68-2d7f 2d97-2d9f 2da7 2daf 2db7 2dbf 2dc7 2dcf 2dd7 2ddf-2dff 2e5e-2e7f 2e9a 2ef4-2eff
2fd6-2fef 2ffc-2fff 302a-302f 3040 3097-309f 30ff-3104 3130 318f 31e4-31ef 3200-3243 3250-325f 327c-327d
32b1-32cf 32ff-33ff a48d-a48f a4c7-a4cf a62c-a63f a66f-a67d a69e-a69f a6f0-a6f1 a6f8-a6ff a7cb-a7d4
a7da-a7f1 a802 a806 a80b a823-a827 a82c-a82f a83a-a83f a878-a881 a8b4-a8cd a8da-a8f1 a8ff a926-a92d
a947-a95e a97d-a983 a9b3-a9c0 a9ce a9da-a9dd a9e5 a9ff aa29-aa3f aa43 aa4c-aa4f aa5a-aa5b aa7b-aa7d
aab0-aab8 aabe-aada aaeb-aaef aaf5-ab00 ab07-ab08 ab0f-ab10 ab17-ab1f ab27 ab2f ab6c-ab6f abe3-abef
abfa-abff d7a4-d7af d7c7-d7ca d7fc-d7ff fa6e-fa6f fada-fb1f fb2a-fb4f fbc3-fbd2 fbdd fbea-fbfb fc00-fd3d
fd50-fdfc fe00-fe0f fe19-fe30 fe49-fe4c fe53 fe67 fe6c-fe7f fef5-ff00 ff9e-ff9f ffbf-ffc1 ffc8-ffc9
ffd0-ffd1 ffd8-ffd9 ffdd-ffdf ffe3 ffe7 ffef-fff8 fffe-ffff
"""


@cache
def complex_characters() -> str:
    """Return them as ranges, to be used inside the brackets of a regular expression."""
    ranges = (chunk.partition("-") for chunk in _RANGES.split())
    return "".join(f"{chr(int(first, 16))}-{chr(int(last or first, 16))}" for first, _, last in ranges)
