"""A document open for editing."""

from datetime import datetime, timedelta, timezone

import natsconf
import pytest

TEXT = """\
# Ours.
max_payload: 1MB   # for now
cluster { name: core, routes: [a, b] }
"""


def test_options_are_read():
    document = natsconf.Document(TEXT)
    assert document.get("max_payload") == document["MAX_PAYLOAD"] == 1048576
    assert document["cluster"] == {"name": "core", "routes": ["a", "b"]}
    assert document["cluster.routes[1]"] == "b"
    assert document.get("port") is None and document.get("port", 4222) == 4222
    assert "cluster.name" in document and "cluster.port" not in document
    with pytest.raises(KeyError, match="cluster.port"):
        document["cluster.port"]


def test_every_other_byte_stays():
    document = natsconf.Document(TEXT)
    document.set("max_payload", 8 * 1024 * 1024)
    document["cluster.port"] = 6222
    document.set("ping_interval", "2m", raw=True)
    expected = TEXT.replace("1MB", "8388608").replace("b] }", "b], port: 6222 }") + "ping_interval: 2m\n"
    assert str(document) == expected and bytes(document) == expected.encode()


def test_all_values_can_be_set_and_read_again():
    document = natsconf.Document("")
    moment = datetime(2026, 1, 31, 12, tzinfo=timezone(timedelta(hours=1)))
    for value in [True, -7, 1.5, "text", "123", "$NAME", "", [1, [2, "x"]], {"a": {"b": [True]}}, moment]:
        document["a"] = value
        assert document["a"] == value, str(document)
    assert natsconf.parse(str(document)) == {"a": moment}


@pytest.mark.parametrize("value", [None, object(), {1: 2}, (1,), b"x"])
def test_what_no_configuration_can_say_raises(value):
    document = natsconf.Document(TEXT)
    with pytest.raises(TypeError):
        document.set("a", value)
    assert str(document) == TEXT


def test_values_out_of_range_raise():
    document = natsconf.Document(TEXT)
    with pytest.raises(OverflowError):
        document["a"] = 1 << 64
    with pytest.raises(ValueError, match="time zone"):
        document["a"] = datetime(2026, 1, 31)
    with pytest.raises(ValueError):
        document["a"] = float("nan")
    assert str(document) == TEXT


def test_options_are_removed():
    document = natsconf.Document(TEXT)
    assert document.unset("max_payload") and not document.unset("max_payload")
    with pytest.raises(KeyError):
        document.delete("max_payload")
    del document["cluster.routes[0]"]
    assert document["cluster"] == {"name": "core", "routes": ["b"]}


def test_paths_are_checked():
    document = natsconf.Document(TEXT)
    for path in ["", "a..b", "cluster.routes[x]"]:
        with pytest.raises(ValueError):
            document.get(path)
    with pytest.raises(ValueError, match="not a block"):
        document["max_payload.a"] = 1


def test_a_broken_text_is_left_alone(tmp_path):
    document = natsconf.Document("a: {", name="a.conf")
    with pytest.raises(natsconf.ConfigError, match=r"^a\.conf:1:5: "):
        document["b"] = 1
    assert str(document) == "a: {"
    with pytest.raises(natsconf.ConfigError, match="PORT"):
        natsconf.Document("port: $PORT", env={})["port"]
    with pytest.raises(FileNotFoundError):
        natsconf.Document(tmp_path / "nats.conf")


def test_included_options_are_read_and_not_changed():
    document = natsconf.Document("include b.conf\n", files={"b.conf": "port: 4222"})
    assert document["port"] == 4222
    with pytest.raises(ValueError, match="change it there"):
        document["port"] = 1


def test_a_closed_document_raises():
    with natsconf.Document(TEXT) as document:
        document["port"] = 1
    assert "closed" in repr(document)
    for use in [str, bytes, lambda it: it["port"], lambda it: it.set("port", 1), lambda it: it.__enter__()]:
        with pytest.raises(ValueError, match="closed"):
            use(document)
    document.close()


def test_secrets_stay_out_of_representations():
    document = natsconf.Document("authorization { password: hunter2 }", name="a.conf")
    assert repr(document) == "<Document a.conf>"
