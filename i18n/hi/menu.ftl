# मेन्यू और सभी स्क्रीनों के साझा शब्द
menu-title = आप क्या करना चाहेंगे?
menu-first-call = 📞 अपनी पहली कॉल करें
menu-call = 📞 किसी नंबर पर कॉल करें
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
button-passed = वह बटन अब पुराना है। हम यहाँ हैं।
use-the-buttons = कृपया किसी बटन का इस्तेमाल करें।
cancelled = रद्द हुआ।
fault = हमारी ओर से कुछ गड़बड़ हुई। कुछ खोया नहीं है: /menu खोलकर फिर कोशिश कीजिए।
dialogue-set-aside = आप बीच में थे तभी बॉट अपडेट हुआ। कृपया मेन्यू से वह काम फिर शुरू करें।
only-private = मैं केवल निजी चैट में काम करता हूँ। मेरे नाम पर टैप करें, फिर Start।
terms-builtin =
    • केवल उन्हीं को फ़ोन करें जिन्होंने इसी काम के लिए अपना नंबर दिया है, और तय समय में।
    • किसी से पासवर्ड, कोड, कार्ड या बैंक की जानकारी कभी न माँगें।
    • किसी और का रूप कभी न धरें।
    • जो फ़ोन न करने को कहे, उसे फिर फ़ोन नहीं होगा।
    • कॉल की क़ीमत वही है जो सार में दिखती है। क़ानून के अनुसार कॉल का रिकॉर्ड रखा जाता है।
command-menu = मुख्य मेन्यू
command-cancel = चल रहा काम छोड़ें
command-language = भाषा बदलें
command-support = मदद
command-paysupport = भुगतान में मदद
command-privacy = कौन-सा डेटा रखा जाता है
command-terms = नियम
command-start = शुरू करें
