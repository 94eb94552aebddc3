-- Occasions: meetings, service days, drives, duty shifts and visits; who signs up, who comes, and what is said.

create sequence occasion_serial start 101;

create table occasion (
    id          bigint generated always as identity primary key,
    number      bigint      not null unique,
    kind        text        not null check (kind in ('meeting', 'service_day', 'drive', 'duty', 'visit')),
    title       text        not null check (title <> ''),
    forum       text,
    topic_id    bigint references topic,
    place_id    bigint references place,
    venue       text        not null,
    starts_at   timestamptz not null,
    ends_at     timestamptz not null check (ends_at > starts_at),
    capacity    int check (capacity > 0),
    status      text        not null check (status in ('planned', 'open', 'closed', 'cancelled')),
    code        text        not null check (code ~ '^[0-9]{4}$'),
    convenor_id bigint references staff,
    monthly     boolean     not null default false,
    minutes     text        not null default '',
    items_in    int         not null default 0 check (items_in >= 0),
    items_out   int         not null default 0 check (items_out >= 0),
    day_told    boolean     not null default false,
    hour_told   boolean     not null default false,
    created_at  timestamptz not null,
    constraint no_more_given_than_got check (items_out <= items_in)
);
comment on column occasion.place_id is 'Who is invited: all who live there; null: the whole community';
comment on column occasion.code is 'Four digits by which those present sign in; no two that are not over have the same';
comment on column occasion.items_in is 'Of a drive: what was brought; items_out: what was given on. Nobody who is given something is written down';
create unique index occasion_code on occasion (code) where status in ('planned', 'open');
create index occasion_to_come on occasion (starts_at) where status in ('planned', 'open');
create unique index occasion_of_convenor on occasion (convenor_id) where status = 'open' and kind = 'meeting';

create table occasion_slot (
    occasion_id bigint not null references occasion,
    position    int    not null check (position between 1 and 9),
    name        text   not null check (name <> ''),
    capacity    int    not null check (capacity > 0),
    primary key (occasion_id, position)
);

create table attendance (
    occasion_id   bigint      not null references occasion,
    resident_id   bigint      not null references resident,
    slot          int         not null default 0,
    status        text        not null check (status in ('signed_up', 'waiting', 'cancelled', 'attended')),
    words         text        not null default '',
    score         int check (score between 1 and 5),
    at            timestamptz not null,
    attended_at   timestamptz,
    primary key (occasion_id, resident_id)
);
comment on column attendance.slot is 'Which of the slots; 0: there are none, or none was chosen';
comment on column attendance.words is 'What they said with it, such as what they bring to a drive';
comment on column attendance.at is 'When they signed up: who waits is served in that order';
create index attendance_of_resident on attendance (resident_id);

create table guest (
    id          bigint generated always as identity primary key,
    occasion_id bigint      not null references occasion,
    name        text        not null check (name <> ''),
    at          timestamptz not null,
    unique (occasion_id, name)
);
comment on table guest is 'Who was there without WeChat, as the convenor wrote them down';

create table remark (
    id          bigint generated always as identity primary key,
    occasion_id bigint      not null references occasion,
    position    int         not null,
    kind        text        not null check (kind in ('remark', 'option')),
    words       text        not null check (words <> ''),
    outcome     text check (outcome in ('answered', 'ticket', 'topic')),
    answer      text        not null default '',
    ticket_id   bigint references ticket,
    topic_id    bigint references topic,
    yes         int check (yes >= 0),
    no          int check (no >= 0),
    neither     int check (neither >= 0),
    at          timestamptz not null,
    unique (occasion_id, kind, position)
);
comment on column remark.outcome is 'What becomes of a remark; the session is not closed before each has one';

alter table topic_telling rename to telling;
alter table telling drop constraint topic_telling_pkey;
alter table telling add column id bigint generated always as identity primary key;
alter table telling alter column event_id drop not null;
alter table telling add column occasion_id bigint references occasion;
alter table telling add constraint telling_of_one_thing check (num_nonnulls(event_id, occasion_id) = 1);
drop index topic_telling_open;
create index telling_open on telling (id) where not done;
comment on table telling is 'News for all whom something concerns, told some at a time, in the order of their ids';
