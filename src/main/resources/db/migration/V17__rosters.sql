-- 轮值: who opens, cleans and locks a room, in turn.

create table roster (
    id         bigint generated always as identity primary key,
    name       text        not null unique check (name <> ''),
    place_id   bigint references place,
    venue      text        not null,
    tasks      text        not null,
    starts     time        not null,
    ends       time        not null check (ends > starts),
    days       int[]       not null,
    created_at timestamptz not null
);
comment on column roster.place_id is 'Whose residents take turns; null: the whole community';
comment on column roster.tasks is 'What is to be done: 开门、打扫、锁门';
comment on column roster.days is 'The days of the week, 1 is Monday';

create table roster_member (
    roster_id   bigint      not null references roster,
    resident_id bigint      not null references resident,
    joined_at   timestamptz not null,
    left_at     timestamptz,
    primary key (roster_id, resident_id)
);
create index roster_member_of_resident on roster_member (resident_id);

alter table occasion add column roster_id bigint references roster;
alter table occasion add column swap_asked boolean not null default false;
alter table occasion add column gap_told boolean not null default false;
create unique index occasion_of_roster on occasion (roster_id, starts_at) where roster_id is not null and status <> 'cancelled';
comment on column occasion.swap_asked is 'Whoever has the duty asks the others to take it; it is theirs until one does';
comment on column occasion.gap_told is 'Nobody has come, and the others and the convenor know';
