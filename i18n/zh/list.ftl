# 名单拨打和定时拨打。
campaign-running = 📋 <b>正在拨打名单</b> · { $task }
campaign-scheduled = 📋 <b>名单，等待开始</b> · { $task }
campaign-finished = 📋 <b>名单已拨完</b> · { $task }
campaign-stopped = 📋 <b>名单已停止</b> · { $task }
campaign-starts = 🕗 { $starts }开始：{ $total } 通电话
campaign-progress = { $bar } { $done } / { $total } · 通话中 { $now }
campaign-waits = { $progress }
    🕗 其余等到 { $until }
campaign-waits-money = { $progress }
    💳 其余等待中：您的余额和分钟数已为进行中的电话预留
campaign-outcomes = { $outcomes }
campaign-outcome = { $outcome }：{ $count }
campaign-skipped = 🚫 未拨打：{ $count }
campaign-why = ❔ 为什么未拨打？
campaign-answers = <b>回复</b>
    { $answers }
campaign-answer = 按 { $key }：{ $count }
campaign-unpaid = 💳 因余额用完而未拨打：{ $count }
campaign-cost = 目前费用：{ $cost }
campaign-cost-plan = 目前费用：{ $cost }，使用套餐 { $plan }
campaign-cost-none = 目前费用：无
campaign-stop = ✋ 停止名单
campaign-results = 📄 结果表格
campaign-results-caption = “{ $task }”的结果
schedules-title = 🗓 <b>定时拨打</b>（{ $total }）
schedules-empty = 没有定时拨打。
schedules-row = { $due } · { $task }
schedule-one = 🗓 <b>{ $due }</b>
    { $task }：{ $calls } 通电话
schedule-kept = 🗓 已定时：<b>{ $due }</b>，“{ $task }”，{ $calls } 通电话。我会提前 10 分钟提醒您。
schedule-reminder = ⏰ <b>{ $due }</b>：“{ $task }”，即将拨打 { $calls } 通电话。
schedule-late-now = ⏰ “{ $task }”原定 <b>{ $due }</b> 拨打，已经延迟，现在开始。
schedule-late-then = ⏰ “{ $task }”原定 <b>{ $due }</b> 拨打，当时未能开始，将在允许的最早时间开始：<b>{ $starts }</b>。
schedule-start = ▶️ 现在开始
schedule-cancel = ✕ 取消定时
