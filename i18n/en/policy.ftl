# What a script may not say, and what it may say instead.
policy-never = ✋ Nobody may say this in a call: <i>{ $sentence }</i>
    { $why }
    💡 Instead: <i>{ $offer }</i>
policy-ask = ✋ This needs the operator’s word: <i>{ $sentence }</i>
    { $why }
    💡 Or say: <i>{ $offer }</i>
policy-why-one-time-code = It asks for a code that the person got elsewhere. Swindlers do that, so no call may.
policy-why-pin = It asks for a PIN. No honest call does.
policy-why-password = It asks for a password or a login. No honest call does.
policy-why-card = It asks for card data. Cards are not taken by phone here.
policy-why-bank-login = It asks for bank data. They are not taken by phone here.
policy-why-identity-data = It asks for the number of an identity document or card.
policy-why-seed-phrase = It asks for the words or the key of a wallet. Whoever has them has the money.
policy-why-remote-access = It has the person give somebody control of the device.
policy-why-gift-card = It has the person buy or read out gift cards. Only swindlers are paid with them.
policy-why-impersonation = It speaks for a bank, an authority, a telecom company or a brand. Only they may, or whom the operator knows.
policy-why-pressure = It presses for money with threats or haste.
policy-why-hidden-instruction = It undoes the script or hides what the call is.
policy-offer-press-a-key = Press 1 to confirm, 2 to decline.
policy-offer-bring-it = Please bring the document to your appointment. We ask for no numbers on the phone.
policy-offer-pay-as-usual = Your invoice is due. Please pay as usual.
policy-offer-call-back = Please call us back at our number, and we will help you.
policy-offer-own-name = We are calling from our own business.
policy-offer-plain-value = Write only the value, such as a name or a date.

# Scripts that need the operator's word.
approval-ask-button = 🙋 Ask the operator
approval-ask = Why may you say that? Write one line with proof: who you are, and where the operator can check it.
approval-proof-long = Write one line of at most { $most } characters.
approval-asked = ✅ The operator has been asked. You will be told the answer; then call again.
approval-news = 🙋 A user asks whether a script may be used.
approval-open = 👁 Look at it
approvals-title = 🙋 <b>Scripts that wait for your word</b>
approvals-none = No script waits for your word.
approval-row = { $business } · { $asked }
approval-title = 🙋 <b>{ $business }</b> (user <code>{ $user }</code>)
approval-sentence = The sentence: <i>{ $sentence }</i>
approval-text = The whole text: <i>{ $text }</i>
approval-proof = The proof: <i>{ $proof }</i>
approval-allow = ✅ Allow this script
approval-allow-brand = ✅ Allow the name { $business } for this user
approval-refuse = 🚫 Refuse
approval-decided = Kept; the user is told.
approval-yes = ✅ The operator allows it: <i>{ $sentence }</i>
approval-no = 🚫 The operator does not allow it: <i>{ $sentence }</i> Change the text and try again.
admin-approvals = 🙋 Scripts ({ $count })
