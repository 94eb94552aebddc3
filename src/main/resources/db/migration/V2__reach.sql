-- How residents can be reached, and what became of each try; their home; their pages; what must be forgotten.

alter table resident
    add column home_id bigint references place,
    add column home_room text not null default '',
    add column erase_at timestamptz,
    add column erased_at timestamptz;
comment on column resident.home_id is 'Where they live, by QR code or by their own word; null: not known';
comment on column resident.erase_at is 'When what is held about them is to be deleted; null: not at all';
comment on column resident.erased_at is 'Not null: nothing is left but this row, so that their tickets have something to point at';
create index resident_to_erase on resident (erase_at) where erase_at is not null;

create table service_window (
    resident_id bigint      not null references resident,
    kind        text        not null check (kind in ('message', 'tap')),
    until       timestamptz not null,
    remaining   int         not null check (remaining >= 0),
    primary key (resident_id, kind)
);
comment on table service_window is 'What an interaction of the resident''s still allows: customer-service messages, and until when';

create table template_consent (
    resident_id bigint  not null references resident,
    template_id text    not null,
    remaining   int     not null default 0 check (remaining >= 0),
    refused     boolean not null default false,
    primary key (resident_id, template_id)
);
comment on column template_consent.remaining is 'Subscription messages that the resident agreed to and that were not sent yet';
comment on column template_consent.refused is 'The resident takes no messages with this template';

alter table message
    add column notice text not null default '',
    add column facts jsonb not null default '{}',
    add column ai_made boolean not null default false,
    drop constraint message_event_id_resident_id_kind_key,
    add constraint message_tells_an_event_once unique (event_id, resident_id, notice);
comment on column message.notice is 'Outbound: what it tells, a name of dialogs/notices.yaml; empty: an answer of the bot';
comment on column message.facts is 'Outbound: what a template message about it may speak of';

alter table delivery drop constraint delivery_channel_check;
update delivery set channel = 'service' where channel = 'push';
alter table delivery
    add constraint delivery_channel_check check (channel in ('passive', 'service', 'subscribe', 'template')),
    add column important boolean not null default false,
    add column template_id text,
    add column template_since timestamptz;
comment on column delivery.channel is 'How it went out: as the answer to the webhook call, as a customer-service, subscription or template message';
comment on column delivery.important is 'If it cannot be delivered, somebody must go and ring the bell';
comment on column delivery.template_id is 'A try with this template may have been taken; only the same try may follow, WeChat then tells once';

comment on column delivery.template_since is 'When that try began; WeChat tells repeats apart for ten minutes';

create table delivery_attempt (
    id          bigint generated always as identity primary key,
    message_id  bigint      not null references message,
    channel     text        not null check (channel in ('passive', 'service', 'subscribe', 'template')),
    template_id text        not null default '',
    started_at  timestamptz not null,
    ended_at    timestamptz,
    outcome     text        check (outcome in ('sent', 'arrived', 'retry', 'unavailable', 'closed', 'failed', 'unconfirmed')),
    problem     text        not null default '',
    platform_id text
);
comment on column delivery_attempt.outcome is 'Null: under way, or the program stopped in it';
comment on column delivery_attempt.platform_id is 'WeChat''s msgid of a template or subscription message';
create index delivery_attempt_of_message on delivery_attempt (message_id, id);
create index delivery_attempt_by_platform_id on delivery_attempt (platform_id) where platform_id is not null;

create table doorstep_task (
    message_id bigint primary key references message,
    resident_id bigint      not null references resident,
    created_at timestamptz not null,
    done_at    timestamptz,
    staff_id   bigint references staff
);
comment on table doorstep_task is 'An important message that WeChat does not let through: somebody must knock on the door';
comment on column doorstep_task.staff_id is 'Who went; null: it was delivered after all';
create index doorstep_task_open on doorstep_task (created_at) where done_at is null;

alter table media
    add column kind text not null default 'image' check (kind in ('image', 'voice', 'video')),
    add column size bigint;
alter table media alter column media_id drop not null;
comment on column media.media_id is 'WeChat''s id; good for three days; null: not from WeChat';

create table late_message (
    dedup_key   text primary key,
    body        text        not null,
    call        text        not null,
    attempts    int         not null default 0,
    received_at timestamptz not null
);
comment on table late_message is 'Calls that were answered before the work was done; a program that dies in it leaves them to the next';

create table account_event (
    id         bigint generated always as identity primary key,
    dedup_key  text        not null unique,
    kind       text        not null,
    detail     text        not null,
    at         timestamptz not null
);
comment on table account_event is 'What WeChat told about the account itself';

alter table ticket add column words_forgotten boolean not null default false;
comment on column ticket.words_forgotten is 'Its resident is forgotten and it is done: no word of theirs is left in it';

create table place_qr (
    place_id   bigint primary key references place,
    ticket     text        not null,
    url        text        not null,
    created_at timestamptz not null
);
comment on table place_qr is 'The QR code at the door of a place; its scene is "place-" and the place''s id';

create table secret (
    name  text primary key,
    value text not null
);
comment on table secret is 'Keys that the program made for itself, shared by all instances';

create or replace function refuse_history_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('bandeng.erasing', true) = 'on'
        and (new.id, new.ticket_id, new.version, new.type, new.actor, new.staff_id, new.at)
            is not distinct from (old.id, old.ticket_id, old.version, old.type, old.actor, old.staff_id, old.at) then
        return new;
    end if;
    raise exception 'The history of a ticket is append-only';
end $$;
comment on function refuse_history_change() is 'Only the words of a resident who is forgotten may be taken out, and nothing else with them';
