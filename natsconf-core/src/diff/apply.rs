//! What a running server needs to take a change: `nats-server --signal reload`, or a restart. The registry knows it for each
//! option; here is what depends on the values or the release, and what a reload leaves as it is.

use serde::Serialize;

use crate::option::{Meaning, OptionSpec, Setting, Shape, Version};
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
}

/// Knows what the servers of a version need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge {
    pub(super) version: Version,
}

impl Judge {
    /// An option has another value, or is set or not set any more.
    pub(super) fn option(
        self,
        option: &OptionSpec,
        holder: Option<&OptionSpec>,
        old: Option<&Meaning>,
        new: Option<&Meaning>,
    ) -> Apply {
        if holder.is_some_and(|holder| holder.name() == "jetstream") && is_limit(option) {
            return Apply::reload_if(self.may_grow() && old.is_some() && amount(new) > amount(old));
        }
        if old.is_some() != new.is_some() && cannot_come_or_go(option, holder) {
            return Apply::Restart;
        }
        let is_switch = holder.is_none() && option.name() == "jetstream";
        let inside = [old, new].into_iter().flatten().flat_map(Meaning::settings);
        let mut inside = inside.filter(|setting| !(is_switch && is_started_with(setting.option)));
        let all = inside.all(|setting| self.whole(setting, option) == Apply::Reload);
        Apply::reload_if(self.applies(option, holder) && all)
    }

    /// A setting comes or goes together with its block.
    fn whole(self, Setting { option, value, .. }: &Setting, holder: &OptionSpec) -> Apply {
        self.option(option, Some(holder), None, Some(value))
    }

    /// An item of a list or of a map comes or goes.
    pub(super) fn item(self, option: &OptionSpec, holder: Option<&OptionSpec>) -> Apply {
        Apply::reload_if(self.applies(option, holder))
    }

    fn applies(self, option: &OptionSpec, holder: Option<&OptionSpec>) -> bool {
        option.is_reloadable_in(holder) && since(option, holder).is_none_or(|since| self.version.reaches(since))
    }

    /// Whether a running JetStream takes limits that are larger: from 2.12.7 on (`diffOptions`).
    fn may_grow(self) -> bool {
        let first = Version { major: 2, minor: 12, patch: Some(7) };
        match self.version.family() {
            family if family == first.family() => self.version.patch_reaches(first),
            family => family > first.family(),
        }
    }
}

/// What a reload leaves as it is: connections that there are keep their TLS and the deadline that they began with
/// (`client.initClient`).
pub(super) fn note(option: &OptionSpec, holder: Option<&OptionSpec>) -> Option<&'static str> {
    let is_tls = [Some(option), holder].into_iter().flatten().any(|option| option.name() == "tls");
    (is_tls || option.name() == "write_deadline").then_some("new connections only")
}

/// The first release that reloads an option, where older ones have it and do not (`getLeafNodeOptionsChanges`, `diffOptions`).
fn since(option: &OptionSpec, holder: Option<&OptionSpec>) -> Option<Version> {
    let is_limit = |option: &OptionSpec| match option.shape {
        Shape::Block(block) => matches!(block.name, "JetStreamLimits" | "JetStreamBatchLimits"),
        _ => false,
    };
    match option.name() {
        "remotes" => Some(Version::literal("2.14")),
        _ if is_limit(option) || holder.is_some_and(is_limit) => Some(Version::literal("2.15")),
        _ => None,
    }
}

/// A resolver (`diffOptions`), and TLS of a leaf node remote, of which only what is in it may change (`checkConfigsEqual`).
fn cannot_come_or_go(option: &OptionSpec, holder: Option<&OptionSpec>) -> bool {
    matches!((holder.map(OptionSpec::name), option.name()), (None, "resolver") | (Some("remotes"), "tls"))
}

/// `max_memory_store` and `max_file_store`.
fn is_limit(option: &OptionSpec) -> bool {
    matches!(option.name(), "max_memory_store" | "max_file_store")
}

/// What JetStream is started with when a reload turns it on (`Server.restartJetStream`).
fn is_started_with(option: &OptionSpec) -> bool {
    is_limit(option) || matches!(option.name(), "store_dir" | "enabled")
}

fn amount(value: Option<&Meaning>) -> Option<i64> {
    match value {
        Some(Meaning::One(Value::Integer(amount))) => Some(*amount),
        _ => None,
    }
}
