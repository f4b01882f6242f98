//! What a plan is turned into: so far, configuration files. Each target is a folder beside this file, and adds its
//! files to the same set.

pub(super) mod conf;
