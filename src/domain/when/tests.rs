//! The tables that the rules beside this file are held to.

use jiff::Zoned;

use super::*;

/// A Wednesday.
const NOON: &str = "2026-11-18T12:00[Europe/Paris]";

fn zoned(text: &str) -> Zoned {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What the clock on the wall shows at the moment read.
fn from(now: &str, text: &str) -> Result<String, WhenFault> {
    let now = zoned(now);
    let at = read(text, now.timestamp(), now.time_zone())?;
    Ok(now.time_zone().to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string())
}

fn means(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(from(NOON, text).as_deref(), Ok(*expected), "{text}");
    }
}

#[test]
fn a_time_alone_is_the_next_such_time() {
    means(&[
        ("15:30", "2026-11-18 15:30"),
        (" 15:30:00 ", "2026-11-18 15:30"),
        ("15.30", "2026-11-18 15:30"),
        ("15h30", "2026-11-18 15:30"),
        ("15 h 30", "2026-11-18 15:30"),
        ("15h", "2026-11-18 15:00"),
        ("１５：３０", "2026-11-18 15:30"),
        ("१५:३०", "2026-11-18 15:30"),
        ("3pm", "2026-11-18 15:00"),
        ("3:30 pm", "2026-11-18 15:30"),
        ("3:30 P.M.", "2026-11-18 15:30"),
        ("3.30pm", "2026-11-18 15:30"),
        ("12pm", "2026-11-19 12:00"),
        ("12 am", "2026-11-19 00:00"),
        ("11:59", "2026-11-19 11:59"),
        ("12:00", "2026-11-19 12:00"),
        ("12:01", "2026-11-18 12:01"),
        ("9 in the morning", "2026-11-19 09:00"),
        ("3 in the afternoon", "2026-11-18 15:00"),
        ("at 8 o\u{2019}clock in the evening", "2026-11-18 20:00"),
        ("noon", "2026-11-19 12:00"),
        ("midnight", "2026-11-19 00:00"),
        ("24:00", "2026-11-19 00:00"),
        ("0:30", "2026-11-19 00:30"),
    ]);
}

#[test]
fn english() {
    means(&[
        ("today 15:30", "2026-11-18 15:30"),
        ("tonight 8:30", "2026-11-18 20:30"),
        ("tomorrow 9:00", "2026-11-19 09:00"),
        ("Tomorrow at 9", "2026-11-19 09:00"),
        ("9am tomorrow", "2026-11-19 09:00"),
        ("tomorrow morning at 9", "2026-11-19 09:00"),
        ("the day after tomorrow, 9:00", "2026-11-20 09:00"),
        ("mon 10:00", "2026-11-23 10:00"),
        ("Monday 10am", "2026-11-23 10:00"),
        ("on next Monday at 10", "2026-11-23 10:00"),
        ("wed 10:00", "2026-11-25 10:00"),
        ("wed 13:00", "2026-11-18 13:00"),
        ("next wed 13:00", "2026-11-25 13:00"),
        ("24 Nov 15:30", "2026-11-24 15:30"),
        ("Nov 24th 3pm", "2026-11-24 15:00"),
        ("November 24, 2026 at 3:30pm", "2026-11-24 15:30"),
        ("24-Nov-2026 15:30", "2026-11-24 15:30"),
        ("Tuesday, 24 November 15:30", "2026-11-24 15:30"),
        ("15:30 on the 24th of November", "2026-11-24 15:30"),
        ("Mar 24 10:00", "2027-03-24 10:00"),
        ("in 2 hours", "2026-11-18 14:00"),
        ("in an hour", "2026-11-18 13:00"),
        ("in half an hour", "2026-11-18 12:30"),
        ("in 1 hour and 15 minutes", "2026-11-18 13:15"),
        ("in 90 min", "2026-11-18 13:30"),
        ("2 hours", "2026-11-18 14:00"),
        ("2 hours later", "2026-11-18 14:00"),
        ("30 minutes from now", "2026-11-18 12:30"),
        ("in 3 days", "2026-11-21 12:00"),
        ("in 3 days at 9:00", "2026-11-21 09:00"),
        ("in a week at 9:00", "2026-11-25 09:00"),
        ("at 9 in 2 days", "2026-11-20 09:00"),
    ]);
}

