//! Tokens that end.

use crate::check::Given;
use crate::identity::claims::ClaimsData;
use crate::source::Span;

/// From so many seconds before its end on, a token ends soon: 30 days.
pub(in crate::check) const SOON: i64 = 30 * 86_400;

/// A token that ends, and where it stands.
pub(super) struct Ending {
    pub(super) span: Span,
    /// Whose it is, as messages call it.
    pub(super) whose: String,
    /// When it ends, in Unix seconds.
    pub(super) at: i64,
    /// Who looks at the end.
    pub(super) judge: Judge,
}

/// Who looks when a token ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judge {
    /// Tools: the server takes it all the same.
    Tools,
    /// The server, which refuses the account, see `preloaded-account-refused`.
    Account,
    /// The server, which refuses the client.
    Client,
    /// The server that is dialled.
    Remote,
}

/// All tokens that end some time.
pub(super) fn endings(given: &Given<'_>) -> Vec<Ending> {
    if !given.config.has_operator() && given.config.leafnodes.is_none() {
        return Vec::new();
    }
    let tokens = given.tokens();
    let operators = tokens.operators.iter().filter_map(|token| {
        let claims = token.known()?;
        ending(token.span, "the operator".to_owned(), &claims.data, Judge::Tools)
    });
    let accounts = tokens.accounts.iter().filter_map(|account| {
        let data = &account.claims()?.data;
        let name = if data.name.is_empty() { String::new() } else { format!(" `{}`", data.name) };
        ending(account.key.span(), format!("the account{name}"), data, Judge::Account)
    });
    let sentinel = tokens.sentinel.iter().filter_map(|token| {
        ending(token.span, "the sentinel".to_owned(), &token.claims.as_ref().ok()?.data, Judge::Client)
    });
    let creds = given.creds().iter().filter_map(|creds| {
        let claims = creds.claims.as_ref()?.as_ref().ok()?;
        ending(creds.span, format!("the user in `{}`", creds.path), &claims.data, Judge::Remote)
    });
    operators.chain(accounts).chain(sentinel).chain(creds).collect()
}

fn ending(span: Span, whose: String, data: &ClaimsData, judge: Judge) -> Option<Ending> {
    (data.expires > 0).then_some(Ending { span, whose, at: data.expires, judge })
}
