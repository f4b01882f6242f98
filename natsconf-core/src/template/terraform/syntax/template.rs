//! Templates: text with `${…}` and `%{…}` in it, first as a flat list of elements, then nested.

use super::parse::Parser;
use super::token::{Kind, Range, Token};
use super::tree::{Expression, Names, Node, Part, Piece, Text};
use super::{Mistake, Result};

/// What stands in a template, before directives are matched.
enum Element {
    Text(Text),
    Hole(Expression),
    If(Expression, Range),
    For(Names, Expression, Range),
    Else(Range),
    EndIf(Range),
    EndFor(Range),
}

impl Parser<'_> {
    /// The template up to its closing token: the node, where the closing token ends, and how deep it is.
    pub(super) fn template(&mut self, closer: Kind, indented: bool) -> Result<(Node, Range, usize)> {
        let start = self.peek().range;
        let (mut elements, end) = self.elements(closer, start)?;
        if indented {
            unindent(&mut elements);
        }
        let elements = join_texts(elements);
        let elements = match <[Element; 1]>::try_from(elements) {
            Ok([Element::Hole(hole)]) => {
                let below = hole.depth;
                return Ok((Node::Wrap(hole.into()), end, below));
            }
            Ok([only]) => vec![only],
            Err(elements) => elements,
        };
        let mut nesting = Nesting { elements: elements.into_iter().peekable(), end, depth: 0 };
        let mut parts = nesting.root(self)?;
        if parts.is_empty() {
            parts.push(Part::Text(Text { range: start.after(), pieces: Vec::new() }));
        }
        Ok((Node::Template(parts), end, nesting.depth))
    }

    fn elements(&mut self, closer: Kind, start: Range) -> Result<(Vec<Element>, Range)> {
        let mut elements: Vec<Element> = Vec::new();
        // Whether a `~}` came just before, and whether text did.
        let (mut strip_next, mut after_text) = (false, false);
        loop {
            let token = self.read();
            if token.kind == closer {
                return Ok((elements, token.range));
            }
            if after_text && matches!(self.slice(token), "${~" | "%{~") {
                strip_end(&mut elements);
            }
            let strip = std::mem::take(&mut strip_next);
            after_text = false;
            match token.kind {
                Kind::Text | Kind::QuotedText => {
                    elements.push(Element::Text(self.text_element(token, strip)?));
                    after_text = true;
                }
                Kind::Interpolation | Kind::Control => {
                    let (element, stripping) = self.with_newlines(false, |parser| {
                        let element = match token.kind {
                            Kind::Interpolation => parser.hole(closer, start),
                            _ => parser.directive(token),
                        }?;
                        let close = parser.read();
                        Ok((element, parser.slice(close).starts_with('~')))
                    })?;
                    elements.push(element);
                    strip_next = stripping;
                }
                _ => return Err(Mistake::new(token.range, "the end of the string is missing")),
            }
        }
    }

    fn text_element(&self, token: Token, strip: bool) -> Result<Text> {
        let text = self.literal(token)?;
        let text = if strip { text.trim_start().to_owned() } else { text };
        Ok(Text { range: token.range, pieces: vec![Piece { text, range: token.range }] })
    }

    /// `hole = "${" [ "~" ] expression [ "~" ] "}"`, up to the closing brace
    fn hole(&mut self, closer: Kind, start: Range) -> Result<Element> {
        let expression = self.expression()?;
        let close = self.peek();
        let ends_string = closer == Kind::CloseQuote && matches!(close.kind, Kind::OpenQuote | Kind::CloseQuote);
        match close.kind {
            Kind::SequenceEnd => Ok(Element::Hole(expression)),
            // HCL points at the first token of the template here, wherever the hole is.
            Kind::End => Err(Mistake::new(start, "the closing brace of an interpolation is missing")),
            _ if ends_string => Err(Mistake::new(start, "the closing brace of an interpolation is missing")),
            _ => Err(Mistake::new(close.range, "a closing brace is needed to end the interpolation")
                .help("write `$${` when the text is not meant for Terraform")),
        }
    }

    /// `directive = "%{" [ "~" ] ( "if" expression / "else" / "endif" / "for" names expression / "endfor" ) [ "~" ] "}"`
    fn directive(&mut self, open: Token) -> Result<Element> {
        let keyword =
            self.expect(Kind::Identifier, "a directive starts with `if`, `else`, `endif`, `for` or `endfor`")?;
        let range = |parser: &Self| open.range.to(parser.peek().range);
        let element = match self.slice(keyword) {
            "if" => {
                let condition = self.expression()?;
                Element::If(condition, range(self))
            }
            "for" => {
                let names = self.names()?;
                let collection = self.expression()?;
                Element::For(names, collection, range(self))
            }
            "else" => Element::Else(range(self)),
            "endif" => Element::EndIf(range(self)),
            "endfor" => Element::EndFor(range(self)),
            _ => {
                return Err(Mistake::new(keyword.range, "there is no such directive")
                    .help("the directives are `if`, `else`, `endif`, `for` and `endfor`"));
            }
        };
        let close = self.peek();
        if close.kind == Kind::SequenceEnd {
            return Ok(element);
        }
        let mistake = Mistake::new(close.range, "a closing brace is needed to end the directive");
        let else_if = self.slice(keyword) == "else" && self.slice(close) == "if";
        Err(if else_if { mistake.help("there is no `else if`: nest another `if` in the `else`") } else { mistake })
    }
}

/// `~` before a sequence: white space before it goes, as far as its token reaches.
fn strip_end(elements: &mut [Element]) {
    if let Some(Element::Text(text)) = elements.last_mut()
        && let Some(piece) = text.pieces.last_mut()
    {
        piece.text.truncate(piece.text.trim_end().len());
    }
}

