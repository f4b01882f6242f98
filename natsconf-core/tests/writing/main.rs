//! What natsconf writes: formatted text, printed values, edits.

mod edit;
mod fixtures;
mod format;
mod print;
mod random;
mod same;
