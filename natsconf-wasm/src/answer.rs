//! Requests and responses in JSON: arguments in, one call of the facade, its result out.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::failure::Failure;
use crate::places::listing;
use crate::request::Request;

/// Answers `{"function": …, "arguments": {…}}` with `{"result": …}` or `{"error": {"message": …}}`; the error of a
/// text that cannot be read also has `diagnostics`.
///
/// | function | result |
/// |---|---|
/// | `lint` | what is wrong: the object of `natsconf lint --format json` |
/// | `parse` | the values, as an object: includes and variables replaced, date-times as RFC 3339 text |
/// | `format` | the text in the one style |
/// | `convert` | the text in another notation |
/// | `render_template` | the `text` that a template gives, and what is wrong with it as `lint` says it, at the places of the template that made it; or what it `asks` the host |
/// | `render` | the files of a deployment: the `path`, `text` and `secret` of each; the keys and tokens `made` for them, to be kept; the `certificates` that they name; and what is wrong with the description |
/// | `diff` | what changes in meaning from one configuration to another: the object of `natsconf diff --format json` |
/// | `lint_cluster` | what is wrong with servers and does not fit between them, as `lint` says it |
/// | `quote` | a string as a configuration writes it |
/// | `explain` | the page of a finding or an option, null when there is none of that name |
/// | `options` | every option: the array of `natsconf options --format json` |
/// | `schema` | the JSON Schema of a configuration, or of the description of a deployment |
///
/// | argument | is |
/// |---|---|
/// | `text` | the configuration or template |
/// | `name` | what findings call it, and what includes are relative to; `<text>` when absent. Of `explain`: the finding or option |
/// | `files` | what it may include: texts by path |
/// | `env` | the environment variables that it sees |
/// | `to`, `from` | of `convert`: `conf`, `json`, `yaml` or `toml`; when `from` is absent, the end of the name tells |
/// | `syntax` | of `render_template`: `terraform`, as when absent, or `jinja` |
/// | `variables` | of `render_template`: the text of a JSON object, or `name = value` lines where `variables_name` ends in `.tfvars` |
/// | `variables_type` | of `render_template`: the type of the variables as Terraform writes it in JSON, which tells sets and lists from tuples |
/// | `quotes_values` | of `render_template`: whether findings may quote values of variables where no secret belongs; so when absent |
/// | `answers` | of `render_template`: what the host said when it was asked, pairs of question and answer; when absent, the template can name no file |
/// | `now` | of `render`: the time, in Unix seconds |
/// | `entropy` | of `render`: 64 hexadecimal digits, of which new keys are made |
/// | `kept` | of `render`: what earlier calls gave as `made`, put together |
/// | `kept_files` | of `render`: the files of the key folder of `natsconf render`: texts by path |
/// | `old`, `new` | of `diff`: the configurations; `old_name` and `new_name` are what findings call them |
/// | `servers` | of `lint_cluster`: the configurations by name |
/// | `value` | of `quote`: what the server shall read |
/// | `subject` | of `options` and `schema`: `config`, as when absent, or `deployment` |
/// | `nats_version` | the server version whose rules count; the newest known one when absent |
/// | `columns` | what columns, and the `start` and `end` of edits, count: `default`, which is characters and bytes, or `utf16`, which is UTF-16 code units in both, as JavaScript counts |
///
/// A module that is built without the feature `convert`, `deployment`, `jinja`, `reference`, `schema`, `templates` or `together` does not know what belongs to it.
pub fn call(request: &[u8]) -> Vec<u8> {
    let answered = serde_json::from_slice(request).map_err(Failure::from).and_then(answer);
    answered.unwrap_or_else(|error| json("error", &error))
}

