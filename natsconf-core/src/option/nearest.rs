//! "Did you mean …?"

/// The known word that `word` is most likely a slip of; none where two are as near, or none is near.
pub(crate) fn nearest<'t>(word: &str, known: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let word = word.to_lowercase();
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in known {
        let Some(distance) = distance(&word, candidate, allowed) else { continue };
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            _ => (best, tied) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// Slips of the pen, if they are no more than allowed; a hyphen, a space or nothing in the place of an underscore is hardly
/// one.
fn distance(word: &str, candidate: &str, allowed: usize) -> Option<usize> {
    if letters(word).eq(letters(candidate)) {
        return Some(0);
    }
    // Hundreds of words are looked at for each that is unknown; most differ too much in length.
    let lengths = word.chars().count().abs_diff(candidate.chars().count());
    let near = (lengths <= allowed).then(|| strsim::damerau_levenshtein(word, &candidate.to_lowercase()));
    near.filter(|distance| *distance <= allowed)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(word: &str) -> Option<&'static str> {
        nearest(word, ["port", "host", "max_payload", "max_pending", "http_port", "https_port"].into_iter())
    }

    #[test]
    fn slips_find_what_was_meant() {
        assert_eq!(near("prot"), Some("port"));
        assert_eq!(near("maxPayload"), Some("max_payload"));
        assert_eq!(near("max-payload"), Some("max_payload"));
        assert_eq!(near("max_pendin"), Some("max_pending"));
    }

    #[test]
    fn what_is_far_finds_nothing() {
        assert_eq!(near("password"), None);
        assert_eq!(near("ab"), None);
    }

    #[test]
    fn two_that_are_as_near_are_no_suggestion() {
        assert_eq!(nearest("pos", ["pot", "poo"].into_iter()), None);
    }
}
