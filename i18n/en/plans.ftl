# Plans: what is sold, what one has, and how it ends.
menu-plans = 💎 Plans
command-plans = Plans and prices
button-plans = 💎 All plans
button-my-plan = 💳 Your plan
plans-title = 💎 <b>Plans</b>
plans-mine = You have <b>{ $name }</b>.
plans-none = You have no plan: calls are paid for from your balance.
plans-empty = No plan is on sale at the moment.
plans-row = { $name } · { $length } · { $price }
plans-before = ‹ Back
plans-after = More ›
plans-offer = { $title }
    { $lines }
plan-title = <b>{ $name }</b>, { $length }: <b>{ $price }</b>
plan-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
plan-lines = { $lines }
plan-bulk = 📋 To lists: { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, { $rate } a minute
plan-bulk-free = 📋 To lists: { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
plan-no-bulk = 📋 To lists: paid from your balance
plan-single = 📞 To one number: { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
plan-single-fair = 📞 To one number: unlimited within fair use: { $minutes } min
plan-no-single = 📞 To one number: paid from your balance
plan-transfer = 🔀 Calls can be transferred to a person
plan-no-transfer = 🔀 Calls are not transferred
plan-support-standard = 💬 Support around the clock
plan-support-priority = 💬 Priority support
plan-support-premium = 💬 Premium support
plan-beyond = What goes beyond the plan is paid for from your balance.
plan-buy = 💳 Buy
plan-take-free = 🎁 Take it
plan-gone = This plan is no longer sold.
plan-free-later = You have a plan now. The free one is for when you have none.
buy-title = Buy <b>{ $name }</b>, { $length }, for { $price }?
buy-price = Price: { $price }
buy-discount = Coupon: − { $discount }
buy-credit = Credit for what is left of { $name }: − { $credit }
buy-charge = From your balance: <b>{ $charge }</b>
buy-left = 👛 { $left } stay in your balance.
buy-ends = 🗓 It starts now and ends on { $ends }.
buy-instead = { $name } ends now, with the minutes left in it.
buy-short = 👛 You have { $have }: { $missing } are missing.
buy-top-up = ➕ Add { $missing }
buy-yes = ✅ Buy
buy-changed = The price has changed since. Please look again.
bought = ✅ <b>{ $name }</b> is yours until { $ends }. { $left } stay in your balance. Reference { $reference }.
plan-not-bought = 💳 The money for the plan is in your balance, but the plan is no longer sold as you chose it. Nothing was bought.
plan-not-bought-short = 💳 The money came, but { $missing } are missing for the plan. What came is in your balance.
money-not-now = Money cannot be moved at the moment. Nothing was charged; please try later.
mine-none = 💳 You have no plan: calls are paid for from your balance.
mine-waits = 💳 <b>{ $name }</b>: its { $length } start with your first call
mine-title = 💳 <b>{ $name }</b>, until { $ends }
mine-days = 🗓 Days: { $days } left, { $used } used
mine-ended = 💳 <b>{ $name }</b> ended on { $ended }. Calls are paid for from your balance.
mine-bulk = 📋 Minutes to lists: { $minutes } left, { $used } used
mine-single = 📞 Minutes to one number: { $minutes } left, { $used } used
mine-fair = 📞 Minutes to one number, unlimited within fair use: { $minutes } left, { $used } used
mine-chart = 📊 Minutes by day
    { $lines }
mine-day = Day { $n }: { $bar } { $minutes }
auto-on = 🔁 Renew by itself
auto-off = ⏹ Do not renew
auto-is-on = Your plan will renew by itself.
auto-is-off = Your plan will not renew by itself.
renewal-ahead = 🗓 Your plan <b>{ $name }</b> ends in { $days ->
    [one] { $days } day
   *[other] { $days } days
}, on { $ends }.
renewal-will = 🔁 It renews by itself then, for { $price } from your balance.
renewal-changed = 🔁 It renews by itself then. The price has changed: <b>{ $price }</b> instead of { $before }, from your balance.
renewal-off = It does not renew by itself.
renewal-free = The free plan comes once.
renewal-not-on-sale = It is no longer sold and does not renew. Please choose another plan.
renewal-dearer = ⚠️ The price has changed: <b>{ $price }</b> instead of { $before }. It renews only if you agree.
renewal-short = ⚠️ The renewal costs { $price }: { $missing } are missing in your balance.
renewal-agree = ✅ Renew for { $price }
renewal-agreed = Noted: your plan may renew at this price.
renewal-not-agreed = That is not the price any more.
renewal-ended = 🗓 Your plan <b>{ $name }</b> ended on { $ends }.
renewal-grace = 🗓 Your plan <b>{ $name }</b> has ended. It can renew by itself until { $until }; after that you choose a plan anew.
renewal-kept = Calls are now paid for from your balance. Your tasks, answers and scheduled calls stay as they are.
renewed = 🔁 <b>{ $name }</b> was renewed for { $price } and runs until { $ends }. { $left } stay in your balance. Reference { $reference }.
coupon-enter = 🎟 Coupon
coupon-ask = 🎟 What is the code on your coupon?
coupon-unknown = There is no coupon with this code.
coupon-over = This coupon is no longer valid.
coupon-used-up = This coupon was used as often as it may be.
coupon-twice = You have used this coupon before.
coupon-waiting = A discount of { $percent } % waits for your next plan. Use that one first: discounts do not add up.
coupon-credited = 🎟 { $amount } were added to your balance: it is { $balance } now.
coupon-discounted = 🎟 Your next plan costs { $percent } % less.
invite = 🤝 Invite somebody
invite-title = 🤝 You get { $amount } when somebody you invited tops up for the first time.
invite-start = Whoever you invite opens this bot and sends first: <code>{ $start }</code>
invite-count = Invited so far: { $count }
invite-copy = 📋 Copy
invite-earned = 🤝 Somebody you invited has topped up: { $amount } were added to your balance, it is { $balance } now.
