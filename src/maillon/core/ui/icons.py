# ruff: noqa: E501 (a path is one word)
"""Line icons, 24 x 24, drawn for this project; inlined where they are used, so there is no icon font to load."""

from __future__ import annotations

from markupsafe import Markup

PATHS: dict[str, str] = {
    "up": "M7 11v9H4v-9zM7 11l4-7.5c1.5 0 2.4 1.1 2.1 2.6L12.4 10H18a2 2 0 0 1 2 2.3l-1 6A2 2 0 0 1 17 20H7",
    "down": "M17 13V4h3v9zM17 13l-4 7.5c-1.5 0-2.4-1.1-2.1-2.6l.7-3.9H6a2 2 0 0 1-2-2.3l1-6A2 2 0 0 1 7 4h10",
    "reply": "M9 7l-5 5 5 5M4 12h9a7 7 0 0 1 7 7",
    "relay": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17",
    "clock": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
    "pin": "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
    "search": "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5.5 5.5",
    "undo": "M5 9h9a5.5 5.5 0 0 1 0 11H9M5 9l4-4M5 9l4 4",
    "blind": "M4 4l16 16M9.9 5.8A9.6 9.6 0 0 1 12 5.5c5 0 8.5 4.5 9.5 6.5-.5 1-1.6 2.6-3.2 4M6.2 7.8C4.3 9.2 3 11 2.5 12c1 2 4.5 6.5 9.5 6.5 1.6 0 3-.4 4.3-1.1M9.8 9.9a3 3 0 0 0 4.2 4.2",
    "ear": "M6.5 9.5a5.5 5.5 0 0 1 11 0c0 3.4-3.3 4.3-3.8 7.2-.3 2.1-1.5 3.8-3.3 3.8A3 3 0 0 1 7.4 18M9.7 10a2.3 2.3 0 0 1 4.6 0c0 1.6-1.8 1.9-2.2 3.6",
    "weak": "M12 4l9 16H3zM12 10v4.5M12 17v.3",
    "check": "M4.5 12.5l5 5 10-11",
    "close": "M6 6l12 12M18 6L6 18",
    "chevron": "M9 5l7 7-7 7",
    "print": "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
    "phone": "M8 3h8v18H8zM11 18.2h2",
    "key": "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5L20 3.5M16 7.5l3 3",
    "globe": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
    "plus": "M12 5v14M5 12h14",
    "link": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17",
    "camera": "M4 7.5h4L9.5 5h5L16 7.5h4V19H4zM12 10a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 12 10z",
    "not_us": "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
    "megaphone": "M4 10v4h3l9 4.5v-13L7 10zM19 9.5a4 4 0 0 1 0 5M8 14l1 5h2.5",
    "shop": "M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM9 20v-5h6v5",
    "street": "M8 3L5 21M16 3l3 18M12 4v3M12 10.5v3M12 17v3",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6",
    "signout": "M10 4H5v16h5M14 8l4 4-4 4M18 12H9.5",
    "mail": "M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7",
    "danger": "M12 3l9.5 17h-19zM12 9.5v5M12 17v.4",
    "flag": "M6 21V4h11l-2 4 2 4H6",
    "equal": "M5 9.5h14M5 14.5h14",
    "pen": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
    "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
    "map": "M4 6.5l5.5-2.5 5 2.5L20 4v13.5L14.5 20l-5-2.5L4 20zM9.5 4v13.5M14.5 6.5V20",
    "list": "M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.1M4 12h.1M4 17.5h.1",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
}

_LOGO = (
    '<svg class="ico logo" viewBox="0 0 40 24" aria-hidden="true"><g stroke-width="3.2">'
    '<path d="M18 5.5H9.5a6.5 6.5 0 0 0 0 13H16"/><path d="M22 18.5h8.5a6.5 6.5 0 0 0 0-13H24"/>'
    '<path d="M14 12h12"/></g></svg>'
)


def icon(name: str, css_class: str = "") -> Markup:
    """An icon beside words that say the same; it is hidden from screen readers. KeyError on an unknown name."""
    extra = f" {css_class}" if css_class else ""
    return Markup('<svg class="ico{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>').format(
        extra, PATHS[name]
    )


def logo() -> Markup:
    """The link of a chain."""
    return Markup(_LOGO)
