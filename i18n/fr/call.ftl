# Un appel : la carte en direct, l’historique, les réponses, ce qui s’est dit.
call-title = 📞 <b>{ $phone }</b>
    { $task }
call-planned = 🕗 Prévu le { $due }
call-queued = ⏳ Numérotation…
call-running = 🔔 En ligne
call-stopping = ✋ Fin de l’appel en cours…
call-unclear = ❓ Nous vérifions si l’appel est parti. Le numéro ne sera pas composé deux fois.
call-lost = ❓ L’appel est introuvable sur le réseau téléphonique. S’il n’a pas eu lieu, rien n’est facturé.
call-refused = 🚫 Non appelé
call-cancelled = ↩️ Appel annulé. Personne n’a été appelé.
outcome-answered = ✅ Décroché
outcome-voicemail = 📼 Répondeur
outcome-no-answer = 🔕 Sans réponse
outcome-busy = 📵 Occupé
outcome-failed = ⚠️ Injoignable
outcome-stopped = ✋ Arrêté
outcome-unknown = ❔ Terminé
call-result-plan = Durée { $duration }, forfait utilisé : { $plan }
call-result-paid = Durée { $duration }, coût { $cost }
call-result-free = Durée { $duration }, gratuit
call-result-later = Durée { $duration }, coût calculé plus tard
call-presses = <b>Touches appuyées</b>
    { $presses }
call-press = <b>{ $key }</b> · { $asked }
call-press-bare = <b>{ $key }</b>
call-press-dropped = <b>{ $key }</b> · { $asked } ({ $dropped ->
    [one] { $dropped } autre touche non conservée
   *[other] { $dropped } autres touches non conservées
})
call-opted-out-line = 🚫 A demandé à ne plus être appelé.
call-opted-out = 🚫 <b>{ $phone }</b> a demandé à ne plus être appelé. Ce numéro est désormais sur votre liste « ne plus appeler », pour tous vos appels.
call-wrong-number = 🚫 <b>{ $phone }</b> est un mauvais numéro : quelqu’un d’autre répond. Personne ne peut plus l’appeler d’ici. Demandez le bon numéro à la personne concernée.
call-reported = ⚠️ La personne qui a répondu au <b>{ $phone }</b> a signalé l’appel. Personne ne peut plus appeler ce numéro d’ici. N’appelez que ceux qui vous ont donné leur numéro pour cela.
call-take-back = ↩️ Annuler l’appel
call-stop = ✋ Arrêter
call-next-lawful = 🕗 Appeler le { $at }
call-again = 🔁 Rappeler
call-again-later = Dans 30 minutes
call-again-twice = 🔁 Réessayer deux fois
call-transcript = 💬 Ce qui s’est dit
refusal-all-stopped = L’administrateur a suspendu tous les appels pour le moment.
refusal-money-frozen = Les appels sont suspendus le temps que l’administrateur vérifie les comptes. D’ici là, rien n’est débité.
refusal-user-stopped = Vos appels sont arrêtés. Reprenez-les dans le /menu.
refusal-daily-cap = Vous avez utilisé tous vos appels du jour.
refusal-script-approved = Ce qui est dit doit être modifié, ou autorisé par l’opérateur.
refusal-own-number = Tant que vous n’êtes pas vérifié, vous ne pouvez appeler que vos propres numéros.
refusal-consent = Personne n’a encore indiqué que cette personne accepte un tel appel.
refusal-frequency = Ce numéro a été assez appelé pour le moment.
refusal-number-class = Ce type de numéro ne peut pas être appelé : surtaxé, court, satellite ou inconnu.
refusal-country = Les appels vers ce pays ne sont pas ouverts ici.
refusal-do-not-call = Ce numéro a demandé à ne plus être appelé, et cela reste ainsi.
refusal-hours = À l’heure locale de ce numéro, les appels ne sont pas permis.
refusal-opening = Il manque le nom de votre entreprise : l’appel doit dire qui appelle.
refusal-paid = Votre solde ne suffit pas pour une minute.
refusal-one-in-flight = Ce numéro est en cours d’appel, ou vient de l’être.
refusal-one-single = Votre forfait appelle un numéro à la fois : cet appel partira quand l’autre sera terminé.
refusal-provider-busy = Le réseau téléphonique n’a pas de ligne libre. Réessayez plus tard.
refusal-provider-account = Les appels ne fonctionnent pas pour le moment ; l’administrateur est prévenu.
refusal-provider-flagged = Le réseau téléphonique refuse ce texte. Modifiez le script.
refusal-provider-destination = Le réseau téléphonique ne dessert pas ce pays.
refusal-provider-number = Le réseau téléphonique refuse ce numéro.
refusal-other = L’appel a été refusé.
calls-title = 🗂 <b>Historique des appels</b> ({ $total })
calls-empty = Aucun appel pour l’instant.
calls-row = { $status } · { $phone }
calls-refused = 🚫 Non appelé
calls-cancelled = ↩️ Annulé
calls-waiting = 🕗 En attente
calls-unclear = ❓ À vérifier
calls-running = 🔔 En ligne
inbox-title = 📥 <b>Réponses</b> ({ $total })
inbox-empty = Aucune réponse pour l’instant. Les touches appuyées pendant vos appels apparaîtront ici.
inbox-row = { $keys } · { $phone }
transcript-title = 💬 <b>{ $phone }</b>
transcript-lines = { $lines }
transcript-voice = 🤖 { $words }
transcript-callee = 🗣 { $words }
# Why a number was not called.
why-title = ❔ <b>Pourquoi { $phone } n’a pas été appelé</b>
why-reason = • { $reason }
why-until = • { $reason } Possible à partir de { $at }.
why-local = 🕗 Là-bas, il était alors :
    { $times }
why-time = { $time }
why-hours = Horaires d’appel applicables :
    { $weeks }
why-week = { $week }
why-day = 📊 Appels en 24 heures : { $made } sur { $most }
why-checked = Vérifié : { $at }
why-ask = ❔ Pourquoi ?
why-skipped = ❔ <b>Non appelés</b>
    Touchez un numéro pour savoir pourquoi.
why-row = ❔ { $phone }
why-more = Suite ▶️
