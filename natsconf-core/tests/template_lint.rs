//! Templates before they are rendered: broken ones and large ones.

use std::time::{Duration, Instant};

use natsconf_core::Settings;
use natsconf_core::diagnostic::render::Findings;
use natsconf_core::preview::{Language, lint};
use natsconf_core::source::{Memory, Source};

const LANGUAGES: [Language; 4] = [Language::Terraform, Language::Jinja, Language::Go, Language::Shell];

const TEMPLATE: &str = "name: \"é${a.b[0]}\" # ${c}\n%{ if x ~}\na: [%{ for é in y }${é}, %{ endfor }]\n%{ endif }\n\
    {% if x -%} b { {{ a | quote }} } {%- else %} {# c #} {% endif %}\n{{- range .x }}\n${d}\n{{ end }}\n\
    password: $${é} 'x${e}' ( ${f}\n)\n";

fn found(language: Language, text: &str) -> Findings {
    lint(Source::new("n.conf", text.as_bytes()), language, &Memory::default(), &Settings::default())
}

#[test]
fn no_piece_of_a_template_makes_it_panic() {
    let places: Vec<usize> = TEMPLATE.char_indices().map(|(at, _)| at).collect();
    for language in LANGUAGES {
        for (index, start) in places.iter().enumerate() {
            for end in places[index..].iter().step_by(61) {
                found(language, &TEMPLATE[*start..*end]);
            }
            let without = format!("{}{}", &TEMPLATE[..*start], TEMPLATE.get(*start + 9..).unwrap_or_default());
            found(language, &without);
        }
    }
}

/// Each is several times what any template comes to.
#[test]
fn large_templates_take_no_time() {
    let large = [
        "${a}\n".repeat(1_000),
        "a: [${a} ${b}] # ${c}\n".repeat(500),
        "%{ if a }".repeat(150) + &"%{ endif }".repeat(150),
        "{% if a %}".repeat(1_000),
        "%{ for a in b }x%{ endfor }\n".repeat(200),
        "# %{ if a }\n# %{ endif }\n".repeat(200),
    ];
    for text in &large {
        for language in LANGUAGES {
            let begin = Instant::now();
            found(language, text);
            assert!(begin.elapsed() < Duration::from_secs(30), "{language:?} {:?}", &text[..20]);
        }
    }
}
