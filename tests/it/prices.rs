//! What a call will cost is said before anybody confirms it, and is what it costs.

use std::time::Duration;

use ivrbot::chat::msg::Msg;
use ivrbot::demo::bland::{Callee, Fault, Limit};
use ivrbot::domain::locale::Locale;
use ivrbot::domain::money::Usd;
use ivrbot::domain::plan::{Offer, Plan, SingleMinutes};
use ivrbot::domain::tariff::Tariff;
use ivrbot::store::{plans, tariffs};

use crate::call::{CAROL, MINUTE, again_to_summary, balance, credit, now, to_summary};
use crate::world::{Who, World};

/// A number in London, and one in Jamaica, which shares +1.
const LONDON: &str = "+442070313000";
const KINGSTON: &str = "+18765230123";
/// Another number in New York.
const DAVE: &str = "+12125550144";

/// A row of the tariff: its prefix, and what differs from the usual.
type Other<'a> = (&'a str, &'a dyn Fn(&mut Tariff));

/// Brings in the usual prices and others beside them.
fn import(world: &World, more: &[Other]) {
    let (_, usual) = world.store.read(tariffs::now).unwrap().remove(0);
    let other = |(prefix, change): &Other| {
        let mut row = Tariff { prefix: prefix.parse().unwrap(), ..usual.clone() };
        change(&mut row);
        row
    };
    let mut rows: Vec<Tariff> = more.iter().map(other).collect();
    if !rows.iter().any(|row| row.prefix == usual.prefix) {
        rows.push(usual);
    }
    world.store.write(|tx| tariffs::import(tx, &rows)).unwrap();
}

/// Somebody who has signed up with ten dollars, and with the plan that everybody gets here.
fn someone(locale: Locale, plan: &dyn Fn(&mut Plan)) -> (World, Who) {
    let mut world = World::unhurried();
    let free = |offer: &Offer| offer.plan.price == Usd::ZERO;
    let offers = world.store.read(plans::on_sale).unwrap();
    let mut own = offers.into_iter().find(free).unwrap().plan;
    plan(&mut own);
    world.store.write(|tx| plans::seed(tx, &[own], Usd::ZERO)).unwrap();
    let ann = world.sign_up("Ann", 7, locale.code());
    credit(&world, ann, 10);
    (world, ann)
}

/// A story in each language, of somebody who has made a first call.
fn in_every_language(plan: &dyn Fn(&mut Plan), story: impl Fn(&mut World, Who)) {
    for locale in Locale::ALL {
        let (mut world, ann) = someone(locale, plan);
        world.bland.callee_for(CAROL, Callee::busy());
        to_summary(&mut world, ann);
        world.taps_on(ann, "summary-now");
        world.wait(5 * MINUTE);
        story(&mut world, ann);
    }
}

/// So many minutes to one number.
fn single(minutes: u32) -> impl Fn(&mut Plan) {
    move |plan| plan.single = SingleMinutes::Limited(minutes)
}

fn unlimited(plan: &mut Plan) {
    plan.single = SingleMinutes::Unlimited { fair_use: 30 };
}

/// Opens the summary of a list.
fn list_summary(world: &mut World, who: Who, numbers: &[&str]) {
    world.says(who, "/menu");
    world.opens(who, "1onl:0");
    let task = world.last(who).keyboard.first().unwrap().first().unwrap().label.clone();
    world.taps(who, &task);
    world.says(who, &numbers.join("\n"));
}

fn hold(minutes: u32, cents: i32) -> Msg {
    Msg::new("price-hold").count("minutes", minutes).price("hold", Usd::cents(cents))
}

#[test]
fn a_summary_says_what_pays_and_why() {
    in_every_language(&single(1), |world, ann| {
        import(world, &[("44", &|row| row.single = Usd::micro(455_000))]);
        again_to_summary(world, ann, DAVE);
        world.hears(ann, &Msg::new("price-plan").count("minutes", 1));
        again_to_summary(world, ann, LONDON);
        world.hears(ann, &Msg::new("price-elsewhere").price("rate", Usd::micro(455_000)));
        let held = Msg::new("price-hold").count("minutes", 5).price("hold", Usd::micro(2_275_000));
        world.hears(ann, &held);
        world.hears(ann, &Msg::new("price-seconds"));
        // One minute of the plan: a call uses a part, and no whole one is left.
        world.bland.callee_for(DAVE, Callee::human("1"));
        again_to_summary(world, ann, DAVE);
        world.taps_on(ann, "summary-now");
        world.wait(5 * MINUTE);
        again_to_summary(world, ann, DAVE);
        world.hears(ann, &Msg::new("price-used-up").price("rate", Usd::cents(20)));
        world.hears(ann, &hold(5, 100));
        world.spend_plan(ann);
        again_to_summary(world, ann, DAVE);
        world.hears(ann, &Msg::new("price-wallet").price("rate", Usd::cents(30)));
        world.hears(ann, &hold(5, 150));
    });
}

