-- Sessions end when what they were begun with is changed; colleagues are called to a ticket by name; old conversations are forgotten.

alter table staff add column credentials_version bigint not null default 1;
comment on column staff.credentials_version is
    'Goes up with each change of password, second factor or role: sessions that began before end';

create table ticket_mention (
    ticket_id bigint      not null references ticket,
    staff_id  bigint      not null references staff,
    at        timestamptz not null,
    primary key (staff_id, ticket_id)
);
comment on table ticket_mention is 'Who was called to a ticket in a note (@王芳), and when last';
create index ticket_mention_of_ticket on ticket_mention (ticket_id);

-- What is old is looked for from the oldest on.
create index message_by_time on message using brin (created_at);
create index message_of_ticket on message (ticket_id) where ticket_id is not null;
create index resident_with_name on resident (id desc) where name <> '';
create index message_medium on message (media_id) where media_id is not null;
