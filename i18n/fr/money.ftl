# L’argent reçu ou dépensé.
money-credited = 💰 { $amount } ont été ajoutés à votre solde, qui est maintenant de { $balance }. Référence { $reference }.
