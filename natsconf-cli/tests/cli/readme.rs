//! The README's `console` blocks show what the program prints.

use std::path::Path;

use crate::run::Folder;

const PROJECT: &str = "../fixtures/projects/first-look";

/// A command, and what it prints on a terminal.
struct Shown {
    command: String,
    printed: String,
}

#[test]
fn commands_in_the_readme_print_what_it_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::with(&[]);
    for file in std::fs::read_dir(root.join(PROJECT)).unwrap() {
        let file = file.unwrap();
        folder.write(file.file_name().to_str().unwrap(), std::fs::read(file.path()).unwrap());
    }
    let examples = examples(&std::fs::read_to_string(root.join("../README.md")).unwrap());
    assert!(examples.len() > 3, "the README shows commands");
    for Shown { command, printed } in examples {
        let (input, arguments) = command.rsplit_once("natsconf ").unwrap();
        let input = input.strip_prefix("printf '").map_or("", |text| text.split('\'').next().unwrap());
        let arguments: Vec<_> = arguments.split(' ').collect();
        let input = std::io::Cursor::new(input.replace("\\n", "\n"));
        let run = folder.run_with_input(&arguments, input);
        assert_eq!(format!("{}{}", run.stdout, run.stderr), printed, "{command}");
    }
}

fn examples(readme: &str) -> Vec<Shown> {
    let mut examples: Vec<Shown> = Vec::new();
    for block in readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        for line in block.lines() {
            match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => examples.push(Shown { command: command.to_owned(), printed: String::new() }),
                (None, Some(example)) => {
                    example.printed.push_str(line);
                    example.printed.push('\n');
                }
                (None, None) => unreachable!("a block begins with a command"),
            }
        }
    }
    examples
}
