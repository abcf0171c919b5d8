# Le portefeuille, son relevé, et comment l’alimenter en cryptomonnaie.
menu-wallet = 👛 Portefeuille
button-wallet = 👛 Portefeuille
button-top-up = ➕ Recharger
button-newest = « Les plus récents
wallet-title = 👛 <b>Portefeuille</b>
wallet-by-hand = On ne peut encore rien payer dans cette conversation. C’est l’administrateur qui crédite votre compte : demandez-le-lui en donnant votre identifiant Telegram, <code>{ $id }</code>.
wallet-down = ⚠️ Le service de paiement ne répond plus depuis { $since }. Rien n’est perdu : ce que vous avez envoyé sera crédité dès son retour, et votre solde reste utilisable.
wallet-pending-count = ⏳ Paiements en cours ({ $count })
wallet-statement = 📄 Relevé
wallet-reviews = 🔎 Transferts à examiner ({ $count })
statement-title = 📄 <b>Relevé</b>
statement-empty = Rien n’est encore entré ni sorti.
statement-lines = { $lines }
statement-in = ➕ <b>{ $usd }</b> · { $what } · { $at }
statement-out = ➖ <b>{ $usd }</b> · { $what } · { $at }
statement-topup = recharge { $reference }
statement-hand = crédité par l’administrateur
statement-call = appel au { $phone }
statement-taken = retiré par l’administrateur
statement-plan = forfait { $name }
statement-coupon = coupon
statement-invitation = invitation
statement-refund = remboursement
statement-other = autre
statement-link = › { $what }
statement-file = 📎 En fichier (CSV)
statement-caption = 📄 Votre relevé, du plus récent au plus ancien, en dollars.
payments-title = ⏳ <b>Paiements en cours</b> : { $total }
payments-empty = Aucun paiement en cours.
payments-row = { $reference } · { $usd } · { $state }
topup-state-created = adresse en préparation
topup-state-awaiting = en attente du transfert
topup-state-expired = cours expiré
topup-state-detected = repéré
topup-state-credited = crédité
topup-state-review = en cours d’examen
topup-state-refunded = renvoyé
topup-state-abandoned = clos
# Les questions.
topup-ask-amount = Combien voulez-vous ajouter ? Choisissez, ou écrivez un montant en dollars, de { $least } à { $most }.
topup-preset = { $usd }
topup-amount-unread = Je ne comprends pas ce montant. Écrivez par exemple 25 ou 25,50.
topup-amount-little = Le minimum est de { $least } : en dessous, les frais en prendraient trop.
topup-amount-much = Le maximum en une fois est de { $most }.
topup-many = { $count ->
    [one] Vous avez { $count } paiement ouvert. Réglez-le, ou attendez que son cours expire.
   *[other] Vous avez { $count } paiements ouverts. Réglez-en un, ou attendez qu’un cours expire.
}
topup-ask-coin = Avec quoi réglez-vous { $usd } ? Le réseau compte autant que la monnaie : choisissez ce que votre portefeuille ou votre plateforme envoie vraiment.
topup-no-dollars = ⚠️ L’USDT ne vaut pas un dollar en ce moment : il n’est pas accepté. Choisissez une autre monnaie, ou réessayez plus tard.
topup-fees = { $lines }
topup-fee = ⚠️ { $coin } : l’envoi coûte d’ordinaire environ { $fee }, plus d’un dixième du montant.
coin-usdt-trc20 = USDT sur Tron (TRC-20)
coin-usdt-erc20 = USDT sur Ethereum (ERC-20)
coin-btc = Bitcoin (BTC)
coin-ltc = Litecoin (LTC)
coin-eth = Ether sur Ethereum (ETH)
coin-doge = Dogecoin (DOGE)
coin-bch = Bitcoin Cash (BCH)
coin-trx = TRX sur Tron
# La carte qui suit un paiement.
topup-title = ➕ <b>Recharge de { $usd }</b> · { $reference }
topup-preparing = ⏳ Préparation d’une adresse pour { $coin }…
topup-preparing-slow = ⏳ Le service de paiement est plus lent que d’habitude. Inutile d’attendre ici : l’adresse pour { $coin } arrivera d’elle-même dans cette conversation.
topup-send =
    Envoyez exactement <code>{ $amount }</code> { $symbol } à
    <code>{ $address }</code>
