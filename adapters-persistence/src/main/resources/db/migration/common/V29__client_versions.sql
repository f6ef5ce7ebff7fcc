-- The version of WhatsApp's client that the session's connection last reported.
alter table session add column client_version varchar(40);
