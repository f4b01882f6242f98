from datetime import datetime
from os import PathLike
from typing import Any, Literal, Self, TypeAlias, TypeVar, final, overload

from natsconf.deployment import Deployment

__all__ = [
    "ConfigError",
    "Diagnostic",
    "Document",
    "Fix",
    "Related",
    "RenderError",
    "TemplateError",
    "__version__",
    "convert",
    "diff",
    "explain",
    "format",
    "jwt_inspect",
    "lint",
    "lint_cluster",
    "options",
    "parse",
    "render",
    "render_template",
    "rules",
    "schema",
]

_T = TypeVar("_T")
_AnyText = TypeVar("_AnyText", str, bytes)

__version__: str

_Text: TypeAlias = str | bytes
_Path: TypeAlias = str | PathLike[str]
_Source: TypeAlias = _Text | PathLike[str]
_Notation: TypeAlias = Literal["conf", "json", "yaml", "toml"]
_Value: TypeAlias = bool | int | float | str | datetime | list[_Value] | dict[str, _Value] | None

def lint(
    source: _Source,
    /,
    *,
    name: _Path | None = None,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
    named_files: bool = False,
) -> list[Diagnostic]: ...
def lint_cluster(
    servers: list[_Source] | dict[_Path, _Text],
    /,
    *,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
    named_files: bool = False,
) -> list[Diagnostic]: ...
def parse(
    source: _Source,
    /,
    *,
    name: _Path | None = None,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
) -> dict[str, _Value]: ...
def format(source: _Source, /, *, name: _Path | None = None, nats_version: str | None = None) -> str: ...
def convert(
    source: _Source,
    /,
    *,
    to: _Notation,
    from_: _Notation | None = None,
    name: _Path | None = None,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
) -> str: ...

def diff(
    old: _Source,
    new: _Source,
    /,
    *,
    names: tuple[_Path, _Path] | None = None,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
) -> list[dict[str, Any]]: ...
def render(
    spec: Deployment | _Source,
    /,
    *,
    keys: _Path | None = None,
    name: _Path | None = None,
    files: dict[_Path, _Text] | None = None,
) -> dict[str, bytes]: ...
def render_template(
    template: _Source,
    variables: dict[str, Any] | PathLike[str],
    /,
    *,
    syntax: Literal["terraform", "jinja"] | None = None,
    check: bool = True,
    name: _Path | None = None,
    files: dict[_Path, _Text] | None = None,
    env: dict[str, str] | None = None,
    nats_version: str | None = None,
) -> str: ...
def jwt_inspect(source: _Source, /) -> dict[str, Any]: ...
def explain(name: str, /) -> str: ...
def options() -> list[dict[str, Any]]: ...
def rules() -> list[dict[str, Any]]: ...
def schema(subject: Literal["config", "deployment"] = "config", /) -> dict[str, Any]: ...

class ConfigError(Exception):
    diagnostics: list[Diagnostic]

class RenderError(Exception):
    diagnostics: list[Diagnostic]

class TemplateError(Exception):
    diagnostics: list[Diagnostic]

@final
class Document:
    def __new__(
        cls,
        source: _Source,
        /,
        *,
        name: _Path | None = None,
        files: dict[_Path, _Text] | None = None,
        env: dict[str, str] | None = None,
        nats_version: str | None = None,
    ) -> Self: ...
    @overload
    def get(self, path: str, /) -> _Value: ...
    @overload
    def get(self, path: str, default: _T, /) -> _Value | _T: ...
    def set(self, path: str, value: _Value, /, *, raw: bool = False) -> None: ...
    def unset(self, path: str, /) -> bool: ...
    def delete(self, path: str, /) -> None: ...
    def close(self) -> None: ...
    def __getitem__(self, path: str, /) -> _Value: ...
    def __setitem__(self, path: str, value: _Value, /) -> None: ...
    def __delitem__(self, path: str, /) -> None: ...
    def __contains__(self, path: str, /) -> bool: ...
    def __bytes__(self, /) -> bytes: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_raised: object) -> None: ...

@final
class Diagnostic:
    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> Literal["error", "warning", "hint"]: ...
    @property
    def message(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def end_line(self) -> int: ...
    @property
    def end_column(self) -> int: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def help(self) -> str | None: ...
    @property
    def url(self) -> str: ...
    @property
    def related(self) -> list[Related]: ...
    @property
    def fix(self) -> Fix | None: ...
    def apply(self, text: _AnyText) -> _AnyText: ...
    def as_dict(self) -> dict[str, Any]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Related:
    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def message(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Fix:
    @property
    def title(self) -> str: ...
    @property
    def safe(self) -> bool: ...
    @property
    def edits(self) -> list[tuple[int, int, str]]: ...
    def apply(self, text: _AnyText) -> _AnyText: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