rate = { $lot } { $symbol } = { $usd }
topup-rate = 💱 { $rate }, garanti jusqu’à { $until }.
topup-network = ⚠️ Uniquement { $coin }. Une autre monnaie ou un autre réseau peuvent être perdus pour de bon.
topup-after = Une fois l’envoi fait, il n’y a rien à toucher : ce message change de lui-même. Ce qui arrive est crédité, que ce soit moins ou plus.
topup-never = 🔒 L’assistance ne demande jamais vos clés ni vos mots de récupération, et ne propose jamais de récupérer des fonds contre paiement.
topup-copy-amount = 📋 Copier le montant
topup-copy-address = 📋 Copier l’adresse
topup-expired = ⌛ Le cours a expiré. Si vous avez déjà envoyé, ne faites rien : le transfert est toujours attendu et sera crédité. Sinon, commencez une nouvelle recharge et n’utilisez plus l’ancienne adresse.
topup-seen = 👀 Votre transfert a été repéré. Il sera crédité dès que le réseau l’aura confirmé, d’ordinaire en quelques minutes.
topup-came = { $lines }
topup-credited = ✅ { $amount } { $symbol } reçus ({ $rate }) : <b>{ $usd }</b> crédités.
topup-review = 🔎 Une personne examine un transfert : { $why }. Vous serez prévenu ici.
why-wrong-coin = la monnaie ou le réseau n’est pas ce qui était convenu
why-too-much = c’est bien plus que convenu
why-too-late = il est arrivé plus d’un jour après l’expiration du cours
why-second = il est arrivé alors que le paiement était déjà crédité
why-unclear = on ne sait pas bien ce qui est arrivé, ni pour qui
topup-refunded = ↩️ Le service de paiement a renvoyé les fonds. Rien n’a été crédité.
topup-no-coin = Cette monnaie ne peut pas être reçue en ce moment. Choisissez-en une autre.
topup-no-amount = Le service de paiement n’accepte pas ce montant dans cette monnaie. Changez de montant ou de monnaie.
topup-paused = Les recharges sont suspendues ; l’administrateur est prévenu. Votre solde reste utilisable.
topup-unreachable = Le service de paiement est injoignable, il n’y a donc pas d’adresse. Réessayez plus tard ; votre solde reste utilisable.
topup-odd-quote = Le cours du service de paiement était trop loin du marché, il n’est donc pas affiché. Réessayez dans quelques minutes, ou choisissez une autre monnaie.
topup-unpaid = Rien n’est arrivé en une semaine : ce paiement est clos.
topup-rejected = Une personne a examiné le transfert, et il n’a pas été crédité. Si cela vous semble une erreur, écrivez à /paysupport.
# Les avis, donnés chacun une fois.
told-seen = 👀 Un transfert pour votre recharge de { $usd } a été repéré. Il sera crédité dès que le réseau l’aura confirmé. Référence { $reference }.
told-credited = ✅ { $amount } { $symbol } reçus ({ $rate }) : { $usd } ont été ajoutés à votre solde, qui est maintenant de { $balance }. Référence { $reference }.
told-late = Le transfert est arrivé après l’expiration du cours, et il est crédité quand même.
told-late-rate = Le transfert est arrivé après l’expiration du cours : c’est le plus bas de ce cours et du cours actuel qui compte.
told-allowance = { $allowance } viennent de nous, pour arrondir au montant voulu.
told-short = C’est moins que les { $asked } demandés. Pour le reste, commencez une nouvelle recharge, sans rien envoyer à l’ancienne adresse.
told-over = C’est plus que les { $asked } demandés : tout est dans votre solde.
told-review = 🔎 Un transfert doit être examiné par une personne : { $why }. Vous serez prévenu ici. Référence { $reference }.
told-approved = ✅ Votre transfert a été examiné : { $usd } ont été ajoutés à votre solde, qui est maintenant de { $balance }. Référence { $reference }.
told-rejected = ✖️ Votre transfert a été examiné et n’a pas été crédité. Si cela vous semble une erreur, écrivez à /paysupport. Référence { $reference }.
told-refunded = ↩️ Le service de paiement a renvoyé vos fonds. Rien n’a été crédité. Référence { $reference }.
told-failed = ✖️ { $why } Référence { $reference }.
told-open = Voir le paiement
paysupport-wallet = 💳 On recharge depuis le portefeuille. Chaque paiement a une référence comme P7 ; si l’un d’eux semble perdu, donnez-la avec votre identifiant Telegram.
