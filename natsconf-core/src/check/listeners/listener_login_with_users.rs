//! A login for one protocol beside users for all.

use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, code};
use crate::option::Spanned;

static CODE: Code = code!("listener-login-with-users", Error, "listener_login_with_users.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// `validateWebsocketOptions` and `validateMQTTOptions`, which pass over a block without a port.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let config = given.config;
    let websocket = config.websocket.iter().filter(|websocket| websocket.websocket_port() != 0);
    let mqtt = config.mqtt.iter().filter(|mqtt| mqtt.mqtt_port() != 0);
    let blocks =
        websocket.filter_map(|it| it.authorization.as_ref()).chain(mqtt.filter_map(|it| it.authorization.as_ref()));
    for block in blocks {
        let name = block.user.as_ref().filter(|name| !name.is_empty()).map(Spanned::span);
        let token = block.token.as_ref().filter(|token| !token.reveal().is_empty()).map(Spanned::span);
        let Some(place) = name.or(token).filter(|_| config.users().next().is_some()) else { continue };
        let found = CODE.at(place, "where there are users, this protocol has no login of its own");
        report.add(found.help("remove it, and add the user to the others"));
    }
}
