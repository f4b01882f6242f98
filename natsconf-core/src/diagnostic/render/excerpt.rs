//! One line of a text as it is shown: cut to a width around the place meant, secrets masked, and every character
//! visible, with the columns it takes.

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{redact, window};
use crate::source::{FileId, SourceMap};

/// How many columns a tab takes.
const TAB: &str = "    ";

/// What stands where a line is cut.
const CUT: &str = "...";

/// A line, or the part of it around a place.
pub(super) struct Excerpt {
    /// What to print.
    pub(super) text: String,
    cells: Vec<Cell>,
    /// Where the shown part starts on the screen.
    margin: usize,
}

/// Something of the source that is shown as one: a character, or a masked secret.
struct Cell {
    bytes: Range<usize>,
    text: String,
    column: usize,
    width: usize,
}

impl Excerpt {
    /// The line, from 1, cut to about `width` columns, with the bytes of `focus` in view.
    pub(super) fn of(sources: &SourceMap, file: FileId, line: u32, focus: &Range<usize>, width: usize) -> Self {
        let source = sources.get(file);
        let whole = source.lines().range(source.text(), line);
        let window = window(sources, file, line, focus.start);
        let secrets = redact::secrets(source, line, window.clone());
        let cells = cells(source.text(), window.clone(), &secrets);
        let mut excerpt = Excerpt { text: String::new(), cells, margin: 0 };
        let (first, last) = excerpt.shown(focus, width);
        let cut = (first > 0 || window.start > whole.start, last < excerpt.cells.len() || window.end < whole.end);
        excerpt.cut(first..last, cut);
        excerpt
    }

    /// The screen columns, from 0, of a byte range: at least one, even past the end of the line.
    pub(super) fn columns(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.column(range.start);
        let end = match self.cells.iter().rfind(|cell| cell.bytes.start < range.end) {
            Some(last) if range.end > range.start => last.column + last.width,
            _ => start,
        };
        start + self.margin..end.max(start + 1) + self.margin
    }

    /// Where the cell that holds a byte starts; behind the last one where none does.
    fn column(&self, at: usize) -> usize {
        let next = self.cells.partition_point(|cell| cell.bytes.start <= at);
        match next.checked_sub(1).map(|index| &self.cells[index]) {
            Some(cell) if at >= cell.bytes.end => cell.column + cell.width,
            Some(cell) => cell.column,
            None => 0,
        }
    }

    /// Which cells fit into `width` columns, with the focus in the middle.
    fn shown(&self, focus: &Range<usize>, width: usize) -> (usize, usize) {
        let all = (0, self.cells.len());
        let Some(last) = self.cells.last() else { return all };
        let total = last.column + last.width;
        if total <= width {
            return all;
        }
        let meant = self.columns(focus);
        let room = width.saturating_sub(2 * CUT.len()).max(1);
        let start = meant.start.saturating_sub(room.saturating_sub(meant.len()) / 2).min(total.saturating_sub(room));
        let first = self.cells.partition_point(|cell| cell.column < start);
        let last = self.cells.partition_point(|cell| cell.column + cell.width <= start + room);
        (first, last.max(first))
    }

    /// Keeps these cells only, marks where the line was cut, and makes the text.
    fn cut(&mut self, shown: Range<usize>, cut: (bool, bool)) {
        self.cells.truncate(shown.end);
        self.cells.drain(..shown.start);
        let first = self.cells.first().map_or(0, |cell| cell.column);
        for cell in &mut self.cells {
            cell.column -= first;
        }
        let before = if cut.0 { CUT } else { "" };
        let after = if cut.1 { CUT } else { "" };
        self.margin = before.len();
        self.text = self.cells.iter().fold(before.to_owned(), |text, cell| text + &cell.text) + after;
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
    }
}

fn cells(text: &[u8], window: Range<usize>, secrets: &[Range<usize>]) -> Vec<Cell> {
    let mut cells = Cells { cells: Vec::new(), column: 0 };
    let mut at = window.start;
    for secret in secrets {
        cells.visible(text, at..secret.start);
        cells.push(secret.clone(), redact::MASK.to_owned(), redact::MASK.len());
        at = secret.end;
    }
    cells.visible(text, at..window.end);
    cells.cells
}

struct Cells {
    cells: Vec<Cell>,
    column: usize,
}

