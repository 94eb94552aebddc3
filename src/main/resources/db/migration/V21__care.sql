-- 看望: people who live alone and agreed to be looked after: a visit every week, and what follows when nobody answers.

create table care_person (
    id             bigint generated always as identity primary key,
    sealed         bytea       not null,
    steward_id     bigint      not null references staff,
    coordinator_id bigint      not null references staff,
    day            int         not null check (day between 1 and 7),
    at             time        not null,
    created_at     timestamptz not null
);
comment on table care_person is 'Whoever takes back their consent is deleted with all visits';
comment on column care_person.sealed is 'Name, place, telephone, relatives, a note, and who agreed when and how, encrypted; the key is in another table';

create table care_visit (
    id        bigint generated always as identity (start with 101) primary key,
    person_id bigint      not null references care_person on delete cascade,
    due_on    date        not null,
    status    text        not null check (status in ('asked', 'again', 'call', 'alarm', 'seen', 'reached')),
    asked_at  timestamptz not null,
    again_at  timestamptz,
    call_by   timestamptz,
    ended_at  timestamptz,
    ended_by  bigint      references staff,
    unique (person_id, due_on)
);
comment on column care_visit.status is 'again: nobody answered once; call: twice, or the steward said nothing; alarm: nor the telephone';
comment on column care_visit.call_by is 'When it is asked for again';
create index care_visit_open on care_visit (id) where ended_at is null;
