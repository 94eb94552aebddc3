-- Who answers for a ticket and by when; where it stood after each event; the grid and the people who look after it.

create table grid (
    id        bigint generated always as identity primary key,
    parent_id bigint references grid,
    kind      text   not null check (kind in ('branch', 'grid', 'micro_grid')),
    name      text   not null,
    unique nulls not distinct (parent_id, name)
);
comment on table grid is '支部 → 网格 → 微网格: how the units of the community are looked after';

alter table place add column grid_id bigint references grid;
comment on column place.grid_id is 'Null: that of the place around it';
create index place_of_grid on place (grid_id);

alter table staff alter column username drop not null;
alter table staff alter column password_hash drop not null;
alter table staff drop constraint staff_role_check;
alter table staff
    add constraint staff_role_check check (role in ('steward', 'staff', 'admin')),
    add constraint staff_log_in_or_are_stewards check ((username is null) = (password_hash is null)),
    add column code text unique,
    add column resident_id bigint unique references resident,
    add column invitation text unique,
    add column invited_until timestamptz,
    add column left_at timestamptz;
comment on column staff.role is 'steward: works in WeChat alone (红管家, 志愿者, 师傅); staff and admin: have an account for the inbox';
comment on column staff.code is 'What the people file calls them, so that two of one name are told apart; null: not from a file';
comment on column staff.resident_id is 'Their WeChat; null: not bound';
comment on column staff.invitation is 'SHA-256 of the code by which they bind their WeChat; null: none is open';
comment on column staff.left_at is 'Not null: they work here no longer';

create table post (
    id       bigint generated always as identity primary key,
    staff_id bigint not null references staff,
    role     text   not null,
    place_id bigint references place,
    grid_id  bigint references grid,
    rank     int    not null default 1 check (rank > 0),
    duty     text   not null default '',
    check (place_id is null or grid_id is null),
    unique nulls not distinct (staff_id, role, place_id, grid_id)
);
comment on table post is 'What somebody is for which place or grid; neither: for the whole community';
comment on column post.role is 'As routing.yaml calls it: 红管家, 物业维修';
comment on column post.rank is '1: is asked first; 2: stands in, and so on';
comment on column post.duty is 'When they are on duty: mon-fri 8:00-12:00 14:00-18:00; sat 9:00-12:00; empty: always';
create index post_of_role on post (role);

alter table ticket
    add column level text,
    add column remind_at timestamptz,
    add column due_at timestamptz,
    add column resolve_by timestamptz,
    add column outcome text check (outcome in ('fixed', 'explained', 'unconfirmed')),
    add column waiting_for text check (waiting_for in ('resident', 'parts', 'office')),
    add column waiting_since timestamptz,
    drop constraint ticket_status_check;

update ticket set status = 'closed' where status = 'rated';
update ticket set status = 'dispatched' where status in ('accepted', 'in_progress') and assignee_id is null;
update ticket set level = 'compound',
    due_at = case when status in ('closed', 'withdrawn') then null else now() + interval '1 day' end,
    resolve_by = case when status in ('closed', 'withdrawn', 'resolved') then null else now() + interval '3 days' end,
    outcome = case
        when status = 'resolved' then 'fixed'
        when status <> 'closed' then null
        when exists (select 1 from survey s where s.ticket_id = ticket.id and s.score > 2) then 'fixed'
        else 'unconfirmed' end;

drop index ticket_open_at_place;
alter table ticket
    alter column level set not null,
    add constraint ticket_level_check check (level in ('building', 'compound', 'community', 'street')),
    add constraint ticket_status_check check (status in
        ('opened', 'dispatched', 'accepted', 'in_progress', 'waiting', 'resolved', 'closed', 'withdrawn')),
    add constraint ticket_is_due_until_it_ends check ((due_at is null) = (status in ('closed', 'withdrawn'))),
    add constraint ticket_has_an_outcome_once_resolved check ((outcome is not null) = (status in ('resolved', 'closed'))),
    add constraint ticket_waits_for_something check ((waiting_for is not null) = (status = 'waiting')),
    add constraint ticket_waits_since check ((waiting_for is null) = (waiting_since is null)),
    add constraint ticket_has_somebody check (office <> '' and (status not in ('accepted', 'in_progress', 'waiting') or assignee_id is not null)),
    add column open boolean not null generated always as
        (status in ('opened', 'dispatched', 'accepted', 'in_progress', 'waiting')) stored;
comment on column ticket.level is 'Who deals with it: 楼栋, 小区, 社区, 街道';
comment on column ticket.remind_at is 'When somebody is reminded before it is due, or, of a closed one, when it is asked whether it is still fixed';
comment on column ticket.due_at is 'By when it must be accepted, resolved, or confirmed, as its status is; null: it has ended';
comment on column ticket.resolve_by is 'By when it must be resolved at this level';
comment on column ticket.outcome is 'The three ends: 已解决, 说明原因, 未确认; of a resolved one what is said, of a closed one what is true';
create index ticket_open_at_place on ticket (category, place_id) where open;
create index ticket_by_due on ticket (due_at, id) where open;
create index ticket_timer on ticket (least(remind_at, due_at)) where remind_at is not null or due_at is not null;

alter table ticket_event disable trigger ticket_event_is_append_only;
alter table ticket_event
    drop constraint ticket_event_actor_check,
    add constraint ticket_event_actor_check check (actor in ('resident', 'neighbour', 'steward', 'staff', 'system')),
    add column cause text,
    add column status text,
    add column level text,
    add column office text,
    add column assignee_id bigint references staff,
    add column remind_at timestamptz,
    add column due_at timestamptz,
    add column resolve_by timestamptz,
    add column outcome text,
    add column waiting_for text,
    add column waiting_since timestamptz,
    add column category text,
    add column title text,
    add column place_id bigint references place,
    add column place_text text;
update ticket_event set type = 'open' where type = 'opened';
update ticket_event set cause = 'low-mark', note = '' where note = 'low-mark';
-- Of what happened before, only where it led to is known.
update ticket_event e set status = t.status, level = t.level, office = t.office, assignee_id = t.assignee_id, due_at = t.due_at,
    resolve_by = t.resolve_by, outcome = t.outcome, category = t.category, title = t.title, place_id = t.place_id,
    place_text = t.place_text
from ticket t where t.id = e.ticket_id;
alter table ticket_event
    alter column status set not null,
    alter column level set not null,
    alter column office set not null,
    alter column category set not null,
    alter column title set not null,
    alter column place_text set not null;
alter table ticket_event enable trigger ticket_event_is_append_only;
comment on table ticket_event is 'Append-only history, each line with where the ticket stood after it; a ticket row is its last event';
comment on column ticket_event.cause is 'Why it was given to somebody else, climbed or was taken up again';
create index ticket_event_by_time on ticket_event (at);

create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('bandeng.erasing', true) = 'on'
        and to_jsonb(new) - array['note', 'place_text'] = to_jsonb(old) - array['note', 'place_text'] then
        return new;
    end if;
    raise exception 'The history of a ticket is append-only';
end $$;
