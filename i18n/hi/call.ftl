# एक कॉल: चालू कार्ड, इतिहास, जवाब, क्या बात हुई।
call-title = 📞 <b>{ $phone }</b>
    { $task }
call-planned = 🕗 तय समय: { $due }
call-queued = ⏳ नंबर मिलाया जा रहा है…
call-running = 🔔 कॉल चल रही है
call-stopping = ✋ कॉल ख़त्म की जा रही है…
call-unclear = ❓ हम देख रहे हैं कि कॉल गई या नहीं। नंबर दोबारा नहीं मिलाया जाएगा।
call-lost = ❓ फ़ोन नेटवर्क पर यह कॉल नहीं मिली। अगर कॉल हुई ही नहीं, तो कोई पैसा नहीं कटेगा।
call-refused = 🚫 कॉल नहीं की गई
call-cancelled = ↩️ कॉल वापस ली गई। किसी को फ़ोन नहीं गया।
outcome-answered = ✅ कॉल उठाई गई
outcome-voicemail = 📼 वॉइसमेल
outcome-no-answer = 🔕 किसी ने नहीं उठाया
outcome-busy = 📵 लाइन व्यस्त
outcome-failed = ⚠️ कॉल नहीं लगी
outcome-stopped = ✋ रोकी गई
outcome-unknown = ❔ ख़त्म हुई
call-result-plan = अवधि { $duration }, प्लान से { $plan }
call-result-paid = अवधि { $duration }, ख़र्च { $cost }
call-result-free = अवधि { $duration }, मुफ़्त
call-result-later = अवधि { $duration }, ख़र्च बाद में दर्ज होगा
call-presses = <b>दबाए गए बटन</b>
    { $presses }
call-press = <b>{ $key }</b> · { $asked }
call-press-bare = <b>{ $key }</b>
call-press-dropped = <b>{ $key }</b> · { $asked } ({ $dropped ->
    [one] { $dropped } और बटन दर्ज नहीं किया गया
   *[other] { $dropped } और बटन दर्ज नहीं किए गए
})
call-opted-out-line = 🚫 दोबारा कॉल न करने को कहा गया।
call-opted-out = 🚫 <b>{ $phone }</b> से दोबारा कॉल न करने को कहा गया है। यह नंबर अब आपकी “कॉल न करें” सूची में है, आपकी सभी कॉलों के लिए।
call-wrong-number = 🚫 <b>{ $phone }</b> ग़लत नंबर है: इसे कोई और उठाता है। अब यहाँ से कोई भी इस पर कॉल नहीं कर सकता। जिनसे बात करनी थी, उनसे सही नंबर लें।
call-reported = ⚠️ <b>{ $phone }</b> उठाने वाले ने इस कॉल की शिकायत की। अब यहाँ से कोई भी इस नंबर पर कॉल नहीं कर सकता। केवल उन्हें कॉल करें जिन्होंने इसके लिए अपना नंबर दिया।
call-take-back = ↩️ कॉल वापस लें
call-stop = ✋ रोकें
call-next-lawful = 🕗 कॉल: { $at }
call-again = 🔁 अभी फिर कॉल करें
call-again-later = 30 मिनट बाद
call-again-twice = 🔁 अपने-आप दो बार और
call-transcript = 💬 क्या बात हुई
refusal-all-stopped = एडमिन ने फ़िलहाल सभी कॉल रोक रखी हैं।
refusal-money-frozen = एडमिन के हिसाब जाँचने तक कॉल रुकी हुई हैं। तब तक कोई पैसा नहीं कटेगा।
refusal-user-stopped = आपकी कॉल रुकी हुई हैं। /menu से फिर शुरू करें।
refusal-daily-cap = आप आज की सभी कॉल कर चुके हैं।
refusal-script-approved = जो बोला जाना है उसे बदलना होगा, या एडमिन की अनुमति चाहिए।
refusal-own-number = सत्यापन होने तक आप केवल अपने ही नंबरों पर कॉल कर सकते हैं।
refusal-consent = अभी तक किसी ने नहीं बताया कि ये ऐसी कॉल के लिए राज़ी हैं।
refusal-frequency = इस नंबर पर फ़िलहाल काफ़ी कॉल हो चुकी हैं।
refusal-number-class = इस तरह के नंबर पर कॉल नहीं की जा सकती: प्रीमियम, छोटा, सैटेलाइट या अज्ञात।
refusal-country = इस देश में यहाँ से कॉल नहीं की जा सकती।
refusal-do-not-call = इस नंबर से कॉल न करने को कहा गया है। यह ऐसा ही रहेगा।
refusal-hours = जहाँ यह नंबर है, वहाँ अभी कॉल करने का समय नहीं है।
refusal-opening = आपके कारोबार का नाम नहीं दिया गया: कॉल में बताना ज़रूरी है कि कौन बोल रहा है।
refusal-paid = एक मिनट की कॉल के लिए भी बैलेंस काफ़ी नहीं है।
refusal-one-in-flight = इस नंबर पर अभी कॉल चल रही है, या अभी-अभी हुई है।
refusal-one-single = आपके प्लान में एक समय पर एक ही नंबर पर कॉल होती है: दूसरी कॉल ख़त्म होते ही यह कॉल होगी।
refusal-provider-busy = फ़ोन नेटवर्क पर कोई लाइन ख़ाली नहीं है। थोड़ी देर बाद कोशिश कीजिए।
refusal-provider-account = फ़िलहाल कॉल नहीं हो पा रही हैं; एडमिन को बता दिया गया है।
refusal-provider-flagged = फ़ोन नेटवर्क ने इन शब्दों की अनुमति नहीं दी। स्क्रिप्ट बदलिए।
refusal-provider-destination = फ़ोन नेटवर्क इस देश में कॉल नहीं लगाता।
refusal-provider-number = फ़ोन नेटवर्क ने यह नंबर स्वीकार नहीं किया।
refusal-other = कॉल की अनुमति नहीं मिली।
calls-title = 🗂 <b>कॉल इतिहास</b> ({ $total })
calls-empty = अभी तक कोई कॉल नहीं।
calls-row = { $status } · { $phone }
calls-refused = 🚫 नहीं की गई
calls-cancelled = ↩️ वापस ली गई
calls-waiting = 🕗 इंतज़ार
calls-unclear = ❓ पता नहीं
calls-running = 🔔 चल रही है
inbox-title = 📥 <b>जवाब</b> ({ $total })
inbox-empty = अभी तक कोई जवाब नहीं। आपकी कॉल में लोग जो बटन दबाएँगे, वे यहाँ दिखेंगे।
inbox-row = { $keys } · { $phone }
transcript-title = 💬 <b>{ $phone }</b>
transcript-lines = { $lines }
transcript-voice = 🤖 { $words }
transcript-callee = 🗣 { $words }
# Why a number was not called.
why-title = ❔ <b>{ $phone } पर कॉल क्यों नहीं हुई</b>
why-reason = • { $reason }
why-until = • { $reason } यह { $at } को हट जाएगा।
why-local = 🕗 तब वहाँ समय था:
    { $times }
why-time = { $time }
why-hours = लागू कॉल समय:
    { $weeks }
why-week = { $week }
why-day = 📊 24 घंटों में कॉल: { $most } में से { $made }
why-checked = जाँच: { $at }
why-ask = ❔ क्यों?
why-skipped = ❔ <b>कॉल नहीं की गई</b>
    कारण देखने के लिए नंबर पर टैप कीजिए।
why-row = ❔ { $phone }
why-more = और ▶️
