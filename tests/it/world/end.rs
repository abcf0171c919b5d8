//! What must hold when a story is over.

use super::World;

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() || self.forgive {
            return;
        }
        self.settle();
        assert_eq!(self.faults.all(), Vec::<String>::new(), "errors were logged");
        let open = self.store.read(ivrbot::store::outbox::open).unwrap();
        assert_eq!(open, 0, "messages are left in the outbox");
        assert_eq!(self.telegram.violations(), Vec::<String>::new());
        let broken = self.store.read(ivrbot::store::events::first_broken).unwrap();
        assert_eq!(broken, None, "the chain of events is broken");
        let breaches = self.store.read(ivrbot::store::ledger::self_check).unwrap();
        assert!(breaches.is_empty(), "the ledger: {breaches:?}");
    }
}
