//! What a rendering sees of the world outside: what came with the request. A host that has files, and does not know
//! beforehand which ones a template names, is asked for them, and calls again with the answers.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use data_encoding::BASE64;
use natsconf_core::source::{Memory, ReadError, Sources};
use natsconf_core::template::terraform::Host;
use serde::{Deserialize, Serialize};

/// What a host is asked.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Question {
    /// What a file holds: `bytes`.
    Read(String),
    /// Whether there is a file: `exists`.
    Exists(String),
    /// Which files below a folder match a pattern: `paths`.
    Find(String, String),
    /// A path from the root of the file system: `path`.
    Absolute(String),
    /// The home folder: `path`.
    Home,
}

/// What a host says.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    /// In base64.
    Bytes(String),
    Exists(bool),
    Paths(Vec<String>),
    Path(String),
    /// There is no such file.
    Missing,
    /// Why there is no answer, in words.
    Failed(String),
}

/// Files and variables of the request, and the answers of its host.
pub(crate) struct World {
    memory: Memory,
    /// `None` for a host that is not to be asked.
    answers: Option<BTreeMap<Question, Answer>>,
    open: RefCell<BTreeSet<Question>>,
}

impl World {
    pub(crate) fn new(memory: Memory, answers: Option<Vec<(Question, Answer)>>) -> Self {
        World { memory, answers: answers.map(BTreeMap::from_iter), open: RefCell::default() }
    }

    /// What the host has not answered yet.
    pub(crate) fn open_questions(&self) -> BTreeSet<Question> {
        self.open.take()
    }

    fn ask<T>(&self, question: Question, read: impl FnOnce(&Answer) -> Option<T>) -> Result<T, ReadError> {
        let answers = self.answers.as_ref().ok_or(ReadError::Outside)?;
        match answers.get(&question) {
            None => {
                self.open.borrow_mut().insert(question);
                // What becomes of this rendering is not looked at.
                Err(ReadError::NotFound)
            }
            Some(Answer::Missing) => Err(ReadError::NotFound),
            Some(Answer::Failed(reason)) => Err(ReadError::Other(reason.clone())),
            Some(answer) => {
                read(answer).ok_or_else(|| ReadError::Other("the host answered another question".to_owned()))
            }
        }
    }
}

impl Host for World {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.ask(Question::Read(path.to_owned()), |answer| match answer {
            Answer::Bytes(text) => BASE64.decode(text.as_bytes()).ok(),
            _ => None,
        })
    }

    fn exists(&self, path: &str) -> Result<bool, ReadError> {
        self.ask(Question::Exists(path.to_owned()), |answer| match answer {
            Answer::Exists(exists) => Some(*exists),
            _ => None,
        })
    }

    fn find(&self, folder: &str, pattern: &str) -> Result<Vec<String>, ReadError> {
        self.ask(Question::Find(folder.to_owned(), pattern.to_owned()), |answer| match answer {
            Answer::Paths(paths) => Some(paths.clone()),
            _ => None,
        })
    }

    fn absolute(&self, path: &str) -> Result<String, ReadError> {
        self.ask(Question::Absolute(path.to_owned()), path_of)
    }

    fn home(&self) -> Result<String, ReadError> {
        self.ask(Question::Home, path_of)
    }
}

fn path_of(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Path(path) => Some(path.clone()),
        _ => None,
    }
}

impl Sources for World {
    fn read(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        match self.memory.read(path) {
            Err(ReadError::NotFound) if self.answers.is_some() => {
                Host::read(self, &path.to_string_lossy()).map(Arc::from)
            }
            found => found,
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.memory.variable(name)
    }
}
