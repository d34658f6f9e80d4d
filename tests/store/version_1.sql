-- The store as version 1 of the schema made it, with rows of it: what an upgrade must keep.
CREATE SEQUENCE submission_ids;
CREATE TABLE schema_version (
    version INTEGER NOT NULL
);
CREATE TABLE submissions (
    id INTEGER DEFAULT nextval('submission_ids') NOT NULL,
    district INTEGER NOT NULL,
    month VARCHAR(7) NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    received_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    sample BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (sha256)
);
CREATE TABLE actions (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    location VARCHAR,
    completed_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    published_at TIMESTAMP WITHOUT TIME ZONE,
    outlet VARCHAR,
    pattern VARCHAR
);
CREATE INDEX ix_actions_submission ON actions (submission);
CREATE TABLE content (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    action_id VARCHAR,
    published_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    kind VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    url VARCHAR,
    views BIGINT,
    corrected_at TIMESTAMP WITHOUT TIME ZONE
);
CREATE INDEX ix_content_submission ON content (submission);
CREATE TABLE pickups (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    item_id VARCHAR,
    outlet VARCHAR NOT NULL,
    published_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    reach VARCHAR NOT NULL,
    tone VARCHAR NOT NULL,
    url VARCHAR
);
CREATE INDEX ix_pickups_submission ON pickups (submission);
CREATE TABLE inquiries (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    received_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    answered_at TIMESTAMP WITHOUT TIME ZONE,
    channel VARCHAR,
    confirmed BOOLEAN
);
CREATE INDEX ix_inquiries_submission ON inquiries (submission);
CREATE TABLE meetings (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    held_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    subject VARCHAR NOT NULL,
    unit VARCHAR,
    due_on TIMESTAMP WITHOUT TIME ZONE,
    closed_on TIMESTAMP WITHOUT TIME ZONE,
    outcome VARCHAR
);
CREATE INDEX ix_meetings_submission ON meetings (submission);
CREATE TABLE naming (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    current_name VARCHAR NOT NULL,
    proposed_name VARCHAR NOT NULL,
    proposed_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    stage VARCHAR NOT NULL,
    stage_on TIMESTAMP WITHOUT TIME ZONE
);
CREATE INDEX ix_naming_submission ON naming (submission);
CREATE TABLE trainings (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    held_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    hours DOUBLE PRECISION NOT NULL,
    attendees BIGINT NOT NULL,
    staff BIGINT
);
CREATE INDEX ix_trainings_submission ON trainings (submission);
CREATE TABLE events (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    held_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    type VARCHAR NOT NULL,
    attendance BIGINT,
    capacity BIGINT,
    creative BOOLEAN,
    score DOUBLE PRECISION
);
CREATE INDEX ix_events_submission ON events (submission);
CREATE TABLE contacts (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    "group" VARCHAR NOT NULL,
    total BIGINT NOT NULL,
    added BIGINT,
    removed BIGINT,
    unreachable BIGINT,
    opted_out BIGINT,
    checked_on TIMESTAMP WITHOUT TIME ZONE
);
CREATE INDEX ix_contacts_submission ON contacts (submission);
CREATE TABLE campaigns (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    sent_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    sent BIGINT NOT NULL,
    delivered BIGINT,
    blocked BIGINT,
    cancelled BIGINT,
    clicked BIGINT,
    responded BIGINT,
    completed BIGINT
);
CREATE INDEX ix_campaigns_submission ON campaigns (submission);
CREATE TABLE channels (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    platform VARCHAR NOT NULL,
    handle VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    members BIGINT NOT NULL,
    posts BIGINT,
    views BIGINT,
    launched_on TIMESTAMP WITHOUT TIME ZONE
);
CREATE INDEX ix_channels_submission ON channels (submission);
CREATE TABLE feedback (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    positive BIGINT NOT NULL,
    neutral BIGINT NOT NULL,
    negative BIGINT NOT NULL,
    controversy BOOLEAN
);
CREATE INDEX ix_feedback_submission ON feedback (submission);
CREATE TABLE tasks (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    task VARCHAR NOT NULL,
    due_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    done_on TIMESTAMP WITHOUT TIME ZONE,
    note VARCHAR
);
CREATE INDEX ix_tasks_submission ON tasks (submission);
CREATE TABLE decisions (
    submission INTEGER NOT NULL,
    row INTEGER NOT NULL,
    meeting_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    text VARCHAR NOT NULL,
    owner VARCHAR NOT NULL,
    due_on TIMESTAMP WITHOUT TIME ZONE NOT NULL,
    done_on TIMESTAMP WITHOUT TIME ZONE,
    evidence VARCHAR
);
CREATE INDEX ix_decisions_submission ON decisions (submission);
INSERT INTO schema_version VALUES (1);
INSERT INTO submissions (district, month, file, sha256, size, received_at, sample) VALUES
    (12, '1401-10', 'first.xlsx', 'a1', 1000, '2023-01-22 09:30:00', false),
    (12, '1401-10', 'second.xlsx', 'a2', 1001, '2023-01-23 10:00:00', false),
    (3, '1401-10', 'third.xlsx', 'a3', 1002, '2023-01-24 11:00:00', true);
INSERT INTO actions (submission, row, id, title, category, completed_at) VALUES
    (1, 4, 'canal', 'لایروبی کانال', 'cleaning', '2022-12-25 08:30:00'),
    (2, 4, 'canal', 'لایروبی کانال شوش', 'cleaning', '2022-12-25 08:30:00'),
    (3, 4, 'park', 'بوستان محله', 'green', '2022-12-26 08:30:00');
