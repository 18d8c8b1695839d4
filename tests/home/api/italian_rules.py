# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of the national checker (italia/api-oas-checker-rules), said again in our own words under their names:
all those that are errors in one of its rulesets, and the warnings that this API heeds. A rule reads a description
whose references are followed, and tells the places that break it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema

Document = dict[str, Any]
Places = Iterator[str]
RULES: dict[str, Callable[[Document], Places]] = {}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
UNSAFE = ("post", "put", "patch", "delete")
PROBLEMS = ("application/problem+json", "application/problem+xml")
COUNTS = ("Limit", "Remaining", "Reset")
CACHE = re.compile(r"max-age|private|no-store|no-cache|no-transform")


def rule(name: str) -> Callable[[Callable[[Document], Places]], Callable[[Document], Places]]:
    """A rule under its official name."""

    def kept(told: Callable[[Document], Places]) -> Callable[[Document], Places]:
        RULES[name] = told
        return told

    return kept


def followed(node: Any, root: Document) -> Any:
    """The description with what its references name in their place."""
    if isinstance(node, dict):
        if "$ref" in node:
            found: Any = root
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            return followed(found, root)
        return {key: followed(inner, root) for key, inner in node.items()}
    return [followed(inner, root) for inner in node] if isinstance(node, list) else node


