# One call: the live card, the history, the inbox, what was said.
call-title = 📞 <b>{ $phone }</b>
    { $task }
call-planned = 🕗 Planned for { $due }
call-queued = ⏳ Dialling…
call-running = 🔔 On the line
call-stopping = ✋ Ending the call…
call-unclear = ❓ We are checking whether the call went out. It will not be dialled twice.
call-lost = ❓ The call could not be found at the phone network. If it was not made, nothing is charged.
call-refused = 🚫 Not called
call-cancelled = ↩️ Taken back. Nobody was called.
outcome-answered = ✅ Answered
outcome-voicemail = 📼 Voicemail
outcome-no-answer = 🔕 No answer
outcome-busy = 📵 Busy
outcome-failed = ⚠️ Could not be connected
outcome-stopped = ✋ Stopped
outcome-unknown = ❔ Ended
call-result-plan = Lasted { $duration }, used { $plan } of your plan
call-result-paid = Lasted { $duration }, cost { $cost }
call-result-free = Lasted { $duration }, free
call-result-later = Lasted { $duration }; the cost is booked later
call-presses = <b>Keys pressed</b>
    { $presses }
call-press = <b>{ $key }</b> · { $asked }
call-press-bare = <b>{ $key }</b>
call-press-dropped = <b>{ $key }</b> · { $asked } ({ $dropped ->
    [one] one more key was not kept
   *[other] { $dropped } more keys were not kept
})
call-opted-out-line = 🚫 Asked not to be called again.
call-opted-out = 🚫 <b>{ $phone }</b> asked not to be called again. The number is now on your do-not-call list, for all your calls.
call-wrong-number = 🚫 <b>{ $phone }</b> is a wrong number: somebody else answers it. Nobody here can call it any more. Ask the person you meant for the right one.
call-reported = ⚠️ Whoever answered <b>{ $phone }</b> reported the call. Nobody here can call that number any more. Call only people who gave you their number for this.
call-take-back = ↩️ Take back
call-stop = ✋ Stop
call-next-lawful = 🕗 Call { $at }
call-again = 🔁 Again now
call-again-later = In 30 minutes
call-again-twice = 🔁 Try twice more by itself
call-transcript = 💬 What was said
refusal-all-stopped = All calls are stopped by the operator at the moment.
refusal-money-frozen = Calls are paused while the operator checks the accounts. No money moves until then.
refusal-user-stopped = Your calls are stopped. Start them again in the /menu.
refusal-daily-cap = You have used all your calls for today.
refusal-script-approved = What is said needs a change, or the operator’s word.
refusal-own-number = Until you are verified, you can call your own numbers only.
refusal-consent = Nobody has said yet that this person agreed to such a call.
refusal-frequency = This number has been called often enough for now.
refusal-number-class = This kind of number cannot be called: premium, short, satellite or unknown.
refusal-country = Calls to this country are not open here.
refusal-do-not-call = This number asked not to be called. It stays that way.
refusal-hours = It is outside calling hours at that number.
refusal-opening = Your business name is missing: the call must say who is calling.
refusal-paid = Your balance is not enough for one minute.
refusal-one-in-flight = This number is being called right now, or was called a moment ago.
refusal-one-single = Your plan calls one number at a time: this call goes out when the other one is over.
refusal-provider-busy = The phone network has no line free. Try again later.
refusal-provider-account = Calls do not work at the moment; the operator has been told.
refusal-provider-flagged = The phone network refuses this text. Change the task.
refusal-provider-destination = The phone network does not connect to this country.
refusal-provider-number = The phone network refuses this number.
refusal-other = The call was refused.
calls-title = 🗂 <b>Call history</b> ({ $total })
calls-empty = No calls yet.
calls-row = { $status } · { $phone }
calls-refused = 🚫 Not called
calls-cancelled = ↩️ Taken back
calls-waiting = 🕗 Waiting
calls-unclear = ❓ Unclear
calls-running = 🔔 On the line
inbox-title = 📥 <b>Answers</b> ({ $total })
inbox-empty = No answers yet. Keys that people press in your calls appear here.
inbox-row = { $keys } · { $phone }
transcript-title = 💬 <b>{ $phone }</b>
transcript-lines = { $lines }
transcript-voice = 🤖 { $words }
transcript-callee = 🗣 { $words }
# Why a number was not called.
why-title = ❔ <b>Why { $phone } was not called</b>
why-reason = • { $reason }
why-until = • { $reason } It passes { $at }.
why-local = 🕗 There it was then:
    { $times }
why-time = { $time }
why-hours = Calling hours that apply:
    { $weeks }
why-week = { $week }
why-day = 📊 Calls in 24 hours: { $made } of { $most }
why-checked = Checked { $at }
why-ask = ❔ Why?
why-skipped = ❔ <b>Not called</b>
    Tap a number to see why.
why-row = ❔ { $phone }
why-more = More ▶️
