-- Deliveries change twice and are then deleted with their event: leave room, and clean up early.
alter table delivery set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
alter table event set (autovacuum_vacuum_scale_factor = 0.02);
alter table event_counter set (fillfactor = 50);
