-- What concerns everybody: topics, who supports them, the tickets they grew out of, and who has been told what.

create sequence topic_serial start 11;

create table topic (
    id          bigint generated always as identity primary key,
    number      bigint      not null unique,
    version     int         not null,
    forum       text        not null,
    place_id    bigint references place,
    title       text        not null check (title <> ''),
    words       text        not null,
    status      text        not null check (status in
        ('collecting', 'submitted', 'refused', 'scheduled', 'voting', 'decided', 'reported', 'closed', 'not_decided', 'withdrawn')),
    resident_id bigint references resident,
    supports    int         not null default 0,
    needed      int         not null check (needed >= 0),
    schedule    text        not null default '',
    outcome     text        not null default '',
    opened_at   timestamptz not null,
    updated_at  timestamptz not null
);
comment on column topic.forum is 'An id of forums.yaml';
comment on column topic.place_id is 'Whom it concerns: all who live there; null: the whole community';
comment on column topic.resident_id is 'Who raised it; null: staff or the program';
create index topic_by_update on topic (updated_at desc, id desc);
create index topic_of_resident on topic (resident_id) where resident_id is not null;

create table topic_event (
    id       bigint generated always as identity primary key,
    topic_id bigint      not null references topic,
    version  int         not null,
    action   text        not null,
    status   text        not null,
    actor    text        not null check (actor in ('resident', 'steward', 'staff', 'system')),
    staff_id bigint references staff,
    note     text        not null default '',
    supports int         not null,
    at       timestamptz not null,
    unique (topic_id, version)
);
comment on table topic_event is 'What happened to topics; append-only';
create function refuse_topic_history_change() returns trigger language plpgsql as $$
begin
    raise exception 'The history of a topic is append-only';
end $$;
create trigger topic_event_is_append_only before update or delete on topic_event
    for each row execute function refuse_topic_history_change();

create table topic_support (
    topic_id    bigint      not null references topic,
    household   text        not null,
    resident_id bigint references resident,
    at          timestamptz not null,
    primary key (topic_id, household)
);
comment on table topic_support is 'Each home supports a topic once';
comment on column topic_support.household is 'The unit and the room; without a room the resident alone';
create unique index topic_support_of_resident on topic_support (resident_id, topic_id) where resident_id is not null;

create table topic_ticket (
    topic_id  bigint not null references topic,
    ticket_id bigint not null unique references ticket,
    primary key (topic_id, ticket_id)
);
comment on table topic_ticket is 'The tickets that a topic grew out of; a ticket belongs to one topic at most';

create table topic_mark (
    topic_id    bigint      not null references topic,
    resident_id bigint      not null references resident,
    score       int         not null check (score between 1 and 5),
    at          timestamptz not null,
    primary key (topic_id, resident_id)
);
comment on table topic_mark is 'What residents think of what came of a topic; the last word counts';

create table topic_telling (
    event_id bigint primary key references topic_event,
    notice   text   not null,
    last_id  bigint not null default 0,
    done     boolean not null default false
);
comment on table topic_telling is 'News for all whom a topic concerns, told some at a time, in the order of their ids';
comment on column topic_telling.last_id is 'The last resident who was told';
create index topic_telling_open on topic_telling (event_id) where not done;

create table topic_told (
    event_id    bigint not null references topic_event,
    resident_id bigint not null references resident,
    primary key (event_id, resident_id)
);
comment on table topic_told is 'Who has been told of an event: each once';
create index topic_told_of_resident on topic_told (resident_id);

create table ballot (
    id          bigint generated always as identity primary key,
    topic_id    bigint      not null references topic,
    kind        text        not null check (kind in ('single', 'multiple', 'measures', 'score')),
    voters      text        not null check (voters in ('household', 'resident')),
    secret      boolean     not null,
    quorum      int         not null check (quorum between 0 and 100),
    pass        int         not null check (pass between 0 and 100),
    electorate  int         not null check (electorate > 0),
    opened_at   timestamptz not null,
    closes_at   timestamptz not null check (closes_at > opened_at),
    reminded_at timestamptz,
    closed_at   timestamptz
);
comment on table ballot is 'Votes on topics; one topic has one open at a time';
comment on column ballot.electorate is 'How many homes or people may vote, of which the quorum is counted';
create unique index ballot_open on ballot (topic_id) where closed_at is null;
create index ballot_to_close on ballot (closes_at) where closed_at is null;

create table ballot_option (
    ballot_id bigint not null references ballot,
    position  int    not null check (position between 1 and 9),
    content   text   not null check (content <> ''),
    cost      text   not null default '',
    primary key (ballot_id, position)
);

create table ballot_entry (
    id          bigint generated always as identity primary key,
    ballot_id   bigint      not null references ballot,
    voter       text        not null,
    resident_id bigint references resident,
    source      text        not null check (source in ('chat', 'hand', 'paper')),
    staff_id    bigint references staff,
    at          timestamptz not null
);
comment on table ballot_entry is 'The ledger: who has voted, when and in which way, never what. Append-only, but for who is forgotten';
comment on column ballot_entry.voter is 'A home (unit and room) or a resident; of one the last entry counts';
create index ballot_entry_of_ballot on ballot_entry (ballot_id, voter);
create index ballot_entry_of_resident on ballot_entry (resident_id) where resident_id is not null;

create table ballot_slip (
    ballot_id bigint not null references ballot,
    seal      text,
    voter     text,
    receipt   text   not null,
    choice    text   not null,
    primary key (ballot_id, receipt),
    unique (ballot_id, seal)
);
comment on table ballot_slip is 'What was voted. A secret one has no voter, and its seal is taken off when it is counted: then nothing leads from it to who it was';
comment on column ballot_slip.seal is 'A keyed hash of who voted, by which they can change their vote until it is counted';
comment on column ballot_slip.receipt is 'What the voter was given, and finds again in the published list';
