# Les questions avant un appel, et le récapitulatif.
ask-task-examples = Que faut-il dire ? Partez d’un exemple : vous pourrez le modifier plus tard.
ask-task-single = Que faut-il dire ?
ask-task-list = Que faut-il dire à toutes les personnes de la liste ?
ask-task-example = ✨ { $name }
ask-task-new = ✏️ Écrire mon script
ask-number = Quel numéro ? Saisissez-le, ou partagez un contact.
ask-number-countries = Vous pouvez appeler : { $countries }
ask-list = Collez les numéros, un par ligne, ou envoyez un fichier CSV avec une colonne pour le téléphone. { $most } numéros au maximum.
ask-value = Que faut-il dire pour <b>{ $name }</b> ?
ask-business = Comment s’appelle votre entreprise, à l’oral ? L’appel commence par ce nom.
    Par exemple : Clinique des Lilas
ask-callback = À quel numéro peut-on rappeler <b>{ $business }</b> ? Saisissez-le, ou partagez un contact.
ask-when = Quand ? Chez vous, nous sommes le { $now }. Choisissez, ou écrivez : « demain 9h30 », « 24/11 15h ».
ask-when-choice = 🕗 { $at }
call-not-that = Je ne peux pas utiliser cela ici.
call-task-gone = Ce script a été supprimé. Choisissez-en un autre.
call-value-long = Écrivez de 1 à { $most } caractères, s’il vous plaît.
call-voice-missing = Les appels ne sont pas encore configurés ici. L’administrateur doit ajouter la clé d’API du service vocal.
call-taken-back = Appel annulé.
call-stop-asked = Fin de l’appel en cours…
call-over = L’appel est déjà terminé.
gone = Cet élément n’existe plus.
list-reading = 📄 Lecture de votre fichier…
list-no-numbers = Je n’y ai trouvé aucun numéro de téléphone.
list-not-text = Je lis les fichiers texte et CSV. Dans un tableur, choisissez « Enregistrer au format CSV ».
list-too-many = Cela fait { $found } numéros ; une liste en contient { $most } au maximum.
list-file-too-large = Ce fichier est trop gros pour une liste de numéros.
list-file-lost = Le fichier n’a pas pu être récupéré. Renvoyez-le, s’il vous plaît.
campaign-stop-asked = Arrêté. Plus personne ne sera appelé.
schedule-gone = Ces appels ont déjà commencé, ou ont été annulés.
schedule-cancelled = Annulé. Personne ne sera appelé.
when-unread = Je ne comprends pas cette date. Essayez « demain 9h30 » ou « 24/11 15h ».
when-past = Ce moment est passé.
when-too-far = C’est dans plus d’un an.
phone-unread = Je ne reconnais pas de numéro de téléphone.
phone-no-country = De quel pays est ce numéro ? Écrivez-le avec l’indicatif, comme +33 1 99 00 12 34.
phone-short = Les numéros courts et d’urgence ne peuvent pas être appelés.
phone-length = Ce numéro a trop ou pas assez de chiffres.
phone-rounded = Un tableur a arrondi ce numéro. Mettez la colonne au format texte et copiez-le à nouveau.
phone-extension = Les numéros avec un poste interne ne peuvent pas être appelés.
phone-country = Ce pays n’est pas ouvert ici. Vous pouvez appeler : { $countries }
business-short = Au moins 2 lettres, s’il vous plaît.
business-long = Au plus 40 caractères, s’il vous plaît.
business-odd = Seulement le nom, s’il vous plaît : ni lien, ni numéro de téléphone.
summary-one = 📞 <b>{ $phone }</b>
    { $task }
summary-there = { $clocks }
summary-clock = Là-bas, il est { $time }.
summary-opening = L’appel commence ainsi : <i>« { $opening } »</i>
consent-ask-one = <b>Cette personne accepte-t-elle d’être appelée pour cela ?</b> Votre réponse est conservée.
consent-ask-and-call = <b>Cette personne accepte-t-elle d’être appelée pour cela ?</b> Votre réponse est conservée et l’appel part aussitôt.
consent-ask-many = <b>Les personnes de cette liste acceptent-elles d’être appelées pour cela ?</b> Votre réponse est conservée pour toutes.
consent-given = 👍 Client ou membre : m’a donné ce numéro pour cela
consent-written = ✍️ A accepté par écrit
consent-unsure = Non / pas sûr
consent-ended = Alors personne n’est appelé. Demandez d’abord ; un oui sur un formulaire ou dans un message suffit.
summary-now = ✅ Appeler maintenant
summary-later = 🗓 À un autre moment
summary-start = ✅ Lancer les appels
summary-many = 📋 <b>{ $total ->
    [one] { $total } numéro
   *[other] { $total } numéros
}</b> · { $task }
summary-counts = { $counts }
summary-now-count = ✅ à appeler dès maintenant : { $count }
summary-later-count = 🕗 en attente des heures permises : { $count }
summary-never-count = 🚫 impossibles à appeler : { $count }
summary-duplicates = ✂️ en double, appelés une seule fois : { $count }
summary-bad = ⚠️ lignes sans numéro : { $count }
price-lines = { $lines }
price-plan = 💳 Compris dans votre forfait : { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} au maximum
price-wallet = 💳 { $rate } la minute, sur votre solde
price-elsewhere = 💳 Hors de votre forfait : { $rate } la minute, sur votre solde
price-used-up = 💳 Au-delà des minutes de votre forfait : { $rate } la minute, sur votre solde
price-hold = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} au maximum : { $hold } réservés jusqu’à la fin de l’appel.
price-short = L’appel le plus court demande { $need } ; vous avez { $have }.
price-seconds = Facturé à la seconde.
price-least = Facturé à la seconde ; un appel abouti compte au moins { $least } s.
price-steps = Facturé par tranches de { $step } s.
price-steps-least = Facturé par tranches de { $step } s ; un appel abouti compte au moins { $least } s.
price-list-plan = 💳 Compris dans votre forfait : { $count }
price-list-wallet = 💳 Sur votre solde : { $count }, { $rate } la minute
price-list-elsewhere = 💳 Hors de votre forfait : { $count }, { $rate } la minute
price-list-used-up = 💳 Au-delà des minutes de votre forfait : { $count }, { $rate } la minute
price-rate = { $rate }
price-range = de { $low } à { $high }
price-spill = Si ses minutes s’épuisent : { $rate } la minute, sur votre solde
price-list-most = { $upper } au maximum en tout, si chaque appel dure { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
price-list-until = { $upper } Vous avez { $have } : les appels partent tant qu’il en reste.
price-attempt = Les appels sans réponse sont gratuits : les { $first } premiers, puis { $each } par appel abouti. Au-delà, { $fee } chacun.
