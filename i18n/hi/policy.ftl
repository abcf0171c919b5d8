# स्क्रिप्ट में क्या नहीं कह सकते, और उसकी जगह क्या कह सकते हैं
policy-never = ✋ कॉल में यह कोई नहीं कह सकता: <i>{ $sentence }</i>
    { $why }
    💡 इसकी जगह: <i>{ $offer }</i>
policy-ask = ✋ इसके लिए एडमिन की मंज़ूरी चाहिए: <i>{ $sentence }</i>
    { $why }
    💡 या कहिए: <i>{ $offer }</i>
policy-why-one-time-code = यह ऐसा कोड माँगता है जो कहीं और से आया है। ठग यही करते हैं, इसलिए किसी कॉल में यह नहीं हो सकता।
policy-why-pin = यह पिन माँगता है। कोई सच्ची कॉल ऐसा नहीं करती।
policy-why-password = यह पासवर्ड या लॉगिन माँगता है। कोई सच्ची कॉल ऐसा नहीं करती।
policy-why-card = यह कार्ड की जानकारी माँगता है। यहाँ वह फ़ोन पर नहीं ली जाती।
policy-why-bank-login = यह बैंक की जानकारी माँगता है। यहाँ वह फ़ोन पर नहीं ली जाती।
policy-why-identity-data = यह किसी पहचान पत्र का नंबर माँगता है।
policy-why-seed-phrase = यह वॉलेट के शब्द या कुंजी माँगता है। जिसके पास ये हैं, पैसा उसी का है।
policy-why-remote-access = यह किसी को फ़ोन या कंप्यूटर का नियंत्रण दिलवाता है।
policy-why-gift-card = यह गिफ़्ट कार्ड खरीदवाता या पढ़वाता है। ऐसे पैसे सिर्फ़ ठग लेते हैं।
policy-why-impersonation = यह किसी बैंक, सरकारी विभाग, टेलीकॉम कंपनी या ब्रांड के नाम से बोलता है। यह वही कर सकते हैं, या जिन्हें एडमिन जानता है।
policy-why-pressure = यह धमकी या जल्दबाज़ी से पैसे माँगता है।
policy-why-hidden-instruction = यह स्क्रिप्ट को रद्द करता है या छिपाता है कि कॉल क्या है।
policy-offer-press-a-key = पुष्टि के लिए 1 दबाएँ, मना करने के लिए 2।
policy-offer-bring-it = कृपया दस्तावेज़ अपॉइंटमेंट पर साथ लाएँ। हम फ़ोन पर कोई नंबर नहीं पूछते।
policy-offer-pay-as-usual = आपका बिल देय है। कृपया हमेशा की तरह भुगतान करें।
policy-offer-call-back = कृपया हमारे नंबर पर वापस कॉल करें, हम मदद करेंगे।
policy-offer-own-name = हम अपने ही व्यवसाय से कॉल कर रहे हैं।
policy-offer-plain-value = सिर्फ़ मान लिखिए, जैसे नाम या तारीख।

# ऐसे पाठ जिनके लिए एडमिन की अनुमति चाहिए।
approval-ask-button = 🙋 एडमिन से पूछें
approval-ask = आप यह क्यों कह सकते हैं? एक लाइन में सबूत लिखिए: आप कौन हैं, और एडमिन इसे कहाँ जाँच सकता है।
approval-proof-long = एक लाइन लिखिए, ज़्यादा से ज़्यादा { $most } अक्षर।
approval-asked = ✅ एडमिन से पूछ लिया गया है। जवाब आपको मिल जाएगा; फिर कॉल कीजिए।
approval-news = 🙋 एक उपयोगकर्ता पूछ रहा है कि क्या उसका पाठ इस्तेमाल हो सकता है।
approval-open = 👁 देखें
approvals-title = 🙋 <b>आपकी अनुमति के इंतज़ार में पाठ</b>
approvals-none = कोई पाठ आपकी अनुमति के इंतज़ार में नहीं है।
approval-row = { $business } · { $asked }
approval-title = 🙋 <b>{ $business }</b> (उपयोगकर्ता <code>{ $user }</code>)
approval-sentence = वाक्य: <i>{ $sentence }</i>
approval-text = पूरा पाठ: <i>{ $text }</i>
approval-proof = सबूत: <i>{ $proof }</i>
approval-allow = ✅ इस पाठ की अनुमति दें
approval-allow-brand = ✅ इस उपयोगकर्ता को { $business } नाम की अनुमति दें
approval-refuse = 🚫 मना करें
approval-decided = दर्ज हुआ; उपयोगकर्ता को बता दिया गया।
approval-yes = ✅ एडमिन ने अनुमति दी: <i>{ $sentence }</i>
approval-no = 🚫 एडमिन ने अनुमति नहीं दी: <i>{ $sentence }</i> पाठ बदलकर फिर कोशिश कीजिए।
admin-approvals = 🙋 पाठ ({ $count })
