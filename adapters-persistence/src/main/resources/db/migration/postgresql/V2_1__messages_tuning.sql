-- Every step of a message writes to each index that knows of it: those of the queue know only what
-- waits, flies or was tried.
drop index message_queue;

create index message_queue on message (session_id, status, priority, seq)
  where status in ('QUEUED', 'SCHEDULED');

drop index message_scheduled;

create index message_scheduled on message (status, send_at) where status = 'SCHEDULED';

drop index message_by_attempt;

create index message_by_attempt on message (session_id, began_at) where began_at is not null;

alter table message drop constraint message_in_flight;

create unique index message_in_flight on message (inflight_session)
  where inflight_session is not null;

-- Two updates for each message: cleaned up after every fiftieth of the table, not every fifth.
alter table message set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
