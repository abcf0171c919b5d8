//! The command: runs the library and answers with its exit code.

fn main() -> std::process::ExitCode {
    ivrbot::cli::run()
}
