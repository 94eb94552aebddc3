-- Several parties at one ticket, call-backs, labels, what belongs together, and who reports without WeChat.

alter table ticket
    add column priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
    add column tags text[] not null default '{}',
    add column merged_into bigint references ticket,
    drop constraint ticket_status_check,
    drop constraint ticket_is_due_until_it_ends;
alter table ticket
    add constraint ticket_status_check check (status in
        ('opened', 'dispatched', 'accepted', 'in_progress', 'waiting', 'resolved', 'closed', 'withdrawn', 'merged')),
    add constraint ticket_is_due_until_it_ends check ((due_at is null) = (status in ('closed', 'withdrawn', 'merged'))),
    add constraint ticket_is_merged_into_one check ((merged_into is not null) = (status = 'merged'));
comment on column ticket.merged_into is 'The ticket that goes on for both';
create index ticket_tags on ticket using gin (tags);

alter table ticket_event
    add column private boolean not null default false,
    add column priority text not null default 'normal',
    add column tags text[] not null default '{}',
    add column merged_into bigint references ticket;
comment on column ticket_event.private is 'For the staff alone';

create table ticket_link (
    ticket_id bigint      not null references ticket,
    other_id  bigint      not null references ticket,
    linked_at timestamptz not null,
    primary key (ticket_id, other_id),
    check (ticket_id < other_id)
);
comment on table ticket_link is 'Tickets that belong together, such as two made of one';
create index ticket_link_other on ticket_link (other_id);

create table ticket_task (
    id          bigint generated always as identity primary key,
    ticket_id   bigint      not null references ticket,
    kind        text        not null check (kind in ('part', 'call-back')),
    title       text        not null check (title <> ''),
    office      text        not null,
    assignee_id bigint references staff,
    not_by      bigint references staff,
    created_at  timestamptz not null,
    due_at      timestamptz not null,
    done_at     timestamptz,
    done_by     bigint references staff,
    result      text        not null default '',
    check ((done_at is null) = (done_by is null))
);
comment on table ticket_task is 'What one of several parties does for a ticket (part), or somebody who rings the resident up (回访, call-back)';
comment on column ticket_task.not_by is 'Who must not do it: 回访 is done by another than who handled the ticket';
create index ticket_task_of_ticket on ticket_task (ticket_id);
create index ticket_task_open on ticket_task (due_at) where done_at is null;

alter table resident
    add column name text not null default '',
    add column phone bytea;
comment on column resident.open_id is 'WeChat''s id; caller-… : has no WeChat, rang up or was spoken to; erased-… : forgotten';
comment on column resident.name is 'Of who has no WeChat: what to call them';
comment on column resident.phone is 'Of who has no WeChat: encrypted with the key "phone" of the table secret; null: not known';

create index ticket_recurring on ticket (place_id, category, opened_at);
