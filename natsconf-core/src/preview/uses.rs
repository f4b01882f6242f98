//! How a configuration uses what a template puts into it: each hole and directive with the leaf that it is in, and the
//! option whose value that is.

use std::collections::HashMap;
use std::ops::Range;

use super::sketch::Sketch;
use crate::model::Config;
use crate::option::types::OperatorJwt;
use crate::option::{Block, OptionType, Shape, TextShape};
use crate::source::{FileId, Span, offset};
use crate::syntax::{Document, Leaf, LeafKind};
use crate::template::outline::Hole;

/// One part of a template and what it is to the server.
pub(super) struct Use<'s> {
    pub(super) part: UsedPart<'s>,
    /// Which hole of the sketch it is, if it is one.
    hole: Option<usize>,
    /// Its place in the template.
    pub(super) span: Span,
    pub(super) kind: LeafKind,
    /// The leaf as it would be with words in the place of holes.
    pub(super) text: &'s str,
    /// Where in `text` the part is.
    pub(super) within: Range<usize>,
    /// What the option may look like whose value the leaf is; nothing where that is not known.
    shapes: Vec<&'static Shape>,
}

/// A part of a template.
pub(super) enum UsedPart<'s> {
    Hole(&'s Hole),
    Directive,
    /// `${` that is text: the template has `$${`.
    Escape,
}

impl Use<'_> {
    /// Whether the leaf is the part and nothing else.
    pub(super) fn is_whole(&self) -> bool {
        self.within == (0..self.text.len())
    }

    pub(super) fn is_quoted(&self) -> bool {
        matches!(self.kind, LeafKind::DoubleQuoted | LeafKind::SingleQuoted)
    }

    /// What the option means by text, if that is what it takes and nothing else.
    pub(super) fn text_shape(&self) -> Option<&'static TextShape> {
        let texts = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(text) => Some(text),
            _ => None,
        });
        let others =
            |shape: &&&Shape| matches!(shape, Shape::Bool | Shape::Integer(_) | Shape::Number(_) | Shape::Duration);
        if self.shapes.iter().any(|shape| others(&shape)) { None } else { texts.into_iter().next() }
    }
}

/// All uses of parts of the template.
pub(super) fn uses<'s>(sketch: &'s Sketch<'s>, document: &Document) -> Vec<Use<'s>> {
    let mut walk = Walk { frames: vec![vec![&ROOT]], ..Walk::default() };
    let mut uses = Vec::new();
    for leaf in document.leaves() {
        let shapes = walk.step(leaf, document);
        // A leaf of broken text may end within a character.
        let Some(text) = sketch.text.get(leaf.range()) else { continue };
        let mut add = |part: UsedPart<'s>, hole: Option<usize>, place: Range<usize>, span: Span| {
            let within =
                place.start.saturating_sub(leaf.start as usize)..place.end.min(leaf.end as usize) - leaf.start as usize;
            uses.push(Use { part, hole, span, kind: leaf.kind, text, within, shapes: shapes.clone() });
        };
        for (place, index) in sketch.hole_places(leaf.range()) {
            add(UsedPart::Hole(sketch.holes[index]), Some(index), place.clone(), sketch.span(place));
        }
        for (open, at) in directives_in(leaf, &sketch.directives) {
            let span = Span::new(FileId::MAIN, offset(open.start), offset(open.end));
            add(UsedPart::Directive, None, *at..*at, span);
        }
        if let Some(at) = text.find("${") {
            let place = leaf.start as usize + at..leaf.start as usize + at + 2;
            add(UsedPart::Escape, None, place.clone(), sketch.span(place));
        }
    }
    uses
}

/// The directives in a comment or at its end, where it goes on. They are sorted by place.
fn directives_in(leaf: Leaf, directives: &[(Range<usize>, usize)]) -> &[(Range<usize>, usize)] {
    if leaf.kind != LeafKind::Comment {
        return &[];
    }
    let first = directives.partition_point(|(_, at)| *at <= leaf.start as usize);
    let end = directives.partition_point(|(_, at)| *at <= leaf.end as usize);
    &directives[first..end]
}

/// Values for holes whose presence alone decides what else may stand in a configuration: with an operator, the server
/// takes no accounts and users of the file.
pub(super) fn samples(uses: &[Use<'_>]) -> HashMap<usize, String> {
    let mut samples = HashMap::new();
    for used in uses.iter().filter(|used| used.shapes.contains(&&OperatorJwt::SHAPE)) {
        if let Some(hole) = used.hole {
            samples.insert(hole, OperatorJwt::SHAPE.example().into_owned());
        }
    }
    samples
}

static ROOT: Shape = Shape::Block(Config::SPEC);

/// Follows the leaves through the options.
#[derive(Default)]
struct Walk {
    /// What the open blocks and lists may look like, from the outside in.
    frames: Vec<Vec<&'static Shape>>,
    /// What the value of the last key may look like.
    pending: Option<Vec<&'static Shape>>,
}

impl Walk {
    /// Goes past a leaf; what it may look like, if it is a value.
    fn step(&mut self, leaf: Leaf, document: &Document) -> Vec<&'static Shape> {
        match leaf.kind {
            LeafKind::Key | LeafKind::QuotedKey => {
                let name = String::from_utf8_lossy(document.leaf_text(leaf)).to_lowercase();
                self.pending = Some(self.option(name.trim_matches(['"', '\''])));
            }
            LeafKind::MapOpen | LeafKind::ArrayOpen => {
                let shapes = self.value();
                self.frames.push(shapes);
            }
            LeafKind::MapClose | LeafKind::ArrayClose if self.frames.len() > 1 => drop(self.frames.pop()),
            kind if kind.is_scalar() => return self.value(),
            _ => {}
        }
        Vec::new()
    }

    /// What the value of a key of the innermost block may look like.
    fn option(&self, name: &str) -> Vec<&'static Shape> {
        let frame = self.frames.last().into_iter().flatten();
        let found = frame.filter_map(|shape| match shape {
            Shape::Block(block) => block.get(name).map(|option| &option.shape),
            Shape::Map { value, .. } => Some(*value),
            _ => None,
        });
        found.flat_map(alternatives).collect()
    }

    /// What the next value may look like: that of the last key, or an item of a list.
    fn value(&mut self) -> Vec<&'static Shape> {
        if let Some(shapes) = self.pending.take() {
            return shapes;
        }
        let frame = self.frames.last().into_iter().flatten();
        let items = frame.filter_map(|shape| match shape {
            Shape::List(item) => Some(*item),
            _ => None,
        });
        items.flat_map(alternatives).collect()
    }
}

fn alternatives(shape: &'static Shape) -> Vec<&'static Shape> {
    match shape {
        Shape::AnyOf(shapes) => shapes.iter().flat_map(alternatives).collect(),
        shape => vec![shape],
    }
}
