-- One user with a finished call, as version 1 keeps them.
INSERT INTO numbers (id, key, e164) VALUES (1, x'01', '+12125550143'), (2, x'02', '+12125550100');
INSERT INTO users (id, telegram_id, locale, zone, stage, business, callback_id, created_ms)
    VALUES (1, 7, 'en', 'America/New_York', 'ready', 'Example Clinic', 2, 1);
INSERT INTO user_states (user_id, state, by_whom, reason, from_ms) VALUES (1, 'active', 'x', 'x', 1);
INSERT INTO do_not_call (number_id, scope, user_id, source, from_ms) VALUES (1, 'user', 1, 'key 9', 1);
INSERT INTO user_tiers (user_id, tier, by_whom, reason, from_ms) VALUES (1, 'verified', 'x', 'x', 1);
INSERT INTO own_numbers (user_id, number_id, proved_ms, until_ms) VALUES (1, 2, 1, 9);
INSERT INTO attestations (id, user_id, purpose, kind, source, wording, locale, numbers, at_ms, until_ms)
    VALUES (1, 1, 'reminder', 'given', 'typed', 'consent-given 1', 'en', 1, 1, 9);
INSERT INTO consents (attestation_id, user_id, number_id, purpose, kind, from_ms, until_ms)
    VALUES (1, 1, 1, 'reminder', 'given', 1, 9);
INSERT INTO leases (number_id, provider_id, from_ms, until_ms) VALUES (1, 'p', 1, 2);
INSERT INTO freezes (by_whom, reason, from_ms, lifted_by, until_ms)
    VALUES ('the program', 'R2: account 1', 1, 'command line', 2);
INSERT INTO events (at_ms, kind, user_id, body, prev_hash, hash) VALUES (1, 'user', 1, '{}', x'', x'01');
INSERT INTO cards (id, user_id, chat_id, kind, body, wanted_rev) VALUES (1, 1, 7, 'screen', '{"lines":[]}', 1);
INSERT INTO outbox (user_id, chat_id, lane, card_id, op, body) VALUES (1, 7, 0, 1, 'card', '');
INSERT INTO dialogues (user_id, rev, body) VALUES (1, 3, '');
INSERT INTO plans (id, name, days, price_micro, bulk_minutes, single_minutes, transfer, support,
        on_sale, from_ms)
    VALUES (1, 'Free', 2, 0, 0, 2, 1, 'standard_24x7', 1, 1);
INSERT INTO plans (id, name, days, price_micro, bulk_minutes, fair_use_single_minutes, transfer, support,
        on_sale, at_a_loss, from_ms)
    VALUES (2, 'Prime', 1, 10000000, 100, 30, 0, 'standard_24x7', 1, 1, 1);
INSERT INTO periods (id, user_id, plan_id, granted_ms) VALUES (1, 1, 1, 1);
INSERT INTO subscriptions (user_id, period_id, auto_renew, done, due_ms) VALUES (1, 1, 1, 'one_day', 9);
INSERT INTO usage (period_id, day, single) VALUES (1, 0, 20);
INSERT INTO coupons (id, code, kind, worth, uses, by_whom, created_ms)
    VALUES (1, 'SPRING26', 'percent', 20, 1, 'operator', 1);
INSERT INTO redemptions (coupon_id, user_id, state, at_ms) VALUES (1, 1, 'waiting', 1);
INSERT INTO users (id, telegram_id, locale, created_ms) VALUES (2, 8, 'fr', 1);
INSERT INTO inviters (user_id, code) VALUES (1, 'abc');
INSERT INTO referrals (user_id, inviter_id, at_ms) VALUES (2, 1, 1);
INSERT INTO cases (id, user_id, opened_ms) VALUES (1, 1, 1);
INSERT INTO case_words (case_id, who, by_whom, words, at_ms) VALUES (1, 'user', 1, 'Hello', 1);
INSERT INTO tariffs (prefix, single_micro, bulk_micro, overage_micro, transfer_micro, attempt_micro,
        block_seconds, least_seconds, included, from_ms)
    VALUES ('44', 450000, 350000, 350000, 150000, 20000, 6, 30, 'GB IE', 1);
INSERT INTO accounts (id, owner_kind, owner_id, role, asset, balance)
    VALUES (1, 'user', 1, 'available', 'usd_micro', 5), (2, 'system', 0, 'adjustment', 'usd_micro', -5);
INSERT INTO ledger (id, kind, idem_key, input_hash, actor, reason, at_ms)
    VALUES (1, 'credit', 'a', x'01', 'operator', 'x', 1);
INSERT INTO entries (ledger_id, account_id, delta) VALUES (1, 1, 5), (1, 2, -5);
INSERT INTO refunds (ledger_id, user_id, micro, coin, units, address, actor, reason, idem_key, at_ms)
    VALUES (1, 1, 2, 'USDT-TRC20', 2, 'T1', 'operator', 'x', 'a', 1);
INSERT INTO rates (symbol, usd_micro, at_ms, held_micro, held_ms) VALUES ('BTC', 100000000000, 1, 1, 2);
INSERT INTO rate_log (symbol, usd_micro, at_ms, heard_ms, verdict) VALUES ('BTC', 1, 2, 3, 'held');
INSERT INTO stars (way, charge, telegram_id, payload, stars, found_by, at_ms, heard_ms)
    VALUES ('paid', 'c', 7, 'p', 770, 'look', 1, 1);
INSERT INTO peg (id, state, run, at_ms) VALUES (1, 'holds', 1, 1);
INSERT INTO tasks (user_id, name, prompt, purpose, language, created_ms)
    VALUES (1, 'Reminder', 'Hello', 'reminder', 'en', 1);
INSERT INTO scripts (id, user_id, hash, body, created_ms) VALUES (1, 1, x'01', '{}', 1);
INSERT INTO approvals (user_id, script_id, rules, sentence, proof, asked_ms)
    VALUES (1, 1, 'impersonation', 'Example Bank calls.', 'We are.', 1);
INSERT INTO calls (id, uuid, user_id, number_id, script_id, bucket, phase, settlement, due_ms, outcome,
        seconds, created_ms)
    VALUES (1, 'u', 1, 1, 1, 'single', 'ended', 'settled', 1, 'answered', 20, 1);
INSERT INTO codes (user_id, number_id, call_id, made_ms, until_ms) VALUES (1, 2, 1, 1, 9);
INSERT INTO holds (user_id, call_id, source, asset, amount, tariff_id, rate_micro, transfer_micro,
        attempt_micro, block_seconds, least_seconds, captured, state, made_ms, resolved_ms)
    VALUES (1, 1, 'wallet', 'usd_micro', 300000, 1, 300000, 100000, 0, 1, 0, 100000, 'settled', 1, 2);
INSERT INTO call_lines (call_id, seq, who, words) VALUES (1, 0, 'agent', 'Hello');
INSERT INTO presses (call_id, user_id, seq, asked, key, at_ms) VALUES (1, 1, 0, 'Hello', '1', 1);
