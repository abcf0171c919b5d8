# सूची पर कॉल और तय समय की कॉल।
campaign-running = 📋 <b>सूची पर कॉल जारी</b> · { $task }
campaign-scheduled = 📋 <b>सूची, समय का इंतज़ार</b> · { $task }
campaign-finished = 📋 <b>सूची पूरी हुई</b> · { $task }
campaign-stopped = 📋 <b>सूची रोकी गई</b> · { $task }
campaign-starts = 🕗 शुरुआत { $starts }: { $total } कॉल
campaign-progress = { $bar } { $total } में से { $done } · अभी लाइन पर { $now }
campaign-waits = { $progress }
    🕗 बाक़ी { $until } तक रुकी हैं
campaign-waits-money = { $progress }
    💳 बाक़ी रुकी हैं: आपके पैसे और मिनट चल रही कॉल के लिए अलग रखे हैं
campaign-outcomes = { $outcomes }
campaign-outcome = { $outcome }: { $count }
campaign-skipped = 🚫 कॉल नहीं की गई: { $count }
campaign-why = ❔ क्यों नहीं?
campaign-answers = <b>जवाब</b>
    { $answers }
campaign-answer = बटन { $key }: { $count }
campaign-unpaid = 💳 बैलेंस ख़त्म होने से कॉल नहीं हुई: { $count }
campaign-cost = अब तक ख़र्च: { $cost }
campaign-cost-plan = अब तक ख़र्च: { $cost }, प्लान से { $plan }
campaign-cost-none = अब तक ख़र्च: कुछ नहीं
campaign-stop = ✋ सूची रोकें
campaign-results = 📄 नतीजों की तालिका
campaign-results-caption = “{ $task }” के नतीजे
schedules-title = 🗓 <b>तय कॉल</b> ({ $total })
schedules-empty = आगे के लिए कोई कॉल तय नहीं है।
schedules-row = { $due } · { $task }
schedule-one = 🗓 <b>{ $due }</b>
    { $task }: { $calls } कॉल
schedule-kept = 🗓 <b>{ $due }</b> के लिए तय: “{ $task }”, { $calls } कॉल। मैं 10 मिनट पहले याद दिलाऊँगा।
schedule-reminder = ⏰ <b>{ $due }</b>: “{ $task }”, { $calls ->
        [one] { $calls } कॉल होनी है
       *[other] { $calls } कॉल होनी हैं
    }।
schedule-late-now = ⏰ “{ $task }” <b>{ $due }</b> के लिए तय था। देर हो गई है, अब शुरू हो रहा है।
schedule-late-then = ⏰ “{ $task }” <b>{ $due }</b> के लिए तय था, पर तब शुरू नहीं हो सका। अनुमति वाले अगले समय पर शुरू होगा: <b>{ $starts }</b>।
schedule-start = ▶️ अभी शुरू करें
schedule-cancel = ✕ इसे रद्द करें
