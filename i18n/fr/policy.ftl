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
