//! Values and rules: no I/O, no clock, no words for people.

pub mod ids;
pub mod money;
pub mod phone;
pub mod contacts;
pub mod price;
pub mod tariff;
pub mod plan;
pub mod margin;
pub mod hours;
pub mod when;
pub mod cities;
pub mod keypad;
pub mod wallet;
pub mod quote;
pub mod script;
pub mod locale;
pub mod call;
pub mod dial;
pub mod user;
pub mod settings;
pub mod gate;
pub mod views;
