# Money that came or went.
money-credited = 💰 { $amount } was added to your balance: it is { $balance } now. Reference { $reference }.
