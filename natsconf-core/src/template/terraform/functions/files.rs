//! Files and paths, as far as the host lets a template see them.

use super::encoding::STANDARD_BASE64;
use super::{Arguments, Failure, Outcome};
use crate::source::ReadError;
use crate::template::terraform::value::{Type, Value};
use base64::Engine as _;

impl Failure {
    fn read(error: &ReadError) -> Failure {
        match error {
            ReadError::Outside => Failure::Refused("files are not read here".into()),
            error => Failure::Argument(0, error.to_string()),
        }
    }
}

/// The bytes of the file that the first argument names.
pub(super) fn read(arguments: &Arguments<'_>) -> Outcome<Vec<u8>> {
    let path = expanded(arguments, arguments.text(0))?;
    let bytes = arguments.host.read(&path).map_err(|error| Failure::read(&error))?;
    arguments.check_len(bytes.len())?;
    arguments.add_work(bytes.len(), 1)?;
    Ok(bytes)
}

pub(super) fn file(arguments: &Arguments<'_>) -> Outcome {
    let text = String::from_utf8(read(arguments)?).map_err(|_| "the file is not UTF-8; `filebase64` reads any")?;
    Ok(Value::string(&text))
}

pub(super) fn file_base64(arguments: &Arguments<'_>) -> Outcome {
    Ok(Value::string(&STANDARD_BASE64.encode(read(arguments)?)))
}

pub(super) fn file_exists(arguments: &Arguments<'_>) -> Outcome {
    let path = expanded(arguments, arguments.text(0))?;
    arguments.host.exists(&path).map(Value::Bool).map_err(|error| match Failure::read(&error) {
        // Terraform points at the call here.
        Failure::Argument(_, message) => Failure::Call(message),
        failure => failure,
    })
}

pub(super) fn file_set(arguments: &Arguments<'_>) -> Outcome {
    let found =
        arguments.host.find(arguments.text(0), arguments.text(1)).map_err(|error| match Failure::read(&error) {
            Failure::Argument(_, message) => Failure::Call(message),
            failure => failure,
        })?;
    Ok(Value::set(Type::String, found.iter().map(|path| Value::string(path)).collect()))
}

pub(super) fn absolute(arguments: &Arguments<'_>) -> Outcome {
    let path = arguments.host.absolute(arguments.text(0)).map_err(|error| Failure::read(&error))?;
    Ok(Value::string(&path))
}

pub(super) fn expand(arguments: &Arguments<'_>) -> Outcome {
    Ok(Value::string(&expanded(arguments, arguments.text(0))?))
}

/// `~` at the start is the home folder; that of another user is not known.
fn expanded(arguments: &Arguments<'_>, path: &str) -> Outcome<String> {
    let Some(rest) = path.strip_prefix('~') else { return Ok(path.to_owned()) };
    if !rest.is_empty() && !rest.starts_with('/') {
        return Err("the home folder of another user is not known".into());
    }
    let home = arguments.host.home().map_err(|error| Failure::read(&error))?;
    Ok(match rest.trim_start_matches('/') {
        "" => home,
        rest => format!("{}/{rest}", home.trim_end_matches('/')),
    })
}

/// The last part of a path.
pub(super) fn base_name(arguments: &Arguments<'_>) -> Outcome {
    let path = arguments.text(0);
    let trimmed = path.trim_end_matches('/');
    let name = match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        (_, trimmed) => trimmed.rsplit('/').next().unwrap_or(trimmed),
    };
    Ok(Value::string(name))
}

/// The path without its last part.
pub(super) fn dir_name(arguments: &Arguments<'_>) -> Outcome {
    let path = arguments.text(0);
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    Ok(Value::string(&clean(folder)))
}

/// Takes `.`, `..` and double slashes out by name, as Go's `filepath.Clean`.
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => drop(parts.pop()),
            ("..", None) if rooted => {}
            _ => parts.push(part),
        }
    }
    match (rooted, parts.join("/")) {
        (true, joined) => format!("/{joined}"),
        (false, joined) if joined.is_empty() => ".".into(),
        (false, joined) => joined,
    }
}
