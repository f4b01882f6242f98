//! `terraform-external`: the protocol of Terraform's external data source.

use crate::run::{Folder, Run};

fn ask(query: &str) -> Run {
    let template = "port: ${port}\nauthorization { user: a, password: \"${password}\" }\n";
    let folder = Folder::with(&[("n.conf.tftpl", template)]);
    folder.run_with_input(&["terraform-external"], std::io::Cursor::new(query.to_owned()))
}

fn query(port: &str) -> String {
    let variables = format!(r#"{{"port": {port}, "password": "S3CRET"}}"#);
    serde_json::json!({ "template": "n.conf.tftpl", "vars": variables }).to_string()
}

#[test]
fn the_answer_is_an_object_of_texts() {
    let run = ask(&query("4222"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let text = "port: 4222\nauthorization { user: a, password: \"S3CRET\" }\n";
    assert_eq!(answer, serde_json::json!({ "text": text }));
}

#[test]
fn a_refusal_is_told_at_the_line_of_the_template_without_values() {
    // Also those that are longer than what is quoted of a value.
    let rest = "x".repeat(100);
    for secret in ["98765", "\"S3CRET\"", &format!("\"S3CRET{rest}\""), &format!("\"a`S3CRET{rest}\"")] {
        let run = ask(&query(secret));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(run.stderr.contains("n.conf.tftpl:1:9"), "{}", run.stderr);
        assert!(!run.stderr.contains("S3CRET") && !run.stderr.contains("98765"), "{}", run.stderr);
    }
}

#[test]
fn a_query_that_is_none_is_a_failure() {
    let misspelt = query("4222").replace("vars", "variables");
    for query in ["", "[]", "{}", r#"{"template": 1}"#, r#"{"template": "none"}"#, &misspelt] {
        assert_eq!(ask(query).code, Some(2), "{query}");
    }
    assert!(ask(&misspelt).stderr.contains("no `variables`"));
    for variables in [r#"["S3CRET"]"#, r#"{"port": "S3CRET",}"#, r#""S3CRET""#] {
        let run = ask(&serde_json::json!({ "template": "n.conf.tftpl", "vars": variables }).to_string());
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("vars:1:") && !run.stderr.contains("S3CRET"), "{}", run.stderr);
    }
}
