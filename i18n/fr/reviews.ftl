# Pour les administrateurs : transferts à trancher, alertes, comparaison quotidienne.
reviews-title = 🔎 <b>Transferts à examiner</b> : { $total }
reviews-empty = Aucun transfert à examiner.
reviews-row = { $id } · { $why }
review-about =
    🔎 <b>{ $id }</b> : { $why }
    Reçu : { $coins }
    Paiement : <code>{ $payment }</code>
    Transfert : <code>{ $tx }</code>
    Depuis : { $at }
review-evidence = Ce que dit le service de paiement : <code>{ $evidence }</code>
review-decided = Décision : { $reason }
review-credit = ✅ Créditer { $usd }
review-reject = ✖️ Ne pas créditer
review-open = 🔎 Examiner
button-reviews = ‹ Transferts
review-nobody = Personne ici n’a demandé ce paiement. Si vous trouvez à qui il est, utilisez <code>ivrbot credit</code>, puis « Ne pas créditer » ici.
review-unmeasured = On ne sait pas combien est arrivé. Regardez la chaîne ; pour créditer, utilisez <code>ivrbot credit</code>, puis « Ne pas créditer » ici.
review-no-rate = Il n’y a pas de cours récent pour cette monnaie. Réessayez plus tard.
review-frozen = Les mouvements d’argent sont arrêtés : on ne peut rien décider.
review-why-coin = autre monnaie ou autre réseau
review-why-recovered = retrouvé par le service de paiement
review-why-times = plus du triple du montant
review-why-cap = plus que votre limite
review-why-late = plus d’un jour de retard
review-why-reused = l’adresse était celle d’un autre paiement
review-why-second = transfert supplémentaire
review-why-unmeasured = montant inconnu
review-why-unknown = demandé par personne
review-ask-credit = Pourquoi est-il crédité ? Vos mots restent dans le registre.
review-ask-reject = Pourquoi n’est-il pas crédité ? Vos mots restent dans le registre.
review-reason-odd = Donnez une raison de 1 à 200 caractères.
alert-verify = ⚠️ Le service de paiement veut vérifier votre compte avant de recevoir des fonds. D’ici là, les recharges sont suspendues.
alert-key = ⚠️ Le service de paiement refuse la clé : vérifiez [dynopay]. D’ici là, les recharges sont suspendues.
alert-currency = ⚠️ Votre compte chez le service de paiement ne compte pas en dollars. Changez sa devise de base ; d’ici là, les recharges sont suspendues.
alert-down = ⚠️ Le service de paiement ne répond plus depuis { $since }. Les paiements seront crédités dès son retour ; appels et soldes continuent.
alert-price = ⚠️ Le service de paiement a proposé un cours étrange, qui n’a pas été montré au payeur ({ $about }).
alert-request = ⚠️ Le service de paiement refuse notre demande ({ $about }) : c’est une erreur du bot. Le journal en dit plus.
alert-stuck = ⚠️ Le service de paiement a reçu des fonds et ne parvient pas à vous les transmettre (paiement <code>{ $about }</code>). Le crédit du client reste.
alert-sent-back = ⚠️ Le service de paiement a renvoyé des fonds déjà crédités ici (paiement <code>{ $about }</code>). Le crédit du client reste.
gaps-title = 🧾 La comparaison quotidienne avec le service de paiement montre { $count ->
    [one] { $count } écart
   *[other] { $count } écarts
} :
gaps-lines = { $lines }
gap-here = • { $reference } : { $coins } manquaient ici et sont maintenant crédités (<code>{ $payment }</code>)
gap-unclear = • { $reference } : { $coins } manquaient ici et attendent votre décision (<code>{ $payment }</code>)
gap-there = • { $reference } : { $coins } sont crédités ici, mais absents de la liste du service (<code>{ $payment }</code>)