fn answer(request: Request) -> Result<Vec<u8>, Failure> {
    match request {
        Request::Lint(reading) => {
            let (settings, columns) = (reading.settings()?, reading.columns);
            let (source, memory) = reading.into_sources();
            let checked = natsconf_core::check(source, &memory, &settings);
            Ok(result(&listing(&checked.into_findings(), columns)))
        }
        Request::Format(reading) => {
            let (settings, columns) = (reading.settings()?, reading.columns);
            let text = natsconf_core::format(reading.into_sources().0, &settings);
            let text = text.map_err(|findings| Failure::found(&findings, columns))?;
            // What was a JSON string before is UTF-8 still.
            Ok(result(&String::from_utf8_lossy(&text)))
        }
        Request::Quote(quoting) => Ok(result(&natsconf_core::quote(&quoting.value))),
        #[cfg(feature = "templates")]
        Request::RenderTemplate(rendering) => Ok(result(&crate::template::render(rendering)?)),
        Request::Parse(reading) => {
            let (settings, columns) = (reading.settings()?, reading.columns);
            let (source, memory) = reading.into_sources();
            let values = natsconf_core::resolve(source, &memory, &settings);
            Ok(result(&values.map_err(|findings| Failure::found(&findings, columns))?.root()))
        }
        #[cfg(feature = "convert")]
        Request::Convert(reading) => {
            let (settings, columns) = (reading.settings()?, reading.columns);
            let (from, to) = (reading.from, reading.to);
            let to = to.ok_or_else(|| Failure::new("`convert` needs the argument `to`"))?;
            let (source, memory) = reading.into_sources();
            let text = natsconf_core::convert(source, from, to, &memory, &settings);
            Ok(result(&text.map_err(|error| Failure::not_converted(error, columns))?))
        }
        #[cfg(feature = "reference")]
        Request::Explain(explaining) => Ok(result(&natsconf_core::explain(&explaining.name))),
        #[cfg(feature = "reference")]
        Request::Options(listing) => Ok(result(&crate::reference::options(listing.subject))),
        #[cfg(feature = "deployment")]
        Request::Render(describing) => Ok(result(&crate::deployment::render(describing)?)),
        #[cfg(feature = "schema")]
        Request::Schema(listing) => Ok(result(&crate::reference::schema(listing.subject))),
        #[cfg(feature = "together")]
        Request::Diff(comparing) => Ok(result(&crate::together::diff(comparing)?)),
        #[cfg(feature = "together")]
        Request::LintCluster(clustering) => Ok(result(&crate::together::lint(clustering)?)),
    }
}

fn result(value: &impl Serialize) -> Vec<u8> {
    json("result", value)
}

