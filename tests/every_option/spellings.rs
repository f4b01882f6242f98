//! The other spellings of an option.

use natsconf_core::model::Config;
use natsconf_core::option::{Block, paths};
use natsconf_tests::servers::NEWEST;

use crate::minimal::example;
use crate::surroundings::Surroundings;

#[test]
fn a_spelling_is_taken_as_the_canonical_name_is() {
    let paths = paths(Config::SPEC);
    let spelled = paths.iter().flat_map(|path| path.entry.names().iter().map(move |name| (path, *name)));
    let spelled: Vec<_> = spelled.collect();
    let texts: Vec<String> = spelled.iter().map(|(path, name)| example(path, name)).collect();
    let verdicts = Surroundings::new().check_all(NEWEST, &texts);
    let mut canonical = true;
    for (((path, name), text), verdict) in spelled.iter().zip(texts).zip(verdicts) {
        if *name == path.entry.names()[0] {
            canonical = verdict.accepted;
        }
        assert_eq!(verdict.accepted, canonical, "{} as {name}: {}\n{text}", path.path, verdict.output);
        let unknown = verdict.output.to_lowercase().contains("unknown field");
        assert!(!unknown, "{} as {name}: {}", path.path, verdict.output);
    }
}
