use super::*;

const NOW: i64 = 1_800_000_000;

fn key(number: u8) -> CertificateKey {
    CertificateKey::new(&[number; 32])
}

fn authority() -> Authority {
    Authority::new("demo CA", key(1), Validity::days(NOW, 3650)).unwrap()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn issue(authority: &Authority, names: &[String], usage: Usage) -> String {
    let request = Request { name: "n1", alternative_names: names, usage, validity: Validity::days(NOW, 365) };
    authority.issue(&request, &key(2)).unwrap()
}

#[test]
fn a_certificate_says_what_was_asked_for() {
    let asked = names(&["nats-0.nats-headless", "*.nats.svc", "127.0.0.1", "::1"]);
    let facts = CertificateFacts::parse(&issue(&authority(), &asked, Usage::Both)).unwrap();
    assert_eq!((facts.name.as_str(), facts.issuer.as_str()), ("n1", "demo CA"));
    assert_eq!(facts.alternative_names, asked);
    assert_eq!(facts.validity, Validity { from: NOW - 3600, until: NOW + 365 * 86_400 });
    assert_eq!((facts.serves, facts.dials, facts.is_authority), (true, true, false));
    assert!(facts.is_of(&key(2)) && !facts.is_of(&key(1)));
}

#[test]
fn authorities_of_one_name_are_told_apart() {
    let other = Authority::new("demo CA", key(3), Validity::days(NOW, 3650)).unwrap();
    let facts = CertificateFacts::parse(&issue(&authority(), &[], Usage::Both)).unwrap();
    assert!(facts.is_issued_by(&authority()) && !facts.is_issued_by(&other));
}

#[test]
fn usages_are_told_apart() {
    let usages = |usage| {
        let facts = CertificateFacts::parse(&issue(&authority(), &[], usage)).unwrap();
        (facts.serves, facts.dials)
    };
    assert_eq!(usages(Usage::Server), (true, false));
    assert_eq!(usages(Usage::Client), (false, true));
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let host = names(&["localhost"]);
    assert_eq!(authority().pem(), authority().pem());
    assert_eq!(issue(&authority(), &host, Usage::Both), issue(&authority(), &host, Usage::Both));
    assert_ne!(issue(&authority(), &host, Usage::Both), issue(&authority(), &[], Usage::Both));
}

#[test]
fn an_authority_that_was_stored_goes_on_as_before() {
    let made = authority();
    let read = Authority::parse(made.pem(), made.key().to_pem().unwrap().expose()).unwrap();
    assert_eq!(read.pem(), made.pem());
    assert_eq!(issue(&read, &[], Usage::Both), issue(&made, &[], Usage::Both));
}

#[test]
fn what_is_no_authority_of_ours_is_refused() {
    let made = authority();
    let own_key = made.key().to_pem().unwrap();
    let other_key = key(2).to_pem().unwrap();
    let refused = |certificate: &str, key: &str| Authority::parse(certificate, key).unwrap_err();
    assert_eq!(refused("", own_key.expose()), CertificateError::NoCertificate);
    assert_eq!(refused(made.pem(), "hunter2"), CertificateError::NoKey);
    assert_eq!(refused(made.pem(), other_key.expose()), CertificateError::OtherKey);
    let server = issue(&made, &[], Usage::Both);
    assert_eq!(refused(&server, other_key.expose()), CertificateError::OtherAuthority);
}

#[test]
fn names_and_times_without_notation_are_refused() {
    let issue = |name: &str, validity| {
        let names = names(&[name]);
        let request = Request { name: "n1", alternative_names: &names, usage: Usage::Both, validity };
        authority().issue(&request, &key(2)).map(|_| ())
    };
    let year = Validity::days(NOW, 365);
    for name in ["", "a b", "a..b", "*", "a.*.b", "nats://host", "höst"] {
        assert_eq!(issue(name, year), Err(CertificateError::Name(name.to_owned())), "{name}");
    }
    for validity in [(-1, NOW), (NOW, NOW - 1), (NOW, END_OF_TIME + 1), (i64::MIN, i64::MAX)] {
        let validity = Validity { from: validity.0, until: validity.1 };
        assert_eq!(issue("host", validity), Err(CertificateError::Validity));
    }
    assert_eq!(issue("host", Validity { from: 0, until: END_OF_TIME }), Ok(()));
}

#[test]
fn a_key_is_not_shown() {
    assert_eq!(format!("{:?}", key(1)), "CertificateKey(..)");
    assert!(key(1).to_pem().unwrap().expose().starts_with("-----BEGIN PRIVATE KEY-----\n"));
}

#[test]
fn every_32_bytes_make_a_key() {
    for bytes in [[0; 32], [0xff; 32]] {
        CertificateKey::new(&bytes);
    }
}
