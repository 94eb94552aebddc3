-- What residents say of what came of a topic, with a mark or without.

alter table topic_mark add column words text not null default '';
alter table topic_mark alter column score drop not null;
comment on column topic_mark.score is 'null: they have only said something';
comment on column topic_mark.words is 'What they said, the first first, a line each';
