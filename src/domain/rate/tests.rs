//! Tables: which readings are believed, and when dollar coins pause.

use super::*;

/// The moment at which readings are judged.
const NOW: i64 = 1_795_187_045_120;

fn rate(cents: i32, ago_s: i64) -> Rate {
    Rate { symbol: "BTC", usd: Usd::cents(cents), at_ms: NOW - ago_s * 1_000 }
}

#[test]
fn a_rate_values_its_own_coin_rounded_down() {
    let rate = Rate { symbol: "BTC", usd: Usd::cents(10_000_000), at_ms: 0 };
    assert_eq!(rate.value(Coin::Btc, Units(42_000)), Some(Usd::cents(4_200)));
    assert_eq!(rate.value(Coin::Btc, Units(1)), Some(Usd::micro(1_000)));
    assert_eq!(rate.value(Coin::Ltc, Units(1)), None);
}

#[test]
fn r04_prices_are_read_from_text_and_odd_text_is_refused() {
    let good = [
        ("102024.00000000", 102_024_000_000),
        ("4456.53795631", 4_456_537_956),
        ("1e-6", 1),
        ("9.998E-1", 999_800),
        (" 25 ", 25_000_000),
        ("0.0000019", 1),
        ("9223372036854.775807", i64::MAX),
    ];
    for (text, micro) in good {
        assert_eq!(price(text), Some(Usd::micro(micro)), "{text}");
    }
    let odd = [
        "",
        "0",
        "0.0000009",
        "-1",
        "-0",
        "NaN",
        "inf",
        "1e400",
        "1e-400",
        "1,000",
        "0x1",
        "e",
        "9223372036854.775808",
        "--1",
        "<html>",
        "١٢",
        "1 2",
    ];
    for text in odd {
        assert_eq!(price(text), None, "{text}");
    }
}

#[test]
fn a_reading_must_be_of_the_present() {
    let table = [
        (0, Verdict::Accepted),
        (300, Verdict::Accepted),
        (301, Verdict::Stale),
        (-60, Verdict::Accepted),
        (-61, Verdict::Ahead),
        // A source that counts seconds is fifty years late.
        (NOW / 1_000, Verdict::Stale),
    ];
    for (ago_s, verdict) in table {
        assert_eq!(judge(None, None, &rate(100, ago_s), NOW), verdict, "{ago_s}");
    }
    let never = Rate { at_ms: i64::MIN, ..rate(1, 0) };
    assert_eq!(judge(None, None, &never, NOW), Verdict::Stale);
    assert_eq!(judge(None, None, &Rate { at_ms: i64::MAX, ..never }, NOW), Verdict::Ahead);
}

#[test]
fn a_jump_is_believed_at_the_second_reading() {
    let last = rate(10_000, 120);
    let held = |cents, ago_s| Some(rate(cents, ago_s));
    let table = [
        // The band around the last good rate, both ends included.
        (None, rate(12_000, 0), Verdict::Accepted),
        (None, rate(8_000, 0), Verdict::Accepted),
        (None, rate(12_001, 0), Verdict::Held),
        (None, rate(7_999, 0), Verdict::Held),
        // The second reading agrees, disagrees, or returns to where it was.
        (held(13_000, 60), rate(13_000, 0), Verdict::Accepted),
        (held(13_000, 60), rate(13_650, 0), Verdict::Accepted),
        (held(13_000, 60), rate(13_651, 0), Verdict::Held),
        (held(13_000, 60), rate(5_000, 0), Verdict::Held),
        (held(13_000, 60), rate(10_100, 0), Verdict::Accepted),
        // The same answer again confirms nothing, and neither does an older one.
        (held(13_000, 60), rate(13_000, 60), Verdict::Known),
        (held(13_000, 60), rate(13_000, 61), Verdict::Known),
        (None, rate(10_000, 120), Verdict::Known),
        // What was held too long ago is no witness.
        (held(13_000, 301), rate(13_000, 0), Verdict::Held),
    ];
    for (held, reading, verdict) in table {
        assert_eq!(
            judge(Some(&last), held.as_ref(), &reading, NOW),
            verdict,
            "{held:?} {reading:?}"
        );
    }
}

#[test]
fn a_clock_walks_through_a_jump() {
    let minutes = [
        (10_000, Verdict::Accepted),
        (15_000, Verdict::Held),
        (15_100, Verdict::Accepted),
        (15_200, Verdict::Accepted),
        (7_000, Verdict::Held),
        (15_200, Verdict::Accepted),
    ];
    let (mut last, mut held) = (None, None);
    for (minute, (cents, verdict)) in (0..).zip(minutes) {
        let now = NOW + minute * 60_000;
        let reading = Rate { at_ms: now - 5_000, ..rate(cents, 0) };
        assert_eq!(judge(last.as_ref(), held.as_ref(), &reading, now), verdict, "minute {minute}");
        match verdict {
            Verdict::Accepted => (last, held) = (Some(reading), None),
            _ => held = Some(reading),
        }
    }
}

fn walk(micro: &[i64]) -> Watch {
    (0..).zip(micro).fold(Watch::NEW, |watch, (minute, micro)| {
        let usd = Usd::micro(*micro);
        watch.after(&Rate { symbol: DOLLAR_COIN, usd, at_ms: NOW + minute * 60_000 })
    })
}

#[test]
fn three_readings_pause_dollar_coins_and_three_resume_them() {
    use Peg::{Holds, Paused};
    const IN: i64 = 1_000_000;
    const LOW: i64 = 979_999;
    const HIGH: i64 = 1_020_001;
    let table: &[(&[i64], Peg, u32)] = &[
        (&[], Holds, 0),
        (&[980_000, 1_020_000, 980_000, 1_020_000], Holds, 0),
        (&[LOW, LOW], Holds, 2),
        (&[LOW, LOW, IN, LOW, LOW], Holds, 2),
        (&[LOW, HIGH, LOW], Paused, 0),
        (&[LOW, LOW, LOW, IN, IN], Paused, 2),
        (&[LOW, LOW, LOW, IN, IN, LOW, IN, IN], Paused, 2),
        (&[LOW, LOW, LOW, IN, IN, IN], Holds, 0),
        (&[LOW, LOW, LOW, IN, IN, IN, HIGH], Holds, 1),
    ];
    for (micro, peg, run) in table {
        let watch = walk(micro);
        assert_eq!((watch.peg, watch.run), (*peg, *run), "{micro:?}");
        assert_eq!(watch.holds(watch.at_ms.max(0)), *peg);
    }
}

#[test]
fn one_reading_counts_once_and_a_pause_nobody_confirms_ends() {
    let low = Rate { symbol: DOLLAR_COIN, usd: Usd::cents(90), at_ms: NOW };
    let thrice = Watch::NEW.after(&low).after(&low).after(&low);
    assert_eq!((thrice.peg, thrice.run), (Peg::Holds, 1));
    let paused = walk(&[1, 1, 1]);
    assert_eq!(paused.holds(paused.at_ms + PAUSE_LAPSES_MS), Peg::Paused);
    assert_eq!(paused.holds(paused.at_ms + PAUSE_LAPSES_MS + 1), Peg::Holds);
}
