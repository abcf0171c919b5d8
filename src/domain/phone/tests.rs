//! The tables that the rules beside this file are held to.

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::*;

fn phone(text: &str) -> Phone {
    Phone::parse(text, None).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn region(code: &str) -> Option<Region> {
    Region::parse(code)
}

#[test]
fn c22_what_people_paste_becomes_one_number() {
    let spellings = [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "US", "+33612345678"),
        ("0033 6 12 34 56 78", "US", "+33612345678"),
        ("0033 6 12 34 56 78", "FR", "+33612345678"),
        ("011 33 6 12 34 56 78", "US", "+33612345678"),
        ("'+33612345678", "IN", "+33612345678"),
        ("98123 45678", "IN", "+919812345678"),
        ("098123-45678", "IN", "+919812345678"),
        ("919812345678", "IN", "+919812345678"),
        ("919812345678.0", "IN", "+919812345678"),
        ("९८१२३ ४५६७८", "IN", "+919812345678"),
        ("（０１０）６５５５ １２３４", "CN", "+861065551234"),
        ("138 0013 8000", "CN", "+8613800138000"),
        ("(650) 253-0000", "US", "+16502530000"),
        ("1-650-253-0000", "CA", "+16502530000"),
        ("tel:+1-650-253-0000", "FR", "+16502530000"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("020 7031 3000", "GB", "+442070313000"),
    ];
    for (text, home, e164) in spellings {
        assert_eq!(Phone::parse(text, region(home)).unwrap().as_str(), e164, "{text} in {home}");
    }
    assert_eq!(phone("0033612345678").as_str(), "+33612345678");
}

#[test]
fn c22_what_is_no_number_is_refused_with_its_reason() {
    let refused = [
        ("", None, PhoneError::Empty),
        ("Ann", None, PhoneError::NotANumber),
        ("9.19812E+11", Some("IN"), PhoneError::Rounded),
        ("612345678", None, PhoneError::NoCountry),
        ("919812345678", None, PhoneError::NoCountry),
        ("911", Some("US"), PhoneError::Short),
        ("112", None, PhoneError::Short),
        ("112", Some("DE"), PhoneError::Short),
        ("15", Some("FR"), PhoneError::Short),
        ("999", Some("GB"), PhoneError::Short),
        ("110", Some("CN"), PhoneError::Short),
        ("100", Some("IN"), PhoneError::Short),
        ("3631", Some("FR"), PhoneError::Short),
        ("116117", Some("FR"), PhoneError::Short),
        ("+33 112", None, PhoneError::Short),
        ("+1 650 253", None, PhoneError::TooShort),
        ("253-0000", Some("US"), PhoneError::TooShort),
        ("+33 6 12 34 56 78 9", None, PhoneError::TooLong),
        ("+1 999 999 9999", None, PhoneError::Invalid),
        ("+1 650 053 0000", None, PhoneError::Invalid),
        ("+999 12345678", None, PhoneError::Invalid),
        ("+33 6 12 34 56 78 ext 9", None, PhoneError::Extension),
    ];
    for (text, home, error) in refused {
        assert_eq!(Phone::parse(text, home.and_then(region)), Err(error), "{text}");
    }
    assert_eq!(Phone::parse(&"1".repeat(5000), None), Err(PhoneError::NotANumber));
}

#[test]
fn c22_each_class_is_known_and_only_ordinary_lines_are_called() {
    let table = [
        ("+33612345678", Class::Mobile, Some("FR")),
        ("+919812345678", Class::Mobile, Some("IN")),
        ("+8613800138000", Class::Mobile, Some("CN")),
        ("+447912345678", Class::Mobile, Some("GB")),
        ("+447781123456", Class::Mobile, Some("GG")),
        ("+33142278186", Class::Fixed, Some("FR")),
        ("+442070313000", Class::Fixed, Some("GB")),
        ("+861065551234", Class::Fixed, Some("CN")),
        ("+390612345678", Class::Fixed, Some("IT")),
        ("+39066982", Class::Fixed, Some("VA")),
        ("+16502530000", Class::FixedOrMobile, Some("US")),
        ("+16135550142", Class::FixedOrMobile, Some("CA")),
        ("+12423651234", Class::Fixed, Some("BS")),
        ("+18765230123", Class::FixedOrMobile, Some("JM")),
        ("+33912345678", Class::Voip, Some("FR")),
        ("+445612345678", Class::Voip, Some("GB")),
        ("+18002530000", Class::TollFree, None),
        ("+18882530000", Class::TollFree, None),
        ("+33801234567", Class::TollFree, Some("FR")),
        ("+448081570192", Class::TollFree, Some("GB")),
        ("+80012345678", Class::TollFree, None),
        ("+19002530000", Class::Premium, None),
        ("+33897123456", Class::Premium, Some("FR")),
        ("+449098765432", Class::Premium, Some("GB")),
        ("+979123456789", Class::Premium, None),
        ("+33820123456", Class::SharedCost, Some("FR")),
        ("+491803123456", Class::SharedCost, Some("DE")),
        ("+80812345678", Class::SharedCost, None),
        ("+447012345678", Class::PersonalNumber, Some("GB")),
        ("+447640123456", Class::Pager, Some("GB")),
        ("+443456789012", Class::Uan, Some("GB")),
        ("+870773111632", Class::Satellite, None),
        ("+881612345678", Class::Satellite, None),
        ("+882161234567", Class::Satellite, None),
        ("+883510012345", Class::Satellite, None),
    ];
    let called = [
        Class::Mobile,
        Class::Fixed,
        Class::FixedOrMobile,
        Class::Voip,
        Class::TollFree,
        Class::Uan,
    ];
    for (text, class, code) in table {
        let phone = phone(text);
        assert_eq!(phone.class(), class, "{text}");
        assert_eq!(phone.region(), code.and_then(region), "{text}");
        assert_eq!(class.dialable(), called.contains(&class), "{text}");
    }
}

#[test]
fn c22_no_country_lets_an_emergency_number_through() {
    let homes = PHONE_NUMBER_UTIL.get_supported_regions();
    for home in homes.filter_map(Region::from_plan) {
        for text in EMERGENCY.iter().chain(&["116000", "116111", "116117", "116123"]) {
            let read = Phone::parse(text, Some(home));
            let callable = read.as_ref().is_ok_and(|phone| phone.class().dialable());
            assert!(!callable, "{text} in {home}: {:?}", read.map(|phone| phone.0));
        }
    }
}

#[test]
fn every_plan_has_examples_that_read_back() {
    let homes = PHONE_NUMBER_UTIL.get_supported_regions();
    let mut seen = 0;
    for home in homes {
        let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(home) else {
            continue;
        };
        let phone = phone(&example.to_string());
        let home = Region::from_plan(home).unwrap();
        // Some islands share a code and cannot be told apart by it (Guadeloupe, Saint-Martin).
        let code = |region: Region| PHONE_NUMBER_UTIL.get_country_code_for_region(region.plan());
        assert_eq!(phone.region().and_then(code), code(home), "{}", phone.0);
        assert_eq!(Phone::parse(&phone.pretty(), None), Ok(phone.clone()));
        let national = example.format_as(PhoneNumberFormat::National);
        assert_eq!(Phone::parse(&national, Some(home)), Ok(phone.clone()), "{national} in {home}");
        assert!(!phone.zones().is_empty(), "{}", phone.0);
        seen += 1;
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn c07_a_number_has_all_the_zones_of_its_prefix() {
    let table = [
        ("+919812345678", vec!["Asia/Kolkata"]),
        ("+33612345678", vec!["Europe/Paris"]),
        ("+8613800138000", vec!["Asia/Shanghai"]),
        ("+16502530000", vec!["America/Los_Angeles"]),
        ("+12125550100", vec!["America/New_York"]),
    ];
    for (text, names) in table {
        assert_eq!(phone(text).zones().names().collect::<Vec<_>>(), names, "{text}");
    }
    let toll_free = phone("+18002530000").zones();
    assert!(toll_free.len() > 30);
    assert!(toll_free.names().any(|name| name == "Pacific/Honolulu"));
    assert!(toll_free.names().any(|name| name == "America/St_Johns"));
    for (text, zones) in
        [("+61412345678", 8), ("+6281234567890", 3), ("+61892345678", 2), ("+18762101234", 1)]
    {
        assert_eq!(phone(text).zones().len(), zones, "{text}");
    }
    let russia = phone("+79161234567").zones();
    assert!(russia.names().any(|name| name == "Asia/Kamchatka"), "a mobile may be anywhere");
}

#[test]
fn a_number_is_shown_whole_to_people_and_masked_in_logs() {
    let table = [
        ("+33612345678", "+33…78", "+33 6 12 34 56 78"),
        ("+16502530000", "+1…00", "+1 650-253-0000"),
        ("+919812345678", "+91…78", "+91 98123 45678"),
    ];
    for (text, masked, pretty) in table {
        assert_eq!(phone(text).masked(), masked);
        assert_eq!(format!("{:?}", phone(text)), masked);
        assert_eq!(phone(text).pretty(), pretty);
    }
}

#[test]
fn a_number_is_stored_as_text_and_read_again_on_load() {
    let stored = serde_json::to_string(&phone("+33612345678")).unwrap();
    assert_eq!(stored, "\"+33612345678\"");
    assert_eq!(serde_json::from_str::<Phone>(&stored).unwrap(), phone("+33612345678"));
    for bad in ["\"\"", "\"0612345678\"", "\"+33112\"", "12"] {
        assert!(serde_json::from_str::<Phone>(bad).is_err(), "{bad}");
    }
}
