# The wallet, its statement, and filling it with coins.
menu-wallet = 👛 Wallet
button-wallet = 👛 Wallet
button-top-up = ➕ Top up
button-newest = « Newest
wallet-title = 👛 <b>Wallet</b>
wallet-by-hand = Nothing can be paid for in this chat yet. The operator adds balance to your account: ask for it and give your Telegram id, <code>{ $id }</code>.
wallet-down = ⚠️ The payment provider has not answered since { $since }. Nothing is lost: what you sent is added as soon as it does, and your balance works as always.
wallet-pending-count = ⏳ Payments under way ({ $count })
wallet-statement = 📄 Statement
wallet-reviews = 🔎 Transfers to look at ({ $count })
statement-title = 📄 <b>Statement</b>
statement-empty = Nothing has come in or gone out yet.
statement-lines = { $lines }
statement-in = ➕ <b>{ $usd }</b> · { $what } · { $at }
statement-out = ➖ <b>{ $usd }</b> · { $what } · { $at }
statement-topup = top-up { $reference }
statement-hand = added by the operator
statement-call = call to { $phone }
statement-taken = taken out by the operator
statement-plan = plan { $name }
statement-coupon = coupon
statement-invitation = invitation
statement-refund = refund
statement-other = other
statement-link = › { $what }
statement-file = 📎 As a file (CSV)
statement-caption = 📄 Your statement, newest first, in dollars.
payments-title = ⏳ <b>Payments under way</b>: { $total }
payments-empty = No payments are under way.
payments-row = { $reference } · { $usd } · { $state }
topup-state-created = getting an address
topup-state-awaiting = waiting for coins
topup-state-expired = price has ended
topup-state-detected = seen
topup-state-credited = added
topup-state-review = being looked at
topup-state-refunded = sent back
topup-state-abandoned = closed
# The questions.
topup-ask-amount = How much would you like to add? Choose, or write an amount in dollars from { $least } to { $most }.
topup-preset = { $usd }
topup-amount-unread = That is not an amount I can read. Write it like 25 or 25.50.
topup-amount-little = The least is { $least }: of less, fees would eat too much.
topup-amount-much = The most at once is { $most }.
topup-many = { $count ->
    [one] You have { $count } payment open. Pay it, or wait until its price ends.
   *[other] You have { $count } payments open. Pay one of them, or wait until a price ends.
}
topup-ask-coin = What will you pay { $usd } with? The network matters as much as the coin: choose what your purse or exchange really sends.
topup-no-dollars = ⚠️ USDT is not worth a dollar at the moment, so it is not taken. Please choose another coin, or try again later.
topup-fees = { $lines }
topup-fee = ⚠️ { $coin }: sending usually costs about { $fee }, more than a tenth of the amount.
coin-usdt-trc20 = USDT on Tron (TRC-20)
coin-usdt-erc20 = USDT on Ethereum (ERC-20)
coin-btc = Bitcoin (BTC)
coin-ltc = Litecoin (LTC)
coin-eth = Ether on Ethereum (ETH)
coin-doge = Dogecoin (DOGE)
coin-bch = Bitcoin Cash (BCH)
coin-trx = TRX on Tron
# The card that follows a payment.
topup-title = ➕ <b>Top-up of { $usd }</b> · { $reference }
topup-preparing = ⏳ Getting an address for { $coin }…
topup-preparing-slow = ⏳ The payment provider takes longer than usual. You need not wait here: the address for { $coin } comes to this chat by itself.
topup-send =
    Send exactly <code>{ $amount }</code> { $symbol } to
    <code>{ $address }</code>
rate = { $lot } { $symbol } = { $usd }
topup-rate = 💱 { $rate }, held until { $until }.
topup-network = ⚠️ Only { $coin }. Another coin, or another network, may be lost for good.
topup-after = When it is sent there is nothing to tap: this message changes by itself. What arrives is what is added, be it less or more.
topup-never = 🔒 Support never asks for keys or recovery words, and never offers to get coins back for a fee.
topup-copy-amount = 📋 Copy amount
topup-copy-address = 📋 Copy address
topup-expired = ⌛ The price has ended. If you have sent the coins, do nothing: they are still watched for and will be added. If not, start a new top-up and do not use the old address.
topup-seen = 👀 Your transfer was seen. It is added as soon as the network confirms it, usually within minutes.
topup-came = { $lines }
topup-credited = ✅ { $amount } { $symbol } came ({ $rate }): <b>{ $usd }</b> added.
topup-review = 🔎 A person looks at a transfer: { $why }. You will be told here.
why-wrong-coin = it is another coin or network than agreed
why-too-much = it is much more than agreed
why-too-late = it came more than a day after its price ended
why-second = it came after the payment was added already
why-unclear = it is not clear what came, or for whom
topup-refunded = ↩️ The payment provider sent the coins back. Nothing was added.
topup-no-coin = This coin cannot be received at the moment. Please choose another.
topup-no-amount = The payment provider does not take this amount in this coin. Please choose another amount or coin.
topup-paused = Top-ups are paused; the operator has been told. Your balance works as always.
topup-unreachable = The payment provider was not reached, so there is no address. Please try again later; your balance works as always.
topup-odd-quote = The payment provider’s price was too far from the market, so it is not shown. Please try again in a few minutes, or choose another coin.
topup-unpaid = Nothing came within a week: this payment is closed.
topup-rejected = A person looked at the transfer, and it was not added. If that seems wrong, write to /paysupport.
# Notices, each told once.
told-seen = 👀 A transfer for your top-up of { $usd } was seen. It is added as soon as the network confirms it. Reference { $reference }.
told-credited = ✅ { $amount } { $symbol } came ({ $rate }): { $usd } was added to your balance, which is { $balance } now. Reference { $reference }.
told-late = It came after its price had ended, and was added all the same.
told-late-rate = It came after its price had ended: the lower of that price and today’s counts.
told-allowance = { $allowance } of it is from us, to make the amount whole.
told-short = That is less than the { $asked } you asked for. For the rest start a new top-up, and do not send to the old address.
told-over = That is more than the { $asked } you asked for: all of it is in your balance.
told-review = 🔎 A transfer came that a person must look at: { $why }. You will be told here. Reference { $reference }.
told-approved = ✅ Your transfer was looked at: { $usd } was added to your balance, which is { $balance } now. Reference { $reference }.
told-rejected = ✖️ Your transfer was looked at and was not added. If that seems wrong, write to /paysupport. Reference { $reference }.
told-refunded = ↩️ The payment provider sent your coins back. Nothing was added. Reference { $reference }.
told-failed = ✖️ { $why } Reference { $reference }.
told-open = Show the payment
paysupport-wallet = 💳 You top up in the wallet. Each payment has a reference such as P7; if one seems lost, give it together with your Telegram id.
