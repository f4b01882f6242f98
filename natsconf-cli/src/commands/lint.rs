//! `lint`: everything that is wrong, in all files, includes followed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::thread;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use natsconf_core::check::Unread;
use natsconf_core::diagnostic::fix::apply_fixes;
use natsconf_core::diagnostic::render::{self, Findings, Summary};
use natsconf_core::preview::{self, Language, Template, TemplateFiles};
use natsconf_core::source::disk::Disk;
use natsconf_core::source::{FileId, Source, Span, normalize};
use natsconf_core::{Checked, Settings};

use crate::files::{self, Input};
use crate::reading::Reading;
use crate::template_variables::TemplateVariables;
use crate::{Failure, Outcome, Result, output, surroundings, unchecked, write};

/// Say everything that is wrong
///
/// Included files are checked where they are included. In a folder, the files ending in `.conf` are checked, except
/// hidden and git-ignored ones; a file that another of them includes is not checked by itself.
///
/// A template (`.conf.tftpl`, `.conf.j2`) is checked for what is wrong whatever its variables are and, where variables are
/// given, for what is wrong with them.
///
/// Other files that a configuration names, such as certificates, are read with `--files` alone: a relative path is seen
/// from the working folder, and then from the folder of the configuration.
#[derive(Args)]
pub(crate) struct Lint {
    /// Files and folders; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Apply the fixes that keep the meaning, and report what is left
    #[arg(long)]
    fix: bool,

    /// Apply all fixes, also those that may change the meaning
    #[arg(long)]
    unsafe_fixes: bool,

    /// Exit with 1 on these findings too
    #[arg(long, value_enum, value_name = "FINDINGS")]
    deny: Vec<Deny>,

    /// Report these findings only; can be repeated, or a list with commas
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code_name(), hide_possible_values = true)]
    select: Vec<String>,

    /// Report all but these findings
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code_name(), hide_possible_values = true)]
    ignore: Vec<String>,

    /// Hold the files against each other too: each is the configuration of one server, and they work together
    #[arg(long)]
    cluster: bool,

    /// Also read the certificates, credentials and tokens that the configuration names, and judge them
    #[arg(long)]
    files: bool,

    #[command(flatten)]
    template: TemplateVariables,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the lines concerned
    Text,
    /// One object, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows in a change
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// The server starts, and does something that was not meant
    Warnings,
}

/// What came of one input.
struct Judged {
    findings: Findings,
    unread: Vec<Unread>,
}

/// From this many bytes on, a typed configuration is taken down aside: that takes a tenth of the time in which it was
/// checked, and the process may end before.
const LARGE: usize = 1 << 20;

fn code_name() -> PossibleValuesParser {
    PossibleValuesParser::new(natsconf_core::codes().map(|code| code.name))
}

impl Lint {
    pub(crate) fn run(self) -> Result<Outcome> {
        let inputs = files::find(&self.paths)?;
        let disk = self.reading.disk()?;
        let fixed = if self.fix || self.unsafe_fixes { self.fix_all(&inputs, &disk)? } else { 0 };
        let (checked, outcome) = files::each(&inputs, |input| self.check(input, &disk));
        let mut unread = BTreeSet::new();
        let checked = checked.into_iter().map(|(input, judged)| {
            unread.extend(judged.unread);
            (input, judged.findings)
        });
        let mut findings = once_each(checked.collect());
        if self.cluster {
            findings.push(self.check_together(&findings, &disk));
        }
        let summary = Summary::of(&findings);
        self.print(&findings, summary, fixed, &unread)?;
        Ok(outcome.max(self.outcome(summary)))
    }

    fn settings(&self) -> Settings {
        Settings { now: Some(surroundings::now()), reads_named_files: self.files, ..self.reading.settings() }
    }

    fn check(&self, input: &Input, disk: &Disk) -> Result<Judged> {
        let source = input.read().map_err(|error| Failure::of(&input.path, error))?;
        let mut judged = match self.template.language(&input.path) {
            Some(language) => Judged { findings: self.check_template(&source, language, disk)?, unread: Vec::new() },
            None => self.check_config(source, disk),
        };
        judged.findings.diagnostics.retain(|diagnostic| self.reports(diagnostic.code.name));
        Ok(judged)
    }

    /// A template is rendered where there are variables, and otherwise checked for what is wrong whatever they are.
    fn check_template(&self, source: &Source, language: Language, disk: &Disk) -> Result<Findings> {
        let unrendered = preview::lint(source.clone(), language, disk, &self.settings());
        if !self.template.are_given() {
            return Ok(unrendered);
        }
        let variables = match self.template.read(language)? {
            Ok(variables) => variables,
            Err(findings) => return Ok(findings),
        };
        let template = Template { source, variables: &variables, host: &TemplateFiles, quotes_values: true };
        let preview = template.preview(disk, &self.settings());
        Ok(preview.findings.with_others(unrendered))
    }

    fn check_config(&self, source: Source, disk: &Disk) -> Judged {
        let large = source.text().len() > LARGE;
        let Checked { values, config, diagnostics, unread } = natsconf_core::check(source, disk, &self.settings());
        if large {
            thread::spawn(move || drop(config));
        }
        Judged { findings: Findings { sources: values.into_sources(), diagnostics }, unread }
    }

