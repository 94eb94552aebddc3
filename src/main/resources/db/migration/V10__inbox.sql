-- Who may do what, for which part of the community, and who looked at what.

alter table staff drop constraint staff_role_check;
update staff set role = 'dispatcher' where role = 'staff';
alter table staff
    add constraint staff_role_check check (role in ('steward', 'viewer', 'handler', 'dispatcher', 'admin')),
    add column totp_key bytea,
    add column totp_last_step bigint not null default 0;
comment on column staff.role is
    'steward: works in WeChat alone (红管家, 志愿者, 师傅); viewer, handler, dispatcher, admin: have an account for the inbox, each may do what those before may';
comment on column staff.totp_key is 'The shared key of their second factor (RFC 6238); null: they have none';

comment on column staff.totp_last_step is 'The latest code that was used, counted in steps of 30 seconds: none is good twice';

create table staff_scope (
    staff_id bigint not null references staff,
    place_id bigint references place,
    grid_id  bigint references grid,
    check (num_nonnulls(place_id, grid_id) = 1),
    unique nulls not distinct (staff_id, place_id, grid_id)
);
comment on table staff_scope is 'The parts of the community that somebody sees; none: all of it';

create table audit_entry (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    staff_id bigint references staff,
    action   text        not null,
    subject  text        not null,
    detail   text        not null default '',
    address  text        not null default ''
);
comment on table audit_entry is 'Who read personal data, took them out, came in or changed how the program is set up; nobody can change it';
create index audit_entry_of_staff on audit_entry (staff_id, id desc);
create index audit_entry_of_subject on audit_entry (subject, id desc);
create index audit_entry_by_time on audit_entry (at);

create function audit_entry_stays() returns trigger language plpgsql as $$
begin
    raise exception 'What the audit log has is not changed';
end
$$;
create trigger audit_entry_stays before update on audit_entry for each row execute function audit_entry_stays();

create table ticket_seen (
    staff_id  bigint not null references staff,
    ticket_id bigint not null references ticket,
    at        timestamptz not null,
    primary key (staff_id, ticket_id)
);
comment on table ticket_seen is 'When somebody last looked at a ticket: what came since is unread';

create table saved_view (
    id       bigint generated always as identity primary key,
    staff_id bigint not null references staff,
    name     text   not null,
    query    text   not null,
    unique (staff_id, name)
);
comment on table saved_view is 'Lists that somebody wants to have at hand; the query is that of the page''s address';

create table canned_answer (
    id       bigint generated always as identity primary key,
    title    text   not null unique,
    category text   not null default '',
    content  text   not null,
    used     bigint not null default 0
);
comment on table canned_answer is '快捷回复: what is often said, with blanks such as {ticket.number}; of one category, or of all';

create table reply_draft (
    staff_id    bigint not null references staff,
    resident_id bigint not null references resident,
    content     text   not null,
    at          timestamptz not null,
    primary key (staff_id, resident_id)
);
comment on table reply_draft is 'What somebody has begun to write to a resident and not sent yet';
create index reply_draft_of_resident on reply_draft (resident_id);
