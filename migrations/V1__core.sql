-- The ground: people, history, conversation, money, calls.
-- Times are integer milliseconds UTC. Amounts are integers in the asset's smallest unit.

-- People ---------------------------------------------------------------------------------------

CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    telegram_id   INTEGER UNIQUE,
    locale        TEXT NOT NULL CHECK (locale IN ('en', 'hi', 'zh', 'fr')),
    zone          TEXT NOT NULL DEFAULT 'Etc/UTC',
    role          TEXT NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'operator')),
    stage         TEXT NOT NULL DEFAULT 'new' CHECK (stage IN ('new', 'ready')),
    reachable     INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    business      TEXT NOT NULL DEFAULT '',
    callback_id   INTEGER REFERENCES numbers (id),
    created_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX operators ON users (id) WHERE role = 'operator';

-- What the gate reads of a user is history: the row with until_ms NULL is the present.
CREATE TABLE user_states (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    state      TEXT NOT NULL CHECK (state IN ('active', 'stopped', 'suspended')),
    by_whom    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    from_ms    INTEGER NOT NULL,
    until_ms   INTEGER
) STRICT;
CREATE UNIQUE INDEX user_state_now ON user_states (user_id) WHERE until_ms IS NULL;

CREATE TABLE terms_answers (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    version     TEXT NOT NULL,
    accepted    INTEGER NOT NULL CHECK (accepted IN (0, 1)),
    at_ms       INTEGER NOT NULL
) STRICT;
CREATE INDEX terms_by_user ON terms_answers (user_id, id);

-- The kill switch, as history: a row with until_ms NULL means that nothing is dialled.
CREATE TABLE stops (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    by_whom   TEXT NOT NULL,
    reason    TEXT NOT NULL,
    from_ms   INTEGER NOT NULL,
    until_ms  INTEGER
) STRICT;
CREATE UNIQUE INDEX stop_now ON stops ((1)) WHERE until_ms IS NULL;

-- The ledger did not add up, as history: while a row has until_ms NULL, no money moves and nothing
-- is dialled.
CREATE TABLE freezes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    by_whom    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    from_ms    INTEGER NOT NULL,
    lifted_by  TEXT,
    until_ms   INTEGER,
    CHECK ((lifted_by IS NULL) = (until_ms IS NULL))
) STRICT;
CREATE UNIQUE INDEX freeze_now ON freezes ((1)) WHERE until_ms IS NULL;

-- One-time links: the first operator, and invitations of an operator, who is named.
CREATE TABLE links (
    token      TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('operator', 'invite')),
    by_whom    TEXT,
    until_ms   INTEGER NOT NULL,
    used_ms    INTEGER,
    CHECK ((kind = 'invite') = (by_whom IS NOT NULL))
) STRICT;

CREATE TABLE numbers (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    key   BLOB NOT NULL UNIQUE,
    e164  TEXT NOT NULL
) STRICT;

CREATE TABLE do_not_call (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    number_id  INTEGER NOT NULL REFERENCES numbers (id),
    scope      TEXT NOT NULL CHECK (scope IN ('user', 'daemon')),
    user_id    INTEGER REFERENCES users (id),
    source     TEXT NOT NULL,
    call_id    INTEGER REFERENCES calls (id),
    from_ms    INTEGER NOT NULL,
    until_ms   INTEGER,
    CHECK ((scope = 'user') = (user_id IS NOT NULL))
) STRICT;
CREATE INDEX do_not_call_by_number ON do_not_call (number_id) WHERE until_ms IS NULL;
CREATE UNIQUE INDEX do_not_call_once ON do_not_call (number_id, coalesce(user_id, 0))
    WHERE until_ms IS NULL;

-- How far a user is trusted, as history: the row with until_ms NULL is the present, none is a
-- newcomer. braked: when a brake first stopped one of his runs.
CREATE TABLE user_tiers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    tier       TEXT NOT NULL CHECK (tier IN ('new', 'verified', 'trusted')),
    by_whom    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    from_ms    INTEGER NOT NULL,
    until_ms   INTEGER
) STRICT;
CREATE UNIQUE INDEX user_tier_now ON user_tiers (user_id) WHERE until_ms IS NULL;

-- Numbers that a user proved to answer himself, by a code spoken in a call; so for 90 days.
CREATE TABLE own_numbers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    number_id  INTEGER NOT NULL REFERENCES numbers (id),
    proved_ms  INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL,
    ended_ms   INTEGER
) STRICT;
CREATE UNIQUE INDEX own_number_now ON own_numbers (user_id, number_id) WHERE ended_ms IS NULL;

-- The calls that speak such a code. The code is here while it counts, and nowhere else.
CREATE TABLE codes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    number_id  INTEGER NOT NULL REFERENCES numbers (id),
    call_id    INTEGER NOT NULL UNIQUE REFERENCES calls (id),
    code       TEXT,
    tries      INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    made_ms    INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX codes_by_user ON codes (user_id, made_ms);
CREATE INDEX codes_by_number ON codes (number_id, made_ms);
CREATE UNIQUE INDEX code_now ON codes (user_id) WHERE code IS NOT NULL;
CREATE INDEX codes_open ON codes (until_ms) WHERE code IS NOT NULL;

