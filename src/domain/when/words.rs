//! The words of four languages, and what they mean in a time.

use jiff::civil::Weekday::{self, *};

use self::Meaning::*;

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing that changes the time: `on`, `le`, `को`.
    Skip,
    /// What follows is a time of the day: `at`.
    At,
    /// What follows is how long to wait: `in`.
    In,
    /// What stands before is how long to wait: `later`.
    Later,
    /// So many days after today.
    Ahead(i64),
    /// A day of the week.
    Of(Weekday),
    /// `mar`: March beside a day, Tuesday in French elsewhere.
    Mar,
    /// Not today: `next`.
    Next,
    /// In the week after this one: `下`.
    NextWeek,
    /// A month of the year.
    Month(i8),
    /// A part of the day, which tells one turn of the clock from the other.
    Part(Part),
    /// Twelve in the day.
    Noon,
    /// The midnight that ends the day.
    Midnight,
    /// Hours of the clock or of waiting: `h`, `heures`.
    Hour,
    /// Hours of the clock: `बजे`, `点`.
    Oclock,
    /// Hours of waiting: `hours`, `小时`.
    Hours,
    /// Minutes of the clock or of waiting.
    Minutes,
    /// Days of waiting.
    Days,
    /// Weeks of waiting.
    Weeks,
    /// Half an hour.
    Half,
    /// A quarter of an hour.
    Quarter,
    /// One before a unit: `an hour`. Elsewhere it is the French `à`, whose accent is not compared.
    One,
    /// `年`.
    YearMark,
    /// `月`.
    MonthMark,
    /// `日`, `号`.
    DayMark,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `am`: twelve is midnight.
    Am,
    /// `pm`: twelve is noon.
    Pm,
    /// Twelve is noon.
    Morning,
    /// Around noon.
    Midday,
    /// Twelve is the midnight that follows.
    Evening,
    /// As evening, but one to five are hours after midnight.
    Night,
}

/// The words for each meaning in English, French, Hindi and Chinese, in lower case; the first three
/// without accents, apostrophes and hyphens. A word that stands for two things has both.
const WORDS: &[(&[Meaning], &str)] = &[
    (
        &[Skip],
        "on the of and this t st nd rd th \
         le la ce de du et er vers \
         को पर के की और \
         在 于 的 个 個 这 本 整",
    ),
    (&[At], "at"),
    (&[In], "in dans"),
    (&[Later], "later में बाद 后 後 以后 之后"),
    (&[Next], "next prochain अगले"),
    (&[NextWeek], "下 下个"),
    (&[Ahead(0)], "today aujourdhui आज 今 今天 今日"),
    (&[Ahead(1)], "tomorrow tmrw tmr demain कल 明 明天 明日"),
    (&[Ahead(2)], "overmorrow apresdemain परसों 后天 後天"),
    (&[Ahead(3)], "大后天"),
    (&[Ahead(0), Part(Part::Evening)], "tonight"),
    (&[Of(Monday)], "mon monday lun lundi सोम सोमवार 周一 週一 星期一 礼拜一"),
    (&[Of(Tuesday)], "tue tues tuesday mardi मंगल मंगलवार 周二 週二 星期二 礼拜二"),
    (&[Of(Wednesday)], "wed wednesday mer mercredi बुध बुधवार 周三 週三 星期三 礼拜三"),
    (
        &[Of(Thursday)],
        "thu thur thurs thursday jeu jeudi गुरु गुरुवार गुरूवार बृहस्पतिवार \
         周四 週四 星期四 礼拜四",
    ),
    (&[Of(Friday)], "fri friday ven vendredi शुक्र शुक्रवार 周五 週五 星期五 礼拜五"),
    (&[Of(Saturday)], "sat saturday sam samedi शनि शनिवार 周六 週六 星期六 礼拜六"),
    (
        &[Of(Sunday)],
        "sun sunday dim dimanche रवि रविवार इतवार 周日 週日 星期日 礼拜日 周天 週天 星期天 礼拜天",
    ),
    (&[Month(1)], "jan january janv janvier जनवरी"),
    (&[Month(2)], "feb february fev fevr fevrier फरवरी"),
    (&[Month(3)], "march mars मार्च"),
    (&[Month(4)], "apr april avr avril अप्रैल"),
    (&[Month(5)], "may mai मई"),
    (&[Month(6)], "jun june juin जून"),
    (&[Month(7)], "jul july juil juillet जुलाई"),
    (&[Month(8)], "aug august aout अगस्त"),
    (&[Month(9)], "sep sept september septembre सितंबर सितम्बर"),
    (&[Month(10)], "oct october octobre अक्टूबर अक्तूबर"),
    (&[Month(11)], "nov november novembre नवंबर नवम्बर"),
    (&[Month(12)], "dec december decembre दिसंबर दिसम्बर"),
    (&[Mar], "mar"),
    (&[Part(Part::Am)], "am 凌晨"),
    (&[Part(Part::Pm)], "afternoon pm apresmidi lapresmidi 下午"),
    (&[Part(Part::Morning)], "morning matin सुबह 早 早上 早晨 上午"),
    (&[Part(Part::Midday)], "दोपहर 中午"),
    (&[Part(Part::Evening)], "evening soir शाम 傍晚 晚 晚上"),
    (&[Part(Part::Night)], "night nuit रात 夜里"),
    (&[Noon], "noon midday midi 正午"),
    (&[Midnight], "midnight minuit 午夜"),
    (&[Hour], "h heure heures"),
    (&[Oclock], "oclock बजे बजकर 点 點 点钟 时 時"),
    (&[Hours], "hour hours hr hrs घंटा घंटे घंटों घण्टे 小时 小時 钟头"),
    (&[Minutes], "minute minutes min mins mn मिनट 分 分钟 分鐘"),
    (&[Days], "day days jour jours दिन 天"),
    (&[Weeks], "week weeks semaine semaines हफ्ते हफ्ता सप्ताह 周 星期 礼拜"),
    (&[Half], "half demi demie आधा आधे 半"),
    (&[Half, Hours], "demiheure"),
    (&[Quarter], "quart 刻"),
    (&[One], "a an one un une एक"),
    (&[YearMark], "年"),
    (&[MonthMark], "月"),
    (&[DayMark], "日 号 號"),
];

/// What a word means, folded if it is none of Chinese.
pub(super) fn meanings(word: &str) -> Option<&'static [Meaning]> {
    let listed = |words: &str| words.split_whitespace().any(|listed| listed == word);
    WORDS.iter().find(|(_, words)| listed(words)).map(|&(meanings, _)| meanings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cities::fold::fold;

    #[test]
    fn words_are_listed_once_and_as_they_are_compared() {
        let mut seen = std::collections::BTreeSet::new();
        for word in WORDS.iter().flat_map(|(_, words)| words.split_whitespace()) {
            assert_eq!(fold(word).collect::<String>(), *word);
            assert!(seen.insert(word), "{word}");
        }
    }
}
