alter table message add column origin varchar(8) default 'API' not null;
