//! The command.

fn main() -> std::process::ExitCode {
    ivrbot::cli::run()
}
