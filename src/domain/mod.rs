//! Values and rules: no I/O, no clock, no words for people.

pub mod ids;
pub mod money;
pub mod coin;
pub mod rate;
pub mod payment;
pub mod phone;
pub mod contacts;
pub mod plan;
pub mod subscription;
pub mod coupon;
pub mod refund;
pub mod hours;
pub mod when;
pub mod cities;
pub mod keypad;
pub mod wallet;
pub mod script;
pub mod locale;
pub mod call;
pub mod dial;
pub mod user;
pub mod settings;
pub mod gate;
pub mod views;
