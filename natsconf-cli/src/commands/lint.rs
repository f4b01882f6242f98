//! `lint`: everything that is wrong, in all files, includes followed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::thread;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use natsconf_core::check::Unread;
use natsconf_core::diagnostic::render::{self, Findings, Summary};
use natsconf_core::preview::{self, Language, Template, TemplateFiles};
use natsconf_core::source::disk::Disk;
use natsconf_core::source::volumes::WithVolumes;
use natsconf_core::source::{FileId, ReadError, Source, Sources, Span, normalize};
use natsconf_core::{Checked, Settings};

use crate::files::{self, Input};
use crate::fixing::Fixing;
use crate::project::Project;
use crate::reading::Reading;
use crate::template_variables::TemplateVariables;
use crate::{Failure, Outcome, Result, output, surroundings, unchecked};

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
///
/// In `natsconf.toml`, in the folder of a file or above, a project sets `nats-version`, `select`, `ignore`, `exclude`,
/// files that are left out of folders, and `volumes`, their sizes. An argument takes the place of the same setting.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
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

    /// Write nothing; show what fixes would change, with secrets masked, and exit with 1 when there is anything
    #[arg(long)]
    diff: bool,

    /// Exit with 1 on these findings too: `warnings`, or a code; can be repeated, or a list with commas
    #[arg(long, value_name = "FINDINGS", value_delimiter = ',', value_parser = denied(), hide_possible_values = true)]
    deny: Vec<String>,

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

/// What denies every warning.
const WARNINGS: &str = "warnings";

fn denied() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once(WARNINGS).chain(natsconf_core::codes().map(|code| code.name)))
}

impl Lint {
    pub(crate) fn run(self) -> Result<Outcome> {
        let inputs = files::find(&self.paths)?;
        let disk = self.reading.disk()?;
        if self.diff {
            return self.show_fixes(&inputs, &disk);
        }
        let mut fixed = 0;
        if self.fix || self.unsafe_fixes {
            if inputs.iter().any(Input::is_stdin) {
                return Err(Failure("standard input cannot be fixed in place: name a file".to_owned()));
            }
            // What cannot be read is told when it is checked.
            let (fixing, _) = self.fix_all(&inputs, &disk)?;
            fixing.write()?;
            fixed = fixing.count;
        }
        let (checked, outcome) = files::each(&inputs, |input| self.check(input, input.read(), &disk));
        let mut unread = BTreeSet::new();
        let checked = checked.into_iter().map(|(input, judged)| {
            unread.extend(judged.unread);
            (input, judged.findings)
        });
        let checked = once_each(checked.collect());
        let open = |input: &Input| self.template.language(&input.path).filter(|_| !self.template.are_given());
        let left_out = unchecked::lines(&unread, &checked, open);
        let together = self.cluster.then(|| self.check_together(&checked, &disk));
        let checked = checked.into_iter().map(|(input, findings)| self.reported(findings, &input.project));
        let findings: Vec<_> = files::project_findings(&inputs).into_iter().chain(checked).chain(together).collect();
        let summary = Summary::of(&findings);
        self.print(&findings, summary, fixed, &left_out)?;
        Ok(outcome.max(self.outcome(&findings, summary)))
    }

    fn check(
        &self,
        input: &Input,
        source: std::result::Result<Source, ReadError>,
        sources: &dyn Sources,
    ) -> Result<Judged> {
        let source = source.map_err(|error| Failure::of(&input.path, error))?;
        let settings = self.settings(&input.project);
        let sources = &WithVolumes { sources, volumes: &input.project.volumes };
        match self.template.language(&input.path) {
            Some(language) => {
                let findings = self.check_template(&source, language, sources, &settings)?;
                Ok(Judged { findings, unread: Vec::new() })
            }
            None => Ok(check_config(source, sources, &settings)),
        }
    }

    fn settings(&self, project: &Project) -> Settings {
        let settings = self.reading.settings(project);
        Settings { now: Some(surroundings::now()), reads_named_files: self.files, ..settings }
    }

    /// A template is rendered where there are variables, and otherwise checked for what is wrong whatever they are.
    fn check_template(
        &self,
        source: &Source,
        language: Language,
        sources: &dyn Sources,
        settings: &Settings,
    ) -> Result<Findings> {
        let unrendered = preview::lint(source.clone(), language, sources, settings);
        if !self.template.are_given() {
            return Ok(unrendered);
        }
        let variables = match self.template.read(language)? {
            Ok(variables) => variables,
            Err(findings) => return Ok(findings),
        };
        let template = Template { source, variables: &variables, host: &TemplateFiles, quotes_values: true };
        let preview = template.preview(sources, settings);
        Ok(preview.findings.with_others(unrendered))
    }

