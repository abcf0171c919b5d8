# Les appels d’une liste et les appels programmés.
campaign-running = 📋 <b>Appels en cours</b> · { $task }
campaign-scheduled = 📋 <b>Liste programmée</b> · { $task }
campaign-finished = 📋 <b>Liste terminée</b> · { $task }
campaign-stopped = 📋 <b>Liste arrêtée</b> · { $task }
campaign-starts = 🕗 Début le { $starts } : { $total ->
    [one] { $total } appel
   *[other] { $total } appels
}
campaign-progress = { $bar } { $done } sur { $total } · { $now } en ligne
campaign-waits = { $progress }
    🕗 La suite attend jusqu’au { $until }
campaign-waits-money = { $progress }
    💳 La suite attend : ce que vous avez est réservé aux appels en cours
campaign-outcomes = { $outcomes }
campaign-outcome = { $outcome } : { $count }
campaign-skipped = 🚫 Non appelés : { $count }
campaign-why = ❔ Pourquoi pas ?
campaign-answers = <b>Réponses</b>
    { $answers }
campaign-answer = Touche { $key } : { $count }
campaign-unpaid = 💳 Non appelés, le solde étant épuisé : { $count }
campaign-cost = Coût à ce jour : { $cost }
campaign-cost-plan = Coût à ce jour : { $cost }, forfait utilisé : { $plan }
campaign-cost-none = Coût à ce jour : rien
campaign-stop = ✋ Arrêter la liste
campaign-results = 📄 Tableau des résultats
campaign-results-caption = Résultats de « { $task } »
schedules-title = 🗓 <b>Appels programmés</b> ({ $total })
schedules-empty = Rien n’est programmé.
schedules-row = { $due } · { $task }
schedule-one = 🗓 <b>{ $due }</b>
    { $task } : { $calls ->
        [one] { $calls } appel
       *[other] { $calls } appels
    }
schedule-kept = 🗓 Programmé pour le <b>{ $due }</b> : « { $task } », { $calls ->
        [one] { $calls } appel
       *[other] { $calls } appels
    }. Je vous préviendrai 10 minutes avant.
schedule-reminder = ⏰ <b>{ $due }</b> : « { $task } », { $calls ->
        [one] { $calls } appel prévu
       *[other] { $calls } appels prévus
    }.
schedule-late-now = ⏰ « { $task } » était prévu le <b>{ $due }</b>. Avec du retard, il démarre maintenant.
schedule-late-then = ⏰ « { $task } » était prévu le <b>{ $due }</b> et n’a pas pu démarrer. Il démarrera dès que ce sera permis : <b>{ $starts }</b>.
schedule-start = ▶️ Lancer maintenant
schedule-cancel = ✕ Annuler