#[test]
fn what_is_missing_and_how_seconds_count_is_said() {
    in_every_language(&single(2), |world, ann| {
        let dear = |row: &mut Tariff| {
            (row.single, row.block, row.least) = (Usd::cents(1_001), 60, 60);
        };
        import(world, &[("44", &dear)]);
        again_to_summary(world, ann, LONDON);
        let have = Usd::cents(1_000);
        let short = Msg::new("price-short").price("need", Usd::cents(1_001)).usd("have", have);
        world.hears(ann, &short);
        world.hears(ann, &Msg::new("price-steps-least").count("step", 60).count("least", 60));
        world.hears(ann, &Msg::new("refusal-paid"));
    });
}

fn rate(cents: i32) -> Msg {
    Msg::new("price-rate").price("rate", Usd::cents(cents))
}

fn group(id: &'static str, count: u32, rate: Msg) -> Msg {
    Msg::new(id).count("count", count).msg("rate", rate)
}

fn most(cents: i32) -> Msg {
    Msg::new("price-list-most").price("upper", Usd::cents(cents)).count("minutes", 5)
}

/// So many numbers in New York.
fn new_york(count: u32) -> Vec<String> {
    (0..count).map(|n| format!("+1212555{:04}", 150 + n)).collect()
}

#[test]
fn a_list_says_each_price_and_the_most_it_can_cost() {
    in_every_language(&single(2), |world, ann| {
        import(world, &[("44", &|row| row.bulk = Usd::cents(35))]);
        list_summary(world, ann, &[CAROL, DAVE]);
        world.hears(ann, &group("price-list-wallet", 2, rate(20)));
        world.hears(ann, &most(204));
        world.hears(ann, &Msg::new("price-seconds"));
        list_summary(world, ann, &[CAROL, LONDON]);
        let (low, high) = (Usd::cents(20), Usd::cents(35));
        let range = Msg::new("price-range").price("low", low).price("high", high);
        world.hears(ann, &group("price-list-wallet", 2, range));
        world.hears(ann, &most(102 + 177));
        let twelve = new_york(12);
        list_summary(world, ann, &twelve.iter().map(String::as_str).collect::<Vec<_>>());
        let until = Msg::new("price-list-until").msg("upper", most(12 * 102));
        world.hears(ann, &until.usd("have", Usd::cents(1_000)));
    });
}

#[test]
fn a_plan_pays_for_a_list_where_it_covers_it_and_as_far_as_it_lasts() {
    let seven = |plan: &mut Plan| plan.bulk_minutes = 7;
    in_every_language(&seven, |world, ann| {
        import(world, &[("44", &|row| row.bulk = Usd::cents(35))]);
        list_summary(world, ann, &[CAROL, LONDON]);
        world.hears(ann, &Msg::new("price-list-plan").count("count", 1));
        world.hears(ann, &group("price-list-elsewhere", 1, rate(35)));
        world.hears(ann, &most(177));
        // Seven minutes surely pay for two of six: for five minutes and for two.
        let six = new_york(6);
        list_summary(world, ann, &six.iter().map(String::as_str).collect::<Vec<_>>());
        world.hears(ann, &Msg::new("price-list-plan").count("count", 6));
        world.hears(ann, &Msg::new("price-spill").msg("rate", rate(20)));
        world.hears(ann, &most(4 * 102));
    });
}

#[test]
fn what_the_summary_says_is_what_the_call_costs() {
    type Case<'a> = (Other<'a>, i64, fn(i64) -> i64);
    let odd = |row: &mut Tariff| row.single = Usd::micro(311_000);
    let stepped = |row: &mut Tariff| {
        (row.single, row.block, row.least) = (Usd::micro(455_000), 7, 100);
    };
    // The price of London, or else of all others; a minute; the seconds that count.
    let cases: [Case; 2] =
        [(("", &odd), 311_000, |seconds| seconds), (("44", &stepped), 455_000, |_| 100)];
    for (row, minute, counted) in cases {
        let (mut world, ann) = someone(Locale::En, &single(2));
        import(&world, &[row]);
        world.bland.callee_for(LONDON, Callee::human("1"));
        to_summary(&mut world, ann);
        again_to_summary(&mut world, ann, LONDON);
        world.hears(ann, &Msg::new("price-elsewhere").price("rate", Usd::micro(minute)));
        now(&mut world, ann);
        world.wait(5 * MINUTE);
        let seconds = world.bland.calls().last().unwrap().seconds;
        assert!((1..100).contains(&seconds) && seconds % 60 != 0, "{seconds} s tell nothing");
        let cost = Usd::micro((minute * counted(seconds) + 59) / 60);
        assert_ne!(cost.as_micro() % 10_000, 0, "whole cents tell nothing");
        let told = Msg::new("call-result-paid").seconds("duration", seconds).price("cost", cost);
        world.hears(ann, &told);
        // In digits too: what both sides round is equal as well.
        let digits = format!("${}", cost.plain());
        assert!(world.last(ann).text.contains(&digits), "{digits}: {}", world.last(ann).text);
        assert_eq!(balance(&world, ann), (Usd::cents(1_000).minus(cost).unwrap(), Usd::ZERO));
    }
}

