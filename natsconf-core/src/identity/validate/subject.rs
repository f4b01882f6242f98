//! Subjects: their form, and which contains which.

use super::Faults;

/// The form of a subject (`Subject.Validate`).
pub(super) fn check(faults: &mut Faults, path: &str, subject: &str) {
    let message = if subject.is_empty() {
        "a subject is needed".to_owned()
    } else if subject.contains(' ') {
        format!("the subject `{subject}` has a blank in it")
    } else if subject.starts_with('.') || subject.ends_with('.') {
        format!("the subject `{subject}` starts or ends with a dot")
    } else if subject.contains("..") {
        format!("the subject `{subject}` has two dots side by side")
    } else {
        return;
    };
    faults.error(path, message);
}

/// A subject of a permission, for subscriptions with an optional queue behind a blank (`checkPermission`).
pub(super) fn check_permission(faults: &mut Faults, path: &str, subject: &str, may_have_queue: bool) {
    let mut parts = subject.split(' ');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(subject), None, _) => check(faults, path, subject),
        (Some(subject), Some(queue), None) if may_have_queue => {
            check(faults, path, subject);
            check(faults, path, queue);
        }
        (Some(_), Some(_), None) => faults.error(path, format!("`{subject}` has a queue, which only `sub` may have")),
        _ => faults.error(path, format!("`{subject}` has more than one blank in it")),
    }
}

/// Whether a subject holds `*` or `>` as a token.
pub(super) fn has_wildcards(subject: &str) -> bool {
    subject.split('.').any(|token| token == "*") || subject == ">" || subject.ends_with(".>")
}

/// Whether every message on `subject` is one on `other` too (`IsContainedIn`).
pub(in crate::identity) fn is_contained(subject: &str, other: &str) -> bool {
    let mut tokens = subject.split('.');
    let mut others = other.split('.').peekable();
    while let Some(wanted) = others.next() {
        let Some(token) = tokens.next() else { return false };
        if wanted == ">" && others.peek().is_none() {
            return true;
        }
        if wanted != token && wanted != "*" {
            return false;
        }
    }
    tokens.next().is_none()
}

/// A local subject, in which `$1` stands for the first wildcard of `from` (`RenamingSubject.Validate`).
pub(super) fn check_renaming(faults: &mut Faults, path: &str, local: &str, from: &str) {
    check(faults, path, local);
    let ends_open = |subject: &str| subject == ">" || subject.ends_with(".>");
    if ends_open(local) != ends_open(from) {
        faults.error(path, format!("`{local}` and `{from}` must both end in `>`, or neither"));
    }
    let wildcards = from.split('.').filter(|token| *token == "*").count();
    let mut used = 0;
    for token in local.split('.') {
        match reference(token) {
            Some(n) if n > wildcards => {
                faults.error(path, format!("`{token}` in `{local}` refers to a wildcard that `{from}` does not have"));
            }
            Some(_) => used += 1,
            None if token == "*" => used += 1,
            None => {}
        }
    }
    if used != wildcards {
        faults.error(path, format!("`{local}` must use each of the {wildcards} wildcards of `{from}`, as `*` or `$1`"));
    }
}

/// The subject that a local subject with references stands for (`ToSubject`).
pub(super) fn without_references(local: &str) -> String {
    let tokens: Vec<&str> = local.split('.').map(|token| reference(token).map_or(token, |_| "*")).collect();
    tokens.join(".")
}

fn reference(token: &str) -> Option<usize> {
    token.strip_prefix('$')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(check: impl FnOnce(&mut Faults)) -> usize {
        let mut faults = Faults::default();
        check(&mut faults);
        faults.found.len()
    }

    #[test]
    fn containment_follows_wildcards() {
        for (subject, other) in [("a.b", "a.b"), ("a.b", "a.*"), ("a.b", ">"), ("a.b.c", "a.>"), ("a.*", "a.*")] {
            assert!(is_contained(subject, other), "{subject} in {other}");
        }
        for (subject, other) in [("a.b", "a"), ("a", "a.b"), ("a", "a.>"), ("a.*", "a.b"), ("a.b.c", "a.*")] {
            assert!(!is_contained(subject, other), "{subject} in {other}");
        }
    }

    #[test]
    fn local_subjects_use_each_wildcard_once() {
        for (local, from) in [("x.$1", "a.*"), ("x.*", "a.*"), ("$2.$1", "*.*"), ("x", "a"), ("x.>", "a.>")] {
            assert_eq!(faults(|found| check_renaming(found, "", local, from)), 0, "{local} from {from}");
        }
        for (local, from) in [("x", "a.*"), ("x.$2", "a.*"), ("x.>", "a"), ("x.$1", "a")] {
            assert_ne!(faults(|found| check_renaming(found, "", local, from)), 0, "{local} from {from}");
        }
        assert_eq!(without_references("x.$1.$b"), "x.*.$b");
    }

    #[test]
    fn only_subscriptions_have_queues() {
        assert_eq!(faults(|found| check_permission(found, "", "a.b q", true)), 0);
        assert_eq!(faults(|found| check_permission(found, "", "a.b q", false)), 1);
        assert_eq!(faults(|found| check_permission(found, "", "a b c", true)), 1);
        assert_eq!(faults(|found| check_permission(found, "", "a..b", true)), 1);
    }
}
