//! Every option of the registry, alone in a configuration, before the real servers: known from its first release on and
//! unknown before, under each of its spellings, and of the types that natsconf takes and no others.

mod minimal;
mod reload;
mod spellings;
mod surroundings;
mod types;
mod versions;
