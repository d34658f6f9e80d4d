"""What a report was made from, as the PDF's metadata say it: for machines, and for a reader."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from nbformat import NotebookNode

from gozaresh import __version__

NAMESPACE = "urn:gozaresh:origin:1.0#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_DESCRIBED = {
    "data_version": "Version of the data that the report was made from",
    "data_time": "Moment at which the data end, Tehran clock time",
    "program": "Program that made the report, and its version",
    "commit": "Commit of that program",
    "parameters": "Parameters that the notebook was run with",
}


def origin(meta: dict[str, Any], notebook: NotebookNode) -> dict[str, str]:
    """Versions, parameters and time of the data of a report, each as text; what is unknown is not.

    The head says them, and papermill the parameters; of these, paths of a machine are left out.
    """
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    said = {
        "data_version": meta.get("version"),
        "data_time": meta.get("time"),
        "program": meta.get("program") or f"gozaresh {__version__}",
        "commit": meta.get("commit"),
        "parameters": ", ".join(
            f"{name}={value}" for name, value in sorted(given.items()) if _says_something(value)
        ),
    }
    return {key: value for key, value in said.items() if value}


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
