//! Removing an option: its entry, what ends it, and its line if it has one of its own.

use super::block::Block;
use super::{EditError, Editor, walk};
use crate::diagnostic::Edit;
use crate::syntax::LeafKind;
use crate::value::path::Path;
use crate::value::{Kind, ValueRef};

impl Editor<'_> {
    /// The edits that remove the option at a path, and every earlier entry of its block with the same key, which
    /// would count then.
    ///
    /// # Errors
    /// When it is not there, or stands in another file; when the path leads through a variable.
    pub fn unset(&self, path: &Path) -> Result<Vec<Edit>, EditError> {
        let walk = walk(self.values, path, self.same)?;
        self.is_reached_here(&walk)?;
        let Some(parent) = walk.parents.last().filter(|_| walk.missing.is_empty()) else {
            return Err(EditError::Missing { path: path.clone() });
        };
        let mut values = vec![walk.at];
        if let (Kind::Map(map), Some(entry)) = (parent.kind(), walk.entry) {
            values.extend(map.shadowed().filter(|other| other.key.name == entry.key.name).map(|other| other.value));
        }
        let block = self.block(*parent);
        let mut edits = Vec::new();
        for value in values {
            self.is_in_this_file(value, walk.found)?;
            edits.extend(self.remove(&block, value)?);
        }
        self.checked(merged(edits))
    }

    fn remove(&self, block: &Block, value: ValueRef<'_>) -> Result<Vec<Edit>, EditError> {
        let index = block.find(value.span().start).ok_or(EditError::Neighbours)?;
        Ok(match self.lines(block, index) {
            Some((start, end)) => {
                let mut edits = dangling_terminator(block, index);
                edits.push(Editor::edit(start, end, ""));
                edits
            }
            None => vec![self.remove_from_line(block, index)],
        })
    }

    /// The lines of an item that nothing else stands on, but for the comment behind it.
    fn lines(&self, block: &Block, index: usize) -> Option<(usize, usize)> {
        let item = &block.items[index];
        let end = item.comment.map_or(item.end(), |comment| comment.end) as usize;
        let rest = &self.text()[end..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let line_end = match rest.get(blank) {
            None => end + blank,
            Some(b'\n') => end + blank + 1,
            Some(_) => return None,
        };
        self.starts_line(item.start).then(|| (self.line_start(item.start), line_end))
    }

    fn remove_from_line(&self, block: &Block, index: usize) -> Edit {
        let item = &block.items[index];
        let on_same_line = |start: u32, end: u32| !self.text()[start as usize..end as usize].contains(&b'\n');
        let (before, after) = block.neighbours(index);
        if let Some(after) = after.filter(|after| on_same_line(item.value_end, after.start)) {
            return Editor::edit(item.start as usize, after.start as usize, "");
        }
        if let Some(before) = before.filter(|before| on_same_line(before.value_end, item.start)) {
            let start = if item.terminator.is_some() { before.end() } else { before.value_end };
            // A `]` directly behind a number would be a part of it.
            let is_glued = self.text().get(item.end() as usize) == Some(&b']') && before.kind == LeafKind::Integer;
            return Editor::edit(start as usize, item.end() as usize, if is_glued { " " } else { "" });
        }
        let (start, end) = (item.start as usize, item.end() as usize);
        match (block.open, block.close) {
            (Some(open), Some(close)) if block.items.len() == 1 && block.is_on_one_line(&self.document) => {
                Editor::edit(open.end as usize, close.start as usize, "")
            }
            _ => Editor::edit(start, end, ""),
        }
    }
}

/// What ends the item before the last, where the last had nothing behind it: JSON has no comma there.
fn dangling_terminator(block: &Block, index: usize) -> Vec<Edit> {
    match (block.neighbours(index), block.items[index].terminator) {
        ((Some(before), None), None) => {
            before.terminator.map(|leaf| Editor::edit(leaf.start as usize, leaf.end as usize, "")).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Edits in order, those that overlap made one.
fn merged(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut merged: Vec<Edit> = Vec::new();
    for edit in edits {
        match merged.last_mut() {
            Some(last) if edit.span.start < last.span.end => {
                last.span.end = last.span.end.max(edit.span.end);
                last.text.push_str(&edit.text);
            }
            _ => merged.push(edit),
        }
    }
    merged
}
