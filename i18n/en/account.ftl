# The account, and what the bot says of itself.
account-title = 👤 <b>Account</b>
account-plan-lines = { $lines }
account-plan = 💳 Plan <b>{ $name }</b>, until { $ends }
account-plan-waits = 💳 Plan <b>{ $name }</b>: { $days ->
    [one] its day starts with your first call
   *[other] its { $days } days start with your first call
}
account-no-plan = 💳 No plan: calls are paid for from your balance.
account-single = 📞 To one number: { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}
account-single-unlimited = 📞 To one number: unlimited within fair use, { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}
account-bulk = 📋 To lists: { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}
account-balance = 👛 Balance: <b>{ $available }</b>
account-balance-held = 👛 Balance: <b>{ $available }</b>, and { $held } set aside for calls under way
account-tier-new = 🌱 New: your own numbers only, { $left } of { $most } calls left today. An operator's invitation opens the rest.
account-tier-verified = ✅ Verified: { $left } of { $most } calls left today
account-tier-trusted = ⭐ Trusted: { $left } of { $most } calls left today
account-tier-operator = 🛠 Operator: { $left } of { $most } calls left today
tier-trusted = ⭐ You are trusted now: up to { $most } calls a day, as far as the operator's plan allows. Thank you for calling fairly.
invited-welcome = ✅ You are verified: you can call people who agreed to it.
invited-known = You are verified already. The invitation is still good for somebody else.
invited-passed = That invitation was used already, or is too old. Ask for another one.
account-about = { $lines }
account-caller = 🏷 { $business }, call-back { $callback }
account-no-caller = 🏷 No business name yet: the first call asks for it
account-language-now = 🌐 { $language }
account-zone-now = 🕗 { $now }
account-id = 🆔 Your Telegram id: <code>{ $id }</code>
account-business = 🏷 Change business
account-zone = 🕗 Time zone
account-copy-id = 🆔 Copy my id
account-ask-zone = It is { $now } for you. Which city are you in? Write its name, or send your location (📎).
account-zone-kept = 👍 Your time zone is changed.
account-caller-kept = 👍 Kept. New calls are made in this name.
# Help.
help-title = <b>{ $service }</b> makes phone calls for you: reminders, surveys, notices, confirmations. A computer voice says your text and notes the keys that people press.
help-how =
    1. Choose what is said: an example, or your own text.
    2. Give a number or a list. You can also just send me a number.
    3. Check the summary with its price, then call now or at a set time.
    4. The keys people press are under Answers.
help-fair = Each call says at once who is calling and that it is a machine. Calls go out only at lawful hours of the place called, and whoever presses 9 is not called again.
help-commands = <b>Commands</b>
    { $commands }
help-command = /{ $name } · { $does }
help-support = 💬 Support
help-money = 💳 Payments
help-privacy = 🔒 Privacy
help-terms = 📜 Rules
button-help = ‹ Help
support-contact = 💬 You get help here: { $contact }
support-none = 💬 No support contact is set. Ask the person who gave you this bot.
support-id = If you are asked for your Telegram id, it is <code>{ $id }</code>.
support-write = 💬 Write to support
# Privacy and terms.
privacy-title = 🔒 <b>What data is kept</b>
privacy-kept =
    • You: Telegram id, language, time zone, business name and call-back number, payments.
    • Your tasks, and the numbers you call.
    • Your calls: when, how they ended, what they cost, the keys pressed, what was said. No sound is recorded.
privacy-masked = Card numbers, codes and the like are masked in what was said before it is stored.
privacy-given = The voice provider, Bland.ai, gets what a call needs: the number, your text, your business name and call-back number. Telegram carries this chat. Nobody else gets anything.
privacy-long = All this is kept until you have it deleted. Money records are kept as long as the law asks, and whoever asked not to be called stays on the do-not-call list.
privacy-delete = To have your data deleted, write to support.
terms-title = 📜 <b>The rules</b>
terms-accepted = ✅ You agreed on { $at }.
