# Telegram Stars से भुगतान। बिल के शीर्षक में ज़्यादा से ज़्यादा 32 अक्षर, विवरण में 255।
coin-stars = ⭐️ Telegram Stars
stars-bill-title = फ़ोन बैलेंस
stars-bill = इस बॉट से फ़ोन कॉल के लिए { $usd }। संदर्भ { $reference }।
stars-asking = ⭐️ { $stars } Stars का बिल नीचे है: वहाँ भुगतान पर टैप कीजिए। { $until } तक चुकाया जा सकता है।
stars-over = ⌛ बिल समय पर नहीं चुकाया गया और बंद हो गया। चुकाने के लिए नया रिचार्ज शुरू कीजिए।
stars-went-back = ↩️ इस भुगतान के Stars लौट गए।
stars-room = ⭐️ Stars से अभी ज़्यादा से ज़्यादा { $room } जुड़ सकते हैं। दूसरा तरीका चुनिए, या लौटकर छोटी रक़म चुनिए।
stars-no-room = ⭐️ Stars से अभी और कुछ नहीं जुड़ सकता। दूसरा तरीका चुनिए, या कल कोशिश कीजिए।
stars-taken-told = ↩️ आपके { $usd } के रिचार्ज के Stars आपको लौट गए। उसमें से जो बचा था वह बैलेंस से निकल गया, और आपकी कॉल रुकी हैं। /paysupport पर लिखिए। संदर्भ { $reference }।
checkout-odd = यह बिल आपका नहीं है, या बदला गया है। बॉट में नया रिचार्ज शुरू कीजिए।
checkout-paid = यह बिल चुकाया जा चुका है।
checkout-over = इस बिल का समय बीत गया। बॉट में नया रिचार्ज शुरू कीजिए।
checkout-too-much = यह उससे ज़्यादा है जो आप अभी Stars से चुका सकते हैं। बॉट में छोटा रिचार्ज शुरू कीजिए।
checkout-not-now = Stars अभी नहीं लिए जाते। कुछ नहीं कटा।
checkout-slow = बॉट अभी बहुत धीमा है। कुछ नहीं कटा; एक मिनट में फिर कोशिश कीजिए।
refund-notice-stars = ↩️ रिफ़ंड <b>{ $reference }</b>: { $amount } आपके बैलेंस से निकले, और Stars आपको लौटाए जाएँगे।
refund-notice-stars-sent = ↩️ रिफ़ंड <b>{ $reference }</b>: { $amount } के आपके Stars लौट आए।
# एडमिन के लिए।
refund-stars = { $stars } Stars अपने आप लौटेंगे।
refund-stars-confirm = यूज़र <code>{ $user }</code> को { $stars } Stars ({ $amount }) लौटाएँ?
refund-stars-spent = ⚠️ ये Stars ख़र्च हो चुके हैं: { $left } बचे हैं। { $lost } उसके बाक़ी बैलेंस से जाएँगे, या आपका नुक़सान होंगे।
refund-stars-yes = ✅ लौटाएँ
refund-stars-anyway = ⚠️ फिर भी लौटाएँ
stars-taken = ⚠️ यूज़र <code>{ $user }</code> ने { $reference } ({ $usd }) के Stars वापस ले लिए। उसमें से { $lost } ख़र्च हो चुके थे और नुक़सान हैं। उसकी कॉल रुकी हैं।
stars-strayed = ⚠️ ऐसे Stars लौट गए जो किसी के बैलेंस में नहीं हैं (भुगतान <code>{ $charge }</code>)। जाँचने लायक ट्रांसफ़र देखिए।
stars-stuck = ⚠️ Telegram रिफ़ंड { $reference } के Stars लौटाने से मना करता है। फिर पूछा जाएगा; लॉग में ज़्यादा है।
