# Les questions d’argent.
case-open = 💳 <b>{ $reference }</b> est la référence de votre question d’argent. Indiquez-la, s’il vous plaît.
case-ask = De quoi s’agit-il ? Écrivez-le ici, en un seul message.
case-words-empty = Quelques mots, s’il vous plaît.
case-words-long = { $most } caractères au plus, s’il vous plaît.
case-kept = 👍 L’administrateur a votre message. La réponse viendra ici ; référence <b>{ $reference }</b>.
case-answered = 💬 Réponse à <b>{ $reference }</b>
case-closed = ✔️ <b>{ $reference }</b> est close.
case-more = ✏️ Écrire encore
refund-notice-approved = ↩️ Remboursement <b>{ $reference }</b> : { $amount } ont quitté votre solde et seront envoyés à <code>{ $address }</code>.
refund-notice-paid = ↩️ Remboursement <b>{ $reference }</b> : { $amount } ont été envoyés. Transfert <code>{ $transfer }</code>
refund-notice-withdrawn = ↩️ Le remboursement <b>{ $reference }</b> n’a pas été envoyé : { $amount } sont de retour sur votre solde.
money-debited = 💸 { $amount } ont été retirés de votre solde, qui est maintenant de { $balance }. Référence { $reference }.
