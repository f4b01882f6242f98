"""The examples do what they say."""

import json
import subprocess
import sys
from pathlib import Path

import natsconf

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(example, *arguments):
    command = [sys.executable, "-B", EXAMPLES / f"{example}.py", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_annotate(tmp_path):
    (tmp_path / "a, b.conf").write_text("port: 4222\nmax_payloads: 1MB\n")
    (tmp_path / "good.conf").write_text("listen: localhost:4222\n")
    outcome = run("annotate", tmp_path)
    assert (outcome.returncode, outcome.stderr) == (1, "")
    [line] = outcome.stdout.splitlines()
    assert line.startswith(f"::error file={tmp_path}/a%2C b.conf,line=2,col=1,title=unknown-option::")
    (tmp_path / "a, b.conf").unlink()
    assert (run("annotate", tmp_path).stdout, run("annotate", tmp_path).returncode) == ("", 0)


def test_fleet(tmp_path):
    table, template, out = (tmp_path / name for name in ("servers.csv", "nats.conf.tftpl", "out"))
    table.write_text("name,port\na,4222\nb,4223\n")
    template.write_text("server_name: ${name}\nport: ${port}\n")
    outcome = run("fleet", table, template, out)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert natsconf.parse(out / "b.conf") == {"server_name": "b", "port": 4223}
    assert [file.name for file in sorted(out.iterdir())] == ["a.conf", "b.conf"]


def test_a_fleet_that_is_refused_is_not_written(tmp_path):
    table, template = tmp_path / "servers.csv", tmp_path / "nats.conf.tftpl"
    table.write_text("name,port\na,4222\nb,many\n")
    template.write_text("server_name: ${name}\nport: ${port}\n")
    outcome = run("fleet", table, template, tmp_path / "out")
    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"{template}:2:9: error[wrong-type]: ")
    assert not (tmp_path / "out").exists()


def test_raise_max_payload(tmp_path):
    file = tmp_path / "nats.conf"
    file.write_text("# all of it\nmax_payload: 1MB # for now\n")
    assert run("raise_max_payload", file, 4_000_000).returncode == 0
    assert file.read_text() == "# all of it\nmax_payload: 4000000 # for now\n"
    assert run("raise_max_payload", file, 1_000).returncode == 0
    assert natsconf.parse(file) == {"max_payload": 4_000_000}


def test_validate(tmp_path):
    fleet, out = tmp_path / "fleet.json", tmp_path / "out"
    deployment = {"cluster": {"name": "demo", "servers": 3}}
    fleet.write_text(json.dumps({"teams": [{"name": "core", "contact": "core@example.com", "deployment": deployment}]}))
    outcome = run("validate", fleet, out)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert (out / "core/config/demo-1.conf").is_file() and (out / "core-keys").is_dir()
    deployment["cluster"]["servrs"] = 3
    fleet.write_text(json.dumps({"teams": [{"name": "core", "contact": "core@example.com", "deployment": deployment}]}))
    outcome = run("validate", fleet, out)
    assert outcome.returncode == 1
    assert "teams.0.deployment" in outcome.stderr and "servrs" in outcome.stderr
