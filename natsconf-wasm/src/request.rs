//! Requests and responses in JSON: arguments in, one call of the facade, its result out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use natsconf_core::convert::Notation;
use natsconf_core::diagnostic::render::{Finding, Findings, listing};
use natsconf_core::option::InvalidVersion;
use natsconf_core::source::{Memory, Source};
use natsconf_core::{NotConverted, Settings};
use serde::{Deserialize, Serialize};

/// Answers `{"function": …, "arguments": {…}}` with `{"result": …}` or `{"error": {"message": …}}`; the error of a
/// configuration that cannot be read also has `diagnostics`.
///
/// | function | result |
/// |---|---|
/// | `lint` | what is wrong: the object of `natsconf lint --format json` |
/// | `parse` | the values, as an object: includes and variables replaced, date-times as RFC 3339 text |
/// | `format` | the text in the one style |
/// | `convert` | the text in another notation |
///
/// | argument | is |
/// |---|---|
/// | `text` | the configuration |
/// | `name` | what findings call it, and what includes are relative to; `<text>` when absent |
/// | `files` | what it may include: texts by path |
/// | `env` | the environment variables that it sees |
/// | `to`, `from` | of `convert`: `conf`, `json`, `yaml` or `toml`; when `from` is absent, the end of the name tells |
/// | `nats_version` | the server version whose rules count; the newest known one when absent |
pub fn call(request: &[u8]) -> Vec<u8> {
    let answered = serde_json::from_slice(request).map_err(Failure::from).and_then(answer);
    answered.unwrap_or_else(|error| json("error", &error))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    function: Function,
    arguments: Arguments,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Function {
    Lint,
    Parse,
    Format,
    Convert,
}

/// The arguments of all functions; each takes those that concern it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arguments {
    text: String,
    name: Option<PathBuf>,
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    from: Option<Notation>,
    to: Option<Notation>,
    nats_version: Option<String>,
}

impl Arguments {
    fn settings(&self) -> Result<Settings, InvalidVersion> {
        self.nats_version.as_deref().map_or_else(|| Ok(Settings::default()), Settings::for_server)
    }

    fn into_sources(self) -> (Source, Memory) {
        let name = self.name.unwrap_or_else(|| natsconf_core::UNNAMED.into());
        let files = self.files.into_iter().map(|(path, text)| (path, text.into_bytes()));
        (Source::new(name, self.text.into_bytes()), Memory::new(files, self.env))
    }
}

fn answer(Request { function, arguments }: Request) -> Result<Vec<u8>, Failure> {
    let settings = arguments.settings()?;
    let (from, to) = (arguments.from, arguments.to);
    let (source, memory) = arguments.into_sources();
    match function {
        Function::Lint => {
            let checked = natsconf_core::check(source, &memory, &settings);
            Ok(json("result", &listing(&[checked.into_findings()])))
        }
        Function::Parse => {
            let values = natsconf_core::resolve(source, &memory, &settings)?;
            Ok(json("result", &values.root()))
        }
        Function::Format => {
            let text = natsconf_core::format(source, &settings)?;
            // What was a JSON string before is UTF-8 still.
            Ok(json("result", &String::from_utf8_lossy(&text)))
        }
        Function::Convert => {
            let to = to.ok_or_else(|| Failure::new("`convert` needs the argument `to`"))?;
            Ok(json("result", &natsconf_core::convert(source, from, to, &memory, &settings)?))
        }
    }
}

#[derive(Serialize)]
struct Failure {
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<Finding>>,
}

/// The response: an object with one key.
fn json(key: &str, value: &impl Serialize) -> Vec<u8> {
    // Nothing in a response can fail to be written: its maps have texts for keys.
    serde_json::to_vec(&BTreeMap::from([(key, value)])).unwrap_or_default()
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), diagnostics: None }
    }
}

impl From<serde_json::Error> for Failure {
    /// Says what is wrong with the request, without the values in it: they may be secrets.
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let message = match message.rsplit_once(", expected ") {
            Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
            _ => message,
        };
        Failure::new(format!("the request cannot be read: {message}"))
    }
}

impl From<InvalidVersion> for Failure {
    fn from(error: InvalidVersion) -> Self {
        Failure::new(error.to_string())
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Failure { message: findings.headline(), diagnostics: Some(listing(&[findings]).diagnostics) }
    }
}

impl From<NotConverted> for Failure {
    fn from(error: NotConverted) -> Self {
        match error {
            NotConverted::Refused(findings) => findings.into(),
            NotConverted::Unsayable(reason) => Failure::new(reason),
        }
    }
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
}
