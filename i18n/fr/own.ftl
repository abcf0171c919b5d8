# Ses propres numéros, prouvés par un code dit au téléphone.
account-own = 📱 Mes numéros
own-title = 📱 <b>Mes numéros</b>
    Vous pouvez les appeler sans l’accord de personne. Au plus { $most } à la fois ; chacun vaut 90 jours.
own-none = Aucun pour l’instant.
own-rows = { $rows }
own-row = { $phone }, jusqu’au { $until }
own-remove = ✕ { $phone }
own-removed = Retiré.
own-add = ➕ Ajouter un numéro
own-ask-number = Quel est votre numéro ? Tapez-le ou partagez un contact.
own-offer = <b>{ $phone }</b> est-il votre propre téléphone ? Je l’appelle et dis un code, vous le tapez ici, et vous pouvez l’appeler aussitôt.
own-call-me = 📱 C’est mon téléphone : appelez-moi avec un code
own-call-again = 🔁 Pas d’appel, ou pas de code ?
own-ask-code = J’appelle <b>{ $phone }</b>. Tapez le code entendu, dans les 10 minutes.
own-code-wrong = Ce n’est pas le code. { $left ->
    [one] Il reste un essai.
   *[other] Il reste { $left } essais.
}
own-code-unread = Tapez les six chiffres que vous entendez.
own-code-over = Ce code ne vaut plus. Faites-vous rappeler.
own-proved = 👍 { $phone } est à vous pour 90 jours.
own-full = Vous avez déjà { $most } numéros. Retirez-en un d’abord.
own-rests = Assez de codes pour aujourd’hui. De nouveau possible le { $until }.
own-passes = Possible à partir de : { $at }.
