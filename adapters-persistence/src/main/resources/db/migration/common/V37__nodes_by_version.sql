-- GET /v1/operator/nodes
alter table node add column version varchar(100);
alter table node add column started_at timestamp with time zone;
alter table node add column stopped_at timestamp with time zone;
