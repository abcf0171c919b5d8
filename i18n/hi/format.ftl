# How this language writes money, days and times. The program fills in the parts.
text = { $text }
format-usd = ${ $amount }
format-at = { $weekday }, { $day } { $month }, { $time } ({ $zone })
format-clock = { $time } ({ $zone })
format-weekday = { $n ->
    [1] सोम
    [2] मंगल
    [3] बुध
    [4] गुरु
    [5] शुक्र
    [6] शनि
   *[7] रवि
}
format-month = { $n ->
    [1] जन॰
    [2] फ़र॰
    [3] मार्च
    [4] अप्रैल
    [5] मई
    [6] जून
    [7] जुल॰
    [8] अग॰
    [9] सित॰
    [10] अक्टू॰
    [11] नव॰
   *[12] दिस॰
}
