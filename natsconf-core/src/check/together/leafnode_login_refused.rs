//! A leaf node that its hub turns away.

use super::TogetherRule;
use super::links::{Call, calls};
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Config;
use crate::option::Spanned;
use crate::option::types::{Password, UserName};

static CODE: Code = code!("leafnode-login-refused", Error, "leafnode_login_refused.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `Server.isLeafNodeAuthorized`: with `leafnodes.authorization` that alone counts, without it what clients log in with.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::LeafNode) {
        if call.dial.leafnode.is_some_and(|remote| remote.credentials.is_some() || remote.nkey.is_some()) {
            continue;
        }
        let hub = call.to.config;
        let login = call.dial.url.parts().and_then(|parts| parts.user);
        let title = call.to.title();
        let message = match login {
            None if hub.has_operator() && hub.default_sentinel.is_none() => {
                format!("{title} asks for credentials, and this remote has none")
            }
            None if !hub.has_operator() && asks(hub) => format!("{title} asks for a login, and this remote has none"),
            Some(login) if !hub.has_operator() && asks(hub) && !knows(hub, login) => {
                format!("{title} has no user with this login for leaf nodes")
            }
            _ => continue,
        };
        report(&call, message, found);
    }
}

fn report(call: &Call<'_, '_>, message: String, found: &mut Vec<Diagnostic>) {
    let help = if call.to.config.has_operator() {
        "set `credentials` to the file of a user of the account that is joined"
    } else {
        "write user and password of a user of the hub into the URL, or set `credentials` or `nkey`"
    };
    found.push(CODE.at(call.place, message).help(help));
}

/// Whether leaf nodes have to log in.
fn asks(hub: &Config) -> bool {
    if let Some(own) = hub.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref()) {
        return own.user.is_some() || own.nkey.is_some() || own.users.as_ref().is_some_and(|users| !users.is_empty());
    }
    let own = hub.authorization.as_ref();
    // A callout may let in whoever it likes.
    let called = own.is_some_and(|own| own.auth_callout.is_some());
    let single = own.is_some_and(|own| own.user.is_some() || own.token.is_some());
    (single || hub.users().next().is_some()) && hub.no_auth_user.is_none() && !called
}

/// Whether a user with this login is known, as far as it can be told: hashes, percent signs and tokens are not looked through.
fn knows(hub: &Config, (name, password): (&str, Option<&str>)) -> bool {
    let password = password.unwrap_or_default();
    let is_it = |user: Option<&Spanned<UserName>>, own: Option<&Spanned<Password>>| {
        user.is_some_and(|user| &***user == name) && own.is_none_or(|own| own.is_bcrypt() || own.reveal() == password)
    };
    if name.contains('%') || password.contains('%') {
        return true;
    }
    if let Some(own) = hub.leafnodes.as_ref().and_then(|leafnodes| leafnodes.authorization.as_ref()) {
        let mut users = own.users.iter().flat_map(|users| users.iter());
        return own.nkey.is_some()
            || is_it(own.user.as_ref(), own.password.as_ref())
            || users.any(|user| is_it(user.user.as_ref(), user.password.as_ref()));
    }
    let own = hub.authorization.as_ref();
    own.is_some_and(|own| own.token.is_some() || is_it(own.user.as_ref(), own.password.as_ref()))
        || hub.users().any(|user| is_it(user.user.as_ref(), user.password.as_ref()))
}
