"""What is written about the package is true: docstrings, README and stub."""

import doctest
import importlib.util
import json
import os
import subprocess
import sys
import typing
import venv
from importlib import metadata
from pathlib import Path

import natsconf
import natsconf.deployment
import pytest

# They come out of what has one.
WITHOUT_EXAMPLE = {"ConfigError", "Fix", "Related", "RenderError", "TemplateError"}

PACKAGE = Path(__file__).parent.parent


def public():
    return [name for name in natsconf.__all__ if callable(getattr(natsconf, name))]


@pytest.mark.parametrize("name", public())
def test_examples_in_docstrings(name):
    documented = getattr(natsconf, name)
    assert documented.__doc__, f"{name} has no docstring"
    runner = doctest.DocTestRunner()
    for test in doctest.DocTestFinder().find(documented, name, module=False, globs=dict(vars(natsconf))):
        runner.run(test)
    result = runner.summarize()
    assert result.failed == 0
    assert result.attempted > 0 or name in WITHOUT_EXAMPLE


def test_the_readmes_in_a_fresh_environment(tmp_path):
    """From the wheel alone, which needs nothing else."""
    [wheel] = (PACKAGE.parent / "target/wheels").glob("*.whl")
    venv.create(tmp_path / "fresh", symlinks=True)
    [binaries] = [folder for name in ("bin", "Scripts") if (folder := tmp_path / "fresh" / name).is_dir()]
    python = binaries / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", wheel]
    subprocess.run(pip, check=True)
    for readme in (PACKAGE / "README.md", PACKAGE.parent / "README.md"):
        program = f"import doctest; print(doctest.testfile({str(readme)!r}, module_relative=False))"
        outcome = subprocess.run([python, "-c", program], cwd=tmp_path, capture_output=True, text=True)
        assert "failed=0" in outcome.stdout and "attempted=0" not in outcome.stdout, outcome.stdout + outcome.stderr
    outcome = subprocess.run([binaries / "natsconf", "--version"], capture_output=True, text=True)
    assert outcome.stdout == f"natsconf {natsconf.__version__}\n"


def test_the_package_describes_itself():
    about = metadata.metadata("natsconf")
    assert about["Name"] == "natsconf" and about["Version"] == natsconf.__version__
    assert about["License-Expression"] == "Apache-2.0" and about["License-File"] == "LICENSE"
    assert about["Requires-Python"] == ">=3.9" and about["Summary"] and about["Keywords"]
    links = [link.partition(",")[0] for link in about.get_all("Project-URL")]
    assert {"Changelog", "Documentation", "Issues", "Repository"} <= set(links)
    assert about.get_payload().startswith("# natsconf")
    assert metadata.files("natsconf") and "Requires-Dist" not in about
    tags = [line for line in metadata.distribution("natsconf").read_text("WHEEL").splitlines() if "Tag:" in line]
    assert all("cp39-abi3-" in tag for tag in tags), tags


def test_the_stub_agrees_with_the_module(tmp_path):
    # The package is one module, which stands in it a second time as a binary.
    allowed = tmp_path / "allowed"
    allowed.write_text("natsconf.natsconf\n")
    outcome = mypy(tmp_path, "mypy.stubtest", "natsconf", "--allowlist", allowed)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_the_types_of_deployments_are_those_of_the_schema():
    """`deployment_types.py` writes them. Outside CI they are written anew: look at them and commit them."""
    spec = importlib.util.spec_from_file_location("deployment_types", PACKAGE / "deployment_types.py")
    deployment_types = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(deployment_types)
    expected = deployment_types.module(natsconf.schema("deployment"))
    file = PACKAGE / "python/natsconf/deployment.py"
    written = file.read_text(encoding="utf-8")
    if written != expected and "CI" not in os.environ:
        file.write_text(expected, encoding="utf-8")
    assert written == expected
    # Every type can be resolved at runtime.
    for name in natsconf.deployment.__all__:
        typing.get_type_hints(getattr(natsconf.deployment, name))


def test_the_description_of_a_deployment_is_type_checked(tmp_path):
    program = tmp_path / "program.py"
    lines = ["natsconf.render({'cluster': {'name': 'demo', 'servers': 3}})"]
    lines += ["natsconf.render({'cluster': {'nme': 'demo'}})", "natsconf.render({'mode': 'operators'})"]
    program.write_text("import natsconf\n" + "\n".join(lines))
    outcome = mypy(tmp_path, "mypy", "--strict", program)
    wrong = [line.partition(" ")[0] for line in outcome.stdout.splitlines()[:-1]]
    assert wrong == ["program.py:3:", "program.py:4:"], outcome.stdout
    lines_of = [found["range"]["start"]["line"] for found in pyright(tmp_path, program)["generalDiagnostics"]]
    assert lines_of == [2, 3]


def test_a_program_is_type_checked(tmp_path):
    """The marker `py.typed` came with the package: else mypy takes every result for `Any`."""
    program = tmp_path / "program.py"
    program.write_text("import natsconf\nreveal_type(natsconf.lint('')[0].line)\nnatsconf.lint(5)\n")
    outcome = mypy(tmp_path, "mypy", "--strict", program)
    assert 'Revealed type is "int"' in outcome.stdout, outcome.stdout
    assert "[arg-type]" in outcome.stdout


@pytest.mark.parametrize("example", sorted((PACKAGE / "examples").glob("*.py")), ids=lambda example: example.stem)
def test_an_example_is_type_checked(tmp_path, example):
    outcome = mypy(tmp_path, "mypy", "--strict", example)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_pyright_completes_the_types(tmp_path):
    """Pyright is what most editors run. It takes an incomplete type for a mistake."""
    program = tmp_path / "program.py"
    program.write_text("import natsconf\nreveal_type(natsconf.Document('').get('port', 0))\nnatsconf.lint(5)\n")
    complete = pyright(tmp_path, "--verifytypes", "natsconf")["typeCompleteness"]
    assert complete["completenessScore"] == 1, complete
    messages = [found["message"] for found in pyright(tmp_path, program)["generalDiagnostics"]]
    assert len(messages) == 2, messages
    assert '"bool | int | ' in messages[0]
    assert 'cannot be assigned to parameter "source"' in messages[1]


def pyright(folder, *arguments):
    command = [PACKAGE.parent / ".tools/npm/node_modules/.bin/pyright", "--outputjson", *arguments]
    # It asks the first Python on the path where packages are.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "PATH": path})
    return json.loads(outcome.stdout)


def mypy(folder, module, *arguments):
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)
