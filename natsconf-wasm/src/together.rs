//! Configurations held against each other: what changes from one to the other, and what does not fit between servers.

use std::path::Path;

use natsconf_core::diagnostic::render::Listing;
use natsconf_core::diff::{Apply, Change, Place};
use natsconf_core::source::{Memory, Source, Sources};
use serde::Serialize;

use crate::failure::Failure;
use crate::places::{Columns, column, listings};
use crate::request::{Clustering, Comparing};

/// The object of `natsconf diff --format json`.
#[derive(Serialize)]
pub(crate) struct Changes {
    changes: Vec<Change>,
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    reload: usize,
    restart: usize,
}

/// What changes in meaning.
pub(crate) fn diff(comparing: Comparing) -> Result<Changes, Failure> {
    let (settings, columns) = (comparing.settings()?, comparing.columns);
    let (old, new, memory) = comparing.into_sources();
    let changes = natsconf_core::diff(old.clone(), new.clone(), &memory, &settings);
    let mut changes = changes.map_err(|findings| Failure::found(&findings, columns))?;
    if let Columns::Utf16 = columns {
        for Change { old_place, new_place, .. } in &mut changes {
            recount(old_place.as_mut(), &old, &memory);
            recount(new_place.as_mut(), &new, &memory);
        }
    }
    let restart = changes.iter().filter(|change| change.how == Apply::Restart).count();
    let summary = Summary { reload: changes.len() - restart, restart };
    Ok(Changes { changes, summary })
}

/// What is wrong with each server, and what does not fit together.
pub(crate) fn lint(clustering: Clustering) -> Result<Listing, Failure> {
    let (settings, columns) = (clustering.settings()?, clustering.columns);
    let (servers, memory) = clustering.into_sources();
    Ok(listings(&natsconf_core::check_cluster(servers, &memory, &settings), columns))
}

/// Has the column of a place count code units. It is in the text itself, or in one that this includes.
fn recount(place: Option<&mut Place>, main: &Source, memory: &Memory) {
    let Some(place) = place else { return };
    if *main.name() == *place.file {
        place.column = column(main, place.line, place.column);
    } else if let Ok(text) = memory.read(Path::new(&place.file)) {
        place.column = column(&Source::new(&place.file, text), place.line, place.column);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn ask(function: &str, arguments: &Value) -> Value {
        let request = json!({ "function": function, "arguments": arguments }).to_string();
        serde_json::from_slice(&crate::call(request.as_bytes())).unwrap()
    }

    #[test]
    fn what_changes_says_what_it_needs() {
        let arguments = json!({ "old": "port: 4222\nmax_payload: 1MB", "new": "max_payload: 2MB\nport: 4223" });
        let result = &ask("diff", &arguments)["result"];
        assert_eq!(result["summary"], json!({ "reload": 1, "restart": 1 }));
        let change = |path: &str| result["changes"].as_array().unwrap().iter().find(|change| change["path"] == path);
        assert_eq!(change("port").unwrap()["how"], "restart");
        assert_eq!(change("max_payload").unwrap()["how"], "reload");
        assert_eq!(change("max_payload").unwrap()["old_place"], json!({ "file": "<old>", "line": 2, "column": 14 }));
    }

    #[test]
    fn what_cannot_be_read_is_told_under_its_name() {
        let response = ask("diff", &json!({ "old": "", "new": "a: [", "new_name": "new.conf" }));
        assert_eq!(response["error"]["diagnostics"][0]["file"], "new.conf");
    }

    #[test]
    fn places_of_changes_can_count_as_javascript_does() {
        let more = "server_name: \"🦀\", max_payload: 1MB";
        let column = |columns: &str| {
            let arguments = json!({
                "old": "include more.conf", "new": "server_name: \"🦀\", max_payload: 2MB", "files": { "more.conf": more }, "columns": columns
            });
            let change = &ask("diff", &arguments)["result"]["changes"][0];
            ["old_place", "new_place"].map(|place| change[place]["column"].as_u64().unwrap())
        };
        assert_eq!(column("default"), [32, 32]);
        assert_eq!(column("utf16"), [33, 33]);
    }

    #[test]
    fn servers_are_held_against_each_other() {
        let server = |port, route| {
            format!(
                "server_name: n\nlisten: \"127.0.0.1:{port}\"\ncluster {{ name: c, listen: \"127.0.0.1:{route}\", \
                 routes: [\"nats://127.0.0.1:6222\"] }}"
            )
        };
        let servers = json!({ "a.conf": server(4222, 6222), "b.conf": server(4223, 6223) });
        let result = &ask("lint_cluster", &json!({ "servers": servers }))["result"];
        let found = result["diagnostics"].as_array().unwrap();
        let finding = found.iter().find(|finding| finding["code"] == "duplicate-server-name").unwrap();
        assert_eq!((&finding["file"], &finding["line"]), (&"b.conf".into(), &1.into()));
    }
}
