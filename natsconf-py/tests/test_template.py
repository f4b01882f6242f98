"""Templates."""

import natsconf
import pytest

TEMPLATE = "server_name: ${name}\nmax_payload: ${limit}\n"
VARIABLES = {"name": "n1", "limit": "1MB"}


def test_a_template_is_rendered(tmp_path):
    (tmp_path / "nats.conf.tftpl").write_text(TEMPLATE)
    (tmp_path / "values.tfvars").write_text('name = "n1"\nlimit = "1MB"\n')
    expected = "server_name: n1\nmax_payload: 1MB\n"
    assert natsconf.render_template(tmp_path / "nats.conf.tftpl", VARIABLES) == expected
    assert natsconf.render_template(tmp_path / "nats.conf.tftpl", tmp_path / "values.tfvars") == expected
    assert natsconf.render_template("port: {{ port }}\n", {"port": 1}, syntax="jinja") == "port: 1\n"


def test_a_configuration_that_the_server_refuses_raises():
    with pytest.raises(natsconf.ConfigError) as raised:
        natsconf.render_template(TEMPLATE, {"name": "n1", "limit": "lots"}, syntax="terraform")
    assert (raised.value.diagnostics[0].line, raised.value.diagnostics[0].column) == (2, 16)
    text = natsconf.render_template(TEMPLATE, {"name": "n1", "limit": "lots"}, syntax="terraform", check=False)
    assert text.endswith("max_payload: lots\n")


def test_a_template_that_fails_raises():
    with pytest.raises(natsconf.TemplateError, match="limit") as raised:
        natsconf.render_template(TEMPLATE, {"name": "n1"}, syntax="terraform")
    assert raised.value.diagnostics[0].line == 2
    with pytest.raises(natsconf.TemplateError):
        natsconf.render_template("${", {}, syntax="terraform")


def test_files_are_out_of_reach_where_files_are_given(tmp_path):
    (tmp_path / "secret").write_text("port: 1")
    template = f'${{file("{tmp_path}/secret")}}'
    assert natsconf.render_template(template, {}, syntax="terraform") == "port: 1"
    with pytest.raises(natsconf.TemplateError):
        natsconf.render_template(template, {}, syntax="terraform", files={})


def test_bad_arguments_raise():
    with pytest.raises(ValueError, match="terraform, jinja"):
        natsconf.render_template(TEMPLATE, VARIABLES)
    with pytest.raises(ValueError, match="terraform, jinja"):
        natsconf.render_template(TEMPLATE, VARIABLES, syntax="go")
    with pytest.raises(TypeError):
        natsconf.render_template(TEMPLATE, 5, syntax="terraform")


def test_secrets_stay_out_of_exceptions():
    template = "authorization { token: ${token} }\nport: ${port}"
    with pytest.raises(natsconf.ConfigError) as raised:
        natsconf.render_template(template, {"token": "a hunter2", "port": "hunter2"}, syntax="terraform")
    assert "hunter2" not in str(raised.value) + "".join(map(str, raised.value.diagnostics))
