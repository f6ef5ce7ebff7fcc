-- Only what waits: see V2_1.
drop index notification_waiting;

create index notification_waiting on notification (seq) where waiting;

alter table notification set (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