    /// What does not fit together between the servers whose files these are. A template is no file of a server.
    fn check_together(&self, findings: &[Findings], disk: &Disk) -> Findings {
        let files = findings.iter().map(|one| one.sources.get(FileId::MAIN));
        let files = files.filter(|file| self.template.language(file.name()).is_none());
        let settings = self.settings();
        let servers: Vec<_> = files.map(|file| natsconf_core::check(file.clone(), disk, &settings)).collect();
        let mut together = natsconf_core::check_together(&servers, &settings);
        together.diagnostics.retain(|diagnostic| self.reports(diagnostic.code.name));
        together
    }

    fn reports(&self, code: &str) -> bool {
        let among = |names: &[String]| names.iter().any(|name| name == code);
        (self.select.is_empty() || among(&self.select)) && !among(&self.ignore)
    }

    const fn outcome(&self, summary: Summary) -> Outcome {
        match summary {
            Summary { errors: 0, warnings: 0, .. } => Outcome::Fine,
            Summary { errors: 0, .. } if self.deny.is_empty() => Outcome::Fine,
            _ => Outcome::Found,
        }
    }

    fn print(&self, findings: &[Findings], summary: Summary, fixed: usize, unread: &BTreeSet<Unread>) -> Result<()> {
        output::print(match self.format {
            Format::Text => render::text(findings, output::text_style(&std::io::stdout())),
            Format::Json => render::json(findings),
            Format::Sarif => render::sarif(findings),
            Format::Github => render::github(findings),
        })?;
        if matches!(self.format, Format::Text) && summary.files > 0 {
            output::say(&summary_line(findings, summary, fixed));
            unchecked::lines(unread, findings).iter().for_each(|line| output::say(line));
        }
        Ok(())
    }

    /// Fixes file after file, as two may include the same third one; returns how many findings were mended.
    fn fix_all(&self, inputs: &[Input], disk: &Disk) -> Result<usize> {
        if inputs.iter().any(Input::is_stdin) {
            return Err(Failure("standard input cannot be fixed in place: name a file".to_owned()));
        }
        inputs.iter().map(|input| self.fix(input, disk)).sum()
    }

    /// A fix may make room for another, so this goes on until there is none left, or they chase each other.
    fn fix(&self, input: &Input, disk: &Disk) -> Result<usize> {
        const ROUNDS: usize = 10;
        let mut fixed = 0;
        for _ in 0..ROUNDS {
            // What cannot be read is told when it is checked.
            let Ok(Judged { findings, .. }) = self.check(input, disk) else { break };
            let changed = apply_fixes(&findings, self.unsafe_fixes);
            if changed.is_empty() {
                break;
            }
            for file in changed {
                write::replace(findings.sources.get(file.id).name(), &file.text)?;
                fixed += file.fixes;
            }
        }
        Ok(fixed)
    }
}

fn summary_line(findings: &[Findings], summary: Summary, fixed: usize) -> String {
    let Summary { files, errors, warnings, hints } = summary;
    let found = [(errors, "error"), (warnings, "warning"), (hints, "hint")];
    let found = found.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| counted(count, name));
    let found = found.collect::<Vec<_>>().join(", ");
    let found = if found.is_empty() { "nothing found".to_owned() } else { found };
    let fixed = if fixed > 0 { format!(", {fixed} fixed") } else { String::new() };
    let fixable = findings.iter().flat_map(|one| &one.diagnostics).filter_map(|d| d.applicable_fix(false)).count();
    let fixable = if fixable > 0 { format!(" ({fixable} can be fixed with --fix)") } else { String::new() };
    format!("{} checked: {found}{fixed}{fixable}", counted(files, "file"))
}

pub(super) fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// Leaves out the files of folders that others include, and what was found twice since two files include a third.
fn once_each(checked: Vec<(&Input, Findings)>) -> Vec<Findings> {
    let mut kept = vec![true; checked.len()];
    let includers = includers(&checked);
    for (index, (input, _)) in checked.iter().enumerate().filter(|(_, (input, _))| input.in_folder) {
        let includers = includers.get(&normalize(&input.path));
        kept[index] = !includers.into_iter().flatten().any(|includer| *includer != index && kept[*includer]);
    }
    let kept = checked.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|((_, findings), _)| findings);
    let mut seen = HashSet::new();
    let first_time = |mut findings: Findings| {
        let Findings { sources, diagnostics } = &mut findings;
        diagnostics.retain(|diagnostic| {
            let Span { file, start, end } = diagnostic.primary.span;
            let file = normalize(sources.get(file).name());
            seen.insert((file, start, end, diagnostic.code.name, diagnostic.message.clone()))
        });
        findings
    };
    kept.map(first_time).collect()
}

/// Which configurations include a file, by its path.
fn includers(checked: &[(&Input, Findings)]) -> HashMap<PathBuf, Vec<usize>> {
    let mut includers = HashMap::<_, Vec<_>>::new();
    for (index, (_, findings)) in checked.iter().enumerate() {
        for (_, source) in findings.sources.iter().skip(1) {
            includers.entry(source.name().to_path_buf()).or_default().push(index);
        }
    }
    includers
}
