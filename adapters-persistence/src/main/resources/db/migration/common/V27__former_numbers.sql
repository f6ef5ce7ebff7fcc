-- The number before, for which waiting messages were accepted.
alter table session add column former_number varchar(16);
