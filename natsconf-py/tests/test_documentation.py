"""What is written about the package is true: docstrings, README and stub."""

import doctest
import subprocess
import sys
from pathlib import Path

import natsconf
import pytest

# They come out of what has one.
WITHOUT_EXAMPLE = {"ConfigError", "Fix", "Related"}

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


@pytest.mark.parametrize("folder", [PACKAGE, PACKAGE.parent])
def test_examples_in_the_readme(folder):
    result = doctest.testfile(str(folder / "README.md"), module_relative=False)
    assert result.failed == 0
    assert result.attempted > 0


def test_the_stub_agrees_with_the_module(tmp_path):
    # The package is one module, which stands in it a second time as a binary.
    allowed = tmp_path / "allowed"
    allowed.write_text("natsconf.natsconf\n")
    outcome = mypy(tmp_path, "mypy.stubtest", "natsconf", "--allowlist", allowed)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_a_program_is_type_checked(tmp_path):
    """The marker `py.typed` came with the package: else mypy takes every result for `Any`."""
    program = tmp_path / "program.py"
    program.write_text("import natsconf\nreveal_type(natsconf.lint('')[0].line)\nnatsconf.lint(5)\n")
    outcome = mypy(tmp_path, "mypy", "--strict", program)
    assert 'Revealed type is "int"' in outcome.stdout, outcome.stdout
    assert "[arg-type]" in outcome.stdout


def mypy(folder, module, *arguments):
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)
