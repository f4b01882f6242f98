//! The data that the project is measured against, in the folder `shared` beside the workspace. It is not part of
//! the repository: a suite over it is left out where it is absent, except in CI.

mod case;
mod message;
mod scalar;
mod value;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use serde::de::DeserializeOwned;

pub use case::{Case, Conf, Server, Start, Status};
pub use message::Message;
pub use scalar::{Outcome, Scalar};
pub use value::Value;

/// The shared folder: the one that `NATSCONF_SHARED` names, else `shared` beside the workspace. Where it is absent,
/// one line says once that the suites over it are left out.
///
/// # Panics
/// When it is absent and `NATSCONF_SHARED` names it, or `CI` is `true`: a suite left out there would go unseen.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("NATSCONF_SHARED").map(PathBuf::from);
    let ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let beside = crate::workspace::root().join("../shared");
    let folder = locate(named, beside, ci).unwrap_or_else(|problem| panic!("{problem}"));
    if folder.is_none() {
        say_left_out();
    }
    folder
}

/// Every case of the corpus, file by file in the order of their names; `None` where the shared folder is absent.
///
/// # Panics
/// When a file cannot be read, or has a line that is no case; and as [`folder`].
pub fn corpus() -> Option<Vec<Case>> {
    let folder = folder()?.join("corpus");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Some(files.iter().flat_map(|file| lines(file)).collect())
}

/// Bare values and what `server_name: VALUE` made of each; `None` where the shared folder is absent.
///
/// # Panics
/// As [`corpus`].
pub fn scalars() -> Option<Vec<Scalar>> {
    Some(lines(&folder()?.join("reference/scalars.jsonl")))
}

/// The messages with which the server refuses a configuration, or warns of it; `None` where the shared folder is absent.
///
/// # Panics
/// As [`corpus`].
pub fn messages() -> Option<Vec<Message>> {
    let file = folder()?.join("reference/server-messages.json");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
}

fn locate(named: Option<PathBuf>, beside: PathBuf, ci: bool) -> Result<Option<PathBuf>, String> {
    let must = ci || named.is_some();
    let folder = named.unwrap_or(beside);
    if folder.is_dir() {
        Ok(Some(folder))
    } else if must {
        Err(format!("the shared folder {} is absent", folder.display()))
    } else {
        Ok(None)
    }
}

/// Straight to standard error, since the test harness shows what is printed by macros only when a test fails.
fn say_left_out() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let _ = writeln!(std::io::stderr(), "left out: suites over `../shared`, which is absent (NATSCONF_SHARED)");
    });
}

/// The records of a JSON Lines file.
fn lines<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parse = |(index, line)| {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{}:{}: {error}", file.display(), index + 1))
    };
    text.lines().enumerate().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_absent_folder_is_left_out() {
        assert_eq!(locate(None, "nowhere".into(), false), Ok(None));
    }

    #[test]
    fn an_absent_folder_fails_in_ci() {
        assert!(locate(None, "nowhere".into(), true).is_err());
    }

    #[test]
    fn an_absent_folder_that_was_named_fails() {
        assert!(locate(Some("nowhere".into()), "src".into(), false).is_err());
    }

    #[test]
    fn a_named_folder_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().to_path_buf();
        assert_eq!(locate(Some(named.clone()), "nowhere".into(), true), Ok(Some(named)));
    }

    #[test]
    fn the_corpus_can_be_read() {
        let Some(corpus) = corpus() else { return };
        let categories: BTreeSet<&str> = corpus.iter().map(|case| case.category.as_str()).collect();
        for category in ["docs", "generated-grammar", "parser-tests", "real-world", "server-tests", "templates"] {
            assert!(categories.contains(category), "{category} is not among {categories:?}");
        }
        let (verdicts, rest): (Vec<&Case>, Vec<&Case>) = corpus.iter().partition(|case| case.conf.is_some());
        assert!(verdicts.len() > 7_000, "{} verdicts", verdicts.len());
        assert!(rest.iter().all(|case| case.syntax.is_some()), "only templates have no verdict");
        assert!(corpus.iter().any(|case| case.differs_in_2_15));
        let refused_at_start = |case: &&Case| case.start.as_ref().is_some_and(|start| start.status == Status::Refused);
        assert!(corpus.iter().filter(refused_at_start).count() > 20);
    }

    #[test]
    fn the_scalars_can_be_read() {
        let Some(scalars) = scalars() else { return };
        assert!(scalars.len() > 700);
        assert!(scalars.iter().any(|scalar| scalar.v2_14 != scalar.v2_15));
        assert!(scalars.iter().any(|scalar| scalar.v2_15 == Outcome::DateTime));
    }
}
