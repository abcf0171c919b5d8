# Les forfaits : ce qui se vend, ce que l’on a, et comment cela finit.
menu-plans = 💎 Forfaits
command-plans = Forfaits et prix
button-plans = 💎 Tous les forfaits
button-my-plan = 💳 Votre forfait
plans-title = 💎 <b>Forfaits</b>
plans-mine = Vous avez <b>{ $name }</b>.
plans-none = Vous n’avez pas de forfait : les appels sont payés avec votre solde.
plans-empty = Aucun forfait n’est en vente pour le moment.
plans-row = { $name } · { $length } · { $price }
plans-before = ‹ Retour
plans-after = Suite ›
plans-offer = { $title }
    { $lines }
plan-title = <b>{ $name }</b>, { $length } : <b>{ $price }</b>
plan-days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
plan-lines = { $lines }
plan-bulk = 📋 Vers des listes : { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, { $rate } la minute
plan-bulk-free = 📋 Vers des listes : { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
plan-no-bulk = 📋 Vers des listes : payés avec votre solde
plan-single = 📞 Vers un numéro : { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
plan-single-fair = 📞 Vers un numéro : illimité dans la limite d’un usage raisonnable : { $minutes } min
plan-no-single = 📞 Vers un numéro : payés avec votre solde
plan-transfer = 🔀 Les appels peuvent être transférés à une personne
plan-no-transfer = 🔀 Les appels ne sont pas transférés
plan-support-standard = 💬 Assistance jour et nuit
plan-support-priority = 💬 Assistance prioritaire
plan-support-premium = 💬 Assistance premium
plan-beyond = Ce qui dépasse le forfait est payé avec votre solde.
plan-buy = 💳 Acheter
plan-take-free = 🎁 Le prendre
plan-gone = Ce forfait n’est plus en vente.
plan-free-later = Vous avez déjà un forfait. Le gratuit est pour quand vous n’en avez pas.
buy-title = Acheter <b>{ $name }</b>, { $length }, pour { $price } ?
buy-price = Prix : { $price }
buy-discount = Coupon : − { $discount }
buy-credit = Avoir pour ce qui reste de { $name } : − { $credit }
buy-charge = De votre solde : <b>{ $charge }</b>
buy-left = 👛 Il restera { $left } sur votre solde.
buy-ends = 🗓 Il commence maintenant et finit le { $ends }.
buy-instead = { $name } s’arrête maintenant, avec ses minutes restantes.
buy-short = 👛 Vous avez { $have } : il manque { $missing }.
buy-top-up = ➕ Ajouter { $missing }
buy-yes = ✅ Acheter
buy-changed = Le prix a changé entre-temps. Vérifiez, s’il vous plaît.
bought = ✅ <b>{ $name }</b> est à vous jusqu’au { $ends }. Il reste { $left } sur votre solde. Référence { $reference }.
plan-not-bought = 💳 L’argent du forfait est sur votre solde, mais ce forfait n’est plus vendu tel quel. Rien n’a été acheté.
plan-not-bought-short = 💳 L’argent est arrivé, mais il manque { $missing } pour le forfait. Ce qui est arrivé est sur votre solde.
money-not-now = L’argent ne peut pas bouger pour le moment. Rien n’a été prélevé ; réessayez plus tard.
mine-none = 💳 Vous n’avez pas de forfait : les appels sont payés avec votre solde.
mine-waits = 💳 <b>{ $name }</b> : { $length }, à partir de votre premier appel
mine-title = 💳 <b>{ $name }</b>, jusqu’au { $ends }
mine-days = 🗓 Jours : { $days } restants, { $used } passés
mine-ended = 💳 <b>{ $name }</b> a pris fin le { $ended }. Les appels sont payés avec votre solde.
mine-bulk = 📋 Minutes vers des listes : { $minutes } restantes, { $used } utilisées
mine-single = 📞 Minutes vers un numéro : { $minutes } restantes, { $used } utilisées
mine-fair = 📞 Minutes vers un numéro, illimité dans la limite d’un usage raisonnable : { $minutes } restantes, { $used } utilisées
mine-chart = 📊 Minutes par jour
    { $lines }
mine-day = Jour { $n } : { $bar } { $minutes }
auto-on = 🔁 Renouveler automatiquement
auto-off = ⏹ Ne pas renouveler
auto-is-on = Votre forfait se renouvellera automatiquement.
auto-is-off = Votre forfait ne se renouvellera pas.
renewal-ahead = 🗓 Votre forfait <b>{ $name }</b> prend fin dans { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, le { $ends }.
renewal-will = 🔁 Il se renouvellera alors pour { $price }, pris sur votre solde.
renewal-changed = 🔁 Il se renouvellera alors. Le prix a changé : <b>{ $price }</b> au lieu de { $before }, pris sur votre solde.
renewal-off = Il ne se renouvelle pas automatiquement.
renewal-free = Le forfait gratuit n’est donné qu’une fois.
renewal-not-on-sale = Il n’est plus en vente et ne se renouvelle pas. Choisissez un autre forfait.
renewal-dearer = ⚠️ Le prix a changé : <b>{ $price }</b> au lieu de { $before }. Il ne se renouvelle qu’avec votre accord.
renewal-short = ⚠️ Le renouvellement coûte { $price } : il manque { $missing } sur votre solde.
renewal-agree = ✅ Renouveler pour { $price }
renewal-agreed = C’est noté : votre forfait peut se renouveler à ce prix.
renewal-not-agreed = Ce n’est plus le prix.
renewal-ended = 🗓 Votre forfait <b>{ $name }</b> a pris fin le { $ends }.
renewal-grace = 🗓 Votre forfait <b>{ $name }</b> a pris fin. Il peut se renouveler automatiquement jusqu’au { $until } ; ensuite, vous choisirez un forfait.
renewal-kept = Les appels sont maintenant payés avec votre solde. Vos scripts, réponses et appels programmés restent tels quels.
renewed = 🔁 <b>{ $name }</b> est renouvelé pour { $price }, jusqu’au { $ends }. Il reste { $left } sur votre solde. Référence { $reference }.
coupon-enter = 🎟 Coupon
coupon-ask = 🎟 Quel est le code de votre coupon ?
coupon-unknown = Aucun coupon n’a ce code.
coupon-over = Ce coupon n’est plus valable.
coupon-used-up = Ce coupon a été utilisé autant de fois que permis.
coupon-twice = Vous avez déjà utilisé ce coupon.
coupon-waiting = Une remise de { $percent } % attend votre prochain forfait. Utilisez-la d’abord : les remises ne s’additionnent pas.
coupon-credited = 🎟 { $amount } ont été ajoutés à votre solde, qui est maintenant de { $balance }.
coupon-discounted = 🎟 Votre prochain forfait coûtera { $percent } % de moins.
invite = 🤝 Inviter quelqu’un
invite-title = 🤝 Vous recevez { $amount } quand une personne invitée recharge pour la première fois.
invite-start = La personne invitée ouvre ce bot et envoie d’abord : <code>{ $start }</code>
invite-count = Personnes invitées : { $count }
invite-copy = 📋 Copier
invite-earned = 🤝 Une personne invitée a rechargé : { $amount } ont été ajoutés à votre solde, qui est maintenant de { $balance }.
