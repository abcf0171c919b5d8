# Paying with Telegram Stars. A bill's title has at most 32 characters, its text 255.
coin-stars = ⭐️ Telegram Stars
stars-bill-title = Telephone balance
stars-bill = { $usd } for telephone calls with this bot. Reference { $reference }.
stars-asking = ⭐️ The bill for { $stars } Stars is below: tap Pay there. It can be paid until { $until }.
stars-over = ⌛ The bill was not paid in time and is closed. To pay, start a new top-up.
stars-went-back = ↩️ The Stars of this payment went back.
stars-room = ⭐️ With Stars you can add at most { $room } now. Choose another way, or go back to a smaller amount.
stars-no-room = ⭐️ With Stars nothing more can be added now. Choose another way, or try again tomorrow.
stars-taken-told = ↩️ The Stars of your top-up of { $usd } went back to you. What was left of it is out of your balance, and your calls stand still. Write to /paysupport. Reference { $reference }.
checkout-odd = This bill is not yours, or it was changed. Start a new top-up in the bot.
checkout-paid = This bill was paid already.
checkout-over = The time of this bill is over. Start a new top-up in the bot.
checkout-too-much = That is more than you can pay in Stars now. Start a smaller top-up in the bot.
checkout-not-now = Stars are not taken at the moment. Nothing was charged.
checkout-slow = The bot is too slow at the moment. Nothing was charged; please try again in a minute.
refund-notice-stars = ↩️ Refund <b>{ $reference }</b>: { $amount } left your balance, and the Stars go back to you.
refund-notice-stars-sent = ↩️ Refund <b>{ $reference }</b>: your Stars for { $amount } are back.
# For operators.
refund-stars = { $stars } Stars go back by themselves.
refund-stars-confirm = Send { $stars } Stars ({ $amount }) back to user <code>{ $user }</code>?
refund-stars-spent = ⚠️ The Stars were spent: { $left } of them is left. { $lost } is taken from other money in the wallet or lost to you.
refund-stars-yes = ✅ Send back
refund-stars-anyway = ⚠️ Send back all the same
stars-taken = ⚠️ User <code>{ $user }</code> took the Stars of { $reference } ({ $usd }) back. { $lost } of it was spent and is lost. His calls stand still.
stars-strayed = ⚠️ Stars went back that are in nobody’s balance (payment <code>{ $charge }</code>). Look at the transfers that wait for you.
stars-stuck = ⚠️ Telegram refuses to send the Stars of refund { $reference } back. It is asked again; the log tells more.
