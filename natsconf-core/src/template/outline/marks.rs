//! The outline of templates whose marks are found without reading their expressions: Jinja, Go, and `envsubst`.
//!
//! What cannot be understood is a hole. A directive that is not closed goes on to the end of the template.

use std::ops::Range;

use super::{Hole, Part};

/// The parts of a Jinja template: `{{ … }}`, `{% … %}`, `{# … #}`.
pub fn jinja(template: &str) -> Vec<Part> {
    let mut builder = Builder::new(template);
    while let Some((open, mark)) = builder.next_mark(&["{{", "{%", "{#"]) {
        match mark {
            "{{" => builder.value(open, "}}", python_filters),
            "{%" => {
                let inside = builder.take(open, "%}");
                builder.directive(open, inside, &JINJA);
                builder.skip_newline();
            }
            _ => drop(builder.take(open, "#}")),
        }
    }
    builder.finish()
}

/// The parts of a template of Go, as Helm has them: `{{ … }}`.
pub fn go(template: &str) -> Vec<Part> {
    let mut builder = Builder::new(template);
    while let Some((open, _)) = builder.next_mark(&["{{"]) {
        let inside = builder.take(open, "}}");
        let text = builder.template[inside.clone()].to_owned();
        let is_silent = text.starts_with("/*") || text.contains(":=") || text.starts_with("define");
        if !builder.directive(open, inside.clone(), &GO) && !is_silent {
            builder.hole(inside, python_filters);
        }
    }
    builder.finish()
}

/// The parts of a text for `envsubst`: `${NAME}`. A bare `$NAME` is left to the server, which has such variables too.
pub fn shell(template: &str) -> Vec<Part> {
    let mut builder = Builder::new(template);
    while let Some((open, _)) = builder.next_mark(&["${"]) {
        builder.value(open, "}", |_| Vec::new());
    }
    builder.finish()
}

/// The words that begin and end choices and loops.
struct Words {
    choice: &'static [&'static str],
    other: &'static [&'static str],
    iteration: &'static [&'static str],
    end: &'static [&'static str],
}

const JINJA: Words =
    Words { choice: &["if"], other: &["else", "elif"], iteration: &["for"], end: &["endif", "endfor"] };
const GO: Words = Words { choice: &["if", "with"], other: &["else"], iteration: &["range"], end: &["end"] };

/// How deep directives may nest.
const MAX_DEPTH: usize = 200;

/// A directive that is open, and its branches so far.
struct Frame {
    open: Range<usize>,
    is_loop: bool,
    has_else: bool,
    branches: Vec<Vec<Part>>,
}

struct Builder<'t> {
    template: &'t str,
    /// Up to where the template has been read.
    at: usize,
    frames: Vec<Frame>,
    /// How many directives are open that are nested too deeply to count.
    too_deep: usize,
    parts: Vec<Part>,
}

impl<'t> Builder<'t> {
    fn new(template: &'t str) -> Self {
        Builder { template, at: 0, frames: Vec::new(), too_deep: 0, parts: Vec::new() }
    }

    /// Goes to the next mark; what lies before it is text.
    fn next_mark(&mut self, marks: &[&'static str]) -> Option<(usize, &'static str)> {
        let rest = &self.template[self.at..];
        let found = marks.iter().filter_map(|mark| Some((self.at + rest.find(mark)?, *mark))).min();
        let end = found.map_or(self.template.len(), |(at, _)| at);
        let strips = found.is_some_and(|(at, mark)| mark != "${" && self.template[at + mark.len()..].starts_with('-'));
        let text = &self.template[self.at..end];
        let text = if strips { text.trim_end() } else { text };
        if !text.is_empty() {
            self.parts.push(Part::Text { text: text.to_owned(), range: self.at..self.at + text.len() });
        }
        self.at = end;
        found
    }

    /// What stands between the marks, without blanks and dashes; goes behind it.
    fn take(&mut self, open: usize, close: &str) -> Range<usize> {
        let start = open + 2;
        let end = self.template[start..].find(close).map_or(self.template.len(), |at| start + at);
        self.at = (end + close.len()).min(self.template.len());
        let inside = &self.template[start..end];
        if close != "}" && inside.ends_with('-') {
            self.at += self.template[self.at..].len() - self.template[self.at..].trim_start().len();
        }
        let blank = |c: char| c.is_whitespace() || c == '-' || c == '+';
        let content = inside.trim_matches(blank);
        let from = start + inside.len() - inside.trim_start_matches(blank).len();
        from..from + content.len()
    }

    /// Jinja takes away the line break behind a directive (`trim_blocks`, as Ansible sets it).
    fn skip_newline(&mut self) {
        self.at += usize::from(self.template[self.at..].starts_with('\n'));
    }

    fn value(&mut self, open: usize, close: &str, functions: fn(&str) -> Vec<String>) {
        let inside = self.take(open, close);
        self.hole(inside, functions);
    }

    fn hole(&mut self, range: Range<usize>, functions: fn(&str) -> Vec<String>) {
        let expression = &self.template[range.clone()];
        let name: String = expression
            .trim_start_matches(['.', '$'])
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
            .collect();
        let variable = Some(name).filter(|name| !name.is_empty());
        self.parts.push(Part::Hole(Hole { functions: functions(expression), variable, range, constant: None }));
    }

    /// Whether it is a directive that matters to the outline.
    fn directive(&mut self, open: usize, inside: Range<usize>, words: &Words) -> bool {
        let word = self.template[inside.clone()].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_loop = words.iteration.contains(&word);
        if is_loop || words.choice.contains(&word) {
            if self.frames.len() >= MAX_DEPTH {
                self.too_deep += 1;
                return true;
            }
            // The parts so far wait in the frame as its first branch.
            let before = std::mem::take(&mut self.parts);
            self.frames.push(Frame { open: open..inside.end, is_loop, has_else: false, branches: vec![before] });
        } else if words.other.contains(&word) {
            self.branch(word == "else");
        } else if words.end.contains(&word) {
            self.close();
        } else {
            return false;
        }
        true
    }

    fn branch(&mut self, is_last: bool) {
        if let Some(frame) = self.frames.last_mut() {
            frame.has_else |= is_last;
            frame.branches.push(std::mem::take(&mut self.parts));
        }
    }

    fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.branch(false);
        let Some(mut frame) = self.frames.pop() else { return };
        self.parts = frame.branches.remove(0);
        if frame.is_loop {
            let body = frame.branches.swap_remove(0);
            self.parts.push(Part::Loop { open: frame.open, body });
            return;
        }
        if !frame.has_else {
            frame.branches.push(Vec::new());
        }
        self.parts.push(Part::Choice { open: frame.open, branches: frame.branches });
    }

    fn finish(mut self) -> Vec<Part> {
        self.too_deep = 0;
        while !self.frames.is_empty() {
            self.close();
        }
        self.parts
    }
}

/// The filters behind `|`, the last one first.
fn python_filters(expression: &str) -> Vec<String> {
    let filters = expression
        .split('|')
        .skip(1)
        .map(|filter| filter.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
    let mut filters: Vec<_> = filters.collect();
    filters.reverse();
    filters
}
