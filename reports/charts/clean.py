"""matplotlib's SVG made fit for a page: strict CSP, unique ids, a name and a description.

Our canvas clips nothing, so markers (``<use href>``) are the only references.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from reports.charts.style import FONT

SVG = "http://www.w3.org/2000/svg"
DROPPED = {"metadata", "style", "title", "desc"}
TEXT_SHORTHAND = re.compile(r"(?:(?P<weight>bold|\d{3}) )?(?P<size>[\d.]+)px ")
DEFAULTS = {("font-weight", "400"), ("text-anchor", "start"), ("stroke-linejoin", "miter")}


def clean(svg: str, key: str, title: str, desc: str) -> str:
    """Return the SVG without prolog, styles and sizes; ``key`` prefixes its ids."""
    root = fromstring(svg)
    _plain_names(root)
    width, height = root.get("viewBox", "0 0 1 1").split()[2:]
    _drop_what_pages_forbid(root)
    _styles_to_attributes(root)
    _prefix_ids(root, key)
    root.attrib.clear()
    root.attrib.update(
        {
            "xmlns": SVG,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": f"{key}-t {key}-d",
            "font-family": FONT,
            "stroke-linejoin": "round",
            "stroke-linecap": "butt",
        }
    )
    for place, (tag, words) in enumerate((("title", title), ("desc", desc))):
        child = Element(tag, id=f"{key}-{tag[0]}")
        child.text = words
        root.insert(place, child)
    return tostring(root, encoding="unicode")


def _plain_names(root: Element) -> None:
    """Drop namespaces: inside HTML an SVG needs none."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if "}" in name]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))


def _drop_what_pages_forbid(root: Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            child.tail = None
            if child.tag in DROPPED:
                parent.remove(child)
        if parent.text and not parent.text.strip():
            parent.text = None


def _styles_to_attributes(root: Element) -> None:
    for element in root.iter():
        style = element.attrib.pop("style", "")
        for declaration in filter(None, (part.strip() for part in style.split(";"))):
            name, _, value = declaration.partition(":")
            for pair in _presentation(name.strip(), value.strip()):
                if pair not in DEFAULTS:
                    element.set(*pair)
        if element.get("transform", "").startswith("rotate(-0 "):
            del element.attrib["transform"]


def _presentation(name: str, value: str) -> list[tuple[str, str]]:
    """Split the font shorthand, which is not an attribute; keep all else as it is."""
    if name == "font-family":
        return []  # the root names the page's own
    if name != "font":
        return [(name, value)]
    found = TEXT_SHORTHAND.match(value)
    if found is None:
        raise ValueError(value)
    size = [("font-size", found["size"])]
    return [*size, ("font-weight", found["weight"])] if found["weight"] else size


def _prefix_ids(root: Element, key: str) -> None:
    """Keep the ids that something refers to, under short names of this figure."""
    used: dict[str, str] = {}
    for element in root.iter():
        target = element.get("href", "")[1:]
        if target:
            element.set("href", "#" + used.setdefault(target, f"{key}-{len(used)}"))
    for element in root.iter():
        identity = element.attrib.pop("id", None)
        if identity in used:
            element.set("id", used[identity])
