//! The tokens of a configuration, decoded: each is read once, whichever rules ask for it.

use crate::check::Files;
use crate::identity::claims::{Account, AccountClaims, Operator, OperatorClaims, User, UserClaims};
use crate::identity::{creds, jwt, jwt::JwtError};
use crate::model::{Config, Resolver};
use crate::option::Spanned;
use crate::option::types::{AccountJwt, AccountKey, NamedEntry, OperatorJwt, ResolverType};
use crate::source::{ReadError, Span};

/// The tokens that a configuration holds or names.
#[derive(Debug)]
pub struct Tokens {
    /// What the configuration calls the system account.
    system_account: Option<Spanned<String>>,
    /// Whether accounts are those preloaded and no others.
    pub are_all_preloaded: bool,
    /// Of the operators, as far as they are known.
    pub operators: Vec<OperatorToken>,
    /// Of the accounts that are preloaded.
    pub accounts: Vec<Preloaded>,
    /// Of the user as whom clients act that bring no token.
    pub sentinel: Option<Token<UserClaims>>,
}

/// A token, and where it stands.
#[derive(Debug)]
pub struct Token<C> {
    /// The place.
    pub span: Span,
    /// What it says, or why the server cannot decode it.
    pub claims: Result<C, JwtError>,
}

/// The token of an operator, or the name of its file.
#[derive(Debug)]
pub struct OperatorToken {
    /// The place.
    pub span: Span,
    /// The file, where it is in one.
    pub file: Option<String>,
    /// What it says. None where the file was not read.
    pub claims: Option<Result<OperatorClaims, Undecoded>>,
}

/// Why nothing is known from a token.
#[derive(Debug)]
pub enum Undecoded {
    /// Its file cannot be read.
    File(ReadError),
    /// The server cannot decode it.
    Jwt(JwtError),
}

/// The token of an account under its key.
#[derive(Debug)]
pub struct Preloaded {
    /// The key.
    pub key: Spanned<String>,
    /// The token.
    pub token: Token<AccountClaims>,
}

/// The account for the server's own messages, and what names it.
#[derive(Debug, Clone, Copy)]
pub struct SystemAccount<'t> {
    /// The text that should be its public key.
    pub key: &'t str,
    /// The place of that text, or of the operator's token that names it.
    pub span: Span,
}

impl Tokens {
    pub(in crate::check) fn of(config: &Config, files: &Files<'_>) -> Self {
        let operators = config.operator.iter().flat_map(|all| all.iter());
        let accounts = config.resolver_preload.iter().flat_map(|all| all.iter());
        let sentinel = config.default_sentinel.as_ref().filter(|token| !token.as_str().is_empty());
        let system = config.system_account.as_ref().filter(|name| !name.is_empty());
        Tokens {
            system_account: system.map(|name| Spanned::new(name.to_string(), name.span())),
            are_all_preloaded: keeps_in_memory(config),
            operators: operators.map(|token| OperatorToken::of(token, files)).collect(),
            accounts: accounts.map(Preloaded::of).collect(),
            sentinel: sentinel.map(|token| Token {
                span: token.span(),
                claims: jwt::decode::<User>(token.as_str()).map(jwt::Jwt::into_claims),
            }),
        }
    }

    /// The operators, where all of them are known and there is one.
    pub fn known_operators(&self) -> Option<Vec<&OperatorClaims>> {
        let all: Option<Vec<_>> = self.operators.iter().map(OperatorToken::known).collect();
        all.filter(|all| !all.is_empty())
    }

    /// The system account, where an operator is trusted and it is known: of the configuration, or else of the token of a
    /// single operator (`processConfigFileLine`).
    pub fn system_account(&self) -> Option<SystemAccount<'_>> {
        let operators = self.known_operators()?;
        if let Some(name) = &self.system_account {
            return Some(SystemAccount { key: name, span: name.span() });
        }
        let [operator] = operators.as_slice() else { return None };
        let key = Some(operator.body.system_account.as_str()).filter(|key| !key.is_empty())?;
        Some(SystemAccount { key, span: self.operators[0].span })
    }

    /// What is preloaded under this key.
    pub fn account(&self, key: &str) -> Option<&Preloaded> {
        self.accounts.iter().find(|account| *account.key == key)
    }
}

fn keeps_in_memory(config: &Config) -> bool {
    match config.resolver.as_deref() {
        Some(Resolver::Memory) => true,
        Some(Resolver::Folder(folder)) => folder.resolver_type.as_deref() == Some(&ResolverType::Memory),
        Some(Resolver::Url(_)) | None => false,
    }
}

impl OperatorToken {
    /// `readOperatorJWT`: of a file, or else what stands there. Both may have lines of dashes around.
    fn of(token: &Spanned<OperatorJwt>, files: &Files<'_>) -> Self {
        let (text, span) = (token.as_str(), token.span());
        let decode = |text: &str| {
            jwt::decode::<Operator>(creds::undecorate(text)).map(jwt::Jwt::into_claims).map_err(Undecoded::Jwt)
        };
        if token.is_inline() {
            return OperatorToken { span, file: None, claims: Some(decode(text)) };
        }
        let claims = files.read(text).map(|read| {
            let bytes = read.map_err(Undecoded::File)?;
            decode(&String::from_utf8_lossy(&bytes))
        });
        OperatorToken { span, file: Some(text.to_owned()), claims }
    }

    /// What it says, where that is known.
    pub fn known(&self) -> Option<&OperatorClaims> {
        self.claims.as_ref()?.as_ref().ok()
    }
}

impl Preloaded {
    fn of(entry: &NamedEntry<AccountKey, AccountJwt>) -> Self {
        let claims = jwt::decode::<Account>(entry.value.as_str()).map(jwt::Jwt::into_claims);
        let key = Spanned::new(entry.name.to_string(), entry.name.span());
        Preloaded { key, token: Token { span: entry.value.span(), claims } }
    }

    /// What it says, where the server can decode it.
    pub fn claims(&self) -> Option<&AccountClaims> {
        self.token.claims.as_ref().ok()
    }
}
