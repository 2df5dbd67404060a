"""Datasette's own pages speak the reader's language: pieces of its templates are changed as they are compiled.

No template is copied, so Datasette's fixes keep arriving. Beside a piece in Vietnamese the English one stays as it
is, for whoever chose English. What its scripts say is told by static/columns.js.
"""

import re
import sys
from pathlib import Path
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from jinja2.ext import Extension

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from plugins.language import filters  # noqa: E402
from plugins.language.phrases import BUILT, PHRASES  # noqa: E402


class Words(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        template = (name or "").removeprefix("default:")
        said = PHRASES.get(template, {})
        for pieces in (
            {
                english: f"{{% if is_english() %}}{english}{{% else %}}{ours}{{% endif %}}"
                for english, ours in said.items()
            },
            BUILT.get(template, {}),
        ):
            source = _put(source, pieces)
        return source


def _put(source: str, pieces: dict[str, str]) -> str:
    """All in one pass: what was put in is not looked through again."""
    if not pieces:
        return source
    wanted = "|".join(re.escape(piece) for piece in sorted(pieces, key=len, reverse=True))
    return re.sub(wanted, lambda found: pieces[found[0]], source)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension(Words)
    env.globals.update(filter_named=filters.lookup, filters_described=filters.described)


@hookimpl
def extra_js_urls(view_name: str | None) -> list[dict[str, Any]]:
    """Vietnamese for the menus that table.js makes, and the keyboard for them in both languages."""
    return [{"url": "/static/columns.js", "module": True}] if view_name == "table" else []
