# Numbers of one's own, proved by a code that a call speaks.
account-own = 📱 My numbers
own-title = 📱 <b>My numbers</b>
    You can call them without anybody's consent. At most { $most } at a time; each counts for 90 days.
own-none = None yet.
own-rows = { $rows }
own-row = { $phone }, until { $until }
own-remove = ✕ { $phone }
own-removed = Removed.
own-add = ➕ Add a number
own-ask-number = Which number is yours? Type it, or share a contact.
own-offer = Is <b>{ $phone }</b> your own phone? I call it and say a code, you type the code here, and you can call it at once.
own-call-me = 📱 This is my phone: call me with a code
own-call-again = 🔁 No call, or no code?
own-ask-code = I am calling <b>{ $phone }</b>. Type the code you hear, within 10 minutes.
own-code-wrong = That is not the code. { $left ->
    [one] One try left.
   *[other] { $left } tries left.
}
own-code-unread = Type the six digits you hear.
own-code-over = That code no longer counts. Have yourself called again.
own-proved = 👍 { $phone } is yours for 90 days.
own-full = You already have { $most } numbers. Remove one first.
own-rests = That is enough codes for today. It is possible again on { $until }.
own-passes = It is possible from { $at }.
