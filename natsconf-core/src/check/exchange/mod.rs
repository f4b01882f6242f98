//! Rules about what accounts share.

mod duplicate_import;
mod exchange_account_not_defined;
mod import_cycle;
mod import_not_exported;
mod invalid_account_token_position;
mod invalid_import_target;
mod latency_of_many_answers;
mod latency_of_own_service;
mod option_of_other_exchange;
mod prefix_and_to;
mod stream_and_service;
mod unused_export;
mod wildcard_in_prefix;

use super::Rule;
use crate::model::{Account, Config, Export, Import};
use crate::option::Spanned;
use crate::option::types::{AccountName, NamedEntry};

pub(super) static RULES: &[Rule] = &[
    duplicate_import::RULE,
    exchange_account_not_defined::RULE,
    import_cycle::RULE,
    import_not_exported::RULE,
    invalid_account_token_position::RULE,
    invalid_import_target::RULE,
    latency_of_many_answers::RULE,
    latency_of_own_service::RULE,
    option_of_other_exchange::RULE,
    prefix_and_to::RULE,
    stream_and_service::RULE,
    unused_export::RULE,
    wildcard_in_prefix::RULE,
];

/// The accounts with what belongs to them.
fn accounts(config: &Config) -> &[NamedEntry<AccountName, Account>] {
    config.accounts.as_ref().map_or(&[], |accounts| accounts.blocks())
}

fn exports(account: &Account) -> &[Spanned<Export>] {
    account.exports.as_ref().map_or(&[], |exports| exports)
}

fn imports(account: &Account) -> &[Spanned<Import>] {
    account.imports.as_ref().map_or(&[], |imports| imports)
}
