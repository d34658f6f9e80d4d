"""What a report was made from, as the PDF's metadata say it: for machines, and for a reader."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from gozaresh import __version__
from gozaresh.calendar import format_instant

NAMESPACE = "urn:gozaresh:origin:1.0#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_DESCRIBED = {
    "data_version": "Version of the data that the report was made from",
    "data_time": "Moment that the data speak for, Tehran clock time",
    "submissions": "Files that the data came in, each with its month and SHA-256",
    "corrections": "Ids of the corrections that were made in the data",
    "program": "Program that made the report, and its version",
    "commit": "Commit of that program",
    "parameters": "Parameters that the notebook was run with",
}
_ONLY_FOR_MACHINES = ("submissions", "corrections")


def origin(meta: dict[str, Any], notebook: Mapping[str, Any], commit: str) -> dict[str, str]:
    """What a report was made from, each as text; what is unknown is left out.

    The head says it of the data, and the notebook of its parameters, of which a machine's paths
    are left out.
    """
    return _texts_of(meta, _parameters(notebook), commit)


def _parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook's own, as one changes them in JupyterLab, and over them what papermill gave."""
    tagged = ((cell["metadata"].get("tags", ()), cell["source"]) for cell in notebook["cells"])
    own = [source for tags, source in tagged if "parameters" in tags]
    given = notebook["metadata"].get("papermill", {}).get("parameters", {})
    return {name: value for source in own for name, value in _literals(source)} | given


def _literals(source: str) -> Iterator[tuple[str, Any]]:
    """Names and values of a cell of Python assignments; nothing of what is not that."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return
    for each in statements:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            try:
                yield each.targets[0].id, ast.literal_eval(each.value)
            except ValueError:
                continue


def _texts_of(meta: dict[str, Any], given: dict[str, Any], commit: str) -> dict[str, str]:
    said = {
        "data_version": meta.get("version"),
        "data_time": meta.get("time"),
        "submissions": "; ".join(meta.get("submissions", ())),
        "corrections": ", ".join(meta.get("corrections", ())),
        "program": f"gozaresh {__version__}",
        "commit": commit,
        "parameters": ", ".join(
            f"{name}={value}" for name, value in sorted(given.items()) if _says_something(value)
        ),
    }
    return {key: value for key, value in said.items() if value}


def bound(
    metas: Iterable[dict[str, Any]], *, version: str, parameters: dict[str, Any], commit: str
) -> dict[str, str]:
    """What a book was made from: all that its documents were, under one version of the data."""
    metas = list(metas)
    meta = {
        "version": version,
        "time": max((each["time"] for each in metas if each.get("time")), default=None),
        "submissions": sorted({line for each in metas for line in each.get("submissions", ())}),
        "corrections": sorted({name for each in metas for name in each.get("corrections", ())}),
    }
    return _texts_of(meta, parameters, commit)


def for_readers(said: dict[str, str]) -> dict[str, str]:
    """The part of it that has room on a page, the time as Persian readers write it."""
    shown = {key: value for key, value in said.items() if key not in _ONLY_FOR_MACHINES}
    if "data_time" in shown:
        shown["data_time"] = format_instant(datetime.fromisoformat(shown["data_time"]))
    return shown


def _says_something(value: Any) -> bool:
    if isinstance(value, str):
        return not (PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute())
    return value is not None


def describe(xmp: bytes, said: dict[str, str]) -> bytes:
    """The XMP packet with these properties, declared as PDF/A asks of any that are not its own."""
    from lxml import etree

    root = etree.fromstring(xmp)
    description = root.find(f".//{{{_RDF}}}Description")
    for key, value in said.items():
        etree.SubElement(
            description, f"{{{NAMESPACE}}}{key}", nsmap={"gozaresh": NAMESPACE}
        ).text = value
    schemas = description.find(f"{{{_EXTENSION}}}schemas/{{{_RDF}}}Bag")
    _declare(schemas, said)
    return etree.tostring(root.getroottree(), encoding="utf-8")


def _declare(schemas: Any, said: dict[str, str]) -> None:
    schema = _resource(schemas)
    _texts(schema, _SCHEMA, schema="Origin of a report", namespaceURI=NAMESPACE, prefix="gozaresh")
    listed = _child(_child(schema, _SCHEMA, "property"), _RDF, "Seq")
    for key in said:
        _texts(
            _resource(listed), _PROPERTY,
            category="external", description=_DESCRIBED[key], name=key, valueType="Text",
        )  # fmt: skip


def _resource(parent: Any) -> Any:
    item = _child(parent, _RDF, "li")
    item.set(f"{{{_RDF}}}parseType", "Resource")
    return item


def _child(parent: Any, namespace: str, name: str) -> Any:
    from lxml import etree

    return etree.SubElement(parent, f"{{{namespace}}}{name}")


def _texts(parent: Any, namespace: str, **texts: str) -> None:
    for name, text in texts.items():
        _child(parent, namespace, name).text = text
