-- What changes is known by narrow tables instead of indexes of the wide one: see ADR 64. All nodes have to be stopped.

-- First, because it locks the table, and so that a node of the version before, which would write none of these tables,
-- can add no message that nobody would send.
alter table message rename column send_at to due_at;

-- The messages that are queued or scheduled. The key is for GET /v1/messages?status=
create table queue_entry (
  account_id uuid not null,
  status varchar(10) not null,
  message_id uuid not null,
  session_id uuid not null,
  peer varchar(64) not null,
  priority smallint not null,
  seq bigint not null,
  send_at timestamp with time zone,
  retry_at timestamp with time zone,
  -- When the attempt before began, if there was one.
  tried_at timestamp with time zone,
  primary key (account_id, status, message_id)
);

insert into queue_entry (account_id, status, message_id, session_id, peer, priority, seq, send_at, retry_at,
  tried_at)
select account_id, status, id, session_id, peer, priority, seq, due_at, retry_at, began_at
from message where status in ('QUEUED', 'SCHEDULED');

-- Which messages of a session are next: SqlQueues.heads, and whether any waits.
create index queue_entry_next on queue_entry (session_id, status, priority, seq);

-- Which scheduled messages are due: SqlMessages.enqueueDue.
create index queue_entry_due on queue_entry (status, send_at);

-- Which messages wait for a retry: SqlRetries.
create index queue_entry_retry on queue_entry (session_id, retry_at);

-- The messages that are being sent: one for each session.
create table in_flight (
  session_id uuid primary key,
  account_id uuid not null,
  message_id uuid not null
);

insert into in_flight (session_id, account_id, message_id)
select inflight_session, account_id, id from message
where status = 'SENDING' and inflight_session is not null;

-- The last attempt of each message that was tried: how a session was paced, and how it fares.
create table attempt (
  session_id uuid not null,
  began_at timestamp with time zone not null,
  message_id uuid not null
);

insert into attempt (session_id, began_at, message_id)
select session_id, began_at, id from message where began_at is not null;

alter table attempt add primary key (session_id, began_at, message_id);

-- The other messages that GET /v1/messages?status= finds by their status: those that went wrong, and those whose
-- delivery nobody has confirmed. Those that end well are most of the account's own index.
create table status_entry (
  account_id uuid not null,
  status varchar(10) not null,
  message_id uuid not null
);

insert into status_entry (account_id, status, message_id)
select account_id, status, id from message where status in ('SENT', 'FAILED', 'CANCELLED') and priority > 1;

alter table status_entry add primary key (account_id, status, message_id);

drop index message_queue;

drop index message_by_attempt;

drop index message_scheduled;

drop index message_retry;

alter table message drop column inflight_session;
