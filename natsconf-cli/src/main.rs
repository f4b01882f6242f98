//! The program `natsconf`. All of it is in the library, which the Python package has too.

fn main() {
    natsconf_cli::run(std::env::args_os())
}
