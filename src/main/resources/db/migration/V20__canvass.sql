-- A canvass: one question, put to every home of a place (a demand survey) or to a few residents chosen at random (a pulse).

create sequence canvass_serial start 101;

create table canvass (
    id        bigint generated always as identity primary key,
    number    bigint      not null unique,
    kind      text        not null check (kind in ('demand', 'pulse')),
    question  text        not null check (question <> ''),
    options   text[]      not null check (cardinality(options) between 2 and 9),
    place_id  bigint      references place,
    until     timestamptz not null,
    status    text        not null check (status in ('open', 'closed')),
    opened_by bigint      references staff,
    opened_at timestamptz not null,
    closed_at timestamptz
);
comment on column canvass.place_id is 'Who is asked: those who live there; null: the whole community';
create index canvass_open on canvass (until) where status = 'open';

create table canvass_answer (
    canvass_id  bigint      not null references canvass,
    household   text        not null,
    resident_id bigint      references resident,
    home_id     bigint      references place,
    option      int         check (option between 1 and 9),
    words       text        not null default '',
    asked_at    timestamptz,
    at          timestamptz,
    primary key (canvass_id, household)
);
comment on column canvass_answer.household is 'A home, of which the last word counts; of a pulse, somebody: r:17';
comment on column canvass_answer.option is 'null: asked, and not answered yet';
create index canvass_answer_of_resident on canvass_answer (resident_id);

alter table telling add column canvass_id bigint references canvass;
alter table telling drop constraint telling_of_one_thing;
alter table telling add constraint telling_of_one_thing
    check (num_nonnulls(event_id, occasion_id, works_id, canvass_id) = 1);
