# How this language writes money, days and times. The program fills in the parts.
text = { $text }
format-usd = { $amount } $US
format-at = { $weekday } { $day } { $month } à { $time } ({ $zone })
format-clock = { $time } ({ $zone })
format-weekday = { $n ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[7] dim.
}
format-month = { $n ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
