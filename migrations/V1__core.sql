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

-- One-time links: the first operator, invitations.
CREATE TABLE links (
    token      TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('operator')),
    until_ms   INTEGER NOT NULL,
    used_ms    INTEGER
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
    kind           TEXT NOT NULL CHECK (kind IN ('screen', 'call', 'campaign')),
    subject        INTEGER NOT NULL DEFAULT 0,
    tg_message_id  INTEGER,
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
    op          TEXT NOT NULL CHECK (op IN ('card', 'message', 'strip', 'commands')),
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

CREATE TABLE plans (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL,
    days            INTEGER NOT NULL CHECK (days > 0),
    price_micro     INTEGER NOT NULL CHECK (price_micro >= 0),
    bulk_minutes    INTEGER NOT NULL CHECK (bulk_minutes >= 0),
    single_minutes  INTEGER CHECK (single_minutes >= 0),
    transfer        INTEGER NOT NULL CHECK (transfer IN (0, 1)),
    support         TEXT NOT NULL CHECK (support IN ('standard_24x7', 'priority', 'premium')),
    from_ms         INTEGER NOT NULL,
    until_ms        INTEGER
) STRICT;
CREATE UNIQUE INDEX plan_now ON plans (name, days) WHERE until_ms IS NULL;

-- A plan that a user holds. Its days start with the first call that is not a test.
CREATE TABLE periods (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id),
    plan_id     INTEGER NOT NULL REFERENCES plans (id),
    granted_ms  INTEGER NOT NULL,
    starts_ms   INTEGER,
    ends_ms     INTEGER
) STRICT;
CREATE INDEX period_by_user ON periods (user_id, id);

CREATE TABLE tariffs (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    kind              TEXT NOT NULL CHECK (kind IN ('single', 'bulk')),
    micro_per_minute  INTEGER NOT NULL CHECK (micro_per_minute >= 0),
    from_ms           INTEGER NOT NULL,
    until_ms          INTEGER
) STRICT;
CREATE UNIQUE INDEX tariff_now ON tariffs (kind) WHERE until_ms IS NULL;
INSERT INTO tariffs (kind, micro_per_minute, from_ms) VALUES ('single', 300000, 0), ('bulk', 200000, 0);

-- asset: 'usd_micro', or 'seconds:PERIOD:single|bulk' for a plan's time.
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

-- What pays for one call, at the price of the moment it was promised. Nothing is set aside where
-- nothing is owed: minutes without a limit, or a price of zero.
CREATE TABLE holds (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      INTEGER NOT NULL REFERENCES users (id),
    call_id      INTEGER NOT NULL UNIQUE REFERENCES calls (id),
    source       TEXT NOT NULL CHECK (source IN ('plan', 'plan_unlimited', 'wallet')),
    asset        TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    rate_micro   INTEGER NOT NULL CHECK (rate_micro >= 0),
    captured     INTEGER NOT NULL DEFAULT 0 CHECK (captured >= 0 AND captured <= amount),
    state        TEXT NOT NULL DEFAULT 'held'
                 CHECK (state IN ('held', 'settled', 'released', 'late')),
    made_ms      INTEGER NOT NULL,
    resolved_ms  INTEGER,
    CHECK ((amount = 0) = (source = 'plan_unlimited' OR (source = 'wallet' AND rate_micro = 0))),
    CHECK ((state = 'held') = (resolved_ms IS NULL))
) STRICT;

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

CREATE TABLE campaigns (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id      INTEGER NOT NULL REFERENCES users (id),
    script_id    INTEGER NOT NULL REFERENCES scripts (id),
    name         TEXT NOT NULL,
    state        TEXT NOT NULL
                 CHECK (state IN ('scheduled', 'running', 'finished', 'stopped', 'cancelled')),
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
    state        TEXT NOT NULL DEFAULT 'waiting'
                 CHECK (state IN ('waiting', 'started', 'cancelled')),
    created_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX schedule_by_user ON schedules (user_id, due_ms) WHERE state = 'waiting';
CREATE INDEX schedule_due ON schedules (due_ms) WHERE state = 'waiting';
CREATE INDEX schedule_remind ON schedules (remind_ms) WHERE state = 'waiting'
    AND reminded_ms IS NULL;

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
CREATE INDEX calls_placed_all ON calls (placed_ms) WHERE placed_ms IS NOT NULL;
CREATE INDEX calls_to_stop ON calls (id)
    WHERE stop_asked = 1 AND stop_sent_ms IS NULL AND phase IN ('queued', 'running');

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
