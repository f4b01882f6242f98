//! Setting an option: its value replaced, or an entry added to the block or list that it belongs to.

use super::argument::Argument;
use super::block::{Block, Item};
use super::{EditError, Editor, Walk, walk};
use crate::diagnostic::Edit;
use crate::syntax::LeafKind;
use crate::value::Value;
use crate::value::path::{Path, Segment};
use crate::value::print::{Printer, Style, ends_in_number};

/// What an option is set to. It may be a secret, so it does not show itself.
#[derive(Clone, Copy)]
pub enum New<'a> {
    /// A value, written as the server needs it.
    Value(&'a Value),
    /// What someone typed. It stays as it is when the server reads it as one value: `8MB`, `true`, `$NAME`,
    /// `[a, b]`. All else is a string.
    Text(&'a str),
}

impl Editor<'_> {
    /// The edits that set the option at a path. One that is not there yet is added at the end of its block, in the
    /// style of what stands there, and so is a block that is not there; an item is added behind the last of a list.
    ///
    /// # Errors
    /// When the path leads to another file or through a variable, or to something that is no block or list; and when
    /// the value cannot be written.
    pub fn set(&self, path: &Path, new: New<'_>) -> Result<Vec<Edit>, EditError> {
        let walk = walk(self.values, path, self.same)?;
        self.is_reached_here(&walk)?;
        let edits = match walk.missing {
            [] => self.replace(&walk, new)?,
            missing => {
                is_next(&walk)?;
                self.is_here(walk.at, walk.found)?;
                self.add(&self.block(walk.at), missing, new)?
            }
        };
        self.checked(edits)
    }

    fn replace(&self, walk: &Walk<'_, '_>, new: New<'_>) -> Result<Vec<Edit>, EditError> {
        self.is_in_this_file(walk.at, walk.found)?;
        let Some(parent) = walk.parents.last() else {
            return Err(EditError::Missing { path: Path::default() });
        };
        let block = self.block(*parent);
        let Some(index) = block.find(walk.at.span().start) else {
            return Err(EditError::Neighbours);
        };
        let item = &block.items[index];
        let mut style = self.style(&block);
        let argument = Argument::of(new, self.dialect, style.json);
        // A string that takes the place of one in quotes has quotes too.
        style.json |= argument.is_string() && matches!(item.kind, LeafKind::DoubleQuoted | LeafKind::SingleQuoted);
        let mut printer = Printer::new(style, self.margin(item.start));
        printer.nested(&[], argument.printable())?;
        let text = self.padded(printer.into_text(), item.value_end);
        Ok(vec![Editor::edit(item.value_start as usize, item.value_end as usize, text)])
    }

    fn add(&self, block: &Block, missing: &[Segment], new: New<'_>) -> Result<Vec<Edit>, EditError> {
        // What follows a key without a value would become its value.
        if block.items.last().is_some_and(Item::lacks_value) {
            return Err(EditError::Neighbours);
        }
        let style = self.style(block);
        let argument = Argument::of(new, self.dialect, style.json);
        let margin = self.margin_of_items(block, &style);
        let mut printer = Printer::new(style, &margin);
        match missing {
            [Segment::Key(_), ..] => printer.nested_entry(missing, argument.printable())?,
            [_, inner @ ..] => printer.nested(inner, argument.printable())?,
            [] => {}
        }
        let text = printer.into_text();
        Ok(if style.flat { self.add_on_line(block, text) } else { self.add_line(block, &style, &margin, &text) })
    }

    /// Within brackets that stand on one line.
    fn add_on_line(&self, block: &Block, text: String) -> Vec<Edit> {
        let Some(last) = block.items.last() else {
            let (start, end) = (block.open.map_or(0, |open| open.end), block.close.map_or(0, |close| close.start));
            let is_list = block.open.is_some_and(|open| open.kind == LeafKind::ArrayOpen);
            let text = if is_list && !ends_in_number(&text) { text } else { format!(" {text} ") };
            return vec![Editor::edit(start as usize, end as usize, text)];
        };
        let separator = match last.terminator {
            Some(_) => " ",
            // The path of an include goes on over a comma.
            None if last.kind == LeafKind::Include => "; ",
            None if self.terminator(block) == Some(';') => "; ",
            None => ", ",
        };
        let at = last.end();
        vec![Editor::edit(at as usize, at as usize, self.padded(format!("{separator}{text}"), at))]
    }

    /// On a line of its own.
    fn add_line(&self, block: &Block, style: &Style<'_>, margin: &str, text: &str) -> Vec<Edit> {
        let at = block.end_of_items(self.text().len());
        let mut edits = Vec::new();
        let mut terminator = String::new();
        if let Some((last, others)) = block.items.split_last() {
            let are_terminated = !others.is_empty() && others.iter().all(|item| item.terminator.is_some());
            match (last.terminator, self.terminator(block)) {
                (Some(_), Some(sign)) => terminator.push(sign),
                (None, sign) if last.kind != LeafKind::Block && (style.json || are_terminated) => {
                    let end = last.value_end as usize;
                    edits.push(Editor::edit(end, end, sign.unwrap_or(',')));
                }
                _ => {}
            }
        }
        let at_line_start = at == 0 || self.text()[at as usize - 1] == b'\n';
        let (before, after) = if at_line_start { ("", style.line_end) } else { (style.line_end, "") };
        let text = self.padded(format!("{before}{margin}{text}{terminator}"), at) + after;
        edits.push(Editor::edit(at as usize, at as usize, text));
        edits
    }

    /// What the lines of a block's items begin with.
    fn margin_of_items(&self, block: &Block, style: &Style<'_>) -> String {
        let first_on_line = block.items.iter().rev().find(|item| self.starts_line(item.start));
        match (first_on_line, block.open) {
            (Some(item), _) => self.margin(item.start).to_owned(),
            (None, Some(open)) => self.margin(open.start).to_owned() + style.indent,
            (None, None) => String::new(),
        }
    }

    /// What ends the items of a block, where something does: the last that does counts.
    fn terminator(&self, block: &Block) -> Option<char> {
        let leaf = block.items.iter().rev().find_map(|item| item.terminator)?;
        self.document.leaf_text(leaf).first().map(|byte| char::from(*byte))
    }

    /// A `]` directly behind a number would be a part of it.
    fn padded(&self, mut text: String, at: u32) -> String {
        if self.text().get(at as usize) == Some(&b']') && ends_in_number(&text) {
            text.push(' ');
        }
        text
    }
}

/// Whether an item that is not there is the next one.
fn is_next(walk: &Walk<'_, '_>) -> Result<(), EditError> {
    let mut path = walk.found.to_vec();
    let mut len = walk.at.as_array().map_or(0, crate::value::ArrayRef::len);
    for segment in walk.missing {
        match segment {
            Segment::Index(index) if *index != len => return Err(EditError::NoSuchItem { path: Path(path), len }),
            _ => {}
        }
        path.push(segment.clone());
        len = 0;
    }
    Ok(())
}
