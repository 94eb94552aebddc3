-- Which tickets are about one problem.

create sequence issue_serial;
alter table ticket add column issue_id bigint;
comment on column ticket.issue_id is 'The same for all tickets about one problem, out of issue_serial; null: not yet looked at';
create index ticket_without_issue on ticket (id) where issue_id is null and not words_forgotten;
create index ticket_of_issue on ticket (issue_id);
create index ticket_at_place on ticket (place_id, opened_at);
create index ticket_opened_at on ticket (opened_at);

create table ticket_gist (
    ticket_id bigint primary key references ticket,
    text      text  not null,
    meaning   bytea not null
);
comment on table ticket_gist is 'What a ticket is compared by, so that it need not be read again';
comment on column ticket_gist.text is 'Its words without who said them';
comment on column ticket_gist.meaning is 'A signed byte for each number of the sentence model';
