# Les comptes ne tombent pas juste : pour les administrateurs.
ledger-frozen = 🧾 <b>Les comptes ne tombent pas juste.</b> Argent et appels sont bloqués jusqu’à votre contrôle : { $count ->
    [one] une erreur trouvée.
   *[other] { $count } erreurs trouvées.
}
    Sur le serveur, <code>ivrbot check --ledger</code> dit lesquelles et que faire. Les appels en ligne continuent et seront comptés plus tard.
ledger-lifted = 🧾 Les comptes tombent juste de nouveau : l’argent circule et les appels repartent.
