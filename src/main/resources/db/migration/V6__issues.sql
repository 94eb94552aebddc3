-- Which tickets are about one problem.

alter table ticket add column issue_id bigint;
comment on column ticket.issue_id is 'The same for all tickets about one problem, the id of one of them; null: not yet looked at';
create index ticket_without_issue on ticket (id) where issue_id is null;
create index ticket_of_issue on ticket (issue_id);
create index ticket_at_place on ticket (place_id, opened_at);
create index ticket_opened_at on ticket (opened_at);

create table ticket_gist (
    ticket_id bigint primary key references ticket,
    meaning   bytea not null
);
comment on table ticket_gist is 'What the words of a ticket mean, a signed byte for each number of the sentence model: so that it need not read them again';
