//! Text with holes and directives.

use super::loops::pairs;
use super::{Evaluated, Evaluator, Stop};
use crate::template::map::Writer;
use crate::template::terraform::syntax::{Expression, Names, Part, Range, Text};
use crate::template::terraform::value::{PART, Type, Value, convert, normalize};

impl Evaluator<'_> {
    /// A quoted template or heredoc.
    pub(super) fn template_value(&mut self, parts: &[Part], range: Range) -> Evaluated {
        let mut writer = Writer::default();
        let is_known = self.write(parts, &mut writer)?;
        self.charge(PART + writer.len() as u64 / 4, range)?;
        let (text, _) = writer.finish();
        Ok(if is_known { Value::String(text.into()) } else { Value::Unknown(Type::String) })
    }

    /// Writes the parts. Whether all of them were known; a part that was a mistake counts as known, as in HCL.
    pub(in crate::template::terraform) fn write(&mut self, parts: &[Part], writer: &mut Writer) -> Evaluated<bool> {
        let mut is_known = true;
        for part in parts {
            is_known &= match part {
                Part::Text(text) => self.write_text(text, writer)?,
                Part::Hole(expression) => self.write_hole(expression, writer)?,
                Part::If { condition, yes, no } => match self.condition(condition)? {
                    Some(is_true) => self.write(if is_true { yes } else { no }, writer)?,
                    None => false,
                },
                Part::For { names, collection, body, .. } => self.write_loop(names, collection, body, writer)?,
            };
        }
        Ok(is_known)
    }

    fn write_text(&mut self, text: &Text, writer: &mut Writer) -> Evaluated<bool> {
        for piece in &text.pieces {
            let copied = piece.text.len() == piece.range.end - piece.range.start;
            self.push(&normalize(&piece.text), piece.range, copied, writer)?;
        }
        Ok(true)
    }

    fn write_hole(&mut self, expression: &Expression, writer: &mut Writer) -> Evaluated<bool> {
        let value = self.evaluate(expression)?;
        if value.is_null() {
            self.type_problem(expression.range, "the value is null, which has no text");
            return Ok(true);
        }
        if !value.is_known() {
            return Ok(false);
        }
        match convert(&value, &Type::String) {
            Ok(Value::String(text)) => self.push(&text, expression.range, false, writer)?,
            Ok(_) => return Ok(false),
            Err(_) => {
                let message = format!("a value of type {} cannot be put into text", value.type_name());
                self.type_problem(expression.range, message);
            }
        }
        Ok(true)
    }

    fn write_loop(
        &mut self,
        names: &Names,
        collection: &Expression,
        body: &[Part],
        writer: &mut Writer,
    ) -> Evaluated<bool> {
        let elements = self.collection(collection)?;
        let Some(pairs) = elements.as_ref().and_then(pairs) else { return Ok(false) };
        let mut is_known = true;
        for (key, value) in pairs {
            self.charge(1, collection.range)?;
            is_known &= self.with_locals(names, key, value, |evaluator| evaluator.write(body, writer))?;
        }
        Ok(is_known)
    }

    fn push(&mut self, text: &str, range: Range, copied: bool, writer: &mut Writer) -> Evaluated<()> {
        self.charge(1 + text.len() as u64 / 16, range)?;
        if writer.len() + text.len() > self.limits.output {
            return Err(Stop { range, message: "the rendered text is too long" });
        }
        writer.push(text, range.start..range.end, copied);
        Ok(())
    }
}
