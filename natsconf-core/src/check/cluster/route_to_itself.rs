//! A cluster whose only known server is this one.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::model::Listens;

static CODE: Code = code!("route-to-itself", Warning, "route_to_itself.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `Server.connectToRoute` passes over a URL that leads back. Streams of a cluster then wait for others without end
/// (`Waiting for routing to be established`).
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let Some(cluster) = &given.config.cluster else { return };
    let Some(routes) = cluster.routes.as_ref().filter(|routes| !routes.is_empty()) else { return };
    let Some(own) = given.config.listeners().find(|listener| listener.listens == Listens::Routes) else { return };
    let leads_back = routes.iter().all(|url| url.parts().is_some_and(|parts| own.is_reached_by(&parts)));
    if leads_back {
        let found = CODE.at(routes[0].span(), "this route leads to this server itself, and there is no other");
        report.add(found.help("name another server of the cluster"));
    }
}