-- What a business said once of one number or of a whole list: that these people agreed, and how.
-- wording: the text he tapped, by its id and version; list_hash: SHA-256 of the numbers, sorted.
CREATE TABLE attestations (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    purpose    TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('given', 'written')),
    source     TEXT NOT NULL CHECK (source IN ('typed', 'list')),
    wording    TEXT NOT NULL,
    locale     TEXT NOT NULL,
    list_hash  BLOB CHECK (length(list_hash) = 32),
    numbers    INTEGER NOT NULL CHECK (numbers > 0),
    at_ms      INTEGER NOT NULL,
    until_ms   INTEGER NOT NULL,
    CHECK ((source = 'list') = (list_hash IS NOT NULL))
) STRICT;
CREATE INDEX attestation_by_user ON attestations (user_id, id);

-- The same by number; the newest of a number, a business and a purpose counts.
CREATE TABLE consents (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    attestation_id  INTEGER NOT NULL REFERENCES attestations (id),
    user_id         INTEGER NOT NULL REFERENCES users (id),
    number_id       INTEGER NOT NULL REFERENCES numbers (id),
    purpose         TEXT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('given', 'written')),
    from_ms         INTEGER NOT NULL,
    until_ms        INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_by_number ON consents (user_id, number_id, purpose, id);

-- A number that was called, as the provider says, by a call that is not in `calls`: its history was
-- lost. Nobody dials it again before `until_ms`.
CREATE TABLE leases (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    number_id    INTEGER NOT NULL REFERENCES numbers (id),
    provider_id  TEXT NOT NULL UNIQUE,
    from_ms      INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL
) STRICT;
CREATE INDEX leases_by_number ON leases (number_id, until_ms);

-- History --------------------------------------------------------------------------------------

-- Append-only, each row sealed with the hash of the one before.
CREATE TABLE events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    user_id    INTEGER,
    subject    INTEGER,
    body       TEXT NOT NULL,
    prev_hash  BLOB NOT NULL,
    hash       BLOB NOT NULL
) STRICT;
CREATE TRIGGER events_fixed BEFORE UPDATE ON events
    BEGIN SELECT raise(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_kept BEFORE DELETE ON events
    BEGIN SELECT raise(ABORT, 'events are append-only'); END;

-- Conversation ---------------------------------------------------------------------------------

CREATE TABLE inbox (
    update_id  INTEGER PRIMARY KEY,
    at_ms      INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('done', 'skipped', 'failed'))
) STRICT;
CREATE INDEX inbox_by_age ON inbox (at_ms);

-- An update is noted before it is handled alone; two notes without an end mean it killed us twice.
CREATE TABLE attempts (
    update_id  INTEGER PRIMARY KEY,
    tries      INTEGER NOT NULL
) STRICT;

CREATE TABLE dialogues (
    user_id  INTEGER PRIMARY KEY REFERENCES users (id),
    rev      INTEGER NOT NULL,
    body     TEXT NOT NULL
) STRICT;

CREATE TABLE cards (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id        INTEGER NOT NULL REFERENCES users (id),
    chat_id        INTEGER NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('screen', 'call', 'campaign', 'topup')),
    subject        INTEGER NOT NULL DEFAULT 0,
    tg_message_id  INTEGER,
    -- Whether that message is a photo; and the photo shown last, with Telegram's name for it.
    has_media      INTEGER NOT NULL DEFAULT 0 CHECK (has_media IN (0, 1)),
    photo_hash     BLOB CHECK (length(photo_hash) = 32),
    file_id        TEXT CHECK (file_id IS NULL OR photo_hash IS NOT NULL),
    body           TEXT NOT NULL,
    wanted_rev     INTEGER NOT NULL,
    shown_rev      INTEGER NOT NULL DEFAULT 0,
    last_edit_ms   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX card_by_message ON cards (chat_id, tg_message_id)
    WHERE tg_message_id IS NOT NULL;
CREATE INDEX card_by_subject ON cards (kind, subject) WHERE kind <> 'screen';
CREATE INDEX card_by_user ON cards (user_id, kind, id);

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    chat_id     INTEGER NOT NULL,
    lane        INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 4),
    card_id     INTEGER REFERENCES cards (id),
    op          TEXT NOT NULL CHECK (op IN ('card', 'message', 'strip', 'delete', 'commands')),
    body        TEXT NOT NULL,
    not_before  INTEGER NOT NULL DEFAULT 0,
    attempts    INTEGER NOT NULL DEFAULT 0,
    doubts      INTEGER NOT NULL DEFAULT 0,
    state       TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'dead'))
) STRICT;
CREATE INDEX outbox_due ON outbox (lane, id) WHERE state = 'pending';
CREATE INDEX outbox_later ON outbox (not_before) WHERE state = 'pending';
CREATE UNIQUE INDEX outbox_card_once ON outbox (card_id) WHERE state = 'pending' AND op = 'card';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';

