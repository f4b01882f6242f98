//! `operator.import`: an operator that exists already, with its accounts, and the keys that are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::check::IMPORT;
use super::spec::{Deployment, SpecName};
use super::{Kept, RenderError};
use crate::diagnostic::Diagnostic;
use crate::identity::KeyPair;
use crate::identity::claims::{Account, Operator};
use crate::identity::import::Imported;
use crate::identity::jwt::Jwt;
use crate::option::Spanned;
use crate::source::{ReadError, Sources, Span};

/// An operator with its accounts, none of which natsconf may change.
#[derive(Debug)]
pub(super) struct ImportedOperator {
    /// The operator.
    pub(super) operator: Jwt<Operator>,
    /// The accounts by name; one whose name cannot be a part of a path goes by its key.
    pub(super) accounts: BTreeMap<String, Jwt<Account>>,
    /// All that was read.
    pub(super) all: Imported,
}

impl ImportedOperator {
    /// What signs accounts, when its seed is at hand.
    pub(super) fn signer(&self) -> Option<KeyPair> {
        self.all.operator_signer(&self.operator)
    }

    /// What signs users of an account, when its seed is at hand.
    pub(super) fn account_signer(&self, account: &str) -> Option<KeyPair> {
        self.all.account_signer(self.accounts.get(account)?)
    }

    /// The system account's name, where the operator's JWT says which it is.
    pub(super) fn system_account(&self) -> Option<&str> {
        let key = Some(&self.operator.claims().body.system_account).filter(|key| !key.is_empty())?;
        self.accounts.iter().find(|(_, account)| account.claims().data.subject == *key).map(|(name, _)| name.as_str())
    }
}

/// Reads what the description imports; nothing where it imports nothing.
pub(super) fn read(
    deployment: &Deployment,
    sources: &dyn Sources,
    kept: &Kept,
) -> Result<Option<ImportedOperator>, RenderError> {
    let Some(files) = deployment.operator.as_ref().and_then(|operator| operator.import.as_ref()) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    let mut all = Imported::default();
    for file in files.iter() {
        let problems = add(Path::new(&***file), sources, &mut all);
        found.extend(problems.into_iter().map(|(words, help)| IMPORT.at(file.span(), words).help(help)));
    }
    for seed in kept.seeds.values() {
        all.seeds.insert(seed.public_key().clone(), seed.clone());
    }
    let imported = choose(all, files.span(), &mut found);
    match imported {
        Some(imported) if found.is_empty() => Ok(Some(imported)),
        _ => Err(RenderError::Refused(found)),
    }
}

/// Adds a file, or the files of a folder; what is wrong with them, and what to do.
fn add(path: &Path, sources: &dyn Sources, all: &mut Imported) -> Vec<(String, &'static str)> {
    let known = all.problems.len();
    let files = sources.list(path).unwrap_or_else(|| vec![path.to_path_buf()]);
    let mut problems = Vec::new();
    for file in files {
        if let Err(error) = add_file(&file, sources, all) {
            let words = format!("`{}` cannot be read: {error}", file.display());
            problems
                .push((words, "name a JWT, a seed, a `.creds` file, a `resolver-preload.conf`, or a folder of nsc"));
        }
    }
    let read = all.problems[known..].iter();
    problems.extend(read.map(|problem| (problem.to_string(), "export it anew from where it was made")));
    problems
}

fn add_file(path: &Path, sources: &dyn Sources, all: &mut Imported) -> Result<(), ReadError> {
    let bytes = sources.read(path)?;
    // What is no text holds no JWT.
    if let Ok(text) = std::str::from_utf8(&bytes) {
        all.add(&path.to_string_lossy(), text);
    }
    Ok(())
}

