# वॉलेट, उसका विवरण, और क्रिप्टो से रिचार्ज।
menu-wallet = 👛 वॉलेट
button-wallet = 👛 वॉलेट
button-top-up = ➕ रिचार्ज करें
button-newest = « सबसे नए
wallet-title = 👛 <b>वॉलेट</b>
wallet-by-hand = इस चैट में अभी भुगतान नहीं हो सकता। बैलेंस एडमिन जोड़ते हैं: उनसे कहिए और अपनी Telegram आईडी बताइए: <code>{ $id }</code>।
wallet-down = ⚠️ भुगतान सेवा { $since } से जवाब नहीं दे रही है। कुछ खोया नहीं है: उसके लौटते ही आपका भेजा जुड़ जाएगा, और आपका बैलेंस पहले की तरह चलता है।
wallet-pending-count = ⏳ चालू भुगतान ({ $count })
wallet-statement = 📄 विवरण
wallet-reviews = 🔎 जाँचने लायक ट्रांसफ़र ({ $count })
statement-title = 📄 <b>विवरण</b>
statement-empty = अभी तक न कुछ आया है, न गया है।
statement-lines = { $lines }
statement-in = ➕ <b>{ $usd }</b> · { $what } · { $at }
statement-out = ➖ <b>{ $usd }</b> · { $what } · { $at }
statement-topup = रिचार्ज { $reference }
statement-hand = एडमिन ने जोड़ा
statement-call = { $phone } को कॉल
statement-taken = एडमिन ने निकाले
statement-plan = प्लान { $name }
statement-coupon = कूपन
statement-invitation = निमंत्रण
statement-refund = वापसी
statement-other = अन्य
statement-link = › { $what }
statement-file = 📎 फ़ाइल में (CSV)
statement-caption = 📄 आपका विवरण, सबसे नया पहले, डॉलर में।
payments-title = ⏳ <b>चालू भुगतान</b>: { $total }
payments-empty = कोई भुगतान चालू नहीं है।
payments-row = { $reference } · { $usd } · { $state }
topup-state-created = पता लिया जा रहा है
topup-state-awaiting = ट्रांसफ़र का इंतज़ार
topup-state-expired = दर का समय बीता
topup-state-detected = दिखा है
topup-state-credited = जुड़ गया
topup-state-review = जाँच में
topup-state-refunded = लौटाया गया
topup-state-abandoned = बंद
# सवाल।
topup-ask-amount = आप कितना जोड़ना चाहेंगे? चुनिए, या { $least } से { $most } तक की रक़म डॉलर में लिखिए।
topup-preset = { $usd }
topup-amount-unread = यह रक़म समझ नहीं आई। 25 या 25.50 की तरह लिखिए।
topup-amount-little = कम से कम { $least }: इससे कम में शुल्क बहुत ज़्यादा हिस्सा ले लेते हैं।
topup-amount-much = एक बार में ज़्यादा से ज़्यादा { $most }।
topup-many = { $count ->
    [one] आपका { $count } भुगतान खुला है। उसे चुकाइए, या उसकी दर का समय बीतने दीजिए।
   *[other] आपके { $count } भुगतान खुले हैं। उनमें से कोई चुकाइए, या दर का समय बीतने दीजिए।
}
topup-ask-coin = { $usd } किससे चुकाएँगे? नेटवर्क उतना ही ज़रूरी है जितना सिक्का: वही चुनिए जो आपका वॉलेट या एक्सचेंज सच में भेजता है।
topup-no-dollars = ⚠️ USDT इस समय एक डॉलर के बराबर नहीं है, इसलिए नहीं लिया जाता। दूसरा सिक्का चुनिए, या बाद में कोशिश कीजिए।
topup-fees = { $lines }
topup-fee = ⚠️ { $coin }: भेजने में आम तौर पर लगभग { $fee } लगते हैं, रक़म के दसवें हिस्से से ज़्यादा।
coin-usdt-trc20 = USDT, Tron नेटवर्क (TRC-20)
coin-usdt-erc20 = USDT, Ethereum नेटवर्क (ERC-20)
coin-btc = बिटकॉइन (BTC)
coin-ltc = लाइटकॉइन (LTC)
coin-eth = ईथर, Ethereum नेटवर्क (ETH)
coin-doge = डॉजकॉइन (DOGE)
coin-bch = बिटकॉइन कैश (BCH)
coin-trx = TRX, Tron नेटवर्क
# भुगतान के साथ चलने वाला कार्ड।
topup-title = ➕ <b>{ $usd } का रिचार्ज</b> · { $reference }
topup-preparing = ⏳ { $coin } के लिए पता लिया जा रहा है…
topup-preparing-slow = ⏳ भुगतान सेवा को आज ज़्यादा समय लग रहा है। यहाँ रुकना ज़रूरी नहीं: { $coin } का पता इसी चैट में अपने आप आ जाएगा।
topup-send =
    ठीक <code>{ $amount }</code> { $symbol } इस पते पर भेजिए:
    <code>{ $address }</code>