#[test]
fn french() {
    means(&[
        ("aujourd\u{2019}hui 15h", "2026-11-18 15:00"),
        ("ce soir à 8h", "2026-11-18 20:00"),
        ("demain 9h", "2026-11-19 09:00"),
        ("demain à 9 heures", "2026-11-19 09:00"),
        ("demain a 9h et demie", "2026-11-19 09:30"),
        ("demain à midi", "2026-11-19 12:00"),
        ("demain matin 9h et quart", "2026-11-19 09:15"),
        ("après-demain 9h", "2026-11-20 09:00"),
        ("Après demain à 9h", "2026-11-20 09:00"),
        ("3h de l'après-midi", "2026-11-18 15:00"),
        ("minuit", "2026-11-19 00:00"),
        ("lundi 10h", "2026-11-23 10:00"),
        ("lundi prochain à 10h", "2026-11-23 10:00"),
        ("mar 10h", "2026-11-24 10:00"),
        ("mar. 10:00", "2026-11-24 10:00"),
        ("le 24 novembre à 15h30", "2026-11-24 15:30"),
        ("mardi 24 novembre 15h30", "2026-11-24 15:30"),
        ("15h30 le 24 novembre", "2026-11-24 15:30"),
        ("9h 24 nov", "2026-11-24 09:00"),
        ("1er décembre 9h", "2026-12-01 09:00"),
        ("1 AOÛT 2027 9h", "2027-08-01 09:00"),
        ("dans 30 minutes", "2026-11-18 12:30"),
        ("dans 2h", "2026-11-18 14:00"),
        ("dans 1h30", "2026-11-18 13:30"),
        ("dans une heure", "2026-11-18 13:00"),
        ("dans une demi-heure", "2026-11-18 12:30"),
        ("dans une heure et demie", "2026-11-18 13:30"),
        ("2 heures plus tard", "2026-11-18 14:00"),
        ("dans 3 jours à 9h", "2026-11-21 09:00"),
        ("1h30", "2026-11-19 01:30"),
    ]);
}

#[test]
fn hindi() {
    means(&[
        ("शाम 5 बजे", "2026-11-18 17:00"),
        ("शाम ५ बजे", "2026-11-18 17:00"),
        ("सुबह 9 बजे", "2026-11-19 09:00"),
        ("दोपहर 2 बजे", "2026-11-18 14:00"),
        ("दोपहर 12 बजे", "2026-11-19 12:00"),
        ("रात 10 बजे", "2026-11-18 22:00"),
        ("रात 12 बजे", "2026-11-19 00:00"),
        ("5 बजकर 30 मिनट", "2026-11-19 05:30"),
        ("आज 15:30", "2026-11-18 15:30"),
        ("कल 10:00", "2026-11-19 10:00"),
        ("कल सुबह 10 बजे", "2026-11-19 10:00"),
        ("परसों शाम 5:30 बजे", "2026-11-20 17:30"),
        ("सोमवार 10 बजे", "2026-11-23 10:00"),
        ("सोमवार को सुबह 10 बजे", "2026-11-23 10:00"),
        ("24 नवंबर 15:30", "2026-11-24 15:30"),
        ("5 फ़रवरी 10 बजे", "2027-02-05 10:00"),
        ("2 घंटे बाद", "2026-11-18 14:00"),
        ("२ घंटे में", "2026-11-18 14:00"),
        ("एक घंटे के बाद", "2026-11-18 13:00"),
        ("आधे घंटे में", "2026-11-18 12:30"),
        ("30 मिनट बाद", "2026-11-18 12:30"),
        ("3 दिन बाद 10 बजे", "2026-11-21 10:00"),
    ]);
}

