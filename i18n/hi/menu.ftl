### मेन्यू और सभी स्क्रीनों के साझा शब्द
###
### शब्द, इस भाषा की सभी फ़ाइलों में एक जैसे:
### call: कॉल (स्त्रीलिंग, बहुवचन भी “कॉल”); list: सूची; task: स्क्रिप्ट; voicemail: वॉइसमेल;
### key: बटन (फ़ोन का, “दबाएँ”; चैट के बटन पर “टैप”); plan: प्लान; balance: बैलेंस;
### scheduled: तय; do-not-call list: “कॉल न करें” सूची; call-back number: वापस कॉल का नंबर;
### operator: एडमिन; phone network: फ़ोन नेटवर्क; support: सहायता।
### वाक्यों में “कीजिए”, बटनों पर “करें”।

menu-title = आप क्या करना चाहेंगे?
menu-first-call = 📞 पहली कॉल करें
menu-call = 📞 नंबर पर कॉल करें
menu-list = 📋 सूची पर कॉल करें
menu-tasks = 📝 मेरी स्क्रिप्ट
menu-scheduled = 🗓 तय कॉल
menu-scheduled-count = 🗓 तय कॉल ({ $count })
menu-inbox = 📥 जवाब
menu-calls = 🗂 कॉल इतिहास
menu-account = 👤 खाता
menu-help = ❔ मदद
menu-language = 🌐 भाषा
button-menu = ☰ मेन्यू
button-back = ‹ वापस
button-cancel = ✕ रद्द करें
button-newer = ‹ नए
button-older = पुराने ›
button-chosen = • { $label }
button-plain = { $label }
button-passed = वह बटन अब काम का नहीं रहा। अभी की स्थिति यह है।
use-the-buttons = कृपया नीचे के किसी बटन पर टैप कीजिए।
cancelled = रद्द किया गया।
fault = हमारी ओर से कुछ गड़बड़ हुई। कुछ खोया नहीं है: /menu खोलकर फिर कोशिश कीजिए।
dialogue-set-aside = आपके काम के बीच में बॉट अपडेट हुआ। कृपया मेन्यू से फिर शुरू कीजिए।
only-private = मैं केवल निजी चैट में काम करता हूँ। मेरे नाम पर टैप कीजिए, फिर Start पर।
terms-builtin =
    • केवल उन्हीं को कॉल करें जिन्होंने इसी काम के लिए अपना नंबर दिया है, और केवल तय समय में।
    • किसी से पासवर्ड, कोड, कार्ड या बैंक की जानकारी कभी न माँगें।
    • ख़ुद को कभी कोई और न बताएँ।
    • जो कॉल न करने को कहे, उसे दोबारा कॉल नहीं की जाती।
    • कॉल की क़ीमत वही है जो सार में दिखती है। क़ानून के मुताबिक़ कॉल का रिकॉर्ड रखा जाता है।
command-menu = मुख्य मेन्यू
command-cancel = चल रहा काम छोड़ें
command-language = भाषा बदलें
command-support = सहायता से संपर्क
command-paysupport = भुगतान में सहायता
command-privacy = कौन-सा डेटा रखा जाता है
command-terms = नियम
command-start = शुरू करें
