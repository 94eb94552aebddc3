-- Who of the parties of a forum comes to a meeting, and the pictures that belong to its minutes.

create table occasion_party (
    occasion_id bigint      not null references occasion,
    name        text        not null check (name <> ''),
    coming      boolean     not null,
    who         text        not null default '',
    at          timestamptz not null,
    primary key (occasion_id, name)
);
comment on table occasion_party is 'What the parties that were invited have answered; who has not is not here';
comment on column occasion_party.who is 'Whom they send, or why nobody';

create table occasion_photo (
    occasion_id bigint not null references occasion,
    media_id    bigint not null references media,
    primary key (occasion_id, media_id)
);
create index occasion_photo_of_media on occasion_photo (media_id);