-- What needs a door, asked for by a turn and done by a job.
CREATE TABLE work (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL CHECK (kind IN ('fetch_list')),
    user_id       INTEGER NOT NULL REFERENCES users (id),
    card_id       INTEGER REFERENCES cards (id),
    dialogue_rev  INTEGER NOT NULL,
    args          TEXT NOT NULL,
    state         TEXT NOT NULL DEFAULT 'waiting'
                  CHECK (state IN ('waiting', 'fetched', 'done')),
    result        BLOB,
    attempts      INTEGER NOT NULL DEFAULT 0,
    not_before    INTEGER NOT NULL DEFAULT 0,
    created_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX work_waiting ON work (not_before) WHERE state = 'waiting';
CREATE INDEX work_fetched ON work (id) WHERE state = 'fetched';

-- Once-per-period jobs, and small cursors.
CREATE TABLE marks (
    name   TEXT PRIMARY KEY,
    value  INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
    name    TEXT NOT NULL,
    period  TEXT NOT NULL,
    at_ms   INTEGER NOT NULL,
    PRIMARY KEY (name, period)
) STRICT;

-- Money ----------------------------------------------------------------------------------------

-- single_minutes NULL: unlimited, within fair use. at_a_loss: the operator agreed to sell it below
-- its cost.
CREATE TABLE plans (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    name                     TEXT NOT NULL,
    days                     INTEGER NOT NULL CHECK (days > 0),
    price_micro              INTEGER NOT NULL CHECK (price_micro >= 0),
    bulk_minutes             INTEGER NOT NULL CHECK (bulk_minutes >= 0),
    single_minutes           INTEGER CHECK (single_minutes >= 0),
    fair_use_single_minutes  INTEGER CHECK (fair_use_single_minutes >= 0),
    transfer                 INTEGER NOT NULL CHECK (transfer IN (0, 1)),
    support                  TEXT NOT NULL
                             CHECK (support IN ('standard_24x7', 'priority', 'premium')),
    on_sale                  INTEGER NOT NULL CHECK (on_sale IN (0, 1)),
    at_a_loss                INTEGER NOT NULL DEFAULT 0 CHECK (at_a_loss IN (0, 1)),
    from_ms                  INTEGER NOT NULL,
    until_ms                 INTEGER,
    CHECK ((single_minutes IS NULL) = (fair_use_single_minutes IS NOT NULL)),
    CHECK (on_sale >= at_a_loss)
) STRICT;
CREATE UNIQUE INDEX plan_now ON plans (name, days) WHERE until_ms IS NULL;

-- A plan that a user holds. The days of a paid one start with the purchase, those of the free one
-- with the first call that is not a test. One that made way for another before its end is closed.
CREATE TABLE periods (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    plan_id     INTEGER NOT NULL REFERENCES plans (id),
    idem_key    TEXT UNIQUE,
    paid_micro  INTEGER NOT NULL DEFAULT 0 CHECK (paid_micro >= 0),
    granted_ms  INTEGER NOT NULL,
    starts_ms   INTEGER,
    ends_ms     INTEGER,
    closed_ms   INTEGER
) STRICT;
CREATE INDEX period_by_user ON periods (user_id, id);

-- What goes on with the newest plan of a user: whether it renews by itself, at which higher price
-- he agreed to it, what was done last about its end, and when something is to be done next.
CREATE TABLE subscriptions (
    user_id       INTEGER PRIMARY KEY REFERENCES users (id),
    period_id     INTEGER NOT NULL REFERENCES periods (id),
    auto_renew    INTEGER NOT NULL DEFAULT 0 CHECK (auto_renew IN (0, 1)),
    agreed_micro  INTEGER CHECK (agreed_micro > 0),
    done          TEXT CHECK (done IN ('three_days', 'one_day', 'end', 'grace', 'again', 'over')),
    due_ms        INTEGER
) STRICT;
CREATE INDEX subscription_due ON subscriptions (due_ms) WHERE due_ms IS NOT NULL;

-- Seconds used of a plan by each of its days, counted from 0.
CREATE TABLE usage (
    period_id  INTEGER NOT NULL REFERENCES periods (id),
    day        INTEGER NOT NULL CHECK (day >= 0),
    single     INTEGER NOT NULL DEFAULT 0 CHECK (single >= 0),
    bulk       INTEGER NOT NULL DEFAULT 0 CHECK (bulk >= 0),
    PRIMARY KEY (period_id, day)
) STRICT, WITHOUT ROWID;

-- worth: millionths of a dollar for the wallet, or so much of a hundred off the next plan bought.
CREATE TABLE coupons (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('credit', 'percent')),
    worth       INTEGER NOT NULL CHECK (worth > 0 AND (kind = 'credit' OR worth <= 100)),
    uses_most   INTEGER CHECK (uses_most > 0),
    uses        INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0 AND uses <= coalesce(uses_most, uses)),
    until_ms    INTEGER,
    by_whom     TEXT NOT NULL,
    created_ms  INTEGER NOT NULL,
    ended_ms    INTEGER
) STRICT;

-- A coupon that somebody used. A discount waits for the next plan he buys.
CREATE TABLE redemptions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    coupon_id  INTEGER NOT NULL REFERENCES coupons (id),
    user_id    INTEGER NOT NULL REFERENCES users (id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'used')),
    period_id  INTEGER REFERENCES periods (id),
    at_ms      INTEGER NOT NULL,
    UNIQUE (coupon_id, user_id)
) STRICT;
CREATE UNIQUE INDEX redemption_waiting ON redemptions (user_id) WHERE state = 'waiting';

