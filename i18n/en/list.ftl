# List calls and timed runs.
campaign-running = 📋 <b>Calling a list</b> · { $task }
campaign-scheduled = 📋 <b>List, waiting to start</b> · { $task }
campaign-finished = 📋 <b>List finished</b> · { $task }
campaign-stopped = 📋 <b>List stopped</b> · { $task }
campaign-starts = 🕗 Starts { $starts }: { $total ->
    [one] one call
   *[other] { $total } calls
}
campaign-progress = { $bar } { $done } of { $total } · { $now } on the line
campaign-waits = { $progress }
    🕗 The rest waits until { $until }
campaign-waits-money = { $progress }
    💳 The rest waits: what you have is set aside for the calls on the line
campaign-outcomes = { $outcomes }
campaign-outcome = { $outcome }: { $count }
campaign-skipped = 🚫 Not called: { $count }
campaign-why = ❔ Why not?
campaign-answers = <b>Answers</b>
    { $answers }
campaign-answer = Key { $key }: { $count }
campaign-unpaid = 💳 Not called because the balance was used up: { $count }
campaign-cost = Cost so far: { $cost }
campaign-cost-plan = Cost so far: { $cost }, and { $plan } of your plan
campaign-cost-none = Cost so far: nothing
campaign-stop = ✋ Stop the list
campaign-results = 📄 Results as a table
campaign-results-caption = Results of “{ $task }”
schedules-title = 🗓 <b>Scheduled</b> ({ $total })
schedules-empty = Nothing is scheduled.
schedules-row = { $due } · { $task }
schedule-one = 🗓 <b>{ $due }</b>
    { $task }: { $calls ->
        [one] one call
       *[other] { $calls } calls
    }
schedule-kept = 🗓 Scheduled for <b>{ $due }</b>: “{ $task }”, { $calls ->
        [one] one call
       *[other] { $calls } calls
    }. I will remind you 10 minutes before.
schedule-reminder = ⏰ <b>{ $due }</b>: “{ $task }”, { $calls ->
        [one] one call is due
       *[other] { $calls } calls are due
    }.
schedule-late-now = ⏰ “{ $task }” was due <b>{ $due }</b>. It is late, and starts now.
schedule-late-then = ⏰ “{ $task }” was due <b>{ $due }</b> and could not start then. It starts as soon as it may: <b>{ $starts }</b>.
schedule-start = ▶️ Start now
schedule-cancel = ✕ Cancel it
