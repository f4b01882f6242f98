"""Configurations held against each other. What counts as a change, and what fits together, is tested in Rust."""

import natsconf
import pytest


def test_changes_are_in_meaning(tmp_path):
    (tmp_path / "old.conf").write_text("port: 4222 # here\nmax_payload: 1MB\n")
    (tmp_path / "new.conf").write_text("max_payload: 1048576, port: 4223\n")
    [change] = natsconf.diff(tmp_path / "old.conf", tmp_path / "new.conf")
    assert (change["path"], change["kind"], change["old"], change["new"]) == ("port", "changed", "4222", "4223")
    assert change["how"] == "restart"
    assert change["old_place"] == {"file": str(tmp_path / "old.conf"), "line": 1, "column": 7}
    assert natsconf.diff("port: 4222", b"port: 4222") == []


def test_what_cannot_be_read_raises(tmp_path):
    with pytest.raises(natsconf.ConfigError, match=r"^new\.conf:1:5: "):
        natsconf.diff("", "a: {", names=("old.conf", "new.conf"))
    with pytest.raises(FileNotFoundError):
        natsconf.diff("", tmp_path / "new.conf")
    with pytest.raises(TypeError):
        natsconf.diff("", 5)


def test_servers_are_linted_together(tmp_path):
    for name in ("a.conf", "b.conf"):
        (tmp_path / name).write_text("server_name: n1\ncluster { name: east, port: 6222 }\n")
    findings = natsconf.lint_cluster([tmp_path / "a.conf", tmp_path / "b.conf"])
    found = [(finding.code, finding.file) for finding in findings]
    assert ("duplicate-server-name", str(tmp_path / "b.conf")) in found
    assert "wrong-type" in [found.code for found in natsconf.lint_cluster(["port: many", b"port: 4222"])]
    for wrong in ["port: 4222", 5, [5], {"a.conf": 5}]:
        with pytest.raises(TypeError):
            natsconf.lint_cluster(wrong)