/// The one operator, with its accounts.
fn choose(all: Imported, span: Span, found: &mut Vec<Diagnostic>) -> Option<ImportedOperator> {
    let mut operators = all.operators.values();
    let Some(operator) = operators.next().cloned() else {
        let help = "name the file with the operator's JWT: `nsc describe operator --raw` prints it";
        found.push(IMPORT.at(span, "no operator is imported").help(help));
        return None;
    };
    if let Some(other) = operators.next() {
        let names = [&operator, other].map(|operator| operator.claims().data.name.clone());
        let words = format!("two operators are imported: `{}` and `{}`", names[0], names[1]);
        found.push(IMPORT.at(span, words).help("import one"));
    }
    let trusted: BTreeSet<String> = operator.claims().trusted_keys().map(str::to_owned).collect();
    let mut accounts = BTreeMap::new();
    for (key, account) in &all.accounts {
        let claims = account.claims();
        if !trusted.contains(&claims.data.issuer) {
            let words = format!(
                "the operator `{}` did not sign the account `{}`",
                operator.claims().data.name,
                claims.data.name
            );
            found.push(IMPORT.at(span, words).help("import the accounts of this operator alone"));
        }
        let name = Some(&claims.data.name).filter(|name| SpecName::is_valid(name) && !accounts.contains_key(*name));
        accounts.insert(name.unwrap_or(key).clone(), account.clone());
    }
    let imported = ImportedOperator { operator, accounts, all };
    let system = &imported.operator.claims().body.system_account;
    if !system.is_empty() && imported.system_account().is_none() {
        let words = format!("the operator's system account {system} is not imported");
        found.push(IMPORT.at(span, words).help("name the file with its JWT, too: servers refuse to start without it"));
    }
    Some(imported)
}

/// What a description must leave to the JWTs that it imports.
pub(super) fn contradictions(deployment: &Deployment, imported: &ImportedOperator) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let system = imported.system_account();
    if let Some(given) =
        deployment.system_account.as_ref().filter(|given| system.is_some_and(|name| *name != ****given))
    {
        let words = format!("the operator's system account is `{}`", system.unwrap_or_default());
        found.push(
            IMPORT.at(given.span(), words).help("leave `system_account` out: the operator's JWT says which it is"),
        );
    }
    if let Some(operator) = &deployment.operator {
        let given = [
            ("name", operator.name.as_ref().map(Spanned::span)),
            ("signing_keys", operator.signing_keys.as_ref().map(Spanned::span)),
            ("service_urls", operator.service_urls.as_ref().map(Spanned::span)),
            ("tags", operator.tags.as_ref().map(Spanned::span)),
            ("assert_server_version", operator.assert_server_version.as_ref().map(Spanned::span)),
        ];
        for (option, span) in given.into_iter().filter_map(|(option, span)| Some((option, span?))) {
            let words = format!("`{option}` of the operator is in its JWT, which is imported");
            found.push(IMPORT.at(span, words).help("change it where the operator is made"));
        }
    }
    for account in deployment.accounts.iter().flat_map(|accounts| accounts.iter()) {
        if !imported.accounts.contains_key(&*account.name.value) {
            continue;
        }
        for (option, span) in options(&account.value) {
            let words = format!("`{option}` of the account `{}` is in its JWT, which is imported", account.name.value);
            let help = "change it where the account is made; here it can only have further `users`";
            found.push(IMPORT.at(span, words).help(help));
        }
    }
    found
}

/// The options of an account that its JWT holds.
fn options(account: &super::spec::Account) -> Vec<(&'static str, Span)> {
    let options = [
        ("jetstream", account.jetstream.as_ref().map(Spanned::span)),
        ("tiers", account.tiers.as_ref().map(Spanned::span)),
        ("limits", account.limits.as_ref().map(Spanned::span)),
        ("default_permissions", account.default_permissions.as_ref().map(Spanned::span)),
        ("signing_keys", account.signing_keys.as_ref().map(Spanned::span)),
        ("exports", account.exports.as_ref().map(Spanned::span)),
        ("imports", account.imports.as_ref().map(Spanned::span)),
        ("mappings", account.mappings.as_ref().map(Spanned::span)),
        ("auth_callout", account.auth_callout.as_ref().map(Spanned::span)),
        ("revocations", account.revocations.as_ref().map(Spanned::span)),
        ("expires", account.expires.as_ref().map(Spanned::span)),
        ("description", account.description.as_ref().map(Spanned::span)),
        ("tags", account.tags.as_ref().map(Spanned::span)),
    ];
    options.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
}
