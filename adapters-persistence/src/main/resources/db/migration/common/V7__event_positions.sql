-- Events have a position over all accounts as members of ranges: events of one account that were
-- committed when the range was made. Events that are older than this table get theirs in the same way.
create table event_range (
  last_position bigint primary key,
  account_id uuid not null,
  first_sequence bigint not null,
  last_sequence bigint not null,
  made_at timestamp with time zone not null
);

create index event_range_by_age on event_range (made_at);

-- Up to which event of an account there are ranges. Not in event_counter: publishers lock that.
create table event_numbered (
  account_id uuid primary key references account on delete cascade,
  sequence bigint not null
);

-- One row: the last position that was given. Whoever makes ranges locks it.
create table event_position (
  last_position bigint not null
);

insert into event_position (last_position) values (0);
