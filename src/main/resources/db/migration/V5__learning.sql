-- What staff put right, and what is learned from it.

alter table ticket add column words text not null default '';
alter table ticket add column urgent boolean not null default false;
comment on column ticket.urgent is 'Somebody must go at once';
comment on column ticket.words is 'What the resident began with; from these words a correction is learned';

create table lesson (
    id           bigint generated always as identity primary key,
    words        text        not null check (words <> ''),
    category     text,
    place_id     bigint references place,
    ticket_id    bigint      not null references ticket,
    staff_id     bigint      not null references staff,
    learned_at   timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by bigint references staff,
    check ((category is null) <> (place_id is null)),
    check ((withdrawn_at is null) = (withdrawn_by is null))
);
comment on table lesson is 'What residents mean by words, learned from a correction by staff; names and numbers of people are masked';
comment on column lesson.category is 'What such words are about; null: the lesson is about a place';
comment on column lesson.place_id is 'The place that goes by this name; null: the lesson is about a category';
comment on column lesson.withdrawn_at is 'Not null: it counts no longer';
create index lesson_of_ticket on lesson (ticket_id);
