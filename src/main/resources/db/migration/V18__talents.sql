-- 能人库: what residents can do and want to do for their neighbours, and what they were asked to.

create table talent (
    resident_id bigint      primary key references resident,
    skills      text        not null check (skills <> ''),
    status      text        not null check (status in ('offered', 'confirmed', 'off')),
    at          timestamptz not null
);
comment on column talent.skills is 'In their own words: 修家电，周末有空';

create table talent_call (
    ticket_id   bigint      not null references ticket,
    resident_id bigint      not null references resident,
    status      text        not null check (status in ('asked', 'taken', 'declined', 'late', 'done')),
    minutes     int         not null default 0 check (minutes >= 0),
    thanks      text        not null default '',
    at          timestamptz not null,
    primary key (ticket_id, resident_id)
);
comment on column talent_call.status is 'late: somebody else was first';
create unique index talent_call_taken_once on talent_call (ticket_id) where status in ('taken', 'done');
create index talent_call_of_resident on talent_call (resident_id);