impl Cells {
    fn push(&mut self, bytes: Range<usize>, text: String, width: usize) {
        self.cells.push(Cell { bytes, text, column: self.column, width });
        self.column += width;
    }

    fn visible(&mut self, text: &[u8], range: Range<usize>) {
        let mut at = range.start;
        for chunk in text[range].utf8_chunks() {
            for c in chunk.valid().chars() {
                let shown = visible_char(c);
                let width = shown.chars().map(|c| c.width().unwrap_or(0)).sum();
                self.push(at..at + c.len_utf8(), shown, width);
                at += c.len_utf8();
            }
            let invalid = chunk.invalid().len();
            if invalid > 0 {
                self.push(at..at + invalid, char::REPLACEMENT_CHARACTER.to_string(), 1);
                at += invalid;
            }
        }
    }
}

/// A character that does to a terminal nothing but show.
fn visible_char(c: char) -> String {
    match c {
        '\t' => TAB.to_owned(),
        // The pictures of the control characters stand in their order.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER).to_string(),
        '\x7f' => '\u{2421}'.to_string(),
        _ if c.is_control() || is_invisible(c) => {
            let mut shown = String::new();
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
            shown
        }
        c => c.to_string(),
    }
}

/// What changes the direction of text, or takes no place in it: a reader would not see it.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Words that may hold anything, made safe to print.
pub(super) fn visible(words: &str) -> String {
    words.chars().map(visible_char).collect()
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::source::{FileId, Source, SourceMap};

    /// The first line as shown, with the place of `meant` marked below it.
    fn shown(text: &[u8], meant: &str, width: usize) -> String {
        let mut sources = SourceMap::default();
        sources.add(Source::new("a.conf", text));
        let start = memchr::memmem::find(text, meant.as_bytes()).unwrap();
        let focus = start..start + meant.len();
        let excerpt = Excerpt::of(&sources, FileId::MAIN, 1, &focus, width);
        let columns = excerpt.columns(&focus);
        format!("{}\n{}{}", excerpt.text, " ".repeat(columns.start), "^".repeat(columns.len()))
    }

    #[test]
    fn marks_stand_below_what_they_mean() {
        assert_eq!(shown(b"port: bad", "bad", 80), "port: bad\n      ^^^");
        assert_eq!(shown(b"\tport: bad", "bad", 80), "    port: bad\n          ^^^");
        assert_eq!(shown("日本 e\u{301}é: bad".as_bytes(), "bad", 80), "日本 e\u{301}é: bad\n         ^^^");
        assert_eq!(shown(b"\xff\xfe: bad", "bad", 80), "\u{fffd}\u{fffd}: bad\n    ^^^");
        assert_eq!(
            shown(b"password: \"long secret\", x: bad", "bad", 80),
            "password: \"..\", x: bad\n                   ^^^"
        );
        assert_eq!(shown(b"password: hunter2", "hunter2", 80), "password: ..\n          ^^");
    }

    #[test]
    fn nothing_in_a_line_moves_the_cursor_or_hides() {
        assert_eq!(shown(b"\x1b[31m\x07: bad", "bad", 80), "␛[31m␇: bad\n        ^^^");
        assert_eq!(shown("a\u{202e}b: bad".as_bytes(), "bad", 80), "a\\u{202e}b: bad\n            ^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let line = format!("{}bad{}", "0123456789".repeat(30), "9876543210".repeat(30));
        assert_eq!(shown(line.as_bytes(), "bad", 29), "...0123456789bad9876543210...\n             ^^^");
        let start = format!("bad{}", "x".repeat(100));
        assert_eq!(shown(start.as_bytes(), "bad", 20), format!("bad{}...\n^^^", "x".repeat(11)));
        let end = format!("{}bad", "x".repeat(100));
        assert_eq!(shown(end.as_bytes(), "bad", 20), format!("...{}bad\n{}^^^", "x".repeat(11), " ".repeat(14)));
    }

    #[test]
    fn a_very_long_line_is_looked_at_around_what_is_meant_only() {
        let line = format!("{}, bad{}", "x".repeat(1_000_000), " y".repeat(1_000_000));
        let shown = shown(line.as_bytes(), "bad", 40);
        assert!(shown.starts_with("...") && shown.contains(", bad y y"), "{shown}");
        assert_eq!(shown.lines().next().map(|line| line.chars().count()), Some(40));
    }
}
