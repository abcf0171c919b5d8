//! Every migration runs over a database that is in use: after each, sample rows of that version are
//! added, and the rest of the chain must carry them.

use std::path::{Path, PathBuf};

use ivrbot::clock::Clock;
use ivrbot::store::{Durability, Store};
use rusqlite::Connection;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The migrations in order: version and file.
fn chain() -> Vec<(u32, PathBuf)> {
    let files = std::fs::read_dir(root().join("migrations")).unwrap();
    let mut chain: Vec<(u32, PathBuf)> = files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_string();
            let version = name.strip_prefix('V').unwrap().split("__").next().unwrap();
            (version.parse().unwrap(), path)
        })
        .collect();
    chain.sort();
    chain
}

#[test]
fn the_chain_carries_the_rows_of_every_version() {
    let mut file = Connection::open_in_memory().unwrap();
    for (version, path) in chain() {
        file.pragma_update(None, "foreign_keys", false).unwrap();
        let tx = file.transaction().unwrap();
        tx.execute_batch(&std::fs::read_to_string(&path).unwrap()).unwrap();
        tx.commit().unwrap();
        file.pragma_update(None, "foreign_keys", true).unwrap();
        let sample = root().join(format!("tests/migrations/V{version}.sql"));
        let rows = std::fs::read_to_string(&sample)
            .unwrap_or_else(|_| panic!("{} is missing: write sample rows", sample.display()));
        file.execute_batch(&rows).unwrap();
        let broken: i64 = file
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(broken, 0, "after V{version}");
    }
}

#[test]
fn a_store_opens_its_own_file_again_and_only_for_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ivrbot.db");
    for _ in 0..2 {
        Store::open(&path, Clock::system(), Durability::None).unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn one_daemon_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ivrbot.db");
    let first = ivrbot::store::lock_for_daemon(&path).unwrap();
    let second = ivrbot::store::lock_for_daemon(&path);
    assert!(second.unwrap_err().to_string().contains("another ivrbot"));
    drop(first);
    ivrbot::store::lock_for_daemon(&path).unwrap();
}
