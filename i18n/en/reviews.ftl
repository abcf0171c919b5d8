# For operators: transfers to decide about, alerts, the daily comparison.
reviews-title = 🔎 <b>Transfers to look at</b>: { $total }
reviews-empty = There are no transfers to look at.
reviews-row = { $id } · { $why }
review-about =
    🔎 <b>{ $id }</b>: { $why }
    Came: { $coins }
    Payment: <code>{ $payment }</code>
    Transfer: <code>{ $tx }</code>
    Since: { $at }
review-evidence = The payment provider says: <code>{ $evidence }</code>
review-decided = Decided: { $reason }
review-credit = ✅ Add { $usd }
review-reject = ✖️ Do not add
review-open = 🔎 Look at it
button-reviews = ‹ Transfers
review-nobody = Nobody here asked for this payment. If you find out whose it is, use <code>ivrbot credit</code> and then “Do not add” here.
review-unmeasured = Nobody knows how much came. Look at the chain; to add something, use <code>ivrbot credit</code> and then “Do not add” here.
review-no-rate = There is no fresh rate for this coin. Please try again later.
review-frozen = Money stands still at the moment: nothing can be decided.
review-why-coin = another coin or network
review-why-recovered = found by the provider’s search
review-why-times = more than three times the amount
review-why-cap = more than your limit
review-why-late = more than a day late
review-why-reused = the address was another payment’s
review-why-second = a further transfer
review-why-unmeasured = the amount is not known
review-why-unknown = nobody asked for it
review-ask-credit = Why is it added? Your words are kept in the ledger.
review-ask-reject = Why is it not added? Your words are kept in the ledger.
review-reason-odd = Please give a reason of 1 to 200 characters.
alert-verify = ⚠️ The payment provider wants your account verified before it takes coins. Top-ups are paused until then.
alert-key = ⚠️ The payment provider does not take the API key: check [dynopay] in the configuration. Top-ups are paused until then.
alert-currency = ⚠️ Your account at the payment provider does not count in dollars. Change its base currency; top-ups are paused until then.
alert-down = ⚠️ The payment provider has not answered since { $since }. Payments are added as soon as it does; calls and balances go on.
alert-price = ⚠️ The payment provider offered an odd price, which was not shown to the payer ({ $about }).
alert-request = ⚠️ The payment provider refuses our request ({ $about }): this is a fault of the bot. The log tells more.
alert-stuck = ⚠️ The payment provider received coins and cannot pass them on to you (payment <code>{ $about }</code>). The user’s credit stays.
alert-sent-back = ⚠️ The payment provider sent coins back that were added here (payment <code>{ $about }</code>). The user’s credit stays.
gaps-title = 🧾 The daily comparison with the payment provider differs in { $count ->
    [one] { $count } place
   *[other] { $count } places
}:
gaps-lines = { $lines }
gap-here = • { $reference }: { $coins } was missing here and is added now (<code>{ $payment }</code>)
gap-unclear = • { $reference }: { $coins } was missing here and waits for you (<code>{ $payment }</code>)
gap-there = • { $reference }: { $coins } was added here, and the provider does not list it (<code>{ $payment }</code>)
