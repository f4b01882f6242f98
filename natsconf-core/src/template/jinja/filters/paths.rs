//! Paths, as Python's `posixpath` takes them apart. None of them is looked up.

use minijinja::value::Rest;
use minijinja::{Environment, Error, State, Value};

use super::{items, string, wrong};

pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("basename", |path: String| path.rsplit('/').next().unwrap_or_default().to_owned());
    environment.add_filter("commonpath", common);
    environment.add_filter("dirname", |path: String| folder(&path).to_owned());
    environment.add_filter("normpath", |path: String| normal(&path));
    environment.add_filter("path_join", path_join);
    environment.add_filter("relpath", relative);
    environment.add_filter("splitext", |path: String| {
        let (stem, extension) = split_extension(&path);
        vec![stem.to_owned(), extension.to_owned()]
    });
}

fn folder(path: &str) -> &str {
    let end = path.rfind('/').map_or(0, |at| at + 1);
    let folder = path[..end].trim_end_matches('/');
    if folder.is_empty() { &path[..end] } else { folder }
}

/// The names in a path.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty() && *part != ".")
}

/// The folders that all paths begin with.
fn common(state: &State<'_, '_>, value: Value) -> Result<String, Error> {
    let paths = items(state, &value)?.iter().map(string).collect::<Result<Vec<_>, _>>()?;
    let [first, others @ ..] = paths.as_slice() else { return Err(wrong("there is no path")) };
    if others.iter().any(|path| path.starts_with('/') != first.starts_with('/')) {
        return Err(wrong("some paths are absolute and some are not"));
    }
    let mut common: Vec<&str> = parts(first).collect();
    for path in others {
        common.truncate(common.iter().zip(parts(path)).take_while(|(one, other)| *one == other).count());
    }
    Ok(if first.starts_with('/') { "/" } else { "" }.to_owned() + &common.join("/"))
}

fn path_join(state: &State<'_, '_>, value: Value) -> Result<String, Error> {
    if value.as_str().is_some() {
        return string(&value);
    }
    let mut joined = String::new();
    for (index, part) in items(state, &value)?.iter().enumerate() {
        let part = part.as_str().ok_or_else(|| wrong("paths are texts"))?;
        if part.starts_with('/') {
            joined.clear();
        } else if index > 0 && !joined.is_empty() && !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(part);
    }
    Ok(joined)
}

/// The dots that a name begins with are not those of an extension.
fn split_extension(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    let hidden = path[name..].len() - path[name..].trim_start_matches('.').len();
    let dot = path.rfind('.').filter(|dot| *dot > name && *dot >= name + hidden);
    path.split_at(dot.unwrap_or(path.len()))
}

/// Without `.`, `..` and slashes that lead nowhere. Two slashes at the beginning stay two.
fn normal(path: &str) -> String {
    let slashes = path.len() - path.trim_start_matches('/').len();
    let root = if slashes == 2 { "//" } else { &"/"[..slashes.min(1)] };
    let mut kept: Vec<&str> = Vec::new();
    for part in parts(path) {
        match kept.last() {
            Some(last) if part == ".." && *last != ".." => drop(kept.pop()),
            None if part == ".." && !root.is_empty() => {}
            _ => kept.push(part),
        }
    }
    let normal = root.to_owned() + &kept.join("/");
    if normal.is_empty() { ".".to_owned() } else { normal }
}

/// The path from one place to another, if that does not hang on where the template is rendered.
fn relative(path: String, rest: Rest<String>) -> Result<String, Error> {
    let start = rest.first().map_or(".", String::as_str);
    let (path, start) = (normal(&path), normal(start));
    if path.starts_with('/') != start.starts_with('/') || path.starts_with("..") || start.starts_with("..") {
        return Err(wrong("the result depends on where the template is rendered"));
    }
    let (path, start): (Vec<_>, Vec<_>) = (parts(&path).collect(), parts(&start).collect());
    let same = path.iter().zip(&start).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", start.len() - same);
    let way: Vec<&str> = up.chain(path[same..].iter().copied()).collect();
    Ok(if way.is_empty() { ".".to_owned() } else { way.join("/") })
}