rate = { $lot } { $symbol } = { $usd }
topup-rate = 💱 { $rate }, यह दर { $until } तक पक्की है।
topup-network = ⚠️ केवल { $coin }। कोई दूसरा सिक्का या दूसरा नेटवर्क हमेशा के लिए खो सकता है।
topup-after = भेजने के बाद कुछ टैप नहीं करना है: यह संदेश अपने आप बदलता है। कम आए या ज़्यादा, जितना पहुँचेगा उतना जुड़ेगा।
topup-never = 🔒 सहायता कभी आपकी कुंजी या रिकवरी शब्द नहीं माँगती, और पैसे लेकर सिक्के वापस दिलाने की पेशकश कभी नहीं करती।
topup-copy-amount = 📋 रक़म कॉपी करें
topup-copy-address = 📋 पता कॉपी करें
topup-expired = ⌛ दर का समय बीत गया। अगर आप भेज चुके हैं, तो कुछ मत कीजिए: उस पर अब भी नज़र है और वह जुड़ जाएगा। नहीं भेजा, तो नया रिचार्ज शुरू कीजिए और पुराना पता इस्तेमाल मत कीजिए।
topup-seen = 👀 आपका ट्रांसफ़र दिखा है। नेटवर्क के पक्का करते ही जुड़ जाएगा, आम तौर पर कुछ मिनट में।
topup-came = { $lines }
topup-credited = ✅ { $amount } { $symbol } मिले ({ $rate }): <b>{ $usd }</b> जुड़े।
topup-review = 🔎 एक ट्रांसफ़र कोई व्यक्ति जाँच रहा है: { $why }। आपको यहीं बताया जाएगा।
why-wrong-coin = सिक्का या नेटवर्क वह नहीं जो तय था
why-too-much = तय रक़म से बहुत ज़्यादा है
why-too-late = दर का समय बीतने के एक दिन से भी बाद आया
why-second = भुगतान जुड़ जाने के बाद आया
why-unclear = साफ़ नहीं कि कितना आया, या किसके लिए
topup-refunded = ↩️ भुगतान सेवा ने सिक्के लौटा दिए। कुछ नहीं जुड़ा।
topup-no-coin = यह सिक्का अभी नहीं लिया जा सकता। कृपया दूसरा चुनिए।
topup-no-amount = भुगतान सेवा इस सिक्के में यह रक़म नहीं लेती। कृपया दूसरी रक़म या सिक्का चुनिए।
topup-paused = रिचार्ज रुके हुए हैं; एडमिन को बता दिया गया है। आपका बैलेंस पहले की तरह चलता है।
topup-unreachable = भुगतान सेवा तक पहुँच नहीं हुई, इसलिए पता नहीं है। कृपया बाद में कोशिश कीजिए; आपका बैलेंस पहले की तरह चलता है।
topup-odd-quote = भुगतान सेवा की दर बाज़ार से बहुत अलग थी, इसलिए नहीं दिखाई गई। कुछ मिनट बाद कोशिश कीजिए, या दूसरा सिक्का चुनिए।
topup-unpaid = एक हफ़्ते में कुछ नहीं आया: यह भुगतान बंद है।
topup-rejected = ट्रांसफ़र जाँचा गया और नहीं जोड़ा गया। ग़लत लगे, तो /paysupport पर लिखिए।
# सूचनाएँ, हर एक एक बार।
told-seen = 👀 { $usd } के रिचार्ज का ट्रांसफ़र दिखा है। नेटवर्क के पक्का करते ही जुड़ जाएगा। संदर्भ { $reference }।
told-credited = ✅ { $amount } { $symbol } मिले ({ $rate }): आपके बैलेंस में { $usd } जोड़े गए, अब बैलेंस { $balance } है। संदर्भ { $reference }।
told-late = वह दर का समय बीतने के बाद आया, फिर भी जोड़ दिया गया।
told-late-rate = वह दर का समय बीतने के बाद आया: उस दर और आज की दर में से जो कम है, वह लगी।
told-allowance = इसमें { $allowance } हमारी ओर से हैं, ताकि रक़म पूरी हो।
told-short = यह आपकी चाही रक़म { $asked } से कम है। बाक़ी के लिए नया रिचार्ज शुरू कीजिए, पुराने पते पर मत भेजिए।
told-over = यह आपकी चाही रक़म { $asked } से ज़्यादा है: पूरा आपके बैलेंस में है।
told-review = 🔎 एक ट्रांसफ़र आया है जिसे किसी व्यक्ति को जाँचना है: { $why }। आपको यहीं बताया जाएगा। संदर्भ { $reference }।
told-approved = ✅ आपका ट्रांसफ़र जाँचा गया: आपके बैलेंस में { $usd } जोड़े गए, अब बैलेंस { $balance } है। संदर्भ { $reference }।
told-rejected = ✖️ आपका ट्रांसफ़र जाँचा गया और नहीं जोड़ा गया। ग़लत लगे, तो /paysupport पर लिखिए। संदर्भ { $reference }।
told-refunded = ↩️ भुगतान सेवा ने आपके सिक्के लौटा दिए। कुछ नहीं जुड़ा। संदर्भ { $reference }।
told-failed = ✖️ { $why } संदर्भ { $reference }।
told-open = भुगतान देखें
paysupport-wallet = 💳 रिचार्ज वॉलेट में होता है। हर भुगतान का एक संदर्भ होता है, जैसे P7; कोई खोया लगे, तो उसे अपनी Telegram आईडी के साथ बताइए।
