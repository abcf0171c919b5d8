# पैसों के बारे में सवाल
case-open = 💳 पैसों के बारे में आपके सवाल का संदर्भ <b>{ $reference }</b> है। कृपया यही बताइए।
case-ask = बात क्या है? यहाँ एक संदेश में लिखिए।
case-words-empty = कृपया कुछ शब्द लिखिए।
case-words-long = ज़्यादा से ज़्यादा { $most } अक्षर।
case-kept = 👍 आपका संदेश एडमिन के पास है। जवाब यहीं आएगा; संदर्भ <b>{ $reference }</b>।
case-answered = 💬 <b>{ $reference }</b> का जवाब
case-closed = ✔️ <b>{ $reference }</b> बंद हुआ।
case-more = ✏️ और लिखें
refund-notice-approved = ↩️ वापसी <b>{ $reference }</b>: { $amount } आपके बैलेंस से निकले और <code>{ $address }</code> पर भेजे जाएँगे।
refund-notice-paid = ↩️ वापसी <b>{ $reference }</b>: { $amount } भेज दिए गए। ट्रांसफ़र <code>{ $transfer }</code>
refund-notice-withdrawn = ↩️ वापसी <b>{ $reference }</b> नहीं भेजी गई: { $amount } आपके बैलेंस में लौट आए।
money-debited = 💸 आपके बैलेंस से { $amount } लिए गए: अब बैलेंस { $balance } है। संदर्भ { $reference }।
