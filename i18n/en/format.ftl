# How this language writes money, days and times. The program fills in the parts.
text = { $text }
format-usd = ${ $amount }
format-at = { $weekday } { $day } { $month }, { $time } ({ $zone })
format-clock = { $time } ({ $zone })
format-weekday = { $n ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
format-month = { $n ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
