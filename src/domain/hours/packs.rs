//! The hours as data: by purpose, and by country (C-07).
//!
//! A call must lie within both. The country's hours are what its law or its regulator allows, as
//! far as it was read; where the law is silent the pack is as wide as the hours of the purpose.

use super::{Day, MIDNIGHT, Purpose, Span, Week};
use crate::domain::phone::Region;

/// From one full hour to another.
const fn span(from: u16, until: u16) -> Span {
    Span { from: from * 60, until: until * 60 }
}

const QUIET: Day = &[];
const ANY: Day = &[Span { from: 0, until: MIDNIGHT }];
const FROM_8_TO_20: Day = &[span(8, 20)];
const FROM_9_TO_20: Day = &[span(9, 20)];
const FROM_9_TO_21: Day = &[span(9, 21)];
const FROM_10_TO_18: Day = &[span(10, 18)];
const FROM_9_TO_21_30: Day = &[Span { from: 9 * 60, until: 21 * 60 + 30 }];
const WITHOUT_LUNCH: Day = &[span(10, 13), span(14, 20)];

/// Calls that tell or ask what the callee expects.
const INFORMATIONAL: Week =
    Week { weekdays: FROM_8_TO_20, saturday: FROM_8_TO_20, sunday: FROM_10_TO_18 };

/// Marketing, anywhere (C-07). Also all that is allowed where no pack speaks for the country.
const MARKETING: Week = Week { weekdays: FROM_9_TO_20, saturday: FROM_10_TO_18, sunday: QUIET };

const NO_LIMIT: Week = Week { weekdays: ANY, saturday: ANY, sunday: ANY };

/// What one country allows.
struct Pack {
    region: &'static str,
    informational: Week,
    marketing: Week,
}

/// 47 CFR 64.1200(c)(1) allows 8 to 21 h at the called party's place; Florida, Oklahoma, Oregon and
/// others end at 20 h, and the number does not always tell the state.
const UNITED_STATES: Week =
    Week { weekdays: FROM_8_TO_20, saturday: FROM_8_TO_20, sunday: FROM_8_TO_20 };

/// CRTC, Unsolicited Telecommunications Rules, parts III and IV: the same hours for every call by
/// an automatic dialling-announcing device, whether it sells or not.
const CANADA: Week =
    Week { weekdays: FROM_9_TO_21_30, saturday: FROM_10_TO_18, sunday: FROM_10_TO_18 };

/// Decree 2022-1313: Monday to Friday, 10 to 13 and 14 to 20 h, for every marketing call.
const FRANCE: Week = Week { weekdays: WITHOUT_LUNCH, saturday: QUIET, sunday: QUIET };

/// TRAI's regulations on commercial communications: none between 21 and 9 h.
const INDIA: Week = Week { weekdays: FROM_9_TO_21, saturday: FROM_9_TO_21, sunday: FROM_9_TO_21 };

/// In Britain no statute names hours (PECR asks for consent instead), nor does any in China that
/// could be verified: there the hours of the purpose stand alone.
const PACKS: [Pack; 6] = [
    Pack { region: "US", informational: UNITED_STATES, marketing: UNITED_STATES },
    Pack { region: "CA", informational: CANADA, marketing: CANADA },
    Pack { region: "GB", informational: NO_LIMIT, marketing: NO_LIMIT },
    Pack { region: "FR", informational: NO_LIMIT, marketing: FRANCE },
    Pack { region: "IN", informational: NO_LIMIT, marketing: INDIA },
    Pack { region: "CN", informational: NO_LIMIT, marketing: NO_LIMIT },
];

/// For every other country, and for numbers that belong to none: the narrow hours, for any purpose.
const STRICT: Pack = Pack { region: "", informational: MARKETING, marketing: MARKETING };

/// The hours of a purpose, wherever the call goes.
pub(super) fn of_purpose(purpose: Purpose) -> Week {
    if purpose.is_marketing() { MARKETING } else { INFORMATIONAL }
}

/// The hours a country allows for a purpose.
pub(super) fn of_country(region: Option<&Region>, purpose: Purpose) -> Week {
    let code = region.map(Region::as_str).unwrap_or_default();
    let pack = PACKS.iter().find(|pack| pack.region == code).unwrap_or(&STRICT);
    if purpose.is_marketing() { pack.marketing } else { pack.informational }
}
