-- The system of record of one community: places, people, tickets with their history, the transcript and what is to be sent.

create table place (
    id        bigint generated always as identity primary key,
    parent_id bigint references place,
    kind      text   not null check (kind in ('compound', 'building', 'unit', 'spot')),
    name      text   not null,
    aliases   text[] not null default '{}',
    office    text,
    unique nulls not distinct (parent_id, name)
);
comment on column place.name is 'As on the sign: 幸福里, 3号楼, 2单元, 东门';
comment on column place.office is 'Who answers for it; null: whoever answers for the parent';

create table staff (
    id            bigint generated always as identity primary key,
    username      text        not null unique,
    name          text        not null,
    role          text        not null check (role in ('staff', 'admin')),
    password_hash text        not null,
    created_at    timestamptz not null default now()
);

create table resident (
    id               bigint generated always as identity primary key,
    open_id          text        not null unique,
    account          text        not null,
    followed         boolean     not null default true,
    turn_fence       bigint      not null default 0,
    with_staff_since timestamptz,
    last_message_at  timestamptz,
    created_at       timestamptz not null default now()
);
comment on column resident.account is 'The gh_ id of the official account that the resident follows';
comment on column resident.turn_fence is 'Highest fencing token of a turn; a turn with a lower one has lost its lease and changes nothing';
comment on column resident.with_staff_since is 'Not null while a person, not the bot, answers this resident';
create index resident_with_staff on resident (with_staff_since) where with_staff_since is not null;

create table ticket (
    id          bigint generated always as identity primary key,
    number      bigint      not null unique,
    resident_id bigint      not null references resident,
    category    text        not null,
    title       text        not null,
    summary     text        not null,
    place_id    bigint references place,
    place_text  text        not null,
    status      text        not null check (status in
                    ('opened', 'dispatched', 'accepted', 'in_progress', 'resolved', 'rated', 'closed', 'withdrawn')),
    office      text        not null,
    assignee_id bigint references staff,
    version     int         not null,
    opened_at   timestamptz not null,
    updated_at  timestamptz not null
);
comment on column ticket.number is 'What residents see and read out: a running number and a check digit';
create sequence ticket_serial start 101;
create index ticket_of_resident on ticket (resident_id, id desc);
create index ticket_by_update on ticket (updated_at desc, id desc);

create table ticket_event (
    id        bigint generated always as identity primary key,
    ticket_id bigint      not null references ticket,
    version   int         not null,
    type      text        not null,
    actor     text        not null check (actor in ('resident', 'staff', 'system')),
    staff_id  bigint references staff,
    note      text        not null default '',
    at        timestamptz not null,
    unique (ticket_id, version)
);
comment on table ticket_event is 'Append-only history; a ticket row is what its events add up to';

create function refuse_history_change() returns trigger language plpgsql as $$
begin
    raise exception 'The history of a ticket is append-only';
end $$;
create trigger ticket_event_is_append_only before update or delete on ticket_event
    for each row execute function refuse_history_change();

create table media (
    id           bigint generated always as identity primary key,
    resident_id  bigint      not null references resident,
    media_id     text        not null,
    status       text        not null check (status in ('pending', 'stored', 'lost')),
    content_type text,
    file         text,
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    problem      text,
    created_at   timestamptz not null
);
comment on column media.media_id is 'WeChat''s id; good for three days';
create index media_due on media (due_at) where status = 'pending';

create table message (
    id          bigint generated always as identity primary key,
    resident_id bigint      not null references resident,
    direction   text        not null check (direction in ('in', 'out')),
    author      text        not null check (author in ('resident', 'bot', 'staff', 'system')),
    staff_id    bigint references staff,
    kind        text        not null,
    content     text        not null,
    choices     text,
    media_id    bigint references media,
    ticket_id   bigint references ticket,
    event_id    bigint references ticket_event,
    dedup_key   text unique,
    reply_to    bigint references message,
    created_at  timestamptz not null,
    unique (event_id, resident_id, kind)
);
comment on table message is 'The transcript: every message in and out, in order';
comment on column message.dedup_key is 'Inbound only: what makes two deliveries of one message the same';
comment on column message.reply_to is 'Outbound only: the inbound message that this answers';
comment on column message.choices is 'A menu of answers to tap, one "id<TAB>caption" a line';
create index message_of_resident on message (resident_id, id);
create index message_replies on message (reply_to) where reply_to is not null;

create table unreadable (
    id          bigint generated always as identity primary key,
    message_id  bigint references message,
    raw         text        not null,
    received_at timestamptz not null
);
comment on table unreadable is 'Bodies that could not be read, as they came; a NUL character, which PostgreSQL cannot keep, is written U+FFFD';
comment on column unreadable.message_id is 'Null: not even the sender could be made out';

create table delivery (
    message_id    bigint primary key references message,
    resident_id   bigint      not null references resident,
    status        text        not null check (status in ('pending', 'sending', 'sent', 'held', 'failed', 'unconfirmed')),
    due_at        timestamptz not null,
    attempts      int         not null default 0,
    claimed_until timestamptz,
    channel       text check (channel in ('passive', 'push')),
    problem       text,
    sent_at       timestamptz
);
comment on column delivery.channel is 'passive: as the answer to the webhook call; push: as a customer-service message';
comment on table delivery is 'The outbox: what must reach a resident, written in the transaction of what it tells';
create index delivery_open on delivery (resident_id, message_id) where status in ('pending', 'sending');
create index delivery_due on delivery (due_at) where status in ('pending', 'sending');
create index delivery_held on delivery (resident_id) where status = 'held';

create table survey (
    id          bigint generated always as identity primary key,
    ticket_id   bigint      not null references ticket,
    resident_id bigint      not null references resident,
    asked_at    timestamptz not null,
    score       int check (score between 1 and 5),
    comment     text,
    answered_at timestamptz
);
create index survey_open on survey (resident_id, asked_at desc) where score is null;
create index survey_of_ticket on survey (ticket_id, id desc);
