//! How much a template may ask for, so that none runs forever or fills the memory.

/// What a template is refused with that does more than [`Limits::steps`].
pub(super) const TOO_MANY_STEPS: &str = "rendering takes too many steps";

/// Bounds for one rendering. The defaults let through what any configuration needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most steps: one for each expression that is evaluated and for each part of a value that is gone through.
    pub steps: u64,
    /// The longest text, in bytes, that is rendered or made on the way.
    pub output: usize,
    /// How deep expressions, directives and the values of variables may nest.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { steps: 20_000_000, output: 16 << 20, depth: 200 }
    }
}
