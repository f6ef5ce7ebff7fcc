-- Which sessions and kinds of chats an endpoint receives events of; empty means all. Headers are sealed.
alter table webhook add column sessions varchar default '' not null;
alter table webhook add column chats varchar(100) default '' not null;
alter table webhook add column headers bytea;
