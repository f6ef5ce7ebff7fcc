-- status_entry has taken its place. What is left on messages is on columns that do not change, so that each
-- change is heap-only, if there is room for it in the page.
drop index message_by_status;

alter table message set (fillfactor = 80);

drop index queue_entry_due;

create index queue_entry_due on queue_entry (send_at) where status = 'SCHEDULED';

drop index queue_entry_retry;

create index queue_entry_retry on queue_entry (session_id, peer) where retry_at is not null;

-- Rows live for seconds.
alter table queue_entry set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
alter table in_flight set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
alter table status_entry set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
