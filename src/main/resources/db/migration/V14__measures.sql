-- What was decided to be done: by whom and by when, each as a ticket of its own.

create table measure (
    id        bigint generated always as identity primary key,
    topic_id  bigint      not null references topic,
    position  int         not null,
    what      text        not null check (what <> ''),
    who       text        not null,
    due_on    date        not null,
    ticket_id bigint      not null unique references ticket,
    struck    text        not null default '',
    told_late boolean     not null default false,
    at        timestamptz not null,
    unique (topic_id, position)
);
comment on column measure.who is 'Who said that they would do it, as they are known';
comment on column measure.struck is 'Why it is not done any more, which everybody may read; empty: it is to be done';
create index measure_by_due on measure (due_on);
