"""HTML elements whose texts are escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Inside = str | Markup | None


def element(name: str, *inside: Inside, **attributes: str | None) -> Markup:
    """`element("a", "text", href="#x", class_="y")`; None is nothing."""
    known = {key.rstrip("_"): value for key, value in attributes.items() if value is not None}
    written = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in known.items())
    content = Markup("").join(escape(one) for one in inside if one is not None)
    return Markup("<{}{}>{}</{}>").format(Markup(name), written, content, Markup(name))


def joined(parts: Iterable[Inside], between: str = " ") -> Markup:
    """The parts that are something, with text between them."""
    return escape(between).join(escape(one) for one in parts if one)


def link(text: Inside, to: str | None) -> Markup:
    """A link, or the text alone when there is no page."""
    return element("a", text, href=to) if to else escape(text or "")


def bullets(items: Iterable[Inside]) -> Markup | None:
    found = [element("li", one) for one in items]
    return element("ul", *found) if found else None


def table(caption: str, heads: Sequence[str], rows: Iterable[tuple[str | None, Sequence[Inside]]]) -> Markup:
    """A table in a region that scrolls by itself on a narrow screen.

    Args:
        rows: the id of each row, None without one, and its cells; the first cell is the row's heading.
    """
    head = element("tr", *(element("th", one, scope="col") for one in heads))
    body = [
        element("tr", element("th", cells[0], scope="row"), *(element("td", one) for one in cells[1:]), id=id)
        for id, cells in rows
    ]
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", *body))
    return element("div", whole, class_="table", role="region", tabindex="0", **{"aria-label": caption})