/// Takes from each line the indentation that all lines have, as `<<-` asks for. Blank lines do not count.
fn unindent(elements: &mut [Element]) {
    let mut lines: Vec<usize> = Vec::new();
    let mut least = usize::MAX;
    let mut line_starts = true;
    for (index, element) in elements.iter().enumerate() {
        let Element::Text(text) = element else {
            // A line that starts with a sequence has no indentation.
            least = if std::mem::take(&mut line_starts) { 0 } else { least };
            continue;
        };
        let content = text.content();
        let trimmed = content.trim_start();
        let is_blank = trimmed.is_empty() && content.ends_with('\n');
        if line_starts && !is_blank {
            least = least.min(graphemes(&content[..content.len() - trimmed.len()]));
            lines.push(index);
        }
        line_starts = content.ends_with('\n');
    }
    for index in lines {
        if let Element::Text(text) = &mut elements[index] {
            unindent_line(text, least);
        }
    }
}

fn graphemes(text: &str) -> usize {
    unicode_segmentation::UnicodeSegmentation::graphemes(text, true).count()
}

fn unindent_line(text: &mut Text, count: usize) {
    if let Some(piece) = text.pieces.first_mut() {
        let len: usize = unicode_segmentation::UnicodeSegmentation::graphemes(piece.text.as_str(), true)
            .take(count)
            .map(str::len)
            .sum();
        piece.text.drain(..len);
        piece.range.start += len;
        text.range.start += len;
    }
}

/// Puts texts that follow each other together.
fn join_texts(elements: Vec<Element>) -> Vec<Element> {
    let mut joined: Vec<Element> = Vec::with_capacity(elements.len());
    for element in elements {
        match (joined.last_mut(), element) {
            (Some(Element::Text(before)), Element::Text(text)) => {
                before.range.end = text.range.end;
                before.pieces.extend(text.pieces);
            }
            (_, element) => joined.push(element),
        }
    }
    joined
}

/// Matches directives with their ends.
struct Nesting {
    elements: std::iter::Peekable<std::vec::IntoIter<Element>>,
    /// The closing token of the template.
    end: Range,
    /// The depth of the deepest expression so far, with the directives around it.
    depth: usize,
}

/// How a list of parts ended.
enum Ended {
    Template,
    Else(Range),
    EndIf(Range),
    EndFor(Range),
}

impl Nesting {
    fn root(&mut self, parser: &mut Parser<'_>) -> Result<Vec<Part>> {
        match self.parts(parser)? {
            (parts, Ended::Template) => Ok(parts),
            (_, Ended::Else(range)) => Err(Mistake::new(range, "there is no `if` for this `else`")),
            (_, Ended::EndIf(range)) => Err(Mistake::new(range, "there is no `if` for this `endif`")),
            (_, Ended::EndFor(range)) => Err(Mistake::new(range, "there is no `for` for this `endfor`")),
        }
    }

    fn parts(&mut self, parser: &mut Parser<'_>) -> Result<(Vec<Part>, Ended)> {
        let mut parts = Vec::new();
        loop {
            let part = match self.elements.next() {
                None => return Ok((parts, Ended::Template)),
                Some(Element::Else(range)) => return Ok((parts, Ended::Else(range))),
                Some(Element::EndIf(range)) => return Ok((parts, Ended::EndIf(range))),
                Some(Element::EndFor(range)) => return Ok((parts, Ended::EndFor(range))),
                Some(Element::Text(text)) => Part::Text(text),
                Some(Element::Hole(hole)) => Part::Hole(self.below(hole)),
                Some(Element::If(condition, open)) => {
                    let condition = self.below(condition);
                    parser.nested(|parser| self.if_part(parser, condition, open))?
                }
                Some(Element::For(names, collection, open)) => {
                    let collection = self.below(collection);
                    parser.nested(|parser| self.for_part(parser, names, collection, open))?
                }
            };
            parts.push(part);
        }
    }

    fn below(&mut self, expression: Expression) -> Expression {
        self.depth = self.depth.max(expression.depth);
        expression
    }

    fn if_part(&mut self, parser: &mut Parser<'_>, condition: Expression, open: Range) -> Result<Part> {
        let (yes, ended) = self.parts(parser)?;
        let (no, ended) = match ended {
            Ended::Else(_) => self.parts(parser)?,
            ended => (Vec::new(), ended),
        };
        self.depth += 1;
        match ended {
            Ended::EndIf(_) => Ok(Part::If { condition, yes, no }),
            Ended::Template => Err(Mistake::new(self.end, "the `endif` for an `if` is missing").opened(open)),
            Ended::Else(range) => Err(Mistake::new(range, "this `if` has an `else` already").opened(open)),
            Ended::EndFor(range) => {
                Err(Mistake::new(range, "the `endif` for an `if` must come before this").opened(open))
            }
        }
    }

    fn for_part(&mut self, parser: &mut Parser<'_>, names: Names, collection: Expression, open: Range) -> Result<Part> {
        let (body, ended) = self.parts(parser)?;
        self.depth += 1;
        match ended {
            Ended::EndFor(_) => Ok(Part::For { names, collection, body, open }),
            Ended::Template => Err(Mistake::new(self.end, "the `endfor` for a `for` is missing").opened(open)),
            Ended::Else(range) => Err(Mistake::new(range, "a `for` has no `else`").opened(open)),
            Ended::EndIf(range) => {
                Err(Mistake::new(range, "the `endfor` for a `for` must come before this").opened(open))
            }
        }
    }
}
