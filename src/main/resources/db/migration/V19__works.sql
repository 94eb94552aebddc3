-- Works: what is built or mended somewhere, who is told before, what is said about it, and who watches over it.

create sequence works_serial start 101;

create table works (
    id          bigint generated always as identity primary key,
    number      bigint      not null unique,
    title       text        not null check (title <> ''),
    place_id    bigint      not null references place,
    venue       text        not null,
    contractor  text        not null,
    phone       text        not null default '',
    starts_on   date        not null,
    ends_on     date        not null check (ends_on >= starts_on),
    noise_hours text        not null default '',
    categories  text[]      not null,
    budget      text        not null default '',
    watched     boolean     not null default false,
    status      text        not null check (status in ('announced', 'done', 'cancelled')),
    outcome     text        not null default '',
    announced_by bigint     references staff,
    announced_at timestamptz not null,
    ended_at    timestamptz
);
comment on column works.place_id is 'Whose residents are told';
comment on column works.noise_hours is 'When it may be loud: mon-fri 8:00-12:00 14:00-18:00; empty: it is not loud';
comment on column works.categories is 'What reports from there may be about it';
comment on column works.budget is 'The line it is paid from and how much, as everybody may read it';
comment on column works.watched is 'Whether residents are asked to watch over it';
create index works_announced on works (starts_on) where status = 'announced';

create table works_milestone (
    works_id bigint not null references works,
    position int    not null check (position > 0),
    name     text   not null check (name <> ''),
    due_on   date   not null,
    done_on  date,
    words    text   not null default '',
    primary key (works_id, position)
);

create table works_ticket (
    ticket_id bigint      primary key references ticket,
    works_id  bigint      not null references works,
    at        timestamptz not null,
    out_of_hours boolean  not null,
    by_hand   boolean     not null default false,
    off       boolean     not null default false
);
comment on column works_ticket.by_hand is 'Staff hung it there or took it off; what the program finds changes that no more';
comment on column works_ticket.off is 'Taken off by hand';
comment on column works_ticket.out_of_hours is 'It was reported when it must not be loud';
create index works_ticket_of_works on works_ticket (works_id);

create table works_watcher (
    works_id    bigint      not null references works,
    resident_id bigint      not null references resident,
    at          timestamptz not null,
    primary key (works_id, resident_id)
);
create index works_watcher_of_resident on works_watcher (resident_id);

create table works_check (
    works_id bigint  not null references works,
    position int     not null check (position > 0),
    what     text    not null check (what <> ''),
    due_on   date    not null,
    told     boolean not null default false,
    primary key (works_id, position)
);
comment on table works_check is 'What those who watch over it are asked to look at';

create table works_finding (
    works_id    bigint      not null references works,
    position    int         not null,
    resident_id bigint      not null references resident,
    good        boolean     not null,
    words       text        not null default '',
    media_id    bigint      references media,
    ticket_id   bigint      references ticket,
    at          timestamptz not null,
    primary key (works_id, position, resident_id),
    foreign key (works_id, position) references works_check
);
comment on column works_finding.ticket_id is 'What is not good becomes a ticket';
create index works_finding_of_resident on works_finding (resident_id);

alter table occasion add column works_id bigint references works;
comment on column occasion.works_id is 'Of a visit: what is inspected';

alter table telling add column works_id bigint references works;
alter table telling add column again_at timestamptz not null default '-infinity';
alter table telling drop constraint telling_of_one_thing;
alter table telling add constraint telling_of_one_thing check (num_nonnulls(event_id, occasion_id, works_id) = 1);
comment on column telling.again_at is 'Not before: it failed, and others must not wait for it';
