-- Whoever signs in at a provider joins without a password.
alter table person add column joined boolean default false not null;

update person set joined = true where password is not null;

create table person_identity (
  issuer varchar(1000) not null,
  subject varchar(510) not null,
  person_id uuid not null references person on delete cascade,
  linked_at timestamp with time zone not null,
  primary key (issuer, subject),
  unique (person_id, issuer)
);
