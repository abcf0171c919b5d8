//! Money and plan time in the store, each file named after the rule it holds to.

mod bank;
mod coupons;
mod plans;
mod prices;
mod r01_sums_are_zero;
mod r02_balances_are_sums;
mod r03_nothing_is_rewritten;
mod r05_once_for_each_key;
mod r06_credited_once;
mod r07_crash;
mod r16_never_below_zero;
mod r17_held_before_dialled;
mod r18_resolved_once;
mod r19_no_more_than_held;
mod r20_late_report;
mod r24_apart;
mod r25_faults;
mod r26_both_ways;
mod r28_told_once;
mod r21_no_more_at_once_than_paid;
mod r22_pay_and_grant;
mod r23_refunds;
mod random;
mod reviews;
mod statement;
mod topups;
