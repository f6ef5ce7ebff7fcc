-- Where other nodes reach a node, for requests that only the owner of a session can answer.
alter table node add column address varchar(1000);