-- Who invited whom; paid for once, after the first top-up of the one who was invited.
CREATE TABLE inviters (
    user_id  INTEGER PRIMARY KEY REFERENCES users (id),
    code     TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE referrals (
    user_id      INTEGER PRIMARY KEY REFERENCES users (id),
    inviter_id   INTEGER NOT NULL REFERENCES users (id),
    at_ms        INTEGER NOT NULL,
    credited_ms  INTEGER,
    CHECK (user_id <> inviter_id)
) STRICT;
CREATE INDEX referral_by_inviter ON referrals (inviter_id, user_id);

-- What a user asked about money, and what he was answered.
CREATE TABLE cases (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
    opened_ms  INTEGER NOT NULL,
    closed_ms  INTEGER,
    rev        INTEGER NOT NULL DEFAULT 1,
    CHECK ((state = 'closed') = (closed_ms IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX case_open ON cases (user_id) WHERE state <> 'closed';
CREATE INDEX case_by_state ON cases (state, id) WHERE state <> 'closed';
CREATE TABLE case_words (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    who      TEXT NOT NULL CHECK (who IN ('user', 'operator')),
    by_whom  INTEGER NOT NULL REFERENCES users (id),
    words    TEXT NOT NULL,
    at_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX case_words_by_case ON case_words (case_id, id);

-- Money on its way back to a user: set aside from his wallet when it was approved, at the rate of
-- that moment, and paid out by hand (R23).
CREATE TABLE refunds (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    ledger_id    INTEGER NOT NULL REFERENCES ledger (id),
    user_id      INTEGER NOT NULL REFERENCES users (id),
    micro        INTEGER NOT NULL CHECK (micro > 0),
    coin         TEXT NOT NULL,
    units        INTEGER NOT NULL CHECK (units > 0),
    address      TEXT NOT NULL CHECK (address <> ''),
    state        TEXT NOT NULL DEFAULT 'payable'
                 CHECK (state IN ('payable', 'paid', 'withdrawn')),
    actor        TEXT NOT NULL CHECK (actor <> ''),
    reason       TEXT NOT NULL CHECK (reason <> ''),
    chain_tx     TEXT UNIQUE,
    idem_key     TEXT NOT NULL UNIQUE,
    at_ms        INTEGER NOT NULL,
    resolved_ms  INTEGER,
    CHECK ((state = 'paid') = (chain_tx IS NOT NULL)),
    CHECK ((state = 'payable') = (resolved_ms IS NULL))
) STRICT;
CREATE INDEX refund_by_ledger ON refunds (ledger_id);
CREATE INDEX refund_by_state ON refunds (state, id) WHERE state = 'payable';
CREATE INDEX refund_in_stars ON refunds (address) WHERE coin = 'XTR';

-- What calls cost by the digits their number begins with: the longest that fits counts, and the
-- empty prefix fits all. Prices are of a minute, the attempt's apart. included: 'home' for the
-- default region, or codes of countries with blanks between. Holds name the row.
CREATE TABLE tariffs (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    prefix          TEXT NOT NULL CHECK (length(prefix) <= 15 AND prefix NOT GLOB '*[^0-9]*'),
    single_micro    INTEGER NOT NULL CHECK (single_micro >= 0),
    bulk_micro      INTEGER NOT NULL CHECK (bulk_micro >= 0),
    overage_micro   INTEGER NOT NULL CHECK (overage_micro >= 0),
    transfer_micro  INTEGER NOT NULL CHECK (transfer_micro >= 0),
    attempt_micro   INTEGER NOT NULL CHECK (attempt_micro >= 0),
    block_seconds   INTEGER NOT NULL CHECK (block_seconds >= 1),
    least_seconds   INTEGER NOT NULL CHECK (least_seconds >= 0),
    included        TEXT NOT NULL,
    from_ms         INTEGER NOT NULL,
    until_ms        INTEGER
) STRICT;
CREATE UNIQUE INDEX tariff_now ON tariffs (prefix) WHERE until_ms IS NULL;
INSERT INTO tariffs (prefix, single_micro, bulk_micro, overage_micro, transfer_micro, attempt_micro,
    block_seconds, least_seconds, included, from_ms)
    VALUES ('', 300000, 200000, 200000, 100000, 20000, 1, 0, 'home', 0);

-- What a coin costs in dollars, as last believed, and a jump that waits for its second reading. What
-- a payment was priced at stands with the payment.
CREATE TABLE rates (
    symbol      TEXT PRIMARY KEY,
    usd_micro   INTEGER CHECK (usd_micro > 0),
    at_ms       INTEGER,
    held_micro  INTEGER CHECK (held_micro > 0),
    held_ms     INTEGER,
    wanted_ms   INTEGER NOT NULL DEFAULT 0,
    asked_ms    INTEGER NOT NULL DEFAULT 0,
    misses      INTEGER NOT NULL DEFAULT 0,
    CHECK ((usd_micro IS NULL) = (at_ms IS NULL)),
    CHECK ((held_micro IS NULL) = (held_ms IS NULL))
) STRICT;

-- The last readings and what became of each; bounded.
CREATE TABLE rate_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    symbol     TEXT NOT NULL,
    usd_micro  INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    heard_ms   INTEGER NOT NULL,
    verdict    TEXT NOT NULL CHECK (verdict IN ('accepted', 'held', 'stale', 'ahead'))
) STRICT;

-- Whether a dollar coin is taken for a dollar, and how many readings in a row speak against that.
CREATE TABLE peg (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    state  TEXT NOT NULL CHECK (state IN ('holds', 'paused')),
    run    INTEGER NOT NULL CHECK (run BETWEEN 0 AND 2),
    at_ms  INTEGER NOT NULL
) STRICT;

-- asset: 'usd_micro', 'coin:CODE' in its smallest counted unit, or 'seconds:PERIOD:single|bulk' for
-- a plan's time.
CREATE TABLE accounts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_kind  TEXT NOT NULL CHECK (owner_kind IN ('user', 'campaign', 'system')),
    owner_id    INTEGER NOT NULL,
    role        TEXT NOT NULL,
    asset       TEXT NOT NULL,
    balance     INTEGER NOT NULL DEFAULT 0,
    CHECK (owner_kind = 'system' OR balance >= 0),
    CHECK ((owner_kind = 'system') = (owner_id = 0)),
    UNIQUE (owner_kind, owner_id, role, asset)
) STRICT;

CREATE TABLE ledger (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,
    idem_key    TEXT NOT NULL UNIQUE,
    input_hash  BLOB NOT NULL,
    actor       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    call_id     INTEGER,
    at_ms       INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_by_call ON ledger (call_id) WHERE call_id IS NOT NULL;

CREATE TABLE entries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    ledger_id   INTEGER NOT NULL REFERENCES ledger (id),
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    delta       INTEGER NOT NULL CHECK (delta <> 0)
) STRICT;
CREATE INDEX entries_by_account ON entries (account_id, id);
CREATE INDEX entries_by_ledger ON entries (ledger_id);
CREATE TRIGGER ledger_fixed BEFORE UPDATE ON ledger
    BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger
    BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_fixed BEFORE UPDATE ON entries
    BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entries_kept BEFORE DELETE ON entries
    BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;

-- What pays for one call, at the price of the moment it was promised. Nothing is set aside only
-- where a call is free.
CREATE TABLE holds (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id         INTEGER NOT NULL REFERENCES users (id),
    call_id         INTEGER NOT NULL UNIQUE REFERENCES calls (id),
    source          TEXT NOT NULL CHECK (source IN ('plan', 'wallet')),
    asset           TEXT NOT NULL,
    amount          INTEGER NOT NULL CHECK (amount >= 0),
    tariff_id       INTEGER NOT NULL REFERENCES tariffs (id),
    rate_micro      INTEGER NOT NULL CHECK (rate_micro >= 0),
    transfer_micro  INTEGER NOT NULL CHECK (transfer_micro >= 0),
    attempt_micro   INTEGER NOT NULL CHECK (attempt_micro >= 0),
    block_seconds   INTEGER NOT NULL CHECK (block_seconds >= 1),
    least_seconds   INTEGER NOT NULL CHECK (least_seconds >= 0),
    captured        INTEGER NOT NULL DEFAULT 0 CHECK (captured >= 0 AND captured <= amount),
    state           TEXT NOT NULL DEFAULT 'held'
                    CHECK (state IN ('held', 'settled', 'released', 'late')),
    made_ms         INTEGER NOT NULL,
    resolved_ms     INTEGER,
    CHECK (amount > 0 OR (source = 'wallet' AND rate_micro = 0 AND attempt_micro = 0)),
    CHECK ((state = 'held') = (resolved_ms IS NULL))
) STRICT;

-- Filling a wallet with coins. The row is there before the provider is asked; what money came is
-- read from the ledger and never from the state.
CREATE TABLE topups (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT NOT NULL UNIQUE,
    user_id       INTEGER NOT NULL REFERENCES users (id),
    purpose       TEXT NOT NULL CHECK (purpose IN ('wallet', 'plan')),
    plan_id       INTEGER REFERENCES plans (id),
    coin          TEXT NOT NULL,
    usd_micro     INTEGER NOT NULL CHECK (usd_micro > 0),
    state         TEXT NOT NULL DEFAULT 'created' CHECK (state IN ('created', 'awaiting',
                  'expired', 'detected', 'credited', 'review', 'refunded', 'abandoned')),
    problem       TEXT,
    provider_id   TEXT UNIQUE,
    address       TEXT,
    units         INTEGER CHECK (units > 0),
    quoted_ms     INTEGER,
    locked_ms     INTEGER,
    next_look_ms  INTEGER,
    tries         INTEGER NOT NULL DEFAULT 0,
    created_ms    INTEGER NOT NULL,
    CHECK ((purpose = 'plan') = (plan_id IS NOT NULL)),
    CHECK ((provider_id IS NULL) = (address IS NULL)),
    CHECK ((provider_id IS NULL) = (units IS NULL)),
    CHECK ((provider_id IS NULL) = (quoted_ms IS NULL)),
    CHECK ((provider_id IS NULL) = (locked_ms IS NULL)),
    CHECK (provider_id IS NOT NULL OR state IN ('created', 'abandoned')),
    CHECK ((problem IS NOT NULL) = (state = 'abandoned'))
) STRICT;
CREATE INDEX topups_to_open ON topups (next_look_ms) WHERE state = 'created';
CREATE INDEX topups_to_look_at ON topups (next_look_ms)
    WHERE next_look_ms IS NOT NULL AND state <> 'created';
CREATE INDEX topups_pending ON topups (user_id, id)
    WHERE state IN ('created', 'awaiting', 'expired', 'detected', 'review');
-- Bills in Telegram Stars that wait to be paid, and all of a user's.
CREATE INDEX topups_invoiced ON topups (locked_ms) WHERE coin = 'XTR' AND state = 'awaiting';
CREATE INDEX topups_in_stars ON topups (user_id, id) WHERE coin = 'XTR';
CREATE INDEX topups_by_address ON topups (address, id) WHERE address IS NOT NULL;

-- Each transfer once, however often it is reported. chain_tx is empty where the provider does not
-- name the transfer: then its amount tells it from others of the payment. topup_id is NULL for a payment that nobody here asked for.
CREATE TABLE arrivals (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    topup_id     INTEGER REFERENCES topups (id),
    provider     TEXT NOT NULL,
    payment_id   TEXT NOT NULL,
    chain_tx     TEXT NOT NULL,
    coin         TEXT,
    units        INTEGER CHECK (units > 0),
    state        TEXT NOT NULL CHECK (state IN ('seen', 'credited', 'review', 'rejected')),
    why          TEXT,
    usd_micro    INTEGER CHECK (usd_micro > 0),
    late         INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    ledger_id    INTEGER REFERENCES ledger (id),
    found_by     TEXT NOT NULL CHECK (found_by IN ('look', 'list')),
    first_ms     INTEGER NOT NULL,
    decided_ms   INTEGER,
    listed_ms    INTEGER,
    CHECK ((state = 'credited') = (usd_micro IS NOT NULL)),
    CHECK ((state = 'seen') = (decided_ms IS NULL)),
    CHECK (state <> 'credited' OR ledger_id IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX arrivals_once ON arrivals
    (provider, payment_id, chain_tx, CASE chain_tx WHEN '' THEN coalesce(units, 0) ELSE 0 END);
CREATE INDEX arrivals_by_topup ON arrivals (topup_id, id) WHERE topup_id IS NOT NULL;
CREATE INDEX arrivals_by_ledger ON arrivals (ledger_id) WHERE ledger_id IS NOT NULL;
CREATE INDEX arrivals_unlisted ON arrivals (decided_ms) WHERE state = 'credited' AND listed_ms IS NULL;
CREATE INDEX arrivals_found ON arrivals (decided_ms) WHERE found_by = 'list';

-- What an operator must decide, with what the provider said.
CREATE TABLE reviews (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    arrival_id  INTEGER NOT NULL UNIQUE REFERENCES arrivals (id),
    why         TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'credited', 'rejected')),
    by_whom     TEXT,
    reason      TEXT,
    opened_ms   INTEGER NOT NULL,
    closed_ms   INTEGER,
    CHECK ((state = 'open') = (closed_ms IS NULL)),
    CHECK (state = 'open' OR (by_whom IS NOT NULL AND reason IS NOT NULL))
) STRICT;
CREATE INDEX reviews_open ON reviews (id) WHERE state = 'open';

-- What the provider said of a payment, each time that it said something new.
CREATE TABLE sightings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    payment_id  TEXT NOT NULL,
    body        TEXT NOT NULL,
    at_ms       INTEGER NOT NULL
) STRICT;
CREATE INDEX sightings_by_payment ON sightings (payment_id, id);
CREATE TRIGGER sightings_fixed BEFORE UPDATE ON sightings
    BEGIN SELECT raise(ABORT, 'sightings are append-only'); END;
CREATE TRIGGER sightings_kept BEFORE DELETE ON sightings
    BEGIN SELECT raise(ABORT, 'sightings are append-only'); END;

-- What the payment provider delivered, as it came.
CREATE TABLE webhooks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms       INTEGER NOT NULL,
    trust       TEXT NOT NULL CHECK (trust IN ('signed', 'unsigned', 'stale', 'wrong')),
    heard       TEXT NOT NULL CHECK (heard IN ('look', 'unknown', 'nothing')),
    payment_id  TEXT,
    headers     TEXT NOT NULL,
    body        BLOB NOT NULL,
    CHECK (heard = 'nothing' OR trust = 'signed')
) STRICT;
CREATE INDEX webhooks_by_age ON webhooks (at_ms);
CREATE INDEX webhooks_untrusted ON webhooks (at_ms) WHERE trust <> 'signed';

-- Telegram Stars that were paid or went back, as Telegram told of them: each once, and booked by a
-- job. found_by: a message, or the daily list.
CREATE TABLE stars (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    way          TEXT NOT NULL CHECK (way IN ('paid', 'returned')),
    charge       TEXT NOT NULL CHECK (charge <> ''),
    telegram_id  INTEGER NOT NULL,
    payload      TEXT NOT NULL,
    stars        INTEGER NOT NULL CHECK (stars > 0),
    found_by     TEXT NOT NULL CHECK (found_by IN ('look', 'list')),
    at_ms        INTEGER NOT NULL,
    heard_ms     INTEGER NOT NULL,
    booked_ms    INTEGER,
    listed_ms    INTEGER,
    UNIQUE (charge, way)
) STRICT;
CREATE INDEX stars_waiting ON stars (id) WHERE booked_ms IS NULL;
CREATE INDEX stars_found ON stars (heard_ms) WHERE found_by = 'list';
CREATE INDEX stars_unlisted ON stars (heard_ms) WHERE listed_ms IS NULL;

-- Calls ----------------------------------------------------------------------------------------

CREATE TABLE tasks (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    name        TEXT NOT NULL,
    prompt      TEXT NOT NULL,
    purpose     TEXT NOT NULL,
    language    TEXT NOT NULL CHECK (language IN ('en', 'hi', 'zh', 'fr')),
    rev         INTEGER NOT NULL DEFAULT 1,
    created_ms  INTEGER NOT NULL,
    deleted_ms  INTEGER
) STRICT;
CREATE INDEX task_by_user ON tasks (user_id, id) WHERE deleted_ms IS NULL;

-- What was sealed for calling: never changed, found again by its hash.
CREATE TABLE scripts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    hash        BLOB NOT NULL,
    body        TEXT NOT NULL,
    created_ms  INTEGER NOT NULL,
    UNIQUE (user_id, hash)
) STRICT;
CREATE TRIGGER scripts_fixed BEFORE UPDATE ON scripts
    BEGIN SELECT raise(ABORT, 'a sealed script never changes'); END;

