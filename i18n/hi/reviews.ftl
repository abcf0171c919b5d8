# एडमिन के लिए: फ़ैसले वाले ट्रांसफ़र, चेतावनियाँ, रोज़ का मिलान।
reviews-title = 🔎 <b>जाँचने लायक ट्रांसफ़र</b>: { $total }
reviews-empty = जाँचने लायक कोई ट्रांसफ़र नहीं है।
reviews-row = { $id } · { $why }
review-about =
    🔎 <b>{ $id }</b>: { $why }
    आया: { $coins }
    भुगतान: <code>{ $payment }</code>
    ट्रांसफ़र: <code>{ $tx }</code>
    कब से: { $at }
review-evidence = भुगतान सेवा का कहना: <code>{ $evidence }</code>
review-decided = फ़ैसला: { $reason }
review-credit = ✅ { $usd } जोड़ें
review-reject = ✖️ न जोड़ें
review-open = 🔎 देखें
button-reviews = ‹ ट्रांसफ़र
review-nobody = यह भुगतान यहाँ किसी ने नहीं माँगा। किसका है पता चले, तो <code>ivrbot credit</code> चलाइए और फिर यहाँ “न जोड़ें” चुनिए।
review-unmeasured = पता नहीं कि कितना आया। चेन पर देखिए; जोड़ना हो, तो <code>ivrbot credit</code> चलाइए और फिर यहाँ “न जोड़ें” चुनिए।
review-no-rate = इस सिक्के की ताज़ा दर नहीं है। कृपया बाद में कोशिश कीजिए।
review-frozen = पैसों का लेन-देन अभी रुका है: कोई फ़ैसला नहीं हो सकता।
review-why-coin = दूसरा सिक्का या नेटवर्क
review-why-recovered = सेवा की खोज में मिला
review-why-times = रक़म के तीन गुने से ज़्यादा
review-why-cap = आपकी सीमा से ज़्यादा
review-why-late = एक दिन से ज़्यादा देर
review-why-reused = पता किसी और भुगतान का था
review-why-second = एक और ट्रांसफ़र
review-why-unmeasured = रक़म पता नहीं
review-why-unknown = किसी ने नहीं माँगा
review-ask-credit = क्यों जोड़ा जा रहा है? आपके शब्द बही में रखे जाते हैं।
review-ask-reject = क्यों नहीं जोड़ा जा रहा? आपके शब्द बही में रखे जाते हैं।
review-reason-odd = 1 से 200 अक्षरों में कारण लिखिए।
alert-verify = ⚠️ भुगतान सेवा सिक्के लेने से पहले आपके खाते का सत्यापन चाहती है। तब तक रिचार्ज रुके हैं।
alert-key = ⚠️ भुगतान सेवा API कुंजी नहीं मानती: [dynopay] जाँचिए। तब तक रिचार्ज रुके हैं।
alert-currency = ⚠️ भुगतान सेवा में आपका खाता डॉलर में नहीं है। उसकी मूल मुद्रा बदलिए; तब तक रिचार्ज रुके हैं।
alert-down = ⚠️ भुगतान सेवा { $since } से जवाब नहीं दे रही है। उसके लौटते ही भुगतान जुड़ेंगे; कॉल और बैलेंस चलते रहेंगे।
alert-price = ⚠️ भुगतान सेवा ने अजीब दर दी, जो भुगतान करने वाले को नहीं दिखाई गई ({ $about })।
alert-request = ⚠️ भुगतान सेवा हमारा अनुरोध ठुकराती है ({ $about }): यह बॉट की ग़लती है। लॉग में और जानकारी है।
alert-stuck = ⚠️ भुगतान सेवा को सिक्के मिले, पर वह आपको भेज नहीं पा रही (भुगतान <code>{ $about }</code>)। ग्राहक का बैलेंस वैसा ही रहेगा।
alert-sent-back = ⚠️ भुगतान सेवा ने वे सिक्के लौटा दिए जो यहाँ जुड़ चुके थे (भुगतान <code>{ $about }</code>)। ग्राहक का बैलेंस वैसा ही रहेगा।
gaps-title = 🧾 भुगतान सेवा के साथ रोज़ के मिलान में { $count ->
    [one] { $count } अंतर मिला
   *[other] { $count } अंतर मिले
}:
gaps-lines = { $lines }
gap-here = • { $reference }: { $coins } यहाँ दर्ज नहीं थे, अब जोड़ दिए गए (<code>{ $payment }</code>)
gap-unclear = • { $reference }: { $coins } यहाँ दर्ज नहीं थे, आपके फ़ैसले का इंतज़ार है (<code>{ $payment }</code>)
gap-there = • { $reference }: { $coins } यहाँ जोड़े गए, पर सेवा की सूची में नहीं हैं (<code>{ $payment }</code>)
