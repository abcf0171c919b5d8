# L’arrêt d’urgence.
stop-mine = ✋ Tous vos appels sont arrêtés. { $count ->
    [0] Aucun n’était en ligne.
    [one] Nous raccrochons l’appel en ligne.
   *[other] Nous raccrochons les { $count } appels en ligne.
}
stop-all = ✋ <b>Tous les appels de tout le monde sont arrêtés.</b> { $count ->
    [0] Aucun n’était en ligne.
    [one] Nous raccrochons l’appel en ligne.
   *[other] Nous raccrochons les { $count } appels en ligne.
}
stop-start-again = ▶️ Reprendre les appels
stop-ask = Reprendre vos appels ? Les appels programmés partiront à leur heure.
stop-ask-all = Reprendre les appels de tout le monde ? Les appels programmés partiront à leur heure.
stop-sure = ✅ Oui, reprendre
stop-resumed = Les appels peuvent repartir.
stop-suspended = L’opérateur a arrêté vos appels. Contactez l’assistance.
menu-stopped-mine = ✋ Vos appels sont arrêtés.
menu-stopped-all = ✋ L’opérateur a arrêté tous les appels pour le moment.
command-stop = Arrêter tous mes appels