#[test]
fn chinese() {
    means(&[
        ("下午3点", "2026-11-18 15:00"),
        ("下午3:30", "2026-11-18 15:30"),
        ("15点30分", "2026-11-18 15:30"),
        ("下午三点半", "2026-11-18 15:30"),
        ("下午三点一刻", "2026-11-18 15:15"),
        ("十五点三十", "2026-11-18 15:30"),
        ("晚上8点", "2026-11-18 20:00"),
        ("今晚八点", "2026-11-18 20:00"),
        ("中午12点", "2026-11-19 12:00"),
        ("凌晨2点", "2026-11-19 02:00"),
        ("今天15：30", "2026-11-18 15:30"),
        ("明天 9点", "2026-11-19 09:00"),
        ("明天上午九点", "2026-11-19 09:00"),
        ("明早9点", "2026-11-19 09:00"),
        ("后天10点", "2026-11-20 10:00"),
        ("大后天10点", "2026-11-21 10:00"),
        ("周一 10点", "2026-11-23 10:00"),
        ("周日10点", "2026-11-22 10:00"),
        ("星期天10点", "2026-11-22 10:00"),
        ("周三13点", "2026-11-18 13:00"),
        ("下周三13点", "2026-11-25 13:00"),
        ("下周日13点", "2026-11-29 13:00"),
        ("下个星期一十点", "2026-11-23 10:00"),
        ("11月24日 15:30", "2026-11-24 15:30"),
        ("十一月二十四日下午三点半", "2026-11-24 15:30"),
        ("2026年11月24号下午3点", "2026-11-24 15:00"),
        ("2小时后", "2026-11-18 14:00"),
        ("两个小时以后", "2026-11-18 14:00"),
        ("半小时后", "2026-11-18 12:30"),
        ("一个半小时后", "2026-11-18 13:30"),
        ("30分钟后", "2026-11-18 12:30"),
        ("3天后下午2点", "2026-11-21 14:00"),
        ("一周后9点", "2026-11-25 09:00"),
    ]);
}

#[test]
fn dates_in_figures() {
    means(&[
        ("2026-11-24 15:30", "2026-11-24 15:30"),
        ("2026-11-24T15:30", "2026-11-24 15:30"),
        ("2026/11/24 15:30", "2026-11-24 15:30"),
        ("24.11. 15:30", "2026-11-24 15:30"),
        ("24.11 15:30", "2026-11-24 15:30"),
        ("24.11. 15.30", "2026-11-24 15:30"),
        ("24.11.2026 15.30", "2026-11-24 15:30"),
        ("24.11.26, 3pm", "2026-11-24 15:00"),
        ("24/11/2026 15:30", "2026-11-24 15:30"),
        ("24/11 15h30", "2026-11-24 15:30"),
        ("15:30 24/11", "2026-11-24 15:30"),
        ("24/11 - 15:30", "2026-11-24 15:30"),
        ("11/24 15:30", "2026-11-24 15:30"),
        ("11/24/2026 3:30 pm", "2026-11-24 15:30"),
        ("4/12 15:30", "2026-12-04 15:30"),
        ("12/4 15:30", "2027-04-12 15:30"),
        ("2/1 9:00", "2027-01-02 09:00"),
    ]);
    let leap = "2027-06-01T12:00[Europe/Paris]";
    assert_eq!(from(leap, "29 Feb 10:00").as_deref(), Ok("2028-02-29 10:00"));
}

#[test]
fn what_is_no_time_is_not_guessed() {
    for text in [
        "",
        " ",
        "now",
        "soon",
        "15",
        "1530",
        "tomorrow",
        "mon",
        "24/11",
        "24 Nov",
        "24 Nov 15",
        "25:00",
        "24:30",
        "15:60",
        "15:3",
        "13am",
        "0pm",
        "15:30 16:30",
        "mon tue 10:00",
        "tomorrow 24/11 10:00",
        "32/11 10:00",
        "30/02 10:00",
        "29/02/2027 10:00",
        "Monday 24 Nov 10:00",
        "10-12",
        "9:00 later",
        "in 2 hours at 9:00",
        "in hours",
        "15:30 UTC",
        "15:30!",
        "+15:30",
        "a",
        "下午",
        "后",
        "三",
        "कल",
        "99999 hours",
    ] {
        assert_eq!(from(NOON, text), Err(WhenFault::NotATime), "{text}");
    }
    let long = "tomorrow ".repeat(20);
    assert_eq!(from(NOON, &long), Err(WhenFault::NotATime));
}

#[test]
fn only_the_year_ahead_can_be_planned() {
    for (text, fault) in [
        ("today 11:59", WhenFault::Past),
        ("today 12:00", WhenFault::Past),
        ("17 Nov 10:00", WhenFault::Past),
        ("20 May 10:00", WhenFault::Past),
        ("2026-11-17 15:30", WhenFault::Past),
        ("in 0 minutes", WhenFault::Past),
        ("2027-11-20 10:00", WhenFault::TooFar),
        ("in 367 days", WhenFault::TooFar),
        ("in 9999 weeks", WhenFault::TooFar),
        ("9999年11月30日 23:00", WhenFault::TooFar),
    ] {
        assert_eq!(from(NOON, text), Err(fault), "{text}");
    }
    means(&[
        ("18 May 10:00", "2027-05-18 10:00"),
        ("2027-11-19 10:00", "2027-11-19 10:00"),
        ("in 366 days", "2027-11-19 12:00"),
    ]);
}

