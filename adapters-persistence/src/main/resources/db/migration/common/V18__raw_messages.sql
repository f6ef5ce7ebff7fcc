-- What an engine was handed, of received messages that Crier does not understand.
create table raw_message (
  message_id uuid primary key references message on delete cascade,
  account_id uuid not null,
  -- Sealed.
  json bytea not null
);
