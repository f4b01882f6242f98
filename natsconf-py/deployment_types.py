"""Prints `python/natsconf/deployment.py`: the JSON Schema of the description of a deployment, as types.

    python deployment_types.py > python/natsconf/deployment.py
"""

import keyword
import textwrap
from typing import Any, Iterator

HEAD = '''\
"""The description of a deployment, as `natsconf.render` takes it.

    from natsconf.deployment import Deployment

    demo: Deployment = {"cluster": {"name": "demo", "servers": 3}}

Written by `deployment_types.py` from `natsconf.schema("deployment")`. What begins with `Server` is the configuration of a
server itself, for `settings`.
"""

from typing import Literal, TypedDict, Union
'''

SIMPLE = {"boolean": "bool", "integer": "int", "number": "float", "string": "str"}


def module(schema: dict[str, Any]) -> str:
    """The text of the module. A block stands behind those that it needs, as far as they do not need each other."""
    blocks = {**schema["$defs"], "Deployment": schema}
    ordered: dict[str, None] = {}

    def add(name: str, above: tuple[str, ...] = ()) -> None:
        if name not in ordered and name not in above:
            for needed in references(blocks[name]["properties"]):
                add(needed, (*above, name))
            ordered[name] = None

    add("Deployment")
    names = textwrap.indent("".join(f'"{name}",\n' for name in sorted(ordered)), "    ")
    parts = [HEAD, f"\n__all__ = [\n{names}]\n"]
    return "".join(parts + [block(name, blocks[name]) for name in ordered])


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        schema = list(schema.values())
    if isinstance(schema, list):
        for inner in schema:
            yield from references(inner)


def block(name: str, schema: dict[str, Any]) -> str:
    properties = schema["properties"]
    lines = [docstring(schema["description"])]
    if not all(map(is_name, properties)):
        # A class cannot have such a name among its own.
        lines += [f"# `{key}`: {one_line(option['description'])}" for key, option in properties.items() if not is_name(key)]
        entries = "".join(f'"{key}": {typed(option)}, ' for key, option in properties.items() if not is_name(key))
        base = f"_{name}"
        begin = f'\n\n{base} = TypedDict("{base}", {{{entries[:-2]}}}, total=False)\n'
    else:
        base, begin = "TypedDict", ""
    for key, option in properties.items():
        if is_name(key):
            lines += [f"{key}: {typed(option)}", docstring(option["description"])]
    return f"{begin}\n\nclass {name}({base}, total=False):\n" + textwrap.indent("\n".join(lines), "    ") + "\n"


def is_name(key: str) -> bool:
    return key.isidentifier() and not keyword.iskeyword(key)


def docstring(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace('"""', '\\"""')
    return f'"""{text}"""' if not text.endswith('"') else f'"""{text} """'


def one_line(text: str) -> str:
    return " ".join(text.split())


def typed(schema: dict[str, Any]) -> str:
    alternatives = list(dict.fromkeys(alternatives_of(schema)))
    return alternatives[0] if len(alternatives) == 1 else f"Union[{', '.join(alternatives)}]"


def alternatives_of(schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        # It may refer to itself, or to what comes later.
        yield f'"{schema["$ref"].rpartition("/")[2]}"'
    elif "enum" in schema:
        yield f"Literal[{', '.join(map(quoted, schema['enum']))}]"
    elif "anyOf" in schema:
        words = any("enum" in alternative for alternative in schema["anyOf"])
        for alternative in schema["anyOf"]:
            # The same words in any case: an editor completes the usual one.
            if not (words and "pattern" in alternative):
                yield from alternatives_of(alternative)
    elif schema["type"] == "array":
        yield f"list[{typed(schema['items'])}]"
    elif schema["type"] == "object":
        yield f"dict[str, {typed(schema['additionalProperties'])}]"
    else:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        yield from (SIMPLE[kind] for kind in kinds)


def quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


if __name__ == "__main__":
    import natsconf

    print(module(natsconf.schema("deployment")), end="")
