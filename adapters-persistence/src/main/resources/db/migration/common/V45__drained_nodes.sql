-- Since when a node is to give up its sessions.
alter table node add column drained_at timestamp with time zone;
