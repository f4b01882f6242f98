//! What natsconf writes: formatted text, printed values, edits.

mod convert;
mod edit;
mod fixtures;
mod format;
mod print;
mod random;
mod same;
