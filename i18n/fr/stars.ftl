# Payer en Telegram Stars. Le titre d’une facture a 32 caractères au plus, son texte 255.
coin-stars = ⭐️ Telegram Stars
stars-bill-title = Crédit téléphonique
stars-bill = { $usd } pour des appels téléphoniques avec ce bot. Référence { $reference }.
stars-asking = ⭐️ La facture de { $stars } Stars est ci-dessous : touchez Payer. Elle peut être réglée jusqu’à { $until }.
stars-over = ⌛ La facture n’a pas été réglée à temps : elle est close. Pour payer, lancez une nouvelle recharge.
stars-went-back = ↩️ Les Stars de ce paiement ont été rendues.
stars-room = ⭐️ En Stars, vous pouvez ajouter au plus { $room } pour l’instant. Choisissez un autre moyen, ou revenez à un montant plus petit.
stars-no-room = ⭐️ On ne peut plus rien ajouter en Stars pour l’instant. Choisissez un autre moyen, ou réessayez demain.
stars-taken-told = ↩️ Les Stars de votre recharge de { $usd } vous ont été rendues. Ce qui en restait a quitté votre solde et vos appels sont arrêtés. Écrivez à /paysupport. Référence { $reference }.
checkout-odd = Cette facture n’est pas la vôtre, ou a été modifiée. Lancez une nouvelle recharge dans le bot.
checkout-paid = Cette facture est déjà réglée.
checkout-over = Le délai de cette facture est passé. Lancez une nouvelle recharge dans le bot.
checkout-too-much = C’est plus que ce que vous pouvez payer en Stars maintenant. Lancez une recharge plus petite dans le bot.
checkout-not-now = Les Stars ne sont pas acceptées en ce moment. Rien n’a été débité.
checkout-slow = Le bot est trop lent en ce moment. Rien n’a été débité ; réessayez dans une minute.
refund-notice-stars = ↩️ Remboursement <b>{ $reference }</b> : { $amount } ont quitté votre solde, et les Stars vous reviennent.
refund-notice-stars-sent = ↩️ Remboursement <b>{ $reference }</b> : vos Stars, soit { $amount }, sont revenues.
# Pour les opérateurs.
refund-stars = { $stars } Stars repartent d’elles-mêmes.
refund-stars-confirm = Rendre { $stars } Stars ({ $amount }) à l’utilisateur <code>{ $user }</code> ?
refund-stars-spent = ⚠️ Ces Stars ont été dépensées : il en reste { $left }. { $lost } sont pris sur le reste de son solde, ou perdus pour vous.
refund-stars-yes = ✅ Rendre
refund-stars-anyway = ⚠️ Rendre quand même
stars-taken = ⚠️ L’utilisateur <code>{ $user }</code> a repris les Stars de { $reference } ({ $usd }). { $lost } étaient dépensés et sont perdus. Ses appels sont arrêtés.
stars-strayed = ⚠️ Des Stars sont reparties qui ne sont dans aucun solde (paiement <code>{ $charge }</code>). Regardez les virements qui vous attendent.
stars-stuck = ⚠️ Telegram refuse de rendre les Stars du remboursement { $reference }. La demande est répétée ; le journal en dit plus.
