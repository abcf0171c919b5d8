### Le menu, et les mots communs à tous les écrans.
###
### Un mot pour une chose, dans tous les fichiers de cette langue.
### call : appel ; list : liste ; task : script ; voicemail : répondeur ;
### key : touche (du téléphone ; dans la conversation : bouton) ; plan : forfait ;
### balance : solde ; scheduled : programmé ; do-not-call list : liste « ne plus appeler » ;
### call-back number : numéro de rappel ; operator : administrateur (un « opérateur » serait
### celui du téléphone) ; phone network : réseau téléphonique ; support : assistance.
### Espace fine insécable (U+202F) devant : ; ! ? » et après «.

menu-title = Que voulez-vous faire ?
menu-first-call = 📞 Mon premier appel
menu-call = 📞 Appeler un numéro
menu-list = 📋 Appeler une liste
menu-tasks = 📝 Mes scripts
menu-scheduled = 🗓 Programmés
menu-scheduled-count = 🗓 Programmés ({ $count })
menu-inbox = 📥 Réponses
menu-calls = 🗂 Historique
menu-account = 👤 Compte
menu-help = ❔ Aide
menu-language = 🌐 Langue
button-menu = ☰ Menu
button-back = ‹ Retour
button-cancel = ✕ Annuler
button-newer = ‹ Plus récents
button-older = Plus anciens ›
button-chosen = • { $label }
button-plain = { $label }
button-passed = Ce bouton n’est plus actif. Voici où nous en sommes.
use-the-buttons = Choisissez un des boutons, s’il vous plaît.
cancelled = Annulé.
fault = Un problème est survenu de notre côté. Rien n’est perdu : ouvrez /menu et réessayez.
dialogue-set-aside = Le bot a été mis à jour pendant votre saisie. Recommencez depuis le menu, s’il vous plaît.
only-private = Je ne fonctionne qu’en conversation privée. Touchez mon nom, puis Démarrer.
terms-builtin =
    • N’appelez que des personnes qui vous ont donné leur numéro pour cela, aux heures permises.
    • Ne demandez jamais de mot de passe, de code, ni de données de carte ou de banque.
    • Ne vous faites jamais passer pour quelqu’un d’autre.
    • Une personne qui demande à ne plus être appelée ne l’est plus.
    • Un appel coûte ce qu’indique le récapitulatif. Nous gardons trace des appels, comme la loi le demande.
command-menu = Menu principal
command-cancel = Quitter ce qui est en cours
command-language = Changer de langue
command-support = Contacter l’assistance
command-paysupport = Aide pour les paiements
command-privacy = Quelles données sont gardées
command-terms = Les règles
command-start = Démarrer
