//! Where servers are: addresses from patterns, and ports, which servers at one address do not share.

use std::collections::BTreeMap;

use super::{LOOPBACK, Listeners, ServerPorts, get};
use crate::deployment::spec::{Deployment, Ports};
use crate::deployment::{RenderError, Trial};
use crate::option::Spanned;

/// Fills in the places of a pattern; numbers count from 1 in `{n}`, from 0 in `{n0}`.
pub(super) fn expand(pattern: &str, cluster: &str, name: &str, number: usize) -> String {
    let filled = pattern.replace("{n}", &(number + 1).to_string()).replace("{n0}", &number.to_string());
    filled.replace("{cluster}", cluster).replace("{name}", name)
}

/// Gives out addresses and ports.
pub(super) struct Places<'t> {
    /// The free ports of a trial that are left.
    trial: Option<std::slice::Iter<'t, u16>>,
    /// How many servers are at an address already.
    servers: BTreeMap<String, u16>,
}

impl<'t> Places<'t> {
    pub(super) fn new(trial: Option<&'t Trial>) -> Self {
        Places { trial: trial.map(|trial| trial.ports.iter()), servers: BTreeMap::new() }
    }

    /// The address of a server: in a trial, this machine.
    pub(super) fn address(&self, address: &str) -> String {
        if self.trial.is_some() { LOOPBACK.to_owned() } else { address.to_owned() }
    }

    /// The ports of the next server at an address. What the server's own ports say is taken as it is; otherwise each
    /// further server at an address counts on from the first.
    pub(super) fn ports(
        &mut self,
        address: &str,
        on: Listeners,
        given: &[&Option<Spanned<Ports>>],
        deployment: &Deployment,
    ) -> Result<ServerPorts, RenderError> {
        let count = self.servers.entry(address.to_owned()).or_default();
        let step = *count;
        *count = count.saturating_add(1);
        let mut port = |own: fn(&Ports) -> Option<i64>, listener: Option<i64>, default: u16| {
            if let Some(ports) = &mut self.trial {
                return ports.next().copied().ok_or(RenderError::TrialPorts);
            }
            let given = given.iter().find_map(|ports| own(ports.as_deref()?));
            let first = given.or(listener).and_then(|port| u16::try_from(port).ok()).unwrap_or(default);
            first.checked_add(step).ok_or(RenderError::Ports)
        };
        let client = deployment.client.as_ref().and_then(|client| get(client.port.as_ref()));
        let monitoring = deployment.monitoring.as_ref().and_then(|monitoring| get(monitoring.port.as_ref()));
        let websocket = deployment.websocket.as_ref().and_then(|toggle| get(toggle.block()?.port.as_ref()));
        let leafnodes = deployment.leafnodes.as_ref().and_then(|toggle| get(toggle.block()?.port.as_ref()));
        let mqtt = deployment.mqtt.as_ref().and_then(|toggle| get(toggle.block()?.port.as_ref()));
        Ok(ServerPorts {
            client: port(|ports| get(ports.client.as_ref()), client, 4222)?,
            monitoring: port(|ports| get(ports.monitoring.as_ref()), monitoring, 8222)?,
            routes: optional(on.routes, || port(|ports| get(ports.routes.as_ref()), None, 6222))?,
            gateway: optional(on.gateway, || port(|ports| get(ports.gateway.as_ref()), None, 7222))?,
            leafnodes: optional(on.leafnodes, || port(|ports| get(ports.leafnodes.as_ref()), leafnodes, 7422))?,
            websocket: optional(on.websocket, || port(|ports| get(ports.websocket.as_ref()), websocket, 8080))?,
            mqtt: optional(on.mqtt, || port(|ports| get(ports.mqtt.as_ref()), mqtt, 1883))?,
        })
    }
}

fn optional(on: bool, port: impl FnOnce() -> Result<u16, RenderError>) -> Result<Option<u16>, RenderError> {
    if on { port().map(Some) } else { Ok(None) }
}
