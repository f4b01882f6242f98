//! What a template is written in, by the end of its name.

use std::path::Path;

/// A language of templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Terraform's `templatefile`: `${…}` and `%{…}`.
    Terraform,
    /// Jinja, as Ansible's `template` module has it: `{{ … }}` and `{% … %}`.
    Jinja,
    /// Go's templates, as Helm has them: `{{ … }}`. They are checked, not rendered.
    Go,
    /// Text for `envsubst`: `${NAME}`. It is checked, not rendered.
    Shell,
}

/// The languages that can be rendered, by name.
const NAMES: [(&str, Language); 2] = [("terraform", Language::Terraform), ("jinja", Language::Jinja)];

impl Language {
    /// The names of the languages that can be rendered.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().map(|(name, _)| name)
    }

    /// The language of this name.
    pub fn named(name: &str) -> Option<Language> {
        NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, language)| language)
    }

    /// The language of a file; `None` when its name is not that of a template.
    pub fn of(path: &Path) -> Option<Language> {
        match path.extension()?.to_str()? {
            "tftpl" | "tpl" => Some(Language::Terraform),
            "j2" | "jinja" | "jinja2" => Some(Language::Jinja),
            "tmpl" | "gotmpl" | "ctmpl" => Some(Language::Go),
            "envsubst" | "template" | "in" => Some(Language::Shell),
            _ => None,
        }
    }
}
