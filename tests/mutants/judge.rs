//! What natsconf and a server say of one configuration, held against each other.

use natsconf_core::diagnostic::{Diagnostic, Severity};
use natsconf_core::source::{Memory, Source};
use natsconf_core::{Settings, check};
use natsconf_tests::servers;

/// Words of warnings, with which `-t` ends as with a refusal; the server starts.
const WARNINGS: [&str; 7] = [
    "invalid use of field",
    "config has no values or is empty",
    "is deprecated",
    "consumer replicas setting ignored",
    "proxy configuration will",
    "Trace destination sampling ignored",
    "will reset to",
];

/// Words of refusals that hang on the machine: on files, ports, names of hosts and what is built into the server.
const OF_THE_MACHINE: [&str; 14] = [
    "no such file or directory",
    "is a directory",
    "not a directory",
    "permission denied",
    "file name too long",
    "address already in use",
    "cannot assign requested address",
    "no such host",
    "lookup ",
    "connection refused",
    "error connecting to syslog",
    "cert_store not compatible",
    "TPM functionality is not supported",
    "cannot allocate memory",
];

/// Where both may be right, or natsconf does not know better: what natsconf finds or the server says, and why.
const KNOWN: [(&str, &str); 5] = [
    ("port-used-twice", "the servers of tests take clients where their arguments say"),
    ("the most is 65535", "the servers of tests take clients where their arguments say"),
    ("expected a duration", "2.10 passes over the timeout of a login that it cannot read"),
    ("integer divide by zero", "a pool of more routes than can be counted"),
    ("nil pointer dereference", "what older servers say of a folder for JWTs that cannot be made"),
];

/// Asks both.
pub struct Judge<'j> {
    pub version: &'j str,
    pub settings: Settings,
}

impl Judge<'_> {
    /// What natsconf and the server disagree about. What `-t` takes and natsconf does not has to be refused at start; what
    /// both take is started where asked for.
    pub fn disagreement(&self, text: &str, starts: bool) -> Option<String> {
        let checked = check(Source::new("nats.conf", text.as_bytes()), &Memory::default(), &self.settings);
        let found = &checked.diagnostics;
        let error = found.iter().find(|found| found.severity() == Severity::Error);
        // The server goes through its options in a random order: asked again, it may say otherwise.
        let words = (0..6).map_while(|_| self.ask(text, error, starts)).collect::<Vec<_>>();
        let words = words.get(5)?;
        let known = |(known, _): &(&str, &str)| words.contains(known);
        (!found.iter().any(is_chance) && !KNOWN.iter().any(known)).then(|| words.clone())
    }

    fn ask(&self, text: &str, error: Option<&Diagnostic>, starts: bool) -> Option<String> {
        let verdict = servers::check(self.version, text);
        let said = verdict.output.lines().filter(|line| !WARNINGS.iter().any(|words| line.contains(words)));
        let said: Vec<&str> = said.filter(|line| !line.trim().is_empty()).collect();
        let refused = !verdict.accepted && !said.is_empty();
        match error {
            Some(_) if refused => None,
            None if refused => refusal(&said),
            Some(error) => {
                let taken = servers::try_start(self.version, text).is_ok();
                taken.then(|| format!("taken, but {}: {}", error.code.name, error.message))
            }
            None if starts => {
                let log = servers::try_start(self.version, text).err()?;
                refusal(&log.lines().filter(|line| !line.contains("[INF]")).collect::<Vec<_>>())
            }
            None => None,
        }
    }
}

/// A refusal, unless it hangs on the machine.
fn refusal(lines: &[&str]) -> Option<String> {
    let of_machine = |line: &&str| OF_THE_MACHINE.iter().any(|words| line.contains(words));
    let of_the_text = lines.iter().find(|line| !of_machine(line) && !line.contains("[WRN]"));
    of_the_text.map(|_| format!("refused: {}", lines.join(" ")))
}

/// Whether chance decides what the server reads: one option under two spellings.
fn is_chance(found: &Diagnostic) -> bool {
    found.message.ends_with("is chance")
}
