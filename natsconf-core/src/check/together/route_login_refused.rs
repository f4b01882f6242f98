//! A route that the other server turns away.

use super::TogetherRule;
use super::links::calls;
use super::server::{Link, Server};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::model::Authorization;
use crate::option::types::ServerUrl;

static CODE: Code = code!("route-login-refused", Error, "route_login_refused.md");

pub(super) const RULE: TogetherRule = TogetherRule { code: &CODE, check };

/// `Server.isRouterAuthorized`. A server logs in with what stands in the URL alone, not with its own `cluster.authorization`.
fn check(servers: &[Server<'_>], found: &mut Vec<Diagnostic>) {
    for call in calls(servers, Link::Route) {
        let Some(wanted) = call.to.authorization(Link::Route) else { continue };
        let Some(user) = wanted.user.as_ref().filter(|user| !user.is_empty()) else { continue };
        if !logs_in(call.dial.url, wanted) {
            let message = match call.dial.url.parts().and_then(|parts| parts.user) {
                None => format!("{} asks for a login, and this route has none", call.to.title()),
                Some(_) => format!("{} asks for another login than this route has", call.to.title()),
            };
            let diagnostic = CODE.at(call.place, message).related(call.to.place(user.span()), "the login");
            let help =
                "write user and password into the URL: a server's own `cluster.authorization` is for those who dial it";
            found.push(diagnostic.help(help));
        }
    }
}

/// Whether a URL has the login that is wanted, as far as it can be told: hashes and percent signs are not looked through.
fn logs_in(url: &ServerUrl, wanted: &Authorization) -> bool {
    let Some((user, password)) = url.parts().and_then(|parts| parts.user) else { return false };
    let password = password.unwrap_or_default();
    if user.contains('%') || password.contains('%') {
        return true;
    }
    let is_user = wanted.user.as_ref().is_some_and(|wanted| &***wanted == user);
    is_user && wanted.password.as_ref().is_none_or(|wanted| wanted.is_bcrypt() || wanted.reveal() == password)
}
