"""The command that the wheel installs is the command line itself."""

import signal
import subprocess
import sys
from pathlib import Path

import natsconf
import pytest

COMMAND = Path(sys.executable).with_name("natsconf")


def run(*arguments, **options):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, **options)


def test_it_says_its_version():
    outcome = run("--version")
    assert (outcome.returncode, outcome.stdout) == (0, f"natsconf {natsconf.__version__}\n")


def test_its_status_tells_what_was_found(tmp_path):
    assert run("lint", "-", input="port: 4222").returncode == 0
    found = run("lint", "-", input="port: many")
    assert found.returncode == 1
    assert "expected a number" in found.stdout
    assert run("lint", tmp_path / "missing.conf").returncode == 2
    assert run("no-command").returncode == 2


def test_a_reader_that_goes_away_is_no_failure():
    command = f"'{COMMAND}' options --format json | head -c 1"
    outcome = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "[", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_an_interrupt_ends_it():
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([COMMAND, "lint", "-"], bufsize=0, **pipes) as process:
        # More than a pipe holds: once that is written, the command reads, and waits for the rest.
        process.stdin.write(b" " * 1_000_000)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == -signal.SIGINT
        assert process.stderr.read() == b""
