//! What a server says of a configuration without starting: `nats-server -t`.

use rayon::prelude::*;

use super::config::{Config, Placed};

/// The outcome of `nats-server -t`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the server takes the configuration.
    pub accepted: bool,
    /// What it printed: refusals, or warnings and the line that calls the file valid.
    pub output: String,
}

/// Asks the server of `version` whether it takes `config`.
///
/// # Panics
/// When the server is missing, cannot be run, or crashes.
pub fn check<'a>(version: &str, config: impl Into<Config<'a>>) -> Verdict {
    let output = Placed::new(config.into()).server(version).arg("-t").output().expect("nats-server can be run");
    let printed = [output.stdout, output.stderr].concat();
    let output_text = String::from_utf8_lossy(&printed).into_owned();
    match output.status.code() {
        Some(0) => Verdict { accepted: true, output: output_text },
        Some(1) => Verdict { accepted: false, output: output_text },
        _ => panic!("nats-server -t ended with {}:\n{output_text}", output.status),
    }
}

/// Asks about many configurations on all cores. The verdicts stand in the order of the configurations.
///
/// # Panics
/// As [`check`].
pub fn check_all(version: &str, configs: &[Config<'_>]) -> Vec<Verdict> {
    configs.par_iter().map(|config| check(version, *config)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{NEWEST, RELEASES};
    use super::*;

    #[test]
    fn every_release_takes_a_small_configuration() {
        for release in RELEASES {
            let verdict = check(release.version, "port: 4222\n");
            assert!(verdict.accepted, "{}: {}", release.version, verdict.output);
        }
    }

    #[test]
    fn every_release_refuses_a_broken_configuration() {
        for release in RELEASES {
            let verdict = check(release.version, "port: 4222\nhost: [\n");
            assert!(!verdict.accepted, "{}: {}", release.version, verdict.output);
        }
    }

    #[test]
    fn messages_begin_with_the_bare_file_name() {
        let verdict = check(NEWEST, "port: true\n");
        assert!(verdict.output.contains("nats-server: nats.conf:1:"), "{}", verdict.output);
    }

    #[test]
    fn a_file_is_read_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("port.conf"), "port: 4222\n").unwrap();
        let main = folder.path().join("main.conf");
        std::fs::write(&main, "include port.conf\n").unwrap();
        let verdict = check(NEWEST, main.as_path());
        assert!(verdict.accepted, "{}", verdict.output);
    }

    #[test]
    fn the_environment_is_empty() {
        let verdict = check(NEWEST, "server_name: $PATH\n");
        assert!(!verdict.accepted, "{}", verdict.output);
    }

    #[test]
    fn verdicts_of_many_stand_in_order() {
        let texts: Vec<String> = (0..40).map(|n| format!("unknown_{n}: 1\n")).collect();
        let configs: Vec<Config<'_>> = texts.iter().map(|text| text.as_str().into()).collect();
        let verdicts = check_all(NEWEST, &configs);
        assert_eq!(verdicts.len(), texts.len());
        for (n, verdict) in verdicts.iter().enumerate() {
            assert!(verdict.output.contains(&format!("\"unknown_{n}\"")), "{n}: {}", verdict.output);
        }
    }
}
