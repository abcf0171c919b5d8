//! Prompts: faults and their places, variables and values.

use proptest::prelude::*;

use super::*;

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn fill(prompt: &str, pairs: &[(&str, &str)]) -> Result<String, Missing> {
    Prompt::parse(prompt).unwrap().fill(&values(pairs))
}

fn spoken(prompt: &str, pairs: &[(&str, &str)]) -> String {
    fill(prompt, pairs).unwrap()
}

#[test]
fn faults_say_what_and_where() {
    use FaultKind::*;
    let long = "x".repeat(Prompt::MOST + 1);
    let fallback = format!("Hi {{a|{}}}", "x".repeat(61));
    let name = format!("{{{}}}", "n".repeat(33));
    let many: String = (0..=Prompt::VARIABLES_MOST).map(|n| format!("{{v{n}}}")).collect();
    let often = "{a}".repeat(13);
    for (text, at, kind) in [
        ("", 0, Empty),
        (" \n\t ", 0, Empty),
        (&*long, 720, TooLong { most: 720 }),
        (&format!("  {long}"), 722, TooLong { most: 720 }),
        (&*fallback, 3, TooLong { most: 60 }),
        (&*often, 36, TooLongFilled { most: 720 }),
        ("Hi {name", 3, UnclosedBrace),
        ("  Hi {name", 5, UnclosedBrace),
        ("नमस्ते {नाम", 7, UnclosedBrace),
        ("Hi name}", 7, UnclosedBrace),
        ("Hi {{name}", 9, UnclosedBrace),
        ("Hi {", 3, UnclosedBrace),
        ("Hi {}", 3, BadName),
        ("Hi {|you}", 3, BadName),
        ("Hi {first name}", 3, BadName),
        ("Hi {first-name|you}", 3, BadName),
        ("{\u{94d}क}", 0, BadName),
        (&*name, 0, BadName),
        ("Hi {a{b}}", 5, NestedBrace),
        ("Hi {a|{b}}", 6, NestedBrace),
        (&*many, 12 * 4 + 2, TooManyVariables),
    ] {
        assert_eq!(Prompt::parse(text), Err(PromptFault { at, kind }), "{text:?}");
    }
}

#[test]
fn variables_stand_in_order_and_the_first_fallback_wins() {
    let prompt = Prompt::parse("{b} { a | x y } {b|one} {b|two} {नाम_१|} {姓名|您} {a}").unwrap();
    let listed: Vec<(&str, Option<&str>)> = prompt
        .variables()
        .iter()
        .map(|variable| (&*variable.name, variable.fallback.as_deref()))
        .collect();
    let expected =
        [("b", Some("one")), ("a", Some("x y")), ("नाम_१", Some("")), ("姓名", Some("您"))];
    assert_eq!(listed, expected);
    assert_eq!(prompt.fill(&Values::new()).unwrap(), "one x y one one  您 x y");
}

#[test]
fn a_value_takes_the_place_of_its_variable() {
    assert_eq!(spoken("Hi {name}!", &[("name", "Ann")]), "Hi Ann!");
    assert_eq!(spoken("Hi {name|you}!", &[("name", "Ann"), ("other", "x")]), "Hi Ann!");
    assert_eq!(spoken("Hi {name|you}!", &[("name", " \n ")]), "Hi you!");
    assert_eq!(fill("Hi {name}!", &[("Name", "Ann")]), Err(Missing("name".to_owned())));
    assert_eq!(fill("Hi {name}!", &[("name", "")]), Err(Missing("name".to_owned())));
    assert_eq!(spoken("{{name}} {a|b|c} }}{{", &[]), "{name} b|c }{");
}

#[test]
fn a_value_is_one_short_line_and_never_a_variable() {
    let odd = [("a", " x\r\ny\tz\u{0}\u{2028}w  v "), ("b", "{a} {{ }")];
    assert_eq!(spoken("{a} {b}", &odd), "x y z w v {a} {{ }");
    let long = "é".repeat(61);
    assert_eq!(spoken("{a}", &[("a", &long)]), "é".repeat(60));
    let cut = format!("{} y", "é".repeat(59));
    assert_eq!(spoken("{a}.", &[("a", &cut)]), format!("{}.", "é".repeat(59)));
}

#[test]
fn a_prompt_is_stored_as_typed() {
    let typed = "Hi { name | you },\nsay {{yes}}.";
    let prompt = Prompt::parse(&format!("\n {typed} ")).unwrap();
    assert_eq!(prompt.to_string(), typed);
    let json = serde_json::to_string(&prompt).unwrap();
    assert_eq!(json, r#""Hi { name | you },\nsay {{yes}}.""#);
    assert_eq!(serde_json::from_str::<Prompt>(&json).unwrap(), prompt);
    assert!(serde_json::from_str::<Prompt>(r#""{""#).is_err());
}

#[test]
fn as_many_variables_as_allowed_fit_with_their_longest_values() {
    let names: Vec<String> = (0..Prompt::VARIABLES_MOST).map(|n| format!("v{n}")).collect();
    let prompt: String = names.iter().map(|name| format!("{{{name}}}")).collect();
    let value = "x".repeat(200);
    let values = names.into_iter().map(|name| (name, value.clone())).collect();
    let filled = Prompt::parse(&prompt).unwrap().fill(&values).unwrap();
    assert_eq!(filled.len(), Prompt::VARIABLES_MOST * Prompt::VALUE_MOST);
}

proptest! {
    #[test]
    fn what_is_read_is_written_again_and_never_grows(
        text in "[ab{}|_ \n।é]{0,60}", value in "\\PC{0,90}"
    ) {
        if let Ok(prompt) = Prompt::parse(&text) {
            prop_assert_eq!(prompt.to_string(), text.trim());
            prop_assert_eq!(&Prompt::parse(prompt.as_str()).unwrap(), &prompt);
            let all = prompt.variables().iter();
            let values: Values = all.map(|v| (v.name.clone(), value.clone())).collect();
            if let Ok(filled) = prompt.fill(&values) {
                prop_assert!(filled.chars().count() <= Prompt::MOST);
            }
        }
    }
}