/// The moment itself, to tell the two turns of a clock apart.
fn moment(now: &str, text: &str) -> String {
    let now = zoned(now);
    let at = read(text, now.timestamp(), now.time_zone()).unwrap();
    at.to_zoned(now.time_zone().clone()).strftime("%m-%d %H:%M %:z").to_string()
}

#[test]
fn a_time_that_the_clock_skips_is_the_first_after_it() {
    let paris = "2027-03-27T12:00[Europe/Paris]";
    for (text, expected) in [
        ("tomorrow 01:59", "03-28 01:59 +01:00"),
        ("tomorrow 02:00", "03-28 03:00 +02:00"),
        ("tomorrow 02:30", "03-28 03:00 +02:00"),
        ("demain 2h59", "03-28 03:00 +02:00"),
        ("tomorrow 03:00", "03-28 03:00 +02:00"),
        ("2:30", "03-28 03:00 +02:00"),
        ("in 1 day at 2:30", "03-28 03:00 +02:00"),
        ("in 24 hours", "03-28 13:00 +02:00"),
        ("in 1 day", "03-28 12:00 +02:00"),
    ] {
        assert_eq!(moment(paris, text), expected, "{text}");
    }
    let new_york = "2027-03-13T23:00[America/New_York]";
    assert_eq!(moment(new_york, "2:30am"), "03-14 03:00 -04:00");
    assert_eq!(moment(new_york, "in 4 hours"), "03-14 04:00 -04:00");
}

#[test]
fn a_time_that_the_clock_shows_twice_is_the_earlier() {
    let paris = "2026-10-24T12:00[Europe/Paris]";
    for (text, expected) in [
        ("tomorrow 01:59", "10-25 01:59 +02:00"),
        ("tomorrow 02:00", "10-25 02:00 +02:00"),
        ("tomorrow 02:30", "10-25 02:30 +02:00"),
        ("tomorrow 03:00", "10-25 03:00 +01:00"),
        ("in 24 hours", "10-25 11:00 +01:00"),
    ] {
        assert_eq!(moment(paris, text), expected, "{text}");
    }
    let new_york = "2026-10-31T23:00[America/New_York]";
    assert_eq!(moment(new_york, "1:30am"), "11-01 01:30 -04:00");
    assert_eq!(moment(new_york, "2am"), "11-01 02:00 -05:00");
    // Between the two, the earlier is over.
    let between = "2026-11-01T01:45-04:00[America/New_York]";
    assert_eq!(moment(between, "1:30am"), "11-02 01:30 -05:00");
    assert_eq!(moment(between, "in 30 min"), "11-01 01:15 -05:00");
}

#[test]
fn three_times_are_suggested() {
    let offered = |now: &str| {
        let now = zoned(now);
        let times = suggestions(now.timestamp(), now.time_zone());
        times.map(|at| now.time_zone().to_datetime(at).strftime("%a %d %H:%M").to_string())
    };
    let table = [
        ("2026-11-18T12:00[Europe/Paris]", ["Wed 18 13:00", "Thu 19 10:00", "Mon 23 10:00"]),
        ("2026-11-18T12:00:01[Europe/Paris]", ["Wed 18 13:15", "Thu 19 10:00", "Mon 23 10:00"]),
        ("2026-11-18T23:50[Asia/Kathmandu]", ["Thu 19 01:00", "Thu 19 10:00", "Mon 23 10:00"]),
        ("2026-11-22T12:10[Asia/Kolkata]", ["Sun 22 13:15", "Mon 23 10:00", "Mon 30 10:00"]),
        ("2026-11-23T08:00[Asia/Shanghai]", ["Mon 23 09:00", "Tue 24 10:00", "Mon 30 10:00"]),
        ("2027-03-27T23:30[Europe/Paris]", ["Sun 28 00:30", "Sun 28 10:00", "Mon 29 10:00"]),
    ];
    for (now, expected) in table {
        assert_eq!(offered(now), expected, "{now}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        any: String,
        some in "([0-9]{1,4}|[:./-]| |mon|in|at|pm|h|nov|hours|days|后|点|月|半|下|周|बजे|demi){0,9}",
    ) {
        for text in [any, some] {
            let now = zoned(NOON);
            if let Ok(at) = read(&text, now.timestamp(), now.time_zone()) {
                assert!(at > now.timestamp(), "{text}");
            }
        }
    }
}
