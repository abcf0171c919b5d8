# Questions about money.
case-open = 💳 <b>{ $reference }</b> is the reference of your question about money. Please name it.
case-ask = What is it about? Write it here, in one message.
case-words-empty = A few words, please.
case-words-long = At most { $most } characters, please.
case-kept = 👍 Your message is with the operator. The answer comes here; reference <b>{ $reference }</b>.
case-answered = 💬 Answer to <b>{ $reference }</b>
case-closed = ✔️ <b>{ $reference }</b> is closed.
case-more = ✏️ Write more
refund-notice-approved = ↩️ Refund <b>{ $reference }</b>: { $amount } left your balance and will be sent to <code>{ $address }</code>.
refund-notice-paid = ↩️ Refund <b>{ $reference }</b>: { $amount } were sent. Transfer <code>{ $transfer }</code>
refund-notice-withdrawn = ↩️ Refund <b>{ $reference }</b> was not sent: { $amount } are back in your balance.
money-debited = 💸 { $amount } were taken from your balance: it is { $balance } now. Reference { $reference }.
