//! Servers that do not trust each other.

use super::read::{Link, TlsFiles};
use crate::check::{Given, Report, Rule};
use crate::diagnostic::{Code, Diagnostic, code};
use crate::identity::certificates::CertificateFacts;

static CODE: Code = code!("certificate-of-other-authority", Warning, "certificate_of_other_authority.md");

pub(super) const RULE: Rule = Rule { code: &CODE, check };

/// Routes and gateways show the certificate of the block in which they name the authorities that they trust. Elsewhere the
/// two have nothing to do with each other.
fn check(given: &Given<'_>, report: &mut Report<'_>) {
    let links = given.certificates().iter().filter(|tls| [Link::Routes, Link::Gateways].contains(&tls.link));
    links.flat_map(strangers).for_each(|found| report.add(found));
}

fn strangers(tls: &TlsFiles) -> Vec<Diagnostic> {
    let Some((file, authorities)) = tls.authorities.as_ref().and_then(|file| Some((file, file.known()?))) else {
        return Vec::new();
    };
    let stranger = |chain: &Vec<CertificateFacts>| {
        let own = chain.first()?;
        let vouchers = vouchers(chain, authorities);
        let reason = if vouchers.is_empty() {
            format!("no authority in `{}` vouches for this certificate, which `{}` issued", file.path, own.issuer)
        } else if vouchers.iter().all(|authority| !authority.may_sign) {
            format!("the certificate in `{}` that vouches for this one is not that of an authority", file.path)
        } else {
            return None;
        };
        Some(format!("{reason}: {} refuse it", tls.link))
    };
    let found =
        tls.pairs.iter().filter_map(|pair| {
            let message = stranger(pair.certificates.known()?)?;
            let found = CODE.at(pair.certificates.span, message).related(file.span, "the authorities that are trusted");
            Some(found.help(
                "name the authority that issued it, with `keyCertSign`; certificates between go behind the own one",
            ))
        });
    found.collect()
}

/// The authorities that vouch for the first certificate, or for another that does.
fn vouchers<'a>(chain: &[CertificateFacts], authorities: &'a [CertificateFacts]) -> Vec<&'a CertificateFacts> {
    let (Some(own), mut between) = (chain.first(), chain.iter().skip(1).collect::<Vec<_>>()) else { return Vec::new() };
    let mut vouched = vec![own];
    while let Some(at) = between.iter().position(|one| vouched.iter().any(|other| one.vouches_for(other))) {
        vouched.push(between.swap_remove(at));
    }
    authorities.iter().filter(|one| vouched.iter().any(|other| one.vouches_for(other) || one == other)).collect()
}
