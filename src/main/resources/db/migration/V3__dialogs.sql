-- Dialogs that wait for an answer, what was said in them, the versions of their scripts; neighbours who follow a ticket.

create table conversation_wait (
    resident_id bigint primary key references resident,
    message_id  bigint      not null,
    due_at      timestamptz not null,
    last        boolean     not null
);
comment on table conversation_wait is 'Residents whom a dialog has asked something: when to remind them, and when to put the draft by';
comment on column conversation_wait.message_id is 'Their message that the waiting question answered; a later one makes this row void';
comment on column conversation_wait.last is 'They were reminded already; next the draft is put by';
create index conversation_wait_due on conversation_wait (due_at);

create table ticket_follower (
    ticket_id   bigint      not null references ticket,
    resident_id bigint      not null references resident,
    joined_at   timestamptz not null,
    primary key (ticket_id, resident_id)
);
comment on table ticket_follower is 'Neighbours of the one who reported it, who are told how it goes';
create index ticket_follower_of_resident on ticket_follower (resident_id);

create table dialog_turn (
    id          bigint generated always as identity primary key,
    resident_id bigint      not null references resident,
    message_id  bigint references message,
    at          timestamptz not null,
    first       boolean     not null,
    inputs      jsonb       not null,
    dialog      text        not null,
    dialog_before text      not null,
    step_before text        not null,
    revision    text        not null,
    step        text        not null,
    ending      text        not null,
    deeds       text[]      not null,
    trace       jsonb       not null,
    state       jsonb       not null
);
comment on table dialog_turn is 'What the engine was given and what it made of it: for replay, for the picture of a dialog and for its author';
comment on column dialog_turn.first is 'Nothing was under way before it';
comment on column dialog_turn.inputs is 'Everything that the engine was given in this turn, in order, with the outcomes of its effects';
comment on column dialog_turn.dialog is 'The dialog that the turn was about: the one that waits after it, else the last that ran';
comment on column dialog_turn.state is 'Where the conversation stands after it';
comment on column dialog_turn.step is 'What waits after it: the slot that is asked for, or the kind of step; empty: nothing does';
comment on column dialog_turn.dialog_before is 'The dialog that waited before it; empty: none did';
comment on column dialog_turn.step_before is 'What waited before it';
comment on column dialog_turn.ending is 'How the dialog ended in this turn: done, person, cancelled, put-by; empty: it did not';
create index dialog_turn_of_resident on dialog_turn (resident_id, id);
create index dialog_turn_of_message on dialog_turn (message_id) where message_id is not null;
create index dialog_turn_at on dialog_turn (at);

create table dialog_version (
    id           bigint generated always as identity primary key,
    file         text        not null,
    revision     text        not null,
    content      text        not null,
    published_at timestamptz not null,
    staff_id     bigint references staff,
    note         text        not null default ''
);
comment on table dialog_version is 'Every text of every dialog file that was ever published, latest last';
comment on column dialog_version.staff_id is 'Who published it on a page; null: it was saved in the folder';
create index dialog_version_of_file on dialog_version (file, id desc);
create index dialog_version_by_revision on dialog_version (file, revision);

alter table ticket_event drop constraint ticket_event_actor_check;
alter table ticket_event add constraint ticket_event_actor_check check (actor in ('resident', 'neighbour', 'staff', 'system'));
create index ticket_open_at_place on ticket (category, place_id) where status in ('opened', 'dispatched', 'accepted', 'in_progress');