-- What an operator was asked to allow of a script, with a line of proof, and what he said. An answer
-- holds for that script, byte for byte; one for a name (brand) holds for its user.
CREATE TABLE approvals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    script_id   INTEGER NOT NULL REFERENCES scripts (id),
    rules       TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    proof       TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'allowed', 'refused')),
    brand       TEXT,
    by_whom     TEXT,
    asked_ms    INTEGER NOT NULL,
    decided_ms  INTEGER,
    CHECK ((state = 'open') = (decided_ms IS NULL)),
    CHECK (brand IS NULL OR state = 'allowed')
) STRICT;
CREATE UNIQUE INDEX approval_of_script ON approvals (script_id) WHERE state <> 'refused';
CREATE INDEX approvals_open ON approvals (id) WHERE state = 'open';
CREATE INDEX approval_of_brand ON approvals (user_id) WHERE brand IS NOT NULL;

CREATE TABLE campaigns (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      INTEGER NOT NULL REFERENCES users (id),
    script_id    INTEGER NOT NULL REFERENCES scripts (id),
    name         TEXT NOT NULL,
    state        TEXT NOT NULL
                 CHECK (state IN ('scheduled', 'running', 'finished', 'stopped', 'cancelled')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    answered     INTEGER NOT NULL DEFAULT 0 CHECK (answered <= attempts),
    created_ms   INTEGER NOT NULL,
    finished_ms  INTEGER
) STRICT;
CREATE INDEX campaign_by_user ON campaigns (user_id, id);

-- A timed run. The calls themselves wait in `calls`: starting now moves them, so that a run can
-- never happen twice.
CREATE TABLE schedules (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      INTEGER NOT NULL REFERENCES users (id),
    script_id    INTEGER NOT NULL REFERENCES scripts (id),
    campaign_id  INTEGER REFERENCES campaigns (id),
    due_ms       INTEGER NOT NULL,
    zone         TEXT NOT NULL,
    remind_ms    INTEGER,
    reminded_ms  INTEGER,
    -- When its user was told that it is late.
    late_ms      INTEGER,
    state        TEXT NOT NULL DEFAULT 'waiting'
                 CHECK (state IN ('waiting', 'started', 'cancelled')),
    created_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX schedule_by_user ON schedules (user_id, due_ms) WHERE state = 'waiting';
CREATE INDEX schedule_due ON schedules (due_ms) WHERE state = 'waiting';
CREATE INDEX schedule_remind ON schedules (remind_ms) WHERE state = 'waiting'
    AND reminded_ms IS NULL;

-- cost_micro and plan_seconds are what the user paid, paid_micro what the provider charged for it.
CREATE TABLE calls (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT NOT NULL UNIQUE,
    user_id       INTEGER NOT NULL REFERENCES users (id),
    number_id     INTEGER NOT NULL REFERENCES numbers (id),
    script_id     INTEGER NOT NULL REFERENCES scripts (id),
    campaign_id   INTEGER REFERENCES campaigns (id),
    schedule_id   INTEGER REFERENCES schedules (id),
    vars          TEXT NOT NULL DEFAULT '{}',
    bucket        TEXT NOT NULL CHECK (bucket IN ('single', 'bulk')),
    again_of      INTEGER REFERENCES calls (id),
    retries_left  INTEGER NOT NULL DEFAULT 0 CHECK (retries_left >= 0),
    phase         TEXT NOT NULL CHECK (phase IN ('planned', 'claimed', 'placing', 'unclear',
                  'queued', 'running', 'ended', 'refused', 'cancelled', 'lost')),
    settlement    TEXT NOT NULL DEFAULT 'none'
                  CHECK (settlement IN ('none', 'held', 'settled', 'released', 'late')),
    details       TEXT NOT NULL DEFAULT 'open' CHECK (details IN ('open', 'whole')),
    due_ms        INTEGER NOT NULL,
    receipt_id    INTEGER REFERENCES receipts (id),
    refusal       TEXT,
    provider_id   TEXT UNIQUE,
    max_minutes   INTEGER NOT NULL DEFAULT 0,
    placed_ms     INTEGER,
    answered_ms   INTEGER,
    ended_ms      INTEGER,
    outcome       TEXT CHECK (outcome IN ('answered', 'voicemail', 'no_answer', 'busy', 'failed',
                  'stopped', 'unknown')),
    seconds       INTEGER CHECK (seconds >= 0),
    cost_micro    INTEGER NOT NULL DEFAULT 0,
    plan_seconds  INTEGER NOT NULL DEFAULT 0,
    paid_micro    INTEGER,
    next_look_ms  INTEGER,
    looks         INTEGER NOT NULL DEFAULT 0,
    misses        INTEGER NOT NULL DEFAULT 0,
    stop_asked    INTEGER NOT NULL DEFAULT 0 CHECK (stop_asked IN (0, 1)),
    stop_sent_ms  INTEGER,
    tries         INTEGER NOT NULL DEFAULT 0,
    created_ms    INTEGER NOT NULL,
    rev           INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX calls_due ON calls (due_ms, id) WHERE phase = 'planned';
CREATE INDEX calls_waiting ON calls (user_id, due_ms, id) WHERE phase = 'planned';
CREATE INDEX calls_open ON calls (phase) WHERE phase IN ('placing', 'unclear', 'queued', 'running');
CREATE INDEX calls_to_look_at ON calls (next_look_ms) WHERE next_look_ms IS NOT NULL;
CREATE INDEX calls_in_flight ON calls (number_id)
    WHERE phase IN ('claimed', 'placing', 'unclear', 'queued', 'running', 'lost');
CREATE INDEX calls_by_user ON calls (user_id, id);
CREATE INDEX calls_by_number ON calls (number_id, placed_ms) WHERE placed_ms IS NOT NULL;
CREATE INDEX calls_by_campaign ON calls (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX calls_by_schedule ON calls (schedule_id) WHERE schedule_id IS NOT NULL;
CREATE INDEX calls_placed ON calls (user_id, placed_ms) WHERE placed_ms IS NOT NULL;
-- Counted when a verified user may have become trusted.
CREATE INDEX calls_answered ON calls (user_id, ended_ms) WHERE outcome = 'answered';
CREATE INDEX calls_placed_all ON calls (placed_ms) WHERE placed_ms IS NOT NULL;
-- Over, and not paid for or given back: money stood still at the end.
CREATE INDEX calls_to_settle ON calls (id)
    WHERE settlement IN ('held', 'released') AND (phase = 'ended'
        OR (phase IN ('refused', 'cancelled') AND settlement = 'held'));
CREATE INDEX calls_to_stop ON calls (id)
    WHERE stop_asked = 1 AND stop_sent_ms IS NULL AND provider_id IS NOT NULL
    AND phase IN ('queued', 'running', 'lost');

-- Every decision of the gate, with what it knew.
CREATE TABLE receipts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id     INTEGER NOT NULL REFERENCES calls (id),
    at_ms       INTEGER NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('allowed', 'refused')),
    facts       TEXT NOT NULL,
    findings    TEXT NOT NULL,
    hold_id     INTEGER REFERENCES holds (id),
    not_before  INTEGER,
    CHECK (verdict = 'refused' OR hold_id IS NOT NULL)
) STRICT;
CREATE INDEX receipts_by_call ON receipts (call_id, id);

CREATE TABLE call_events (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id     INTEGER NOT NULL REFERENCES calls (id),
    source      TEXT NOT NULL,
    source_key  TEXT NOT NULL,
    kind        TEXT NOT NULL,
    body        TEXT NOT NULL,
    at_ms       INTEGER NOT NULL,
    UNIQUE (call_id, source, source_key)
) STRICT;

-- What was said, masked before it is stored, and the keys that count as answers.
CREATE TABLE call_lines (
    call_id  INTEGER NOT NULL REFERENCES calls (id),
    seq      INTEGER NOT NULL,
    who      TEXT NOT NULL CHECK (who IN ('callee', 'agent', 'action')),
    words    TEXT NOT NULL,
    PRIMARY KEY (call_id, seq)
) STRICT;

CREATE TABLE presses (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id   INTEGER NOT NULL REFERENCES calls (id),
    user_id   INTEGER NOT NULL REFERENCES users (id),
    seq       INTEGER NOT NULL,
    asked     TEXT NOT NULL,
    key       TEXT NOT NULL CHECK (length(key) = 1),
    dropped   INTEGER NOT NULL DEFAULT 0,
    at_ms     INTEGER NOT NULL,
    UNIQUE (call_id, seq)
) STRICT;
CREATE INDEX presses_by_user ON presses (user_id, call_id);
