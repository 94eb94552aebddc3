-- What several parties come to agree on, in confidence: mediation, collective bargaining, decisions of three sides.

create sequence agreement_serial start 301;

create table agreement (
    id           bigint generated always as identity primary key,
    number       bigint      not null unique,
    kind         text        not null check (kind in ('mediation', 'bargaining', 'tripartite')),
    title        text        not null check (title <> ''),
    status       text        not null check (status in ('open', 'frozen', 'agreed', 'failed', 'closed')),
    terms        text        not null default '',
    hash         text        not null default '',
    reason       text        not null default '',
    follow_up_on date,
    followed_up  boolean     not null default false,
    opened_by    bigint      not null references staff,
    opened_at    timestamptz not null,
    updated_at   timestamptz not null,
    constraint frozen_terms_have_a_hash check (status in ('open', 'failed') or hash <> '')
);
comment on column agreement.hash is 'SHA-256 of the terms as they were put to the parties: each confirms just these words';
comment on column agreement.reason is 'Why nothing came of it, or how it ended';

create table agreement_party (
    id           bigint generated always as identity primary key,
    agreement_id bigint      not null references agreement,
    side         text        not null check (side in ('a', 'b', 'c', 'helper', 'member')),
    role         text        not null check (role <> ''),
    name         text        not null check (name <> ''),
    staff_id     bigint references staff,
    resident_id  bigint references resident,
    invitation   text        not null unique,
    joined_at    timestamptz,
    left_at      timestamptz
);
comment on column agreement_party.side is 'a, b, c: they must confirm; helper: 社区, 司法所, 法律顾问, 民警, 物业; member: one of many whom a side speaks for';
comment on column agreement_party.left_at is 'Who spoke for a side before somebody else did';
create unique index agreement_party_once on agreement_party (agreement_id, resident_id) where resident_id is not null and left_at is null;
create index agreement_party_of_resident on agreement_party (resident_id) where resident_id is not null;
create index agreement_party_of_staff on agreement_party (staff_id) where staff_id is not null;

create table agreement_entry (
    id           bigint generated always as identity primary key,
    agreement_id bigint      not null references agreement,
    kind         text        not null check (kind in ('statement', 'evidence', 'session', 'law', 'note', 'kept', 'broken')),
    party_id     bigint references agreement_party,
    staff_id     bigint references staff,
    words        text        not null,
    at           timestamptz not null
);
comment on table agreement_entry is 'What was said, shown, and noted, in its order; append-only';

create table agreement_demand (
    id           bigint generated always as identity primary key,
    agreement_id bigint not null references agreement,
    words        text   not null check (words <> '')
);
comment on table agreement_demand is 'What people want, without who said it and without when: nothing leads back to them';

create table agreement_item (
    id           bigint generated always as identity primary key,
    agreement_id bigint not null references agreement,
    position     int    not null,
    title        text   not null check (title <> ''),
    settled      text   not null default '',
    unique (agreement_id, position)
);

create table agreement_offer (
    id       bigint generated always as identity primary key,
    item_id  bigint      not null references agreement_item,
    party_id bigint      not null references agreement_party,
    words    text        not null check (words <> ''),
    at       timestamptz not null
);
comment on table agreement_offer is 'Offers and counter-offers, all of them: a later one does not wipe out the one before';

create table agreement_confirmation (
    agreement_id bigint      not null references agreement,
    party_id     bigint      not null references agreement_party,
    hash         text        not null,
    at           timestamptz not null,
    primary key (agreement_id, party_id, hash)
);

create table agreement_duty (
    id           bigint generated always as identity primary key,
    agreement_id bigint not null references agreement,
    position     int    not null,
    what         text   not null check (what <> ''),
    who          text   not null,
    due_on       date   not null,
    done         text   not null default '',
    unique (agreement_id, position)
);
comment on column agreement_duty.done is 'What showed that it was done, such as the number of a payment; empty: not yet';

update message set kind = 'sealed' where kind = 'ballot';
