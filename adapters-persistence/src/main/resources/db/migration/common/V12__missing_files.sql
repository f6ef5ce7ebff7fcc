-- Files of received messages that are not downloaded yet. Without a next attempt, somebody can still ask for one.
create table missing_file (
  message_id uuid primary key references message on delete cascade,
  session_id uuid not null references session on delete cascade,
  account_id uuid not null,
  -- Sealed: what the engine needs to download the file, such as its key.
  reference bytea not null,
  attempts integer not null,
  next_at timestamp with time zone,
  tried_until timestamp with time zone not null
);

create index missing_file_due on missing_file (next_at);

create index missing_file_by_session on missing_file (session_id, next_at);
