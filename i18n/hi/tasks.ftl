# स्क्रिप्ट: फ़ोन पर क्या कहा जाता है
task-new = ➕ नई स्क्रिप्ट
tasks-title = 📝 <b>मेरी स्क्रिप्ट</b> ({ $total })
tasks-empty = अभी कोई स्क्रिप्ट नहीं है। स्क्रिप्ट यानी फ़ोन पर कही जाने वाली बात: यहाँ लिखिए, या कॉल करते समय किसी उदाहरण से शुरू कीजिए।
task-title = 📝 <b>{ $name }</b>
task-text = <blockquote>{ $text }</blockquote>
task-variables = <b>बदलने वाली बातें</b>
    { $variables }
task-variable = { $name }: न बताने पर “{ $fallback }” कहा जाएगा
task-variable-silent = { $name }: न बताने पर कुछ नहीं कहा जाएगा
task-variable-asked = { $name }: हर कॉल से पहले पूछा जाएगा
task-facts = 🎯 { $purpose } · 🌐 { $language }
task-call = 📞 नंबर पर कॉल
task-call-list = 📋 सूची पर कॉल
task-call-now = ✅ अभी कॉल करें
task-edit = ✏️ बात बदलें
task-rename = 🏷 नाम बदलें
task-purpose = 🎯 मक़सद
task-language = 🌐 भाषा
task-delete = 🗑 हटाएँ
task-all = ‹ मेरी स्क्रिप्ट
task-kept = 👍 स्क्रिप्ट सहेज ली गई।
task-changed = 👍 बदल दिया। जो कॉल पहले से तय हैं, उनमें पुरानी बात ही रहेगी।
task-changed-meanwhile = ✋ नहीं बदला: इस बीच स्क्रिप्ट कहीं और बदल दी गई। अब वह ऐसी है।
task-gone = वह स्क्रिप्ट हटा दी गई थी।
task-deleted = हटा दी गई।
task-delete-sure = <b>{ $name }</b> को हटाएँ? जो कॉल पहले से तय हैं, वे फिर भी होंगी।
task-delete-yes = 🗑 हाँ, हटाएँ
task-ask-name = इस स्क्रिप्ट का नाम क्या रखें? यह नाम केवल आपको दिखेगा।
task-ask-new-name = <b>{ $name }</b> का नया नाम क्या हो?
task-ask-text = कॉल में क्या कहा जाए?
task-ask-new-text = नई बात लिखकर भेजिए। पुरानी यह है; कॉपी करने के लिए उस पर टैप करें:
task-text-now = <code>{ $text }</code>
task-text-help = जैसे बोलते हैं वैसे लिखिए, ज़्यादा से ज़्यादा { $most } अक्षर। कौन बोल रहा है और कॉल कैसे रुकवाएँ, यह अपने आप बताया जाता है।
    जो हर कॉल में अलग हो, उसे ऐसे कोष्ठक में लिखिए:
    <code>नमस्ते {"{"}नाम|जी{"}"}, आपका अपॉइंटमेंट {"{"}दिन{"}"} को है। पक्का करने के लिए 1 दबाएँ।</code>
    नाम न हो तो “जी” कहा जाएगा; दिन हर कॉल से पहले पूछा जाएगा।
task-ask-purpose = कॉल किसलिए है? इसी से तय होता है कि किन घंटों में फ़ोन किया जा सकता है।
task-purpose-consent = ⚠️ कुछ बेचने के लिए फ़ोन करना हो तो हर व्यक्ति की लिखित सहमति ज़रूरी है।
task-ask-language = कॉल किस भाषा में हो?
task-words-please = कृपया लिखकर बताइए।
task-name-empty = कृपया कोई नाम लिखिए।
task-name-long = नाम में ज़्यादा से ज़्यादा { $most } अक्षर हो सकते हैं।
task-name-lines = नाम एक ही लाइन में लिखिए।
task-text-empty = कृपया लिखिए कि क्या कहा जाए।
task-text-long = इसमें { $found } अक्षर हैं; एक कॉल में ज़्यादा से ज़्यादा { $most } कहे जा सकते हैं।
task-text-long-filled = कोष्ठकों में { $value }-{ $value } अक्षर तक भरने पर बात { $most } से लंबी हो जाएगी। इसे छोटा कीजिए या कोष्ठक कम कीजिए।
task-text-variables = कोष्ठकों में ज़्यादा से ज़्यादा { $most } अलग नाम हो सकते हैं।
task-text-fallback = अक्षर { $at }, “{ $near }” के पास: बदले में कही जाने वाली बात ज़्यादा से ज़्यादा { $most } अक्षर की हो।
task-text-brace = अक्षर { $at }, “{ $near }” के पास: इस कोष्ठक का जोड़ा नहीं है। ऐसे लिखिए: {"{"}नाम{"}"}; कोष्ठक ही दिखाना हो तो उसे दो बार लिखिए।
task-text-name = अक्षर { $at }, “{ $near }” के पास: कोष्ठक के नाम में केवल अक्षर, अंक और _ हों, ज़्यादा से ज़्यादा 32।
task-text-nested = अक्षर { $at }, “{ $near }” के पास: कोष्ठक के अंदर दूसरा कोष्ठक नहीं हो सकता।
purpose-reminder = याद दिलाना
purpose-survey = सर्वे
purpose-notice = सूचना
purpose-confirmation = पुष्टि
purpose-lead-follow-up = बिक्री (लिखित सहमति ज़रूरी)
