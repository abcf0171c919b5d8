# The kill switch.
stop-mine = ✋ All your calls are stopped. { $count ->
    [0] None was on the line.
    [one] One call on the line is being ended.
   *[other] { $count } calls on the line are being ended.
}
stop-all = ✋ <b>All calls of everybody are stopped.</b> { $count ->
    [0] None was on the line.
    [one] One call on the line is being ended.
   *[other] { $count } calls on the line are being ended.
}
stop-start-again = ▶️ Start calls again
stop-ask = Start your calls again? Scheduled calls will go out at their time.
stop-ask-all = Start the calls of everybody again? Scheduled calls will go out at their time.
stop-sure = ✅ Yes, start again
stop-resumed = Calls may go out again.
stop-suspended = The operator stopped your calls. Contact support.
menu-stopped-mine = ✋ Your calls are stopped.
menu-stopped-all = ✋ All calls are stopped by the operator at the moment.
command-stop = Stop all my calls at once