#[test]
fn on_an_unlimited_plan_the_second_call_waits_for_the_first() {
    in_every_language(&unlimited, |world, ann| {
        world.says(ann, "/settings");
        world.hears(ann, &Msg::new("account-single-unlimited").count("minutes", 30));
        for number in [CAROL, DAVE] {
            world.bland.callee_for(number, Callee::Person);
        }
        again_to_summary(world, ann, CAROL);
        world.taps_on(ann, "summary-now");
        world.wait(Duration::from_secs(5));
        again_to_summary(world, ann, DAVE);
        world.hears(ann, &Msg::new("refusal-one-single"));
        let card = world.taps_on(ann, "summary-now").id;
        world.wait(Duration::from_secs(30));
        let open = |world: &World, number: &str| {
            let calls = world.bland.calls();
            calls.iter().filter(|call| call.to == number && call.ended_ms.is_none()).count()
        };
        assert_eq!((open(world, CAROL), open(world, DAVE)), (1, 0));
        let said = world.message(ann, card).text;
        let words = world.words(ann, &Msg::new("refusal-one-single"));
        assert!(said.contains(&words), "{}", world.transcript(ann));
        let first = world.bland.calls().into_iter().rfind(|call| call.to == CAROL).unwrap();
        assert!(world.bland.hang_up(&first.call_id));
        world.wait(Duration::from_secs(30));
        assert_eq!((open(world, CAROL), open(world, DAVE)), (0, 1));
        world.wait(5 * MINUTE);
    });
}

#[test]
fn a_call_that_was_put_off_waits_too_and_keeps_its_hold() {
    let (mut world, ann) = someone(Locale::En, &unlimited);
    to_summary(&mut world, ann);
    world.bland.callee_for(DAVE, Callee::Person);
    world.bland.fault(Fault::Limited(Limit::Account));
    now(&mut world, ann);
    world.wait(Duration::from_secs(5));
    // The first call waits for a line with its hold; the second goes out before it.
    again_to_summary(&mut world, ann, DAVE);
    now(&mut world, ann);
    world.wait(Duration::from_secs(45));
    let dialled: Vec<_> = world.bland.dialled().into_iter().map(|call| call.to).collect();
    assert_eq!(dialled, [DAVE], "{}", world.transcript(ann));
    assert_eq!(world.held_seconds(ann), 600);
    world.wait(5 * MINUTE);
    assert_eq!(world.bland.dialled().len(), 2);
    assert_eq!(world.held_seconds(ann), 0);
}

#[test]
fn the_caribbean_is_another_country() {
    let (mut world, ann) = someone(Locale::En, &single(2));
    to_summary(&mut world, ann);
    again_to_summary(&mut world, ann, KINGSTON);
    assert!(world.last(ann).text.contains("not open here"), "{}", world.transcript(ann));
}

#[test]
fn attempts_beyond_the_free_ones_have_their_fee_from_plan_or_wallet() {
    for (minutes, cost, plan_seconds) in [(0, 20_000, 0), (60, 0, 6)] {
        let (mut world, ann) = someone(Locale::En, &|plan| plan.bulk_minutes = minutes);
        to_summary(&mut world, ann);
        world.bland.callee_for(CAROL, Callee::no_answer());
        world.bland.callee_for(DAVE, Callee::voicemail());
        list_summary(&mut world, ann, &[CAROL, DAVE]);
        world.taps_on(ann, "summary-start");
        // As if the list were longer than any can be as yet: fifty attempts, twelve answers.
        let before = "UPDATE campaigns SET attempts = 49, answered = 11";
        world.raw().execute(before, []).unwrap();
        world.wait(5 * MINUTE);
        let of = |number: &str| {
            let sql = "SELECT c.cost_micro, c.plan_seconds, c.seconds FROM calls c
                       JOIN numbers n ON n.id = c.number_id WHERE n.e164 = ?1";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            world.raw().query_row(sql, [number], read).unwrap()
        };
        // The machine answers first: then the 51st attempt is the 39th that nobody answered.
        assert_eq!(of(CAROL), (cost, plan_seconds, 0));
        let (money, seconds, lasted): (i64, i64, i64) = of(DAVE);
        assert!(lasted > 0 && (money > 0) != (seconds > 0), "a machine is an answer");
        let sql = "SELECT attempts * 1000 + answered FROM campaigns";
        let tried: i64 = world.raw().query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(tried, 51_012);
    }
}
