-- Where a place is on the map, for residents who share where they stand.
alter table place add column longitude double precision;
alter table place add column latitude double precision;
