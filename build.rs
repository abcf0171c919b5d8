//! Rebuilds the crate when a migration or a translation changes: both are compiled in.
fn main() {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=i18n");
}
