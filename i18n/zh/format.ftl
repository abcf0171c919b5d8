# How this language writes money, days and times. The program fills in the parts.
text = { $text }
format-usd = { $amount } 美元
format-at = { $month }{ $day }日 { $weekday } { $time }（{ $zone }）
format-clock = { $time }（{ $zone }）
format-weekday = { $n ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
format-month = { $n }月
