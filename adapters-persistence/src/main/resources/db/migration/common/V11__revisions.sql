-- What was done to a message after it was written, as JSON; null if nothing was.
alter table message add column revisions varchar;