def nodes(node: Any, place: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object, its root included, with its place."""
    if isinstance(node, dict):
        yield place, node
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from nodes(value, f"{place}/{key}")


def operations(document: Document, *methods: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in methods or METHODS:
            if method in item:
                yield f"{path} {method}", path, item[method]


def answers(document: Document, *statuses: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers whose status begins in one of those ways."""
    for place, _path, operation in operations(document):
        for status, answer in operation.get("responses", {}).items():
            if status.startswith(statuses or ("",)):
                yield f"{place} {status}", answer


def parameters(document: Document, *ways: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, _path, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["in"] in ways:
                yield f"{place} {parameter['name']}", parameter


def schemes(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from document.get("components", {}).get("securitySchemes", {}).items()


def typed(document: Document, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((place, node) for place, node in nodes(document) if node.get("type") == kind)


@rule("no-swagger-2")
def _(document: Document) -> Places:
    return (version for version in ("swagger",) if version in document)


def wanted(name: str, field: str) -> None:
    """The rule that wants a field in `info`."""
    RULES[name] = lambda document: iter([] if document["info"].get(field) else [field])


wanted("has-x-summary", "x-summary")
wanted("has-contact", "contact")
wanted("has-termsOfService", "termsOfService")
wanted("has-x-api-id", "x-api-id")


@rule("use-semver")
def _(document: Document) -> Places:
    version = document["info"]["version"]
    return (said for said in [version] if not re.fullmatch(r"\d+\.\d+\.\d+(-[a-z0-9+.-]+)?", said))


@rule("servers-description")
def _(document: Document) -> Places:
    return (server["url"] for server in document["servers"] if not server.get("description"))


@rule("servers-use-https")
def _(document: Document) -> Places:
    others = (server for server in document["servers"] if server.get("x-sandbox") is not True)
    return (server["url"] for server in others if not server["url"].startswith("https://"))


@rule("paths-kebab-case")
def _(document: Document) -> Places:
    form = re.compile(r"(/[a-z0-9-.]+|/\{[a-zA-Z0-9_]+\})+")
    return (path for path in document["paths"] if not form.fullmatch(path))


@rule("no-method-name-in-operationId")
def _(document: Document) -> Places:
    method = re.compile(r"get|post|put|delete|patch|head", re.IGNORECASE)
    return (place for place, _path, done in operations(document) if method.match(done.get("operationId", "")))


@rule("http-request-GET-no-body")
def _(document: Document) -> Places:
    return (place for place, _path, done in operations(document, "get") if "requestBody" in done)


@rule("http-request-DELETE-no-body")
def _(document: Document) -> Places:
    return (place for place, _path, done in operations(document, "delete") if "requestBody" in done)


@rule("patch-without-request-body")
def _(document: Document) -> Places:
    for place, _path, done in operations(document, "patch"):
        if not done.get("requestBody", {}).get("required"):
            yield place


@rule("patch-media-type")
def _(document: Document) -> Places:
    for place, _path, done in operations(document, "patch"):
        if "application/json" in done.get("requestBody", {}).get("content", {}):
            yield place


@rule("http-response-no-content-204-205")
def _(document: Document) -> Places:
    return (place for place, answer in answers(document, "204", "205") if answer.get("content"))


@rule("http-response-content-2xx")
def _(document: Document) -> Places:
    for place, answer in answers(document, "200", "201", "202", "203", "206"):
        content = answer.get("content", {})
        if not content or not all("schema" in form for form in content.values()):
            yield place


@rule("response-with-json-object")
def _(document: Document) -> Places:
    for place, answer in answers(document):
        for media_type, form in answer.get("content", {}).items():
            if media_type.endswith("json") and form.get("schema", {}).get("type", "object") != "object":
                yield place


@rule("use-problem-json-for-errors")
def _(document: Document) -> Places:
    for place, answer in answers(document, "4", "5", "default"):
        if not set(answer.get("content", {})) <= set(PROBLEMS):
            yield place


@rule("use-problem-schema")
def _(document: Document) -> Places:
    enough = ({"title", "status"}, {"title", "type"}, {"type", "status"}, {"title", "detail"})
    for place, answer in answers(document, "4", "5", "default"):
        for form in answer.get("content", {}).values():
            told = set(form.get("schema", {}).get("properties", {}))
            if not any(names <= told for names in enough):
                yield place


def _status(document: Document, *statuses: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """How /status answers: place, media type, form."""
    for place, answer in answers(document, *statuses):
        if place.startswith("/status get "):
            for media_type, form in answer.get("content", {}).items():
                yield place, media_type, form


@rule("paths-status")
def _(document: Document) -> Places:
    return (path for path in ("/status",) if path not in document["paths"])


@rule("paths-status-return-json")
def _(document: Document) -> Places:
    known = ("application/json", "application/problem+json")
    return (place for place, media_type, _form in _status(document, "200") if media_type not in known)


@rule("paths-status-return-problem")
def _(document: Document) -> Places:
    """Of a service that works (until version 1.5) and of one that does not (since)."""
    told = _status(document, "200", "4", "5")
    return (place for place, media_type, _form in told if media_type not in PROBLEMS)


@rule("paths-status-problem-schema")
def _(document: Document) -> Places:
    for place, _media_type, form in _status(document, "200", "4", "5"):
        if not {"status", "title", "detail"} <= set(form["schema"].get("properties", {})):
            yield place


def _counted(answer: dict[str, Any]) -> bool:
    """All the counters, in one of the two ways of writing them and not in both."""
    ways = [{f"{way}RateLimit-{count}" for count in COUNTS} for way in ("", "X-")]
    return any(
        one <= {*answer["headers"]} and not other & {*answer["headers"]} for one, other in (ways, ways[::-1])
    )


@rule("missing-ratelimit")
def _(document: Document) -> Places:
    found = answers(document, "2", "4")
    return (place for place, answer in found if "headers" in answer and not _counted(answer))


@rule("ratelimit-429-completeness")
def _(document: Document) -> Places:
    for place, answer in answers(document, "429"):
        if any("RateLimit" in name for name in answer.get("headers", {})) and not _counted(answer):
            yield place


@rule("ratelimit-429-presence")
def _(document: Document) -> Places:
    for place, answer in answers(document, "429"):
        if "Retry-After" not in answer["headers"] and not _counted(answer):
            yield place


@rule("missing-retry-after")
def _(document: Document) -> Places:
    """Of 503 (and, in the older profile, of 429)."""
    found = answers(document, "503", "429")
    return (
        place for place, answer in found if "headers" in answer and "Retry-After" not in answer["headers"]
    )


@rule("cache-control-parameter-undocumented")
def _(document: Document) -> Places:
    for place, parameter in parameters(document, "header"):
        if parameter["name"].lower() == "cache-control" and not CACHE.search(
            parameter.get("description", "")
        ):
            yield place


@rule("cache-responses-undocumented")
def _(document: Document) -> Places:
    for place, answer in answers(document, "2"):
        for name, header in answer.get("headers", {}).items():
            if name in ("Cache-Control", "Expires") and not CACHE.search(header.get("description", "")):
                yield place


@rule("cache-responses-indeterminate-behavior")
def _(document: Document) -> Places:
    """One of the two headers, not both, not none."""
    for place, answer in answers(document, "2"):
        if "headers" in answer and len({"Cache-Control", "Expires"} & set(answer["headers"])) != 1:
            yield place


@rule("no-forbidden-headers")
def _(document: Document) -> Places:
    forbidden = {"accept", "content-type", "authorization"}
    yield from (
        place for place, asked in parameters(document, "header") if asked["name"].lower() in forbidden
    )
    for place, answer in answers(document):
        if forbidden & {name.lower() for name in answer.get("headers", {})}:
            yield place


def measured(kind: str, *known: str) -> None:
    """The rules that want the size of a number, one of those that are known."""
    RULES[f"{kind}-format"] = lambda document: (
        place for place, node in typed(document, kind) if "format" not in node
    )
    RULES[f"allowed-{kind}-format"] = lambda document: (
        place for place, node in typed(document, kind) if node.get("format", known[0]) not in known
    )


measured("number", "decimal32", "decimal64", "decimal128", "float", "double")
measured("integer", "int32", "int64")


@rule("oas3-valid-media-example")
def _(document: Document) -> Places:
    for place, node in nodes(document):
        if "example" in node and not jsonschema.Draft202012Validator(node.get("schema", {})).is_valid(
            node["example"]
        ):
            yield place


@rule("sec-credentials-parameters")
def _(document: Document) -> Places:
    secret = re.compile(r"password|secret|apikey", re.IGNORECASE)
    return (place for place, asked in parameters(document, "query", "path") if secret.search(asked["name"]))


def refused(name: str, place: str) -> None:
    """The rule that wants no key in a place."""
    RULES[name] = lambda document: (
        scheme for scheme, one in schemes(document) if (one["type"], one.get("in")) == ("apiKey", place)
    )


refused("sec-apikeys-url", "query")
refused("sec-apikeys-cookie", "cookie")


@rule("sec-auth-insecure-schemes")
def _(document: Document) -> Places:
    weak = ("negotiate", "oauth")
    return (name for name, one in schemes(document) if one["type"] == "http" and one["scheme"] in weak)


@rule("sec-securitySchemes-oauth-allowed-flows")
def _(document: Document) -> Places:
    return (name for name, one in schemes(document) if {"implicit", "password"} & set(one.get("flows", {})))


@rule("sec-securitySchemes-oauth-http")
def _(document: Document) -> Places:
    for name, one in schemes(document):
        for flow in one.get("flows", {}).values():
            if any(key.endswith("Url") and not url.startswith("https://") for key, url in flow.items()):
                yield name


@rule("sec-protection-global-unsafe")
def _(document: Document) -> Places:
    for place, _path, done in operations(document, *UNSAFE):
        if not done.get("security", document.get("security")):
            yield place


@rule("sec-protection-global-safe")
def _(document: Document) -> Places:
    for place, _path, done in operations(document, "get", "head"):
        if not done.get("security", document.get("security")):
            yield place


@rule("sec-array-boundaries")
def _(document: Document) -> Places:
    return (place for place, node in typed(document, "array") if not {"minItems", "maxItems"} <= set(node))


@rule("sec-number-boundaries")
def _(document: Document) -> Places:
    for kind in ("number", "integer"):
        yield from (place for place, node in typed(document, kind) if not {"minimum", "maximum"} <= set(node))


@rule("sec-no-default-additionalProperties")
def _(document: Document) -> Places:
    for place, node in typed(document, "object"):
        if node.get("additionalProperties", True) is True:
            yield place


@rule("sec-constrained-additionalProperties")
def _(document: Document) -> Places:
    for place, node in typed(document, "object"):
        if isinstance(node.get("additionalProperties"), dict) and "maxProperties" not in node:
            yield place


@rule("sec-string-maxlength")
def _(document: Document) -> Places:
    for place, node in typed(document, "string"):
        if "enum" not in node and node.get("format") not in ("date", "date-time") and "maxLength" not in node:
            yield place
