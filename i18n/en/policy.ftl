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
