//! What `natsconf jwt verify` prints: each token from the operator down, and what speaks against it.

use serde_json::{Value, json};

use super::super::chain::{self, Problem};
use super::super::claims::{AccountClaims, AnyClaims, Kind, OperatorClaims, UserClaims};
use super::Table;

/// One link of a chain of trust, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its public key.
    pub subject: String,
    /// The key that signed it.
    pub issuer: String,
    /// What speaks against it, worst first.
    pub problems: Vec<Problem>,
}

impl Link {
    fn new(claims: &AnyClaims, mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| !problem.refused());
        let data = claims.data();
        Link {
            kind: claims.kind(),
            name: data.name.clone(),
            subject: data.subject.clone(),
            issuer: data.issuer.clone(),
            problems,
        }
    }

    /// Whether the server trusts it.
    pub fn trusted(&self) -> bool {
        !self.problems.iter().any(Problem::refused)
    }
}

/// Tokens to hold against each other, from the top down.
#[derive(Debug, Clone, Default)]
pub struct Verification {
    /// The operators that the server trusts.
    pub operators: Vec<OperatorClaims>,
    /// The account, when it is part of the question.
    pub account: Option<AccountClaims>,
    /// The user, when it is part of the question.
    pub user: Option<UserClaims>,
}

impl Verification {
    /// What holds and what does not, from the operator down. `now` is in Unix seconds.
    pub fn links(&self, now: i64) -> Vec<Link> {
        let operators: Vec<&OperatorClaims> = self.operators.iter().collect();
        let mut links: Vec<Link> = Vec::new();
        for claims in &self.operators {
            links.push(Link::new(&AnyClaims::Operator(claims.clone()), chain::operator(claims, now)));
        }
        let Some(account) = &self.account else { return links };
        links.push(Link::new(&AnyClaims::Account(account.clone()), chain::account(account, &operators, now)));
        let Some(user) = &self.user else { return links };
        links.push(Link::new(&AnyClaims::User(user.clone()), chain::user(user, account, &operators, now)));
        links
    }
}

/// What `natsconf jwt verify` prints of links: one row each, and one for each problem.
pub fn verification_table(links: &[Link]) -> Table {
    let mut table = Table::default();
    for link in links {
        let verdict = if link.trusted() { "ok" } else { "not trusted" };
        let signed = if link.issuer == link.subject { "itself" } else { &link.issuer };
        let mut value = vec![format!("{verdict}: {} ({}), signed by {signed}", link.name, link.subject)];
        for problem in &link.problems {
            let severity = if problem.refused() { "error" } else { "warning" };
            value.push(format!("{severity}: {problem}"));
        }
        table.row(link.kind.name(), value.join("\n"));
    }
    table
}

/// The same as JSON.
pub fn verification_json(links: &[Link]) -> Value {
    let links: Vec<Value> = links.iter().map(link_json).collect();
    json!({ "trusted": links.iter().all(|link| link["trusted"] == true), "links": links })
}

fn link_json(link: &Link) -> Value {
    let problem = |problem: &Problem| {
        let severity = if problem.refused() { "error" } else { "warning" };
        json!({ "severity": severity, "message": problem.to_string() })
    };
    json!({
        "type": link.kind.name(),
        "name": link.name,
        "subject": link.subject,
        "issuer": link.issuer,
        "trusted": link.trusted(),
        "problems": link.problems.iter().map(problem).collect::<Vec<_>>(),
    })
}