    /// What is to be reported of the findings in a file of a project.
    fn reported(&self, mut findings: Findings, project: &Project) -> Findings {
        let select = if self.select.is_empty() { &project.select } else { &self.select };
        let ignore = if self.ignore.is_empty() { &project.ignore } else { &self.ignore };
        findings.diagnostics.retain(|diagnostic| {
            let among = |names: &[String]| names.iter().any(|name| name == diagnostic.code.name);
            (select.is_empty() || among(select)) && !among(ignore)
        });
        findings
    }

    /// What does not fit together between the servers whose files these are. A template is no file of a server.
    fn check_together(&self, checked: &[(&Input, Findings)], disk: &Disk) -> Findings {
        let servers = checked.iter().filter(|(input, _)| self.template.language(&input.path).is_none());
        let (servers, projects): (Vec<_>, Vec<_>) = servers
            .map(|(input, findings)| {
                let main = findings.sources.get(FileId::MAIN).clone();
                (natsconf_core::check(main, disk, &self.settings(&input.project)), &input.project)
            })
            .unzip();
        // Servers that work together belong to one project.
        let Some(project) = projects.first() else { return Findings::default() };
        self.reported(natsconf_core::check_together(&servers, &self.settings(project)), project)
    }

    fn outcome(&self, findings: &[Findings], summary: Summary) -> Outcome {
        let denied = |name: &str| self.deny.iter().any(|denied| denied == name);
        let mut found = findings.iter().flat_map(|findings| &findings.diagnostics);
        let is_denied = summary.errors > 0
            || summary.warnings > 0 && denied(WARNINGS)
            || found.any(|diagnostic| denied(diagnostic.code.name));
        if is_denied { Outcome::Found } else { Outcome::Fine }
    }

    fn print(&self, findings: &[Findings], summary: Summary, fixed: usize, left_out: &[String]) -> Result<()> {
        output::print(match self.format {
            Format::Text => render::text(findings, output::text_style(&std::io::stdout())),
            Format::Json => render::json(findings),
            Format::Sarif => render::sarif(findings),
            Format::Github => render::github(findings),
        })?;
        if matches!(self.format, Format::Text) && summary.files > 0 {
            output::say(&summary_line(findings, summary, fixed));
            for line in left_out {
                output::say(line);
            }
        }
        Ok(())
    }

    /// Shows what fixes would change.
    fn show_fixes(&self, inputs: &[Input], disk: &Disk) -> Result<Outcome> {
        output::report(&files::project_findings(inputs));
        let (fixing, unread) = self.fix_all(inputs, disk)?;
        unread.iter().for_each(output::complain);
        output::print(fixing.diff())?;
        output::say(&format!("{} would be fixed", counted(fixing.count, "finding")));
        let outcome = if fixing.count > 0 { Outcome::Found } else { Outcome::Fine };
        Ok(if unread.is_empty() { outcome } else { Outcome::Failed })
    }

    /// Fixes file after file, as two may include the same third one. Also why files could not be read.
    fn fix_all<'d>(&self, inputs: &[Input], disk: &'d Disk) -> Result<(Fixing<'d>, Vec<Failure>)> {
        let (mut fixing, mut unread) = (Fixing::over(disk), Vec::new());
        for input in inputs {
            match input.read() {
                Ok(source) => fixing.fix(&source, self.unsafe_fixes, |source, sources: &dyn Sources| {
                    Ok(self.reported(self.check(input, Ok(source), sources)?.findings, &input.project))
                })?,
                Err(error) => unread.push(Failure::of(&input.path, error)),
            }
        }
        Ok((fixing, unread))
    }
}

fn check_config(source: Source, sources: &dyn Sources, settings: &Settings) -> Judged {
    let large = source.text().len() > LARGE;
    let Checked { values, config, diagnostics, unread } = natsconf_core::check(source, sources, settings);
    if large {
        thread::spawn(move || drop(config));
    }
    Judged { findings: Findings { sources: values.into_sources(), diagnostics }, unread }
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

pub(crate) fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// Leaves out the files of folders that others include, and what was found twice since two files include a third.
fn once_each(checked: Vec<(&Input, Findings)>) -> Vec<(&Input, Findings)> {
    let mut kept = vec![true; checked.len()];
    let includers = includers(&checked);
    for (index, (input, _)) in checked.iter().enumerate().filter(|(_, (input, _))| input.in_folder) {
        let includers = includers.get(&normalize(&input.path));
        kept[index] = !includers.into_iter().flatten().any(|includer| *includer != index && kept[*includer]);
    }
    let kept = checked.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(checked, _)| checked);
    let mut seen = HashSet::new();
    let mut first_time = |findings: &mut Findings| {
        let Findings { sources, diagnostics } = findings;
        diagnostics.retain(|diagnostic| {
            let Span { file, start, end } = diagnostic.primary.span;
            let file = normalize(sources.get(file).name());
            seen.insert((file, start, end, diagnostic.code.name, diagnostic.message.clone()))
        });
    };
    kept.map(|(input, mut findings)| {
        first_time(&mut findings);
        (input, findings)
    })
    .collect()
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
