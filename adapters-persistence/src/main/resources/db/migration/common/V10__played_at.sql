alter table message add column played_at timestamp with time zone;
