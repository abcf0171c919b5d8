# The ledger does not add up: for operators.
ledger-frozen = 🧾 <b>The ledger does not add up.</b> Money and calls stand still until you look: { $count ->
    [one] one fault was found.
   *[other] { $count } faults were found.
}
    On the server, <code>ivrbot check --ledger</code> says which and what to do. Calls on the line go on and are booked later.
ledger-lifted = 🧾 The ledger adds up again: money moves and calls go out.
