//! What a running server needs to take a change: `nats-server --signal reload`, or a restart. The registry knows it for each
//! option; here is what depends on the values, and what a reload leaves as it is.

use serde::Serialize;

use crate::option::{Meaning, OptionSpec, Setting};
use crate::value::Value;

/// What a running server needs to take a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Apply {
    /// `nats-server --signal reload`.
    Reload,
    /// The server refuses the reload, and goes on with all of its old configuration until it is started again.
    Restart,
}

impl Apply {
    const fn reload_if(reloadable: bool) -> Self {
        if reloadable { Apply::Reload } else { Apply::Restart }
    }

    /// An option has another value, or is set or not set any more.
    pub(super) fn of(
        option: &OptionSpec,
        holder: Option<&OptionSpec>,
        old: Option<&Meaning>,
        new: Option<&Meaning>,
    ) -> Self {
        if holder.is_some_and(|holder| holder.name() == "jetstream") && is_limit(option) {
            return Apply::reload_if(amount(new) > amount(old) && old.is_some());
        }
        if holder.is_none() && option.name() == "resolver" && old.is_some() != new.is_some() {
            return Apply::Restart;
        }
        let is_switched = holder.is_none() && option.name() == "jetstream";
        let inside = [old, new].into_iter().flatten().flat_map(Meaning::settings);
        let inside = inside.filter(|setting| !(is_switched && is_switched_with(setting.option)));
        let mut inside = inside.map(|setting| Apply::whole(setting, option));
        let all = inside.all(|how| how == Apply::Reload);
        Apply::reload_if(option.is_reloadable_in(holder) && all)
    }

    /// A setting comes or goes together with its block.
    fn whole(setting: &Setting, holder: &OptionSpec) -> Self {
        Apply::of(setting.option, Some(holder), None, Some(&setting.value.value))
    }

    /// An item of a list or of a map comes or goes.
    pub(super) fn of_item(option: &OptionSpec, holder: Option<&OptionSpec>) -> Self {
        Apply::reload_if(option.is_reloadable_in(holder))
    }
}

/// `max_memory_store` and `max_file_store`, which a running JetStream takes only where they grow (`diffOptions`).
fn is_limit(option: &OptionSpec) -> bool {
    matches!(option.name(), "max_memory_store" | "max_file_store")
}

/// What JetStream is started with when a reload turns it on (`diffOptions`).
fn is_switched_with(option: &OptionSpec) -> bool {
    is_limit(option) || matches!(option.name(), "store_dir" | "enabled")
}

fn amount(value: Option<&Meaning>) -> Option<i64> {
    match value {
        Some(Meaning::One(Value::Integer(amount))) => Some(*amount),
        _ => None,
    }
}
