//! What `natsconf jwt verify` prints: each token from the operator down, and what speaks against it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::chain::{self, Problem};
use super::super::claims::{Account, AccountClaims, AnyClaims, Kind, OperatorClaims, User, UserClaims};
use super::super::import::Imported;
use super::super::jwt::Jwt;
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
    /// One for each user, for each account without users, and one for operators that stand alone.
    pub fn all(given: &Imported) -> Vec<Self> {
        let operators: Vec<_> = given.operators.values().map(|operator| operator.claims().clone()).collect();
        let chain = |account: Option<&Jwt<Account>>, user: Option<&Jwt<User>>| Verification {
            operators: operators.clone(),
            account: account.map(|account| account.claims().clone()),
            user: user.map(|user| user.claims().clone()),
        };
        let users = given.users.values().map(|user| chain(given.accounts.get(user.claims().account()), Some(user)));
        let used: BTreeSet<_> = given.users.values().map(|user| user.claims().account()).collect();
        let alone = given.accounts.iter().filter(|(key, _)| !used.contains(key.as_str()));
        let mut chains: Vec<_> = users.chain(alone.map(|(_, account)| chain(Some(account), None))).collect();
        if chains.is_empty() && !operators.is_empty() {
            chains.push(chain(None, None));
        }
        chains
    }

    /// What holds and what does not, from the operator down. `now` is in Unix seconds.
    pub fn links(&self, now: i64) -> Vec<Link> {
        let operators: Vec<&OperatorClaims> = self.operators.iter().collect();
        let mut links: Vec<Link> = Vec::new();
        for claims in &self.operators {
            links.push(Link::new(&AnyClaims::Operator(claims.clone()), chain::operator(claims, now)));
        }
        let Some(account) = &self.account else {
            links.extend(self.user.as_ref().map(|user| {
                let problem = Problem::NotGiven { kind: Kind::Account, key: user.account().to_owned() };
                Link::new(&AnyClaims::User(user.clone()), vec![problem])
            }));
            return links;
        };
        let problems = if operators.is_empty() {
            vec![Problem::NotGiven { kind: Kind::Operator, key: account.data.issuer.clone() }]
        } else {
            chain::account(account, &operators, now)
        };
        links.push(Link::new(&AnyClaims::Account(account.clone()), problems));
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
