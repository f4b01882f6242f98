from datetime import datetime
from os import PathLike
from typing import Literal, TypeAlias, TypedDict, type_check_only

__all__ = ["ConfigError", "__version__", "convert", "format", "lint", "parse"]

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

class ConfigError(Exception):
    diagnostics: list[Diagnostic]

@type_check_only
class Diagnostic(TypedDict):
    code: str
    severity: Literal["error", "warning", "hint"]
    message: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    help: str | None
    url: str
    related: list[Related]
    fix: Fix | None

@type_check_only
class Related(TypedDict):
    file: str
    line: int
    column: int
    message: str

@type_check_only
class Fix(TypedDict):
    title: str
    safe: bool
    edits: list[Edit]

@type_check_only
class Edit(TypedDict):
    start: int
    end: int
    text: str
