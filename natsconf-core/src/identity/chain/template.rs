//! What the templates of a scoped signing key make of a user (`processUserPermissionsTemplate`).
//!
//! A subject such as `orders.{{name()}}` takes values from the user and the account. A subject that comes out wrong is
//! left out of what is allowed, in silence; where it should be denied, the server refuses the user.

use super::super::claims::{AccountClaims, Permission, UserClaims, UserPermissionLimits};
use super::Problem;

/// What speaks against a user whose permissions are this template's.
pub(super) fn problems(template: &UserPermissionLimits, user: &UserClaims, account: &AccountClaims) -> Vec<Problem> {
    let mut problems = Vec::new();
    let permissions = &template.permissions;
    for Permission { allow, deny } in [&permissions.publish, &permissions.subscribe] {
        for (subjects, denied) in [(allow, false), (deny, true)] {
            let found = subjects.iter().filter_map(|subject| problem(subject, denied, user, account));
            problems.extend(found);
        }
    }
    problems
}

fn problem(subject: &str, denied: bool, user: &UserClaims, account: &AccountClaims) -> Option<Problem> {
    let mut made = subject.to_owned();
    for placeholder in placeholders(subject) {
        let name = placeholder.trim();
        let Some(value) = value(name, user, account) else {
            return Some(Problem::UnknownPlaceholder { subject: subject.to_owned(), placeholder: name.to_owned() });
        };
        // One value of several does for judging the subject.
        made = made.replace(&format!("{{{{{placeholder}}}}}"), &value);
    }
    if made == subject || is_valid(&made) {
        return None;
    }
    Some(Problem::TemplateSubject { subject: subject.to_owned(), denied })
}

/// What stands between double braces; nothing, or a single brace, is no placeholder.
fn placeholders(subject: &str) -> impl Iterator<Item = &str> {
    let between = subject.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(between, _)| between);
    between.filter(|placeholder| !placeholder.is_empty() && !placeholder.contains('}'))
}

/// What a placeholder stands for; a blank, which no subject may have, where a tag is missing.
fn value(placeholder: &str, user: &UserClaims, account: &AccountClaims) -> Option<String> {
    let tag = |tags: &[String], name: &str| {
        let prefix = format!("{}:", name.to_lowercase());
        tags.iter().find_map(|tag| tag.strip_prefix(&prefix)).unwrap_or(" ").to_owned()
    };
    let lower = placeholder.to_lowercase();
    Some(match lower.as_str() {
        "name()" => user.data.name.clone(),
        "subject()" => user.data.subject.clone(),
        "account-name()" => account.data.name.clone(),
        "account-subject()" => account.data.subject.clone(),
        _ if lower.starts_with("tag(") => tag(&user.body.tags, argument(&lower)?),
        _ if lower.starts_with("account-tag(") => tag(&account.body.tags, argument(&lower)?),
        _ => return None,
    })
}

fn argument(placeholder: &str) -> Option<&str> {
    placeholder.split_once('(')?.1.strip_suffix(')')
}

/// As `IsValidSubject`: no empty token, no blank, and `>` only at the end.
fn is_valid(subject: &str) -> bool {
    let tokens: Vec<&str> = subject.split('.').collect();
    let sound = |token: &&str| !token.is_empty() && !token.contains(|c: char| c.is_ascii_whitespace());
    let open_end = tokens.iter().position(|token| *token == ">").is_none_or(|at| at == tokens.len() - 1);
    open_end && tokens.iter().all(sound)
}
