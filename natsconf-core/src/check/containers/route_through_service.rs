//! Names that pods do not have.

use super::evidence;
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};

static CODE: Code = code!("route-through-service", Hint, "route_through_service.md");

pub(super) const RULE: Rule = Rule::hint(&CODE, check);

/// Kubernetes names the pods of a stateful set below its headless service; that of the chart is called `NAME-headless`.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let routes = given.config.cluster.as_ref().and_then(|cluster| cluster.routes.as_ref());
    let Some(routes) = routes.filter(|_| evidence(given).is_some()) else { return };
    for url in routes.iter() {
        let Some((pod, service)) = url.parts().and_then(|parts| pod_of_service(parts.host())) else { continue };
        let message = format!("`{pod}.{service}` is found only where the service `{service}` is headless");
        let help = format!("with NATS's Helm chart, write `{pod}.{service}-headless`");
        report.add(CODE.at(url.span(), message).help(help));
        return;
    }
}

/// A pod and its service, where the set of pods is called as the service is: `nats-0.nats`.
fn pod_of_service(host: &str) -> Option<(&str, &str)> {
    let mut labels = host.split('.');
    let (pod, service) = (labels.next()?, labels.next()?);
    let (set, number) = pod.rsplit_once('-')?;
    (set == service && number.parse::<u32>().is_ok()).then_some((pod, service))
}
