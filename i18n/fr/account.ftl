# Le compte, et ce que le bot dit de lui-même.
account-title = 👤 <b>Compte</b>
account-plan-lines = { $lines }
account-plan = 💳 Forfait <b>{ $name }</b>, jusqu’au { $ends }
account-plan-waits = 💳 Forfait <b>{ $name }</b> : { $days ->
    [one] { $days } jour, à partir de votre premier appel
   *[other] { $days } jours, à partir de votre premier appel
}
account-no-plan = 💳 Aucun forfait : les appels sont payés avec votre solde.
account-single = 📞 Vers un numéro : { $minutes ->
    [one] { $minutes } minute restante
   *[other] { $minutes } minutes restantes
}
account-single-unlimited = 📞 Vers un numéro : illimité dans le cadre d’un usage raisonnable, { $minutes ->
    [one] { $minutes } minute restante
   *[other] { $minutes } minutes restantes
}
account-bulk = 📋 Vers des listes : { $minutes ->
    [one] { $minutes } minute restante
   *[other] { $minutes } minutes restantes
}
account-balance = 👛 Solde : <b>{ $available }</b>
account-balance-held = 👛 Solde : <b>{ $available }</b>, plus { $held } réservés aux appels en cours
account-tier-new = 🌱 Nouveau : vos propres numéros seulement, { $left } appels sur { $most } restants aujourd’hui. L’invitation d’un administrateur ouvre le reste.
account-tier-verified = ✅ Vérifié : { $left } appels sur { $most } restants aujourd’hui
account-tier-trusted = ⭐ De confiance : { $left } appels sur { $most } restants aujourd’hui
account-tier-operator = 🛠 Administrateur : { $left } appels sur { $most } restants aujourd’hui
tier-trusted = ⭐ Vous avez notre confiance : jusqu’à { $most } appels par jour, selon le forfait de l’administrateur. Merci d’appeler correctement.
invited-welcome = ✅ Vous êtes vérifié : vous pouvez appeler les personnes qui l’ont accepté.
invited-known = Vous êtes déjà vérifié. L’invitation reste valable pour quelqu’un d’autre.
invited-passed = Cette invitation a déjà servi ou est trop ancienne. Demandez-en une autre.
account-about = { $lines }
account-caller = 🏷 { $business }, à rappeler au { $callback }
account-no-caller = 🏷 Pas encore d’entreprise : le premier appel vous la demandera
account-language-now = 🌐 { $language }
account-zone-now = 🕗 { $now }
account-id = 🆔 Votre identifiant Telegram : <code>{ $id }</code>
account-business = 🏷 Entreprise
account-zone = 🕗 Fuseau horaire
account-copy-id = 🆔 Copier mon identifiant
account-ask-zone = Pour vous, nous sommes le { $now }. Dans quelle ville êtes-vous ? Écrivez son nom, ou envoyez votre position (📎).
account-zone-kept = 👍 Votre fuseau horaire est modifié.
account-caller-kept = 👍 C’est noté. Les prochains appels se feront à ce nom.
# L’aide.
help-title = <b>{ $service }</b> téléphone pour vous : rappels, enquêtes, annonces, confirmations. Une voix de synthèse dit votre texte et note les touches appuyées.
help-how =
    1. Choisissez ce qui est dit : un exemple, ou votre propre texte.
    2. Donnez un numéro ou une liste. Vous pouvez aussi m’envoyer directement un numéro.
    3. Vérifiez le récapitulatif et son prix, puis appelez tout de suite ou à l’heure voulue.
    4. Les touches appuyées se trouvent dans Réponses.
help-fair = Chaque appel dit d’emblée qui appelle et que c’est une machine. On n’appelle qu’aux heures permises chez la personne, et qui appuie sur 9 n’est plus appelé.
help-commands = <b>Commandes</b>
    { $commands }
help-command = /{ $name } · { $does }
help-support = 💬 Assistance
help-money = 💳 Paiements
help-privacy = 🔒 Données
help-terms = 📜 Règles
button-help = ‹ Aide
support-contact = 💬 Pour obtenir de l’aide : { $contact }
support-none = 💬 Aucun contact d’assistance n’est indiqué. Adressez-vous à la personne qui vous a donné ce bot.
support-id = Si on vous demande votre identifiant Telegram : <code>{ $id }</code>
support-write = 💬 Écrire à l’assistance
# Les données et les règles.
privacy-title = 🔒 <b>Les données gardées</b>
privacy-kept =
    • Vous : identifiant Telegram, langue, fuseau horaire, nom de l’entreprise et numéro de rappel, paiements.
    • Vos scripts, et les numéros que vous appelez.
    • Vos appels : date, résultat, coût, touches appuyées, paroles. Aucun son n’est enregistré.
privacy-masked = Les numéros de carte, les codes et autres secrets sont masqués dans les paroles avant d’être gardés.
privacy-given = Le fournisseur vocal, Bland.ai, reçoit ce qu’il faut pour l’appel : le numéro, votre texte, le nom de l’entreprise et le numéro de rappel. Telegram transporte cette conversation. Personne d’autre ne reçoit rien.
privacy-long = Tout est gardé jusqu’à ce que vous le fassiez supprimer. Les écritures d’argent restent aussi longtemps que la loi le demande, et qui ne veut plus être appelé reste sur la liste « ne plus appeler ».
privacy-delete = Pour faire supprimer vos données, écrivez à l’assistance.
terms-title = 📜 <b>Les règles</b>
terms-accepted = ✅ Vous les avez acceptées : { $at }
