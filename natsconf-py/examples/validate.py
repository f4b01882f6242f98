"""Takes deployments from a team's own file, which pydantic validates, and renders each into a folder of its own.

    python validate.py fleet.json OUT

The part that describes a deployment is validated by natsconf's JSON Schema, which is also part of pydantic's.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import natsconf
from jsonschema import Draft202012Validator
from natsconf.deployment import Deployment
from pydantic import AfterValidator, BaseModel, ValidationError, WithJsonSchema

SCHEMA = natsconf.schema("deployment")
VALIDATOR = Draft202012Validator(SCHEMA)


def described(spec: dict[str, Any]) -> dict[str, Any]:
    mistakes = [f"{mistake.json_path}: {mistake.message}" for mistake in VALIDATOR.iter_errors(spec)]
    if mistakes:
        raise ValueError("; ".join(mistakes))
    return spec


class Team(BaseModel):
    name: str
    contact: str
    deployment: Annotated[dict[str, Any], AfterValidator(described), WithJsonSchema(SCHEMA)]


class Fleet(BaseModel):
    teams: list[Team]


def owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def main(fleet: Path, out: Path) -> None:
    for team in Fleet.model_validate_json(fleet.read_bytes()).teams:
        # Keys are made once, and kept apart from what is deployed.
        files = natsconf.render(cast(Deployment, team.deployment), keys=out / f"{team.name}-keys")
        for path, content in files.items():
            file = out / team.name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(file, "wb", opener=owner_only) as written:
                written.write(content)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except ValidationError as error:
        sys.exit(str(error))
    except natsconf.RenderError as error:
        sys.exit("\n".join(map(str, error.diagnostics)) or str(error))
