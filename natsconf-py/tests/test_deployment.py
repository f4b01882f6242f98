"""Deployments. That their servers start, and what they promise, is tested in Rust."""

import json
import stat
import subprocess
import sys
import threading
from pathlib import Path

import natsconf
import pytest

FIXTURES = Path(__file__).parent.parent.parent / "fixtures/deployments"
DEMO = {"cluster": {"name": "demo", "servers": 3}, "accounts": {"APP": {"users": {"app": {}}}}}
COMMAND = Path(sys.executable).with_name("natsconf")


def test_the_same_description_gives_the_same_files(tmp_path):
    keys = tmp_path / "keys"
    files = natsconf.render(DEMO, keys=keys)
    assert {"config/demo-1.conf", "config/demo-3.conf"} < set(files)
    assert all(type(path) is str and type(content) is bytes for path, content in files.items())
    assert natsconf.render(DEMO, keys=keys) == files
    assert natsconf.render(json.dumps(DEMO), keys=str(keys)) == files
    (tmp_path / "demo.json").write_text(json.dumps(DEMO))
    assert natsconf.render(tmp_path / "demo.json", keys=keys) == files
    assert natsconf.render('cluster = { name = "demo", servers = 3 }\naccounts.APP.users.app = {}', keys=keys, name="d.toml") == files


def test_the_keys_are_those_of_the_command_line(tmp_path):
    spec = FIXTURES / "core-cluster.yaml"
    files = natsconf.render(spec, keys=tmp_path / "out-keys")
    command = [COMMAND, "render", spec, "--out", tmp_path / "out"]
    outcome = subprocess.run(command, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr
    written = {path: (tmp_path / "out" / path).read_bytes() for path in files}
    assert written == files


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_keys_are_for_their_owner_alone(tmp_path):
    keys = tmp_path / "keys"
    natsconf.render(DEMO, keys=keys)
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    seeds = list(keys.rglob("*.nk"))
    assert seeds and all(stat.S_IMODE(seed.stat().st_mode) == 0o600 for seed in seeds)
    keys.chmod(0o755)
    with pytest.raises(natsconf.RenderError, match="others may use it") as raised:
        natsconf.render(DEMO, keys=keys)
    assert raised.value.diagnostics == []


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spec = {**DEMO, "tls": {"development": True}}
    first, second = natsconf.render(spec), natsconf.render(spec)
    assert first.keys() == second.keys() and first != second
    assert first["certs/ca.pem"].startswith(b"-----BEGIN CERTIFICATE-----")
    assert list(tmp_path.iterdir()) == []


def test_a_description_that_is_refused_raises_and_makes_no_keys(tmp_path):
    wrong = {"cluster": {"name": "demo", "servrs": 3}, "accounts": {"APP": {"users": 5}}}
    with pytest.raises(natsconf.RenderError) as raised:
        natsconf.render(wrong, keys=tmp_path / "keys")
    found = {finding.code: finding for finding in raised.value.diagnostics}
    place = found["unknown-option"]
    assert json.dumps(wrong, indent=2).splitlines()[place.line - 1][place.column - 1 :].startswith('"servrs"')
    assert place.help == "did you mean `servers`?" and place.file == "deployment.json"
    assert not (tmp_path / "keys").exists()
    for refused in (FIXTURES / "refused").glob("*.yaml"):
        with pytest.raises(natsconf.RenderError) as raised:
            natsconf.render(refused)
        assert raised.value.diagnostics[0].file == str(refused)


def test_files_that_a_description_names_come_from_the_disk_or_from_files(tmp_path):
    spec = FIXTURES / "imported-operator.yaml"
    files = {path.relative_to(FIXTURES): path.read_bytes() for path in (FIXTURES / "imported").rglob("*") if path.is_file()}
    assert natsconf.render(spec).keys() == natsconf.render(spec.read_text(), files=files).keys()
    with pytest.raises(natsconf.RenderError):
        natsconf.render(spec.read_text(), files={})


def test_bad_arguments_raise(tmp_path):
    with pytest.raises(FileNotFoundError):
        natsconf.render(tmp_path / "demo.yaml")
    with pytest.raises(TypeError):
        natsconf.render(5)
    with pytest.raises(TypeError):
        natsconf.render({"cluster": object()})
    with pytest.raises(ValueError):
        natsconf.render({"cluster": {"servers": float("nan")}})
    with pytest.raises(TypeError):
        natsconf.render(DEMO, keys=5)
    with pytest.raises(natsconf.RenderError):
        natsconf.render(b"\xff")
    cycle = {}
    cycle["cluster"] = cycle
    with pytest.raises(ValueError):
        natsconf.render(cycle)


def test_threads_share_a_key_folder(tmp_path):
    rendered = []
    threads = [threading.Thread(target=lambda: rendered.append(natsconf.render(DEMO, keys=tmp_path / "keys"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rendered) == 4 and all(files == rendered[0] for files in rendered)


def test_secrets_stay_out_of_exceptions():
    spec = {"mode": "single", "login": {"user": "app", "password": "hunter2-hunter2", "pasword": "hunter2-hunter2"}}
    with pytest.raises(natsconf.RenderError) as raised:
        natsconf.render(spec)
    assert "hunter2" not in str(raised.value) + "".join(str(finding.as_dict()) for finding in raised.value.diagnostics)
