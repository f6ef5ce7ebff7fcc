alter table message add column engine_code integer;