/// The response: an object with one key.
fn json(key: &str, value: &impl Serialize) -> Vec<u8> {
    // Nothing in a response can fail to be written: its maps have texts for keys.
    serde_json::to_vec(&BTreeMap::from([(key, value)])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn ask(request: &Value) -> Value {
        serde_json::from_slice(&call(request.to_string().as_bytes())).unwrap()
    }

    fn message(request: &Value) -> String {
        ask(request)["error"]["message"].as_str().unwrap().to_owned()
    }

    #[test]
    fn findings_are_a_result() {
        let response = ask(&json!({ "function": "lint", "arguments": { "text": "host: a\nport: many" } }));
        let finding = &response["result"]["diagnostics"][0];
        assert_eq!(finding["code"], "wrong-type");
        assert_eq!((&finding["file"], &finding["line"], &finding["column"]), (&"<text>".into(), &2.into(), &7.into()));
        assert_eq!(response["result"]["summary"]["errors"], 1);
    }

    #[test]
    fn includes_and_variables_come_with_the_request() {
        let arguments = json!({
            "text": "include './more.conf'\nport: $PORT", "name": "x/nats.conf", "files": { "x/./more.conf": "hots: a" }, "env": { "PORT": "4222" }
        });
        let response = ask(&json!({ "function": "lint", "arguments": arguments }));
        assert_eq!(response["result"]["summary"]["files"], 2);
        assert_eq!(response["result"]["diagnostics"][0]["file"], "x/more.conf");
        assert_eq!(response["result"]["diagnostics"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn what_cannot_be_formatted_says_why() {
        let error =
            &ask(&json!({ "function": "format", "arguments": { "text": "a: {", "name": "nats.conf" } }))["error"];
        assert!(error["message"].as_str().unwrap().starts_with("nats.conf:1:"), "{error}");
        assert!(!error["diagnostics"].as_array().unwrap().is_empty());
    }

    #[test]
    fn values_and_other_notations_are_results() {
        let arguments = json!({ "text": "b: 1k\na: $b" });
        let response = call(json!({ "function": "parse", "arguments": arguments }).to_string().as_bytes());
        assert_eq!(String::from_utf8(response).unwrap(), r#"{"result":{"b":1000,"a":1000}}"#);
        let arguments = json!({ "text": "{\"a\": [1.5]}", "from": "json", "to": "toml" });
        assert_eq!(ask(&json!({ "function": "convert", "arguments": arguments }))["result"], "a = [1.5]\n");
        let arguments = json!({ "text": "a: [1", "to": "json" });
        assert!(ask(&json!({ "function": "convert", "arguments": arguments }))["error"]["diagnostics"].is_array());
        assert!(message(&json!({ "function": "convert", "arguments": { "text": "" } })).contains("`to`"));
    }

    #[test]
    fn a_version_decides() {
        let parse = |version| {
            let arguments = json!({ "text": "server_name: 1m5", "nats_version": version });
            ask(&json!({ "function": "parse", "arguments": arguments }))
        };
        assert_eq!(parse("2.15")["result"], json!({ "server_name": "1m5" }));
        assert!(parse("2.14")["error"]["diagnostics"].is_array());
    }

    #[test]
    fn bad_requests_are_explained() {
        assert!(message(&json!({ "function": "guess", "arguments": { "text": "" } })).contains("`guess`"));
        assert!(message(&json!({ "function": "lint", "arguments": {} })).contains("missing field `text`"));
        assert!(message(&json!({ "function": "lint", "arguments": { "text": "", "x": 1 } })).contains("`x`"));
        let arguments = json!({ "text": "", "nats_version": "new" });
        assert!(message(&json!({ "function": "lint", "arguments": arguments })).contains("a version of nats-server"));
        assert!(call(b"").starts_with(b"{\"error\":"));
    }

    #[test]
    fn values_are_not_quoted_back() {
        let arguments = json!({ "text": "", "files": "S3CRET, expected nothing" });
        let message = message(&json!({ "function": "lint", "arguments": arguments }));
        assert!(message.contains("expected a map") && !message.contains("S3CRET"), "{message}");
    }

    #[test]
    fn columns_and_edits_can_count_as_javascript_does() {
        let text = "# 🦀 é\n\"🦀\": 1, max_paylod: 1MB";
        let at = |columns| {
            let response = ask(&json!({ "function": "lint", "arguments": { "text": text, "columns": columns } }));
            let findings = response["result"]["diagnostics"].as_array().unwrap();
            let finding = findings.iter().find(|finding| !finding["fix"].is_null()).unwrap();
            let edit = &finding["fix"]["edits"][0];
            [&finding["column"], &finding["end_column"], &edit["start"], &edit["end"]].map(|at| at.as_u64().unwrap())
        };
        assert_eq!(at("default"), [9, 19, 21, 31]);
        assert_eq!(at("utf16"), [10, 20, 16, 26]);
    }

    #[test]
    fn what_a_template_gives_is_checked_at_its_places() {
        let template = "host: \"${host}\"\n%{ for port in ports ~}\nport: ${port}\n%{ endfor ~}\n";
        let render = |variables| {
            ask(
                &json!({ "function": "render_template", "arguments": { "text": template, "name": "nats.conf.tftpl", "variables": variables } }),
            )
        };
        let good = &render(r#"{"host": "localhost", "ports": [4222]}"#)["result"];
        assert_eq!(good["text"], "host: \"localhost\"\nport: 4222\n");
        assert_eq!(good["diagnostics"], json!([]));
        let bad = &render(r#"{"host": "localhost", "ports": ["many"]}"#)["result"];
        let finding = &bad["diagnostics"][0];
        assert_eq!(finding["code"], "wrong-type");
        assert_eq!(
            (&finding["file"], &finding["line"], &finding["column"]),
            (&"nats.conf.tftpl".into(), &3.into(), &9.into())
        );
        let error = &render(r#"{"host": "localhost"}"#)["error"];
        assert_eq!(error["diagnostics"][0]["code"], "template-undefined-variable");
        let error = &render("{")["error"];
        assert_eq!(error["diagnostics"][0]["file"], "<variables>");
    }

    #[test]
    fn variables_come_as_terraform_writes_them_too() {
        let arguments = json!({ "text": "port: ${port}", "variables": "port = 4222", "variables_name": "a.tfvars" });
        assert_eq!(
            ask(&json!({ "function": "render_template", "arguments": arguments }))["result"]["text"],
            "port: 4222"
        );
    }

    #[test]
    fn a_host_is_asked_for_what_a_template_names() {
        let arguments = json!({
            "text": "port: ${trimspace(file(\"port\"))}\n%{ if fileexists(\"x\") }x%{ endif }${join(\"\", fileset(\".\", \"*\"))}\ninclude more.conf",
            "name": "a/nats.conf.tftpl", "answers": []
        });
        let ask =
            |arguments: &Value| ask(&json!({ "function": "render_template", "arguments": arguments }))["result"].take();
        let mut arguments = arguments;
        let asked = ask(&arguments);
        let questions =
            json!([{ "read": "a/more.conf" }, { "read": "port" }, { "exists": "x" }, { "find": [".", "*"] }]);
        let known = questions.as_array().unwrap().iter().filter(|one| asked["asks"].as_array().unwrap().contains(one));
        assert_eq!(known.count(), asked["asks"].as_array().unwrap().len());
        assert!(!asked["asks"].as_array().unwrap().is_empty());
        let answers = [
            json!({ "bytes": "aG9zdDogYQo=" }),
            json!({ "bytes": "bWFueQo=" }),
            json!({ "exists": false }),
            json!({ "paths": [] }),
        ];
        arguments["answers"] =
            questions.as_array().unwrap().iter().zip(answers).map(|pair| json!([pair.0, pair.1])).collect();
        let rendered = ask(&arguments);
        assert_eq!(rendered["text"], "port: many\n\ninclude more.conf");
        let finding = &rendered["diagnostics"][0];
        assert_eq!(
            (&finding["code"], &finding["line"], &finding["column"]),
            (&"wrong-type".into(), &1.into(), &9.into())
        );
        assert_eq!(rendered["summary"]["files"], 2);
    }

    #[test]
    fn terraform_tells_the_types_of_variables() {
        let arguments = json!({
            "text": "%{ for host in hosts }${host} %{ endfor }", "variables": "{\"hosts\": [\"b\", \"a\", \"b\"]}",
            "variables_type": ["object", { "hosts": ["set", "string"] }]
        });
        let response = ask(&json!({ "function": "render_template", "arguments": arguments }));
        assert_eq!(response["result"]["text"], "a b ");
        let arguments = json!({ "text": "", "variables": "{}", "variables_type": ["object"] });
        assert!(message(&json!({ "function": "render_template", "arguments": arguments })).contains("no type"));
    }

    #[test]
    #[cfg(feature = "jinja")]
    fn jinja_is_rendered_too() {
        let arguments = json!({ "text": "port: {{ port }}", "variables": "{\"port\": \"x\"}", "syntax": "jinja" });
        let response = ask(&json!({ "function": "render_template", "arguments": arguments }));
        assert_eq!(response["result"]["text"], "port: x");
        let finding = &response["result"]["diagnostics"][0];
        assert_eq!((&finding["file"], &finding["column"]), (&"<text>".into(), &10.into()));
    }

    #[test]
    #[cfg(feature = "deployment")]
    fn a_deployment_is_rendered_the_same_with_what_was_kept() {
        let render = |entropy: &str, kept: &Value| {
            let text = "cluster: {name: demo, servers: 3}";
            let arguments = json!({ "text": text, "now": 1_750_000_000, "entropy": entropy, "kept": kept });
            ask(&json!({ "function": "render", "arguments": arguments }))["result"].take()
        };
        let first = render(&"1a".repeat(32), &json!({}));
        assert!(first["files"].as_array().unwrap().iter().any(|file| file["path"] == "config/demo-1.conf"), "{first}");
        let again = render(&"2b".repeat(32), &first["made"]);
        assert_eq!(
            (&again["files"], &again["made"]),
            (&first["files"], &json!({ "seeds": {}, "tokens": {}, "secrets": {} }))
        );
        assert_ne!(render(&"2b".repeat(32), &json!({}))["files"], first["files"]);
    }

    #[test]
    #[cfg(feature = "deployment")]
    fn a_deployment_that_cannot_be_rendered_says_why() {
        let error = |text, entropy: &str, kept: &Value| {
            let arguments = json!({ "text": text, "now": 0, "entropy": entropy, "kept": kept });
            ask(&json!({ "function": "render", "arguments": arguments }))["error"].take()
        };
        assert_eq!(error("clutser: {}", &"00".repeat(32), &json!({}))["diagnostics"][0]["code"], "unknown-option");
        for entropy in ["", "00", &"0g".repeat(32), &"é".repeat(32), &"0".repeat(65)] {
            let error = error("cluster: {name: demo}", entropy, &json!({}));
            assert_eq!(error["message"], "`entropy` must be 64 hexadecimal digits");
        }
        let kept = json!({ "seeds": { "operator": "SOS3CRET" } });
        let error = error("cluster: {name: demo}", &"00".repeat(32), &kept);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("the key `operator`: ") && !message.contains("S3CRET"), "{message}");
    }

    #[test]
    fn a_string_is_quoted() {
        let response = ask(&json!({ "function": "quote", "arguments": { "value": "a > \"b\"" } }));
        assert_eq!(response["result"], r#""a > \"b\"""#);
    }

    #[test]
    #[cfg(feature = "reference")]
    fn the_registries_are_there() {
        let explain = |name| ask(&json!({ "function": "explain", "arguments": { "name": name } }));
        assert!(explain("unknown-option")["result"].as_str().unwrap().starts_with("# unknown-option"));
        assert!(explain("max_payload")["result"].as_str().unwrap().starts_with("# max_payload"));
        assert!(explain("nothing")["result"].is_null());
        let options = ask(&json!({ "function": "options", "arguments": {} }));
        assert!(options["result"].as_array().unwrap().iter().any(|option| option["path"] == "cluster.name"));
        let schema = ask(&json!({ "function": "schema", "arguments": {} }));
        assert!(schema["result"]["properties"].is_object(), "{schema}");
    }
}
