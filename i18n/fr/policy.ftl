# Ce qu’un script ne peut pas dire, et ce qu’il peut dire à la place.
policy-never = ✋ Personne ne peut dire cela dans un appel : <i>{ $sentence }</i>
    { $why }
    💡 À la place : <i>{ $offer }</i>
policy-ask = ✋ Il faut l’accord de l’administrateur : <i>{ $sentence }</i>
    { $why }
    💡 Ou dites : <i>{ $offer }</i>
policy-why-one-time-code = La phrase demande un code reçu ailleurs. C’est ce que font les escrocs, donc aucun appel ne le peut.
policy-why-pin = La phrase demande un code PIN. Aucun appel honnête ne le fait.
policy-why-password = La phrase demande un mot de passe ou un identifiant. Aucun appel honnête ne le fait.
policy-why-card = La phrase demande les données d’une carte. Ici, on ne les prend pas par téléphone.
policy-why-bank-login = La phrase demande des données bancaires. Ici, on ne les prend pas par téléphone.
policy-why-identity-data = La phrase demande le numéro d’une pièce d’identité ou d’une carte d’assuré.
policy-why-seed-phrase = La phrase demande les mots ou la clé d’un portefeuille. Qui les a possède l’argent.
policy-why-remote-access = La phrase fait donner à quelqu’un le contrôle de l’appareil.
policy-why-gift-card = La phrase fait acheter ou lire des cartes cadeaux. Seuls les escrocs se font payer ainsi.
policy-why-impersonation = La phrase parle au nom d’une banque, d’une autorité, d’un opérateur télécom ou d’une marque. Il faut l’être, ou être connu de l’administrateur.
policy-why-pressure = La phrase réclame de l’argent par la menace ou l’urgence.
policy-why-hidden-instruction = La phrase annule le script ou cache la nature de l’appel.
policy-offer-press-a-key = Appuyez sur 1 pour confirmer, sur 2 pour refuser.
policy-offer-bring-it = Merci d’apporter le document au rendez-vous. Nous ne demandons aucun numéro par téléphone.
policy-offer-pay-as-usual = Votre facture est arrivée à échéance. Merci de payer comme d’habitude.
policy-offer-call-back = Rappelez-nous à notre numéro, nous vous aiderons.
policy-offer-own-name = Nous vous appelons de notre propre entreprise.
policy-offer-plain-value = N’écrivez que la valeur, par exemple un nom ou une date.

# Textes qui demandent l’accord de l’opérateur.
approval-ask-button = 🙋 Demander à l’opérateur
approval-ask = Pourquoi pouvez-vous le dire ? Écrivez une ligne de preuve : qui vous êtes, et où l’opérateur peut le vérifier.
approval-proof-long = Écrivez une seule ligne, { $most } caractères au plus.
approval-asked = ✅ La demande est partie. Vous recevrez la réponse ; vous pourrez alors appeler.
approval-news = 🙋 Un utilisateur demande si un texte peut être utilisé.
approval-open = 👁 Voir
approvals-title = 🙋 <b>Textes en attente de votre accord</b>
approvals-none = Aucun texte n’attend votre accord.
approval-row = { $business } · { $asked }
approval-title = 🙋 <b>{ $business }</b> (utilisateur <code>{ $user }</code>)
approval-sentence = La phrase : <i>{ $sentence }</i>
approval-text = Le texte entier : <i>{ $text }</i>
approval-proof = La preuve : <i>{ $proof }</i>
approval-allow = ✅ Autoriser ce texte
approval-allow-brand = ✅ Autoriser le nom { $business } pour cet utilisateur
approval-refuse = 🚫 Refuser
approval-decided = C’est noté ; l’utilisateur est prévenu.
approval-yes = ✅ L’opérateur l’autorise : <i>{ $sentence }</i>
approval-no = 🚫 L’opérateur ne l’autorise pas : <i>{ $sentence }</i> Modifiez le texte et réessayez.
admin-approvals = 🙋 Textes ({ $count })
