"""The plain bulk of HTML pages, read a sequence of block tags at a time.

Plain are lower-case tags that nothing hangs on but where a run of text ends, and what to call it:
their attributes are none that people read or that tell what to translate. ``FLOW`` takes them for
just the tags that ``TAG`` does; it stops before anything else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.formats.html.slots import CELLS, KINDS, READABLE
from dragoman.formats.tags import SPACE

_INLINE = (
    "a|em|strong|code|b|i|br|span|img|abbr|bdi|bdo|button|cite|del|dfn|font|input|ins|kbd|label|"
    "mark|q|s|samp|small|sub|sup|time|tt|u|var|wbr"
)

_BLOCKS = (
    "p|div|li|ul|ol|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption|dl|dt|dd|section|article|"
    "header|footer|nav|aside|main|figure|figcaption|blockquote|details|summary|hr"
)

_END = (
    rf"(?:[{SPACE}]++(?:class=\"(?:[^\"<nN]++|[nN](?!(?i:otranslate)))*+\""
    rf"|(?!(?:class|translate|{'|'.join(READABLE)})=)[a-z][a-z-]*+"
    rf"(?:=(?:\"[^\"<]*+\"|'[^'<]*+'|[\w.-]++))?+))*+[{SPACE}]*+/?+>"
)

FLOW = re.compile(
    rf"[^<]*+(?:</?+(?:{_INLINE}){_END}[^<]*+)*+((?:</?+(?:{_BLOCKS}){_END}[{SPACE}]*+)++)?+"
)
"""Text with plain inline tags, then plain block tags (1) with nothing but white space between."""

_NAME = re.compile(r"<(/?+[a-z0-9]++)")

_LONG = 400


def kind_behind(blocks: str, kind: str) -> str:
    """What to call the text behind plain block tags that stand where text is of a kind."""
    return (_kind_behind if len(blocks) < _LONG else _kind_behind.__wrapped__)(blocks, kind)


@lru_cache(maxsize=1024)
def _kind_behind(blocks: str, kind: str) -> str:
    for name in _NAME.findall(blocks):
        kind = kind_inside(name, kind)
    return kind


def kind_inside(name: str, kind: str) -> str:
    """What to call the text behind a tag that stands where text is of a kind."""
    return kind if kind in CELLS and name in {"p", "div"} else KINDS.get(name, "text")
