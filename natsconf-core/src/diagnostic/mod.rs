//! What is wrong, where, and what to do about it: one type for every finding of every layer. The layers collect
//! diagnostics; the renderers beside this file turn them into text for people and programs.

mod edit;
pub mod fix;
pub mod render;

use std::borrow::Cow;

use serde::Serialize;

use crate::source::Span;
pub use edit::apply;

/// What the server does about a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The server refuses to start.
    Error,
    /// The server starts, and does something other than what was meant, or something unsafe.
    Warning,
    /// It works; this reads better.
    Hint,
}

impl Severity {
    /// `error`, `warning` or `hint`.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// One kind of mistake: its kebab-case name is its only identifier.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Names the mistake, so that "allow *name*" makes sense.
    pub name: &'static str,
    /// What the server does about it.
    pub severity: Severity,
    /// The page shown by `natsconf explain`: Markdown that the tests execute. Empty without the feature `reference`.
    pub page: &'static str,
}

impl Code {
    /// A diagnostic of this kind, with the place to look at.
    pub fn at(&'static self, span: Span, message: impl Into<Message>) -> Diagnostic {
        Diagnostic {
            code: self,
            message: message.into(),
            primary: Label { span, message: Message::default() },
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// The first paragraph of the page, on one line.
    pub fn summary(&self) -> String {
        let paragraph = self.page.split("\n\n").find(|paragraph| !paragraph.starts_with('#'));
        paragraph.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// All that is known of it, for programs.
    pub fn describe(&self) -> CodeDescription {
        let Code { name: code, severity, page } = *self;
        CodeDescription { code, severity, summary: self.summary(), url: self.url(), page }
    }

    /// The page of this code on the web.
    pub fn url(&self) -> String {
        format!(concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/rules.md#{}"), self.name)
    }
}

/// A [`Code`] as programs get it.
#[derive(Debug, Clone, Serialize)]
pub struct CodeDescription {
    /// Its name.
    pub code: &'static str,
    /// What the server does about it.
    pub severity: Severity,
    /// The first paragraph of the page.
    pub summary: String,
    /// The page on the web.
    pub url: String,
    /// The page, as Markdown.
    pub page: &'static str,
}

/// Declares a [`Code`]: name, severity, and the page beside the calling file.
macro_rules! code {
    ($name:literal, $severity:ident, $page:literal) => {
        $crate::diagnostic::Code {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            page: if cfg!(feature = "reference") { include_str!($page) } else { "" },
        }
    };
}
pub(crate) use code;

/// What a finding says. What natsconf says in the same words everywhere is borrowed: it holds no secret, even where it looks
/// like one, as `password` does.
pub type Message = Cow<'static, str>;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: &'static Code,
    /// What is wrong, with the value: one short sentence, lower case, no full stop.
    pub message: Message,
    /// Where to look.
    pub primary: Label,
    /// Other places that take part, in any included file.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<Message>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Says at the primary place what is there.
    #[must_use]
    pub fn label(mut self, message: impl Into<Message>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds another place that takes part.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<Message>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a change.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// What the server does about it.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// A place and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The bytes meant.
    pub span: Span,
    /// A few words, or none.
    pub message: Message,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: `rename to max_payload`.
    pub title: Message,
    /// Whether the server then behaves as before, or exactly as clearly meant.
    pub safe: bool,
    /// The edits, sorted by place, not overlapping.
    pub edits: Vec<Edit>,
}

/// Puts `text` in the place of the bytes of `span`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Sorts findings by file and place; at one place, the most severe first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.primary.span.file, d.primary.span.start, d.severity(), d.code.name);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}
