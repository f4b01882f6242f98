//! `natsconf.toml`: what a project has decided about its configurations. Where the file is found is for the caller to say.

use std::fmt;
use std::ops::Deref;
use std::path::PathBuf;

use crate::convert;
use crate::diagnostic::render::Findings;
use crate::option::types::text::{Text, text};
use crate::option::types::{List, Named, Size};
use crate::option::{Block, OptionType, Reader, Shape, TextShape, Version, block, nearest, through_value};
use crate::source::Source;
use crate::source::volumes::Volumes;
use crate::value::{Value, ValueRef};

block! {
    /// What a project has decided about its configurations.
    Project = "natsconf", keys EXACT {
        /// The server that they are for.
        nats_version: ServerVersion = "nats-version", such_as "\"2.15\"";
        /// The only findings to report.
        select: List<CodeName> = "select";
        /// Findings not to report.
        ignore: List<CodeName> = "ignore";
        /// Files that are left out of folders, as in a `.gitignore` beside this file.
        exclude: List<Text> = "exclude";
        /// How large the volumes of the servers are, by the folders at which they are mounted.
        volumes: Named<Text, Size> = "volumes", such_as "{ \"/data\": \"100Gi\" }";
    }
}

text! {
    /// A version of nats-server.
    ServerVersion(TextShape::new("version", "2.15"), version);
    /// The name of a finding.
    CodeName(TextShape::new("finding", "plaintext-password"), code);
}

impl Project {
    /// Reads the file: as much of it as can be read, and what is wrong with the rest.
    pub fn read(source: Source) -> (Self, Findings) {
        let values = match convert::read(source) {
            Ok(values) => values,
            Err(findings) => return (Project::default(), findings),
        };
        let mut reader = Reader::new(Version::NEWEST, Project::SPEC);
        reader.sizes_are_text = true;
        let project = block::read_map(values.root(), &mut reader);
        (project, Findings { diagnostics: reader.finish(), sources: values.into_sources() })
    }

    /// The volumes of the servers.
    pub fn known_volumes(&self) -> Volumes {
        let volumes = self.volumes.iter().flat_map(|volumes| volumes.iter());
        volumes.map(|volume| (PathBuf::from(&**volume.name), volume.value.0)).collect()
    }
}

fn version(text: &str) -> Result<(), String> {
    text.parse::<Version>().map(drop).map_err(|error| error.to_string())
}

fn code(name: &str) -> Result<(), String> {
    if crate::codes().any(|code| code.name == name) {
        return Ok(());
    }
    Err(match nearest(name, crate::codes().map(|code| code.name)) {
        Some(near) => format!("there is no finding `{name}`: did you mean `{near}`?"),
        None => format!("there is no finding `{name}`: `natsconf rules` lists them"),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> (Project, Vec<String>) {
        let (project, findings) = Project::read(Source::new("natsconf.toml", text.as_bytes()));
        let told = findings.diagnostics.into_iter().map(|found| {
            let help = found.help.map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}: {}{help}", found.primary.span.start, found.message)
        });
        (project, told.collect())
    }

    #[test]
    fn it_says_five_things() {
        let (project, found) = read(concat!(
            "nats-version = \"2.12\"\nselect = [\"unknown-option\"]\n",
            "ignore = [\"plaintext-password\"]\nexclude = [\"old/\"]\n[volumes]\n\"/data\" = \"100Gi\"\n"
        ));
        assert_eq!(found, [""; 0]);
        assert_eq!(project.known_volumes().of(Path::new("/data/jetstream")), Some((Path::new("/data"), 100 << 30)));
        assert_eq!(&**project.nats_version.unwrap(), "2.12");
        assert_eq!(&**project.select.unwrap()[0], "unknown-option");
        assert_eq!(&**project.ignore.unwrap()[0], "plaintext-password");
        assert_eq!(&**project.exclude.unwrap()[0], "old/");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_the_rest_counts() {
        let (project, found) =
            read("exclud = []\nignore = [\"plaintxt-password\"]\nnats-version = 2.15\nselect = []\n");
        assert_eq!(
            found,
            [
                "0: unknown option `exclud` (did you mean `exclude`?)",
                "22: there is no finding `plaintxt-password`: did you mean `plaintext-password`?",
                "58: expected a version such as \"2.15\", found the number `2.15` (without quotes the server reads something \
                 else than text: put it in quotes)",
            ]
        );
        assert!(project.select.is_some() && project.nats_version.is_none());
        assert_eq!(read("select = [").1.len(), 1);
    }
}
