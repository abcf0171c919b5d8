# The questions before a call, and the summary.
ask-task-examples = What should be said? Start with an example; you can change it later.
ask-task-single = What should be said?
ask-task-list = What should be said to everyone on the list?
ask-task-example = ✨ { $name }
ask-task-new = ✏️ Write my own
ask-number = Which number? Type it, or share a contact.
ask-number-countries = You can call: { $countries }
ask-list = Paste the numbers, one per line, or send a CSV file with a column for the phone number. At most { $most } numbers.
ask-value = What should be said for <b>{ $name }</b>?
ask-business = What is the name of your business, as it is spoken? The call begins with it.
    For example: Example Clinic
ask-callback = Which number can people call back to reach <b>{ $business }</b>? Type it, or share a contact.
ask-when = When? It is { $now } for you. Choose, or type a time: “tomorrow 9:30”, “24 Nov 15:00”.
ask-when-choice = 🕗 { $at }
call-not-that = I cannot use that here.
call-task-gone = That task was deleted. Choose another one.
call-value-long = Please type 1 to { $most } characters.
call-voice-missing = Calls are not set up here yet. The operator has to add the API key of the voice provider.
call-taken-back = Taken back.
call-stop-asked = Ending the call…
call-over = The call is already over.
gone = That is no longer there.
list-reading = 📄 Reading your file…
list-no-numbers = I found no phone numbers in that.
list-not-text = I can read text and CSV files. In a spreadsheet, choose “Save as CSV”.
list-too-many = That is { $found } numbers; at most { $most } go into one list.
list-file-too-large = That file is too large for a list of numbers.
list-file-lost = The file could not be fetched. Please send it again.
campaign-stop-asked = Stopped. Nobody else will be called.
schedule-gone = Those calls have started already, or were cancelled.
schedule-cancelled = Cancelled. Nobody will be called.
when-unread = I cannot read that as a time. Try “tomorrow 9:30” or “24 Nov 15:00”.
when-past = That time is past.
when-too-far = That is more than a year away.
phone-unread = I cannot read that as a phone number.
phone-no-country = Which country is that number in? Type it with the country code, like +1 212 555 0143.
phone-short = Short and emergency numbers cannot be called.
phone-length = That number has too few or too many digits.
phone-rounded = A spreadsheet has rounded that number. Format the column as text, then copy it again.
phone-extension = Numbers with an extension cannot be called.
phone-country = That country is not open here. You can call: { $countries }
business-short = At least 2 letters, please.
business-long = At most 40 characters, please.
business-odd = Only the name, please: no links, no phone numbers.
summary-one = 📞 <b>{ $phone }</b>
    { $task }
summary-there = { $clocks }
summary-clock = It is { $time } there.
summary-opening = The call begins: <i>“{ $opening }”</i>
consent-ask-one = <b>Did this person agree to be called for this?</b> Your answer is kept.
consent-ask-and-call = <b>Did this person agree to be called for this?</b> Your answer is kept, and the call goes out.
consent-ask-many = <b>Did the people on this list agree to be called for this?</b> Your answer is kept for all of them.
consent-given = 👍 Customer or member: gave me the number for this
consent-written = ✍️ Agreed in writing
consent-unsure = No / not sure
consent-ended = Then nobody is called. Ask them first; a yes on a form or in a message is enough.
summary-now = ✅ Call now
summary-later = 🗓 At another time
summary-start = ✅ Start calling
summary-many = 📋 <b>{ $total ->
    [one] One number
   *[other] { $total } numbers
}</b> · { $task }
summary-counts = { $counts }
summary-now-count = ✅ can be called now: { $count }
summary-later-count = 🕗 waiting for their calling hours: { $count }
summary-never-count = 🚫 cannot be called: { $count }
summary-duplicates = ✂️ listed twice, called once: { $count }
summary-bad = ⚠️ lines without a number: { $count }
price-lines = { $lines }
price-plan = 💳 Your plan covers it: up to { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}
price-wallet = 💳 { $rate } a minute, from your balance
price-elsewhere = 💳 Not covered by your plan: { $rate } a minute, from your balance
price-used-up = 💳 Outside your plan’s minutes: { $rate } a minute, from your balance
price-hold = Up to { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}: { $hold } is set aside until the call ends.
price-short = The shortest call needs { $need }; you have { $have }.
price-seconds = Counted by the second.
price-least = Counted by the second; an answered call counts as { $least } s at least.
price-steps = Counted in steps of { $step } s.
price-steps-least = Counted in steps of { $step } s; an answered call counts as { $least } s at least.
price-list-plan = 💳 Covered by your plan: { $count }
price-list-wallet = 💳 From your balance: { $count }, { $rate } a minute
price-list-elsewhere = 💳 Not covered by your plan: { $count }, { $rate } a minute
price-list-used-up = 💳 Outside your plan’s minutes: { $count }, { $rate } a minute
price-rate = { $rate }
price-range = { $low } to { $high }
price-spill = If its minutes run out: { $rate } a minute, from your balance
price-list-most = At most { $upper } in all, if every call lasts { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
price-list-until = { $upper } You have { $have }: calls go out as long as it lasts.
price-attempt = Unanswered calls are free: the first { $first }, then { $each } for each answered one. Beyond that, { $fee } each.
